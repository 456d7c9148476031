"""The journal of changes as people read it: newest first, by page, of one person or one kind of record."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.language.keys import sort_key


@dataclass(frozen=True)
class JournalFilter:
    """Empty fields do not filter. ``entity`` is a table's name; with ``entity_id`` one record's whole story."""

    actor_name: str = ""
    entity: str = ""
    entity_id: str = ""


@dataclass(frozen=True)
class FieldChange:
    """A column with its values before and after, None where there was none."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class JournalRecord:
    """One entry. Entries of one ``batch`` were written by one action. An act on no row of its own has only facts."""

    seq: int
    at: datetime
    actor_name: str
    host: str
    batch: str
    action: str
    entity: str
    entity_id: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class JournalChoices:
    """Who and what occurs in the journal."""

    actors: tuple[str, ...]
    entities: tuple[str, ...]


def count_journal(unit: UnitOfWork, wanted: JournalFilter) -> int:
    return unit.session.scalar(_narrowed(select(func.count(JournalEntry.seq)), wanted)) or 0


def journal_page(unit: UnitOfWork, wanted: JournalFilter, *, offset: int, limit: int) -> list[JournalRecord]:
    """A stretch of the entries that fit, newest first."""
    newest_first = _narrowed(select(JournalEntry), wanted).order_by(JournalEntry.seq.desc())
    return [_record(row) for row in unit.session.scalars(newest_first.offset(offset).limit(limit))]


def journal_choices(unit: UnitOfWork) -> JournalChoices:
    actors = unit.session.scalars(select(JournalEntry.actor_name).distinct())
    entities = unit.session.scalars(select(JournalEntry.entity).distinct())
    return JournalChoices(tuple(sorted(filter(None, actors), key=sort_key)), tuple(sorted(entities)))


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
    return [_record(row) for row in reversed(rows)]


def journal_head(unit: UnitOfWork) -> str:
    """SHA-256 over number, moment and content of the last entry, in hex; empty while there is none.

    It tells which journal a paper was made from. It does not seal the entries before it: a chain keyed by the centre
    comes with the access of people to their own accounts.
    """
    last = unit.session.scalar(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(1))
    if last is None:
        return ""
    content = {column.key: getattr(last, column.key) for column in JournalEntry.__table__.columns}
    text = json.dumps(content, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _narrowed(statement: Select[Any], wanted: JournalFilter) -> Select[Any]:
    for name in ("actor_name", "entity", "entity_id"):
        value = getattr(wanted, name)
        if value:
            statement = statement.where(getattr(JournalEntry, name) == value)
    return statement


def _record(row: JournalEntry) -> JournalRecord:
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
