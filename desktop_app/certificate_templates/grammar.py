"""The grammar of a text with fields: ``{name}``, ``{starts|from}``, ``{course|upper|quoted}``, ``{{`` for a brace."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.language.dates import day_and_month, long_date, short_date
from desktop_app.language.endings import dative
from desktop_app.language.number_words import MOST, number_in_words
from desktop_app.language.numbers import short_number
from desktop_app.language.paper_names import signature_name
from desktop_app.language.script import catalogue_to_cyrillic, to_latin

Value = str | int | float | date | tuple[str, ...]
UZBEK = ("uz_Latn", "uz_Cyrl")

_PART = re.compile(r"\{\{|\}\}|\{(?P<slot>[^{}]*)\}|[{}]")
_KEPT_TEXTS = 2_048


class ValueKind(StrEnum):
    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Slot:
    """A field in its braces with the filters behind it, from left to right."""

    field: str
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """``takes`` is what it can be put behind (text: anything); ``languages`` those that it is offered in."""

    caption: str
    takes: ValueKind
    apply: Callable[[Value, str], str]
    languages: tuple[str, ...] = (*UZBEK, "ru", "en")


class TextFault(Exception):
    """A text breaks the grammar; ``problem`` says how, for the element that it stands in."""

    def __init__(self, code: str, message: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code, self.message, self.facts = code, message, facts

    def problem(self, field: str, *, element: str) -> Invalid:
        """``field`` is the id of the element, ``element`` what people call it."""
        return Invalid(self.code, self.message, field=field, element=element, **self.facts)


@lru_cache(maxsize=_KEPT_TEXTS)
def pieces(text: str) -> tuple[str | Slot, ...]:
    """The words and the slots of a text in their order. Raises TextFault for a brace that has no other."""
    found: list[str | Slot] = []
    words, position = "", 0
    for part in _PART.finditer(text):
        words += text[position : part.start()]
        position = part.end()
        if part[0] in ("{{", "}}"):
            words += part[0][0]
        elif part["slot"] is not None:
            name, *filters = (each.strip() for each in part["slot"].split("|"))
            found += [words, Slot(name, tuple(filters))] if words else [Slot(name, tuple(filters))]
            words = ""
        else:
            raise TextFault("template_open_brace", N_("{element}: a brace has no other one. A brace itself is {{{{."))
    words += text[position:]
    return (*found, words) if words else tuple(found)


def slots(text: str) -> Iterator[Slot]:
    """Raises TextFault as ``pieces`` does."""
    return (piece for piece in pieces(text) if isinstance(piece, Slot))


def filled(text: str, values: Mapping[str, Value], language: str) -> str | None:
    """The text with its fields filled; None if it has fields and every one of them is empty."""
    parts = pieces(text)
    written = [part if isinstance(part, str) else _written(part, values, language) for part in parts]
    has_slots = any(isinstance(part, Slot) for part in parts)
    is_empty = not any(words for part, words in zip(parts, written, strict=True) if isinstance(part, Slot))
    return None if has_slots and is_empty else "".join(written)


def check_slot(slot: Slot, kinds: Mapping[str, ValueKind], language: str) -> None:
    """Raises TextFault for an unknown field or filter, or a filter that does not fit there."""
    if slot.field not in kinds:
        raise TextFault("template_unknown_field", N_("{element}: there is no field “{name}”."), name=slot.field)
    kind = kinds[slot.field]
    for name in slot.filters:
        if name not in FILTERS:
            raise TextFault("template_unknown_filter", N_("{element}: there is no filter “{name}”."), name=name)
        _check_filter(name, FILTERS[name], slot, kind, language)
        kind = ValueKind.TEXT


def _check_filter(name: str, filter_: Filter, slot: Slot, kind: ValueKind, language: str) -> None:
    if filter_.takes not in (ValueKind.TEXT, kind):
        message = N_("{element}: the filter “{name}” does not fit behind “{before}”.")
        raise TextFault("template_filter_misfit", message, name=name, before=slot.field)
    if language not in filter_.languages:
        message = N_(
            "{element}: “{name}” is a filter of Uzbek. Declension in another language is never guessed: "
            "word the sentence so that it needs none."
        )
        raise TextFault("template_filter_language", message, name=name)


def _written(slot: Slot, values: Mapping[str, Value], language: str) -> str:
    value: Value = values.get(slot.field, "")
    if value in ("", (), None):
        return ""
    for name in slot.filters:
        value = FILTERS[name].apply(value, language)
    return plain(value, language)


def plain(value: Value, language: str) -> str:
    """A value as it is written without any filter."""
    match value:
        case str():
            return value
        case date():
            return long_date(value, language)
        case float():
            return short_number(value, language)
        case int():
            return str(value)
        case _:
            return ", ".join(value)


def _of_text(apply: Callable[[str], str]) -> Callable[[Value, str], str]:
    return lambda value, language: apply(plain(value, language))


def _of_day(apply: Callable[[date, str], str]) -> Callable[[Value, str], str]:
    return lambda value, language: apply(value, language) if isinstance(value, date) else plain(value, language)


def _from(day: date, language: str) -> str:
    written = long_date(day, language)
    return {"uz_Latn": f"{written}dan", "uz_Cyrl": f"{written}дан", "ru": f"с {written}"}.get(
        language, f"from {written}"
    )


def _until(day: date, language: str) -> str:
    written = long_date(day, language)
    return {"uz_Latn": f"{written}gacha", "uz_Cyrl": f"{written}гача", "ru": f"по {written}"}.get(
        language, f"to {written}"
    )


def _in_words(value: Value, language: str) -> str:
    """Hours that are no whole number stay figures."""
    if isinstance(value, (int, float)) and value == int(value) and 0 <= value <= MOST:
        return number_in_words(int(value), language)
    return plain(value, language)


def _quoted(value: Value, language: str) -> str:
    words = plain(value, language)
    return f"«{words}»" if language == "ru" else f"“{words}”"


def _lines(value: Value, language: str) -> str:
    return "\n".join(value) if isinstance(value, tuple) else plain(value, language)


FILTERS: Mapping[str, Filter] = {
    "long_date": Filter(N_("Date in words"), ValueKind.DAY, _of_day(long_date)),
    "short_date": Filter(N_("Date in figures"), ValueKind.DAY, _of_day(lambda day, _language: short_date(day))),
    "day_month": Filter(N_("Day and month"), ValueKind.DAY, _of_day(day_and_month)),
    "year": Filter(N_("Year"), ValueKind.DAY, _of_day(lambda day, _language: str(day.year))),
    "from": Filter(N_("From this day on"), ValueKind.DAY, _of_day(_from)),
    "until": Filter(N_("Until this day"), ValueKind.DAY, _of_day(_until)),
    "words": Filter(N_("Number in words"), ValueKind.NUMBER, _in_words),
    "lines": Filter(N_("One below the other"), ValueKind.LIST, _lines),
    "dative": Filter(N_("Dative (-ga, -ka, -qa)"), ValueKind.TEXT, _of_text(dative), UZBEK),
    "initials": Filter(
        N_("Initials and surname"), ValueKind.TEXT, lambda value, language: signature_name(language, str(value))
    ),
    "upper": Filter(N_("Capital letters"), ValueKind.TEXT, _of_text(str.upper)),
    "lower": Filter(N_("Small letters"), ValueKind.TEXT, _of_text(str.lower)),
    "capital": Filter(
        N_("First letter a capital"), ValueKind.TEXT, _of_text(lambda words: words[:1].upper() + words[1:])
    ),
    "latin": Filter(N_("In Latin letters"), ValueKind.TEXT, _of_text(to_latin)),
    "cyrillic": Filter(N_("In Cyrillic letters"), ValueKind.TEXT, _of_text(catalogue_to_cyrillic)),
    "quoted": Filter(N_("In quotation marks"), ValueKind.TEXT, _quoted),
}
