"""What the formulas of a filled workbook give: computed where we are sure, named where only Excel can tell."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop_app.spreadsheets.formulas import Area, NotComputed, areas_of, computed, may_name_anything
from desktop_app.spreadsheets.grid_filling import Changes, Written
from desktop_app.spreadsheets.grid_records import Grid, GridCell, GridSheet, GridValue, Place

_Key = tuple[str, Place]


@dataclass(frozen=True)
class Recalculated:
    """``values`` of formulas that the file remembers otherwise; ``left`` are those that only Excel can compute."""

    values: Mapping[str, Mapping[Place, Written]]
    left: tuple[_Key, ...]
    grid: "FilledGrid"


class FilledGrid:
    """A grid with its changes and the values of its formulas."""

    def __init__(self, grid: Grid, changes: Changes) -> None:
        self._sheets = {sheet.name: sheet for sheet in grid.sheets}
        self._changes = changes
        self._values: dict[_Key, GridValue] = {}
        self.formulas = dict(_formulas(grid, changes))
        self._formula_rows = _by_column(self.formulas)

    def value(self, sheet: str, place: Place) -> GridValue:
        key = (sheet, place)
        if key in self._values:
            return self._values[key]
        written = self._changes.get(sheet, {}).get(place)
        if written is not None and key not in self.formulas:
            return written.value
        cell = self._sheets[sheet].cells.get(place) if sheet in self._sheets else None
        return cell.value if cell else None

    def keep(self, key: _Key, value: GridValue) -> None:
        self._values[key] = value

    def read(self, own_sheet: str, area: Area) -> list[GridValue]:
        name = area.sheet or own_sheet
        sheet = self._sheets.get(name)
        if sheet is None:
            raise NotComputed
        if area.first == area.last:
            return [self.value(name, area.first)]
        changed = self._changes.get(name, {})
        rows, columns = (area.first[0], area.last[0]), (area.first[1], area.last[1])
        size = (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1)
        if size <= len(sheet.cells) + len(changed):
            return [
                self.value(name, (row, column))
                for row in range(rows[0], rows[1] + 1)
                for column in range(columns[0], columns[1] + 1)
            ]
        places = {*sheet.cells, *changed}
        return [self.value(name, place) for place in places if _is_in(place, area)]

    def formulas_in(self, own_sheet: str, area: Area) -> Iterator[_Key]:
        name = area.sheet or own_sheet
        columns = self._formula_rows.get(name, {})
        for column in columns.keys() & set(range(area.first[1], min(area.last[1], area.first[1] + 16_384) + 1)):
            rows = columns[column]
            for row in rows[bisect_left(rows, area.first[0]) : bisect_right(rows, area.last[0])]:
                yield name, (row, column)


def recalculated(grid: Grid, changes: Changes) -> Recalculated:
    """All formulas computed in the order in which they need each other, those that ``changes`` bring included."""
    filled = FilledGrid(grid, changes)
    sure: set[_Key] = set()
    for key in _in_order(filled):
        sheet, _place = key
        formula, cell = filled.formulas[key]
        # What cannot be told makes all that follows from it untold too.
        needed = {near for area in areas_of(formula) for near in filled.formulas_in(sheet, area)}
        if not needed <= sure or (cell is not None and cell.is_array):
            continue
        try:
            filled.keep(key, computed(formula, lambda area, sheet=sheet: filled.read(sheet, area)))  # type: ignore[misc]
        except NotComputed:
            continue
        sure.add(key)
    values: dict[str, dict[Place, Written]] = defaultdict(dict)
    for (name, place), (formula, cell) in filled.formulas.items():
        if (name, place) in sure:
            value = filled.value(name, place)
            if cell is None or not _same(value, cell.value):
                values[name][place] = Written(value, formula)
    left = tuple(sorted(_left(filled, filled.formulas.keys() - sure, {**_places(changes), **_places(values)})))
    for name, place in left:
        values[name][place] = Written(None, filled.formulas[name, place][0])
    return Recalculated(values, left, filled)


def _formulas(grid: Grid, changes: Changes) -> Iterator[tuple[_Key, tuple[str, GridCell | None]]]:
    for sheet in grid.sheets:
        changed = changes.get(sheet.name, {})
        for place, cell in sheet.cells.items():
            if cell.formula_at is not None:
                yield (sheet.name, place), (cell.formula, cell)
        for place, written in changed.items():
            if written.formula and not _has_formula(sheet, place):
                yield (sheet.name, place), (written.formula, None)


def _has_formula(sheet: GridSheet, place: Place) -> bool:
    return place in sheet.cells and sheet.cells[place].formula_at is not None


def _by_column(formulas: Mapping[_Key, object]) -> dict[str, dict[int, list[int]]]:
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for sheet, (row, column) in sorted(formulas):
        found[sheet][column].append(row)
    return found


def _in_order(filled: FilledGrid) -> Iterator[_Key]:
    """Each formula after those it needs; those that need themselves come in any order and are told by their reader."""
    done: set[_Key] = set()
    for first in filled.formulas:
        waiting = [(first, False)]
        entered: set[_Key] = set()
        while waiting:
            key, is_ready = waiting.pop()
            if is_ready:
                if key not in done:
                    done.add(key)
                    yield key
            elif key not in done and key not in entered:
                entered.add(key)
                waiting.append((key, True))
                formula, _cell = filled.formulas[key]
                waiting += [(near, False) for area in areas_of(formula) for near in filled.formulas_in(key[0], area)]


def _left(filled: FilledGrid, unsure: set[_Key], changed: Mapping[_Key, object]) -> set[_Key]:
    """Of the formulas that we cannot compute, those that what has changed may reach."""
    if not changed:
        return set()
    reached: set[_Key] = set()
    is_growing = True
    while is_growing:
        is_growing = False
        for key in unsure - reached:
            formula, _cell = filled.formulas[key]
            near = list(areas_of(formula))
            hit = any(
                (area.sheet or key[0]) == name and _is_in(place, area)
                for area in near
                for name, place in (*changed, *reached)
            )
            if hit or may_name_anything(formula):
                reached.add(key)
                is_growing = True
    return reached


def _places(values: Mapping[str, Mapping[Place, Written]]) -> dict[_Key, None]:
    return {(name, place): None for name, places in values.items() for place in places}


def _is_in(place: Place, area: Area) -> bool:
    return area.first[0] <= place[0] <= area.last[0] and area.first[1] <= place[1] <= area.last[1]


def _same(one: GridValue, other: GridValue) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool) and (one is None) == (other is None)
