"""Reading at every key and by the hundred thousand: rows as the driver's own tuples, a SELECT composed once."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import CompoundSelect, Select

from db.unit_of_work import UnitOfWork

_DRIVER_CONNECTION = "driver_connection"

PlainRow = tuple[Any, ...]


def plain_rows(
    unit: UnitOfWork, statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
) -> list[PlainRow]:
    """The rows of a statement that brings very many of them: dressing each would take longer than finding it."""
    with unit.session.connection().execute(statement) as result:
        cursor: Any = result.cursor
        found: list[PlainRow] = cursor.fetchall()
        return found


class PlainQuery:
    """A statement that runs so often that composing it and dressing its rows would take longer than reading them.

    Rows come as the file keeps them: days as text, truths as 0 and 1.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._sql = ""
        self._places: tuple[str, ...] = ()
        self._own: dict[str, Any] = {}

    def rows(self, unit: UnitOfWork, parameters: Mapping[str, Any]) -> list[PlainRow]:
        raw = _driver_connection(unit)
        if not self._sql:
            compiled: Any = self._statement.compile(dialect=unit.session.get_bind().dialect)
            self._own, self._places, self._sql = compiled.params, tuple(compiled.positiontup), compiled.string
        values = self._own | dict(parameters)
        found: list[PlainRow] = raw.execute(self._sql, [values[place] for place in self._places]).fetchall()
        return found


def _driver_connection(unit: UnitOfWork) -> Any:
    """The connection of the unit's one transaction, asked for once: a keystroke has half a dozen statements."""
    kept = unit.session.info
    if _DRIVER_CONNECTION not in kept:
        kept[_DRIVER_CONNECTION] = unit.session.connection().connection.driver_connection
    return kept[_DRIVER_CONNECTION]
