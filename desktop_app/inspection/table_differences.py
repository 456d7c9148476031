"""SUM for a column of differences: it is one column less another, told by the rows in which it is right."""

from collections.abc import Iterator
from itertools import permutations

from desktop_app.i18n import N_
from desktop_app.inspection.model import Finding, Table, TableRow, error, shown
from desktop_app.inspection.table_sums import DIFFERENCE, additive_columns

_LEAST_AGREEING = 3
_AGREEING_SHARE = 0.7
_NEAREST = 8
_SLACK = 0.011


def check_differences(table: Table) -> Iterator[Finding]:
    for column in table.columns:
        if not DIFFERENCE.search(table.header(column)):
            continue
        near = sorted(additive_columns(table), key=lambda count: abs(count - column))[:_NEAREST]
        tried = [_judged(table, column, first, second) for first, second in permutations(near, 2)]
        right, wrong = max(tried, key=lambda judged: judged[0], default=(0, []))
        if right < _LEAST_AGREEING or right < _AGREEING_SHARE * (right + len(wrong)):
            continue
        for row, true in wrong:
            said = shown(row.value(column) or 0)
            message = N_("{row}: the difference is stated as {said}, but it is {true}.")
            yield error("SUM", table.place(row, column), said, shown(true), message, row=table.name_of(row))


def _judged(table: Table, column: int, first: int, second: int) -> tuple[int, list[tuple[TableRow, float]]]:
    """In how many rows it is the first less the second, and the rows where it is not, with what it would be there."""
    right, wrong = 0, []
    for row in table.rows:
        said, whole, part = row.value(column), row.value(first), row.value(second)
        if said is None or whole is None or part is None:
            continue
        if abs(said - (whole - part)) < _SLACK:
            right += 1
        else:
            wrong.append((row, whole - part))
    return right, wrong
