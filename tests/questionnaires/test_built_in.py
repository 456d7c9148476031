"""The questionnaires that the program brings: whole, in every language, with the same codes for the same questions."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.language.apostrophes import canonical
from desktop_app.language.script import Script, catalogue_to_cyrillic, has_mixed_word, script_of
from desktop_app.questionnaires.built_in import LEADERS, PRESCHOOL, TEACHERS, built_in, built_in_for
from desktop_app.questionnaires.definition import to_definition
from desktop_app.questionnaires.expressions import references
from desktop_app.questionnaires.layout import layout_of, pack, unpack
from desktop_app.questionnaires.model import ItemKind, Questionnaire, Source
from desktop_app.questionnaires.sheet import asked, codes_of, faults
from desktop_app.reference.lists import LISTS
from tests.questionnaires.drawing import closed_answers

NOW = datetime(2026, 11, 21, 14, tzinfo=UTC)
LANGUAGES = {"uz", "ru", "en"}
INTERNATIONAL = {"PISA", "PIRLS", "TIMSS"}
LATIN_WORD = re.compile("[A-Za-z]+")


EVERY = {f"{each.code} {each.edition}": each for each in built_in()}
every = pytest.mark.parametrize("questionnaire", EVERY.values(), ids=EVERY)


def texts_in(part: Any) -> Iterator[Mapping[str, str]]:
    if isinstance(part, dict):
        if part.keys() >= {"uz"} and isinstance(part["uz"], str):
            yield part
        for each in part.values():
            yield from texts_in(each)
    elif isinstance(part, list):
        for each in part:
            yield from texts_in(each)


def texts_of(questionnaire: Questionnaire) -> list[Mapping[str, str]]:
    return list(texts_in(to_definition(questionnaire)))


def without_repeats(codes: list[str]) -> bool:
    return len(codes) == len(set(codes))


def test_there_is_one_for_teachers_for_preschool_staff_and_for_leaders() -> None:
    assert [(each.code, each.edition) for each in built_in()] == [(TEACHERS, 2), (PRESCHOOL, 1), (LEADERS, 1)]


@pytest.mark.parametrize(
    ("staff_group", "is_preschool", "code"),
    [
        ("PEDAGOG", False, TEACHERS),
        ("PEDAGOG", True, PRESCHOOL),
        ("MUTAXASSIS", False, TEACHERS),
        ("MUTAXASSIS", True, PRESCHOOL),
        ("RAHBAR", False, LEADERS),
        ("RAHBAR", True, LEADERS),
        (None, False, TEACHERS),
    ],
)
def test_everybody_is_asked_with_the_questionnaire_of_their_work(
    staff_group: str | None, is_preschool: bool, code: str
) -> None:
    assert built_in_for(staff_group, is_preschool=is_preschool) == code


@every
def test_every_code_stands_once(questionnaire: Questionnaire) -> None:
    assert without_repeats([section.code for section in questionnaire.sections])
    assert without_repeats([code for item in questionnaire.items for code in codes_of(item)])
    for item in questionnaire.items:
        assert without_repeats([option.code for option in item.options])


@every
def test_every_text_is_there_in_every_language(questionnaire: Questionnaire) -> None:
    for texts in texts_of(questionnaire):
        assert {code for code, text in texts.items() if text.strip()} >= LANGUAGES, texts


@every
def test_every_text_is_written_as_an_office_writes_it(questionnaire: Questionnaire) -> None:
    for texts in texts_of(questionnaire):
        assert texts["uz"] == canonical(texts["uz"])
        assert script_of(texts["uz"]) in (Script.LATIN, Script.NONE), texts
        for text in texts.values():
            assert "'" not in text
            assert not has_mixed_word(text), text


@every
def test_nothing_latin_is_left_in_cyrillic_but_names_that_the_world_knows(questionnaire: Questionnaire) -> None:
    for texts in texts_of(questionnaire):
        for text in (texts["ru"], texts.get("uz_Cyrl") or catalogue_to_cyrillic(texts["uz"])):
            assert set(LATIN_WORD.findall(text)) <= INTERNATIONAL, text


@every
def test_it_asks_fifteen_competences_and_the_modules_that_are_wished_for(questionnaire: Questionnaire) -> None:
    assert len(questionnaire.competences) == 15
    wishes = questionnaire.modules_item
    assert wishes is not None
    assert (wishes.kind, wishes.places) == (ItemKind.RANK, 3)


@pytest.mark.parametrize("questionnaire", built_in(), ids=lambda each: each.code)
def test_it_is_filled_in_within_ten_minutes(questionnaire: Questionnaire) -> None:
    questions = sum(len(item.rows) or 1 for item in questionnaire.items)
    assert 30 <= questions <= 40


@every
def test_nothing_is_demanded(questionnaire: Questionnaire) -> None:
    assert faults(questionnaire, {}, now=NOW, is_whole=True) == []


@every
def test_its_lists_are_lists_of_the_centre(questionnaire: Questionnaire) -> None:
    sources = {item.source for item in questionnaire.items if item.source is not Source.OWN}
    assert {source.value for source in sources} <= {*LISTS, Source.MODULES.value, Source.DISTRICTS.value}


@every
def test_conditions_speak_of_what_was_asked_before(questionnaire: Questionnaire) -> None:
    before: set[str] = set()
    for item in questionnaire.items:
        assert references(item.relevant) | references(item.constraint) <= before
        before |= set(codes_of(item))


@every
def test_a_sheet_takes_a_hundred_bytes_at_most(questionnaire: Questionnaire) -> None:
    layout = layout_of(questionnaire)
    assert layout.width == sum(cell.width for cell in layout.cells) <= 100


@every
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_whatever_is_answered_comes_back(questionnaire: Questionnaire, data: st.DataObject) -> None:
    layout = layout_of(questionnaire)
    answers = data.draw(closed_answers(questionnaire))
    assert unpack(layout, pack(layout, answers)) == answers


def test_equal_questions_of_two_questionnaires_have_equal_codes() -> None:
    codes: dict[str, str] = {}
    for questionnaire in EVERY.values():
        for item in questionnaire.items:
            for code, text in [(item.code, item.text["uz"]), *((row.code, row.text["uz"]) for row in item.rows)]:
                if item.kind is not ItemKind.MATRIX or code != item.code:
                    assert codes.setdefault(text, code) == code


def test_equal_codes_offer_equal_answers() -> None:
    offered: dict[str, object] = {}
    for questionnaire in built_in():
        for item in questionnaire.items:
            kind = (item.kind, item.source, item.options, item.scales, item.most, item.is_reversed)
            assert offered.setdefault(item.code, kind) == kind


def test_a_bed_is_not_offered_to_whoever_studies_from_home() -> None:
    for questionnaire in built_in():
        assert "D4" in asked(questionnaire, {}, now=NOW).items
        assert "D4" in asked(questionnaire, {"D1": "3"}, now=NOW).items
        assert "D4" not in asked(questionnaire, {"D1": "2"}, now=NOW).items


def test_nobody_is_asked_about_a_course_that_they_never_had() -> None:
    for questionnaire in built_in():
        assert "G1" in asked(questionnaire, {"A9": "1"}, now=NOW).items
        assert "G1" not in asked(questionnaire, {"A9": "5"}, now=NOW).items


def test_nothing_hinders_me_is_not_said_together_with_an_obstacle() -> None:
    for questionnaire in built_in():
        assert faults(questionnaire, {"E1": ("none",)}, now=NOW, is_whole=True) == []
        assert faults(questionnaire, {"E1": ("1", "other"), "E1.other": "Yoʻl yoʻq"}, now=NOW, is_whole=True) == []
        [fault] = faults(questionnaire, {"E1": ("1", "none")}, now=NOW, is_whole=True)
        assert (fault.code, fault.reason) == ("E1", "constraint")


def test_that_a_course_was_of_no_use_counts_the_other_way_round() -> None:
    for questionnaire in built_in():
        assert layout_of(questionnaire).scales()["G1"].is_reversed
