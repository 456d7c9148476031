"""The hours that each trainer had, held and took over in a month: what pay is reckoned from."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, case, exists, func, select

from db.models.attendance import Mark
from db.models.cohorts import Cohort
from db.models.timetable import Session, Substitution, Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.timetable.overlaps import is_in_force

FIRST_YEAR, LAST_YEAR = 1991, 2100


@dataclass(frozen=True)
class TrainerHours:
    """Academic hours of a trainer in a month. ``planned`` is what was theirs before anybody stood in for anybody.

    ``held`` are lessons with marks, whoever had them first; ``unmarked`` ones were to be held by now and have no mark,
    so nothing is paid for them yet. ``rate`` is in soums an hour.
    """

    trainer_id: int
    name: str
    title: str
    planned: int
    taken_over: int
    given_away: int
    held: int
    unmarked: int
    rate: int | None

    @property
    def pay(self) -> int | None:
        """In soums; None where no rate is agreed."""
        return None if self.rate is None else self.rate * self.held


@dataclass(frozen=True)
class PaySheet:
    """``pay`` sums up those with a rate."""

    year: int
    month: int
    lines: tuple[TrainerHours, ...]

    @property
    def hours(self) -> tuple[int, int, int, int, int]:
        """Planned, taken over, given away, held and not marked, over all lines."""
        return (
            sum(line.planned for line in self.lines),
            sum(line.taken_over for line in self.lines),
            sum(line.given_away for line in self.lines),
            sum(line.held for line in self.lines),
            sum(line.unmarked for line in self.lines),
        )

    @property
    def held(self) -> int:
        return sum(line.held for line in self.lines)

    @property
    def pay(self) -> int:
        return sum(line.pay or 0 for line in self.lines)

    @property
    def without_rate(self) -> int:
        """How many trainers held lessons and have no rate."""
        return sum(1 for line in self.lines if line.held and line.rate is None)


def pay_sheet(unit: UnitOfWork, *, year: int, month: int) -> PaySheet:
    """Everybody who had a lesson in the month or gave one away, in Uzbek order. Raises Invalid for no month."""
    if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
        raise Invalid("no_such_month", N_("There is no such month."), field="month")
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    hours = {row.trainer_id: row for row in unit.session.execute(_hours(unit, first, last))}
    taken_over, given_away = _handed(unit, first, last)
    ids = {*hours, *taken_over, *given_away}
    trainers = unit.session.scalars(select(Trainer).where(Trainer.id.in_(ids)).order_by(Trainer.sort_key))
    lines = []
    for trainer in trainers:
        now, held, unmarked = hours[trainer.id][1:] if trainer.id in hours else (0, 0, 0)
        over, away = taken_over[trainer.id], given_away[trainer.id]
        planned = now - over + away
        lines.append(
            TrainerHours(
                trainer.id, trainer.full_name, trainer.title, planned, over, away, held, unmarked, trainer.rate
            )
        )
    return PaySheet(year, month, tuple(lines))


def _hours(unit: UnitOfWork, first: date, last: date) -> Select[int | None, int, int, int]:
    is_marked = exists().where(Mark.session_id == Session.id)
    is_due = Session.held_on <= unit.today
    return (
        select(
            Session.trainer_id,
            func.sum(Session.hours),
            func.sum(case((is_marked, Session.hours), else_=0)),
            func.sum(case((is_due & ~is_marked, Session.hours), else_=0)),
        )
        .join(Cohort, Cohort.id == Session.cohort_id)
        .where(Session.held_on.between(first, last), Session.trainer_id.is_not(None), is_in_force())
        .group_by(Session.trainer_id)
    )


def _handed(unit: UnitOfWork, first: date, last: date) -> tuple[Counter[int], Counter[int]]:
    """Hours taken over and given away by trainer. Of a lesson handed on twice, only its first and last count."""
    rows = unit.session.execute(
        select(Substitution.from_trainer_id, Session.id, Session.trainer_id, Session.hours)
        .join(Session, Session.id == Substitution.session_id)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .where(Session.held_on.between(first, last), is_in_force())
        .order_by(Substitution.id.desc())
    )
    # The oldest comes last and stays.
    lessons = {lesson_id: (given_by, held_by, hours) for given_by, lesson_id, held_by, hours in rows}
    taken_over: Counter[int] = Counter()
    given_away: Counter[int] = Counter()
    for given_by, held_by, hours in lessons.values():
        if given_by != held_by:
            if held_by is not None:
                taken_over[held_by] += hours
            if given_by is not None:
                given_away[given_by] += hours
    return taken_over, given_away
