"""The mark by which a form that was handed out is known again when it comes back filled in."""

from desktop_app.spreadsheets.records import Workbook

FORM_SHEET = "mahorat"
FORM_MARK = "MAHORAT-ROSTER-1"


def is_our_form(workbook: Workbook) -> bool:
    return bool(_marked_cells(workbook))


def cohort_code_in(workbook: Workbook) -> str:
    """The code of the cohort that the form was handed out for; empty for none, and for a file that is no form."""
    cells = _marked_cells(workbook)
    return str(cells[1]) if len(cells) > 1 and cells[1] is not None else ""


def _marked_cells(workbook: Workbook) -> tuple[object, ...]:
    rows = (row for sheet in workbook.sheets if sheet.name == FORM_SHEET for row in sheet.rows[:1])
    row = next(rows, None)
    return row.cells if row is not None and row.cell(0) == FORM_MARK else ()
