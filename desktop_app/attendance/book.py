"""All that the reckoning of a cohort's people stands on, read for one cohort or for many at once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from sqlalchemy import func, select

from db.models.attendance import Mark
from db.models.cohorts import Cohort, Enrolment
from db.models.programmes import Module
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.carried import module_totals
from desktop_app.attendance.records import Attendance, GridSession, Lesson
from desktop_app.attendance.rules import attendance, attendance_rule, attendance_with_carried, is_theirs, standings
from desktop_app.cohorts.hours import planned_by_cohort
from desktop_app.marks.kinds import kinds_by_set
from desktop_app.marks.records import MarkKind, MarkValue, Weighed
from desktop_app.marks.rules import weigh
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import rules_by_day

Marks = Mapping[tuple[int, int], MarkValue]


def books(
    unit: UnitOfWork, cohorts: Sequence[Cohort], enrolment_ids: Collection[int] | None = None
) -> dict[int, "Book"]:
    """The book of each cohort by its id, with the marks of everybody or of some; by the rules of its first day."""
    ids = tuple(cohort.id for cohort in cohorts)
    rules = rules_by_day(unit, (cohort.starts_on for cohort in cohorts))
    kinds, planned = kinds_by_set(unit), planned_by_cohort(unit, ids)
    sessions, marks = _sessions(unit, ids), _marks(unit, ids, enrolment_ids)
    return {
        cohort.id: Book(
            cohort=cohort,
            rules=rules[cohort.starts_on],
            kinds=kinds[cohort.mark_set_id],
            planned=planned[cohort.id],
            sessions=sessions[cohort.id],
            marks=marks[cohort.id],
            today=unit.today,
        )
        for cohort in cohorts
    }


@dataclass(frozen=True)
class Book:
    """A cohort's lessons in order, with the marks by enrolment and lesson, and what they are counted by."""

    cohort: Cohort
    rules: Rules
    kinds: Mapping[str, MarkKind]
    planned: int
    sessions: Sequence[GridSession]
    marks: Marks
    today: date

    def reckon(self, unit: UnitOfWork, enrolment: Enrolment, carried: Mapping[int, Mapping[str, float]]) -> Attendance:
        """What somebody's marks come to; ``carried`` are the hours that came along with transfers, by enrolment."""
        if enrolment.id not in carried:
            return self._attendance_of(enrolment)
        totals = module_totals(unit, self.cohort, self._lessons_of(enrolment))
        return self._with_carried(enrolment, totals, carried[enrolment.id])

    def _attendance_of(self, enrolment: Enrolment) -> Attendance:
        lessons: list[tuple[int, Weighed | None]] = []
        gone = 0
        # Asked of the record once: this is done for each of some thousands of cells.
        enrolment_id, enrolled_on = enrolment.id, enrolment.enrolled_on
        theirs = {day for day in self._days if day <= self.today and is_theirs(enrolment, day)}
        for session in self.sessions:
            if session.held_on not in theirs:
                continue
            weighed = self._weighed(enrolment_id, session)
            if weighed is None and session.held_on < enrolled_on:
                gone += session.hours
            else:
                lessons.append((session.hours, weighed))
        return attendance(lessons, programme_hours=self.planned, rule=attendance_rule(self.rules), gone=gone)

    def _with_carried(
        self, enrolment: Enrolment, totals: Mapping[str, int], carried: Mapping[str, float]
    ) -> Attendance:
        lessons = self._lessons_of(enrolment)
        begun = lessons[: sum(session.held_on <= self.today for session in self.sessions)]
        return attendance_with_carried(
            standings(lessons, totals=totals, carried=carried),
            begun_unmarked=sum(lesson.hours for lesson in begun if lesson.is_for and lesson.weighed is None),
            programme_hours=self.planned,
            rule=attendance_rule(self.rules),
        )

    def _lessons_of(self, enrolment: Enrolment) -> list[Lesson]:
        return [
            Lesson(
                session.module_title,
                session.hours,
                self._weighed(enrolment.id, session),
                is_for=is_theirs(enrolment, session.held_on),
            )
            for session in self.sessions
        ]

    @cached_property
    def _days(self) -> frozenset[date]:
        return frozenset(session.held_on for session in self.sessions)

    def _weighed(self, enrolment_id: int, session: GridSession) -> Weighed | None:
        value = self.marks.get((enrolment_id, session.id))
        return None if value is None else self._weigh(session.hours, value)

    @cached_property
    def _weigh(self) -> Callable[[int, MarkValue], Weighed]:
        """What a lesson comes to by its mark: thousands of cells ask the same few things."""
        kinds, rules = self.kinds, self.rules
        return cache(lambda hours, value: weigh(hours, value, kinds[value.kind_code], rules))


def _sessions(unit: UnitOfWork, cohort_ids: Collection[int]) -> Mapping[int, list[GridSession]]:
    rows = unit.session.execute(
        select(
            Session.cohort_id,
            Session.id,
            Session.held_on,
            Session.place_in_day,
            Session.starts_at,
            Session.hours,
            func.coalesce(Module.title, ""),
        )
        .outerjoin(Module, Module.id == Session.module_id)
        .where(Session.cohort_id.in_(cohort_ids))
        .order_by(Session.cohort_id, Session.held_on, Session.place_in_day)
    )
    found: dict[int, list[GridSession]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(GridSession(*row[1:]))
    return found


def _marks(unit: UnitOfWork, cohort_ids: Collection[int], enrolment_ids: Collection[int] | None) -> Mapping[int, Marks]:
    said = (Mark.kind_code, Mark.missed_hours, Mark.late_minutes, Mark.note)
    query = (
        select(Session.cohort_id, Mark.enrolment_id, Mark.session_id, *said)
        .join(Session, Session.id == Mark.session_id)
        .where(Session.cohort_id.in_(cohort_ids))
    )
    if enrolment_ids is not None:
        query = query.where(Mark.enrolment_id.in_(enrolment_ids))
    # Thousands of marks say the same few things.
    value_of = cache(MarkValue)
    found: dict[int, dict[tuple[int, int], MarkValue]] = defaultdict(dict)
    for cohort_id, enrolment_id, session_id, kind, missed, late, note in unit.session.execute(query):
        found[cohort_id][enrolment_id, session_id] = value_of(kind, missed, late, note)
    return found
