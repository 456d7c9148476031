"""Closed answers packed into bytes of one width, and unpacked again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from desktop_app.questionnaires.layout import (
    DONT_KNOW,
    DONT_KNOW_BYTE,
    NO_ANSWER,
    OPTIONS_MAX,
    Answers,
    Value,
    layout_of,
    open_answers,
    other_code,
    pack,
    unpack,
)
from desktop_app.questionnaires.model import (
    Item,
    ItemKind,
    MatrixRow,
    Option,
    Questionnaire,
    Scale,
    Section,
    Source,
)
from tests.questionnaires.drawing import closed_answers

LEVEL, WISH = Scale("level", {}), Scale("wish", {}, low=0, high=10)
THREE = tuple(Option(code, {}) for code in ("red", "green", "other"))


def item(code: str, kind: ItemKind, **facts: object) -> Item:
    return replace(Item(code, kind, {}), **facts)


def asked(*items: Item) -> Questionnaire:
    return Questionnaire("asked", 1, {}, ("uz",), (Section("S", {}, items),))


MATRIX = item(
    "M", ItemKind.MATRIX, scales=(LEVEL, WISH), rows=(MatrixRow("M1", {}), MatrixRow("M2", {}, is_reversed=True))
)
ONE = item("O", ItemKind.ONE, options=THREE, other="other")
SUBJECT = item("L", ItemKind.ONE, source=Source.SUBJECTS)
SEVERAL = item("S", ItemKind.SEVERAL, options=THREE, most=2)
DISTRICTS = item("D", ItemKind.SEVERAL, source=Source.DISTRICTS, most=2)
RANK = item("R", ItemKind.RANK, options=THREE)
RATING = item("N", ItemKind.RATING, scales=(WISH,), has_dont_know=True, is_reversed=True)
OPEN = tuple(
    item(code, kind)
    for code, kind in [
        ("words", ItemKind.TEXT),
        ("day", ItemKind.DATE),
        ("age", ItemKind.INTEGER),
        ("share", ItemKind.DECIMAL),
        ("sum", ItemKind.CALCULATED),
        ("note", ItemKind.NOTE),
    ]
)
WHOLE = asked(MATRIX, ONE, OPEN[0], SUBJECT, SEVERAL, DISTRICTS, RANK, RATING, *OPEN[1:])


def packed(of: Item, value: Value, code: str = "") -> bytes:
    return pack(layout_of(asked(of)), {code or of.code: value})


def test_every_cell_has_its_place_in_the_order_of_the_questions() -> None:
    cells = [(cell.code, cell.at, cell.width) for cell in layout_of(WHOLE).cells]
    assert cells == [
        *(("M1.level", 0, 1), ("M1.wish", 1, 1), ("M2.level", 2, 1), ("M2.wish", 3, 1)),
        ("O", 4, 1),
        ("L", 5, 4),
        *(("S.red", 9, 1), ("S.green", 10, 1), ("S.other", 11, 1)),
        *(("D.1", 12, 4), ("D.2", 16, 4)),
        *(("R.1", 20, 1), ("R.2", 21, 1), ("R.3", 22, 1)),
        ("N", 23, 1),
    ]
    assert layout_of(WHOLE).width == 24


def test_cells_of_reversed_rows_and_ratings_are_known() -> None:
    reversed_cells = [cell.code for cell in layout_of(WHOLE).cells if cell.is_reversed]
    assert reversed_cells == ["M2.level", "M2.wish", "N"]


def test_the_cells_of_an_item_and_those_of_scales_are_found() -> None:
    layout = layout_of(WHOLE)
    assert [cell.code for cell in layout.cells if cell.item.code == "R"] == ["R.1", "R.2", "R.3"]
    assert list(layout.scales()) == ["M1.level", "M1.wish", "M2.level", "M2.wish", "N"]


def test_the_options_of_a_list_change_nothing_in_the_layout() -> None:
    kept = asked(item("C", ItemKind.SEVERAL, source=Source.MODULES), SUBJECT)
    filled = asked(*(replace(each, options=THREE) for each in kept.items))
    assert layout_of(filled).width == layout_of(kept).width


@pytest.mark.parametrize("kind", [ItemKind.ONE, ItemKind.RANK])
def test_more_options_than_a_byte_holds_are_refused(kind: ItemKind) -> None:
    options = tuple(Option(str(number), {}) for number in range(OPTIONS_MAX + 1))
    layout_of(asked(item("C", kind, options=options[1:])))
    with pytest.raises(ValueError, match="C has more"):
        layout_of(asked(item("C", kind, options=options)))


def test_more_numbers_than_a_byte_holds_are_refused() -> None:
    with pytest.raises(ValueError, match="C has more"):
        layout_of(asked(item("C", ItemKind.RATING, scales=(Scale("percent", {}, 1, OPTIONS_MAX + 1),))))


def test_a_sheet_without_answers_is_empty_and_says_nothing() -> None:
    layout = layout_of(WHOLE)
    assert pack(layout, {}) == bytes([NO_ANSWER]) * layout.width
    assert unpack(layout, pack(layout, {})) == {}


def test_an_answer_that_was_taken_back_is_none() -> None:
    layout = layout_of(WHOLE)
    assert pack(layout, {"O": "", "S": (), "R": (), "N": "", "L": ""}) == pack(layout, {})


@settings(max_examples=40, deadline=None)
@given(answers=closed_answers(WHOLE))
def test_whatever_is_answered_comes_back(answers: Answers) -> None:
    layout = layout_of(WHOLE)
    assert unpack(layout, pack(layout, answers)) == answers


def test_the_lowest_number_of_a_scale_is_not_taken_for_no_answer() -> None:
    assert packed(RATING, 0) == bytes([1])
    assert unpack(layout_of(asked(RATING)), bytes([1])) == {"N": 0}


def test_a_rank_keeps_the_order_and_ticks_that_of_the_options() -> None:
    layout = layout_of(WHOLE)
    answers = unpack(layout, pack(layout, {"R": ("other", "red"), "S": ("green", "red"), "D": ("1703", "1701")}))
    assert answers == {"R": ("other", "red"), "S": ("red", "green"), "D": ("1703", "1701")}


def test_a_byte_of_a_scale_is_its_number_and_nothing_where_there_is_none() -> None:
    cell = layout_of(asked(RATING)).cells[0]
    assert [cell.value(byte) for byte in (NO_ANSWER, 1, 11, DONT_KNOW_BYTE)] == [None, 0, 10, None]


def test_a_whole_number_is_the_same_when_a_workbook_gives_it_with_a_point() -> None:
    assert packed(RATING, 3.0) == packed(RATING, 3)


@pytest.mark.parametrize(
    ("of", "code", "value"),
    [
        (RATING, "N", 11),
        (RATING, "N", -1),
        (RATING, "N", 2.5),
        (RATING, "N", "good"),
        (MATRIX, "M1.level", 0),
        (ONE, "O", "blue"),
        (SUBJECT, "L", "history"),
        (SUBJECT, "L", "0"),
        (SUBJECT, "L", str(2**32)),
        (SEVERAL, "S", "red"),
        (SEVERAL, "S", ("blue",)),
        (SEVERAL, "S", ("red", "green", "other")),
        (DISTRICTS, "D", ("1", "2", "3")),
        (RANK, "R", ("red", "blue")),
    ],
)
def test_what_has_no_place_on_the_sheet_is_never_lost_in_silence(of: Item, code: str, value: Value) -> None:
    with pytest.raises(ValueError, match=r"."):
        packed(of, value, code)


def test_a_cell_of_many_sheets_is_a_slice() -> None:
    layout = layout_of(WHOLE)
    sheets = b"".join(pack(layout, {"N": number, "R": ("red",)}) for number in (0, 7, 10))
    at = layout.scales()["N"].at
    assert list(sheets[at :: layout.width]) == [1, 8, 11]


def test_words_numbers_and_days_are_kept_apart_from_the_sheet() -> None:
    kept: Answers = {"words": "Vaqt yoʻq", "day": "2026-11-22", "age": 41, "share": 0.5, "sum": 3, "O.other": "sariq"}
    assert other_code(ONE) == "O.other"
    assert open_answers(WHOLE, {**kept, "O": "other", "S": ("red",), "N": DONT_KNOW}) == kept
