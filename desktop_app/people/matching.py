"""The statements that a search is made of: people by beginnings of words, by workplace, by parts, by certificate."""

import json
from collections.abc import Collection, Sequence
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    String,
    and_,
    bindparam,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.visitors import replacement_traverse

from db.models.certificates import Certificate, CertificateSeries
from db.models.cohorts import Enrolment
from db.models.people import InstitutionWord, OutsideCourse, Person, PersonWord
from db.plain_query import PlainQuery
from db.portable import listed_texts
from db.unit_of_work import UnitOfWork
from desktop_app.people.meant import phones_with, words_around, words_spelt
from desktop_app.people.typed import Typed
from desktop_app.people.workplaces import kind_words

# A beginning met so often need not be counted further: hits in it come soon.
COUNTED_WORDS = 2_000
# Rough, to tell which word leads to fewer people.
PEOPLE_OF_A_SCHOOL, PEOPLE_OF_A_WORD = 40, 100
# So often one person is met at most, as a rule: of a name and a patronymic that begin alike.
WORDS_OF_A_PERSON = 2
_AFTER_ANY_LETTER = "\U0010ffff"
_BEFORE_ANY_LETTER = "\x01"


class Reach(IntEnum):
    """How far a search goes; each looks where those before it look, too."""

    NAME = 1
    SPELLING = 2
    WORKPLACE = 3
    PART = 4


class Look(NamedTuple):
    """Where one typed word is looked for: in cards, in institutions (as the word for a kind), among words listed."""

    in_cards: bool = True
    in_places: bool = False
    is_kind: bool = False
    is_listed: bool = False

    @property
    def is_far(self) -> bool:
        """Whether it takes several looks."""
        return self.in_cards + self.in_places + self.is_listed > 1


class Sought:
    """A typed text whose words are weighed once and then looked for as far as is wanted."""

    def __init__(self, unit: UnitOfWork, typed: Typed) -> None:
        self._unit = unit
        self._typed = typed

    def reaches(self, reach: Reach) -> bool:
        """Whether looking so far can find anybody whom looking less far does not."""
        match reach:
            case Reach.NAME:
                return not self._typed.places
            case Reach.SPELLING:
                return any(self._spelt.values())
            case Reach.WORKPLACE:
                return any(schools for _people, schools in self._weights.values())
            case Reach.PART:
                return any(self._parts.values())

    def ids(self, reach: Reach, *, limit: int) -> list[int]:
        looks, bounds = self._asked(reach)
        query, shown = _some_query(looks), limit * WORDS_OF_A_PERSON
        while True:
            rows = query.rows(self._unit, {**bounds, "shown": shown})
            ids = list(dict.fromkeys(row[0] for row in rows))
            if len(ids) >= limit or len(rows) < shown:
                return ids[:limit]
            shown *= shown

    def all_ids(self, reach: Reach) -> Select[int]:
        """Everybody whom the text finds, as a part of another statement."""
        looks, bounds = self._asked(reach)
        return _finding(looks).params(bounds)

    def are_found(self, reach: Reach, person_id: SQLColumnExpression[Any]) -> ColumnElement[bool]:
        """Whether the text finds a person, asked of one after the other."""
        looks, bounds = self._asked(reach)
        found = and_(*(or_(*_bears(person_id, place, look)) for place, look in enumerate(looks)))

        def valued(element: Any, **_options: Any) -> Any:
            """Each text with values of its own: a statement may ask for several."""
            return literal(bounds[element.key], element.type) if isinstance(element, BindParameter) else None

        return replacement_traverse(found, {}, valued)

    def _asked(self, reach: Reach) -> tuple[tuple[Look, ...], dict[str, Any]]:
        """Where each word is looked for, the rarest first, and the parameters for it."""
        listed = {word: self._listed(word, reach) for word in self._typed.prefixes}

        def weight(word: str) -> tuple[int, int]:
            people, schools = self._weights[word]
            look = self._look(word, reach, listed[word])
            by_school = schools * PEOPLE_OF_A_SCHOOL if look.in_places else 0
            return people * look.in_cards + by_school + len(listed[word]) * PEOPLE_OF_A_WORD, -len(word)

        words = self._typed.prefixes
        ordered = sorted(words, key=weight) if len(words) > 1 else words
        bounds = _bounds(ordered, self._typed.whole)
        for place, word in enumerate(ordered):
            bounds |= {f"words_{place}": _as_parameter(listed[word]), f"kinds_{place}": _as_parameter(kind_words(word))}
        return tuple(self._look(word, reach, listed[word]) for word in ordered), bounds

    def _look(self, word: str, reach: Reach, listed: Sequence[str]) -> Look:
        """Where it is worth looking for a word: no farther than where something begins with it or is listed for it."""
        if word in self._typed.places:
            return Look(in_cards=False, in_places=True, is_kind=bool(kind_words(word)))
        in_places = reach >= Reach.WORKPLACE and bool(self._weights[word][1])
        return Look(in_places=in_places, is_kind=bool(kind_words(word)) and in_places, is_listed=bool(listed))

    def _listed(self, word: str, reach: Reach) -> list[str]:
        """Words of cards that do not begin with the typed one and may be meant all the same."""
        spelt = self._spelt.get(word, []) if reach >= Reach.SPELLING else []
        return spelt + (self._parts.get(word, []) if reach is Reach.PART else [])

    @cached_property
    def _weights(self) -> dict[str, tuple[int, int]]:
        """How many people, and how many institutions, have a word that begins so; counted as far as it matters."""
        words = self._typed.prefixes
        bounds = _bounds(words, self._typed.whole)
        bounds |= {f"kinds_{place}": _as_parameter(kind_words(word)) for place, word in enumerate(words)}
        query = _counts_query(tuple(bool(kind_words(word)) for word in words))
        return {words[place]: (people, schools) for place, people, schools in query.rows(self._unit, bounds)}

    @cached_property
    def _spelt(self) -> dict[str, list[str]]:
        """The words of names that differ from a typed beginning only in letters that are taken for each other."""
        return {word: words_spelt(self._unit, word) for word in self._typed.prefixes if word not in self._typed.places}

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """The words of names, and the phones, that have a typed part elsewhere than at their beginning."""
        places = self._typed.places
        names = {word: words_around(self._unit, word) for word in self._typed.parts if word not in places}
        phones = {word: phones_with(self._unit, word) for word in self._typed.phone_parts if word not in places}
        return names | phones


