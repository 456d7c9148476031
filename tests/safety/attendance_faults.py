"""A sound centre's attendance beside its marks, and what breaks each rule of it."""

from datetime import UTC, date, datetime

from db.models.attendance import Absence, AttendanceSheet, BadgeScan
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.walk_ins import add_walk_in
from tests import factories

MADE_AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
OTHER = "(SELECT id FROM cohort WHERE code = 'BOSHQA')"

FAULTS = {
    "absence_of_another_cohort": f"UPDATE absence SET cohort_id = {OTHER}",
    "absence_kind_unknown": "UPDATE absence SET kind_code = 'UXLADI'",
    "walk_in_with_card": "UPDATE person SET jshshir = '31403851234565' WHERE name_key = ''",
    "card_without_walk_in": """
        UPDATE enrolment SET state = 'applied' WHERE state = 'walk_in';
        DELETE FROM walk_in""",
    "sheet_of_another_cohort": "UPDATE attendance_sheet SET lessons = '[]', cohort_id = " + OTHER,
    "badge_of_another_cohort": f"UPDATE badge_scan SET cohort_id = {OTHER}",
}


def fill_attendance(unit: UnitOfWork) -> None:
    """An absence, a sheet, a badge read and somebody not on the list; a second cohort without anything."""
    session = unit.session
    session.add(factories.cohort(1, code="BOSHQA"))
    days = {"starts_on": date(2026, 11, 3), "ends_on": date(2026, 11, 3)}
    noted = {"noted_at": MADE_AT, "noted_by": "Saidova"}
    session.add(Absence(cohort_id=1, enrolment_id=1, kind_code="SABABLI", **days, **noted))
    printed = {"printed_at": MADE_AT, "printed_by": "Saidova", "kind": "day"}
    session.add(AttendanceSheet(number="DV-2026-000001", cohort_id=1, lessons=[1], people=[1, 0], **days, **printed))
    session.add(BadgeScan(scanned_at=MADE_AT, code="B-1", cohort_id=1, enrolment_id=1, scanned_by="Saidova"))
    add_walk_in(unit, cohort_id=1, name="Toʻrayeva Malika")
