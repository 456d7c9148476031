"""What stands behind the cells of forms: the figure of an indicator, or a list that a column keeps of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, String, case, cast, func, or_, select, true

from db.among import among
from db.models.certificates import Blank, BlankReceipt
from db.models.cohorts import Cohort, CohortModule
from db.models.events import TrainingEvent
from db.models.people import Institution, Person
from db.models.programmes import Module
from db.unit_of_work import UnitOfWork
from desktop_app.blanks.records import written
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, _n
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.listing import shown_name
from desktop_app.indicators.model import UNKNOWN, Behind, BehindRow, FigureKey, RowKind
from desktop_app.indicators.service import behind
from desktop_app.language.dates import short_date
from desktop_app.plan.records import Period
from desktop_app.returns.forms_events import days_held
from desktop_app.returns.people_list import without_people
from desktop_app.returns.records import EVENT_FORM, PAPER_FORM, QUALITY_FORM, CellKind, Column, Form, Row

Codes = Sequence[str] | None
"""The values of its one dimension that the row of a cell lets through; None in the row of the total."""


def behind_cell_of(
    unit: UnitOfWork, form: Form, row: str, column: str, period: Period, *, offset: int, limit: int | None
) -> Behind:
    """Raises Invalid for a cell behind which nothing can be listed."""
    place, asked = _cell(form, row, column)
    own = _OWN_LISTS.get((form.code, asked.code))
    if own is None:
        return behind(unit, _figure_in(place, asked), period, offset=offset, limit=limit)
    (codes,) = place.filters.values() or (None,)
    rows = own(unit, period, codes)
    end = None if limit is None else offset + limit
    return Behind(len(rows), sum(each.amount for each in rows), tuple(rows[offset:end]))


def figure_of(form: Form, row: str, column: str) -> FigureKey:
    """The figure of an indicator that stands in a cell; that of its numerator in a percentage. Raises Invalid."""
    return _figure_in(*_cell(form, row, column))


def _figure_in(place: Row, asked: Column) -> FigureKey:
    key = asked.key
    if key is None:
        raise Invalid("figure_without_people", _LISTS_NOTHING, definition=asked.definition)
    # A row may be of a dimension that the column knows nothing of: no plan is divided by category.
    if not CATALOGUE[key.indicator].dimensions.issuperset(place.filters):
        raise without_people()
    return replace(key, filters={**place.filters, **key.filters})


_LISTS_NOTHING = N_("No list stands behind this figure. {definition}")


def _cell(form: Form, row: str, column: str) -> tuple[Row, Column]:
    places = [each for each in form.all_rows if each.code == row]
    columns = [each for each in form.columns if each.code == column]
    if not places or not columns:
        raise without_people()
    (place,), (asked,) = places, columns
    if asked.kind is CellKind.SHARE:
        asked = form.column(asked.numerator)
    if asked.copy_of:
        asked = form.column(asked.copy_of)
    if asked.kind is not CellKind.TEXT and place.values[asked.code] is None:
        raise Invalid("figure_without_data", N_("A dash is no figure: there are no data here that could be listed."))
    return place, asked


def _blanks_before(unit: UnitOfWork, period: Period, series: Codes) -> list[BehindRow]:
    """Blanks that were in stock when the year began."""
    query = (
        select(Blank, BlankReceipt)
        .join(BlankReceipt, BlankReceipt.id == Blank.receipt_id)
        .where(BlankReceipt.received_on < period.year_start)
        .where(or_(Blank.changed_on.is_(None), Blank.changed_on >= period.year_start))
        .order_by(Blank.letters, Blank.number)
    )
    if series is not None:
        query = query.where(Blank.letters.in_(series))
    return [
        BehindRow(
            RowKind.BLANK,
            blank.id,
            written(blank.letters, blank.number, receipt.digits),
            _(
                "Received on {received}: {document}.",
                received=short_date(receipt.received_on),
                document=receipt.document,
            ),
        )
        for blank, receipt in unit.session.execute(query)
    ]


def _modules(unit: UnitOfWork, _period: Period, cohorts: Codes) -> list[BehindRow]:
    """Elective modules that cohorts chose."""
    query = (
        select(Cohort.id, Cohort.code, Module.title, Module.hours)
        .join(CohortModule, CohortModule.cohort_id == Cohort.id)
        .join(Module, Module.id == CohortModule.module_id)
        .order_by(Cohort.code, Module.place, Module.id)
    )
    if cohorts is not None:
        query = query.where(Cohort.code.in_(cohorts))
    return [
        BehindRow(
            RowKind.COHORT,
            row.id,
            row.title,
            _n("Elective, {n} academic hour.", "Elective, {n} academic hours.", row.hours),
            cohort_id=row.id,
            cohort=row.code,
        )
        for row in unit.session.execute(query)
    ]


def _leaders(unit: UnitOfWork, period: Period, institutions: Codes) -> list[BehindRow]:
    """Who led events of the month, at each institution anew."""
    query = (
        select(
            TrainingEvent.leader_person_id.label("person_id"),
            case((TrainingEvent.leader_person_id.is_(None), TrainingEvent.leader), else_="").label("leader"),
            Institution.name,
            func.count().label("events"),
            func.min(TrainingEvent.held_on).label("first"),
            func.max(TrainingEvent.held_on).label("last"),
            func.min(TrainingEvent.id).label("event_id"),
        )
        .outerjoin(Institution, Institution.id == TrainingEvent.institution_id)
        .where(TrainingEvent.held_on.between(period.first_day, period.last_day), _is_at(institutions))
        .where(or_(TrainingEvent.leader_person_id.is_not(None), TrainingEvent.leader != ""))
        .group_by("person_id", "leader", TrainingEvent.institution_id, Institution.name)
    )
    found = unit.session.execute(query).all()
    names = _names(unit, [row.person_id for row in found if row.person_id is not None])
    rows = [
        BehindRow(
            RowKind.EVENT if row.person_id is None else RowKind.PERSON,
            row.person_id or row.event_id,
            names.get(row.person_id, row.leader),
            _n(
                "{days}: led {n} event at {institution}.",
                "{days}: led {n} events at {institution}.",
                row.events,
                institution=row.name or _("Institution not stated"),
                days=days_held(row.first, row.last),
            ),
        )
        for row in found
    ]
    return sorted(rows, key=lambda row: row.name)


def _expected(unit: UnitOfWork, period: Period, institutions: Codes) -> list[BehindRow]:
    """Who works at an institution, as many times as it had events in the month."""
    held = (
        select(TrainingEvent.institution_id, func.count().label("events"))
        .where(TrainingEvent.held_on.between(period.first_day, period.last_day), _is_at(institutions))
        .group_by(TrainingEvent.institution_id)
        .subquery()
    )
    query = (
        select(Person, Institution.name, held.c.events)
        .join(held, held.c.institution_id == Person.institution_id)
        .join(Institution, Institution.id == Person.institution_id)
        .where(Person.is_archived.is_(False))
        .order_by(Person.sort_key, Person.id)
    )
    return [
        BehindRow(
            RowKind.PERSON,
            person.id,
            shown_name(person),
            _n(
                "Works at {institution}, which had {n} event.",
                "Works at {institution}, which had {n} events.",
                events,
                institution=institution,
            ),
            amount=events,
        )
        for person, institution, events in unit.session.execute(query)
    ]


def _is_at(institutions: Codes) -> ColumnElement[bool]:
    if institutions is None:
        return true()
    known = cast(TrainingEvent.institution_id, String).in_(institutions)
    return or_(known, TrainingEvent.institution_id.is_(None)) if UNKNOWN in institutions else known


def _names(unit: UnitOfWork, ids: Sequence[int]) -> dict[int, str]:
    return {
        person.id: shown_name(person)
        for wanted in among(unit.session, [Person.id], ids)
        for person in unit.session.scalars(select(Person).where(wanted))
    }


_OWN_LISTS: Mapping[tuple[str, str], Callable[[UnitOfWork, Period, Codes], list[BehindRow]]] = {
    (PAPER_FORM, "blanks_before"): _blanks_before,
    (QUALITY_FORM, "modules"): _modules,
    (EVENT_FORM, "leaders"): _leaders,
    (EVENT_FORM, "expected"): _expected,
}
