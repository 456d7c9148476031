"""The register of events read by page, and its sums by district and subject."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from db.among import among
from db.models.events import EventParticipant, TrainingEvent
from db.models.people import Institution, InstitutionWord
from db.models.programmes import CascadeLevel, Programme
from db.models.reference import Territory
from db.unit_of_work import UnitOfWork
from desktop_app.cascades.event_records import EventCard, EventFilter, EventLine, EventRow, EventSum, RowNames
from desktop_app.cascades.events import event_draft, load_event
from desktop_app.i18n import _
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import search_key, sort_key
from desktop_app.people.lines import lines_in_order, person_lines
from desktop_app.people.search import is_found
from desktop_app.reference.records import Names
from desktop_app.reference.service import list_items

_AFTER_ANY_LETTER = "\U0010ffff"
_ORDERS: Mapping[str, InstrumentedAttribute[Any]] = {
    "held_on": TrainingEvent.held_on,
    "kind": TrainingEvent.kind_code,
    "district": TrainingEvent.district_code,
    "subject": TrainingEvent.subject_code,
    "people": TrainingEvent.people,
    "level": TrainingEvent.cascade_level,
}


def event_count(unit: UnitOfWork, wanted: EventFilter) -> int:
    return unit.session.scalar(select(func.count()).select_from(TrainingEvent).where(*_narrowed(unit, wanted))) or 0


def event_lines(
    unit: UnitOfWork,
    wanted: EventFilter,
    *,
    first: int = 0,
    rows: int = 200,
    column: str = "held_on",
    is_descending: bool = True,
) -> list[EventLine]:
    """A page of the register, the latest day first unless another order is asked for."""
    by = _ORDERS.get(column, TrainingEvent.held_on)
    ordered = (by.desc(), TrainingEvent.id.desc()) if is_descending else (by, TrainingEvent.id)
    ids = unit.session.scalars(
        select(TrainingEvent.id).where(*_narrowed(unit, wanted)).order_by(*ordered).offset(first).limit(rows)
    ).all()
    return lines_of(unit, ids)


def event_card(unit: UnitOfWork, *, event_id: int) -> EventCard:
    """Raises NotFound."""
    load_event(unit, event_id)
    (line,) = lines_of(unit, [event_id])
    people = unit.session.scalars(select(EventParticipant.person_id).where(EventParticipant.event_id == event_id))
    return EventCard(line, tuple(lines_in_order(unit, people.all())))


def event_years(unit: UnitOfWork) -> list[int]:
    """From the latest year with an event to the first."""
    first, last = unit.session.execute(
        select(
            select(func.min(TrainingEvent.held_on)).scalar_subquery(),
            select(func.max(TrainingEvent.held_on)).scalar_subquery(),
        )
    ).one()
    return [] if first is None or last is None else list(range(last.year, first.year - 1, -1))


def event_sums(unit: UnitOfWork, wanted: EventFilter, *, by_district: bool, by_subject: bool) -> list[EventSum]:
    """The events that fit, added up by district, by subject or by both; in the order of the lists."""
    conditions = _narrowed(unit, wanted)
    keys = [
        *([TrainingEvent.district_code] if by_district else []),
        *([TrainingEvent.subject_code] if by_subject else []),
    ]
    totals: Sequence[Any] = unit.session.execute(
        select(*keys, func.count(), func.sum(TrainingEvent.people)).where(*conditions).group_by(*keys)
    ).all()
    by_name: Sequence[Any] = unit.session.execute(
        select(*keys, func.count())
        .select_from(EventParticipant)
        .join(TrainingEvent, TrainingEvent.id == EventParticipant.event_id)
        .where(*conditions)
        .group_by(*keys)
    ).all()
    listed = {tuple(row[:-1]): row[-1] for row in by_name}
    districts, subjects = _district_names(unit), _item_names(unit, "subject")
    found = []
    for *key, events, people in totals:
        values = iter(key)
        district = (next(values) or "") if by_district else None
        subject = (next(values) or "") if by_subject else None
        found.append(
            EventSum(
                district,
                subject,
                "" if district is None else districts.get(district, district) or _("District not stated"),
                "" if subject is None else subjects.get(subject, subject) or _("Subject not stated"),
                events,
                people or 0,
                listed.get(tuple(key), 0),
            )
        )
    return sorted(found, key=lambda each: (sort_key(each.district), sort_key(each.subject)))


def lines_of(unit: UnitOfWork, ids: Sequence[int]) -> list[EventLine]:
    """The lines of these events in the order of the ids; a grouped query for each kind of name."""
    conditions = list(among(unit.session, [TrainingEvent.id], ids))
    rows = {
        row.id: (row, institution, code)
        for condition in conditions
        for row, institution, code in unit.session.execute(
            select(TrainingEvent, Institution.name, Programme.code)
            .outerjoin(Institution, Institution.id == TrainingEvent.institution_id)
            .outerjoin(Programme, Programme.id == TrainingEvent.programme_id)
            .where(condition)
        )
    }
    listed: dict[int, int] = {}
    for condition in among(unit.session, [EventParticipant.event_id], ids):
        counts = select(EventParticipant.event_id, func.count()).where(condition).group_by(EventParticipant.event_id)
        listed |= dict(unit.session.execute(counts).all())
    events = [row for row, _institution, _code in rows.values()]
    leaders = person_lines(unit, [row.leader_person_id for row in events if row.leader_person_id is not None])
    names, roles = {line.id: line.full_name for line in leaders}, _roles(unit, events)
    kinds, subjects, districts = _item_names(unit, "event_kind"), _item_names(unit, "subject"), _district_names(unit)
    return [
        EventLine(
            draft=event_draft(row),
            kind=kinds.get(row.kind_code, row.kind_code),
            institution=institution or row.place,
            district=districts.get(row.district_code or "", row.district_code or ""),
            subject=subjects.get(row.subject_code or "", row.subject_code or ""),
            leader=names.get(row.leader_person_id or 0, row.leader),
            programme=code or "",
            role=roles.get((row.programme_id, row.cascade_level), ""),
            listed=listed.get(row.id, 0),
            batch=row.batch,
        )
        for row, institution, code in (rows[event_id] for event_id in ids if event_id in rows)
    ]


def _narrowed(unit: UnitOfWork, wanted: EventFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.year is not None:
        conditions.append(TrainingEvent.held_on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    for name in ("kind_code", "district_code", "subject_code"):
        value, column = getattr(wanted, name), getattr(TrainingEvent, name)
        if value is not None:
            conditions.append(column == value if value else column.is_(None))
    for name in ("programme_id", "cascade_level", "leader_person_id", "batch"):
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(getattr(TrainingEvent, name) == value)
    if wanted.text.strip():
        conditions.append(_holds(unit, wanted.text))
    return conditions


def _holds(unit: UnitOfWork, text: str) -> ColumnElement[bool]:
    """The institution by the words of its name, the leader as people are found, or a text of the event."""
    words = search_key(text).split()
    named = [
        TrainingEvent.institution_id.in_(
            select(InstitutionWord.institution_id).where(InstitutionWord.word.between(word, word + _AFTER_ANY_LETTER))
        )
        for word in words
    ]
    by_person = and_(TrainingEvent.leader_person_id.is_not(None), is_found(unit, text, TrainingEvent.leader_person_id))
    written = (TrainingEvent.topic, TrainingEvent.leader, TrainingEvent.place, TrainingEvent.source)
    return or_(
        *([and_(*named)] if named else []),
        by_person,
        *(column.icontains(tidy(text), autoescape=True) for column in written),
    )


def _roles(unit: UnitOfWork, events: Sequence[TrainingEvent]) -> dict[tuple[int | None, int | None], str]:
    programmes = {row.programme_id for row in events if row.cascade_level is not None}
    levels = unit.session.scalars(select(CascadeLevel).where(CascadeLevel.programme_id.in_(programmes)))
    return {(level.programme_id, level.place): level.role for level in levels}


def _item_names(unit: UnitOfWork, list_name: str) -> dict[str, str]:
    return {item.code: item.names.text for item in list_items(unit, list_name)}


def _district_names(unit: UnitOfWork) -> dict[str, str]:
    rows = unit.session.execute(
        select(Territory.code, Territory.name_uz, Territory.name_ru, Territory.name_en, Territory.name_cyrl)
    )
    return {code: Names(*names).text for code, *names in rows}


def institutions_of(unit: UnitOfWork, *, district_code: str) -> list[tuple[int, str]]:
    """The open institutions of a district by name: id and name."""
    rows = unit.session.execute(
        select(Institution.id, Institution.name).where(
            Institution.district_code == district_code, Institution.closed_on.is_(None)
        )
    )
    return sorted(((row.id, row.name) for row in rows), key=lambda each: sort_key(each[1]))


def row_names(unit: UnitOfWork, rows: Sequence[EventRow]) -> RowNames:
    """What stands behind the codes and ids of rows that are about to be entered."""
    institutions = {row.draft.institution_id for row in rows if row.draft.institution_id is not None}
    leaders = {row.draft.leader_person_id for row in rows if row.draft.leader_person_id is not None}
    named: dict[int, str] = {}
    for condition in among(unit.session, [Institution.id], institutions):
        named |= dict(unit.session.execute(select(Institution.id, Institution.name).where(condition)).all())
    return RowNames(
        kinds=_item_names(unit, "event_kind"),
        subjects=_item_names(unit, "subject"),
        institutions=named,
        leaders={line.id: line.full_name for line in person_lines(unit, sorted(leaders))},
    )
