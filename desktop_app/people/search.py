"""Search as one types: in either script, by beginnings of words, by numbers, with the reason of every find."""

import re
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all
from sqlalchemy.orm import aliased

from db.models.people import PersonWord
from db.unit_of_work import UnitOfWork
from desktop_app.language.keys import query_key
from desktop_app.people.lines import person_lines
from desktop_app.people.records import FoundPerson, MatchedBy, PersonLine
from desktop_app.people.rules import document_word, name_order, phone_digits

SHOWN = 30
# A beginning met so often need not be counted further: hits in it come soon.
COUNTED_WORDS = 2_000
_AFTER_ANY_LETTER = "\U0010ffff"
_LATIN_TWINS = str.maketrans("АВСЕКМНОРТХУ", "ABCEKMHOPTXY")

_DOCUMENT = re.compile(r"([A-Z]{2})\s*№?\s*(\d{1,7})")
_NUMBER = re.compile(r"\+?[\d\s()\-‑]{3,}")
_COUNTRY = "998"
_PHONE_LENGTH = 9


def search_people(unit: UnitOfWork, text: str, *, limit: int = SHOWN) -> list[FoundPerson]:
    """People of whom every typed word begins a word of the card, in Uzbek order; at most ``limit``.

    Of more the first by the rarest word are taken: whoever types on will see the others.
    """
    prefixes = query_prefixes(text)
    if not prefixes:
        return []
    ids = unit.session.scalars(matching_ids(_rarest_first(unit, prefixes)).limit(limit)).all()
    found = [FoundPerson(line, _matched_by(line, prefixes)) for line in person_lines(unit, ids)]
    return sorted(found, key=lambda hit: name_order(hit.person.name))


def query_prefixes(text: str) -> tuple[str, ...]:
    """The beginnings of words that the text asks for; numbers lose their spaces and the country's code."""
    typed = text.strip()
    if found := _DOCUMENT.fullmatch(typed.upper().translate(_LATIN_TWINS)):
        digits = found[2]
        return (document_word(f"{found[1]} {digits}") if len(digits) == 7 else digits,)
    if _NUMBER.fullmatch(typed):
        return (_number_prefix(re.sub(r"\D", "", typed)),)
    return tuple(dict.fromkeys(query_key(typed).split()))


def matching_ids(prefixes: Sequence[str]) -> Select[int]:
    """The people in whom every prefix begins a word. The first prefix leads: let it be the rarest."""
    first, *others = prefixes
    query = select(PersonWord.person_id).where(*_in_range(PersonWord, first)).distinct()
    for prefix in others:
        other = aliased(PersonWord)
        query = query.where(
            select(other.word).where(other.person_id == PersonWord.person_id, *_in_range(other, prefix)).exists()
        )
    return query


def _rarest_first(unit: UnitOfWork, prefixes: Sequence[str]) -> list[str]:
    if len(prefixes) == 1:
        return list(prefixes)
    counts = union_all(
        *(
            select(literal(prefix), func.count()).select_from(
                select(PersonWord.word).where(*_in_range(PersonWord, prefix)).limit(COUNTED_WORDS).subquery()
            )
            for prefix in prefixes
        )
    )
    rarity = dict(unit.session.execute(counts).tuples().all())
    return sorted(prefixes, key=lambda prefix: (rarity[prefix], -len(prefix)))


def _in_range(words: type[PersonWord], prefix: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return words.word >= prefix, words.word < prefix + _AFTER_ANY_LETTER


def _number_prefix(digits: str) -> str:
    is_phone_with_country = len(digits) == _PHONE_LENGTH + len(_COUNTRY) and digits.startswith(_COUNTRY)
    return digits[len(_COUNTRY) :] if is_phone_with_country else digits


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
