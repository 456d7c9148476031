"""A sheet as a person looks at it to say which row is the header and which column is what."""

from dataclasses import dataclass
from itertools import islice

from desktop_app.i18n import N_, _
from desktop_app.rosters.cells import cell_text
from desktop_app.rosters.fields import FIELD_NAMES
from desktop_app.rosters.likeness import Likeness, Reason
from desktop_app.rosters.reading import likeness_of, propose_people_table, propose_people_tables
from desktop_app.spreadsheets.headers import NO_HEADER, column_letter
from desktop_app.spreadsheets.records import SheetRow, Workbook

SHOWN_VALUES = 3
OFFERED_HEADER_ROWS = 20


@dataclass(frozen=True)
class SheetColumn:
    """``index`` counts from 0; ``letter`` is Excel's; ``field`` is empty where nothing is taken.

    ``confidence`` from 0 to 1 is that of the guess.
    """

    index: int
    letter: str
    header: str
    first_values: tuple[str, ...]
    field: str
    confidence: float = 0.0


@dataclass(frozen=True)
class SheetLook:
    """``header_rows`` are those to choose from, with the beginning of what stands in them; NO_HEADER is the first."""

    sheet: str
    header_row: int
    header_rows: tuple[tuple[int, str], ...]
    columns: tuple[SheetColumn, ...]
    confidence: float = 0.0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class SheetProposal:
    """One sheet of a workbook as a place where the people may stand."""

    sheet: str
    is_hidden: bool
    header_row: int
    rows: int
    confidence: float
    reasons: tuple[Reason, ...]


def look_at_workbook(workbook: Workbook) -> tuple[SheetProposal, ...]:
    """Every sheet with rows, the likeliest first; those where no row reads as a header come last."""
    tables = propose_people_tables(workbook)
    proposals = [
        SheetProposal(
            table.sheet.name, table.sheet.is_hidden, table.header_row, len(table.rows), found.confidence, found.reasons
        )
        for table in tables
        for found in [likeness_of(workbook, table)]
    ]
    told = {proposal.sheet for proposal in proposals}
    others = [sheet for sheet in workbook.sheets if sheet.rows and sheet.name not in told]
    nothing = (Reason(N_("No row reads as a header.")),)
    return (
        *proposals,
        *(SheetProposal(one.name, one.is_hidden, one.rows[0].number, len(one.rows), 0.0, nothing) for one in others),
    )


def look_at_sheet(workbook: Workbook, *, sheet: str, header_row: int | None = None) -> SheetLook:
    """The columns of a sheet under the header row that was chosen or is the likeliest; else under its first row."""
    found = next(one for one in workbook.sheets if one.name == sheet)
    proposal = propose_people_table(found, header_row=header_row)
    header = proposal.header_row if proposal else next((row.number for row in found.rows), 1)
    rows = proposal.rows if proposal else tuple(row for row in found.rows if row.number > header)
    fields = {column.index: field for field, column in proposal.columns.items()} if proposal else {}
    guesses = {column.index: column for column in proposal.columns.values()} if proposal else {}
    found_likeness = likeness_of(workbook, proposal) if proposal else Likeness(0.0, ())
    header_cells = next((row for row in found.rows if row.number == header), SheetRow(header, ()))
    columns = (
        SheetColumn(
            index,
            column_letter(index),
            (index in guesses and guesses[index].header) or cell_text(header_cells.cell(index)),
            _first_values(rows, index),
            fields.get(index, "") if fields.get(index, "") in FIELD_NAMES else "",
            round(guesses[index].confidence, 2) if index in guesses else 0.0,
        )
        for index in range(found.used_columns)
    )
    return SheetLook(
        sheet,
        header,
        (
            (NO_HEADER, _("no header row")),
            *((row.number, _beginning(row)) for row in found.rows[:OFFERED_HEADER_ROWS]),
        ),
        tuple(column for column in columns if column.header or column.first_values),
        found_likeness.confidence,
        found_likeness.reasons,
    )


def _first_values(rows: tuple[SheetRow, ...], index: int) -> tuple[str, ...]:
    texts = (cell_text(row.cell(index)) for row in rows)
    return tuple(islice((text for text in texts if text), SHOWN_VALUES))


def _beginning(row: SheetRow) -> str:
    return " · ".join(text for text in map(cell_text, row.cells[:6]) if text)
