"""Words that may be meant though none begins as typed: parts of names, other spellings, phones without their code."""

from sqlalchemy import ColumnElement, Integer, Select, String, bindparam, func, literal, not_, select, union_all

from db.models.people import NameWord, PersonWord
from db.plain_query import PlainQuery
from db.unit_of_work import UnitOfWork
from desktop_app.people.rules import backwards
from desktop_app.people.spellings import spellings

# Of a part that stands in more words than these, the name is better typed from its beginning.
MOST_WORDS = 500
_PHONE_LENGTH = 9
# The first two digits of the country's phones: between them lie the numbers of cards, which need not be looked at.
_CODES = ("20", "33", "50", "55", *map(str, range(60, 80)), "87", "88", *map(str, range(90, 100)))
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


def phones_with(unit: UnitOfWork, digits: str) -> list[str]:
    """The words of the phones that end so, or go on so after their code."""
    values = {"digits": digits, "end": backwards(digits), "most": MOST_WORDS}
    return [row[0] for row in _PHONES_WITH.rows(unit, values)]


def _spelt_query() -> PlainQuery:
    def arm(place: int) -> Select[str]:
        lower, upper = bindparam(f"from_{place}", type_=String), bindparam(f"to_{place}", type_=String)
        return select(NameWord.word).where(
            NameWord.word >= lower,
            NameWord.word < upper,
            func.fits(NameWord.word, bindparam("pattern", type_=String)),
            not_(func.fits(NameWord.word, bindparam("typed", type_=String))),
        )

    found = union_all(arm(0), arm(1)).subquery()
    return PlainQuery(select(found.c.word).limit(bindparam("most", type_=Integer)))


def _phones_query() -> PlainQuery:
    """Ends are beginnings of the words that stand backwards; what goes on so is looked up under each code.

    An arm for each: a server that joined the words with a list of codes would read them all.
    """

    def begun(beginning: ColumnElement[str]) -> Select[str]:
        word = PersonWord.word
        return select(word).where(word >= beginning, word < beginning + _AFTER_ANY_DIGIT)

    is_whole = func.length(PersonWord.word) == _PHONE_LENGTH
    digits = bindparam("digits", type_=String)
    going_on = (begun(literal(code) + digits).where(is_whole) for code in _CODES)
    found = union_all(begun(bindparam("end", type_=String)), *going_on).subquery()
    return PlainQuery(select(found.c.word).limit(bindparam("most", type_=Integer)))


_AROUND = PlainQuery(
    select(NameWord.word)
    .where(func.place_of(NameWord.word, bindparam("part", type_=String)) > 1)
    .limit(bindparam("most", type_=Integer))
)
_SPELT = _spelt_query()
_PHONES_WITH = _phones_query()
