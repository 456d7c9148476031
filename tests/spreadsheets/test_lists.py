"""Columns of a screen in a sheet: kinds by their values, and nothing that Excel would take for something else."""

import datetime as dt
from decimal import Decimal

import pytest

from desktop_app.clock import TASHKENT
from desktop_app.spreadsheets.lists import Cell, ListColumn, list_sheet
from desktop_app.spreadsheets.writing import Kind

DAY = dt.date(2026, 11, 21)
MOMENT = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("cells", "is_share", "kind", "values"),
    [
        ([3, None], False, Kind.INTEGER, [3, None]),
        ([3, 2.5], False, Kind.DECIMAL, [3, 2.5]),
        ([Decimal("2.5")], False, Kind.DECIMAL, [2.5]),
        ([0.25], True, Kind.PERCENT, [0.25]),
        ([DAY, None], False, Kind.DATE, [DAY, None]),
        ([MOMENT], False, Kind.DATE, [dt.datetime(2026, 11, 21, 14, 30)]),  # noqa: DTZ001
        (["31203852310042", "12***********42"], False, Kind.TEXT, ["31203852310042", "12***********42"]),
        ([3, "uch"], False, Kind.TEXT, ["3", "uch"]),
        ([None, None], False, Kind.TEXT, [None, None]),
    ],
)
def test_a_column_has_the_kind_of_its_values(
    cells: list[Cell], is_share: bool, kind: Kind, values: list[object]
) -> None:
    sheet = list_sheet([ListColumn("Ustun", cells, is_share=is_share)], title="Roʻyxat", note="")
    assert sheet.columns[0].kind is kind
    assert [row[0] for row in sheet.rows] == values


def test_a_moment_is_told_in_the_time_of_uzbekistan_with_its_hour() -> None:
    sheet = list_sheet([ListColumn("Vaqt", [MOMENT])], title="Roʻyxat", note="")
    assert sheet.rows[0][0] == MOMENT.astimezone(TASHKENT).replace(tzinfo=None)
    assert "hh:mm" in sheet.columns[0].number_format
