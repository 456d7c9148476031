"""Rows of printed sheets when the enrolment behind one goes: its number would be given to somebody else."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select, true

from db.models.attendance import AttendanceSheet
from db.unit_of_work import UnitOfWork

# What stands in place of an enrolment that is gone; the rows below it keep their places.
NOBODY = 0


def replace_on_sheets(unit: UnitOfWork, *, enrolment_id: int, by_id: int | None) -> list[tuple[int, int]]:
    """Let each row of the enrolment be another one's from now on, or nobody's; gives back the sheets and places."""
    row = func.each_number(AttendanceSheet.people).table_valued("value", name="row")
    with_row = select(AttendanceSheet.id).join(row, true()).where(row.c.value == enrolment_id)
    replaced = []
    for sheet in unit.session.scalars(select(AttendanceSheet).where(AttendanceSheet.id.in_(with_row))):
        replaced += [(sheet.id, place) for place, person in enumerate(sheet.people) if person == enrolment_id]
        sheet.people = [by_id or NOBODY if person == enrolment_id else person for person in sheet.people]
    return replaced


def return_on_sheets(
    unit: UnitOfWork, replaced: Iterable[Sequence[int]], *, enrolment_id: int, from_id: int | None
) -> None:
    """Give the rows that ``replace_on_sheets`` told back to the enrolment, where they are still the other one's."""
    for sheet_id, place in replaced:
        sheet = unit.session.get(AttendanceSheet, sheet_id)
        if sheet is not None and sheet.people[place] == (from_id or NOBODY):
            sheet.people = [*sheet.people[:place], enrolment_id, *sheet.people[place + 1 :]]
