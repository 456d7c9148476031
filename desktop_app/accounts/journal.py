"""The journal of changes as people read it: newest first, by page, of one person or one kind of record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from db.engine import is_server
from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.rights import Right, may
from desktop_app.clock import TASHKENT
from desktop_app.language.keys import sort_key

# What an administrator works with; everything else may tell of people.
_WITHOUT_PEOPLE = frozenset(
    {
        *("account", "role_title", "staff", "centre_profile", "dated_rule", "due_rule", "calendar_day"),
        *("reference_item", "territory", "former_territory_name", "mark_set", "mark_kind", "data_purpose"),
    }
)
_HIDDEN = "•••"


@dataclass(frozen=True)
class JournalFilter:
    """Empty fields do not filter. ``entity`` is a table's name; with ``entity_id`` one record's whole story.

    ``day`` is one of the centre's own time.
    """

    actor_name: str = ""
    entity: str = ""
    entity_id: str = ""
    action: str = ""
    host: str = ""
    day: date | None = None


@dataclass(frozen=True)
class FieldChange:
    """A column with its values before and after, None where there was none."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class JournalRecord:
    """One entry. Entries of one ``batch`` were written by one action. An act on no row of its own has only facts.

    ``is_withheld``: what changed is not told to the one who reads it.
    """

    seq: int
    at: datetime
    actor_name: str
    host: str
    batch: str
    action: str
    entity: str
    entity_id: str
    changes: tuple[FieldChange, ...]
    is_withheld: bool = False


# Of an entry what every login of the server may read.
_TOLD_TO_ALL: tuple[InstrumentedAttribute[Any], ...] = (
    JournalEntry.seq,
    JournalEntry.at,
    JournalEntry.actor_name,
    JournalEntry.host,
    JournalEntry.batch,
    JournalEntry.action,
    JournalEntry.entity,
    JournalEntry.entity_id,
)


@dataclass(frozen=True)
class JournalChoices:
    """Who and what occurs in the journal, and at which PCs."""

    actors: tuple[str, ...]
    entities: tuple[str, ...]
    actions: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


def count_journal(unit: UnitOfWork, wanted: JournalFilter) -> int:
    return unit.session.scalar(_narrowed(select(func.count(JournalEntry.seq)), wanted)) or 0


def journal_page(unit: UnitOfWork, wanted: JournalFilter, *, offset: int, limit: int) -> list[JournalRecord]:
    """A stretch of the entries that fit, newest first.

    A login of the server that may ask for nobody is told who did what when, and of nothing what it said.
    """
    if not _tells_what_was_said(unit):
        rows = _narrowed(select(*_TOLD_TO_ALL), wanted).order_by(JournalEntry.seq.desc()).offset(offset).limit(limit)
        return [_withheld(row) for row in unit.session.execute(rows)]
    newest_first = _narrowed(select(JournalEntry), wanted).order_by(JournalEntry.seq.desc())
    records = (journal_record(row) for row in unit.session.scalars(newest_first.offset(offset).limit(limit)))
    return [_as_may_be_seen(unit, record) for record in records]


def journal_choices(unit: UnitOfWork) -> JournalChoices:
    found: list[set[str]] = [set(), set(), set(), set()]
    columns = (JournalEntry.actor_name, JournalEntry.entity, JournalEntry.action, JournalEntry.host)
    for row in unit.session.execute(select(*columns).distinct()):
        for values, value in zip(found, row, strict=True):
            values.add(value)
    actors, entities, actions, hosts = found
    return JournalChoices(
        tuple(sorted(filter(None, actors), key=sort_key)),
        tuple(sorted(entities)),
        tuple(sorted(actions)),
        tuple(sorted(filter(None, hosts))),
    )


def entries_since(
    unit: UnitOfWork,
    moment: datetime,
    *,
    entities: Collection[str],
    ids: Collection[str] | None = None,
    most: int | None = None,
) -> list[JournalRecord]:
    """What was written after a moment about tables, or some records of them, oldest first; of many the newest."""
    wanted = select(JournalEntry).where(JournalEntry.entity.in_(entities), JournalEntry.at > moment)
    if ids is not None:
        wanted = wanted.where(JournalEntry.entity_id.in_(ids))
    rows = unit.session.scalars(wanted.order_by(JournalEntry.seq.desc()).limit(most)).all()
    return [journal_record(row) for row in reversed(rows)]


def _withheld(row: Row[Any]) -> JournalRecord:
    told = {column.key: value for column, value in zip(_TOLD_TO_ALL, row, strict=True)}
    return JournalRecord(**told, changes=(), is_withheld=True)


def _tells_what_was_said(unit: UnitOfWork) -> bool:
    if not is_server(unit.session.connection()):
        return True
    table, column = JournalEntry.__tablename__, JournalEntry.before.key
    return bool(unit.session.scalar(select(func.has_column_privilege(table, column, "SELECT"))))


def _as_may_be_seen(unit: UnitOfWork, record: JournalRecord) -> JournalRecord:
    """Without a word about people for whoever sees none, and with numbers masked for whoever sees none of them."""
    if not may(unit, Right.SEE_PEOPLE):
        is_open = record.entity in _WITHOUT_PEOPLE or not record.changes
        return record if is_open else replace(record, changes=(), is_withheld=True)
    if may(unit, Right.SEE_NUMBERS):
        return record
    return replace(record, changes=tuple(map(_masked, record.changes)))


def _masked(change: FieldChange) -> FieldChange:
    if change.field != "jshshir":
        return change
    return FieldChange(change.field, *(value and _HIDDEN for value in (change.before, change.after)))


def _narrowed(statement: Select[Any], wanted: JournalFilter) -> Select[Any]:
    for name in ("actor_name", "entity", "entity_id", "action", "host"):
        value = getattr(wanted, name)
        if value:
            statement = statement.where(getattr(JournalEntry, name) == value)
    if wanted.day is not None:
        begin = datetime.combine(wanted.day, time(), tzinfo=TASHKENT)
        statement = statement.where(JournalEntry.at >= begin, JournalEntry.at < begin + timedelta(days=1))
    return statement


def journal_record(row: JournalEntry) -> JournalRecord:
    return JournalRecord(
        row.seq,
        row.at,
        row.actor_name,
        row.host,
        row.batch,
        row.action,
        row.entity,
        row.entity_id,
        _changes(row.before, row.after),
    )


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    fields = dict.fromkeys([*before, *after])
    return tuple(FieldChange(field, before.get(field), after.get(field)) for field in fields)
