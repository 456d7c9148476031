"""Registers that are worth a second look: facts that are odd beside the others, and no judgement of anybody.

Every limit is chosen so that an honestly kept register is silent.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from sqlalchemy import func, or_, select

from db.models.attendance import Mark
from db.models.centre import Staff
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.suspicion_records import Doubt, Finding, SeenCohort, SeenLesson
from desktop_app.attendance.suspicion_typing import counted_otherwise, typed_oddly
from desktop_app.cohorts.rules import NOT_COUNTED, OPEN_STATES
from desktop_app.i18n import _n
from desktop_app.marks.kinds import kinds_by_set
from desktop_app.marks.records import Counts
from desktop_app.people.rules import written_name

COHORTS_AT_ONCE = 250
# Completed cohorts are looked at as long as their certificates are still talked about.
COMPLETED_WITHIN_DAYS = 60
# Of fewer lessons or people than these nothing can be said.
LEAST_LESSONS, LEAST_PEOPLE = 12, 8
# By so many more percent of its people a cohort must be without absence than all the others.
ABOVE_THE_OTHERS = 40
LEAST_ALIKE_LESSONS, LEAST_ALIKE_DAYS, LEAST_PRESENT = 3, 2, 3

# What a mark says beside plain presence: kind, hours missed, minutes late.
_Said = tuple[str, int | None, int | None]


@dataclass(frozen=True)
class _Register:
    """A cohort with how many marks each person has, and which of them are not plain presence, by lesson."""

    cohort: SeenCohort
    marks: Mapping[int, int]
    exceptions: Mapping[int, Mapping[int, _Said]]

    @property
    def judged(self) -> list[int]:
        """The people who have marks enough to say something of."""
        return [enrolment_id for enrolment_id, count in self.marks.items() if count >= LEAST_LESSONS]

    @property
    def perfect(self) -> int:
        return sum(enrolment_id not in self.exceptions for enrolment_id in self.judged)


def findings(unit: UnitOfWork) -> list[Finding]:
    """What is worth a look in the cohorts that are open or were completed lately, by kind and then by cohort."""
    recently = unit.today - timedelta(days=COMPLETED_WITHIN_DAYS)
    wanted = or_(Cohort.state.in_(OPEN_STATES), Cohort.completed_on >= recently)
    ids = iter(unit.session.scalars(select(Cohort.id).where(wanted).order_by(Cohort.id)).all())
    found: list[Finding] = []
    shares: list[tuple[SeenCohort, int, int]] = []
    while part := list(islice(ids, COHORTS_AT_ONCE)):
        registers = _registers(unit, part)
        shares += [(each.cohort, each.perfect, len(each.judged)) for each in registers]
        found += _alike(unit, registers)
        cohorts = {each.cohort.id: each.cohort for each in registers}
        found += [*typed_oddly(unit, cohorts), *counted_otherwise(unit, cohorts)]
    found += _perfect(shares)
    order = list(Doubt)
    return sorted(found, key=lambda each: (order.index(each.doubt), each.cohort.code))


def _perfect(shares: Sequence[tuple[SeenCohort, int, int]]) -> Iterator[Finding]:
    """Cohorts of which nobody, or far fewer than elsewhere, ever missed anything."""
    all_perfect, everybody = sum(perfect for _cohort, perfect, _people in shares), sum(each[2] for each in shares)
    for cohort, perfect, people in shares:
        others = everybody - people
        elsewhere = 100 * (all_perfect - perfect) / others if others else None
        facts = {"people": people, "percent": "–" if elsewhere is None else f"{elsewhere:.0f}"}
        if people < LEAST_PEOPLE:
            continue
        if perfect == people:
            text = _n(
                "{n} person, and not one absence so far; elsewhere {percent}% of people have none.",
                "{n} people, and not one absence so far; elsewhere {percent}% of people have none.",
                people,
                **facts,
            )
            yield Finding(Doubt.NO_ABSENCE, cohort, text)
        elif elsewhere is not None and 100 * perfect / people >= elsewhere + ABOVE_THE_OTHERS:
            text = _n(
                "{n} of {people} people has no absence so far; elsewhere it is {percent}%.",
                "{n} of {people} people have no absence so far; elsewhere it is {percent}%.",
                perfect,
                **facts,
            )
            yield Finding(Doubt.MANY_PERFECT, cohort, text)


def _alike(unit: UnitOfWork, registers: Sequence[_Register]) -> Iterator[Finding]:
    """People of one cohort whose exceptions are the same, apart from those that most of the cohort share."""
    groups = [(each.cohort, *group) for each in registers for group in _same_rows(each)]
    lessons = _lessons(unit, {session_id for _cohort, _people, row in groups for session_id in row})
    names = _names(unit, {enrolment_id for _cohort, people, _row in groups for enrolment_id in people})
    for cohort, people, row in groups:
        seen = tuple(sorted((lessons[session_id] for session_id in row), key=lambda each: (each.held_on, each.id)))
        if len({lesson.held_on for lesson in seen}) >= LEAST_ALIKE_DAYS:
            text = _n(
                "The marks are the same in all lessons, {n} of them not plain presence.",
                "The marks are the same in all lessons, {n} of them not plain presence.",
                len(seen),
            )
            yield Finding(Doubt.ALIKE, cohort, text, seen, tuple(names[enrolment_id] for enrolment_id in people))


def _same_rows(register: _Register) -> Iterator[tuple[list[int], list[int]]]:
    """Enrolments with the very same row, each group with the lessons where it is not plain presence."""
    had = Counter(session_id for row in register.exceptions.values() for session_id in row)
    common = {session_id for session_id, count in had.items() if count > len(register.marks) / 2}
    groups: dict[tuple[int, frozenset[tuple[int, _Said]]], list[int]] = defaultdict(list)
    for enrolment_id, row in register.exceptions.items():
        own = frozenset((session_id, said) for session_id, said in row.items() if session_id not in common)
        was_there = register.marks[enrolment_id] - len(row) >= LEAST_PRESENT
        if len(own) >= LEAST_ALIKE_LESSONS and was_there:
            groups[register.marks[enrolment_id], own].append(enrolment_id)
    for (_count, shared), people in groups.items():
        if len(people) > 1:
            yield people, [session_id for session_id, _said in shared]


def _registers(unit: UnitOfWork, ids: Sequence[int]) -> list[_Register]:
    rows = unit.session.execute(
        select(Cohort.id, Cohort.code, func.coalesce(Staff.full_name, ""), Cohort.mark_set_id)
        .outerjoin(Staff, Staff.id == Cohort.leader_id)
        .where(Cohort.id.in_(ids))
    ).all()
    sets = {row.id: row.mark_set_id for row in rows}
    people = select(Enrolment.id, Enrolment.cohort_id).where(
        Enrolment.cohort_id.in_(ids), Enrolment.state.not_in(NOT_COUNTED)
    )
    of_cohort = {row.id: row.cohort_id for row in unit.session.execute(people)}
    marks = _mark_counts(unit, ids, of_cohort)
    exceptions = _exceptions(unit, ids, of_cohort, sets)
    return [_Register(SeenCohort(*row[:3]), marks.get(row[0], {}), exceptions.get(row[0], {})) for row in rows]


def _mark_counts(unit: UnitOfWork, ids: Sequence[int], of_cohort: Mapping[int, int]) -> Mapping[int, dict[int, int]]:
    theirs = Mark.enrolment_id.in_(select(Enrolment.id).where(Enrolment.cohort_id.in_(ids)))
    counts = select(Mark.enrolment_id, func.count()).where(theirs).group_by(Mark.enrolment_id)
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for enrolment_id, count in unit.session.execute(counts):
        if enrolment_id in of_cohort:
            found[of_cohort[enrolment_id]][enrolment_id] = count
    return found


def _exceptions(
    unit: UnitOfWork, ids: Sequence[int], of_cohort: Mapping[int, int], sets: Mapping[int, int | None]
) -> Mapping[int, dict[int, dict[int, _Said]]]:
    """By cohort, enrolment and lesson; plain presence is the first kind of a set that counts as present."""
    plain = {
        set_id: next((kind.code for kind in kinds.values() if kind.counts is Counts.PRESENT), "")
        for set_id, kinds in kinds_by_set(unit).items()
    }
    theirs = Mark.enrolment_id.in_(select(Enrolment.id).where(Enrolment.cohort_id.in_(ids)))
    # What is plain in every set is left in the database: it is nearly all there is.
    ever_plain = set(plain.values()) if len(set(plain.values())) == 1 else set()
    said = (Mark.kind_code, Mark.missed_hours, Mark.late_minutes)
    rows = unit.session.execute(
        select(Mark.enrolment_id, Mark.session_id, *said).where(
            theirs, or_(Mark.kind_code.not_in(ever_plain), Mark.late_minutes.is_not(None))
        )
    )
    found: dict[int, dict[int, dict[int, _Said]]] = defaultdict(lambda: defaultdict(dict))
    for enrolment_id, session_id, kind, missed, late in rows:
        cohort_id = of_cohort.get(enrolment_id)
        if cohort_id is not None and (kind != plain[sets[cohort_id]] or late is not None):
            found[cohort_id][enrolment_id][session_id] = (kind, missed, late)
    return found


def _lessons(unit: UnitOfWork, ids: set[int]) -> dict[int, SeenLesson]:
    rows = unit.session.execute(select(Session.id, Session.held_on, Session.place_in_day).where(Session.id.in_(ids)))
    return {row[0]: SeenLesson(*row) for row in rows}


def _names(unit: UnitOfWork, ids: set[int]) -> dict[int, str]:
    rows = unit.session.execute(select(Enrolment.id, Person).join(Person).where(Enrolment.id.in_(ids)))
    return {enrolment_id: written_name(person) for enrolment_id, person in rows}
