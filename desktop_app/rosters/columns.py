"""A sheet as a person looks at it to say which row is the header and which column is what."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from desktop_app.i18n import N_, _
from desktop_app.rosters.reading import propose_people_table
from desktop_app.rosters.rows import cell_text
from desktop_app.spreadsheets.records import SheetRow, Workbook

SHOWN_VALUES = 3
OFFERED_HEADER_ROWS = 20

FIELD_NAMES: Mapping[str, str] = {
    "full_name": N_("Surname, name, patronymic"),
    "surname": N_("Surname"),
    "given_name": N_("Given name"),
    "patronymic": N_("Patronymic"),
    "jshshir": N_("JShShIR"),
    "document": N_("Passport or ID card"),
    "birth_date": N_("Birth date"),
    "birth_year": N_("Year of birth"),
    "sex": N_("Sex"),
    "phone": N_("Phone"),
    "workplace": N_("Workplace"),
    "region": N_("Region"),
    "district": N_("District"),
    "position": N_("Position"),
    "subject": N_("Subject"),
    "category": N_("Category"),
    "education": N_("Education"),
    "language": N_("Language of work"),
    "service_years": N_("Years of service"),
    "last_course": N_("Last course"),
    "notes": N_("Notes"),
    "number": N_("Number in the list"),
}


@dataclass(frozen=True)
class SheetColumn:
    """``index`` counts from 0; ``letter`` is Excel's; ``field`` is empty where nothing is taken."""

    index: int
    letter: str
    header: str
    first_values: tuple[str, ...]
    field: str


@dataclass(frozen=True)
class SheetLook:
    """``header_rows`` are those to choose from, with the beginning of what stands in them."""

    sheet: str
    header_row: int
    header_rows: tuple[tuple[int, str], ...]
    columns: tuple[SheetColumn, ...]


def field_name(field: str) -> str:
    return _(FIELD_NAMES[field])


def look_at_sheet(workbook: Workbook, *, sheet: str, header_row: int | None = None) -> SheetLook:
    """The columns of a sheet under the header row that was chosen or is the likeliest; else under its first row."""
    found = next(one for one in workbook.sheets if one.name == sheet)
    proposal = propose_people_table(found, header_row=header_row)
    header = proposal.header_row if proposal else next((row.number for row in found.rows), 1)
    rows = proposal.rows if proposal else tuple(row for row in found.rows if row.number > header)
    fields = {column.index: field for field, column in proposal.columns.items()} if proposal else {}
    headers = {column.index: column.header for column in proposal.columns.values()} if proposal else {}
    header_cells = next((row for row in found.rows if row.number == header), SheetRow(header, ()))
    columns = (
        SheetColumn(
            index,
            column_letter(index),
            headers.get(index) or cell_text(header_cells.cell(index)),
            _first_values(rows, index),
            fields.get(index, "") if fields.get(index, "") in FIELD_NAMES else "",
        )
        for index in range(found.used_columns)
    )
    return SheetLook(
        sheet,
        header,
        tuple((row.number, _beginning(row)) for row in found.rows[:OFFERED_HEADER_ROWS]),
        tuple(column for column in columns if column.header or column.first_values),
    )


def column_letter(index: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _first_values(rows: tuple[SheetRow, ...], index: int) -> tuple[str, ...]:
    texts = (cell_text(row.cell(index)) for row in rows)
    return tuple(islice((text for text in texts if text), SHOWN_VALUES))


def _beginning(row: SheetRow) -> str:
    return " · ".join(text for text in map(cell_text, row.cells[:6]) if text)
