"""Reading at every key and by the hundred thousand: rows as the driver's own tuples, a SELECT composed once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Select

from db.engine import is_server
from db.unit_of_work import UnitOfWork

_DRIVER_CONNECTION = "driver_connection"

PlainRow = tuple[Any, ...]
ROWS_AT_ONCE = 1_000

# What a server's driver gives otherwise than a file keeps it, by PostgreSQL's number of the type.
_Told = Callable[[Any], Any]
_AS_KEPT: dict[int, _Told] = {
    16: int,
    1082: lambda day: day.isoformat(),
    1083: lambda time: time.isoformat("microseconds"),
    1114: lambda moment: _moment_text(moment),
}


def plain_rows(
    unit: UnitOfWork, statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
) -> list[PlainRow]:
    """The rows of a statement that brings very many of them: dressing each would take longer than finding it.

    Rows come as a file keeps them: days as text, truths as 0 and 1.
    """
    with unit.session.connection().execute(statement) as result:
        cursor: Any = result.cursor
        found: list[PlainRow] = cursor.fetchall()
        return as_kept(found, cursor) if is_server(unit.session.get_bind()) else found


def plain_parts(
    unit: UnitOfWork, statement: Select[*tuple[Any, ...]], *, rows_at_once: int = ROWS_AT_ONCE
) -> Iterator[list[PlainRow]]:
    """The same in parts, for whoever keeps something else of the rows: what was just read is still at hand then, and
    does not lie in memory all together."""
    with unit.session.connection().execute(statement) as result:
        cursor: Any = result.cursor
        on_server = is_server(unit.session.get_bind())
        while found := cursor.fetchmany(rows_at_once):
            yield as_kept(found, cursor) if on_server else found


class PlainQuery:
    """A statement that runs so often that composing it and dressing its rows would take longer than reading them.

    Rows come as a file keeps them: days as text, truths as 0 and 1. ``is_weighed_anew``: a server chooses its way by
    the values at hand each time, and not once for all of them.
    """

    def __init__(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]],
        *,
        is_weighed_anew: bool = False,
    ) -> None:
        self._statement = statement
        # The driver prepares what it meets often, unless it is told not to.
        self._prepare = False if is_weighed_anew else None
        self._composed: dict[bool, tuple[str, tuple[str, ...], dict[str, Any]]] = {}
        self._told: list[_Told | None] = []

    def rows(self, unit: UnitOfWork, parameters: Mapping[str, Any]) -> list[PlainRow]:
        raw, on_server = _driver_connection(unit)
        if on_server not in self._composed:
            self._composed[on_server] = self._compose(unit)
        sql, places, own = self._composed[on_server]
        values = own | dict(parameters)
        if on_server:
            cursor = raw.execute(sql, values, prepare=self._prepare)
            if not self._told:
                self._told = _told_by(cursor)
            return _retold(cursor.fetchall(), self._told)
        found: list[PlainRow] = raw.execute(sql, [values[place] for place in places]).fetchall()
        return found

    def _compose(self, unit: UnitOfWork) -> tuple[str, tuple[str, ...], dict[str, Any]]:
        compiled: Any = self._statement.compile(dialect=unit.session.get_bind().dialect)
        return compiled.string, tuple(compiled.positiontup or ()), compiled.params


def as_kept(rows: list[PlainRow], cursor: Any) -> list[PlainRow]:
    """Rows of a server's cursor as a file would keep them."""
    return _retold(rows, _told_by(cursor))


def _told_by(cursor: Any) -> list[_Told | None]:
    return [_AS_KEPT.get(column.type_code) for column in cursor.description]


def _retold(rows: list[PlainRow], told: Sequence[_Told | None]) -> list[PlainRow]:
    if not rows or not any(told):
        return rows
    columns = (
        values if tell is None else [None if value is None else tell(value) for value in values]
        for tell, values in zip(told, zip(*rows, strict=True), strict=True)
    )
    return list(zip(*columns, strict=True))


def _moment_text(moment: datetime) -> str:
    return moment.isoformat(" ", "microseconds")


def _driver_connection(unit: UnitOfWork) -> tuple[Any, bool]:
    """The connection of the unit's one transaction, asked for once: a keystroke has half a dozen statements."""
    kept = unit.session.info
    if _DRIVER_CONNECTION not in kept:
        connection = unit.session.connection()
        kept[_DRIVER_CONNECTION] = connection.connection.driver_connection, is_server(connection)
    found: tuple[Any, bool] = kept[_DRIVER_CONNECTION]
    return found


def forget_connection(unit: UnitOfWork) -> None:
    """The unit goes on with another connection."""
    unit.session.info.pop(_DRIVER_CONNECTION, None)
