"""Reading at every key and by the hundred thousand: rows as the driver's own tuples, a SELECT composed once."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import CompoundSelect, Select

from db.unit_of_work import UnitOfWork

PlainRow = tuple[Any, ...]


def plain_rows(unit: UnitOfWork, statement: Select[*tuple[Any, ...]]) -> list[PlainRow]:
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
        connection = unit.session.connection()
        if not self._sql:
            compiled: Any = self._statement.compile(dialect=connection.dialect)
            self._own, self._places, self._sql = compiled.params, tuple(compiled.positiontup), compiled.string
        values = self._own | dict(parameters)
        raw: Any = connection.connection.driver_connection
        found: list[PlainRow] = raw.execute(self._sql, [values[place] for place in self._places]).fetchall()
        return found