def _bounds(words: Sequence[str], whole: frozenset[str]) -> dict[str, Any]:
    """From each word up to all that begins with it; the number of a school is typed to its end: 12 is not 120."""
    bounds: dict[str, Any] = {}
    for place, word in enumerate(words):
        after = _BEFORE_ANY_LETTER if word in whole else _AFTER_ANY_LETTER
        bounds |= {f"from_{place}": word, f"to_{place}": word + _AFTER_ANY_LETTER, f"place_to_{place}": word + after}
    return bounds


def _as_parameter(words: Collection[str]) -> str:
    return json.dumps(list(words)) if words else "[]"


def named_by_initials(unit: UnitOfWork, typed: Typed, *, limit: int) -> list[int]:
    """Those whose name fits the typed initials and surname; none where no initials were typed."""
    if typed.name_pattern is None:
        return []
    surname, pattern = typed.name_pattern
    parameters = {**_bounds([surname], frozenset()), "pattern": pattern, "shown": limit}
    return [row[0] for row in _BY_INITIALS.rows(unit, parameters)]


def certified(unit: UnitOfWork, typed: Typed, *, limit: int) -> dict[int, str]:
    """The people whose certificate, ours or another's, has a number that begins so; with the number."""
    if not typed.certificate:
        return {}
    parameters = {
        **_bounds([typed.certificate.upper(), typed.certificate], frozenset()),
        "number": int(typed.certificate) if typed.certificate.isdecimal() else -1,
        "shown": limit,
    }
    return dict(_CERTIFIED.rows(unit, parameters)[::-1])


@lru_cache
def _finding(looks: tuple[Look, ...]) -> Select[int]:
    """The people whom every word finds, each looked for there. The first leads: let it be the rarest.

    Whoever bears several such words is met several times: to leave that out, a server would look for everybody first.
    Built once for each shape of a text, because building a statement takes longer than running it.
    """
    arms = _bearers(looks[0])
    lead = union_all(*arms).subquery() if len(arms) > 1 else arms[0].subquery()
    query = select(lead.c.person_id)
    others = list(enumerate(looks[1:], 1))
    near = [(place, look) for place, look in others if not look.is_far]
    far = [(place, look) for place, look in others if look.is_far]
    for place, look in near:
        query = query.where(or_(*_bears(lead.c.person_id, place, look)))
    if near and far:
        # With an offset a server looks far only for whom the other words have left.
        lead = query.offset(literal_column("0")).subquery()
        query = select(lead.c.person_id)
    for place, look in far:
        query = query.where(or_(*_bears(lead.c.person_id, place, look)))
    return query


