"""The year's twelve returns at a glance: when each is due, how far it has come, and what it still lacks."""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import extract, func, select

from db.models.cohorts import Cohort
from db.models.journal import JournalEntry
from db.models.plan import ChannelFigure, PlanLine
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.board import unmarked_lessons
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.rules import OPEN_STATES, return_due
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.reference.service import rules_on
from desktop_app.returns.explaining import notes_of_year
from desktop_app.returns.states import UNDER_WAY, WAS_SENT, KeptReturn, ReturnState, kept_returns


@dataclass(frozen=True)
class BoardMonth:
    """A month's return. ``state`` is None while nothing was made; ``sent`` is the one in force, whatever follows it.

    ``days_left`` are to the day it is due, below zero when that is past; None once it was sent, for a month to come,
    and for one that was over long before the centre was entered here. ``errors`` and ``unexplained`` warnings are
    those of what was made last, None where nothing was.
    """

    year: int
    month: int
    due_on: date
    days_left: int | None
    has_begun: bool
    state: ReturnState | None
    sent: KeptReturn | None
    errors: int | None
    unexplained: int | None

    @property
    def is_late(self) -> bool:
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True)
class Gaps:
    """What a month lacks before its return can be whole, each count with a cohort to begin at.

    ``cohorts`` ended and were not closed, ``lessons`` began and are not marked, ``figures`` are planned for other
    channels and were not reported.
    """

    month: int
    cohorts: int = 0
    open_cohort_id: int | None = None
    lessons: int = 0
    unmarked_cohort_id: int | None = None
    figures: int = 0

    @property
    def is_complete(self) -> bool:
        return not (self.cohorts or self.lessons or self.figures)


def board_of(unit: UnitOfWork, *, year: int) -> list[BoardMonth]:
    """The twelve months of a year, January first."""
    kept = kept_returns(unit, year=year)
    explained = notes_of_year(unit, year=year)
    first_day = _first_day(unit)
    return [
        _month(
            unit,
            date(year, month, monthrange(year, month)[1]),
            [each for each in kept if each.month == month],
            explained.get(month, frozenset()),
            first_day=first_day,
        )
        for month in range(1, 13)
    ]


def _first_day(unit: UnitOfWork) -> date:
    """Of the first cohort, or of the month before the centre was entered: nobody is late with what was before both."""
    entered_at = unit.session.scalar(select(JournalEntry.at).order_by(JournalEntry.seq).limit(1))
    entered_on = entered_at.astimezone(TASHKENT).date() if entered_at is not None else unit.today
    month_before = (entered_on.replace(day=1) - timedelta(days=1)).replace(day=1)
    return min(month_before, unit.session.scalar(select(func.min(Cohort.starts_on))) or month_before)


def due_day(unit: UnitOfWork, *, year: int, month: int) -> date:
    """When the return of a month must have left, by the rules of its last day."""
    last_day = date(year, month, monthrange(year, month)[1])
    return return_due(last_day, rules_on(unit, last_day))


def gaps_of(unit: UnitOfWork, *, year: int) -> dict[int, Gaps]:
    """What the months of a year lack that have begun."""
    cohorts = _cohorts_not_closed(unit, year)
    lessons: Counter[int] = Counter()
    first_lesson: dict[int, int] = {}
    for lesson in unmarked_lessons(unit, since=date(year, 1, 1)):
        if lesson.held_on.year == year:
            lessons[lesson.held_on.month] += 1
            first_lesson[lesson.held_on.month] = lesson.cohort_id
    figures = _figures_not_reported(unit, year)
    return {
        month: Gaps(
            month,
            cohorts=cohorts[month][0] if month in cohorts else 0,
            open_cohort_id=cohorts[month][1] if month in cohorts else None,
            lessons=lessons[month],
            unmarked_cohort_id=first_lesson.get(month),
            figures=figures[month],
        )
        for month in range(1, 13)
        if date(year, month, 1) <= unit.today
    }


def _month(
    unit: UnitOfWork, last_day: date, kept: list[KeptReturn], explained: frozenset[str], *, first_day: date
) -> BoardMonth:
    """``kept`` are the returns of the month, newest first."""
    year, month = last_day.year, last_day.month
    due_on = due_day(unit, year=year, month=month)
    has_begun = last_day.replace(day=1) <= unit.today
    sent = next((each for each in kept if each.state is ReturnState.SENT), None)
    later = [each for each in kept if each.state in UNDER_WAY and (sent is None or each.id > sent.id)]
    furthest = max(later, key=lambda each: (UNDER_WAY.index(each.state), each.id), default=sent)
    is_awaited = has_begun and last_day >= first_day and not any(each.state in WAS_SENT for each in kept)
    return BoardMonth(
        year,
        month,
        due_on,
        (due_on - unit.today).days if is_awaited else None,
        has_begun,
        furthest.state if furthest is not None else None,
        sent,
        furthest.errors if furthest is not None else None,
        _unexplained(furthest, explained) if furthest is not None else None,
    )


def _unexplained(kept: KeptReturn, explained: frozenset[str]) -> int:
    """Nothing gets beyond a draft while a warning wants its sentence."""
    return len(set(kept.warning_keys) - explained) if kept.state is ReturnState.DRAFT else 0


def _cohorts_not_closed(unit: UnitOfWork, year: int) -> dict[int, tuple[int, int]]:
    """By the month of the last day: how many, and the first of them."""
    month = extract("month", Cohort.ends_on)
    rows = unit.session.execute(
        select(month, func.count(), func.min(Cohort.id))
        .where(
            Cohort.state.in_(OPEN_STATES),
            Cohort.ends_on.between(date(year, 1, 1), min(date(year, 12, 31), unit.today - timedelta(days=1))),
        )
        .group_by(month)
    )
    return {int(number): (count, first_id) for number, count, first_id in rows}


def _figures_not_reported(unit: UnitOfWork, year: int) -> Counter[int]:
    """Staff groups of other channels for which a month that is over has a plan and no figure."""
    keys = (PlanLine.month, PlanLine.channel_code, PlanLine.staff_group)
    planned = select(*keys).where(
        PlanLine.year == year, PlanLine.channel_code != OWN_CHANNEL, ~PlanLine.is_yearly, PlanLine.people > 0
    )
    told = select(ChannelFigure.month, ChannelFigure.channel_code, ChannelFigure.staff_group).where(
        ChannelFigure.year == year
    )
    reported = set(unit.session.execute(told).all())
    missing = {row for row in unit.session.execute(planned) if row not in reported}
    this_month = unit.today.replace(day=1)
    return Counter(row.month for row in missing if date(year, row.month, 1) < this_month)
