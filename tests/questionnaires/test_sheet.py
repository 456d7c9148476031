"""What is asked of somebody, and what is said of wrong answers."""

from datetime import UTC, datetime

import pytest

from desktop_app.questionnaires.layout import DONT_KNOW, Answers
from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Option, Questionnaire, Scale, Section
from desktop_app.questionnaires.sheet import asked, faults, offered

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
YES_NO = (Option("yes", {"uz": "Ha"}), Option("no", {"uz": "Yoʻq"}))
LEVEL = Scale("level", {"uz": "Daraja"})


def form(*items: Item) -> Questionnaire:
    return Questionnaire("q", 1, {"uz": "Anketa"}, ("uz",), (Section("s", {}, items),))


def item(kind: ItemKind, code: str = "a", **values: object) -> Item:
    return Item(code, kind, {"uz": "Savol"}, **values)  # type: ignore[arg-type]


def reasons(questionnaire: Questionnaire, answers: Answers, *, is_whole: bool = False) -> list[tuple[str, str]]:
    return [(found.code, found.reason) for found in faults(questionnaire, answers, now=NOW, is_whole=is_whole)]


SEVERAL = item(ItemKind.SEVERAL, options=(*YES_NO, Option("other", {"uz": "Boshqa"})), least=1, most=2, other="other")
RANK = item(ItemKind.RANK, options=(*YES_NO, Option("maybe", {"uz": "Balki"})), most=2)
MATRIX = item(ItemKind.MATRIX, "m", scales=(LEVEL,), rows=(MatrixRow("B1", {"uz": "Dars"}),), has_dont_know=True)


@pytest.mark.parametrize(
    ("asked_item", "answers", "reason"),
    [
        (item(ItemKind.ONE, options=YES_NO), {"a": "maybe"}, ("a", "not_offered")),
        (item(ItemKind.ONE, options=YES_NO), {"a": ("yes", "no")}, ("a", "two_chosen")),
        (SEVERAL, {"a": ("yes", "no", "other")}, ("a", "too_many")),
        (SEVERAL, {"a": ("yes", "yes")}, ("a", "chosen_twice")),
        (SEVERAL, {"a": ("yes",), "a.other": "x" * 2001}, ("a.other", "text_too_long")),
        (RANK, {"a": ("yes", "yes")}, ("a", "chosen_twice")),
        (RANK, {"a": ("yes", "no", "maybe")}, ("a", "too_many")),
        (MATRIX, {"B1.level": 6}, ("B1.level", "out_of_range")),
        (MATRIX, {"B1.level": 2.5}, ("B1.level", "out_of_range")),
        (item(ItemKind.RATING, scales=(LEVEL,)), {"a": DONT_KNOW}, ("a", "out_of_range")),
        (item(ItemKind.INTEGER), {"a": 2.5}, ("a", "not_whole")),
        (item(ItemKind.INTEGER, most=60), {"a": 61}, ("a", "too_great")),
        (item(ItemKind.DECIMAL, least=0), {"a": -0.1}, ("a", "too_small")),
        (item(ItemKind.DECIMAL), {"a": "ikki"}, ("a", "not_a_number")),
        (item(ItemKind.DECIMAL), {"a": float("nan")}, ("a", "not_a_number")),
        (item(ItemKind.DATE), {"a": "2026-02-31"}, ("a", "not_a_day")),
        (item(ItemKind.TEXT), {"a": 5}, ("a", "not_a_text")),
        (item(ItemKind.TEXT), {"b": "?"}, ("b", "unknown_item")),
        (item(ItemKind.INTEGER, constraint=". mod 2 = 0"), {"a": 3}, ("a", "constraint")),
    ],
)
def test_a_wrong_answer_is_named(asked_item: Item, answers: Answers, reason: tuple[str, str]) -> None:
    assert reasons(form(asked_item), answers) == [reason]


