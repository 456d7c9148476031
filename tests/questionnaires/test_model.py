"""A questionnaire as it is written, and its texts in the language in force."""

import pytest

from desktop_app.i18n import set_language
from desktop_app.questionnaires.model import (
    LIST_PLACES,
    Item,
    ItemKind,
    MatrixRow,
    Option,
    Questionnaire,
    Scale,
    Section,
    Source,
    cell_code,
    text_in,
)

GREETING = {"uz": "Oʻqituvchi", "ru": "Учитель", "en": "Teacher"}
IMPORTANCE, LEVEL = Scale("importance", {"uz": "Muhimligi"}), Scale("level", {"uz": "Darajam"})


def matrix(code: str, *scales: Scale) -> Item:
    return Item(code, ItemKind.MATRIX, {}, scales=scales, rows=(MatrixRow(f"{code}1", {}), MatrixRow(f"{code}2", {})))


def questionnaire(*items: Item) -> Questionnaire:
    halves = (Section("S1", {}, items[:1]), Section("S2", {}, items[1:]))
    return Questionnaire("asked", 1, {"uz": "Soʻrovnoma"}, ("uz",), halves)


@pytest.mark.parametrize(
    ("language", "text"),
    [("uz_Latn", "Oʻqituvchi"), ("uz_Cyrl", "Ўқитувчи"), ("ru", "Учитель"), ("en", "Teacher")],
)
def test_a_text_is_shown_in_the_language_of_the_program(language: str, text: str) -> None:
    set_language(language)
    assert text_in(GREETING) == text


def test_a_text_is_shown_in_another_language_when_that_is_asked_for() -> None:
    assert text_in(GREETING, "ru") == "Учитель"


def test_cyrillic_that_was_written_goes_before_cyrillic_that_is_made() -> None:
    assert text_in({"uz": "sirk", "uz_Cyrl": "Цирк!"}, "uz_Cyrl") == "Цирк!"


@pytest.mark.parametrize(
    ("texts", "nearest"),
    [
        ({"en": "Teacher", "ru": "Учитель"}, "Учитель"),
        ({"uz": "", "en": "Teacher"}, "Teacher"),
        ({"kaa": "Oqıtıwshı"}, "Oqıtıwshı"),
        ({}, ""),
    ],
)
def test_a_text_that_is_missing_is_shown_in_the_nearest_language(texts: dict[str, str], nearest: str) -> None:
    assert text_in(texts) == nearest


def test_an_item_is_found_in_whichever_section_it_stands() -> None:
    first, last = Item("A", ItemKind.TEXT, {}), Item("B", ItemKind.DATE, {})
    asked = questionnaire(first, last)
    assert (asked.item("A"), asked.item("B")) == (first, last)
    with pytest.raises(KeyError):
        asked.item("C")


def test_competences_are_rows_asked_for_importance_and_level() -> None:
    asked = questionnaire(matrix("K", IMPORTANCE, LEVEL), matrix("L", LEVEL), matrix("M", LEVEL, IMPORTANCE))
    assert [row.code for row in asked.competences] == ["K1", "K2"]


def test_modules_are_wished_for_in_the_item_with_the_modules_of_the_programme() -> None:
    wishes = Item("C", ItemKind.RANK, {}, source=Source.MODULES, most=3)
    assert questionnaire(Item("A", ItemKind.TEXT, {}), wishes).modules_item == wishes
    assert questionnaire(Item("A", ItemKind.TEXT, {})).modules_item is None


def test_notes_and_what_is_calculated_are_asked_of_nobody() -> None:
    assert {kind for kind in ItemKind if not kind.is_asked} == {ItemKind.NOTE, ItemKind.CALCULATED}


def test_options_belong_to_choices_and_ranks() -> None:
    assert {kind for kind in ItemKind if kind.has_options} == {ItemKind.ONE, ItemKind.SEVERAL, ItemKind.RANK}


@pytest.mark.parametrize(
    ("source", "most", "places"),
    [
        (Source.OWN, None, 2),
        (Source.OWN, 1, 1),
        (Source.SUBJECTS, 3, 3),
        (Source.SUBJECTS, None, LIST_PLACES),
    ],
)
def test_as_many_may_be_chosen_as_the_item_says_or_as_there_are(source: Source, most: int | None, places: int) -> None:
    options = (Option("1", {}), Option("2", {}))
    assert Item("C", ItemKind.SEVERAL, {}, options=options, source=source, most=most).places == places


def test_a_scale_holds_both_its_ends() -> None:
    assert list(Scale("likely", {}, low=0, high=3).values) == [0, 1, 2, 3]


def test_a_cell_is_called_by_its_row_and_its_scale() -> None:
    assert cell_code("B1", "level") == "B1.level"
