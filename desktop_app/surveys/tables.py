"""A break-down as a table: what is counted in each of its cells, and what of it may be shown."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from desktop_app.questionnaires.model import Item
from desktop_app.surveys.figures import Figures, answered, figures_of
from desktop_app.surveys.hiding import hidden_of_table
from desktop_app.surveys.sorting import EVERYBODY, Heap, Key
from desktop_app.surveys.tally import SheetCounter, Tally, together

CELLS_MOST = 250
"""A table has no more cells than this: the rows with the most sheets. Nobody reads more, and they take their time."""

# In place of the code of a figure: the sheets themselves.
_SHEETS = ""

Place = TypeVar("Place", bound=Hashable)


@dataclass(frozen=True)
class Table:
    """Tallies of the cells, of whole rows and columns, and of all; ``left_out`` rows are in the totals only."""

    cells: Mapping[Key, Tally]
    rows: Mapping[str, Tally]
    columns: Mapping[str, Tally]
    total: Tally
    left_out: int


def counted_table(heaps: Mapping[Key, Heap], counters: Mapping[int, SheetCounter]) -> Table:
    """Count every heap once; ``counters`` are by edition. A table of no fields has one cell."""
    of_groups = {key: heap for key, heap in heaps.items() if key[0] != EVERYBODY}
    kept = _largest_rows(of_groups)
    cells = {key: _counted([heap], counters) for key, heap in of_groups.items() if key[0] in kept}
    by_row: defaultdict[str, list[Tally]] = defaultdict(list)
    by_column: defaultdict[str, list[Tally]] = defaultdict(list)
    for (row, column), tally in cells.items():
        by_row[row].append(tally)
        by_column[column].append(tally)
    # Where a sheet stands in several rows, the rows do not add up to the column.
    everybody = {column: [heap] for (row, column), heap in heaps.items() if row == EVERYBODY}
    left_out: defaultdict[str, list[Heap]] = defaultdict(list)
    for (row, column), heap in of_groups.items():
        if row not in kept:
            left_out[column].append(heap)
    columns = {column: _counted(all_of_it, counters) for column, all_of_it in everybody.items()} or {
        column: together([*by_column[column], _counted(left_out[column], counters)])
        for column in {column for _row, column in of_groups}
    }
    return Table(
        cells,
        {row: together(tallies) for row, tallies in by_row.items()},
        columns,
        together(columns.values()),
        left_out=len({row for row, _column in of_groups}) - len(kept),
    )


class ShownTable:
    """The figures of a table; None for cells, rows and columns that are hidden.

    In those that are shown, figures are hidden in the same way by how many people gave them.
    """

    def __init__(self, table: Table, *, items: Sequence[Item], least: int) -> None:
        self._items = items
        in_cells = {key: _people(tally, items) for key, tally in table.cells.items()}
        in_rows: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (row, _column), people in in_cells.items():
            in_rows[row].update(people)
        in_columns = {key: _people(tally, items) for key, tally in table.columns.items()}
        self._cells = _Hiding(table.cells, in_cells)
        self._rows = _Hiding(table.rows, in_rows)
        self._columns = _Hiding(table.columns, in_columns)
        hidden: set[str] = set()
        for code, n in _people(table.total, items).items():
            if self._hide(code, n, least) or n < least:
                hidden.add(code)
        self.total = None if _SHEETS in hidden else figures_of(items, table.total, hidden=hidden)

    def cells(self) -> dict[Key, Figures | None]:
        return self._cells.figures(self._items)

    def rows(self) -> dict[str, Figures | None]:
        return self._rows.figures(self._items)

    def columns(self) -> dict[str, Figures | None]:
        return self._columns.figures(self._items)

    def _hide(self, code: str, total: int, least: int) -> bool:
        """Hide a figure where it must be; gives back whether even in the total."""
        found = hidden_of_table(
            self._cells.people_of(code),
            rows=self._rows.people_of(code),
            columns=self._columns.people_of(code),
            total=total,
            least=least,
        )
        self._cells.hide(code, found.cells)
        self._rows.hide(code, found.rows)
        self._columns.hide(code, found.columns)
        return found.has_total


class _Hiding(Generic[Place]):
    """What is hidden in each of some tallies, by the codes of figures; _SHEETS hides a tally whole."""

    def __init__(self, tallies: Mapping[Place, Tally], people: Mapping[Place, Mapping[str, int]]) -> None:
        self._tallies = tallies
        self._people = people
        self._hidden: defaultdict[Place, set[str]] = defaultdict(set)

    def people_of(self, code: str) -> dict[Place, int]:
        return {place: people.get(code, 0) for place, people in self._people.items()}

    def hide(self, code: str, places: Iterable[Place]) -> None:
        for place in places:
            self._hidden[place].add(code)

    def figures(self, items: Sequence[Item]) -> dict[Place, Figures | None]:
        found: dict[Place, Figures | None] = {}
        for place, tally in self._tallies.items():
            hidden = self._hidden[place]
            found[place] = None if _SHEETS in hidden else figures_of(items, tally, hidden=hidden)
        return found


def _people(tally: Tally, items: Sequence[Item]) -> dict[str, int]:
    return {_SHEETS: tally.sheets, **answered(items, tally)}


def _largest_rows(heaps: Mapping[Key, Heap]) -> frozenset[str]:
    """The rows with the most people, as many as CELLS_MOST has room for."""
    people: Counter[str] = Counter()
    for (row, _column), heap in heaps.items():
        people[row] += heap.people
    columns = len({column for _row, column in heaps}) or 1
    return frozenset(row for row, _n in people.most_common(max(1, CELLS_MOST // columns)))


def _counted(heaps: Iterable[Heap], counters: Mapping[int, SheetCounter]) -> Tally:
    parts: defaultdict[int, list[bytes]] = defaultdict(list)
    for heap in heaps:
        for edition, sheets in heap.by_edition.items():
            parts[edition].append(sheets)
    return together([counters[edition].count(b"".join(sheets)) for edition, sheets in parts.items()])
