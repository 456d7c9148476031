"""Search as one types: in either script, by beginnings of words, by numbers, with the reason of every find."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from db.models.people import Person, PersonWord
from db.unit_of_work import UnitOfWork
from desktop_app.language.keys import query_key
from desktop_app.people.lines import LINES, line_of
from desktop_app.people.records import FoundPerson, MatchedBy, PersonLine
from desktop_app.people.rules import document_word, name_order, phone_digits

SHOWN = 30
# A beginning met so often need not be counted further: hits in it come soon.
COUNTED_WORDS = 2_000
_AFTER_ANY_LETTER = "\U0010ffff"
_LATIN_TWINS = str.maketrans("АВСЕКМНОРТХУ", "ABCEKMHOPTXY")

_DOCUMENT = re.compile(r"([A-Z]{2})\s*№?\s*(\d{1,7})")
_NUMBER = re.compile(r"(?=.*\d)\+?[\d\s()\-‑]+")
_COUNTRY = "998"
_PHONE_LENGTH = 9


def search_people(unit: UnitOfWork, text: str, *, limit: int = SHOWN) -> list[FoundPerson]:
    """People of whom every typed word begins a word of the card, in Uzbek order; at most ``limit``.

    Of more the first by the rarest word are taken: whoever types on will see the others.
    """
    prefixes = query_prefixes(text)
    if not prefixes:
        return []
    parameters = {**prefix_bounds(_rarest_first(unit, prefixes)), "shown": limit}
    rows = unit.session.connection().execute(_found_query(len(prefixes)), parameters)
    found = [FoundPerson(line, _matched_by(line, prefixes)) for line in map(line_of, rows)]
    return sorted(found, key=lambda hit: name_order(hit.person.name))


def how_found(line: PersonLine, text: str) -> FoundPerson:
    """The person with the reason why the text finds it."""
    return FoundPerson(line, _matched_by(line, query_prefixes(text)))


def query_prefixes(text: str) -> tuple[str, ...]:
    """The beginnings of words that the text asks for; numbers lose their spaces and the country's code."""
    typed = text.strip()
    if found := _DOCUMENT.fullmatch(typed.upper().translate(_LATIN_TWINS)):
        digits = found[2]
        return (document_word(f"{found[1]} {digits}") if len(digits) == 7 else digits,)
    if _NUMBER.fullmatch(typed):
        return (_number_prefix(typed),)
    return tuple(dict.fromkeys(query_key(typed).split()))


@lru_cache
def matching_ids(words: int) -> Select[int]:
    """The people in whom each of so many prefixes begins a word; to be run with ``prefix_bounds``.

    The first prefix leads: let it be the rarest. Built once for each number of words, because building a statement
    takes longer than running it.
    """
    query = select(PersonWord.person_id).where(*_in_bounds(PersonWord, 0)).distinct()
    for place in range(1, words):
        other = aliased(PersonWord)
        same = select(other.word).where(other.person_id == PersonWord.person_id, *_in_bounds(other, place))
        query = query.where(same.exists())
    return query


def prefix_bounds(prefixes: Sequence[str]) -> dict[str, str]:
    """The parameters of ``matching_ids``: from each prefix up to all that begins with it."""
    bounds = {f"from_{place}": prefix for place, prefix in enumerate(prefixes)}
    return bounds | {f"to_{place}": prefix + _AFTER_ANY_LETTER for place, prefix in enumerate(prefixes)}


@lru_cache
def _found_query(words: int) -> Select[*tuple[Any, ...]]:
    shown = matching_ids(words).limit(bindparam("shown", type_=Integer))
    return LINES.where(Person.id.in_(shown))


@lru_cache
def _counts_query(words: int) -> CompoundSelect[int, int]:
    counted = (
        select(PersonWord.word).where(*_in_bounds(PersonWord, place)).limit(COUNTED_WORDS).subquery()
        for place in range(words)
    )
    return union_all(
        *(select(literal_column(str(place)), func.count()).select_from(rows) for place, rows in enumerate(counted))
    )


def _rarest_first(unit: UnitOfWork, prefixes: Sequence[str]) -> Sequence[str]:
    if len(prefixes) == 1:
        return prefixes
    rows = unit.session.connection().execute(_counts_query(len(prefixes)), prefix_bounds(prefixes))
    ranked = sorted(rows, key=lambda row: (row[1], -len(prefixes[row[0]])))
    return [prefixes[row[0]] for row in ranked]


def _in_bounds(words: type[PersonWord], place: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    lower, upper = bindparam(f"from_{place}", type_=String), bindparam(f"to_{place}", type_=String)
    return words.word >= lower, words.word < upper


def _number_prefix(typed: str) -> str:
    """The digits, without the country's code where a phone is meant."""
    digits = re.sub(r"\D", "", typed)
    is_phone = typed.startswith("+") or len(digits) == len(_COUNTRY) + _PHONE_LENGTH
    return digits.removeprefix(_COUNTRY) or digits if is_phone else digits


def _matched_by(line: PersonLine, prefixes: Sequence[str]) -> MatchedBy:
    """What told this person from others: a number if one matched, else the name."""
    for prefix in prefixes:
        if not prefix[0].isdecimal():
            continue
        if (line.jshshir or "").startswith(prefix):
            return MatchedBy.JSHSHIR
        if line.document and document_word(line.document).startswith(prefix):
            return MatchedBy.DOCUMENT
        if any(digits.startswith(prefix) for digits in phone_digits(line.phone)):
            return MatchedBy.PHONE
    return MatchedBy.NAME
