"""The three sheets of an XLSForm as rows of named texts, however their headers are spelled."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.questionnaires.xlsform_records import CHOICES, Finding
from desktop_app.questionnaires.xlsform_words import TRANSLATED, column_of, language_code
from desktop_app.spreadsheets.records import Cell, CellError, Sheet, SheetRow, UncomputedFormula, Workbook

ROWS_MAX = 20_000
# What Word and phones make of the quotation marks of an expression.
_STRAIGHT = str.maketrans("“”„‘’\u00a0", '"""\'\' ')


@dataclass(frozen=True)
class Column:
    """``language`` is empty where the header names none."""

    place: int
    name: str
    language: str
    header: str

    @property
    def is_text(self) -> bool:
        return self.name in TRANSLATED


@dataclass(frozen=True)
class FormRow:
    """``values`` are by the name of the column, ``texts`` by that name and by language, ``raw`` by the header."""

    number: int
    values: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]
    raw: Mapping[str, str]

    def value(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass(frozen=True)
class FormSheet:
    """An absent sheet is one without columns and rows."""

    name: str
    columns: tuple[Column, ...] = ()
    rows: tuple[FormRow, ...] = ()
    header_row: int = 1
    findings: tuple[Finding, ...] = field(default_factory=tuple)

    @property
    def languages(self) -> list[str]:
        """Of the labels and the messages, in the order of the columns; empty for a header that names none."""
        return list(dict.fromkeys(column.language for column in self.columns if column.is_text))

    def header(self, name: str) -> str:
        """How the column is called in the workbook, for a sentence about it."""
        return next((column.header for column in self.columns if column.name == name), name)


def form_sheet(workbook: Workbook, name: str) -> FormSheet | None:
    """The sheet of that name in whatever case; None where the workbook has none."""
    sheet = next((each for each in workbook.sheets if each.name.strip().casefold() == name), None)
    if sheet is None:
        return None
    if not sheet.rows:
        return FormSheet(name)
    header, *rows = sheet.rows
    columns = tuple(_columns(header))
    findings = [*_header_findings(name, header.number, columns)]
    if len(rows) > ROWS_MAX:
        message = N_("The sheet has more than {limit} rows, which is more than a questionnaire can have.")
        findings.append(Finding(name, rows[ROWS_MAX].number, "", "too_many_rows", message, {"limit": ROWS_MAX}))
        rows = []
    spread = _spread_over(sheet) if name == CHOICES else {}
    read = [_row(row, columns, spread) for row in rows]
    for row in rows:
        findings.extend(_cell_findings(name, row, columns))
    return FormSheet(name, columns, tuple(row for row in read if row.raw), header.number, tuple(findings))


def _columns(header: SheetRow) -> Iterator[Column]:
    for place, cell in enumerate(header.cells):
        written = " ".join(_text(cell).split())
        if written:
            name, language = column_of(written)
            yield Column(place, name, language_code(language) if language else "", written)


def _row(row: SheetRow, columns: tuple[Column, ...], spread: Mapping[tuple[int, int], Cell]) -> FormRow:
    values: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    raw: dict[str, str] = {}
    for column in columns:
        cell = row.cell(column.place)
        written = _text(spread.get((row.number, column.place)) if cell is None else cell).strip()
        if not written:
            continue
        raw[column.header] = written
        values.setdefault(column.name, written.translate(_STRAIGHT))
        if column.is_text:
            texts.setdefault(column.name, {}).setdefault(column.language, _tidy_lines(written))
    return FormRow(row.number, values, texts, raw)


def _tidy_lines(written: str) -> str:
    """Apostrophes and spaces as everywhere in the program, line breaks as they were typed."""
    return "\n".join(tidy(line) for line in written.splitlines()).strip()


def _text(cell: Cell) -> str:
    match cell:
        case None | UncomputedFormula() | CellError():
            return ""
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _spread_over(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """What stands in merged cells of the first column, where people merge the name of a list over its options."""
    kept = {row.number: row for row in sheet.rows}
    return {
        (number, merged.first_column): kept[merged.first_row].cell(merged.first_column)
        for merged in sheet.merged
        if merged.first_column == merged.last_column and merged.first_row in kept
        for number in range(merged.first_row + 1, merged.last_row + 1)
    }


def _header_findings(name: str, number: int, columns: tuple[Column, ...]) -> Iterator[Finding]:
    counted = Counter((column.name, column.language) for column in columns if column.name != "media")
    for column in columns:
        if counted.pop((column.name, column.language), 1) > 1:
            message = N_("The column “{header}” stands twice in the sheet. Remove one of them.")
            yield Finding(name, number, column.header, "column_twice", message, {"header": column.header})


def _cell_findings(name: str, row: SheetRow, columns: tuple[Column, ...]) -> Iterator[Finding]:
    for column in columns:
        match row.cell(column.place):
            case UncomputedFormula():
                message = N_("The formula in this cell has no result. Open the workbook in Excel, save it, try again.")
                yield Finding(name, row.number, column.header, "formula_without_value", message)
            case CellError(text):
                message = N_("The cell holds the error {error} in place of a value.")
                yield Finding(name, row.number, column.header, "cell_error", message, {"error": text})
