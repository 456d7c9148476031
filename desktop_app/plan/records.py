"""What a plan is made of: its lines with their orders, figures of other channels, and plan beside actual."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.language.numbers import percent_value

LAST_MONTH = 12


class Standing(StrEnum):
    """Where a person stands at the end of the month; everybody called in the year has exactly one."""

    CERTIFICATE = "certificate"
    STATEMENT = "statement"
    STUDYING = "studying"
    LEFT = "left"
    ABSENT = "absent"
    UNMARKED = "unmarked"


@dataclass(frozen=True)
class Period:
    """A month and the year up to its end; ``first_day`` is the first of the month, both ends counted."""

    year: int
    month: int
    year_start: date
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Cut:
    """Which part of a staff group is meant; None means all of it."""

    district_code: str | None = None
    subject_code: str | None = None
    programme_id: int | None = None


@dataclass(frozen=True)
class PlanEntry:
    """A line of the plan; ``id`` 0 is a new one. No district, subject or programme means all of them.

    An amendment names in ``replaces_id`` the line that it takes the place of from its order's day on. An ``is_yearly``
    line states no month: it is due by the end of the year, and its month is the last.
    """

    year: int
    month: int
    channel_code: str
    staff_group: str
    people: int
    district_code: str | None = None
    subject_code: str | None = None
    order_number: str = ""
    order_date: date | None = None
    id: int = 0
    version: int = 1
    programme_id: int | None = None
    replaces_id: int | None = None
    note: str = ""
    is_yearly: bool = False

    @property
    def stated_month(self) -> int | None:
        return None if self.is_yearly else self.month

    @property
    def cut(self) -> Cut:
        return Cut(self.district_code, self.subject_code, self.programme_id)

    @property
    def is_withdrawn(self) -> bool:
        return self.people == 0 and self.replaces_id is not None


@dataclass(frozen=True)
class FigureEntry:
    """What another channel reports for a month; ``source`` is the paper. ``id`` 0 is a new one."""

    year: int
    month: int
    channel_code: str
    staff_group: str
    people: int
    source: str
    id: int = 0
    version: int = 1
    order_number: str = ""
    order_date: date | None = None


@dataclass(frozen=True)
class CountedLine:
    """A line with the people that it adds to the plan: without those whom finer lines of the plan hold."""

    line: PlanEntry
    people: int


class OverlapKind(StrEnum):
    """How lines hold the same people.

    SETTLED: the finer lines make up the total. UNDIVIDED: they are less than the total, and the rest is not divided.
    EXCEEDED: they are more than the total. CROSSED: the people are cut two ways, and one way is counted.
    """

    SETTLED = "settled"
    UNDIVIDED = "undivided"
    EXCEEDED = "exceeded"
    CROSSED = "crossed"


@dataclass(frozen=True)
class Overlap:
    """Lines that hold the same people: ``wholes`` say ``stated`` of them, ``parts`` add up to ``added``."""

    kind: OverlapKind
    wholes: tuple[PlanEntry, ...]
    parts: tuple[PlanEntry, ...]
    stated: int
    added: int

    @property
    def lines(self) -> tuple[PlanEntry, ...]:
        return (*self.wholes, *self.parts)


@dataclass(frozen=True)
class FactLine:
    """Plan and actual of a channel, of one of its staff groups, or of a programme in it; None is no data, not nought.

    ``group`` None: not stated. ``programme_id`` None: every programme without a line of its own in the plan.
    ``source`` says what the actual is counted from, ``basis`` which orders the plan rests on. ``plan_to_date`` is the
    plan up to the month of the look; ``forecast`` adds to the actual whoever is in a cohort that ends within the year.
    """

    channel: str
    group: str | None
    programme_id: int | None
    plan: int | None
    actual: int | None
    plan_to_date: int | None = None
    forecast: int | None = None
    source: str = ""
    basis: str = ""

    @property
    def difference(self) -> int | None:
        return None if self.plan is None or self.actual is None else self.actual - self.plan

    @property
    def percent(self) -> float | None:
        """Of the plan, in per cent as it is printed: 99.95 for 488 588 of 488 830, never 100 short of the plan."""
        return percent_value(self.actual, self.plan)


@dataclass(frozen=True)
class MonthFact:
    """``actual`` is None for a month that has not begun or has no data, ``plan`` where nothing is planned."""

    month: int
    plan: int | None
    actual: int | None


@dataclass(frozen=True)
class PlanFact:
    """A year's plan in force on ``as_of`` beside what was done by then.

    ``lines`` share nobody and add up to ``groups``, those to ``channels`` and those to ``total``; ``staff_groups`` are
    the groups in all channels together. ``months`` are of all channels, ``own_months`` of the own one. ``programmes``
    are the codes and titles of the programmes named.
    """

    year: int
    as_of: date
    lines: tuple[FactLine, ...]
    groups: tuple[FactLine, ...]
    channels: tuple[FactLine, ...]
    staff_groups: tuple[FactLine, ...]
    total: FactLine
    overlaps: tuple[Overlap, ...]
    months: tuple[MonthFact, ...]
    own_months: tuple[MonthFact, ...]
    programmes: Mapping[int, tuple[str, str]]
    without_month: int = 0

    @property
    def adds_up_groups(self) -> bool:
        """Whether the groups of all channels say something that no line above the total says."""
        return len(self.channels) > 1 and len(self.staff_groups) > 1
