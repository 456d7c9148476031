"""Cells merged over several people: what stands in the first of them holds for all."""

from bisect import bisect_left
from collections.abc import Collection, Sequence

from desktop_app.spreadsheets.records import Cell, MergedRange, SheetRow

# What two people never share: an empty one of these is empty.
OWN_FIELDS = frozenset(
    {
        "number", "full_name", "surname", "given_name", "patronymic", "jshshir", "document", "birth_date",
        "birth_year", "phone", "course_certificate", "notes",
    }
)  # fmt: skip


def filled_down(
    rows: tuple[SheetRow, ...], merged: Sequence[MergedRange], columns: Collection[int]
) -> tuple[SheetRow, ...]:
    """The rows with the values of vertically merged cells in every row that they cover, in these columns."""
    places = {row.number: place for place, row in enumerate(rows)}
    numbers = list(places)
    added: dict[int, dict[int, Cell]] = {}
    for one in merged:
        first = places.get(one.first_row)
        if one.last_row == one.first_row or one.first_column not in columns or first is None:
            continue
        value = rows[first].cell(one.first_column)
        for place in range(first + 1, bisect_left(numbers, one.last_row + 1)):
            if value is not None and rows[place].cell(one.first_column) is None:
                added.setdefault(place, {})[one.first_column] = value
    if not added:
        return rows
    return tuple(_with(row, added[place]) if place in added else row for place, row in enumerate(rows))


def _with(row: SheetRow, values: dict[int, Cell]) -> SheetRow:
    cells = [*row.cells, *[None] * (max(values) + 1 - len(row.cells))]
    for column, value in values.items():
        cells[column] = value
    return SheetRow(row.number, tuple(cells))