@pytest.mark.parametrize(
    ("asked_item", "answers"),
    [
        (SEVERAL, {"a": ("yes", "other"), "a.other": "Boshqacha"}),
        (MATRIX, {"B1.level": DONT_KNOW}),
        (MATRIX, {"B1.level": 5}),
        (item(ItemKind.INTEGER, constraint=". mod 2 = 0"), {"a": 4}),
        (item(ItemKind.INTEGER, constraint=". > 0"), {"a": ""}),
        (item(ItemKind.DATE), {"a": "2024-02-29"}),
        (RANK, {"a": ("maybe", "yes")}),
    ],
)
def test_a_right_answer_is_left_in_peace(asked_item: Item, answers: Answers) -> None:
    assert reasons(form(asked_item), answers, is_whole=True) == []


def test_what_is_required_is_asked_for_only_of_a_whole_sheet_and_only_where_it_is_asked() -> None:
    first = item(ItemKind.ONE, "a", options=YES_NO, is_required=True)
    then = item(ItemKind.TEXT, "b", is_required=True, relevant="${a} = 'yes'", required_message={"uz": "Yozing"})
    assert reasons(form(first, then), {}) == []
    assert reasons(form(first, then), {"a": "no"}, is_whole=True) == []
    (missing,) = faults(form(first, then), {"a": "yes"}, now=NOW, is_whole=True)
    assert (missing.code, missing.reason, missing.facts["words"]) == ("b", "required", "Yozing")


def test_every_row_of_a_required_matrix_is_needed() -> None:
    rows = (MatrixRow("B1", {"uz": "Dars"}), MatrixRow("B2", {"uz": "Usul"}))
    needed = item(ItemKind.MATRIX, "m", scales=(LEVEL,), rows=rows, is_required=True)
    assert reasons(form(needed), {"B1.level": 3}, is_whole=True) == [("m", "required")]
    assert reasons(form(needed), {"B1.level": 3, "B2.level": 1}, is_whole=True) == []


def test_an_answer_to_what_is_no_longer_asked_counts_nowhere() -> None:
    first = item(ItemKind.ONE, "a", options=YES_NO)
    second = item(ItemKind.ONE, "b", options=YES_NO, relevant="${a} = 'yes'")
    third = item(ItemKind.TEXT, "c", relevant="${b} = 'yes'")
    whole = form(first, second, third)
    found = asked(whole, {"a": "yes", "b": "yes", "c": "matn"}, now=NOW)
    assert found.items == {"a", "b", "c"}
    found = asked(whole, {"a": "no", "b": "yes", "c": "matn"}, now=NOW)
    assert (found.items, found.answers) == ({"a"}, {"a": "no"})


def test_a_whole_section_is_asked_or_not() -> None:
    asked_of_some = Section("s2", {}, (item(ItemKind.TEXT, "b"),), relevant="${a} > 10")
    both = Questionnaire("q", 1, {}, ("uz",), (Section("s1", {}, (item(ItemKind.INTEGER),)), asked_of_some))
    assert asked(both, {"a": 11}, now=NOW).items == {"a", "b"}
    assert asked(both, {"a": 10}, now=NOW).items == {"a"}


def test_what_is_calculated_can_be_asked_for_in_turn() -> None:
    years = item(ItemKind.INTEGER)
    band = item(ItemKind.CALCULATED, "band", calculation="if(${a} > 20, 'long', 'short')")
    then = item(ItemKind.TEXT, "b", relevant="${band} = 'long'")
    found = asked(form(years, band, then), {"a": 25, "b": "x"}, now=NOW)
    assert found.answers == {"a": 25, "b": "x", "band": "long"}
    assert asked(form(years, band, then), {"a": 5, "b": "x"}, now=NOW).answers == {"a": 5, "band": "short"}


def test_options_are_offered_by_what_was_chosen_before() -> None:
    districts = (Option("d1", {}, {"region": "r1"}), Option("d2", {}, {"region": "r2"}))
    narrowed = item(ItemKind.ONE, "b", options=districts, choice_filter="region = ${a}")
    assert [each.code for each in offered(narrowed, {"a": "r2"}, now=NOW)] == ["d2"]
    both = form(item(ItemKind.TEXT), narrowed)
    assert reasons(both, {"a": "r2", "b": "d1"}) == [("b", "not_offered")]
