"""What the marks of everybody come to, in all open cohorts of a large centre: as the registers have it, but at once.

Nearly everybody belongs to one cohort from its first lesson on, and nearly all of its lessons are equally long. Their
marks are counted in an index, without a look at the lessons; of whoever came later or left the days are looked at, and
who came by a transfer is reckoned as a register does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

from sqlalchemy import ColumnElement, func, or_, select, tuple_

from db.models.attendance import Mark
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.book import books
from desktop_app.attendance.carried import carried_hours
from desktop_app.attendance.records import Attendance, AttendanceRule
from desktop_app.attendance.rules import attendance_rule
from desktop_app.calm import collector_at_rest
from desktop_app.cohorts.hours import planned_by_cohort
from desktop_app.cohorts.rules import DROPPED_OUT, OPEN_STATES, PRESENT_STATES
from desktop_app.marks.kinds import kinds_by_set
from desktop_app.marks.records import MarkKind, MarkValue, Weighed
from desktop_app.marks.rules import weigh
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import rules_by_day

# So many are held in memory at a time.
COHORTS_AT_ONCE = 600
ROWS_AT_ONCE = 1_000
_SAID = (Mark.kind_code, Mark.missed_hours, Mark.late_minutes)


@dataclass(frozen=True)
class CohortTotals:
    """What the marks of a cohort's people come to, by enrolment: of those whom its register shows.

    ``present`` are those of them who belong to it now: who left and who has only walked in do not.
    """

    cohort_id: int
    people: Mapping[int, Attendance]
    present: Collection[int]


def totals(unit: UnitOfWork, *, cohort_ids: Collection[int] | None = None) -> Iterator[CohortTotals]:
    """One cohort after the other, all open ones or those asked for; to be consumed within the unit of work."""
    wanted = Cohort.state.in_(OPEN_STATES) if cohort_ids is None else Cohort.id.in_(cohort_ids)
    ids = iter(unit.session.scalars(select(Cohort.id).where(wanted).order_by(Cohort.id)).all())
    while part := list(islice(ids, COHORTS_AT_ONCE)):
        with collector_at_rest():
            found = _totals_of(unit, part)
        yield from found


def _totals_of(unit: UnitOfWork, ids: Sequence[int]) -> list[CohortTotals]:
    """Of some cohorts, whose people are counted together."""
    terms, unusual = _terms(unit, ids)
    tallies, odd, transferred = _people(unit, ids, terms)
    _count_marks(unit, ids, tallies)
    _count_unusual_marks(unit, ids, unusual, tallies)
    tallies |= _tallies_by_day(unit, odd, terms)
    people: dict[int, dict[int, Attendance]] = {cohort_id: {} for cohort_id in ids}
    present: dict[int, set[int]] = {cohort_id: set() for cohort_id in ids}
    reckoned = ((tally.terms.cohort_id, key, tally.state, tally.attendance) for key, tally in tallies.items())
    for cohort_id, enrolment_id, state, attendance in chain(reckoned, _reckoned(unit, transferred)):
        if attendance.marked or state not in DROPPED_OUT:
            people[cohort_id][enrolment_id] = attendance
            if state in PRESENT_STATES:
                present[cohort_id].add(enrolment_id)
    return [CohortTotals(cohort_id, people[cohort_id], present[cohort_id]) for cohort_id in ids]


class _Scale:
    """What a lesson comes to by its mark, by the same rules and kinds; there are few different ones."""

    def __init__(self, rules: Rules, kinds: Mapping[str, MarkKind]) -> None:
        self.rule = attendance_rule(rules)
        self._rules = rules
        self._kinds = kinds
        self._found: dict[tuple[int, str, int | None, int | None], Weighed] = {}

    def weigh(self, hours: int, kind: str, missed: int | None, late: int | None) -> Weighed:
        key = (hours, kind, missed, late)
        found = self._found.get(key)
        if found is None:
            found = weigh(hours, MarkValue(kind, missed, late), self._kinds[kind], self._rules)
            self._found[key] = found
        return found


@dataclass(frozen=True)
class _Terms:
    """What holds for everybody in a cohort: ``begun`` hours of ``planned``, in lessons of ``usual`` hours mostly."""

    cohort_id: int
    planned: int
    begun: int
    usual: int
    scale: _Scale

    @property
    def rule(self) -> AttendanceRule:
        return self.scale.rule


@dataclass(slots=True)
class _Tally:
    """Of one person: ``hours`` are those of the lessons marked, ``gone`` of those not marked before they came.

    ``since_left`` are the hours of lessons that were held when they had left.
    """

    terms: _Terms
    state: EnrolmentState
    hours: int = 0
    attended: float = 0
    missed: float = 0
    left_out: float = 0
    gone: int = 0
    since_left: int = 0

    def add(self, lessons: int, hours: int, kind: str, missed: int | None, late: int | None) -> None:
        """So many lessons that are equally long and marked alike; a negative number takes them back."""
        weighed = self.terms.scale.weigh(hours, kind, missed, late)
        self.hours += lessons * hours
        self.attended += lessons * weighed.attended
        self.missed += lessons * weighed.missed
        self.left_out += lessons * weighed.left_out

    @property
    def attendance(self) -> Attendance:
        terms = self.terms
        unmarked = terms.begun - self.since_left - self.gone - self.hours
        return Attendance(self.attended, self.missed, unmarked, terms.planned, terms.rule, self.left_out, self.gone)


def _terms(unit: UnitOfWork, ids: Sequence[int]) -> tuple[dict[int, _Terms], set[tuple[int, int]]]:
    """The terms of each cohort, and which cohorts have begun lessons of other than their usual hours."""
    cohorts = unit.session.execute(select(Cohort.id, Cohort.starts_on, Cohort.mark_set_id).where(Cohort.id.in_(ids)))
    rows = cohorts.all()
    rules, kinds = rules_by_day(unit, {row.starts_on for row in rows}), kinds_by_set(unit)
    planned, lengths = planned_by_cohort(unit, tuple(ids)), _lengths(unit, ids)
    scales: dict[tuple[int, int | None], _Scale] = {}
    found, unusual = {}, set()
    for cohort_id, starts_on, set_id in rows:
        key = (id(rules[starts_on]), set_id)
        if key not in scales:
            scales[key] = _Scale(rules[starts_on], kinds[set_id])
        lessons = lengths.get(cohort_id, {})
        usual = max(lessons, key=lambda hours: lessons[hours], default=0)
        begun = sum(hours * count for hours, count in lessons.items())
        found[cohort_id] = _Terms(cohort_id, planned[cohort_id], begun, usual, scales[key])
        unusual |= {(cohort_id, hours) for hours in lessons if hours != usual}
    return found, unusual


def _lengths(unit: UnitOfWork, ids: Sequence[int]) -> Mapping[int, dict[int, int]]:
    """How many lessons of how many hours each cohort has had."""
    rows = unit.session.execute(
        select(Session.cohort_id, Session.hours, func.count())
        .where(Session.cohort_id.in_(ids), _has_begun(unit))
        .group_by(Session.cohort_id, Session.hours)
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for cohort_id, hours, count in rows:
        found[cohort_id][hours] = count
    return found


def _people(
    unit: UnitOfWork, ids: Sequence[int], terms: Mapping[int, _Terms]
) -> tuple[dict[int, _Tally], list[int], list[int]]:
    """A tally for everybody in the cohort since its first lesson; who came later or left; who was transferred."""
    lessons, people = Session.__table__.c, Enrolment.__table__.c
    first = (
        select(lessons.cohort_id, func.min(lessons.held_on).label("day"))
        .where(lessons.cohort_id.in_(ids))
        .group_by(lessons.cohort_id)
        .subquery()
    )
    # Nobody has come late to a cohort that has no lessons: no first day, no answer.
    has_gap = or_(people.left_on.is_not(None), people.enrolled_on > first.c.day)
    rows = unit.session.connection().execute(
        select(people.id, people.cohort_id, people.state, people.came_from_id.is_not(None), has_gap)
        .outerjoin(first, first.c.cohort_id == people.cohort_id)
        .where(people.cohort_id.in_(ids))
    )
    tallies: dict[int, _Tally] = {}
    odd: list[int] = []
    transferred: list[int] = []
    for enrolment_id, cohort_id, state, is_transferred, is_odd in rows.all():
        if is_transferred:
            transferred.append(enrolment_id)
        elif is_odd:
            odd.append(enrolment_id)
        else:
            tallies[enrolment_id] = _Tally(terms[cohort_id], state)
    return tallies, odd, transferred


def _tallies_by_day(unit: UnitOfWork, odd: Sequence[int], terms: Mapping[int, _Terms]) -> dict[int, _Tally]:
    """Lessons since somebody left are not theirs; of those before they came only the marked ones count."""
    told = (Enrolment.id, Enrolment.cohort_id, Enrolment.state, Enrolment.enrolled_on, Enrolment.left_on)
    people = unit.session.execute(select(*told).where(Enrolment.id.in_(odd))).all()
    tallies = {person.id: _Tally(terms[person.cohort_id], person.state) for person in people}
    said = (Mark.enrolment_id, Session.held_on < Enrolment.enrolled_on, Session.hours, *_SAID)
    marks = unit.session.execute(
        select(*said, func.count())
        .join(Session, Session.id == Mark.session_id)
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .where(Mark.enrolment_id.in_(odd), _has_begun(unit))
        .where(or_(Enrolment.left_on.is_(None), Session.held_on < Enrolment.left_on))
        .group_by(*said)
    )
    for enrolment_id, is_early, hours, kind, missed, late, lessons in marks:
        tally = tallies[enrolment_id]
        tally.add(lessons, hours, kind, missed, late)
        tally.gone -= lessons * hours if is_early else 0
    days = _hours_by_day(unit, {person.cohort_id for person in people})
    for person in people:
        for held_on, hours in days.get(person.cohort_id, ()):
            if person.left_on is not None and held_on >= person.left_on:
                tallies[person.id].since_left += hours
            elif held_on < person.enrolled_on:
                tallies[person.id].gone += hours
    return tallies


def _hours_by_day(unit: UnitOfWork, ids: Collection[int]) -> Mapping[int, list[tuple[date, int]]]:
    """The hours that each cohort has had, day by day."""
    rows = unit.session.execute(
        select(Session.cohort_id, Session.held_on, func.sum(Session.hours))
        .where(Session.cohort_id.in_(ids), _has_begun(unit))
        .group_by(Session.cohort_id, Session.held_on)
    )
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for cohort_id, held_on, hours in rows:
        found[cohort_id].append((held_on, hours))
    return found


def _count_marks(unit: UnitOfWork, ids: Sequence[int], tallies: Mapping[int, _Tally]) -> None:
    """As if every marked lesson had the usual hours: the index of the marks alone is read, in its own order."""
    marks = Mark.__table__.c
    said = (marks.enrolment_id, marks.kind_code, marks.missed_hours, marks.late_minutes)
    theirs = marks.enrolment_id.in_(select(Enrolment.id).where(Enrolment.cohort_id.in_(ids)))
    # Asked of the table itself: a row of the model takes three times as long to come, and there are very many.
    rows = unit.session.connection().execute(select(*said, func.count()).where(theirs).group_by(*said))
    for enrolment_id, kind, missed, late, lessons in chain.from_iterable(rows.partitions(ROWS_AT_ONCE)):
        tally = tallies.get(enrolment_id)
        if tally is not None:
            tally.add(lessons, tally.terms.usual, kind, missed, late)


def _count_unusual_marks(
    unit: UnitOfWork, ids: Sequence[int], unusual: Collection[tuple[int, int]], tallies: Mapping[int, _Tally]
) -> None:
    """Mend what was counted for lessons of other than the usual hours, and for those put off after being marked."""
    has_begun = _has_begun(unit)
    is_unusual = tuple_(Session.cohort_id, Session.hours).in_(unusual)
    rows = unit.session.execute(
        select(Mark.enrolment_id, Session.hours, has_begun, *_SAID)
        .join(Session, Session.id == Mark.session_id)
        .where(Session.cohort_id.in_(ids), or_(~has_begun, is_unusual) if unusual else ~has_begun)
    )
    for enrolment_id, hours, is_held, kind, missed, late in rows:
        tally = tallies.get(enrolment_id)
        if tally is not None:
            tally.add(-1, tally.terms.usual, kind, missed, late)
            tally.add(int(is_held), hours, kind, missed, late)


def _reckoned(unit: UnitOfWork, enrolment_ids: Sequence[int]) -> Iterator[tuple[int, int, EnrolmentState, Attendance]]:
    """Lesson by lesson, as a register does; with cohort, enrolment and state."""
    enrolments = unit.session.scalars(select(Enrolment).where(Enrolment.id.in_(enrolment_ids))).all()
    theirs = {row.cohort_id for row in enrolments}
    cohorts = unit.session.scalars(select(Cohort).where(Cohort.id.in_(theirs))).all()
    read, carried = books(unit, cohorts, enrolment_ids), carried_hours(unit, enrolments)
    for enrolment in enrolments:
        attendance = read[enrolment.cohort_id].reckon(unit, enrolment, carried)
        yield enrolment.cohort_id, enrolment.id, enrolment.state, attendance


def _has_begun(unit: UnitOfWork) -> ColumnElement[bool]:
    """For attendance every lesson of today has, as for the register."""
    return Session.held_on <= unit.today
