"""When and by whom marks were made, and whether as many people were counted in the room."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import case, func, select

from db.models.attendance import HeadCount, Mark
from db.models.centre import Staff
from db.models.cohorts import Cohort
from db.models.timetable import Session, Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.head_counts import present_counts
from desktop_app.attendance.suspicion_records import Doubt, Finding, SeenCohort, SeenLesson
from desktop_app.clock import TASHKENT
from desktop_app.i18n import _n
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import rules_by_day

# Whoever typed less of a cohort's marks than this share does not keep its register.
KEEPER_SHARE = 0.1
# A roll that is called while people come in is no mark made in advance.
EARLY_AFTER = timedelta(minutes=30)
DAY_BEGINS, DAY_ENDS = time(6), time(22)


@dataclass(frozen=True)
class _Typing:
    """The marks that one member of the staff made for a lesson: the first, the last, and the last not corrected."""

    lesson: SeenLesson
    starts_at: time
    trainer_staff_id: int | None
    by: int | None
    marks: int
    first: datetime
    last: datetime
    last_uncorrected: datetime | None

    @property
    def is_early(self) -> bool:
        begins = datetime.combine(self.lesson.held_on, self.starts_at, TASHKENT)
        return self.first < begins - EARLY_AFTER

    @property
    def is_at_night(self) -> bool:
        times = [moment.astimezone(TASHKENT).time() for moment in (self.first, self.last)]
        return any(not DAY_BEGINS <= each < DAY_ENDS for each in times)

    @property
    def days_after(self) -> int:
        """How long after the lesson its last mark was made that corrects no other one."""
        if self.last_uncorrected is None:
            return 0
        return (self.last_uncorrected.astimezone(TASHKENT).date() - self.lesson.held_on).days


def typed_oddly(unit: UnitOfWork, cohorts: Mapping[int, SeenCohort]) -> Iterator[Finding]:
    """Marks made in advance, long after, at night, and by somebody who does not keep the register."""
    rows = unit.session.execute(
        select(Cohort.id, Cohort.leader_id, Cohort.starts_on).where(Cohort.id.in_(cohorts))
    ).all()
    rules = rules_by_day(unit, {row.starts_on for row in rows})
    names = {row.id: row.full_name for row in unit.session.execute(select(Staff.id, Staff.full_name))}
    typed = _typed(unit, cohorts)
    for cohort_id, leader_id, starts_on in rows:
        theirs = typed.get(cohort_id, [])
        yield from _untimely(cohorts[cohort_id], theirs, rules[starts_on])
        yield from _not_on_duty(cohorts[cohort_id], theirs, leader_id, names)


def counted_otherwise(unit: UnitOfWork, cohorts: Mapping[int, SeenCohort]) -> Iterator[Finding]:
    """Lessons where the duty officer counted another number of people than are marked present."""
    rows = unit.session.execute(
        select(Session.cohort_id, Session.id, Session.held_on, Session.place_in_day, HeadCount.people)
        .join(Session, Session.id == HeadCount.session_id)
        .where(Session.cohort_id.in_(cohorts))
        .order_by(Session.held_on.desc(), Session.place_in_day)
    ).all()
    present = present_counts(unit, Session.id.in_([row.id for row in rows]))
    for cohort_id, session_id, held_on, place, heads in rows:
        marked, there = present.get(session_id, (0, 0))
        if marked and heads != there:
            lesson = SeenLesson(session_id, held_on, place)
            text = _n(
                "{n} person was counted in the room, {present} are marked present.",
                "{n} people were counted in the room, {present} are marked present.",
                heads,
                present=there,
            )
            yield Finding(Doubt.HEADS, cohorts[cohort_id], text, (lesson,))


def _untimely(cohort: SeenCohort, typed: Sequence[_Typing], rules: Rules) -> Iterator[Finding]:
    early = [each for each in typed if each.is_early]
    late = [each for each in typed if each.days_after > rules.late_marking_days]
    at_night = [each for each in typed if each.is_at_night]
    if early:
        text = _n(
            "Marks of {n} lesson were made before it began.",
            "Marks of {n} lessons were made before they began.",
            len(_lessons(early)),
        )
        yield Finding(Doubt.EARLY, cohort, text, _lessons(early))
    if late:
        late.sort(key=lambda each: each.days_after, reverse=True)
        text = _n(
            "Marks of {n} lesson were made later than {days} days after it, the last after {most} days.",
            "Marks of {n} lessons were made later than {days} days after them, the last after {most} days.",
            len(_lessons(late)),
            days=rules.late_marking_days,
            most=late[0].days_after,
        )
        yield Finding(Doubt.LATE, cohort, text, _lessons(late))
    if at_night:
        text = _n(
            "Marks of {n} lesson were made between {ends} and {begins}.",
            "Marks of {n} lessons were made between {ends} and {begins}.",
            len(_lessons(at_night)),
            ends=f"{DAY_ENDS:%H:%M}",
            begins=f"{DAY_BEGINS:%H:%M}",
        )
        yield Finding(Doubt.AT_NIGHT, cohort, text, _lessons(at_night))


def _not_on_duty(
    cohort: SeenCohort, typed: Sequence[_Typing], leader_id: int | None, names: Mapping[int, str]
) -> Iterator[Finding]:
    marks: Counter[int | None] = Counter()
    for each in typed:
        marks[each.by] += each.marks
    strangers = defaultdict(list)
    for each in typed:
        is_on_duty = each.by is None or each.by in (leader_id, each.trainer_staff_id)
        if not is_on_duty and marks[each.by] < KEEPER_SHARE * marks.total():
            strangers[each.by].append(each)
    for staff_id, theirs in strangers.items():
        name = names.get(staff_id or 0, "")
        text = _n(
            "{name} is neither leader nor trainer here and made {n} mark.",
            "{name} is neither leader nor trainer here and made {n} marks.",
            sum(each.marks for each in theirs),
            name=name,
        )
        yield Finding(Doubt.NOT_ON_DUTY, cohort, text, _lessons(theirs), (name,))


def _lessons(typed: Iterable[_Typing]) -> tuple[SeenLesson, ...]:
    """Each lesson once, in the order given."""
    return tuple(dict.fromkeys(each.lesson for each in typed))


def _typed(unit: UnitOfWork, cohorts: Iterable[int]) -> Mapping[int, list[_Typing]]:
    uncorrected = func.max(case((Mark.reason == "", Mark.marked_at)))
    rows = unit.session.execute(
        select(
            Session.cohort_id,
            Session.id,
            Session.held_on,
            Session.place_in_day,
            Session.starts_at,
            Trainer.staff_id,
            Mark.marked_by,
            func.count(),
            func.min(Mark.marked_at),
            func.max(Mark.marked_at),
            uncorrected,
        )
        .join(Mark, Mark.session_id == Session.id)
        .outerjoin(Trainer, Trainer.id == Session.trainer_id)
        .where(Session.cohort_id.in_(list(cohorts)))
        .group_by(Session.id, Mark.marked_by)
        .order_by(Session.held_on, Session.place_in_day)
    )
    found: dict[int, list[_Typing]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(_Typing(SeenLesson(*row[1:4]), *row[4:]))
    return found
