"""From a workbook to the table of people in it: which sheet, which header row, which column is what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.language.keys import search_key
from desktop_app.rosters.crowded import parted
from desktop_app.rosters.form_mark import is_our_form
from desktop_app.rosters.headerless import headerless_checks
from desktop_app.rosters.likeness import Likeness, Reason, likeness
from desktop_app.rosters.merged_cells import OWN_FIELDS, filled_down
from desktop_app.spreadsheets.headers import NO_HEADER, Column, TableProposal, propose_sheet, propose_table
from desktop_app.spreadsheets.records import Cell, Sheet, SheetRow, Workbook
from desktop_app.spreadsheets.text_tables import has_lost_letters
from desktop_app.spreadsheets.value_looks import PERSON_VALUE_CHECKS, ValueCheck, looks_like_full_name
from desktop_app.spreadsheets.vocabulary import load_vocabulary

NAME_FIELDS = ({"full_name"}, {"surname", "given_name"})
_NAMES = ("full_name", "surname", "given_name", "patronymic")
_VOCABULARY = "roster_columns"
_IGNORED_FIELDS = frozenset({"ignore"})


def _holds_full_name(cell: Cell) -> bool:
    """Whether the cell is a name, or a name with a passport or a phone beside it."""
    crowded = parted(cell) if isinstance(cell, str) else None
    return looks_like_full_name(crowded.name if crowded else cell)


_VALUE_CHECKS = PERSON_VALUE_CHECKS | {"full_name": ValueCheck(_holds_full_name, is_telling=True)}
_HEADERLESS_CHECKS = headerless_checks(_VALUE_CHECKS)


@dataclass(frozen=True)
class OtherSheet:
    """A sheet that was not read although people seem to stand in it, in so many rows."""

    sheet: str
    rows: int
    header_row: int
    is_hidden: bool


@dataclass(frozen=True)
class RosterTable:
    """The table as it will be read; rows as Excel counts. From ``unknown_columns`` nothing is taken.

    ``other_sheets`` seem to hold people, too, and are not read. ``header_row`` is NO_HEADER where there is none.
    """

    file_name: str
    sha256: str
    sheet: str
    header_row: int
    columns: Mapping[str, Column]
    unknown_columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    hidden_rows: frozenset[int] = frozenset()
    confidence: float = 0.0
    reasons: tuple[Reason, ...] = ()
    width: int = 0
    layout: str = ""
    other_sheets: tuple[OtherSheet, ...] = ()

    @property
    def has_header(self) -> bool:
        return self.header_row != NO_HEADER

    @cached_property
    def name_places(self) -> frozenset[int]:
        """The columns, from 0, in which the names stand."""
        return frozenset(self.columns[field].index for field in _NAMES if field in self.columns)

    @cached_property
    def folded_headers(self) -> dict[int, str]:
        """The headers by column as search folds them, to know them again further down."""
        return {column.index: search_key(column.header) for column in self.columns.values() if column.header}

    @cached_property
    def _row_by_number(self) -> dict[int, SheetRow]:
        return {row.number: row for row in self.rows}

    def row(self, number: int) -> SheetRow:
        """The row that Excel counts so. Raises KeyError for one that is not of the list."""
        return self._row_by_number[number]

    def has_lost_letters(self, field: str) -> bool:
        """Whether some cell of the field's column lost letters when the file was saved."""
        if field not in self.columns:
            return False
        index = self.columns[field].index
        return any(isinstance(cell := row.cell(index), str) and has_lost_letters(cell) for row in self.rows)

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
    tables = propose_people_tables(workbook)
    proposal = _of_sheet(workbook, sheet, header_row) if sheet is not None else _likeliest(workbook, tables)
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
    found = likeness_of(workbook, proposal)
    return RosterTable(
        workbook.file_name,
        workbook.sha256,
        proposal.sheet.name,
        proposal.header_row,
        {field: column for field, column in proposal.columns.items() if field not in _IGNORED_FIELDS},
        tuple(column.header for column in proposal.unknown_columns),
        filled_down(proposal.rows, proposal.sheet.merged, _shared_columns(proposal)),
        proposal.sheet.hidden_rows,
        found.confidence,
        found.reasons,
        proposal.sheet.used_columns,
        layout_digest(_layout_words(proposal)),
        tuple(_other(table) for table in tables if table.has_key_fields and table.sheet is not proposal.sheet),
    )


def propose_people_table(sheet: Sheet, *, header_row: int | None = None) -> TableProposal | None:
    """The table of people of a sheet, as it was understood; None where no row reads as a header."""
    vocabulary = load_vocabulary(_VOCABULARY)
    return propose_table(
        sheet,
        vocabulary,
        value_checks=_VALUE_CHECKS,
        headerless_checks=_HEADERLESS_CHECKS,
        header_row=header_row,
    )


def propose_people_tables(workbook: Workbook) -> tuple[TableProposal, ...]:
    """The tables of all sheets, the likeliest first."""
    return propose_sheet(
        workbook,
        load_vocabulary(_VOCABULARY),
        value_checks=_VALUE_CHECKS,
        headerless_checks=_HEADERLESS_CHECKS,
    )


def likeness_of(workbook: Workbook, proposal: TableProposal) -> Likeness:
    """How sure it is that the table is a list of people; a form that this program handed out is sure to be one."""
    if is_our_form(workbook) and proposal.has_key_fields:
        return Likeness(1.0, (Reason(N_("The file was made from this program's form.")),))
    return likeness(proposal, load_vocabulary(_VOCABULARY))


def _shared_columns(proposal: TableProposal) -> set[int]:
    return {column.index for field, column in proposal.columns.items() if field not in OWN_FIELDS}


def _likeliest(workbook: Workbook, tables: Sequence[TableProposal]) -> TableProposal:
    if not tables:
        raise Invalid(
            "no_table",
            N_("No list of people was found in {file}: no row reads as a header with names."),
            field="sheet",
            file=workbook.file_name,
        )
    return tables[0]


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


def layout_digest(headers: Iterable[str]) -> str:
    """The same for headers that differ in script, apostrophes, capitals and spaces only."""
    return sha256("\n".join(map(search_key, headers)).encode()).hexdigest()


def _layout_words(proposal: TableProposal) -> list[str]:
    """The headers in order; where the letters stand for them, with what the columns were taken for."""
    if proposal.header_row != NO_HEADER:
        return [column.header for column in _in_order(proposal)]
    return [f"{column.header} {field}" for field, column in sorted(proposal.columns.items())]


def _other(table: TableProposal) -> OtherSheet:
    return OtherSheet(table.sheet.name, _people_in(table), table.header_row, table.sheet.is_hidden)


def _people_in(table: TableProposal) -> int:
    """How many rows have something in the column of names."""
    column = next(table.columns[name] for name in _NAMES if name in table.columns)
    return sum(isinstance(row.cell(column.index), str) for row in table.rows)


def _in_order(proposal: TableProposal) -> list[Column]:
    return sorted((*proposal.columns.values(), *proposal.unknown_columns), key=lambda column: column.index)
