"""The register of a cohort as a sheet: a column a lesson, letters as in the journal, and the totals."""

from pathlib import Path

from desktop_app.attendance.records import AttendanceGrid, GridPerson, GridSession
from desktop_app.i18n import _
from desktop_app.language.dates import short_date
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, Value, write_workbook

_LETTER_WIDTH = 6
_NAME_WIDTH = 36


def write_register(path: Path, grid: AttendanceGrid, *, creator: str) -> Path:
    """Write the register whole or not at all; returns the path really written."""
    return write_workbook(path, [register_sheet(grid)], creator=creator)


def register_sheet(grid: AttendanceGrid) -> SheetPlan:
    letters = {kind.code: kind.letter for kind in grid.kinds}
    columns = [
        ColumnPlan(_("No."), Kind.INTEGER, _LETTER_WIDTH),
        ColumnPlan(_("Full name"), width=_NAME_WIDTH),
        *(ColumnPlan(_lesson_title(session), width=_LETTER_WIDTH) for session in grid.sessions),
        ColumnPlan(_("Hours attended"), Kind.INTEGER),
        ColumnPlan(_("Hours missed"), Kind.INTEGER),
        ColumnPlan(_("Hours not marked"), Kind.INTEGER),
        ColumnPlan(_("Hours of the programme"), Kind.INTEGER),
        ColumnPlan(_("Share of the programme"), Kind.PERCENT),
    ]
    rows = [_row(place, person, grid, letters) for place, person in enumerate(grid.people, start=1)]
    legend = ", ".join(f"{kind.letter} – {kind.names.text}" for kind in grid.kinds)
    return SheetPlan(
        title=grid.cohort_code,
        columns=columns,
        rows=rows,
        heading=[_("Attendance of cohort {cohort} as of {day}", cohort=grid.cohort_code, day=short_date(grid.today))],
        footers=[legend],
        freeze_columns=2,
    )


def _lesson_title(session: GridSession) -> str:
    return f"{session.held_on:%d.%m} / {session.place_in_day}"


def _row(place: int, person: GridPerson, grid: AttendanceGrid, letters: dict[str, str]) -> list[Value]:
    marks = (grid.marks.get((person.enrolment_id, session.id)) for session in grid.sessions)
    total = person.attendance
    return [
        place,
        person.name,
        *(None if value is None else letters[value.kind_code] for value in marks),
        total.attended,
        total.missed,
        total.unmarked,
        total.planned,
        total.attended / total.planned,
    ]
