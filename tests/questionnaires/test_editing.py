"""Writing a questionnaire: every act gives another questionnaire and leaves the first one as it was."""

from dataclasses import replace

import pytest

from desktop_app.questionnaires.editing import (
    WHOLE,
    added,
    as_kind,
    blank_item,
    blank_questionnaire,
    blank_section,
    duplicated,
    moved,
    part_at,
    places,
    removed,
    with_part,
)
from desktop_app.questionnaires.layout import layout_of
from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Option, Questionnaire, Section, Source

FIRST = Item("Q1", ItemKind.ONE, {"uz": "Bormi?"}, options=(Option("1", {"uz": "ha"}), Option("2", {"uz": "yoʻq"})))
SECOND = Item("Q2", ItemKind.TEXT, {"uz": "Nima?"}, relevant="${Q1} = '1'")
TABLE = Item(
    "Q3", ItemKind.MATRIX, {"uz": "Baho"}, rows=(MatrixRow("Q3_1", {"uz": "a"}), MatrixRow("Q3_2", {"uz": "b"}))
)


@pytest.fixture
def written() -> Questionnaire:
    sections = (Section("S1", {"uz": "Bir"}, (FIRST, SECOND)), Section("S2", {"uz": "Ikki"}, (TABLE,)))
    return Questionnaire("own", 1, {"uz": "Oʻzimizniki"}, ("uz", "ru"), sections)


def test_a_new_question_comes_after_the_one_that_is_chosen(written: Questionnaire) -> None:
    changed, place = added(written, (0, 0), blank_item(written, ItemKind.DATE))
    assert place == (0, 1)
    assert [item.code for item in changed.items] == ["Q1", "Q4", "Q2", "Q3"]
    assert [item.code for item in written.items] == ["Q1", "Q2", "Q3"]


def test_with_a_section_chosen_a_question_begins_it(written: Questionnaire) -> None:
    assert added(written, (1,), blank_item(written, ItemKind.NOTE))[1] == (1, 0)


def test_a_questionnaire_without_a_section_gets_one_with_its_first_question(written: Questionnaire) -> None:
    bare = replace(written, sections=())
    changed, place = added(bare, WHOLE, blank_item(bare, ItemKind.TEXT))
    assert (place, len(changed.sections)) == ((0, 0), 1)


def test_a_question_goes_on_into_the_next_section_and_back(written: Questionnaire) -> None:
    changed, place = moved(written, (0, 1), 1)
    assert place == (1, 0)
    assert [item.code for item in changed.sections[1].items] == ["Q2", "Q3"]
    assert moved(changed, place, -1) == (written, (0, 1))


def test_nothing_moves_past_the_ends(written: Questionnaire) -> None:
    assert moved(written, (0, 0), -1) == (written, (0, 0))
    assert moved(written, (1, 0), 1) == (written, (1, 0))
    assert moved(written, (1,), 1) == (written, (1,))


def test_sections_change_places_with_all_their_questions(written: Questionnaire) -> None:
    changed, place = moved(written, (1,), -1)
    assert place == (0,)
    assert [section.code for section in changed.sections] == ["S2", "S1"]


def test_a_second_one_of_a_table_has_rows_with_codes_of_their_own(written: Questionnaire) -> None:
    changed, place = duplicated(written, (1, 0))
    copy = part_at(changed, place)
    assert isinstance(copy, Item)
    assert (copy.code, [row.code for row in copy.rows]) == ("Q4", ["Q4_1", "Q4_2"])
    assert [row.text for row in copy.rows] == [row.text for row in TABLE.rows]


def test_a_second_one_of_a_section_takes_its_questions_along(written: Questionnaire) -> None:
    changed, place = duplicated(written, (0,))
    assert place == (1,)
    assert [item.code for item in changed.sections[1].items] == ["Q4", "Q5"]


def test_after_taking_a_question_out_the_one_that_came_after_it_is_chosen(written: Questionnaire) -> None:
    changed, place = removed(written, (0, 0))
    assert part_at(changed, place) == replace(SECOND)
    changed, place = removed(changed, (0, 0))
    assert place == (0,)


def test_taking_out_the_last_section_chooses_what_stood_before_it(written: Questionnaire) -> None:
    assert removed(written, (1,))[1] == (0, 1)


def test_conditions_follow_a_question_that_gets_another_code(written: Questionnaire) -> None:
    changed = with_part(written, (0, 0), replace(FIRST, code="bor"))
    assert changed.item("Q2").relevant == "${bor} = '1'"


def test_conditions_stay_while_two_questions_share_the_code(written: Questionnaire) -> None:
    twice = replace(written, sections=(replace(written.sections[0], items=(FIRST, SECOND, replace(FIRST))),))
    assert with_part(twice, (0, 2), replace(FIRST, code="Q9")).item("Q2").relevant == "${Q1} = '1'"


@pytest.mark.parametrize("kind", list(ItemKind))
def test_a_question_of_any_kind_can_be_laid_out_at_once(written: Questionnaire, kind: ItemKind) -> None:
    item = blank_item(written, kind)
    layout_of(added(written, WHOLE, item)[0])
    assert item.kind is kind


@pytest.mark.parametrize("kind", list(ItemKind))
def test_a_question_asked_in_another_way_keeps_its_words(written: Questionnaire, kind: ItemKind) -> None:
    changed = as_kind(FIRST, kind, written)
    assert (changed.text, changed.code) == (FIRST.text, "Q1")
    assert (changed.options == FIRST.options) is kind.has_options


def test_a_list_of_the_centre_stays_when_one_becomes_several(written: Questionnaire) -> None:
    wishes = Item("C", ItemKind.ONE, {}, source=Source.MODULES)
    assert as_kind(wishes, ItemKind.RANK, written).source is Source.MODULES
    assert as_kind(wishes, ItemKind.TEXT, written).source is Source.OWN


def test_bounds_of_a_number_are_no_bounds_of_ticks(written: Questionnaire) -> None:
    years = Item("Q9", ItemKind.INTEGER, {}, least=0, most=60)
    assert as_kind(years, ItemKind.SEVERAL, written).most is None
    assert as_kind(years, ItemKind.DECIMAL, written).most == 60


def test_what_is_begun_new_has_a_section_to_write_in() -> None:
    begun = blank_questionnaire("own", {"uz": "Yangi"})
    assert places(begun) == [WHOLE, (0,)]
    assert blank_section(begun).code == "S2"
