"""The hours of trainers in a month as a workbook."""

from dataclasses import replace
from pathlib import Path

from desktop_app.i18n import _, language
from desktop_app.language.dates import month_title
from desktop_app.spreadsheets.writing import ColumnPlan, Formula, Kind, SheetPlan, Value, write_workbook
from desktop_app.timetable.document import PAY_TITLES, in_script, pay_notes
from desktop_app.timetable.pay import PaySheet, TrainerHours

# The letters of the columns of hours, in their order, and of the sum.
HOURS, SUM = "CDEFG", "I"


def write_pay_workbook(path: Path, sheet: PaySheet, *, centre: str) -> Path:
    """Write the workbook whole or not at all, in the language in force; returns the path really written."""
    month = month_title(sheet.year, sheet.month, language())
    trainer, *figures = PAY_TITLES
    columns = (
        ColumnPlan(_("No."), Kind.INTEGER, 7),
        ColumnPlan(_(trainer), width=38),
        *(ColumnPlan(_(title), Kind.INTEGER, 14) for title in figures),
    )
    heading = (_("Hours of trainers"), f"{centre}, {month}")
    plan = SheetPlan(month, columns, [], heading=heading, footers=pay_notes(sheet), freeze_columns=2)
    first = plan.header_row + 1
    rows = [_row(place, line, first + place - 1) for place, line in enumerate(sheet.lines, start=1)]
    filled = replace(plan, rows=rows, total_row=_total(sheet, first) if rows else None)
    return write_workbook(path, (filled,), creator=centre)


def _row(place: int, line: TrainerHours, row: int) -> list[Value]:
    pay = None if line.pay is None else Formula(f"=F{row}*H{row}", line.pay)
    figures = (line.planned, line.taken_over, line.given_away, line.held, line.unmarked, line.rate)
    return [place, in_script(line.name), *figures, pay]


def _total(sheet: PaySheet, first: int) -> list[Value]:
    last = first + len(sheet.lines) - 1
    hours = [
        Formula(f"=SUM({letter}{first}:{letter}{last})", value)
        for letter, value in zip(HOURS, sheet.hours, strict=True)
    ]
    return [None, _("Total"), *hours, None, Formula(f"=SUM({SUM}{first}:{SUM}{last})", sheet.pay)]
