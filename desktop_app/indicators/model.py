"""What an indicator is, what is asked of one, and what stands behind its figure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from db.unit_of_work import UnitOfWork
from desktop_app.i18n import N_

# The value of a dimension of whoever's card, cohort or paper does not say it; never hidden.
UNKNOWN = "UNKNOWN"

Figure = int | float | None
"""None where there are no data, which is not zero."""

Names = Mapping[str, str]


class Span(StrEnum):
    """Which days of a period count: the month, the year up to the month's end, or how it stands on the last day."""

    MONTH = "month"
    YEAR = "year"
    DAY = "day"


SPAN_TITLES: Mapping[Span, str] = {
    Span.MONTH: N_("Reporting month"),
    Span.YEAR: N_("From the beginning of the year"),
    Span.DAY: N_("On the last day of the month"),
}


class Measure(StrEnum):
    """What a figure is a number of."""

    PEOPLE = "people"
    COURSES = "courses"
    HOURS = "hours"
    PAPERS = "papers"
    BLANKS = "blanks"
    EVENTS = "events"
    POINTS = "points"
    PERCENT = "percent"


@dataclass(frozen=True)
class Indicator:
    """``title``, ``definition`` and ``source`` are marked messages; ``edition`` goes on when the definition changes.

    ``parts`` are what is added up, in the same span: the indicator itself where nothing else is said. A mean and a
    percentage are divided by ``denominator``.
    """

    code: str
    title: str
    definition: str
    unit: Measure
    spans: tuple[Span, ...]
    dimensions: frozenset[str]
    source: str
    edition: int = 1
    parts: tuple[str, ...] = ()
    denominator: str = ""


@dataclass(frozen=True)
class Dimension:
    """What figures are divided by; ``values`` are the names by code in the order of the forms, without UNKNOWN.

    ``has_list``: a code that is not among the values is as good as none.
    """

    code: str
    title: str
    values: Callable[[UnitOfWork], Names]
    has_list: bool = True


@dataclass(frozen=True)
class FigureKey:
    """One figure: an indicator, its span, and the values that are let through of each dimension named."""

    indicator: str
    span: Span
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class RowKind(StrEnum):
    """What a row behind a figure is; its id opens it."""

    PERSON = "person"
    COHORT = "cohort"
    PLAN_LINE = "plan_line"
    CHANNEL_FIGURE = "channel_figure"
    PAPER = "paper"
    BLANK = "blank"
    EVENT = "event"


@dataclass(frozen=True)
class BehindRow:
    """A row that a figure is made of. ``reason`` is a sentence that says how it qualifies.

    ``amount`` is what it brings: 1 for a person counted. ``id`` is of what ``kind`` says; a person's enrolment and its
    cohort are named beside it.
    """

    kind: RowKind
    id: int
    name: str
    reason: str
    amount: int | float = 1
    enrolment_id: int | None = None
    cohort_id: int | None = None
    cohort: str = ""


@dataclass(frozen=True)
class Behind:
    """``total`` rows in all, of which ``rows`` are the page asked for; ``value`` is the figure that they make."""

    total: int
    value: Figure
    rows: Sequence[BehindRow]
