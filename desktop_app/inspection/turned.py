"""Tables whose rows are the plan, the actual and the percentage: the same rules, with rows and columns exchanged."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.inspection.layout import TOTAL, plain
from desktop_app.inspection.model import Finding, Table, TableCell, TableRow
from desktop_app.inspection.table_shares import SHARE, check_shares
from desktop_app.spreadsheets.headers import column_letter

# A longer table is one of many things, not of a few figures about them.
_MOST_ROWS = 60
_LEAST_COLUMNS = 3


@dataclass(frozen=True)
class TurnedTable(Table):
    """Its rows are columns of the sheet; ``sheet_rows`` are the numbers there of its own columns after the first."""

    sheet_rows: tuple[int, ...] = ()

    def place(self, row: TableRow, column: int) -> str:
        return f"{self.name}!{column_letter(row.number)}{self.sheet_rows[column - 1]}"


def check_turned(table: Table) -> Iterator[Finding]:
    """PCT and ROUND in rows of percentages."""
    has_shares = any(SHARE.search(row.label) for row in table.rows)
    is_of_few = len(table.rows) <= _MOST_ROWS and len(table.columns) >= _LEAST_COLUMNS
    if has_shares and is_of_few and not table.line_places:
        yield from check_shares(_turned(table))


def _turned(table: Table) -> TurnedTable:
    names = tuple(table.name_of(row) for row in table.rows)
    rows = tuple(
        TableRow(
            column,
            (TableCell(table.title(column)), *(row.cell(column) for row in table.rows)),
            table.header(column),
            is_total=TOTAL.search(table.header(column).rpartition(" | ")[2]) is not None,
        )
        for column in table.columns
    )
    return TurnedTable(
        table.name,
        ("", *names),
        ("", *map(plain, names)),
        rows,
        tuple(range(1, len(names) + 1)),
        0,
        sheet_rows=tuple(row.number for row in table.rows),
    )
