"""The rule of what is not shown, so that nobody's answers can be told from the figures; all that shows them keeps it.

The rule ``survey_min_answers`` says how many people must stand behind anything that is shown:

* of a survey that fewer have answered nothing is shown;
* of a question that fewer have answered, closed or in words, only how many they are;
* of a group of a break-down that is smaller not even that, and in a larger group the same holds for each question;
* within the answers to one question every count is shown, 1 too: that somebody of many chose an answer says nothing
  about anybody, and a distribution with holes would say less than none;
* a theme of open answers, and a word, that fewer have used is not counted: there the count comes with what was said.

A cell of a break-down with fewer people is hidden. That alone is not enough: what a single hidden cell says is the
total less the cells that are shown. So wherever cells add up to a total, no hidden cell may be alone, and the hidden
ones must together be as many people as the rule asks for; where they are not, the smallest of the shown cells is hidden
as well, and if nothing else is left the total.

It does not help against somebody who asks twice, with filters that differ by a few people: whoever may ask for any
break-down works at the centre, and has the sheets.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


@dataclass(frozen=True)
class Hidden(Generic[Row, Column]):
    """What is hidden of a table of two fields: some cells, and some totals of rows and of columns."""

    cells: frozenset[tuple[Row, Column]] = frozenset()
    rows: frozenset[Row] = frozenset()
    columns: frozenset[Column] = frozenset()
    has_total: bool = False


def hidden_of_table(
    people: Mapping[tuple[Row, Column], int],
    *,
    rows: Mapping[Row, int],
    columns: Mapping[Column, int],
    total: int,
    least: int,
) -> Hidden[Row, Column]:
    """The totals are cells of the table like the others, in a row and a column of their own."""
    if all(n >= least for n in people.values() if n):
        return Hidden()
    every: dict[tuple[Row | None, Column | None], int] = {
        **{(row, column): n for (row, column), n in people.items()},
        **{(row, None): n for row, n in rows.items()},
        **{(None, column): n for column, n in columns.items()},
        (None, None): total,
    }
    by_row, by_column = defaultdict(list), defaultdict(list)
    for key in every:
        by_row[key[0]].append(key)
        by_column[key[1]].append(key)
    hidden = hidden_cells(every, lines=[*by_row.values(), *by_column.values()], least=least)
    return Hidden(
        frozenset(key for key in people if key in hidden),
        frozenset(row for row in rows if (row, None) in hidden),
        frozenset(column for column in columns if (None, column) in hidden),
        (None, None) in hidden,
    )


def hidden_cells(people: Mapping[Key, int], *, lines: Iterable[Collection[Key]], least: int) -> frozenset[Key]:
    """The cells to hide; those of a line add up to one of them, or to what is known otherwise.

    A cell with nobody in it hides nothing.
    """
    known = list(lines)
    hidden = {key for key, n in people.items() if 0 < n < least}
    is_settled = False
    while not is_settled:
        more = {key for line in known if (key := _next_to_hide(people, line, hidden, least)) is not None}
        hidden |= more
        is_settled = not more
    return frozenset(hidden)


def _next_to_hide(people: Mapping[Key, int], line: Iterable[Key], hidden: Collection[Key], least: int) -> Key | None:
    """The smallest shown cell of a line whose hidden ones are too few; None where nothing need or can be hidden."""
    shown: list[Key] = []
    cells = in_them = 0
    for key in line:
        if key not in hidden:
            shown.append(key)
        elif people[key]:
            cells += 1
            in_them += people[key]
    is_enough = not cells or (cells > 1 and in_them >= least)
    return None if is_enough else min((key for key in shown if people[key]), key=people.__getitem__, default=None)
