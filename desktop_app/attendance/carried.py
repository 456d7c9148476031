"""Hours that came along with a transfer: what was attended in earlier cohorts, and what is missing in the new one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import func, select

from db.models.attendance import Mark
from db.models.cohorts import Cohort, Enrolment
from db.models.programmes import Module
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.records import Lesson, ModuleStanding
from desktop_app.attendance.rules import is_theirs, standings
from desktop_app.cohorts.enrolment import load_enrolment
from desktop_app.language.keys import search_key
from desktop_app.marks.kinds import kinds_by_set, kinds_of
from desktop_app.marks.records import MarkValue
from desktop_app.marks.rules import weigh
from desktop_app.reference.service import rules_on

_SAID = (Mark.kind_code, Mark.missed_hours, Mark.late_minutes)


def carried_hours(unit: UnitOfWork, enrolments: Iterable[Enrolment]) -> dict[int, Mapping[str, float]]:
    """Hours attended before a transfer, by enrolment and module; only of those who came by one.

    Modules are known again by their titles: another edition of the programme has the same ones under other ids.
    """
    before = _earlier(unit, [row for row in enrolments if row.came_from_id is not None])
    if not before:
        return {}
    attended = _attended(unit, {earlier for chain in before.values() for earlier in chain})
    found: dict[int, Mapping[str, float]] = {}
    for enrolment_id, chain in before.items():
        hours: dict[str, float] = defaultdict(float)
        for earlier in chain:
            for module, attended_hours in attended.get(earlier, {}).items():
                hours[module] += attended_hours
        found[enrolment_id] = hours
    return found


def missing_hours(unit: UnitOfWork, *, enrolment_id: int) -> tuple[ModuleStanding, ...]:
    """How a person stands with every module of the cohort: brought along, attended, to come, and missing."""
    enrolment, row = load_enrolment(unit, enrolment_id)
    rules = rules_on(unit, row.starts_on)
    kinds = kinds_of(unit, row)
    said = select(Mark.session_id, *_SAID).where(Mark.enrolment_id == enrolment_id)
    marks = {session_id: MarkValue(kind, missed, late) for session_id, kind, missed, late in unit.session.execute(said)}
    rows = unit.session.execute(
        select(Session.id, Session.held_on, Session.hours, func.coalesce(Module.title, ""))
        .outerjoin(Module, Module.id == Session.module_id)
        .where(Session.cohort_id == row.id)
        .order_by(Session.held_on, Session.place_in_day)
    )
    lessons = []
    for session_id, held_on, hours, title in rows:
        value = marks.get(session_id)
        weighed = None if value is None else weigh(hours, value, kinds[value.kind_code], rules)
        lessons.append(Lesson(title, hours, weighed, is_for=is_theirs(enrolment, held_on)))
    carried = carried_hours(unit, [enrolment]).get(enrolment_id, {})
    return tuple(standings(lessons, totals=module_totals(unit, row, lessons), carried=carried))


def module_totals(unit: UnitOfWork, cohort: Cohort, lessons: Sequence[Lesson]) -> dict[str, int]:
    """The hours of each module: as they stand in the timetable, or in the programme where there is none yet."""
    totals: dict[str, int] = defaultdict(int)
    if lessons:
        for lesson in lessons:
            totals[lesson.module] += lesson.hours
        return totals
    modules = unit.session.execute(
        select(Module.title, Module.hours - Module.independent_hours)
        .where(Module.programme_id == cohort.programme_id, Module.is_elective.is_(False))
        .order_by(Module.place)
    )
    for title, hours in modules:
        totals[title] += hours
    return totals


def _earlier(unit: UnitOfWork, enrolments: Collection[Enrolment]) -> dict[int, list[int]]:
    """All enrolments before, through however many transfers, by the last one."""
    came_from = {row.id: row.came_from_id for row in enrolments if row.came_from_id is not None}
    chains = {enrolment_id: [earlier] for enrolment_id, earlier in came_from.items()}
    tails = dict(came_from)
    while tails:
        rows = unit.session.execute(
            select(Enrolment.id, Enrolment.came_from_id).where(
                Enrolment.id.in_(set(tails.values())), Enrolment.came_from_id.is_not(None)
            )
        )
        before = {enrolment_id: earlier for enrolment_id, earlier in rows if earlier is not None}
        tails = {last: before[tail] for last, tail in tails.items() if tail in before}
        for last, earlier in tails.items():
            chains[last].append(earlier)
    return chains


def _attended(unit: UnitOfWork, enrolment_ids: Collection[int]) -> dict[int, dict[str, float]]:
    """Hours attended by enrolment and module, each by the rules of its own cohort's first day."""
    rows = unit.session.execute(
        select(
            Mark.enrolment_id,
            Session.hours,
            func.coalesce(Module.title, ""),
            Cohort.starts_on,
            Cohort.mark_set_id,
            *_SAID,
        )
        .join(Session, Session.id == Mark.session_id)
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(Module, Module.id == Session.module_id)
        .where(
            Mark.enrolment_id.in_(enrolment_ids),
            Enrolment.left_on.is_(None) | (Session.held_on < Enrolment.left_on),
        )
    ).all()
    kinds = kinds_by_set(unit)
    rules = {starts_on: rules_on(unit, starts_on) for starts_on in {row.starts_on for row in rows}}
    found: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for enrolment_id, hours, title, starts_on, set_id, kind, missed, late in rows:
        weighed = weigh(hours, MarkValue(kind, missed, late), kinds[set_id][kind], rules[starts_on])
        found[enrolment_id][search_key(title)] += weighed.attended
    return found
