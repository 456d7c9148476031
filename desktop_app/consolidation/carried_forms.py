"""The forms of a return again, from the figures that it carries."""

from calendar import monthrange
from dataclasses import replace
from datetime import date
from math import isfinite

from desktop_app.plan.records import Period
from desktop_app.returns.carrier import CarriedColumn, CarriedForm
from desktop_app.returns.forms import FORM_CODES, columns_of
from desktop_app.returns.records import TOTAL, CellKind, Column, Form, Row


def form_of(carried: CarriedForm) -> Form:
    """With the columns as this program has them, in its language; those of the return where they are others.

    Raises ValueError for what is no form: a figure of a column that it has not.
    """
    columns = _columns(carried)
    codes = {column.code for column in columns}
    for column in columns:
        rests_on = (column.numerator, column.denominator, column.copy_of, *(column.difference_of or ()))
        if not codes.issuperset(filter(None, rests_on)):
            raise ValueError(column.code)
    values: dict[str, dict[str, int | float | None]] = {}
    titles: dict[str, str] = {}
    for line in carried.lines:
        given = values.setdefault(line.row, dict.fromkeys(codes))
        if line.column not in codes or not (line.value is None or _is_number(line.value)):
            raise ValueError(line.column)
        given[line.column] = line.value
        titles[line.row] = line.title_row
    rows = [Row(code, titles[code], given, carried.parents.get(code, TOTAL)) for code, given in values.items()]
    nothing = Row(TOTAL, "", dict.fromkeys(codes))
    total = replace(next((row for row in rows if row.code == TOTAL), nothing), parent="")
    parts = tuple(row for row in rows if row.code != TOTAL)
    return Form(carried.code, carried.title, carried.row_header, columns, parts, total)


def period_of(year: int, month: int) -> Period:
    """A month of anybody's return, begun or not. Raises ValueError for a month that does not exist."""
    last_day = date(year, month, monthrange(year, month)[1])
    return Period(year, month, date(year, 1, 1), date(year, month, 1), last_day)


def _columns(carried: CarriedForm) -> tuple[Column, ...]:
    told = tuple(map(_column, carried.columns))
    known = columns_of(carried.code) if carried.code in FORM_CODES else ()
    own = tuple(column for column in known if column.kind is not CellKind.TEXT)
    return own if [column.code for column in own] == [column.code for column in told] else told


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _column(told: CarriedColumn) -> Column:
    return Column(
        told.code,
        told.title,
        "",
        "",
        told.group,
        told.kind,
        told.numerator,
        told.denominator,
        told.copy_of,
        told.difference_of,
    )
