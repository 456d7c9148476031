"""Values of columns as JSON can hold them, and back again."""

from base64 import b64decode, b64encode
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from sqlalchemy import Column, Date, LargeBinary, Time
from sqlalchemy import Enum as EnumType

from db.types import UtcDateTime


def plain_value(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case date() | datetime() | time():
            return value.isoformat()
        case bytes():
            return {"bytes": b64encode(value).decode()}
        case _:
            return value


def native_value(column: Column[Any], value: Any) -> Any:
    """What ``plain_value`` was given. Raises ValueError, KeyError or TypeError for what cannot be of the column."""
    if value is None:
        return None
    match column.type:
        case UtcDateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case Time():
            return time.fromisoformat(value)
        case LargeBinary():
            return b64decode(value["bytes"], validate=True)
        case EnumType(enum_class=kind) if kind is not None:
            return kind(value)
        case _:
            return value
