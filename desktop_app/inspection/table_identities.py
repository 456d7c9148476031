"""SPLIT where no header says so: a column that is made up of others in nearly all rows, and in one row is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from desktop_app.i18n import N_
from desktop_app.inspection.model import Finding, Table, TableRow, shown, warning
from desktop_app.inspection.table_differences import is_computed, mostly, tried_rows
from desktop_app.inspection.table_sums import TOTAL, additive_columns

_NEAREST = 7
_MOST_PARTS = 4
# More parts stand beside each other.
_MOST_IN_A_ROW = 12
# Smaller figures add up by chance; so many greater ones do not.
_TELLING = 20
_LEAST_AGREEING = 6
_AGREEING_SHARE = 0.85
_SLACK = 0.011


@dataclass(frozen=True)
class Whole:
    """``wrong`` are the rows in which the column is not what its parts add up to."""

    column: int
    parts: tuple[int, ...]
    right: int
    wrong: tuple[TableRow, ...]

    def true(self, row: TableRow) -> float:
        return sum(row.value(part) or 0 for part in self.parts)


def check_identities(table: Table) -> Iterator[Finding]:
    counts = [column for column in table.columns if not is_computed(table, column)]
    added = set(additive_columns(table))
    for column in counts:
        is_told = column in added and TOTAL.search(table.header(column)) is not None
        whole = None if is_told else _whole(table, column, counts)
        for row in whole.wrong if whole else ():
            assert whole is not None
            said, true = shown(row.value(column) or 0), shown(whole.true(row))
            message = N_("{row}: {said} under “{column}”, but {true} by {parts}. In {right} other rows both are equal.")
            facts = {
                "row": table.name_of(row),
                "column": table.title(column),
                "parts": " + ".join(f"“{table.title(part)}”" for part in whole.parts),
                "right": whole.right,
            }
            yield warning("SPLIT", table.place(row, column), said, true, message, **facts)


def _whole(table: Table, column: int, counts: Sequence[int]) -> Whole | None:
    """The parts that most rows agree with, the fewest of several."""
    near = sorted((count for count in counts if count != column), key=lambda count: abs(count - column))[:_NEAREST]
    sets = [parts for length in range(2, _MOST_PARTS + 1) for parts in combinations(sorted(near), length)]
    before, after = [one for one in counts if one < column], [one for one in counts if one > column]
    runs = [
        run for n in range(_MOST_PARTS + 1, _MOST_IN_A_ROW + 1) for run in (before[-n:], after[:n]) if len(run) == n
    ]
    tried = tried_rows(table, column)
    best: Whole | None = None
    for parts in (*sets, *map(tuple, runs)):
        judged = _judged(table, column, parts, tried)
        if judged and (best is None or judged.right > best.right):
            best = judged
    return best


def _judged(table: Table, column: int, parts: tuple[int, ...], tried: Sequence[TableRow]) -> Whole | None:
    whole = Whole(column, parts, 0, ())
    if not mostly(_is_so(row, whole) for row in tried):
        return None
    rows = [row for row in table.rows if row.value(column) and any(row.value(part) for part in parts)]
    if len(rows) <= _LEAST_AGREEING:
        return None
    right = [row for row in rows if _is_so(row, whole)]
    telling = [row for row in right if _is_telling(row, whole)]
    if len(telling) < _LEAST_AGREEING or len(right) < _AGREEING_SHARE * len(rows):
        return None
    return Whole(column, parts, len(right), tuple(row for row in rows if not _is_so(row, whole)))


def _is_so(row: TableRow, whole: Whole) -> bool:
    return abs((row.value(whole.column) or 0) - whole.true(row)) < _SLACK


def _is_telling(row: TableRow, whole: Whole) -> bool:
    """A figure not small, of two parts at least."""
    return (row.value(whole.column) or 0) >= _TELLING and sum(bool(row.value(part)) for part in whole.parts) > 1
