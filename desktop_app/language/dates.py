"""Dates: read as offices type them and Excel stores them, written as documents of each language have them."""

import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from desktop_app.language.apostrophes import tidy
from desktop_app.language.script import to_cyrillic, to_latin

# Day 0 of Excel's calendar, which counts a 29.02.1900 that never was: right from serial 61 on.
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1901, 2100
# Two digits of a year up to this one mean the 2000s: births of trainees and dates of courses, both.
_LAST_SHORT_YEAR_OF_2000S = 30

# First letters of month names in Uzbek, Russian (both transliterated) and English.
_MONTHS = {
    "yan": 1, "jan": 1, "fev": 2, "feb": 2, "mar": 3, "apr": 4, "may": 5, "iyun": 6, "jun": 6,
    "iyul": 7, "jul": 7, "avg": 8, "aug": 8, "sen": 9, "sep": 9, "okt": 10, "oct": 10,
    "noy": 11, "nov": 11, "dek": 12, "dec": 12,
}  # fmt: skip
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*)"
_YEAR_WORD = r"(?:[\s-]*(?:yil\w*|y|g|god\w*|year)\b\.?)?"
_TIME = r"(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"

_YEAR_ONLY = re.compile(rf"(?P<year>\d{{4}}){_YEAR_WORD}")
_GAP = r"\s*[-./,\s]\s*"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}}){_GAP}(?P<m>\d{{1,2}}){_GAP}{_DAY}{_TIME}")
_DAY_FIRST = re.compile(rf"{_DAY}{_GAP}(?P<m>\d{{1,2}}){_GAP}{_YEAR}{_YEAR_WORD}{_TIME}")
_DAY_AND_MONTH = re.compile(rf"{_DAY}[-./,\s](?P<m>\d{{1,2}})\.?")
_NAMED_MONTH = (
    re.compile(rf"{_DAY}[\s.-]*{_MONTH}[\s.,-]*{_YEAR}{_YEAR_WORD}"),
    re.compile(rf"(?P<year>\d{{4}}){_YEAR_WORD}[\s,]*{_DAY}[\s.-]*{_MONTH}\.?(?: kuni)?"),
    re.compile(rf"{_MONTH}\.?\s*{_DAY},?\s*(?P<year>\d{{4}})"),
    re.compile(rf"{_DAY}[\s.-]*{_MONTH}\.?"),
)

