"""What announced absences propose for the lessons they cover."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from sqlalchemy import select

from db.models.attendance import Absence
from db.models.cohorts import Enrolment
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.records import Expected
from desktop_app.attendance.rules import is_theirs
from desktop_app.cohorts.rules import DROPPED_OUT
from desktop_app.reference.service import list_items


class _Span(Protocol):
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def first_place(self) -> int | None: ...
    @property
    def last_place(self) -> int | None: ...


def covers(span: _Span, *, held_on: date, place_in_day: int) -> bool:
    """Whether a lesson falls within an absence."""
    if not span.starts_on <= held_on <= span.ends_on:
        return False
    is_before = held_on == span.starts_on and span.first_place is not None and place_in_day < span.first_place
    is_after = held_on == span.ends_on and span.last_place is not None and place_in_day > span.last_place
    return not is_before and not is_after


def expected_marks(unit: UnitOfWork, *, cohort_id: int) -> dict[tuple[int, int], Expected]:
    """The proposed marks by enrolment and session; a person's own absence goes before that of the whole cohort."""
    # Those of the cohort come first, so that a person's own is written over them.
    order = (Absence.enrolment_id.is_not(None), Absence.starts_on, Absence.id)
    absences = unit.session.scalars(select(Absence).where(Absence.cohort_id == cohort_id).order_by(*order)).all()
    if not absences:
        return {}
    lessons = unit.session.scalars(select(Session).where(Session.cohort_id == cohort_id)).all()
    is_there = Enrolment.state.not_in(DROPPED_OUT) | Enrolment.left_on.is_not(None)
    people = unit.session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort_id, is_there)).all()
    reasons = {item.code: item.names.text for item in list_items(unit, "absence_reason")}
    return dict(_expected(absences, lessons, people, reasons))


def reason_text(absence: Absence, reasons: Mapping[str, str]) -> str:
    """Why, in a line: the reason of the list, the paper, the note."""
    reason = reasons.get(absence.reason_code or "", "")
    return ", ".join(filter(None, (reason, absence.document, absence.note)))


def _expected(
    absences: Iterable[Absence], lessons: Iterable[Session], people: Iterable[Enrolment], reasons: Mapping[str, str]
) -> Iterator[tuple[tuple[int, int], Expected]]:
    for absence in absences:
        proposed = Expected(absence.kind_code, reason_text(absence, reasons))
        covered = [
            lesson for lesson in lessons if covers(absence, held_on=lesson.held_on, place_in_day=lesson.place_in_day)
        ]
        for person in people:
            if absence.enrolment_id in (None, person.id):
                for lesson in covered:
                    if is_theirs(person, lesson.held_on):
                        yield (person.id, lesson.id), proposed
