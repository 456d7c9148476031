"""Workbooks of XLSForm drawn as tables of text."""

from desktop_app.questionnaires.model import Item
from desktop_app.questionnaires.xlsform_reading import xlsform_in
from desktop_app.questionnaires.xlsform_records import XlsForm
from desktop_app.spreadsheets.records import Cell, Sheet, SheetRow, Workbook

YES_NO = """
    list_name | name | label
    yn        | ha   | Ha
    yn        | yoq  | Yoʻq
"""


def form_workbook(**sheets: str) -> Workbook:
    """A line is a row, the first one that of the headers, and "|" divides the cells."""
    return Workbook("sinov.xlsx", "", "xlsx", tuple(Sheet(name, _rows(table)) for name, table in sheets.items()))


def read_form(survey: str, **sheets: str) -> XlsForm:
    return xlsform_in(form_workbook(survey=survey, **sheets))


def _rows(table: str) -> tuple[SheetRow, ...]:
    lines = table.strip().splitlines()
    return tuple(SheetRow(number, _cells(line)) for number, line in enumerate(lines, 1))


def _cells(line: str) -> tuple[Cell, ...]:
    return tuple(cell.strip() or None for cell in line.split("|"))


def items(form: XlsForm) -> list[Item]:
    assert form.questionnaire is not None, [(error.row, error.text) for error in form.errors]
    return list(form.questionnaire.items)


def errors(form: XlsForm) -> list[tuple[int, str]]:
    assert form.questionnaire is None
    return [(error.row, error.code) for error in form.errors]


def unsupported(form: XlsForm) -> list[tuple[int, str]]:
    return [(finding.row, finding.code) for finding in form.unsupported]
