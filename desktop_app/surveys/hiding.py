"""Which cells of a break-down are not shown, so that nobody's answers can be told from the figures.

A cell with fewer people than the rule ``survey_min_answers`` is hidden. That alone is not enough: what a single hidden
cell says is the total less the cells that are shown. So, in every row and every column, the people who are hidden must
together be as many as the rule asks for; where they are not, the smallest of the shown cells is hidden as well.

It does not help against somebody who asks twice, with filters that differ by a few people: whoever may ask for any
break-down works at the centre, and has the sheets.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def hidden_cells(
    people: Mapping[Key, int], *, least: int, lines: Iterable[Collection[Key]] | None = None, also: Iterable[Key] = ()
) -> frozenset[Key]:
    """The cells to hide. ``lines`` are the cells whose sum is known, all of them when not given.

    ``also`` are hidden in any case. A cell with nobody in it hides nothing.
    """
    hidden = {key for key, n in people.items() if 0 < n < least} | set(also)
    known = [list(people)] if lines is None else [list(line) for line in lines]
    is_settled = False
    while not is_settled:
        more = {key for line in known if (key := _next_to_hide(people, line, hidden, least)) is not None}
        hidden |= more
        is_settled = not more
    return frozenset(hidden)


def hidden_of_table(
    people: Mapping[tuple[Row, Column], int],
    *,
    rows: Mapping[Row, int],
    columns: Mapping[Column, int],
    least: int,
) -> tuple[frozenset[Row], frozenset[Column], frozenset[tuple[Row, Column]]]:
    """The rows' totals, the columns' totals and the cells to hide of a table of two fields.

    Where a total is hidden so are all of its cells: they would tell most of it.
    """
    hidden_rows = hidden_cells(rows, least=least)
    hidden_columns = hidden_cells(columns, least=least)
    by_row: dict[Row, list[tuple[Row, Column]]] = {}
    by_column: dict[Column, list[tuple[Row, Column]]] = {}
    for key in people:
        by_row.setdefault(key[0], []).append(key)
        by_column.setdefault(key[1], []).append(key)
    cells = hidden_cells(
        people,
        least=least,
        lines=[*by_row.values(), *by_column.values()],
        also=[key for key in people if key[0] in hidden_rows or key[1] in hidden_columns],
    )
    return hidden_rows, hidden_columns, cells


def _next_to_hide(people: Mapping[Key, int], line: Iterable[Key], hidden: Collection[Key], least: int) -> Key | None:
    """The smallest shown cell of a line whose hidden people are too few; None where nothing need or can be done."""
    shown, few = [], 0
    for key in line:
        if key in hidden:
            few += people[key]
        elif people[key]:
            shown.append(key)
    return min(shown, key=people.__getitem__) if 0 < few < least and shown else None
