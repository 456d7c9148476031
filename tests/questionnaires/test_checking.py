"""What is said of a questionnaire before it is put in use."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from desktop_app.i18n import use
from desktop_app.questionnaires.built_in import built_in
from desktop_app.questionnaires.checking import DefinitionFault, definition_faults
from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Option, Questionnaire, Scale, Section, Source

YES = (Option("1", {"uz": "ha"}), Option("2", {"uz": "yoʻq"}))
ASKED = Item("A1", ItemKind.ONE, {"uz": "Bormi?"}, options=YES)
RATED = Item("A2", ItemKind.RATING, {"uz": "Baho"}, scales=(Scale("value", {}),))
TABLE = Item("B", ItemKind.MATRIX, {"uz": "Baho"}, scales=(Scale("value", {}),), rows=(MatrixRow("B1", {"uz": "a"}),))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are told apart by the texts of the sources, whatever the catalogues hold today."""
    with use("en"):
        yield


def form(*items: Item, languages: tuple[str, ...] = ("uz",)) -> Questionnaire:
    return Questionnaire("own", 1, {"uz": "Oʻzimizniki"}, languages, (Section("S1", {}, items),))


def told(*items: Item, **facts: Any) -> list[DefinitionFault]:
    return definition_faults(form(*items, **facts))


def only(faults: list[DefinitionFault]) -> DefinitionFault:
    assert len(faults) == 1, [fault.text for fault in faults]
    return faults[0]


@pytest.mark.parametrize("questionnaire", built_in(), ids=lambda each: each.code)
def test_nothing_is_wrong_with_the_built_in_ones(questionnaire: Questionnaire) -> None:
    assert [fault.text for fault in definition_faults(questionnaire) if fault.is_error] == []


def test_a_sound_questionnaire_is_let_be() -> None:
    assert told(ASKED, RATED, TABLE) == []


def test_a_questionnaire_that_asks_nothing_is_not_put_in_use() -> None:
    assert only(told(Item("N", ItemKind.NOTE, {"uz": "Salom"}))).is_error


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (replace(ASKED, text={}), "The question has no text."),
        (replace(ASKED, options=()), "There is no answer to choose."),
        (replace(ASKED, options=(*YES, Option("3", {"uz": " "}))), "Answer 3 has no text."),
        (replace(ASKED, options=(*YES, Option("2", {"uz": "balki"}))), "Two answers have the code “2”."),
        (
            replace(ASKED, options=(*YES, Option("a b", {"uz": "balki"}))),
            "“a b” is no code of an answer: leave out the blanks.",
        ),
        (replace(ASKED, other="9"), "The answer “9”, which asks for words, is no longer there."),
        (replace(ASKED, default="9"), "The answer filled in beforehand, “9”, is not one of the answers."),
        (
            replace(ASKED, code="1 a"),
            "“1 a” is no code: it begins with a letter and has letters, digits, “_”, “-” and “.” only.",
        ),
        (
            replace(RATED, scales=(Scale("value", {}, low=5, high=5),)),
            "The scale goes from 5 to 5: the second number must be greater.",
        ),
        (
            replace(RATED, scales=(Scale("value", {}, low=0, high=400),)),
            "The scale has 401 numbers; at most 250 can be counted.",
        ),
        (replace(TABLE, rows=()), "The table has no rows."),
        (replace(TABLE, rows=(MatrixRow("B1", {}),)), "Row 1 has no text."),
        (Item("A", ItemKind.INTEGER, {"uz": "Yosh"}, least=9, most=1), "At least 9 and at most 1 cannot both be."),
        (
            Item("A", ItemKind.RANK, {"uz": "?"}, source=Source.MODULES, most=0),
            "“At most” must be a number from 1 to 250.",
        ),
    ],
)
def test_what_cannot_be_answered_is_named_and_blocks(item: Item, sentence: str) -> None:
    fault = next(fault for fault in told(item, replace(ASKED, code="Z")) if fault.text == sentence)
    assert fault.is_error
    assert fault.place == (0, 0)


def test_more_answers_than_can_be_counted_block() -> None:
    many = tuple(Option(str(number), {"uz": str(number)}) for number in range(251))
    assert only(told(replace(ASKED, options=many))).is_error
    assert told(replace(ASKED, kind=ItemKind.SEVERAL, options=many)) != []


def test_two_questions_under_one_code_are_both_named() -> None:
    assert [fault.place for fault in told(ASKED, replace(ASKED))] == [(0, 0), (0, 1)]


def test_rows_of_two_tables_under_one_code_are_named() -> None:
    second = replace(TABLE, code="C")
    assert {fault.facts["code"] for fault in told(TABLE, second)} == {"B1.value"}


def test_a_text_that_is_missing_in_one_language_is_only_said() -> None:
    faults = told(ASKED, languages=("uz", "ru"))
    assert {fault.facts["language"] for fault in faults} == {"ru"}
    assert not any(fault.is_error for fault in faults)


def test_uzbek_in_cyrillic_is_written_by_the_program() -> None:
    assert told(ASKED, languages=("uz", "uz_Cyrl")) == []


def test_an_expression_that_cannot_be_read_names_the_letter() -> None:
    fault = only(told(ASKED, replace(RATED, relevant="${A1} ==")))
    assert (fault.is_error, fault.place, fault.what) == (True, (0, 1), "relevant")
    assert "8" in fault.text


def test_a_condition_on_what_is_not_there_is_named() -> None:
    assert "A7" in only(told(ASKED, replace(RATED, relevant="${A7} = '1'"))).text


def test_a_condition_on_what_comes_later_is_named() -> None:
    fault = only(told(replace(ASKED, relevant="${A2} >= 3"), RATED))
    assert fault.text == "The condition asks for “A2”, which comes later."


def test_a_section_cannot_hang_on_its_own_questions() -> None:
    questionnaire = form(ASKED)
    section = replace(questionnaire.sections[0], relevant="${A1} = '1'")
    faults = definition_faults(replace(questionnaire, sections=(section,)))
    assert any(fault.is_error and fault.place == (0,) for fault in faults)


def test_conditions_that_go_round_in_a_circle_are_named() -> None:
    faults = told(replace(ASKED, relevant="${A2} >= 3"), replace(RATED, relevant="${A1} = '1'"))
    assert any("A1" in fault.text and "A2" in fault.text for fault in faults)


def test_a_condition_on_an_answer_that_nobody_can_give_is_said() -> None:
    fault = only(told(ASKED, replace(RATED, relevant="${A1} = '3'")))
    assert not fault.is_error


def test_a_rule_without_its_sentence_is_said() -> None:
    years = Item("Y", ItemKind.INTEGER, {"uz": "Staj"}, constraint=". < 60")
    assert only(told(years)).what == "constraint_message"


def test_more_places_than_answers_are_said_and_too_many_asked_for_block() -> None:
    several = replace(ASKED, kind=ItemKind.SEVERAL)
    assert not only(told(replace(several, most=5))).is_error
    assert only(told(replace(several, least=5))).is_error
