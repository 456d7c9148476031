"""Academic hours by cohort: those of the timetable, and what the marks of its people come to."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import Select, func, or_, select

from db.among import among
from db.models.attendance import Mark
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.timetable import Session
from db.plain_query import plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import N_
from desktop_app.indicators.cohort_rows import COHORT_DIMENSIONS, cohort_codes, cohort_rows
from desktop_app.indicators.model import BehindRow, Indicator, Measure, Span
from desktop_app.indicators.sources import Item, Leaf, ListedSource
from desktop_app.marks.kinds import kinds_by_set
from desktop_app.marks.records import Counts, MarkKind, MarkValue
from desktop_app.marks.rules import weigh
from desktop_app.plan.records import Period
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import rules_by_day
from desktop_app.remembered import resting_on

_OF_LESSONS = frozenset({"hours_planned", "hours_held"})
_MONTH_AND_YEAR = (Span.MONTH, Span.YEAR)

_SAID = (Mark.kind_code, Mark.missed_hours, Mark.late_minutes)

Sums = dict[Leaf, float]


def _items(unit: UnitOfWork, period: Period, leaves: Collection[Leaf]) -> list[Item]:
    """The cohorts that had a lesson in the year up to the month's end."""
    is_marked = any(code not in _OF_LESSONS for code, _span in leaves)
    is_year_asked = any(span is Span.YEAR for _code, span in leaves)
    since = period.year_start if is_year_asked else period.first_day
    sums = _sums(unit, period=period, marked_since=since if is_marked else None)
    codes = cohort_codes(unit, sums)
    return [
        Item(cohort_id, codes[cohort_id], {leaf: hours for leaf, hours in found.items() if hours})
        for cohort_id, found in sums.items()
        if cohort_id in codes
    ]


@resting_on("mark", "session")
def _sums(unit: UnitOfWork, *, period: Period, marked_since: date | None) -> Mapping[int, Sums]:
    """The hours by cohort; none of marks where nothing is said since when."""
    sums: dict[int, Sums] = defaultdict(lambda: defaultdict(float))
    _add_lessons(unit, period, sums)
    if marked_since is not None:
        _add_marks(unit, period, marked_since, sums)
    return sums


def _add_lessons(unit: UnitOfWork, period: Period, sums: Mapping[int, Sums]) -> None:
    is_of_month = Session.held_on >= period.first_day
    keys = (Session.cohort_id, is_of_month, Session.held_on <= unit.today)
    query = select(*keys, func.sum(Session.hours)).where(Session.held_on.between(period.year_start, period.last_day))
    for cohort_id, of_month, is_held, hours in plain_rows(unit, query.group_by(*keys)):
        for span in _spans(of_month):
            sums[cohort_id]["hours_planned", span] += hours
            sums[cohort_id]["hours_held", span] += hours if is_held else 0


def _add_marks(unit: UnitOfWork, period: Period, first: date, sums: Mapping[int, Sums]) -> None:
    """Marks that are alike are weighed once; those of lessons that were not the person's are taken off again."""
    of_days = Session.held_on.between(first, min(period.last_day, unit.today))
    scale = _Scale.of(unit, sums)
    keys = (Session.cohort_id, Session.held_on >= period.first_day, Session.hours, *_SAID)
    all_marks = select(*keys, func.count()).join(Mark, Mark.session_id == Session.id).where(of_days).group_by(*keys)
    not_theirs = (
        select(*keys, -func.count())
        .join(Mark, Mark.session_id == Session.id)
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .where(of_days, Mark.enrolment_id.in_(_who_left()))
        .where(or_(Enrolment.state == EnrolmentState.WALK_IN, Session.held_on >= Enrolment.left_on))
        .group_by(*keys)
    )
    for query in (all_marks, not_theirs):
        for cohort_id, of_month, hours, kind, missed, late, lessons in plain_rows(unit, query):
            weighed = scale.weigh(cohort_id, hours, MarkValue(kind, missed, late))
            for span in _spans(of_month):
                for code, each in weighed:
                    sums[cohort_id][code, span] += each * lessons


def _who_left() -> Select[int]:
    return select(Enrolment.id).where(or_(Enrolment.left_on.is_not(None), Enrolment.state == EnrolmentState.WALK_IN))


def _spans(of_month: int) -> Sequence[Span]:
    return _MONTH_AND_YEAR if of_month else (Span.YEAR,)


