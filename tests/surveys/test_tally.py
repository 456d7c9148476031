"""Packed sheets counted, and counts of several kinds of sheets put together."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.questionnaires.layout import DONT_KNOW, Answers, layout_of
from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Scale
from desktop_app.surveys import tally as tallying
from desktop_app.surveys.tally import SheetCounter, Tally, together
from tests.surveys.forms import COMPETENCES, OBSTACLES, ORDER, USELESS, WISHES, form, sheets


def counted(*answers: Answers, item: Item) -> Tally:
    questionnaire = form(item)
    return SheetCounter(layout_of(questionnaire)).count(sheets(questionnaire, *answers))


def values(tally: Tally, code: str) -> dict[object, int]:
    return {value: count for value, count in tally.values[code].items() if count}


def test_each_scale_is_counted_by_its_numbers_and_by_bilmayman() -> None:
    found = counted({"B1.level": 4}, {"B1.level": 4}, {"B1.level": 1}, {"B1.level": DONT_KNOW}, {}, item=COMPETENCES)
    assert (found.sheets, values(found, "B1.level")) == (5, {4: 2, 1: 1, DONT_KNOW: 1})


def test_a_pair_needs_both_numbers_from_the_same_person() -> None:
    found = counted(
        {"B1.importance": 5, "B1.level": 2},
        {"B1.importance": 5, "B1.level": 2},
        {"B1.importance": 3},
        {"B1.importance": 3, "B1.level": DONT_KNOW},
        {"B1.importance": DONT_KNOW, "B1.level": 1},
        {"B1.level": 1},
        item=COMPETENCES,
    )
    assert found.pairs["B1"] == {(5, 2): 2}


def test_reversed_rows_and_ratings_are_counted_from_the_other_end() -> None:
    found = counted({"B3.importance": 5, "B3.level": 2}, item=COMPETENCES)
    assert (found.pairs["B3"], values(found, "B3.level")) == ({(1, 4): 1}, {4: 1})
    assert values(counted({"G1": 1}, item=USELESS), "G1") == {5: 1}


def test_of_several_ticks_it_is_known_how_many_people_ticked_anything() -> None:
    found = counted({"E": ("time", "way")}, {"E": ("way",)}, {}, item=OBSTACLES)
    assert (values(found, "E"), found.chosen["E"]) == ({"time": 1, "way": 2}, 2)


def test_places_of_a_rank_are_counted_one_by_one() -> None:
    found = counted({"D": ("y", "x")}, {"D": ("y",)}, {}, item=ORDER)
    assert (values(found, "D.1"), values(found, "D.2"), found.chosen["D"]) == ({"y": 2}, {"x": 1}, 2)


def test_options_of_a_list_are_counted_by_the_number_of_their_row() -> None:
    found = counted({"C": ("1727206", "7")}, {"C": ("7",)}, {}, item=WISHES)
    assert (values(found, "C.1"), values(found, "C.2")) == ({"1727206": 1, "7": 1}, {"7": 1})
    assert found.chosen["C"] == 2


def test_scales_too_long_for_two_digits_of_a_byte_make_pairs_as_well() -> None:
    scales = (Scale("importance", {}, 1, 20), Scale("level", {}, 0, 20))
    long = Item("B", ItemKind.MATRIX, {}, scales=scales, rows=(MatrixRow("B1", {}),))
    found = counted({"B1.importance": 20, "B1.level": 0}, {"B1.importance": 7}, item=long)
    assert found.pairs["B1"] == {(20, 0): 1}


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_sheets_counted_in_parts_come_to_the_same_as_one_by_one(seed: int, number: int) -> None:
    chance = random.Random(seed)
    answers = [
        {
            f"B{row}.{scale}": chance.choice((1, 2, 3, 4, 5, DONT_KNOW))
            for row in "123"
            for scale in ("importance", "level")
        }
        for _sheet in range(number)
    ]
    before, tallying.SHEETS_AT_ONCE = tallying.SHEETS_AT_ONCE, 7
    try:
        whole = counted(*answers, item=COMPETENCES)
    finally:
        tallying.SHEETS_AT_ONCE = before
    singly = together([counted(each, item=COMPETENCES) for each in answers])
    assert (whole.sheets, whole.pairs) == (singly.sheets, singly.pairs)
    assert {code: values(whole, code) for code in whole.values} == {
        code: values(singly, code) for code in singly.values
    }
