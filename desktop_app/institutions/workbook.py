"""The training of an institution's people, and who came and went, as a workbook."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.i18n import _
from desktop_app.institutions.records import Coverage, Movement
from desktop_app.institutions.words import coverage_text, rest_text, standing_text
from desktop_app.language.dates import short_date
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, write_workbook


def write_coverage_workbook(path: Path, found: Coverage, moved: Sequence[Movement], *, centre: str) -> Path:
    """Write the workbook whole or not at all, in the language in force; returns the path really written."""
    place = " · ".join(filter(None, (found.institution.name, found.institution.district)))
    heading = (place, f"{centre}, {short_date(found.day)}")
    sheets = (_coverage_sheet(found, heading), _movement_sheet(moved, heading))
    return write_workbook(path, sheets, creator=centre)


def _coverage_sheet(found: Coverage, heading: Sequence[str]) -> SheetPlan:
    columns = (
        ColumnPlan(_("No."), Kind.INTEGER, 7),
        ColumnPlan(_("Full name"), width=36),
        ColumnPlan(_("Position"), width=26),
        ColumnPlan(_("Subject"), width=24),
        ColumnPlan(_("Last course"), width=44),
        ColumnPlan(_("When"), Kind.DATE, 12),
        ColumnPlan(_("State"), width=16),
        ColumnPlan(_("Due in"), Kind.INTEGER, 10, number_format="0"),
    )
    rows = [
        (
            number,
            each.person.full_name,
            each.person.position,
            each.person.subject,
            each.last_course,
            each.last_course_on,
            standing_text(each),
            each.due_year,
        )
        for number, each in enumerate(found.people, start=1)
    ]
    footers = (coverage_text(found), rest_text(found)) if found.people else (coverage_text(found),)
    return SheetPlan(_("Training"), columns, rows, heading=heading, footers=footers, freeze_columns=2)


def _movement_sheet(moved: Sequence[Movement], heading: Sequence[str]) -> SheetPlan:
    columns = (
        ColumnPlan(_("No."), Kind.INTEGER, 7),
        ColumnPlan(_("Full name"), width=36),
        ColumnPlan(_("Position"), width=26),
        ColumnPlan(_("Subject"), width=24),
        ColumnPlan(_("Came on"), Kind.DATE, 12),
        ColumnPlan(_("Left on"), Kind.DATE, 12),
        ColumnPlan(_("Works now"), width=40),
    )
    rows = [
        (
            number,
            each.person.full_name,
            each.position,
            each.subject,
            each.starts_on,
            each.ends_on,
            _("Here") if each.is_present else each.works_now,
        )
        for number, each in enumerate(moved, start=1)
    ]
    return SheetPlan(_("Movement"), columns, rows, heading=heading, freeze_columns=2)
