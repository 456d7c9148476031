"""Words of a form that change every month: its title with the month in it, the day, the centre, who signs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from desktop_app.language.dates import day_and_month, month_name, short_date
from desktop_app.language.script import Script, script_of
from desktop_app.plan.records import Period
from desktop_app.reference.records import Profile

# What may stand in braces, beside the names that ``_replaced`` puts there by itself.
FACTS = ("month", "year", "last_day", "next_day", "centre", "region", "director", "prepared_by", "order", "today")
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SPELLINGS = (("sentabr", 9), ("oktabr", 10), ("сентабр", 9), ("октабр", 10))
_YEAR = re.compile(r"\b20\d\d\b")
_DAY_BEFORE = re.compile(r"(\d{1,2})[\s-]*$")
_OF_MONTH = re.compile(r"\s+(?:oy|ой)", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](20\d\d)\b")
_STATE = re.compile(r"holat|ҳолат|состояни", re.IGNORECASE)
_ORDER = re.compile(r"buyru|qaror|приказ|буйру|қарор|постановл|\bson\b|\bсон\b|№", re.IGNORECASE)
_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Facts:
    """What the words of a form may tell."""

    period: Period
    profile: Profile
    region: str
    prepared_by: str
    order: str
    today: date


def month_forms() -> Iterator[tuple[str, int]]:
    """Every month as it is written, in Uzbek (as "oktabr" too), Russian (as "ноября" too) and English."""
    yield from _OTHER_SPELLINGS
    for month in range(1, 13):
        for language in ("uz_Latn", "ru", "en"):
            yield month_name(month, language), month
        yield _genitive(month), month


def pattern_of(text: str) -> tuple[str, str] | None:
    """The text with its month, year and day as names in braces, and its language; None where it has none.

    A day of a month is the day that figures stand on only where the text says so; else it is of an order.
    """
    if "{" in text or "}" in text:
        return None
    language = _language_of(text)
    is_state = bool(_STATE.search(text))
    if _ORDER.search(text) and not is_state:
        return None
    if (found := _DAY.search(text)) and is_state:
        day_name = "next_day" if int(found[1]) == 1 else "last_day"
        return text[: found.start()] + "{" + day_name + "_short}" + text[found.end() :], language
    words = [(word, month) for word in _WORD.finditer(text) if (month := _forms().get(word[0].lower()))]
    if len(words) != 1:
        return None
    word, _month = words[0]
    years = list(_YEAR.finditer(text))
    is_of_month = _DAY_BEFORE.search(text[: word.start()]) or _OF_MONTH.match(text, word.end())
    if len(years) > 1 or (is_state and not is_of_month):
        return None
    return _replaced(text, word, years[0] if years else None, is_state=is_state), language


def written(pattern: str, language: str, facts: Facts) -> str:
    """The text with the facts in place of their names; a name that is no fact stays as it is."""
    told = _told(facts, language)
    return _FIELD.sub(lambda found: told.get(found[1], found[0]), pattern)


def unknown_names(pattern: str) -> list[str]:
    """Names in braces that mean nothing."""
    return [name for name in _FIELD.findall(pattern) if name not in _names()]


def _replaced(text: str, word: re.Match[str], year: re.Match[str] | None, *, is_state: bool) -> str:
    day = _DAY_BEFORE.search(text[: word.start()]) if is_state else None
    which = ("next" if int(day[1]) == 1 else "last") if day else ""
    name = {"next": "next_month", "last": "month", "": "month"}[which]
    if word[0].lower() in _genitives():
        name += "_of"
    if word[0].isupper():
        name = name.upper()
    elif word[0][0].isupper():
        name = name.capitalize()
    spans = [(word.span(), f"{{{name}}}")]
    if day and which == "last":
        spans.append((day.span(1), "{last}"))
    if year:
        spans.append((year.span(), "{next_year}" if which == "next" else "{year}"))
    for (start, end), new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _told(facts: Facts, language: str) -> Mapping[str, str]:
    period = facts.period
    following = period.last_day + timedelta(days=1)
    told = {
        "year": str(period.year),
        "next_year": str(following.year),
        "last": str(period.last_day.day),
        "last_day": day_and_month(period.last_day, language),
        "next_day": day_and_month(following, language),
        "last_day_short": short_date(period.last_day),
        "next_day_short": short_date(following),
        "centre": facts.profile.name,
        "region": facts.region,
        "director": facts.profile.director,
        "prepared_by": facts.prepared_by,
        "order": facts.order,
        "today": short_date(facts.today),
    }
    months = {"month": period.month, "next_month": following.month}
    for name, month in months.items():
        nominative, genitive = month_name(month, language).lower(), _genitive(month)
        for form, text in ((name, nominative), (f"{name}_of", genitive)):
            told |= {form: text, form.capitalize(): text.capitalize(), form.upper(): text.upper()}
    return told


@cache
def _names() -> frozenset[str]:
    months = [name + of for name in ("month", "next_month") for of in ("", "_of")]
    cases = [form for name in months for form in (name, name.capitalize(), name.upper())]
    return frozenset((*FACTS, *cases, "next_year", "last", "last_day_short", "next_day_short"))


@cache
def _forms() -> Mapping[str, int]:
    """Small letters as they are written; Uzbek Cyrillic beside the rest."""
    forms = {form.lower(): month for form, month in month_forms()}
    return forms | {month_name(month, "uz_Cyrl").lower(): month for month in range(1, 13)}


@cache
def _genitives() -> frozenset[str]:
    return frozenset(_genitive(month) for month in range(1, 13)) - {
        month_name(month, "ru").lower() for month in range(1, 13)
    }


def _genitive(month: int) -> str:
    return day_and_month(date(2000, month, 1), "ru").split()[1]


def _language_of(text: str) -> str:
    if script_of(text) is Script.LATIN:
        return "uz_Latn"
    is_russian = re.search(r"\b(?:год|года|г|месяц\w*|за|на|по|состояни\w*)\b", text, re.IGNORECASE)
    return "ru" if is_russian else "uz_Cyrl"
