"""From a workbook to the table of people in it: which sheet, which header row, which column is what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.spreadsheets.headers import Column, TableProposal, propose_sheet, propose_table
from desktop_app.spreadsheets.records import Sheet, SheetRow, Workbook
from desktop_app.spreadsheets.value_looks import PERSON_VALUE_CHECKS
from desktop_app.spreadsheets.vocabulary import load_vocabulary

NAME_FIELDS = ({"full_name"}, {"surname", "given_name"})
_VOCABULARY = "roster_columns"
_IGNORED_FIELDS = frozenset({"ignore"})


@dataclass(frozen=True)
class RosterTable:
    """The table as it will be read; rows as Excel counts. From ``unknown_columns`` nothing is taken."""

    file_name: str
    sha256: str
    sheet: str
    header_row: int
    columns: Mapping[str, Column]
    unknown_columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]

    def header(self, field: str) -> str:
        """The header over a field's column; empty where the file has none."""
        column = self.columns.get(field)
        return column.header if column else ""


def read_table(
    workbook: Workbook,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    columns: Mapping[str, int] | None = None,
) -> RosterTable:
    """The table of people. ``sheet``, its ``header_row`` and ``columns`` (field to column, from 0) may be chosen.

    Raises Invalid for a sheet that is not there, and where no column holds the names.
    """
    proposal = _of_sheet(workbook, sheet, header_row) if sheet is not None else _likeliest(workbook)
    if columns is not None:
        proposal = _with_columns(proposal, columns)
    if not any(fields <= proposal.columns.keys() for fields in NAME_FIELDS):
        raise Invalid(
            "no_name_column",
            N_("Sheet {sheet} of {file} has no column with the names of people. Choose the sheet or the column."),
            field="columns",
            sheet=proposal.sheet.name,
            file=workbook.file_name,
        )
    return RosterTable(
        workbook.file_name,
        workbook.sha256,
        proposal.sheet.name,
        proposal.header_row,
        {field: column for field, column in proposal.columns.items() if field not in _IGNORED_FIELDS},
        tuple(column.header for column in proposal.unknown_columns),
        proposal.rows,
    )


def propose_people_table(sheet: Sheet, *, header_row: int | None = None) -> TableProposal | None:
    """The table of people of a sheet, as it was understood; None where no row reads as a header."""
    vocabulary = load_vocabulary(_VOCABULARY)
    return propose_table(sheet, vocabulary, value_checks=PERSON_VALUE_CHECKS, header_row=header_row)


def _likeliest(workbook: Workbook) -> TableProposal:
    proposals = propose_sheet(workbook, load_vocabulary(_VOCABULARY), value_checks=PERSON_VALUE_CHECKS)
    if not proposals:
        raise Invalid(
            "no_table",
            N_("No list of people was found in {file}: no row reads as a header with names."),
            field="sheet",
            file=workbook.file_name,
        )
    return proposals[0]


def _of_sheet(workbook: Workbook, name: str, header_row: int | None) -> TableProposal:
    found = next((sheet for sheet in workbook.sheets if sheet.name.strip() == name.strip()), None)
    if found is None:
        raise Invalid(
            "no_such_sheet",
            N_("{file} has no sheet {sheet}. Its sheets: {sheets}."),
            field="sheet",
            file=workbook.file_name,
            sheet=name,
            sheets=", ".join(sheet.name for sheet in workbook.sheets),
        )
    proposal = propose_people_table(found, header_row=header_row)
    if proposal is None:
        raise Invalid(
            "no_table_in_sheet",
            N_("Sheet {sheet} of {file} holds no list of people: no row reads as a header with names."),
            field="sheet",
            sheet=name,
            file=workbook.file_name,
        )
    return proposal


def _with_columns(proposal: TableProposal, chosen: Mapping[str, int]) -> TableProposal:
    headers = {column.index: column.header for column in (*proposal.columns.values(), *proposal.unknown_columns)}
    taken = set(chosen.values())
    return replace(
        proposal,
        columns={field: Column(index, headers.get(index, ""), 1.0) for field, index in chosen.items()},
        unknown_columns=tuple(Column(index, header, 0.0) for index, header in headers.items() if index not in taken),
    )
