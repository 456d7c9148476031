"""The records as they stood at an earlier moment: the present ones taken back by what the journal says was before.

Tables that were written since are copied under their own names among the temporary ones, where every query of the
unit looks first, and their rows put back there. Nothing of the file itself is touched.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, cast

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Row,
    Table,
    TypeDecorator,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.schema import CreateIndex, CreateTable, DropTable

from db.base import Base
from db.engine import WITH_TEMPORARY_TABLES, is_server
from db.models.attendance import Mark, MarkKind
from db.models.certificates import Blank, BlankReceipt, Certificate, CertificateSeries
from db.models.cohorts import Cohort, Enrolment
from db.models.events import TrainingEvent
from db.models.journal import JournalEntry
from db.models.people import Institution, OutsideCourse, Person
from db.models.plan import ChannelFigure, PlanLine
from db.models.programmes import Programme, ProgrammeStage
from db.models.reference import DatedRule, DueRule
from db.models.timetable import Session
from db.plain_query import forget_connection
from db.unit_of_work import UnitOfWork, read_ids

# What figures are counted from.
FACTS: tuple[type[Base], ...] = (
    Enrolment,
    Cohort,
    Person,
    Institution,
    OutsideCourse,
    Programme,
    ProgrammeStage,
    PlanLine,
    ChannelFigure,
    Certificate,
    CertificateSeries,
    Blank,
    BlankReceipt,
    TrainingEvent,
    Session,
    Mark,
    MarkKind,
    DatedRule,
    DueRule,
)
# Where temporary tables stand, and the others, by database.
_SCHEMAS = {"sqlite": ("temp", "main"), "postgresql": ("pg_temp", "public")}
_ONE_BY_ONE = ("create", "change", "delete")
_IN_BULK = ("insert_many", "change_many")
_READ = {date: date.fromisoformat, datetime: datetime.fromisoformat, time: time.fromisoformat}

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Unknown:
    """Rows that were written at once after the moment, of which the journal does not say how they stood before."""

    table: str
    what: str
    rows: int
    at: datetime


@dataclass(frozen=True)
class Past:
    """``unit`` reads the records as they stood; its today is the day of the moment."""

    unit: UnitOfWork
    unknown: tuple[Unknown, ...]


@contextmanager
def standing_at(unit: UnitOfWork, moment: datetime, *, tables: Sequence[type[Base]] = FACTS) -> Iterator[Past]:
    """Let a reading unit see how the records stood. ``moment`` is in the centre's own time: its day becomes today.

    Inside, nothing is remembered and nothing can be written. Raises RuntimeError for a unit that writes.
    """
    if unit.session.connection().get_execution_options().get("writing", False):
        raise RuntimeError("a unit that writes has no past")
    unit.session.expunge_all()
    connection = _with_temporary_tables(unit)
    written, unknown = _written_since(unit, moment, tables)
    copies: list[Table] = []
    try:
        with _writable(connection):
            for table, rows in written.items():
                _build(connection, table, rows, copies)
        _close_to_writing(connection)
        yield Past(replace(unit, now=moment, today=moment.date(), is_past=True), tuple(unknown))
    finally:
        unit.session.expunge_all()
        _drop(unit, connection, copies)


@dataclass
class _Before:
    """How a row stood: ``is_new`` not at all; else what is known of its columns, all of them where it is gone."""

    is_new: bool = False
    is_gone: bool = False
    values: dict[str, Any] = field(default_factory=dict)


def _written_since(
    unit: UnitOfWork, moment: datetime, tables: Sequence[type[Base]]
) -> tuple[dict[Table, dict[Key, _Before]], list[Unknown]]:
    """What was written after the moment, by table and key; what comes first in the journal says how a row stood."""
    known = {table.__tablename__: cast(Table, table.__table__) for table in tables}
    columns = (JournalEntry.at, JournalEntry.action, JournalEntry.entity, JournalEntry.entity_id)
    entries = unit.session.execute(
        select(*columns, JournalEntry.before, JournalEntry.after)
        .where(JournalEntry.at > moment, JournalEntry.entity.in_(known))
        .where(JournalEntry.action.in_((*_ONE_BY_ONE, *_IN_BULK)))
        .order_by(JournalEntry.seq)
    )
    written: dict[Table, dict[Key, _Before]] = defaultdict(dict)
    unknown: list[Unknown] = []
    for entry in entries:
        table = known[entry.entity]
        keys = [_key(table, entry.entity_id)] if entry.action in _ONE_BY_ONE else _keys_of_many(entry)
        if not keys:
            unknown.append(Unknown(entry.entity, entry.after.get("what", ""), entry.after.get("rows", 0), entry.at))
        for key in keys:
            _note(written[table].setdefault(key, _Before(is_new=entry.action in ("create", "insert_many"))), entry)
    return written, unknown


def _keys_of_many(entry: Row[Any]) -> list[Key]:
    """None of them where the journal does not tell which rows, or not what they held."""
    is_told = entry.action == "insert_many" or entry.before
    return [(each,) for each in read_ids(entry.after.get("ids", ""))] if is_told else []


def _note(row: _Before, entry: Row[Any]) -> None:
    if row.is_new:
        return
    row.is_gone |= entry.action == "delete"
    for name, value in entry.before.items():
        row.values.setdefault(name, value)


def _key(table: Table, entity_id: str) -> Key:
    parts = entity_id.split("/")
    return tuple(column.type.python_type(part) for column, part in zip(table.primary_key, parts, strict=True))


def _build(connection: Connection, table: Table, rows: Mapping[Key, _Before], copies: list[Table]) -> None:
    """Copy a table with its indexes, and put the rows back that were written since."""
    temporary, lasting = _SCHEMAS[connection.dialect.name]
    copy = table.to_metadata(MetaData(), schema=temporary)
    # Only the key holds: a row that an older journal knows in part is better than none.
    copy.constraints = {copy.primary_key}
    for column in copy.columns:
        column.nullable = not column.primary_key
    connection.execute(CreateTable(copy))
    copies.append(copy)
    present = table.to_metadata(MetaData(), schema=lasting)
    names = [column.name for column in copy.columns]
    connection.execute(insert(copy).from_select(names, select(*present.columns)))
    _take_out(connection, copy, [key for key, row in rows.items() if row.is_new or row.is_gone])
    gone = [row.values for row in rows.values() if row.is_gone and not row.is_new]
    _put_back(connection, copy, gone)
    changed = {key: row.values for key, row in rows.items() if not row.is_new and not row.is_gone}
    _change_back(connection, copy, changed)
    for index in copy.indexes:
        connection.execute(CreateIndex(index))


def _take_out(connection: Connection, copy: Table, keys: Sequence[Key]) -> None:
    if keys:
        connection.execute(delete(copy).where(*_is_key(copy)), [_of_key(copy, key) for key in keys])


def _put_back(connection: Connection, copy: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    for values in rows:
        connection.execute(insert(copy).values(_typed(copy, values)))


def _change_back(connection: Connection, copy: Table, rows: Mapping[Key, Mapping[str, Any]]) -> None:
    """Rows of which the same columns were changed together."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for key, values in rows.items():
        typed = _typed(copy, values)
        alike[tuple(typed)].append(_of_key(copy, key) | {f"was_{name}": value for name, value in typed.items()})
    for names, parameters in alike.items():
        if names:
            before = {name: bindparam(f"was_{name}", type_=copy.c[name].type) for name in names}
            connection.execute(update(copy).where(*_is_key(copy)).values(before), parameters)


