"""Columns of a table on paper: no word is torn, and a name stays on one line, as far as figures have room to spare."""

import pytest

from desktop_app.papers.column_widths import column_widths
from desktop_app.papers.records import Column, Table

BESIDE = 2


def _letters(text: str, is_bold: bool) -> float:
    return len(text) * (1.2 if is_bold else 1)


def _widths(table: Table, room: float) -> list[float]:
    return column_widths(table, room, _letters, beside=BESIDE)


def test_columns_whose_words_have_room_stand_by_their_shares() -> None:
    table = Table((Column("Name", 3), Column("Hours", 1, is_number=True)), (("Algebra", "36"),))
    assert _widths(table, 40) == [30, 10]


def test_a_long_word_of_a_header_is_not_torn() -> None:
    table = Table((Column("No.", 1), Column("Certificates", 1), Column("Remark", 2)), (("1", "12", "none"),))
    widths = _widths(table, 48)
    assert widths[1] == pytest.approx(BESIDE + 1.2 * len("Certificates"))
    assert sum(widths) == pytest.approx(48)


def test_figures_give_what_they_can_spare_to_a_name_of_two_words() -> None:
    figures = tuple(Column(title, 5, is_number=True) for title in ("Plan", "Came", "Left"))
    table = Table((Column("District", 7), *figures), (("Yuqorichirchiq tumani", "6", "12", "0"),))
    widths = _widths(table, 60)
    assert widths[0] == pytest.approx(BESIDE + len("Yuqorichirchiq tumani"))
    assert all(width >= BESIDE + 1.2 * len("Plan") for width in widths[1:])
    assert sum(widths) == pytest.approx(60)


def test_columns_for_a_pen_give_nothing_to_a_name_that_wraps() -> None:
    table = Table((Column("Full name", 1), Column("Signature", 1)), (("Karimova Dilnoza Shavkatovna", ""),))
    assert _widths(table, 40) == [20, 20]


def test_where_there_is_no_room_at_all_everybody_gets_a_part_of_what_there_is() -> None:
    table = Table((Column("Certificates", 1), Column("Certificates", 1)), ())
    assert _widths(table, 10) == [5, 5]
