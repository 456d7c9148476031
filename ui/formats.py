"""Dates, numbers and other values as the current language writes them."""

from datetime import date, datetime
from decimal import Decimal

from desktop_app.clock import TASHKENT
from desktop_app.i18n import _, language
from desktop_app.language import dates, numbers

NOTHING = "–"


def date_text(day: date | None) -> str:
    """28.12.2024; empty without a date."""
    return dates.short_date(day) if day is not None else ""


def long_date(day: date) -> str:
    """2024-yil 28-dekabr."""
    return dates.long_date(day, language())


def moment_text(moment: datetime | None) -> str:
    """28.12.2024 09:12 in the time of Uzbekistan."""
    if moment is None:
        return ""
    local = moment.astimezone(TASHKENT)
    return f"{date_text(local.date())} {local:%H:%M}"


def integer_text(n: int) -> str:
    return numbers.number(n, 0, language())


def decimal_text(value: float | Decimal, decimals: int = 1) -> str:
    return numbers.number(value, decimals, language())


def percent_text(part: int, whole: int) -> str:
    """94,5%; a dash where there is nothing to divide by."""
    return numbers.percent(part, whole, language()) or NOTHING


def shown(value: object) -> str:
    """Any plain value as a table shows it."""
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case int():
            return integer_text(value)
        case float() | Decimal():
            return decimal_text(value)
        case datetime():
            return moment_text(value)
        case date():
            return date_text(value)
        case _:
            return str(value)
