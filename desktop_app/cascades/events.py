"""The register of events: one by one and many at once, with the lists of those who were there."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, select

from db.among import among
from db.models.events import EventParticipant, TrainingEvent
from db.models.people import Institution, Person
from db.models.programmes import CascadeLevel
from db.unit_of_work import UnitOfWork
from desktop_app.cascades.event_records import (
    PROBLEMS,
    Entered,
    EventDraft,
    EventProblem,
    EventRow,
    EventState,
    ReadEvent,
)
from desktop_app.cascades.rules import EventKey, KnownEvent, event_key, judge, leader_key, problems_of
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.reference.service import list_items
from desktop_app.rows import row_at

_REASON = "events entered at once"
_TEXTS = ("place", "topic", "leader", "source")
_PLAIN = (
    "kind_code",
    "held_on",
    "institution_id",
    "district_code",
    "subject_code",
    "programme_id",
    "cascade_level",
    "leader_person_id",
    "people",
)


def save_event(unit: UnitOfWork, draft: EventDraft) -> int:
    """Add the event (id 0) or change it; returns its id.

    Raises Invalid naming the field, Duplicate for an event that is in the register already, NotFound and Conflict. A
    second event of the same kind, day, place and subject is another one only when another person led it.
    """
    draft = _filled(unit, draft)
    problem = next(iter(problems_of(draft, today=unit.today, kinds=_kinds(unit))), None)
    if problem is None and not _level_exists(unit, draft):
        problem = EventProblem("level_unknown", "cascade_level")
    if problem is not None:
        raise Invalid(problem.code, PROBLEMS[problem.code], field=problem.column, value=problem.value, found="")
    (judged,) = judge_events(unit, [ReadEvent(0, draft)])
    if judged.state is EventState.KNOWN:
        raise Duplicate(
            "event_known",
            N_("This event is in the register already. If it is another one, name who led it."),
        )
    row = load_event(unit, draft.id, version=draft.version) if draft.id else TrainingEvent()
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    unit.session.add(row)
    unit.session.flush()
    return row.id


def delete_event(unit: UnitOfWork, *, event_id: int) -> tuple[EventDraft, tuple[int, ...]]:
    """Take an event out of the register; gives back what brings it back with ``restore_event``. Raises NotFound."""
    row = load_event(unit, event_id)
    people = tuple(
        unit.session.scalars(select(EventParticipant.person_id).where(EventParticipant.event_id == event_id))
    )
    if people:
        gone = delete(EventParticipant).where(EventParticipant.event_id == event_id)
        unit.execute_bulk(gone, reason="list of an event that was deleted")
    unit.session.delete(row)
    return event_draft(row, is_kept=False), people


def restore_event(unit: UnitOfWork, draft: EventDraft, people: Sequence[int]) -> int:
    """Bring a deleted event back, with its list."""
    event_id = save_event(unit, draft)
    add_participants(unit, event_id=event_id, person_ids=people)
    return event_id


def add_participants(unit: UnitOfWork, *, event_id: int, person_ids: Collection[int]) -> int:
    """Put people on the list; returns how many were not there yet. The number reported stays as it is."""
    load_event(unit, event_id)
    on_list = select(EventParticipant.person_id).where(EventParticipant.event_id == event_id)
    new = sorted(set(person_ids) - set(unit.session.scalars(on_list)))
    rows = [{"event_id": event_id, "person_id": person_id} for person_id in new]
    unit.insert_many(EventParticipant, rows, reason="list of an event")
    return len(new)


def remove_participant(unit: UnitOfWork, *, event_id: int, person_id: int) -> None:
    """Raises NotFound for somebody who is not on the list."""
    row = unit.session.get(EventParticipant, (event_id, person_id))
    if row is None:
        raise NotFound("not_on_list", N_("This person is no longer on the list."))
    unit.session.delete(row)


def count_by_list(unit: UnitOfWork, *, event_id: int) -> int:
    """Let the number be that of the people on the list; returns the number that stood before."""
    row = load_event(unit, event_id)
    before = row.people
    listed = select(func.count()).where(EventParticipant.event_id == event_id)
    row.people = unit.session.scalar(listed) or 0
    return before


def report_people(unit: UnitOfWork, *, event_id: int, people: int) -> None:
    """Set the number reported. Raises NotFound."""
    load_event(unit, event_id).people = people


def judge_events(unit: UnitOfWork, rows: Iterable[ReadEvent]) -> list[EventRow]:
    """What would become of each row: new, in the register already, or refused with the reason."""
    filled = [ReadEvent(row.number, _tidied(row.draft), row.problems, row.is_total) for row in rows]
    districts = _districts_of(unit, {row.draft.institution_id for row in filled})
    filled = [_in_district(row, districts) for row in filled]
    leaders = {row.draft.leader_person_id for row in filled}
    known = _known(unit, [row.draft for row in filled])
    return judge(filled, known, _leader_keys(unit, leaders), today=unit.today, kinds=_kinds(unit))


def enter_events(
    unit: UnitOfWork, rows: Sequence[ReadEvent], *, source: str, expected: Sequence[EventRow] | None = None
) -> Entered:
    """Enter every new event of the rows in one step.

    ``expected`` is what was shown; Conflict is raised when the register has changed since. Raises Refused where
    nothing is new.
    """
    judged = judge_events(unit, rows)
    if expected is not None and tuple(judged) != tuple(expected):
        raise Conflict
    new = [row.draft for row in judged if row.state is EventState.NEW]
    if not new:
        raise Refused("no_new_events", N_("There is no new event among these rows."))
    values = [{**_columns(draft), "source": draft.source or source, "batch": unit.batch, "version": 1} for draft in new]
    unit.insert_many(TrainingEvent, values, reason=_REASON)
    entered = Entered(unit.batch, len(new), sum(draft.people or 0 for draft in new))
    facts = {"source": source, "events": entered.events, "people": entered.people}
    unit.note("import", entity="training_event", entity_id=unit.batch, facts=facts)
    return entered


def take_back(unit: UnitOfWork, *, batch: str) -> int:
    """Take out all events that were entered at once; returns how many.

    Raises Refused once one of them was changed or has a list, NotFound where none is left.
    """
    events = select(TrainingEvent.id).where(TrainingEvent.batch == batch)
    changed = unit.session.scalar(select(func.count()).select_from(events.where(TrainingEvent.version > 1).subquery()))
    listed = unit.session.scalar(
        select(func.count(EventParticipant.event_id.distinct())).where(EventParticipant.event_id.in_(events))
    )
    if changed or listed:
        raise Refused(
            "batch_changed",
            N_("{n} of these events were changed or have a list since. Take the others out one by one."),
            n=max(changed or 0, listed or 0),
        )
    removed = unit.execute_bulk(delete(TrainingEvent).where(TrainingEvent.batch == batch), reason=_REASON)
    if not batch or not removed:
        raise NotFound("no_batch", N_("These events are no longer in the register."))
    return removed


def load_event(unit: UnitOfWork, event_id: int, *, version: int | None = None) -> TrainingEvent:
    """The row itself. Raises NotFound, and Conflict where it is no longer of this version."""
    row = row_at(unit, TrainingEvent, event_id, "no_event", N_("This event is no longer in the register."))
    if version is not None and row.version != version:
        raise Conflict
    return row


def event_draft(row: TrainingEvent, *, is_kept: bool = True) -> EventDraft:
    """The event as a form edits it; one that is not kept is new again."""
    return EventDraft(
        **{name: getattr(row, name) for name in (*_PLAIN, *_TEXTS)},
        id=row.id if is_kept else 0,
        version=row.version if is_kept else 1,
    )


def _columns(draft: EventDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in (*_PLAIN, *_TEXTS)}


def _tidied(draft: EventDraft) -> EventDraft:
    values = vars(draft) | {name: tidy(getattr(draft, name)) for name in _TEXTS}
    # The list of institutions says it better.
    values["place"] = "" if draft.institution_id is not None else values["place"]
    values["leader"] = "" if draft.leader_person_id is not None else values["leader"]
    values["cascade_level"] = draft.cascade_level if draft.programme_id is not None else None
    for name in ("district_code", "subject_code"):
        values[name] = values[name] or None
    return EventDraft(**values)


def _filled(unit: UnitOfWork, draft: EventDraft) -> EventDraft:
    tidied = _tidied(draft)
    return _in_district(ReadEvent(0, tidied), _districts_of(unit, {tidied.institution_id})).draft


def _in_district(row: ReadEvent, districts: dict[int, str | None]) -> ReadEvent:
    """An event at an institution of the list is held in its district."""
    found = districts.get(row.draft.institution_id or 0)
    if found is None:
        return row
    return ReadEvent(row.number, EventDraft(**{**vars(row.draft), "district_code": found}), row.problems, row.is_total)


def _districts_of(unit: UnitOfWork, institutions: Collection[int | None]) -> dict[int, str | None]:
    wanted = {each for each in institutions if each is not None}
    found: dict[int, str | None] = {}
    for condition in among(unit.session, [Institution.id], wanted):
        rows = unit.session.execute(select(Institution.id, Institution.district_code).where(condition))
        found |= dict(rows.all())
    return found


def _leader_keys(unit: UnitOfWork, people: Collection[int | None]) -> dict[int, str]:
    wanted = {each for each in people if each is not None}
    found: dict[int, str] = {}
    for condition in among(unit.session, [Person.id], wanted):
        rows = unit.session.execute(select(Person.id, Person.name_key).where(condition))
        found |= dict(rows.all())
    return found


def _known(unit: UnitOfWork, drafts: Collection[EventDraft]) -> dict[EventKey, list[KnownEvent]]:
    """The events of the register on the days of these, other than they themselves."""
    own = {draft.id for draft in drafts if draft.id}
    days = {draft.held_on for draft in drafts if draft.held_on is not None}
    rows = [
        row
        for condition in among(unit.session, [TrainingEvent.held_on], days)
        for row in unit.session.scalars(select(TrainingEvent).where(condition))
        if row.id not in own
    ]
    keys = _leader_keys(unit, {row.leader_person_id for row in rows})
    known: dict[EventKey, list[KnownEvent]] = {}
    for row in rows:
        draft = event_draft(row)
        found = KnownEvent(row.id, event_key(draft), leader_key(draft, keys), row.people)
        known.setdefault(found.key, []).append(found)
    return known


def _kinds(unit: UnitOfWork) -> set[str]:
    return {item.code for item in list_items(unit, "event_kind")}


def _level_exists(unit: UnitOfWork, draft: EventDraft) -> bool:
    if draft.cascade_level is None:
        return True
    wanted = select(CascadeLevel.id).where(
        CascadeLevel.programme_id == draft.programme_id, CascadeLevel.place == draft.cascade_level
    )
    return unit.session.scalar(wanted) is not None
