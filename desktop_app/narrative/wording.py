"""Figures as a report in words writes them, in the language in force: counted nouns, percentages, verdicts, lists."""

from collections.abc import Sequence
from datetime import date, timedelta

from desktop_app.i18n import _, language
from desktop_app.indicators.model import Figure, Measure
from desktop_app.language.dates import long_date, month_name
from desktop_app.language.numbers import NO_BREAK_SPACE, number, people, percent, short_number
from desktop_app.language.orders import bare_number

NO_FIGURE = "–"
_THINGS = {"uz_Latn": "ta", "uz_Cyrl": "та"}
_HOURS = {"uz_Latn": "soat", "uz_Cyrl": "соат", "ru": "ч."}
_DASH = "–"


def figure_text(value: Figure, unit: Measure, *, is_bare: bool = False) -> str:
    """9 729 nafar, 12 ta, 36 soat, 98,5%; a dash where there are no data, which is not nought."""
    if unit is Measure.PERCENT:
        return NO_FIGURE if value is None else number(value, 2 if round(value, 1) != value else 1, language()) + "%"
    if is_bare or unit is Measure.POINTS:
        return NO_FIGURE if value is None else short_number(value, language())
    if unit is Measure.PEOPLE and value is not None:
        return people(round(value), language())
    word = _word(unit, value or 0)
    shown = NO_FIGURE if value is None else short_number(value, language())
    return f"{shown}{NO_BREAK_SPACE}{word}" if word else shown


def count_text(length: int) -> str:
    """The length of a list: 9 ta."""
    return figure_text(length, Measure.PAPERS)


def share_text(above: Figure, below: Figure) -> str:
    """67,4%; never 100,0% short of the plan."""
    if above is None or not below:
        return NO_FIGURE
    if isinstance(above, int) and isinstance(below, int):
        return percent(above, below, language()) or NO_FIGURE
    return number(100 * above / below, 1, language()) + "%"


def verdict_text(above: Figure, below: Figure) -> str:
    """reja bajarilmagan (–242); what the percentage rounds to plays no part in it."""
    if above is None or below is None:
        return NO_FIGURE
    if not above and not below:
        return _("nothing was planned")
    off = short_number(abs(above - below), language())
    if above < below:
        return _("the plan is not fulfilled (–{n})", n=off)
    return _("the plan is exceeded (+{n})", n=off) if above > below else _("the plan is fulfilled exactly")


def names_text(names: Sequence[str]) -> str:
    """One, two and three."""
    *first, last = names or (NO_FIGURE,)
    return _("{names} and {last}", names=", ".join(first), last=last) if first else last


def period_text(year: int, month: int) -> str:
    """From January to the month: 2024-yil yanvar–noyabr oylari."""
    months = month_name(1, language()).lower(), month_name(month, language()).lower()
    match language():
        case "uz_Latn":
            return f"{year}-yil {_DASH.join(months)} oylari" if month > 1 else f"{year}-yil {months[0]} oyi"
        case "uz_Cyrl":
            return f"{year}-йил {_DASH.join(months)} ойлари" if month > 1 else f"{year}-йил {months[0]} ойи"
        case "ru":
            return f"{_DASH.join(dict.fromkeys(months))} {year}{NO_BREAK_SPACE}г."
        case _:
            return f"{_DASH.join(dict.fromkeys(map(str.capitalize, months)))} {year}"


def as_of_text(last_day: date, today: date) -> str:
    """The day after the period; while it still runs, today."""
    return long_date(min(last_day + timedelta(days=1), today), language())


def orders_text(orders: Sequence[tuple[str, date | None]]) -> str:
    """The orders that a plan rests on: 2023-yil 28-dekabrdagi 577-sonli; empty where none is known."""
    return names_text(found) if (found := [_order(typed, day) for typed, day in orders if typed.strip()]) else ""


def _order(typed: str, day: date | None) -> str:
    bare = bare_number(typed)
    on = long_date(day, language()) if day else ""
    match language():
        case "uz_Latn":
            return f"{on}dagi {bare}-sonli" if on else f"{bare}-sonli"
        case "uz_Cyrl":
            return f"{on}даги {bare}-сонли" if on else f"{bare}-сонли"
        case "ru":
            return f"от {on} №{NO_BREAK_SPACE}{bare}" if on else f"№{NO_BREAK_SPACE}{bare}"
        case _:
            return f"No. {bare} of {on}" if on else f"No. {bare}"


def _word(unit: Measure, value: int | float) -> str:
    match unit:
        case Measure.PEOPLE:
            return people(round(value), language()).rpartition(NO_BREAK_SPACE)[2]
        case Measure.HOURS:
            return _HOURS.get(language()) or ("hour" if value == 1 else "hours")
        case _:
            return _THINGS.get(language(), "")
