"""The last course that a roster tells of: kept as a course taken elsewhere, unless the centre knows of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from db.models.cohorts import Enrolment, EnrolmentState
from db.models.people import OutsideCourse
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import _
from desktop_app.people.institutions import CHUNK
from desktop_app.rosters.decisions import Entry
from desktop_app.rosters.filling import REASON
from desktop_app.rosters.known import chunks


def keep_last_courses(unit: UnitOfWork, entries: Sequence[Entry], ids: Mapping[int, int]) -> list[int]:
    """Add the courses that nobody knows of yet; returns their ids. ``ids`` are the people by row."""
    told = [entry for entry in entries if entry.person.last_course_on is not None]
    known = sorted({entry.known_id for entry in told if entry.known_id is not None})
    outside, own = _outside_courses(unit, known), _years_of_own_courses(unit, known)
    first_id = (unit.session.scalar(select(func.max(OutsideCourse.id))) or 0) + 1
    rows: list[dict[str, Any]] = []
    for entry in told:
        person_id, ends_on, number = ids[entry.row.number], entry.person.last_course_on, entry.person.course_certificate
        assert ends_on is not None
        is_known = (person_id, ends_on.year) in own or any(
            (person_id, fact) in outside for fact in (ends_on, number) if fact
        )
        if not is_known:
            row = {"person_id": person_id, "title": _("In-service course"), "ends_on": ends_on}
            rows.append(row | {"id": first_id + len(rows), "certificate_number": number})
    unit.insert_many(OutsideCourse, rows, reason=REASON)
    return [row["id"] for row in rows]


def _outside_courses(unit: UnitOfWork, person_ids: Sequence[int]) -> set[tuple[int, object]]:
    """Who has a course that ended that day, or a certificate of that number."""
    columns = (OutsideCourse.person_id, OutsideCourse.ends_on, OutsideCourse.certificate_number)
    rows = _of_people(unit, columns, OutsideCourse.person_id, person_ids)
    return {(person_id, fact) for person_id, *facts in rows for fact in facts if fact}


def _years_of_own_courses(unit: UnitOfWork, person_ids: Sequence[int]) -> set[tuple[int, int]]:
    """Who completed a course of this centre in that year: that is the one the sender means."""
    columns = (Enrolment.person_id, Enrolment.finished_on)
    rows = _of_people(unit, columns, Enrolment.person_id, person_ids, Enrolment.state == EnrolmentState.COMPLETED)
    return {(person_id, finished_on.year) for person_id, finished_on in rows if finished_on}


def _of_people(
    unit: UnitOfWork, columns: Sequence[Any], key: Any, person_ids: Sequence[int], *also: Any
) -> Iterable[Any]:
    for part in chunks(person_ids, CHUNK):
        yield from unit.session.execute(select(*columns).where(key.in_(part), *also))
