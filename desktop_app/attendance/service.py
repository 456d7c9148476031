"""The register of a cohort: reading it whole, and what its marks come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from db.models.attendance import Mark, WalkIn
from db.models.cohorts import Cohort, CohortState, Enrolment
from db.models.people import Person
from db.models.programmes import Module
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.carried import carried_hours, module_totals
from desktop_app.attendance.records import (
    Attendance,
    AttendanceGrid,
    GridPerson,
    GridSession,
    Lesson,
)
from desktop_app.attendance.rules import (
    attendance,
    attendance_rule,
    attendance_with_carried,
    is_theirs,
    rule_sentence,
    standings,
)
from desktop_app.cohorts.hours import planned_hours
from desktop_app.cohorts.rules import DROPPED_OUT, PRESENT_STATES
from desktop_app.cohorts.service import load_cohort
from desktop_app.marks.kinds import kinds_of
from desktop_app.marks.records import MarkKind, MarkValue, Weighed
from desktop_app.marks.rules import weigh
from desktop_app.people.rules import written_name
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import rules_on


def grid(unit: UnitOfWork, *, cohort_id: int) -> AttendanceGrid:
    """The register: everyone admitted or expected, in Uzbek order, with what their marks come to.

    Who dropped out without a mark is left out. The rules are those of the cohort's start, so that a later change of
    a rule does not judge old cohorts anew.
    """
    row = load_cohort(unit, cohort_id)
    rules = rules_on(unit, row.starts_on)
    book = _Book(
        cohort=row,
        rules=rules,
        kinds=kinds_of(unit, row),
        planned=planned_hours(unit, row),
        sessions=_sessions(unit, cohort_id),
        marks=_marks(unit, cohort_id),
        today=unit.today,
    )
    everybody = _people(unit, cohort_id)
    carried = carried_hours(unit, [enrolment for enrolment, _person, _is_walk_in in everybody])
    people = []
    for enrolment, person, is_walk_in in everybody:
        if enrolment.id in carried:
            totals = module_totals(unit, row, book.lessons_of(enrolment))
            found = book.with_carried(enrolment, totals, carried[enrolment.id])
        else:
            found = book.attendance_of(enrolment)
        if enrolment.state not in DROPPED_OUT or found.marked:
            people.append(
                GridPerson(
                    enrolment.id,
                    written_name(person),
                    enrolment.state in PRESENT_STATES,
                    enrolment.left_on,
                    found,
                    enrolment.enrolled_on if enrolment.came_from_id is not None else None,
                    person.id,
                    is_walk_in,
                )
            )
    return AttendanceGrid(
        cohort_id,
        row.code,
        unit.today,
        row.state in (CohortState.PLANNED, CohortState.STUDYING),
        tuple(book.sessions),
        tuple(people),
        tuple(book.kinds.values()),
        book.marks,
        locked_until(rules, unit.today),
        rule_text=rule_sentence(rules, book.planned),
    )


def attendance_of(unit: UnitOfWork, *, cohort_id: int) -> dict[int, Attendance]:
    """What everyone's marks come to, by enrolment: for the rule of completion."""
    return {person.enrolment_id: person.attendance for person in grid(unit, cohort_id=cohort_id).people}


def locked_until(rules: Rules, today: date) -> date | None:
    """The newest day whose marks are corrected with a reason only; None where marks are never locked."""
    return None if rules.mark_lock_days is None else today - timedelta(days=rules.mark_lock_days + 1)


@dataclass(frozen=True)
class _Book:
    """All that the reckoning of a cohort's people stands on."""

    cohort: Cohort
    rules: Rules
    kinds: Mapping[str, MarkKind]
    planned: int
    sessions: Sequence[GridSession]
    marks: Mapping[tuple[int, int], MarkValue]
    today: date

    def attendance_of(self, enrolment: Enrolment) -> Attendance:
        lessons: list[tuple[int, Weighed | None]] = []
        gone = 0
        for session in self.sessions:
            if session.held_on > self.today or not is_theirs(enrolment, session.held_on):
                continue
            weighed = self._weighed(enrolment, session)
            if weighed is None and session.held_on < enrolment.enrolled_on:
                gone += session.hours
            else:
                lessons.append((session.hours, weighed))
        return attendance(lessons, programme_hours=self.planned, rule=attendance_rule(self.rules), gone=gone)

    def with_carried(self, enrolment: Enrolment, totals: Mapping[str, int], carried: Mapping[str, float]) -> Attendance:
        lessons = self.lessons_of(enrolment)
        begun = lessons[: sum(session.held_on <= self.today for session in self.sessions)]
        return attendance_with_carried(
            standings(lessons, totals=totals, carried=carried),
            begun_unmarked=sum(lesson.hours for lesson in begun if lesson.is_for and lesson.weighed is None),
            programme_hours=self.planned,
            rule=attendance_rule(self.rules),
        )

    def lessons_of(self, enrolment: Enrolment) -> list[Lesson]:
        return [
            Lesson(
                session.module_title,
                session.hours,
                self._weighed(enrolment, session),
                is_for=is_theirs(enrolment, session.held_on),
            )
            for session in self.sessions
        ]

    def _weighed(self, enrolment: Enrolment, session: GridSession) -> Weighed | None:
        value = self.marks.get((enrolment.id, session.id))
        return None if value is None else weigh(session.hours, value, self.kinds[value.kind_code], self.rules)


def _sessions(unit: UnitOfWork, cohort_id: int) -> list[GridSession]:
    rows = unit.session.execute(
        select(
            Session.id,
            Session.held_on,
            Session.place_in_day,
            Session.starts_at,
            Session.hours,
            func.coalesce(Module.title, ""),
        )
        .outerjoin(Module, Module.id == Session.module_id)
        .where(Session.cohort_id == cohort_id)
        .order_by(Session.held_on, Session.place_in_day)
    )
    return [GridSession(*row) for row in rows]


def _marks(unit: UnitOfWork, cohort_id: int) -> dict[tuple[int, int], MarkValue]:
    said = (Mark.kind_code, Mark.missed_hours, Mark.late_minutes, Mark.note)
    rows = unit.session.execute(
        select(Mark.enrolment_id, Mark.session_id, *said)
        .join(Session, Session.id == Mark.session_id)
        .where(Session.cohort_id == cohort_id)
    )
    return {
        (enrolment_id, session_id): MarkValue(kind, missed, late, note)
        for enrolment_id, session_id, kind, missed, late, note in rows
    }


def _people(unit: UnitOfWork, cohort_id: int) -> list[tuple[Enrolment, Person, bool]]:
    rows = unit.session.execute(
        select(Enrolment, Person, WalkIn.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(WalkIn, WalkIn.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(Person.sort_key, Person.id)
    )
    return [(enrolment, person, walk_in is not None) for enrolment, person, walk_in in rows]
