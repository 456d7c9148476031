"""SUM for columns of differences and of what is left: how they are computed is told by the rows in which they are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, permutations, product

from desktop_app.i18n import N_
from desktop_app.inspection.model import Finding, Table, TableRow, error, shown
from desktop_app.inspection.table_sums import DIFFERENCE, additive_columns

_LEAST_AGREEING = 3
_AGREEING_SHARE = 0.7
_NEAREST = 8
_SLACK = 0.011
# What is left at the end of what was there and what came and went.
_LEFT = re.compile(
    r"\b(?:oxiri(?:da|ga)|qoldi(?:q|gi|gan)?|qolgan|yakuni(?:da|ga)|ostat\w*|ostalos|na konets|na kon|sostoit)\b"
)
# A difference of means and of shares is named by its own word; "Oʻsish, %" is a share.
_GROWTH = re.compile(r"\b(?:osish\w*|osdi|kamay\w*|prirost|rost|ozgarish\w*)\b(?!.*(?:%|foiz|protsent|surat))")
# Columns before it that a rest may be made of, and in how many rows it must be so.
_MOST_PARTS, _LEAST_OF_REST = 7, 4
# Rows by which ways of computing are tried first.
_TRIED_ROWS = 12


@dataclass(frozen=True)
class Way:
    """Columns with the sign that each is counted with."""

    signs: tuple[tuple[int, int], ...]

    def true(self, row: TableRow) -> float:
        return sum(sign * (row.value(column) or 0) for column, sign in self.signs)


def check_differences(table: Table) -> Iterator[Finding]:
    for column in table.columns:
        header = table.header(column)
        is_growth = _GROWTH.search(header) is not None
        if DIFFERENCE.search(header) or is_growth:
            counts = table.columns if is_growth else additive_columns(table)
            near = sorted((count for count in counts if count != column), key=lambda count: abs(count - column))
            ways = [Way(((whole, 1), (part, -1))) for whole, part in permutations(near[:_NEAREST], 2)]
            yield from _told(table, column, _best(table, column, ways, _LEAST_AGREEING))


def check_rests(table: Table) -> Iterator[Finding]:
    """At the end = at the start + came − went: which of the columns before it came and which went, its rows tell."""
    counts = additive_columns(table)
    for column in counts:
        if _LEFT.search(table.header(column)):
            before = [count for count in counts if count < column][-_MOST_PARTS:]
            yield from _told(table, column, _best(table, column, _ways(before), _LEAST_OF_REST))


def is_computed(table: Table, column: int) -> bool:
    """Whether its header says that it is what is left, or what lies between others."""
    header = table.header(column)
    return any(pattern.search(header) for pattern in (DIFFERENCE, _GROWTH, _LEFT))


def _ways(columns: Sequence[int]) -> Iterator[Way]:
    for signs in product((1, 0, -1), repeat=len(columns)):
        used = tuple((column, sign) for column, sign in zip(columns, signs, strict=True) if sign)
        if len(used) > 1 and any(sign > 0 for _column, sign in used):
            yield Way(used)


def _best(table: Table, column: int, ways: Iterable[Way], least: int) -> tuple[Way, list[TableRow]] | None:
    """The way that most rows agree with, the shortest of several, and the rows that do not."""
    best: tuple[int, int, Way, list[TableRow]] | None = None
    tried = tried_rows(table, column)
    for way in ways:
        if not mostly(_is_so(row, column, way) for row in tried if _tells(row, column, way)):
            continue
        rows = [row for row in table.rows if _tells(row, column, way)]
        wrong = [row for row in rows if not _is_so(row, column, way)]
        right = len(rows) - len(wrong)
        judged = (right, -len(way.signs), way, wrong)
        if right >= least and right >= _AGREEING_SHARE * len(rows) and (best is None or judged[:2] > best[:2]):
            best = judged
    return best[2:] if best else None


def tried_rows(table: Table, column: int) -> list[TableRow]:
    """A few rows by which a way of computing the column is tried before all are."""
    return list(islice((row for row in table.rows if row.value(column)), _TRIED_ROWS))


def mostly(answers: Iterable[bool]) -> bool:
    """Whether no more than a half of them are no, asked only so far as it is open."""
    no = 0
    for answer in answers:
        no += not answer
        if no * 2 > _TRIED_ROWS:
            return False
    return True


def _tells(row: TableRow, column: int, way: Way) -> bool:
    """Two figures must be there to have a difference; of more a blank one is nothing. Zeros tell nothing."""
    said, values = row.value(column), [row.value(one) for one, _sign in way.signs]
    is_there = all if len(values) == 2 else any
    return said is not None and is_there(value is not None for value in values) and any((said, *values))


def _is_so(row: TableRow, column: int, way: Way) -> bool:
    return abs((row.value(column) or 0) - way.true(row)) <= _slack(row, (column, *(one for one, _sign in way.signs)))


def _slack(row: TableRow, columns: Sequence[int]) -> float:
    """Rounded figures may miss each other by one and a half of their last digit."""
    decimals = max((figure.decimals for column in columns if (figure := row.cell(column).figure)), default=0)
    return 1.5 * 10.0**-decimals + 1e-9 if 0 < decimals <= 2 else _SLACK


def _told(table: Table, column: int, found: tuple[Way, list[TableRow]] | None) -> Iterator[Finding]:
    way, wrong = found or (Way(()), [])
    for row in wrong:
        said, true = shown(row.value(column) or 0), shown(way.true(row))
        if any(sign > 0 for _one, sign in way.signs[1:]) or len(way.signs) > 2:
            message = N_("{row}: {said} are stated under “{column}”, but by the columns before it {true} are left.")
            facts = {"row": table.name_of(row), "column": table.title(column)}
            yield error("FLOW", table.place(row, column), said, true, message, **facts)
        else:
            message = N_("{row}: the difference is stated as {said}, but it is {true}.")
            yield error("SUM", table.place(row, column), said, true, message, row=table.name_of(row))
