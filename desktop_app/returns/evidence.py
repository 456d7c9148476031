"""What the checks need to know besides the figures: counted anew from the register, by other ways than the forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, exists, func, or_, select

from db.models.certificates import Certificate, CertificateSeries, NumberBlock, PaperKind
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.programmes import Module, Programme
from db.models.returns import ReturnSnapshot
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.hours import planned_by_cohort
from desktop_app.cohorts.rules import NOT_COUNTED
from desktop_app.plan.records import Period
from desktop_app.programmes.records import ProgrammeKind
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import rules_on
from desktop_app.returns.editions import FORMS_EDITION

# Of the list of modes: without leaving the work, at a distance.
AT_WORK = "AJRMAS"
DAYS_OF_A_WEEK = 7
FINISHED_STATES = (EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)

FigureKey = tuple[str, str, str]


@dataclass(frozen=True)
class CohortFacts:
    """Dates, size and hours of a cohort that begins or ends in the month, and the bounds that rules set to them.

    ``hours`` are those that people sit in lessons, ``most_hours`` what days and weeks hold; None where people study
    without leaving their work. ``module_hours`` is 0 where modules may be chosen.
    """

    code: str
    starts_on: date
    ends_on: date
    order_date: date | None
    order_due_on: date
    completion_order_date: date | None
    first_certificate_on: date | None
    people: int
    least_people: int
    most_people: int
    is_new: bool
    is_conference: bool = False
    hours: int = 0
    most_hours: int | None = None
    programme_hours: int = 0
    module_hours: int = 0


@dataclass(frozen=True)
class SeriesFacts:
    """The numbers given from a series: the last one and how many there are in the register."""

    series: str
    last_number: int
    registered: int


@dataclass(frozen=True)
class Evidence:
    """``finishes`` counts courses and the other numbers people.

    ``previous`` is the last return of the month before, ``previous_edition`` that of its forms (see ``editions``).
    """

    finishes: int = 0
    finished_people: int = 0
    finished_before_month: int = 0
    finished_again_in_cycle: int = 0
    cycle_years: int = 0
    finished_without_day: int = 0
    studying_after_end: int = 0
    certificates_unearned: int = 0
    certificates_missing: int = 0
    series: tuple[SeriesFacts, ...] = ()
    cohorts: tuple[CohortFacts, ...] = ()
    previous: Mapping[FigureKey, int | float | None] | None = None
    previous_edition: int = FORMS_EDITION


def gather(unit: UnitOfWork, period: Period) -> Evidence:
    cycle_years = rules_on(unit, period.last_day).cycle_years
    finishes, people, people_before, people_again = _finished(unit, period, cycle_years)
    unearned, missing = _certificates(unit, period)
    without_day, after_end = _unfinished(unit, period)
    previous, edition = _previous(unit, period)
    return Evidence(
        finishes=finishes,
        finished_people=people,
        finished_before_month=people_before,
        finished_again_in_cycle=people_again,
        cycle_years=cycle_years,
        finished_without_day=without_day,
        studying_after_end=after_end,
        certificates_unearned=unearned,
        certificates_missing=missing,
        series=tuple(_series(unit, period)),
        cohorts=tuple(_cohorts(unit, period)),
        previous=previous,
        previous_edition=edition,
    )


def _finished(unit: UnitOfWork, period: Period, cycle_years: int) -> tuple[int, int, int, int]:
    """Finishes since January, of how many people, of how many before the month and of how many again in the cycle."""
    since = period.year_start.replace(year=period.year - cycle_years)
    finished = (
        select(Enrolment.person_id, func.count().label("finishes"), func.min(Enrolment.finished_on).label("first_on"))
        .where(*_finished_in_year(period))
        .group_by(Enrolment.person_id)
        .cte("finished")
        .prefix_with("MATERIALIZED")
    )
    again = finished.alias("again")
    in_cycle = exists().where(
        Enrolment.person_id == again.c.person_id,
        Enrolment.state == EnrolmentState.COMPLETED,
        Enrolment.finished_on >= since,
        Enrolment.finished_on < period.year_start,
    )
    finishes, people, before, people_again = unit.session.execute(
        select(
            func.coalesce(func.sum(finished.c.finishes), 0),
            func.count(),
            _count_where(finished.c.first_on < period.first_day),
            # Asked as a condition the database looks it up in half the time.
            select(func.count()).select_from(again).where(in_cycle).scalar_subquery(),
        ).select_from(finished)
    ).one()
    return finishes, people, before, people_again


def _certificates(unit: UnitOfWork, period: Period) -> tuple[int, int]:
    """How many of the year's finishes have a certificate that was not earned, and how many lack one that was."""
    is_completed = Enrolment.state == EnrolmentState.COMPLETED
    # Asked for each: a person with a duplicate would come out of a join twice.
    has_certificate = exists().where(
        Certificate.enrolment_id == Enrolment.id, Certificate.kind == PaperKind.CERTIFICATE
    )
    unearned, missing = unit.session.execute(
        select(_count_where(has_certificate & ~is_completed), _count_where(is_completed & ~has_certificate))
        .select_from(Enrolment)
        .where(*_finished_in_year(period))
    ).one()
    return unearned, missing