class _Scale:
    """What a lesson comes to by its mark, by the rules of the cohort's first day and by its set of marks."""

    def __init__(self, rules: Mapping[int, Rules], kinds: Mapping[int, Mapping[str, MarkKind]]) -> None:
        self._rules = rules
        self._kinds = kinds
        self._known: dict[tuple[int, int, int, MarkValue], tuple[tuple[str, float], ...]] = {}

    @classmethod
    def of(cls, unit: UnitOfWork, cohort_ids: Collection[int]) -> "_Scale":
        query = select(Cohort.id, Cohort.starts_on, Cohort.mark_set_id)
        cohorts = [
            row
            for wanted in among(unit.session, [Cohort.id], cohort_ids)
            for row in unit.session.execute(query.where(wanted))
        ]
        rules, kinds = rules_by_day(unit, {row.starts_on for row in cohorts}), kinds_by_set(unit)
        return cls(
            {row.id: rules[row.starts_on] for row in cohorts},
            {row.id: kinds.get(row.mark_set_id, {}) for row in cohorts},
        )

    def weigh(self, cohort_id: int, hours: int, value: MarkValue) -> tuple[tuple[str, float], ...]:
        """The hours of one lesson by the code of what they count for."""
        rules, kinds = self._rules[cohort_id], self._kinds[cohort_id]
        key = (id(rules), id(kinds), hours, value)
        if key not in self._known:
            kind = kinds[value.kind_code]
            weighed = weigh(hours, value, kind, rules)
            away = hours if value.missed_hours is None else min(value.missed_hours, hours)
            self._known[key] = (
                ("hours_attended", weighed.attended),
                ("hours_counted", weighed.attended + weighed.missed),
                ("hours_excused", away if kind.counts is Counts.EXCUSED else 0),
                ("hours_unexcused", away if kind.counts is Counts.ABSENT else 0),
            )
        return self._known[key]


def _rows(unit: UnitOfWork, _period: Period, leaf: Leaf, row_ids: Sequence[int]) -> list[BehindRow]:
    return cohort_rows(unit, row_ids, _REASONS[leaf[0]])


def _hours(code: str, title: str, definition: str, source: str) -> Indicator:
    return Indicator(code, title, definition, Measure.HOURS, _MONTH_AND_YEAR, COHORT_DIMENSIONS, source)


_TIMETABLE, _JOURNAL = N_("Timetable"), N_("Attendance journals")
_BY_TIMETABLE = N_("By the timetable of the course of {starts} to {ends}.")
_BY_MARKS = N_("By the marks of the course of {starts} to {ends}.")
_REASONS = dict.fromkeys(_OF_LESSONS, _BY_TIMETABLE) | dict.fromkeys(
    ("hours_attended", "hours_counted", "hours_excused", "hours_unexcused"), _BY_MARKS
)
ATTENDANCE = ListedSource(COHORT_DIMENSIONS, _items, _rows)
OF_ATTENDANCE = (
    _hours(
        "hours_planned",
        N_("Planned hours"),
        N_("Academic hours of the lessons that the timetables have in the period."),
        _TIMETABLE,
    ),
    _hours(
        "hours_held",
        N_("Hours held"),
        N_("Academic hours of those lessons whose day has come."),
        _TIMETABLE,
    ),
    _hours(
        "hours_attended",
        N_("Hours attended"),
        N_("Academic hours attended by all people together, by their marks and the rules of the course."),
        _JOURNAL,
    ),
    _hours(
        "hours_counted",
        N_("Hours counted"),
        N_("Academic hours attended and missed by all people together, of the lessons that are marked."),
        _JOURNAL,
    ),
    _hours(
        "hours_excused",
        N_("Excused hours"),
        N_("Academic hours of excused absence of all people together, however the rules count them."),
        _JOURNAL,
    ),
    _hours(
        "hours_unexcused",
        N_("Unexcused hours"),
        N_("Academic hours of absence without a valid reason of all people together."),
        _JOURNAL,
    ),
    Indicator(
        "attendance_percent",
        N_("Attendance"),
        N_("Hours attended divided by hours attended and missed, of the lessons that are marked."),
        Measure.PERCENT,
        _MONTH_AND_YEAR,
        COHORT_DIMENSIONS,
        _JOURNAL,
        parts=("hours_attended",),
        denominator="hours_counted",
    ),
)