_UZBEK_MONTHS = (
    "yanvar", "fevral", "mart", "aprel", "may", "iyun",
    "iyul", "avgust", "sentyabr", "oktyabr", "noyabr", "dekabr",
)  # fmt: skip
# Uzbek Cyrillic names the months as Russian does.
_RUSSIAN_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_RUSSIAN_MONTHS_OF_DATES = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = {
    "uz_Latn": ("dushanba", "seshanba", "chorshanba", "payshanba", "juma", "shanba", "yakshanba"),
    "uz_Cyrl": ("душанба", "сешанба", "чоршанба", "пайшанба", "жума", "шанба", "якшанба"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT_WEEKDAYS = {
    "uz_Latn": ("Du", "Se", "Ch", "Pa", "Ju", "Sh", "Ya"),
    "uz_Cyrl": ("Ду", "Се", "Чо", "Па", "Жу", "Ша", "Як"),
    "ru": ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"),
    "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
}


class DateNote(StrEnum):
    """What to say beside a date that was read, or why none was."""

    EMPTY = "empty"
    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"
    EMPTY_IN_EXCEL = "empty_in_excel"
    STRANGE_YEAR = "strange_year"
    NO_YEAR = "no_year"
    YEAR_ONLY = "year_only"
    SHORT_YEAR = "short_year"
    YEAR_ASSUMED = "year_assumed"
    MONTH_FIRST = "month_first"
    SERIAL_AS_TEXT = "serial_as_text"


@dataclass(frozen=True)
class ParsedDate:
    """``date`` if a whole date was read, else perhaps the ``year``; if not sure, a person should look."""

    date: date | None
    year: int | None
    is_sure: bool
    note: DateNote | None = None


def parse_date(value: str | date | float | None, *, default_year: int | None = None) -> ParsedDate:
    """Read a cell's value or a typed text; day before month, as everywhere in Uzbekistan.

    ``default_year`` completes "5.3" typed in a form; without it a date needs its year.
    """
    match value:
        case None:
            return _refused(DateNote.EMPTY)
        case bool():
            return _refused(DateNote.NOT_A_DATE)
        case datetime():
            return _checked(value.date())
        case date():
            return _checked(value)
        case int() | float():
            return _from_number(value)
        case str():
            return _from_text(to_latin(tidy(value)).lower().rstrip(" ,"), default_year)


def short_date(d: date) -> str:
    """28.12.2024, in every language."""
    return f"{d:%d.%m.}{d.year:04}"


def long_date(d: date, language: str) -> str:
    """2024-yil 28-dekabr · 28 декабря 2024 г. · 28 December 2024."""
    return _with_year(day_and_month(d, language), d.year, language)


def day_and_month(d: date, language: str) -> str:
    """28-dekabr · 28 декабря · 28 December."""
    return _days_and_month(str(d.day), d.month, language)


def period(start: date, end: date, language: str) -> str:
    """The days of a course: 2024-yil 3–5-dekabr kunlari; what start and end share is written once."""
    if start > end:
        raise ValueError("a period cannot end before it starts")
    if language == "uz_Cyrl":
        return to_cyrillic(period(start, end, "uz_Latn"))
    if start == end:
        text = long_date(end, language)
    elif (start.year, start.month) == (end.year, end.month):
        text = _with_year(_days_and_month(f"{start.day}–{end.day}", end.month, language), end.year, language)
    elif start.year == end.year:
        both = f"{day_and_month(start, language)} – {day_and_month(end, language)}"
        text = _with_year(both, end.year, language)
    else:
        text = f"{long_date(start, language)} – {long_date(end, language)}"
    if language == "uz_Latn":
        return f"{text} kuni" if start == end else f"{text} kunlari"
    return text


def month_name(month: int, language: str) -> str:
    """Noyabr · Ноябрь · November, to choose from."""
    names = {"uz_Latn": _UZBEK_MONTHS, "uz_Cyrl": _UZBEK_MONTHS, "ru": _RUSSIAN_MONTHS}.get(language, _ENGLISH_MONTHS)
    name = names[month - 1]
    written = to_cyrillic(name) if language == "uz_Cyrl" else name
    return written[:1].upper() + written[1:]


def month_title(year: int, month: int, language: str) -> str:
    """2026-yil noyabr oyi · ноябрь 2026 г. · November 2026."""
    match language:
        case "uz_Latn":
            return f"{year}-yil {_UZBEK_MONTHS[month - 1]} oyi"
        case "uz_Cyrl":
            return to_cyrillic(month_title(year, month, "uz_Latn"))
        case "ru":
            return _with_year(_RUSSIAN_MONTHS[month - 1], year, language)
        case _:
            return _with_year(_ENGLISH_MONTHS[month - 1], year, language)


def weekday(d: date, language: str) -> str:
    """dushanba · понедельник · Monday."""
    return _WEEKDAYS[language][d.weekday()]


def short_weekday(d: date, language: str) -> str:
    """Two letters for the head of a column: Du · Пн · Mo."""
    return _SHORT_WEEKDAYS[language][d.weekday()]


def _with_year(day_and_month: str, year: int, language: str) -> str:
    match language:
        case "uz_Latn":
            return f"{year}-yil {day_and_month}"
        case "uz_Cyrl":
            return f"{year}-йил {day_and_month}"
        case "ru":
            return f"{day_and_month} {year}\u00a0г."
        case "en":
            return f"{day_and_month} {year}"
    raise ValueError(f"unknown language {language!r}")


def _days_and_month(days: str, month: int, language: str) -> str:
    match language:
        case "uz_Latn":
            return f"{days}-{_UZBEK_MONTHS[month - 1]}"
        case "uz_Cyrl":
            return f"{days}-{_RUSSIAN_MONTHS[month - 1]}"
        case "ru":
            return f"{days} {_RUSSIAN_MONTHS_OF_DATES[month - 1]}"
        case "en":
            return f"{days} {_ENGLISH_MONTHS[month - 1]}"
    raise ValueError(f"unknown language {language!r}")


def _from_number(value: float) -> ParsedDate:
    if not math.isfinite(value) or value < 0:
        return _refused(DateNote.NOT_A_DATE)
    whole = int(value)
    if _FIRST_YEAR <= whole <= _LAST_YEAR:
        return ParsedDate(None, whole, is_sure=True, note=DateNote.YEAR_ONLY)
    if 1_000_000 <= whole <= 99_999_999:
        return _from_digits(f"{whole:08}", None)
    if whole > (date(_LAST_YEAR, 12, 31) - _EXCEL_EPOCH).days:
        return _refused(DateNote.NOT_A_DATE)
    return _checked(_EXCEL_EPOCH + timedelta(days=whole))


def _from_text(text: str, default_year: int | None) -> ParsedDate:
    if not text.strip("-–—. "):
        return _refused(DateNote.EMPTY)
    if text.isascii() and text.isdecimal():
        return _from_digits(text, default_year)
    if found := _YEAR_ONLY.fullmatch(text):
        return _year_only(int(found["year"]))
    for pattern in (_YEAR_FIRST, _DAY_FIRST, *_NAMED_MONTH, _DAY_AND_MONTH):
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            month = _MONTHS[_month_letters(parts["month"])] if parts.get("month") else int(parts["m"])
            return _built(int(parts["day"]), month, parts.get("year"), default_year)
    if re.fullmatch(r"\d+\.0", text):
        return _from_text(text[:-2], default_year)
    return _refused(DateNote.NOT_A_DATE)


def _from_digits(digits: str, default_year: int | None) -> ParsedDate:
    """Digits without a separator: 05032026, 20260305, 050326, 0503, 2002, or an Excel serial kept as text."""
    match len(digits):
        case 8 if _FIRST_YEAR <= int(digits[4:]) <= _LAST_YEAR:
            return _built(int(digits[:2]), int(digits[2:4]), digits[4:], None)
        case 8:
            return _built(int(digits[6:]), int(digits[4:6]), digits[:4], None)
        case 7:
            return _from_digits("0" + digits, default_year)
        case 6:
            return _built(int(digits[:2]), int(digits[2:4]), digits[4:], None)
        case 5:
            found = _from_number(int(digits))
            return replace(found, is_sure=False, note=found.note or DateNote.SERIAL_AS_TEXT)
        case 4 if _FIRST_YEAR <= int(digits) <= _LAST_YEAR or default_year is None:
            return _year_only(int(digits))
        case 4:
            return _built(int(digits[:2]), int(digits[2:]), None, default_year)
        case _:
            return _refused(DateNote.NOT_A_DATE)


def _built(day: int, month: int, year: str | None, default_year: int | None) -> ParsedDate:
    note: DateNote | None = None
    if year is None:
        if default_year is None:
            return _refused(DateNote.NO_YEAR)
        full_year, note = default_year, DateNote.YEAR_ASSUMED
    elif len(year) == 2:
        century = 2000 if int(year) <= _LAST_SHORT_YEAR_OF_2000S else 1900
        full_year, note = century + int(year), DateNote.SHORT_YEAR
    else:
        full_year = int(year)
    if full_year == 1900:
        return _refused(DateNote.EMPTY_IN_EXCEL)
    if month > 12 >= day:
        day, month, note = month, day, DateNote.MONTH_FIRST
    try:
        found = _checked(date(full_year, month, day))
    except ValueError:
        return _refused(DateNote.NO_SUCH_DAY)
    if note is None or found.date is None:
        return found
    return replace(found, is_sure=note is DateNote.YEAR_ASSUMED, note=note)


def _checked(found: date) -> ParsedDate:
    if found.year in (1899, 1900):
        return _refused(DateNote.EMPTY_IN_EXCEL)
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return _refused(DateNote.STRANGE_YEAR)
    return ParsedDate(found, found.year, is_sure=True)


def _year_only(year: int) -> ParsedDate:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return _refused(DateNote.EMPTY_IN_EXCEL if year == 1900 else DateNote.STRANGE_YEAR)
    return ParsedDate(None, year, is_sure=True, note=DateNote.YEAR_ONLY)


def _month_letters(name: str) -> str:
    return name[:4] if name[:4] in _MONTHS else name[:3]


def _refused(note: DateNote) -> ParsedDate:
    return ParsedDate(None, None, is_sure=False, note=note)
