"""Units of work: one per action of a person; the journal is written inside, so that nobody can forget it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import (
    Delete,
    Engine,
    Insert,
    Table,
    Update,
    bindparam,
    event,
    func,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.exc import StaleDataError

from db import chain
from db import engine as engines
from db.base import Base, Versioned
from db.bulk import insert_rows
from db.errors import faults_named

# Set by the two methods that journal a bulk write; any other bulk write is refused.
_JOURNALED_BULK = "is_journaled_bulk"


@dataclass(frozen=True)
class Actor:
    """The person at the PC, and the PC."""

    staff_id: int | None
    name: str
    host: str


class StaleRecord(Exception):
    """The record was changed by someone else between reading and writing."""


@dataclass
class UnitOfWork:
    """What a service function works with: a session, who acts, and the moment it happens.

    ``now`` is an instant in UTC, ``today`` the day as counted in Uzbekistan. ``touched`` collects the names of
    the tables that were written. ``is_past``: it reads how the records stood at an earlier moment (db/past.py).
    ``journal_key`` seals what is written to the journal. ``roles`` are those of the actor, as the account says at this
    very call; None in a centre without accounts, where everybody may do everything. ``is_only_read``: of a file that is
    never written to, so that what would be noted of a print there is noted nowhere. ``answers``: what was asked already
    by a unit that cannot write (desktop_app/once.py).
    """

    session: Session
    actor: Actor
    now: datetime
    today: date
    batch: str = field(default_factory=lambda: uuid4().hex)
    touched: set[str] = field(default_factory=set)
    is_past: bool = False
    # All is said: what fails from here on fails while it is saved.
    is_done: bool = False
    is_only_read: bool = False
    roles: frozenset[str] | None = None
    # Of a unit that failed: the records with a version that it had in hand, table and id.
    met: tuple[tuple[str, str], ...] = ()
    journal_key: bytes = field(default=b"", repr=False)
    answers: dict[object, Any] | None = field(default=None, repr=False)
    _head: chain.Head | None = None

    def insert_many(self, table: type[Base], rows: Sequence[Mapping[str, Any]], *, reason: str) -> None:
        """Insert many rows of the same columns at once, journaled as one entry: what, how many, and their ids."""
        if rows:
            connection = self.session.connection()
            plain = cast(Table, table.__table__)
            newest = self._newest_id(plain)
            if newest is not None and "id" not in rows[0] and engines.is_server(connection):
                # Asked for one by one the numbers would cost more than the rows.
                rows = [{"id": newest + place, **row} for place, row in enumerate(rows, start=1)]
            insert_rows(connection, plain, rows)
            self.touched.add(table.__tablename__)
            if newest is None:
                ids: Iterable[int] = ()
            elif "id" in rows[0]:
                ids = (row["id"] for row in rows)
            else:
                ids = range(newest + 1, (self._newest_id(plain) or newest) + 1)
            self._journal_bulk("insert_many", table.__tablename__, reason, len(rows), ids=ids)

    def update_many(self, table: type[Base], rows: Sequence[Mapping[str, Any]], *, reason: str) -> None:
        """Change many rows by their ``id`` at once, journaled as one entry; each row names only what changes.

        The version counters go on, but nobody asks them: the caller has read what it changes in this same unit.
        """
        plain = cast(Table, table.__table__)
        counted = {"version": plain.c.version + 1} if "version" in plain.c else {}
        by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row in rows:
            names = tuple(sorted(row.keys() - {"id"}))
            new_values = {f"new_{name}": row[name] for name in names} | {"of": row["id"]}
            by_columns.setdefault(names, []).append(new_values)
        for names, values in by_columns.items():
            new = {name: bindparam(f"new_{name}", type_=plain.c[name].type) for name in names}
            statement = update(plain).where(plain.c.id == bindparam("of")).values({**new, **counted})
            self.session.connection().execute(statement, values)
        if rows:
            self.touched.add(table.__tablename__)
            self._journal_bulk("change_many", table.__tablename__, reason, len(rows))

    def execute_bulk(
        self,
        statement: Insert | Update | Delete,
        *,
        reason: str,
        ids: Iterable[int] = (),
        before: Mapping[str, Any] | None = None,
    ) -> int:
        """Run one UPDATE, DELETE or upsert over many rows, journaled as one entry; returns the rows changed.

        ``ids`` are the rows meant and ``before`` what all of them held, where the caller knows.
        """
        result = self.session.execute(statement, execution_options={_JOURNALED_BULK: True})
        rows = max(0, int(getattr(result, "rowcount", 0)))
        self._journal_bulk("change_many", cast(Table, statement.table).name, reason, rows, ids=ids, before=before)
        return rows

    def note(self, action: str, *, entity: str, entity_id: object, facts: Mapping[str, Any]) -> None:
        """Journal an act that changes no row of its own: a print, an export, an import."""
        self._write_journal([self._entry(action, entity, str(entity_id), {}, dict(facts))])

    def _journal_bulk(
        self,
        action: str,
        table: str,
        reason: str,
        rows: int,
        *,
        ids: Iterable[int] = (),
        before: Mapping[str, Any] | None = None,
    ) -> None:
        facts: dict[str, Any] = {"what": reason, "rows": rows}
        if written := written_ids(ids):
            facts["ids"] = written
        self._write_journal([self._entry(action, table, "", dict(before or {}), facts)])

    def _newest_id(self, table: Table) -> int | None:
        """None for rows that have no number of their own."""
        if [column.name for column in table.primary_key] != ["id"] or table.c.id.type.python_type is not int:
            return None
        return self.session.connection().scalar(select(func.max(table.c.id))) or 0

    def _entry(
        self, action: str, entity: str, entity_id: str, before: dict[str, Any], after: dict[str, Any]
    ) -> dict[str, Any]:
        return {
            "at": self.now,
            "actor_id": self.actor.staff_id,
            "actor_name": self.actor.name,
            "host": self.actor.host,
            "batch": self.batch,
            "action": action,
            "entity": entity,
            "entity_id": entity_id,
            "before": _plain(before),
            "after": _plain(after),
        }

    def _write_journal(self, entries: list[dict[str, Any]]) -> None:
        if entries and not self.is_only_read:
            connection = self.session.connection()
            self._head = chain.append(
                connection, entries, after=self._head or chain.head_of(connection), key=self.journal_key
            )


def written_ids(ids: Iterable[int]) -> str:
    """Runs of numbers, as the journal keeps them: 1-50, 60."""
    runs: list[list[int]] = []
    for each in sorted(set(ids)):
        if runs and runs[-1][1] == each - 1:
            runs[-1][1] = each
        else:
            runs.append([each, each])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def read_ids(text: str) -> list[int]:
    """The numbers that ``written_ids`` wrote."""
    found: list[int] = []
    for run in filter(None, text.split(", ")):
        first, _mark, last = run.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


@contextmanager
def reading(engine: Engine, *, actor: Actor, now: datetime, today: date) -> Iterator[UnitOfWork]:
    """A unit of work that cannot write: the file itself is set read-only for it."""
    with faults_named(), Session(engine, expire_on_commit=False, autoflush=False) as session:
        yield UnitOfWork(session, actor, now, today, answers={})


@contextmanager
def writing(
    engine: Engine, *, actor: Actor, now: datetime, today: date, journal_key: bytes = b""
) -> Iterator[UnitOfWork]:
    """A unit of work that holds the write lock; it is saved whole when the block ends without an error.

    Raises StaleRecord when a versioned row was changed meanwhile, DatabaseFault when the disk does not let us.
    """
    with faults_named(), Session(engines.writing(engine, of_this_version=True), expire_on_commit=False) as session:
        unit = UnitOfWork(session, actor, now, today, journal_key=journal_key)
        _attach_journal(session, unit)
        try:
            yield unit
            unit.is_done = True
            session.commit()
        except Exception as error:
            unit.met = tuple(_versioned(session))
            if isinstance(error, StaleDataError):
                raise StaleRecord from error
            raise


def _versioned(session: Session) -> Iterator[tuple[str, str]]:
    for row in session.identity_map.values():
        if isinstance(row, Versioned) and (key := inspect(row).identity) is not None:
            yield cast(Any, row).__tablename__, "/".join(map(str, key))


def _attach_journal(session: Session, unit: UnitOfWork) -> None:
    def after_flush(_session: Session, _context: UOWTransaction) -> None:
        entries = [_created(unit, row) for row in _journaled(session.new)]
        entries += [entry for row in _journaled(session.dirty) if (entry := _changed(unit, row)) is not None]
        entries += [_deleted(unit, row) for row in _journaled(session.deleted)]
        unit.touched.update(entry["entity"] for entry in entries)
        unit._write_journal(entries)

    def do_orm_execute(state: ORMExecuteState) -> None:
        if state.is_select or not (state.is_insert or state.is_update or state.is_delete):
            return
        table = cast(Table, cast(Insert | Update | Delete, state.statement).table).name
        if not state.execution_options.get(_JOURNALED_BULK):
            raise RuntimeError(f"a bulk write to {table} must say what the journal should call it")
        unit.touched.add(table)

    event.listen(session, "after_flush", after_flush)
    event.listen(session, "do_orm_execute", do_orm_execute)


def _journaled(rows: Iterable[Any]) -> Iterator[Any]:
    return (row for row in rows if row.is_journaled)


def _created(unit: UnitOfWork, row: Any) -> dict[str, Any]:
    values = {key: value for key, value in _columns(row).items() if value is not None}
    return unit._entry("create", row.__tablename__, _identity(row), {}, values)


def _deleted(unit: UnitOfWork, row: Any) -> dict[str, Any]:
    return unit._entry("delete", row.__tablename__, _identity(row), _columns(row), {})


def _changed(unit: UnitOfWork, row: Any) -> dict[str, Any] | None:
    state = inspect(row)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes() and attribute.key != "version":
            before[attribute.key] = history.deleted[0] if history.deleted else None
            after[attribute.key] = history.added[0] if history.added else None
    if not after:
        return None
    return unit._entry("change", row.__tablename__, _identity(row), before, after)


def _columns(row: Any) -> dict[str, Any]:
    return {attribute.key: getattr(row, attribute.key) for attribute in inspect(row).mapper.column_attrs}


def _identity(row: Any) -> str:
    return "/".join(str(part) for part in inspect(row).mapper.primary_key_from_instance(row))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: _plain_value(value) for key, value in values.items()}


def _plain_value(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case date() | datetime():
            return value.isoformat()
        case bytes():
            return f"<{len(value)} bytes>"
        case None | bool() | int() | float() | str():
            return value
        case _:
            return json.loads(json.dumps(value, default=str))
