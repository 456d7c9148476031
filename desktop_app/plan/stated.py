"""Counts that papers state, beside what our own records prove: the difference is shown, never smoothed over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState, Participation
from db.models.plan import StatedFigure
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.cascades.counting import people_of_level
from desktop_app.errors import Duplicate, Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.organisations.service import permits_given
from desktop_app.plan.fact import plan_fact
from desktop_app.plan.records import FactLine, PlanFact
from desktop_app.rows import row_at


class What(StrEnum):
    """What a count is of. ``key`` tells which: a channel or a channel with its group, a course by its code, a level."""

    CHANNEL_TOTAL = "channel_total"
    PLAN_TOTAL = "plan_total"
    ORGANISATIONS_PERMITTED = "organisations_permitted"
    COURSE_PEOPLE = "course_people"
    CASCADE_LEVEL = "cascade_level"


TITLES: Mapping[What, str] = {
    What.CHANNEL_TOTAL: N_("Trained in the year"),
    What.PLAN_TOTAL: N_("Planned for the year"),
    What.ORGANISATIONS_PERMITTED: N_("Organisations given the permit"),
    What.COURSE_PEOPLE: N_("People of a course"),
    What.CASCADE_LEVEL: N_("People of a level of a cascade"),
}
# These need no key: there is one of them in a year.
WITHOUT_KEY = frozenset({What.ORGANISATIONS_PERMITTED})
CAME_STATES = (EnrolmentState.ADMITTED, EnrolmentState.STUDYING, EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)


@dataclass(frozen=True)
class StatedEntry:
    """A count as a paper states it; ``id`` 0 is a new one. ``key`` "" of a total means all channels."""

    what: What
    key: str
    year: int
    count: int
    source: str
    order_number: str = ""
    order_date: date | None = None
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class StatedFact:
    """What is stated beside what is proven; ``proven`` None where the records know nothing of it."""

    entry: StatedEntry
    proven: int | None

    @property
    def difference(self) -> int | None:
        """By how much the paper says more than the records prove."""
        return None if self.proven is None else self.entry.count - self.proven


def stated_figures(unit: UnitOfWork, *, year: int, fact: PlanFact | None = None) -> list[StatedFact]:
    """The counts stated for a year; totals are compared with ``fact``, else with the plan and actual of the year."""
    rows = unit.session.scalars(
        select(StatedFigure).where(StatedFigure.year == year).order_by(StatedFigure.what, StatedFigure.key)
    )
    entries = [_entry(row) for row in rows]
    if fact is None and any(entry.what in (What.CHANNEL_TOTAL, What.PLAN_TOTAL) for entry in entries):
        fact = plan_fact(unit, year=year)
    return [StatedFact(entry, _proven(unit, entry, fact)) for entry in entries]


def save_stated_figure(unit: UnitOfWork, entry: StatedEntry) -> int:
    """Add or change a count; returns its id.

    Raises Invalid without a key or a source, Duplicate where the same paper states it already, NotFound, Conflict.
    """
    if not entry.source.strip():
        raise Invalid("source_missing", N_("Name the letter or the report that the figure comes from."), field="source")
    if entry.count < 0:
        raise Invalid("people_negative", N_("The number of people cannot be below nought."), field="count")
    if entry.what in (What.COURSE_PEOPLE, What.CASCADE_LEVEL) and not entry.key.strip():
        raise Invalid("field_empty", N_("This field must be filled in."), field="key")
    key, source = "" if entry.what in WITHOUT_KEY else entry.key.strip(), tidy(entry.source)
    same = select(StatedFigure.id).filter_by(what=entry.what.value, key=key, year=entry.year, source=source)
    if unit.session.scalar(same.where(StatedFigure.id != entry.id)) is not None:
        raise Duplicate("stated_already", N_("This count of that paper is entered already."))
    if entry.id:
        row = _row(unit, entry.id, entry.version)
    else:
        row = StatedFigure()
        unit.session.add(row)
    row.what, row.key, row.year, row.count, row.source = entry.what.value, key, entry.year, entry.count, source
    row.order_number, row.order_date = tidy(entry.order_number), entry.order_date
    unit.session.flush()
    return row.id


def remove_stated_figure(unit: UnitOfWork, *, figure_id: int, version: int) -> None:
    """Raises NotFound, Conflict."""
    unit.session.delete(_row(unit, figure_id, version))


def _proven(unit: UnitOfWork, entry: StatedEntry, fact: PlanFact | None) -> int | None:
    match entry.what:
        case What.CHANNEL_TOTAL:
            return _of_total(fact, entry.key, lambda line: line.actual)
        case What.PLAN_TOTAL:
            return _of_total(fact, entry.key, lambda line: line.plan)
        case What.ORGANISATIONS_PERMITTED:
            return permits_given(unit, year=entry.year)
        case What.COURSE_PEOPLE:
            return _course_people(unit, entry)
        case What.CASCADE_LEVEL:
            return _level_people(unit, entry)


def _of_total(fact: PlanFact | None, key: str, figure: Callable[[FactLine], int | None]) -> int | None:
    """``key`` is a channel ("UKT"), a staff group in it ("AMI.RAHBAR") or one in all channels (".RAHBAR")."""
    if fact is None:
        return None
    channel, _dot, group = key.partition(".")
    if not group:
        wanted = [fact.total] if not channel else [line for line in fact.channels if line.channel == channel]
    else:
        wanted = [line for line in fact.groups if line.group == group and channel in ("", line.channel)]
    known = [number for line in wanted if (number := figure(line)) is not None]
    return sum(known) if known else None


def _course_people(unit: UnitOfWork, entry: StatedEntry) -> int | None:
    """Of a cohort or a programme by its code: persons where they are enrolled, else the figures by region."""
    cohorts = (
        select(Cohort.id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(
            (Cohort.code == entry.key) | (Programme.code == entry.key),
            Cohort.state != CohortState.CANCELLED,
            Cohort.starts_on <= date(entry.year, 12, 31),
            Cohort.ends_on >= date(entry.year, 1, 1),
        )
    )
    people = select(func.count(Enrolment.person_id.distinct())).where(
        Enrolment.cohort_id.in_(cohorts), Enrolment.state.in_(CAME_STATES)
    )
    regions = select(func.sum(Participation.people)).where(Participation.cohort_id.in_(cohorts))
    return unit.session.scalar(people) or unit.session.scalar(regions)


def _level_people(unit: UnitOfWork, entry: StatedEntry) -> int | None:
    """``key`` is the programme's code and the place of the level, such as "KASKAD:2"."""
    code, _colon, place = entry.key.rpartition(":")
    if not place.isdecimal():
        return None
    programme_id = unit.session.scalar(select(Programme.id).where(Programme.code == code))
    if programme_id is None:
        return None
    return sum(people_of_level(unit, programme_id=programme_id, level=int(place))) or None


def _row(unit: UnitOfWork, figure_id: int, version: int) -> StatedFigure:
    return row_at(
        unit, StatedFigure, figure_id, "no_such_figure", N_("This figure is no longer there."), version=version
    )


def _entry(row: StatedFigure) -> StatedEntry:
    return StatedEntry(
        What(row.what),
        row.key,
        row.year,
        row.count,
        row.source,
        row.order_number,
        row.order_date,
        row.id,
        row.version,
    )
