"""The report of a roster as a workbook, to be sent back to the office: every row, its state, and why."""

from collections.abc import Mapping
from pathlib import Path

from desktop_app.i18n import _
from desktop_app.rosters.answers import Answer
from desktop_app.rosters.lines import PreviewLine
from desktop_app.rosters.preview import RosterPreview
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, Value, write_workbook


def write_roster_report(
    path: Path, preview: RosterPreview, *, answers: Mapping[int, Answer], title: str, creator: str
) -> Path:
    """``answers`` are those given so far, by row. Returns the path really written."""
    return write_workbook(path, [roster_report(preview, answers=answers, title=title)], creator=creator)


def roster_report(preview: RosterPreview, *, answers: Mapping[int, Answer], title: str) -> SheetPlan:
    columns = (
        ColumnPlan(_("Row"), Kind.INTEGER, 7),
        ColumnPlan(_("State"), width=18),
        ColumnPlan(_("Full name"), width=36),
        ColumnPlan(_("What will happen"), width=20),
        ColumnPlan(_("Column"), width=20),
        ColumnPlan(_("Why"), width=70),
    )
    lines = (PreviewLine(row, answers.get(row.number)) for row in preview.rows)
    source = _("File {file}, sheet {sheet}.", file=preview.table.file_name, sheet=preview.table.sheet)
    return SheetPlan(
        title=preview.table.sheet,
        columns=columns,
        rows=[_cells(line) for line in lines],
        heading=(title, source),
        freeze_columns=3,
    )


def _cells(line: PreviewLine) -> tuple[Value, ...]:
    columns = ", ".join(dict.fromkeys(found.column for found in line.row.problems if found.column))
    return (line.row.number, line.state, line.name, line.what_happens, columns, line.reasons)
