"""A record as it was seen: still there, and unchanged since."""

from typing import TypeVar

from db.base import Base
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, NotFound

Row = TypeVar("Row", bound=Base)


def row_at(unit: UnitOfWork, model: type[Row], key: object, code: str, gone: str, *, version: int | None = None) -> Row:
    """The row with this key. Raises NotFound with ``code`` and the sentence ``gone`` where there is none any more.

    Raises Conflict if it is no longer the ``version`` that was seen.
    """
    row = unit.session.get(model, key)
    if row is None:
        raise NotFound(code, gone)
    if version is not None and row.version != version:  # type: ignore[attr-defined]
        raise Conflict
    return row
