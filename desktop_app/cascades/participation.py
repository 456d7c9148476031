"""Participation by region in a national course: what was reported, beside the persons enrolled and a stated total."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import func, select

from db.models.cohorts import Cohort, Enrolment, EnrolmentState, Participation
from db.models.plan import StatedFigure
from db.models.programmes import Programme
from db.models.reference import Territory
from db.unit_of_work import UnitOfWork
from desktop_app.cascades.participation_records import ParticipationTable, PastedRegions, RegionFact, Reported
from desktop_app.cascades.records import StatedCount
from desktop_app.cascades.region_reading import read_regions
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.reference.service import regions

# The kind of a stated count; its key is the code of the cohort or of its programme.
STATED = "course_people"
_CAME = (EnrolmentState.ADMITTED, EnrolmentState.STUDYING, EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)


def participation(unit: UnitOfWork, *, cohort_id: int) -> ParticipationTable:
    """The table of a cohort with every region of the country. Raises NotFound."""
    cohort, programme = _cohort(unit, cohort_id)
    rows = {
        row.region_code: row
        for row in unit.session.scalars(select(Participation).where(Participation.cohort_id == cohort_id))
    }
    enrolled = _enrolled(unit, cohort_id)
    facts = tuple(
        RegionFact(
            region.code,
            region.names.text,
            rows[region.code].people if region.code in rows else None,
            enrolled.pop(region.code, 0),
        )
        for region in regions(unit)
    )
    return ParticipationTable(
        cohort_id=cohort_id,
        code=cohort.code,
        title=programme.title,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        regions=facts,
        enrolled_elsewhere=sum(enrolled.values()),
        source=next((row.source for row in rows.values()), ""),
        stated=_stated(unit, cohort, programme),
    )


def save_participation(unit: UnitOfWork, reported: Reported, *, cohort_id: int) -> Reported:
    """Let these numbers be the table of the cohort; gives back what stood there, which saved again undoes it.

    Raises NotFound, and Invalid naming the region for a negative number or one that is no region.
    """
    _cohort(unit, cohort_id)
    known = {region.code for region in regions(unit)}
    for code, people in reported.people.items():
        if code not in known:
            raise Invalid("region_unknown", N_("“{value}” is no region of the country."), field=code, value=code)
        if people < 0:
            raise Invalid("people_negative", N_("The number of people cannot be below nought."), field=code)
    rows = {
        row.region_code: row
        for row in unit.session.scalars(select(Participation).where(Participation.cohort_id == cohort_id))
    }
    before = Reported({code: row.people for code, row in rows.items()}, next((row.source for row in rows.values()), ""))
    source = tidy(reported.source)
    for code, row in rows.items():
        if code not in reported.people:
            unit.session.delete(row)
    for code, people in reported.people.items():
        row = rows.get(code) or Participation(cohort_id=cohort_id, region_code=code)
        row.people, row.source = people, source
        unit.session.add(row)
    return before


def pasted_regions(unit: UnitOfWork, text: str) -> PastedRegions:
    """What lines of a paper or cells of a sheet say, region by region."""
    return read_regions(text, regions(unit))


def _cohort(unit: UnitOfWork, cohort_id: int) -> tuple[Cohort, Programme]:
    found = unit.session.execute(
        select(Cohort, Programme).join(Programme, Programme.id == Cohort.programme_id).where(Cohort.id == cohort_id)
    ).one_or_none()
    if found is None:
        raise NotFound("no_cohort", N_("This cohort is no longer there."))
    cohort, programme = found
    return cohort, programme


def _enrolled(unit: UnitOfWork, cohort_id: int) -> Counter[str]:
    """The persons who came by region; under "" those whose region is not known."""
    rows = unit.session.execute(
        select(Enrolment.district_code, func.count())
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(_CAME))
        .group_by(Enrolment.district_code)
    )
    parents = dict(unit.session.execute(select(Territory.code, Territory.parent_code)).all())
    found: Counter[str] = Counter()
    for district, people in rows:
        found[_region_of(district, parents)] += people
    return found


def _region_of(code: str | None, parents: Mapping[str, str | None]) -> str:
    """A district of a city lies in the city, which lies in the region."""
    if code is None or code not in parents:
        return ""
    while (parent := parents.get(code)) is not None:
        code = parent
    return code


def _stated(unit: UnitOfWork, cohort: Cohort, programme: Programme) -> tuple[StatedCount, ...]:
    years = range(cohort.starts_on.year, cohort.ends_on.year + 1)
    rows = unit.session.scalars(
        select(StatedFigure)
        .where(
            StatedFigure.what == STATED,
            StatedFigure.key.in_((cohort.code, programme.code)),
            StatedFigure.year.in_(years),
        )
        .order_by(StatedFigure.id)
    )
    return tuple(StatedCount(row.count, row.source, row.year) for row in rows)
