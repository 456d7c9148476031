"""The sheet for the office that sent a roster: which of its rows were not taken, and why."""

from pathlib import Path
from typing import BinaryIO

from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table
from desktop_app.i18n import _, _n
from desktop_app.language.dates import short_date
from desktop_app.rosters.imports import ImportedRow, ImportRecord, RowBecame

NUMBER_WIDTH_MM = 14.0
COLUMN_WIDTH_MM = 34.0


def left_out_pdf(target: Path | BinaryIO, record: ImportRecord, *, centre: str) -> int:
    """Write the rows that were left out, in the language in force; returns the number of pages."""
    line = record.line
    title = _("Rows that were not taken")
    left_out = [row for row in record.rows if row.became is RowBecame.LEFT_OUT]
    report = Report(target, title=title, footer=f"{centre} · {title}")
    report.title(title, below=centre)
    facts = [
        (_("File"), line.file_name),
        (_("Sheet"), line.sheet),
        (_("Sender"), line.sender),
        (_("Cohort"), line.cohort_code),
        (_("Date"), short_date(line.applied_at.date())),
        (_("Rows"), _n("{n} of {rows} was not taken", "{n} of {rows} were not taken", len(left_out), rows=line.rows)),
    ]
    report.facts([(name, value) for name, value in facts if value])
    columns = (
        Column(_("Row"), is_number=True, width_mm=NUMBER_WIDTH_MM),
        Column(_("Full name")),
        Column(_("Column"), width_mm=COLUMN_WIDTH_MM),
        Column(_("Why")),
    )
    draw_table(report, columns, [_cells(row) for row in left_out])
    return report.save()


def _cells(row: ImportedRow) -> tuple[str, ...]:
    headers = dict.fromkeys(found.column for found in row.problems if found.column)
    return (str(row.number), row.person_name, ", ".join(headers), " ".join(found.text for found in row.problems))
