"""Professional development hours and days: how many events there were, and how many people were said to be there."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import FromClause, String, cast, func, select
from sqlalchemy.orm import aliased

from db.among import among
from db.models.events import TrainingEvent
from db.models.people import Institution
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import N_, _, _n
from desktop_app.indicators.model import BehindRow, Indicator, Measure, RowKind, Span
from desktop_app.indicators.sources import Count, Ground, GroundSource, Leaf, spans
from desktop_app.language.dates import short_date
from desktop_app.plan.records import Period
from desktop_app.reference.service import list_items

_DIMENSIONS = frozenset(
    {"event_kind", "district", "subject", "institution", "institution_type", "rural", "programme", "month"}
)
_FIRST_EDITION = aliased(Programme)


def _ground(_unit: UnitOfWork, period: Period, wanted: Collection[str], _listed: Leaf | None) -> Ground:
    events = select(TrainingEvent).where(TrainingEvent.held_on.between(period.year_start, period.last_day)).subquery()
    rows: FromClause = events
    columns: dict[str, Any] = {
        "event_kind": events.c.kind_code,
        "district": events.c.district_code,
        "subject": events.c.subject_code,
        "institution": cast(events.c.institution_id, String),
        "month": func.substr(func.day_text(events.c.held_on), 6, 2),
    }
    if {"institution_type", "rural"}.intersection(wanted):
        rows = rows.outerjoin(Institution, Institution.id == events.c.institution_id)
        columns |= {"institution_type": Institution.kind_code, "rural": Institution.locality_code}
    if "programme" in wanted:
        rows = rows.outerjoin(Programme, Programme.id == events.c.programme_id)
        rows = rows.outerjoin(_FIRST_EDITION, _FIRST_EDITION.id == Programme.base_id)
        columns["programme"] = func.coalesce(_FIRST_EDITION.code, Programme.code)
    counts: dict[Leaf, Count] = {}
    for span, first in spans(period):
        counts["event_count", span] = Count(events.c.held_on >= first)
        counts["event_people", span] = Count(events.c.held_on >= first, events.c.people)
    return Ground(rows, events.c.id, columns, counts, (events.c.held_on, events.c.id))


def _rows(unit: UnitOfWork, _period: Period, _leaf: Leaf, row_ids: Sequence[int]) -> list[BehindRow]:
    query = select(TrainingEvent, Institution.name).outerjoin(
        Institution, Institution.id == TrainingEvent.institution_id
    )
    found = {
        row.TrainingEvent.id: row
        for wanted in among(unit.session, [TrainingEvent.id], row_ids)
        for row in unit.session.execute(query.where(wanted))
    }
    kinds = {item.code: item.names.text for item in list_items(unit, "event_kind")}
    return [_row(found[row_id], kinds) for row_id in row_ids]


def _row(row: Any, kinds: dict[str, str]) -> BehindRow:
    event: TrainingEvent = row.TrainingEvent
    told = (kinds.get(event.kind_code, event.kind_code), row.name or event.place, event.topic)
    reason = _n(
        "Held on {day}; {n} person by {source}.",
        "Held on {day}; {n} people by {source}.",
        event.people,
        day=short_date(event.held_on),
        source=event.source or _("its report"),
    )
    return BehindRow(RowKind.EVENT, event.id, ", ".join(filter(None, told)), reason)


def _events(code: str, title: str, definition: str, unit: Measure) -> Indicator:
    return Indicator(code, title, definition, unit, (Span.MONTH, Span.YEAR), _DIMENSIONS, N_("Register of events"))


EVENTS = GroundSource(_DIMENSIONS, _ground, _rows)
OF_EVENTS = (
    _events("event_count", N_("Events"), N_("Hours and days of professional development held."), Measure.EVENTS),
    _events(
        "event_people",
        N_("People at events"),
        N_("People at those events as each was reported; who was at several is counted at each."),
        Measure.PEOPLE,
    ),
)
