"""CARRY: what is counted since January is that of a month ago and this month, from sheet to sheet or row to row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.i18n import N_
from desktop_app.inspection.layout import plain
from desktop_app.inspection.model import Finding, Table, TableRow, error, shown
from desktop_app.inspection.table_sums import additive_columns

_MONTHS = ("yanv", "fevr", "mart", "apr", "may", "iyun", "iyul", "avg", "sent", "okt", "noya", "deka")
MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})[a-z]*\b")
_CUMULATIVE = re.compile(r"\b(?:yil boshidan\w*|osib boruvchi|osib borish|jamlangan|s nachala goda|narastayushch\w*)\b")
_OF_MONTH = re.compile(
    r"\b(?:hisobot oyi\w*|shu oy\w*|joriy oy\w*|oy davomida|oylik|oyda|za mesyats|otchet\w* mesyats)\b"
)
_SPACES = re.compile(r"[\s|:,()-]+")
# As many figures must carry over before the others are doubted.
_LEAST_AGREEING = 2
_AGREEING_SHARE = 0.6
_SLACK = 0.01


@dataclass(frozen=True)
class Step:
    """A figure since January, the one of a month ago with its place, and that of the month."""

    table: Table
    row: TableRow
    column: int
    before: float
    month: float
    place_before: str = ""

    @property
    def place(self) -> str:
        return self.table.place(self.row, self.column)

    @property
    def off(self) -> float:
        return self.said - self.true

    @property
    def said(self) -> float:
        return self.row.value(self.column) or 0

    @property
    def true(self) -> float:
        return self.before + self.month


def check_months(tables: Sequence[Table]) -> Iterator[Finding]:
    by_month = sorted(
        (month, at) for at, table in enumerate(tables) if (month := _month_in(plain(table.name))) is not None
    )
    steps = [step for table in tables for step in _from_row_to_row(table)]
    for (month, first), (next_month, second) in pairwise(by_month):
        if next_month == month + 1:
            steps.extend(_from_sheet_to_sheet(tables[first], tables[second]))
    wrong = [step for step in steps if abs(step.off) > _SLACK]
    right = len(steps) - len(wrong)
    if right < _LEAST_AGREEING or right < _AGREEING_SHARE * len(steps):
        return
    offs = {step.place: step.off for step in wrong}
    for step in wrong:
        # What one month has too much the next has too little: that is told once.
        if abs(offs.get(step.place_before, 0) + step.off) < _SLACK:
            continue
        yield error(
            "CARRY",
            step.place,
            shown(step.said),
            shown(step.true),
            N_("{row}: {said} since January, but {before} a month ago and {month} this month are {true}."),
            row=step.table.name_of(step.row),
            before=shown(step.before),
            month=shown(step.month),
        )


def _from_sheet_to_sheet(before: Table, table: Table) -> Iterator[Step]:
    earlier = {row.label: row for row in before.rows}
    for cumulative, month in _columns(table):
        for row in table.rows:
            then = earlier[row.label].value(cumulative) if row.label in earlier else None
            now, of_month = row.value(cumulative), row.value(month)
            if (
                then is not None
                and now is not None
                and of_month is not None
                and before.header(cumulative) == table.header(cumulative)
            ):
                yield Step(table, row, cumulative, then, of_month, before.place(earlier[row.label], cumulative))


def _from_row_to_row(table: Table) -> Iterator[Step]:
    rows = [(month, row) for row in table.leaves if (month := _month_in(row.label)) is not None]
    for cumulative, month in _columns(table):
        for at, row in rows[:1]:
            now, of_month = row.value(cumulative), row.value(month)
            if at == 0 and now is not None and of_month is not None:
                yield Step(table, row, cumulative, 0, of_month)
        for (first, before), (second, row) in pairwise(rows):
            then, now, of_month = before.value(cumulative), row.value(cumulative), row.value(month)
            if second == first + 1 and then is not None and now is not None and of_month is not None:
                yield Step(table, row, cumulative, then, of_month, table.place(before, cumulative))


def _columns(table: Table) -> Iterator[tuple[int, int]]:
    """Each column since January with the one of the month that is headed by the same words else."""
    columns = additive_columns(table)
    of_month = {_rest(table.header(one), _OF_MONTH): one for one in columns if _OF_MONTH.search(table.header(one))}
    for column in columns:
        month = of_month.get(_rest(table.header(column), _CUMULATIVE))
        if _CUMULATIVE.search(table.header(column)) and month is not None:
            yield column, month


def _rest(header: str, phrase: re.Pattern[str]) -> str:
    return _SPACES.sub(" ", phrase.sub(" ", header)).strip()


def _month_in(text: str) -> int | None:
    found = MONTH.search(text)
    return next(at for at, start in enumerate(_MONTHS) if found[0].startswith(start)) if found else None
