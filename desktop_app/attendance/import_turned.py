"""Tables with people across and lessons down, laid the usual way: rows and columns change places."""

from desktop_app.spreadsheets.records import Cell, MergedRange, Sheet, SheetRow

# A course has some hundred lessons and a cohort some dozen people: what is longer is no such table.
_MOST_ROWS, _MOST_COLUMNS = 1_000, 200


def turned(sheet: Sheet) -> Sheet | None:
    """The sheet on its side: its column A is row 1; None for one that is too large for a grid of marks."""
    last = sheet.rows[-1].number
    if last > _MOST_ROWS or sheet.used_columns > _MOST_COLUMNS:
        return None
    by_number = {row.number: row for row in sheet.rows}
    rows = [
        SheetRow(
            column + 1,
            _cut([by_number[number].cell(column) if number in by_number else None for number in range(1, last + 1)]),
        )
        for column in range(sheet.used_columns)
    ]
    merged = tuple(
        MergedRange(one.first_column + 1, one.first_row - 1, one.last_column + 1, one.last_row - 1)
        for one in sheet.merged
    )
    return Sheet(sheet.name, tuple(row for row in rows if row.cells), sheet.is_hidden, merged)


def _cut(cells: list[Cell]) -> tuple[Cell, ...]:
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)