def _is_key(copy: Table) -> list[Any]:
    return [column == bindparam(f"of_{column.name}") for column in copy.primary_key]


def _of_key(copy: Table, key: Key) -> dict[str, Any]:
    return {f"of_{column.name}": part for column, part in zip(copy.primary_key, key, strict=True)}


def _typed(copy: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the journal wrote as text, as the columns hold it; bytes it does not keep, nor columns of another age."""
    known = ((copy.c[name], value) for name, value in sorted(values.items()) if name in copy.c)
    return {column.name: _value(column, value) for column, value in known if _kind(column) is not bytes}


def _value(column: Column[Any], value: Any) -> Any:
    read = _READ.get(_kind(column))
    return read(value) if read is not None and isinstance(value, str) else value


def _kind(column: Column[Any]) -> type:
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return kind.python_type


def _with_temporary_tables(unit: UnitOfWork) -> Connection:
    """A server must be told before its first answer that a transaction will lay tables out: the unit begins anew."""
    if not is_server(unit.session.get_bind()):
        return unit.session.connection()
    unit.session.rollback()
    forget_connection(unit)
    connection = unit.session.connection(execution_options={WITH_TEMPORARY_TABLES: True})
    _forget_plans(connection)
    return connection


def _drop(unit: UnitOfWork, connection: Connection, copies: Sequence[Table]) -> None:
    if is_server(connection):
        # They go with the transaction that laid them out.
        _forget_plans(connection)
        unit.session.rollback()
        forget_connection(unit)
        return
    with _writable(connection):
        for copy in copies:
            connection.execute(DropTable(copy, if_exists=True))


def _close_to_writing(connection: Connection) -> None:
    """Of a server nothing but the copies can be written from now on, and they go."""
    if is_server(connection):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def _forget_plans(connection: Connection) -> None:
    """What the server has prepared reads the tables that bore the names then."""
    connection.exec_driver_sql("DEALLOCATE ALL")


@contextmanager
def _writable(connection: Connection) -> Iterator[None]:
    """SQLite counts a temporary table as a write; nothing but those is written meanwhile."""
    if is_server(connection):
        yield
        return
    connection.exec_driver_sql("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA query_only = ON")
