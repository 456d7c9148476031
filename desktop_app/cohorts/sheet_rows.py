"""Rows of printed sheets when the enrolment behind one goes: its number would be given to somebody else."""

from sqlalchemy import func, select, true

from db.models.attendance import AttendanceSheet
from db.unit_of_work import UnitOfWork

# What stands in place of an enrolment that is gone; the rows below it keep their places.
NOBODY = 0


def replace_on_sheets(unit: UnitOfWork, *, enrolment_id: int, by_id: int | None) -> None:
    """Let each row of the enrolment be another one's from now on, or nobody's."""
    row = func.json_each(AttendanceSheet.people).table_valued("value", name="row")
    with_row = select(AttendanceSheet.id).join(row, true()).where(row.c.value == enrolment_id)
    for sheet in unit.session.scalars(select(AttendanceSheet).where(AttendanceSheet.id.in_(with_row))):
        sheet.people = [by_id or NOBODY if person == enrolment_id else person for person in sheet.people]
