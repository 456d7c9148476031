"""What an expression reckons with, and how XPath 1.0 turns one kind of value into another.

There are texts, numbers and truths, and the codes of several chosen options. What is empty is an empty text, what is no
number is NaN, and a day is a text ("2026-11-22") that counts as its days since 1970-01-01 wherever a number is wanted.
"""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

Value = str | float | bool | tuple[str, ...]

NAN = math.nan
DAY_SECONDS = 86_400
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - days are counted as they stand in the calendar, in no zone

_NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}.*)?", re.ASCII | re.DOTALL)
# From here a whole number is no longer exact, and is written as any other.
_WHOLE = 2.0**53


def text(value: Value) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case tuple():
            return " ".join(value)
        case _ if math.isnan(value):
            return "NaN"
        case _ if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        case _:
            return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(value)


def number(value: Value) -> float:
    if isinstance(value, (bool, float)):
        return float(value)
    written = text(value).strip()
    if _NUMBER.fullmatch(written):
        return float(written)
    moment = moment_in(written)
    return NAN if moment is None else days_since_epoch(moment)


def truth(value: Value) -> bool:
    """A number is true unless it is 0 or NaN, anything else unless it is empty."""
    return value != 0 and not math.isnan(value) if isinstance(value, float) else bool(value)


def members(value: Value) -> tuple[str, ...]:
    """The codes that were chosen; XForms writes them into one text with spaces between."""
    return value if isinstance(value, tuple) else tuple(text(value).split())


def are_equal(left: Value, right: Value) -> bool:
    """A truth makes it a comparison of truths, else a number one of numbers, else the texts are compared."""
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return text(left) == text(right)


def in_order(compare: Callable[[float, float], bool]) -> Callable[[Value, Value], bool]:
    """A comparison by order, which is always one of numbers, and of days as numbers."""
    return lambda left, right: compare(number(left), number(right))


def moment_in(written: str) -> datetime | None:
    """The day or the moment that a text names in the ISO form; the zone is dropped, because a centre has only one."""
    if not _DAY.fullmatch(written):
        return None
    try:
        return datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return None


def days_since_epoch(moment: datetime) -> float:
    return (moment - EPOCH).total_seconds() / DAY_SECONDS


def moment_of(value: Value) -> datetime | None:
    """The moment named by a text, or so many days after 1970-01-01; None for what is neither."""
    days = number(value)
    try:
        return EPOCH + timedelta(days=days)
    except (ValueError, OverflowError):
        return None


def day_text(day: date) -> str:
    return day.isoformat()[: len("YYYY-MM-DD")]


def moment_text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
