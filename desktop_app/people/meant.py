"""Words that may be meant though none begins as typed: parts of names, other spellings, phones without their code."""

import json

from sqlalchemy import ColumnElement, Integer, Select, String, bindparam, func, not_, select, union_all

from db.models.people import NameWord, PersonWord
from db.plain_query import PlainQuery
from db.unit_of_work import UnitOfWork
from desktop_app.people.spellings import spellings

# Of a part that stands in more words than these, the name is better typed from its beginning.
MOST_WORDS = 500
_PHONE_LENGTH = 9
# The first two digits of the country's phones: between them lie the numbers of cards, which need not be looked at.
_CODES = json.dumps(["20", "33", "50", "55", *map(str, range(60, 80)), "87", "88", *map(str, range(90, 100))])
_AFTER_ANY_LETTER = "\U0010ffff"
_AFTER_ANY_DIGIT = ":"


def words_around(unit: UnitOfWork, part: str) -> list[str]:
    """The words of names that have the part in their middle or at their end."""
    return [row[0] for row in _AROUND.rows(unit, {"part": part, "most": MOST_WORDS})]


def words_spelt(unit: UnitOfWork, word: str) -> list[str]:
    """The words of names whose beginning is another spelling of the typed one."""
    found = spellings(word)
    if found is None:
        return []
    bounds = {f"from_{place}": begin for place, begin in enumerate(found.begins)}
    bounds |= {f"to_{place}": begin + _AFTER_ANY_LETTER for place, begin in enumerate(found.begins)}
    values = {**bounds, "pattern": found.pattern, "typed": f"{word}*", "most": MOST_WORDS}
    return [row[0] for row in _SPELT.rows(unit, values)]


def phone_words(unit: UnitOfWork, digits: str) -> list[str]:
    """The phones that go on so after their code, or end so.

    Seven digits and more are looked up under each code; of fewer the end is looked for in every phone, which takes
    a twentieth of a second among half a million.
    """
    is_end = len(digits) < _PHONE_LENGTH - 2
    values = {"codes": _CODES, "digits": digits, "most": MOST_WORDS}
    found = [row[0] for row in _PHONES_GOING_ON.rows(unit, values)]
    if is_end:
        found += [row[0] for row in _PHONES_ENDING.rows(unit, {**values, "places": -len(digits)})]
    return found


def _spelt_query() -> PlainQuery:
    def arm(place: int) -> Select[str]:
        lower, upper = bindparam(f"from_{place}", type_=String), bindparam(f"to_{place}", type_=String)
        return select(NameWord.word).where(
            NameWord.word >= lower,
            NameWord.word < upper,
            NameWord.word.bool_op("GLOB")(bindparam("pattern", type_=String)),
            not_(NameWord.word.bool_op("GLOB")(bindparam("typed", type_=String))),
        )

    found = union_all(arm(0), arm(1)).subquery()
    return PlainQuery(select(found.c.word).limit(bindparam("most", type_=Integer)))


def _phones_query(is_end: bool) -> PlainQuery:
    """Within each code, so that of all words of cards only phones are gone through."""
    code = func.json_each(bindparam("codes", type_=String)).table_valued("value").c.value
    digits = bindparam("digits", type_=String)
    begin = code if is_end else code + digits
    is_phone: list[ColumnElement[bool]] = [
        PersonWord.word >= begin,
        PersonWord.word < begin + _AFTER_ANY_DIGIT,
        func.length(PersonWord.word) == _PHONE_LENGTH,
    ]
    if is_end:
        is_phone.append(func.substr(PersonWord.word, bindparam("places", type_=Integer)) == digits)
    return PlainQuery(select(PersonWord.word).where(*is_phone).limit(bindparam("most", type_=Integer)))


_AROUND = PlainQuery(
    select(NameWord.word)
    .where(func.instr(NameWord.word, bindparam("part", type_=String)) > 1)
    .limit(bindparam("most", type_=Integer))
)
_SPELT = _spelt_query()
_PHONES_GOING_ON, _PHONES_ENDING = _phones_query(is_end=False), _phones_query(is_end=True)