def _bearers(look: Look) -> list[Select[int]]:
    """The people whom the first word finds, one statement for each place where it is looked for."""
    arms = []
    if look.in_cards:
        arms.append(select(PersonWord.person_id).where(*_within(PersonWord.word, 0)))
    if look.in_places:
        schools = select(InstitutionWord.institution_id).where(*_of_place(InstitutionWord.word, 0, look.is_kind))
        arms.append(select(Person.id.label("person_id")).where(Person.institution_id.in_(schools)))
    if look.is_listed:
        arms.append(select(PersonWord.person_id).where(PersonWord.word.in_(_given("words", 0))))
    return arms


def _bears(person_id: SQLColumnExpression[Any], place: int, look: Look) -> list[ColumnElement[bool]]:
    """That another word finds the person as well."""
    word, listed = aliased(PersonWord), aliased(PersonWord)
    ways: list[Select[Any]] = []
    if look.in_cards:
        ways.append(select(word.word).where(word.person_id == person_id, *_within(word.word, place)))
    if look.in_places:
        person, place_word = aliased(Person), aliased(InstitutionWord)
        school = (
            select(place_word.word)
            .join(person, person.institution_id == place_word.institution_id)
            .where(person.id == person_id, *_of_place(place_word.word, place, look.is_kind))
        )
        ways.append(school)
    if look.is_listed:
        found = select(listed.word).where(listed.person_id == person_id, listed.word.in_(_given("words", place)))
        ways.append(found)
    if len(ways) > 1:
        # Of several ways a server would gather everybody whom each finds; with an offset it looks person by person.
        ways = [way.offset(literal_column("0")) for way in ways]
    return [way.exists() for way in ways]


def _of_place(word: Any, place: int, is_kind: bool) -> tuple[ColumnElement[bool], ...]:
    return (word.in_(_given("kinds", place)),) if is_kind else _within(word, place, "place_to")


def _within(word: Any, place: int, to: str = "to") -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    lower, upper = bindparam(f"from_{place}", type_=String), bindparam(f"{to}_{place}", type_=String)
    return word >= lower, word < upper


def _given(name: str, place: int) -> Select[Any]:
    """A list of words that is one parameter."""
    return select(listed_texts(bindparam(f"{name}_{place}", type_=String)))


@lru_cache
def _some_query(looks: tuple[Look, ...]) -> PlainQuery:
    """Of several words a server goes by those of this very text: "s" finds thousands of times as many as a surname."""
    shown = _finding(looks).limit(bindparam("shown", type_=Integer))
    return PlainQuery(shown, is_weighed_anew=len(looks) > 1)


@lru_cache
def _counts_query(are_kinds: tuple[bool, ...]) -> PlainQuery:
    """For each word the people and the institutions that bear it; those of a kind are found by other words, too."""

    def counted(column: Any, conditions: tuple[ColumnElement[bool], ...]) -> Any:
        rows = select(column).where(*conditions).limit(COUNTED_WORDS).subquery()
        return select(func.count()).select_from(rows).scalar_subquery()

    rows = (
        select(
            literal_column(str(place)),
            counted(PersonWord.word, _within(PersonWord.word, place)),
            counted(InstitutionWord.word, _of_place(InstitutionWord.word, place, is_kind)),
        )
        for place, is_kind in enumerate(are_kinds)
    )
    return PlainQuery(union_all(*rows))


def _certified_query() -> PlainQuery:
    """By the beginning of the printed number, of a foreign one as it was typed, or by the whole number alone."""
    own = select(Enrolment.person_id, Certificate.full_number).join(Enrolment, Enrolment.id == Certificate.enrolment_id)
    # The series are named so that their index of numbers serves.
    of_any_series = Certificate.series_id.in_(select(CertificateSeries.id))
    shown = bindparam("shown", type_=Integer)
    arms = [
        own.where(*_within(Certificate.full_number, 0)),
        own.where(of_any_series, Certificate.number == bindparam("number", type_=BigInteger)),
        *(
            select(OutsideCourse.person_id, OutsideCourse.certificate_number).where(
                *_within(OutsideCourse.certificate_number, place)
            )
            for place in (0, 1)
        ),
    ]
    rows = union_all(*arms).subquery()
    return PlainQuery(select(rows).limit(shown))


_CERTIFIED = _certified_query()
_BY_INITIALS = PlainQuery(
    select(Person.id)
    .where(*_within(Person.name_key, 0), func.fits(Person.name_key, bindparam("pattern", type_=String)))
    .limit(bindparam("shown", type_=Integer))
)