def _unfinished(unit: UnitOfWork, period: Period) -> tuple[int, int]:
    """How many are marked as finished without a day, and how many still study where the cohort is over.

    These few are laid down first: going by cohorts, everybody of the year would be looked up.
    """
    has_no_day = Enrolment.state.in_(FINISHED_STATES) & Enrolment.finished_on.is_(None)
    studies = Enrolment.state.in_((EnrolmentState.ADMITTED, EnrolmentState.STUDYING))
    waiting = (
        select(Enrolment.cohort_id, studies.label("studies"))
        .where(has_no_day | studies)
        .cte("waiting")
        .prefix_with("MATERIALIZED")
    )
    without_day, after_end = unit.session.execute(
        select(
            _count_where(~waiting.c.studies),
            _count_where(waiting.c.studies & (Cohort.ends_on < min(period.last_day, unit.today))),
        )
        .join_from(waiting, Cohort, Cohort.id == waiting.c.cohort_id)
        .where(Cohort.state != CohortState.CANCELLED, Cohort.starts_on <= period.last_day)
    ).one()
    return without_day, after_end


def _count_where(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _finished_in_year(period: Period) -> tuple[ColumnElement[bool], ...]:
    return (
        Enrolment.state.in_(FINISHED_STATES),
        Enrolment.finished_on.between(period.year_start, period.last_day),
        Enrolment.cohort_id.not_in(select(Cohort.id).where(Cohort.state == CohortState.CANCELLED)),
    )


def _series(unit: UnitOfWork, period: Period) -> list[SeriesFacts]:
    # What was set aside is accounted for by its block, whether it was used there or came back.
    is_in_block = exists().where(
        NumberBlock.series_id == Certificate.series_id, Certificate.number.between(NumberBlock.first, NumberBlock.last)
    )
    given = select(func.count()).where(Certificate.series_id == CertificateSeries.id, ~is_in_block)
    aside = select(func.coalesce(func.sum(NumberBlock.last - NumberBlock.first + 1), 0)).where(
        NumberBlock.series_id == CertificateSeries.id
    )
    query = select(
        CertificateSeries.prefix, CertificateSeries.next_number, given.scalar_subquery() + aside.scalar_subquery()
    ).where(CertificateSeries.year == period.year)
    return [
        SeriesFacts(f"{prefix}-{period.year}", following - 1, count)
        for prefix, following, count in unit.session.execute(query)
    ]


def _cohorts(unit: UnitOfWork, period: Period) -> list[CohortFacts]:
    rules = rules_on(unit, period.first_day)
    people = (
        select(func.count())
        .where(Enrolment.cohort_id == Cohort.id, Enrolment.state.not_in(NOT_COUNTED))
        .scalar_subquery()
    )
    first_certificate = (
        select(func.min(Certificate.issued_on))
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(Enrolment.cohort_id == Cohort.id, Certificate.kind == PaperKind.CERTIFICATE)
        .scalar_subquery()
    )
    of_month = or_(
        Cohort.starts_on.between(period.first_day, period.last_day),
        Cohort.ends_on.between(period.first_day, period.last_day),
    )
    module_hours = (
        select(case((func.max(case((Module.is_elective, 1), else_=0)) == 1, 0), else_=func.sum(Module.hours)))
        .where(Module.programme_id == Programme.id)
        .scalar_subquery()
    )
    query = select(Cohort, Programme, people, first_certificate, func.coalesce(module_hours, 0))
    query = query.join(Programme, Programme.id == Cohort.programme_id)
    query = query.where(of_month, Cohort.state != CohortState.CANCELLED)
    rows = unit.session.execute(query.order_by(Cohort.starts_on, Cohort.code)).all()
    hours = planned_by_cohort(unit, tuple(row.Cohort.id for row in rows))
    return [
        CohortFacts(
            code=row.code,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            order_date=row.order_date,
            order_due_on=row.starts_on + timedelta(days=rules.admission_days),
            completion_order_date=row.completion_order_date,
            first_certificate_on=issued_on,
            people=number,
            least_people=rules.cohort_min_people,
            most_people=rules.cohort_max_people,
            is_new=row.starts_on >= period.first_day,
            is_conference=programme.kind_code == ProgrammeKind.CONFERENCE,
            hours=hours[row.id],
            most_hours=None if programme.mode_code == AT_WORK else _most_hours(row.starts_on, row.ends_on, rules),
            programme_hours=programme.hours,
            module_hours=of_modules,
        )
        for row, programme, number, issued_on, of_modules in rows
    ]


def _most_hours(starts_on: date, ends_on: date, rules: Rules) -> int:
    """What the days of a course hold by lessons and hours a day, and its weeks by hours a week."""
    days = (ends_on - starts_on).days + 1
    weekdays = [(starts_on + timedelta(days=place)).weekday() for place in range(days)]
    working = sum(day < rules.days_per_week for day in weekdays)
    weeks = -(-days // DAYS_OF_A_WEEK)
    return min(working * rules.lessons_per_day * rules.lesson_hours, weeks * rules.week_hours)


def _previous(unit: UnitOfWork, period: Period) -> tuple[dict[FigureKey, int | float | None] | None, int]:
    """The figures of the return that was sent of the month before, within the same year; else of the last one made.

    One that was only looked at as it was known on a day is no return of its month until it is sent.
    """
    figures = unit.session.scalar(
        select(ReturnSnapshot.figures)
        .where(ReturnSnapshot.year == period.year, ReturnSnapshot.month == period.month - 1)
        .where(or_(ReturnSnapshot.number > 0, ReturnSnapshot.as_known_on.is_(None)))
        .order_by(ReturnSnapshot.number.desc(), ReturnSnapshot.id.desc())
        .limit(1)
    )
    if figures is None:
        return None, FORMS_EDITION
    lines = {(line["form"], line["row"], line["column"]): line["value"] for line in figures["lines"]}
    return lines, figures.get("edition", 1)
