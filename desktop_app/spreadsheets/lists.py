"""A list of the screen as a sheet: the columns in sight, with numbers and dates that Excel can reckon with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from desktop_app.clock import TASHKENT
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, Value

MOMENT_FORMAT = "dd.mm.yyyy hh:mm"
LEAST_WIDTH, MOST_WIDTH = 8.0, 60.0

Cell = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class ListColumn:
    """A column as it is shown. ``width`` in characters; a share is a number from 0 to 1 that is shown in per cent."""

    title: str
    cells: Sequence[Cell]
    width: float = 14
    is_share: bool = False


def list_sheet(columns: Sequence[ListColumn], *, title: str, note: str) -> SheetPlan:
    """All columns are of equal length; each gets the kind of its values, and is text where they differ."""
    plans = [_plan(column) for column in columns]
    values = [[_value(cell, plan.kind) for cell in column.cells] for column, plan in zip(columns, plans, strict=True)]
    return SheetPlan(title, plans, list(zip(*values, strict=True)), heading=(title, note), freeze_columns=1)


def _plan(column: ListColumn) -> ColumnPlan:
    filled = [cell for cell in column.cells if cell is not None]
    width = min(max(column.width, LEAST_WIDTH), MOST_WIDTH)
    if not filled or any(isinstance(cell, str) for cell in filled):
        return ColumnPlan(column.title, Kind.TEXT, width)
    if all(isinstance(cell, date) for cell in filled):
        is_moment = any(isinstance(cell, datetime) for cell in filled)
        return ColumnPlan(column.title, Kind.DATE, width, number_format=MOMENT_FORMAT if is_moment else "")
    if any(isinstance(cell, date) for cell in filled):
        return ColumnPlan(column.title, Kind.TEXT, width)
    if column.is_share:
        return ColumnPlan(column.title, Kind.PERCENT, width)
    is_whole = all(isinstance(cell, int) for cell in filled)
    return ColumnPlan(column.title, Kind.INTEGER if is_whole else Kind.DECIMAL, width)


def _value(cell: Cell, kind: Kind) -> Value:
    match cell:
        case None | "":
            return None
        case datetime() if kind is not Kind.TEXT:
            # Excel knows no time zones.
            return cell.astimezone(TASHKENT).replace(tzinfo=None)
        case Decimal():
            return float(cell)
        case str() | int() | float() | date():
            return str(cell) if kind is Kind.TEXT else cell
