"""The statements that a search is made of: people by beginnings of words, by workplace, by parts, by certificate."""

import json
from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from db.models.certificates import Certificate, CertificateSeries
from db.models.cohorts import Enrolment
from db.models.people import InstitutionWord, NameWord, OutsideCourse, Person, PersonWord
from db.plain_query import PlainQuery
from db.unit_of_work import UnitOfWork
from desktop_app.people.typed import Typed

# A beginning met so often need not be counted further: hits in it come soon.
COUNTED_WORDS = 2_000
# Of a part that stands in more words than these, the name is better typed from its beginning.
MOST_WORDS = 500
# Rough, to tell which word leads to fewer people.
PEOPLE_OF_A_SCHOOL, PEOPLE_OF_A_WORD = 40, 100
_AFTER_ANY_LETTER = "\U0010ffff"
_BEFORE_ANY_LETTER = "\x01"


class Reach(IntEnum):
    """How far a search goes; each looks where those before it look, too."""

    NAME = 1
    WORKPLACE = 2
    PART = 3


def matching_ids(words: int) -> Select[int]:
    """The people in whom each of so many prefixes begins a word; to be run with ``prefix_bounds``."""
    return _finding(words * (Reach.NAME,))


def prefix_bounds(prefixes: Sequence[str]) -> dict[str, str]:
    """The parameters of ``matching_ids`` within names: from each prefix up to all that begins with it."""
    bounds = {f"from_{place}": prefix for place, prefix in enumerate(prefixes)}
    return bounds | {f"to_{place}": prefix + _AFTER_ANY_LETTER for place, prefix in enumerate(prefixes)}


class Sought:
    """A typed text whose words are weighed once and then looked for as far as is wanted."""

    def __init__(self, unit: UnitOfWork, typed: Typed) -> None:
        self._unit = unit
        self._typed = typed
        self._parts: dict[str, list[str]] | None = None

    def reaches(self, reach: Reach) -> bool:
        """Whether looking so far can find anybody whom looking less far does not."""
        return reach is Reach.NAME or reach in map(self._reach_of(reach), self._typed.prefixes)

    def ids(self, reach: Reach, *, limit: int) -> list[int]:
        reaches, bounds = self._asked(reach)
        return [row[0] for row in _some_query(reaches).rows(self._unit, {**bounds, "shown": limit})]

    def all_ids(self, reach: Reach) -> Select[int]:
        """Everybody whom the text finds, as a part of another statement."""
        reaches, bounds = self._asked(reach)
        return _finding(reaches).params(bounds)

    def _asked(self, reach: Reach) -> tuple[tuple[Reach, ...], dict[str, Any]]:
        """How far each word is looked for, the rarest first, and the parameters for it."""
        reach_of = self._reach_of(reach)
        parts = self._words_of_parts() if reach is Reach.PART else {}

        def weight(prefix: str) -> tuple[int, int]:
            people, schools = self._weights[prefix]
            by_school = schools * PEOPLE_OF_A_SCHOOL if reach_of(prefix) >= Reach.WORKPLACE else 0
            return people + by_school + len(parts.get(prefix, ())) * PEOPLE_OF_A_WORD, -len(prefix)

        prefixes = self._typed.prefixes
        ordered = sorted(prefixes, key=weight) if len(prefixes) > 1 else prefixes
        bounds: dict[str, Any] = prefix_bounds(ordered)
        for place, prefix in enumerate(ordered):
            # The number of a school is typed to its end: school 12 is not school 120.
            after = _BEFORE_ANY_LETTER if prefix in self._typed.whole else _AFTER_ANY_LETTER
            bounds |= {f"place_to_{place}": prefix + after, f"words_{place}": json.dumps(parts.get(prefix, []))}
        return tuple(map(reach_of, ordered)), bounds

    def _reach_of(self, reach: Reach) -> Callable[[str], Reach]:
        """How far it is worth looking for a word: no farther than where something begins with it or contains it."""

        def reach_of(prefix: str) -> Reach:
            if reach is Reach.PART and self._words_of_parts().get(prefix):
                return Reach.PART
            return Reach.WORKPLACE if reach >= Reach.WORKPLACE and self._weights[prefix][1] else Reach.NAME

        return reach_of

    @cached_property
    def _weights(self) -> dict[str, tuple[int, int]]:
        """How many people, and how many institutions, have a word that begins so; counted as far as it matters."""
        prefixes = self._typed.prefixes
        bounds = prefix_bounds(prefixes)
        for place, prefix in enumerate(prefixes):
            after = _BEFORE_ANY_LETTER if prefix in self._typed.whole else _AFTER_ANY_LETTER
            bounds[f"place_to_{place}"] = prefix + after
        rows = _counts_query(len(prefixes)).rows(self._unit, bounds)
        return {prefixes[place]: (people, schools) for place, people, schools in rows}

    def _words_of_parts(self) -> dict[str, list[str]]:
        """The words of names that have a typed part in their middle."""
        if self._parts is None:
            wanted = filter(None, self._typed.parts)
            self._parts = {
                part: [row[0] for row in _PART_WORDS.rows(self._unit, {"part": part, "most": MOST_WORDS})]
                for part in wanted
            }
        return self._parts


def named_by_initials(unit: UnitOfWork, typed: Typed, *, limit: int) -> list[int]:
    """Those whose name fits the typed initials and surname; none where no initials were typed."""
    if typed.name_pattern is None:
        return []
    surname, pattern = typed.name_pattern
    parameters = {**prefix_bounds([surname]), "pattern": pattern, "shown": limit}
    return [row[0] for row in _BY_INITIALS.rows(unit, parameters)]


def certified(unit: UnitOfWork, typed: Typed, *, limit: int) -> dict[int, str]:
    """The people whose certificate, ours or another's, has a number that begins so; with the number."""
    if not typed.certificate:
        return {}
    parameters = {
        **prefix_bounds([typed.certificate.upper(), typed.certificate]),
        "number": int(typed.certificate) if typed.certificate.isdecimal() else -1,
        "shown": limit,
    }
    return dict(_CERTIFIED.rows(unit, parameters)[::-1])


@lru_cache
def _finding(reaches: tuple[Reach, ...]) -> Select[int]:
    """The people whom every word finds, each looked for so far. The first leads: let it be the rarest.

    Built once for each shape of a text, because building a statement takes longer than running it.
    """
    arms = _bearers(reaches[0])
    lead = union_all(*arms).subquery() if len(arms) > 1 else arms[0].subquery()
    query = select(lead.c.person_id).distinct()
    for place, reach in enumerate(reaches[1:], 1):
        query = query.where(or_(*_bears(lead.c.person_id, place, reach)))
    return query


def _bearers(reach: Reach) -> list[Select[int]]:
    """The people whom the first word finds, one statement for each place where it is looked for."""
    arms = [select(PersonWord.person_id).where(*_within(PersonWord.word, 0))]
    if reach >= Reach.WORKPLACE:
        schools = select(InstitutionWord.institution_id).where(*_within(InstitutionWord.word, 0, "place_to"))
        arms.append(select(Person.id.label("person_id")).where(Person.institution_id.in_(schools)))
    if reach >= Reach.PART:
        arms.append(select(PersonWord.person_id).where(PersonWord.word.in_(_listed_words(0))))
    return arms


def _bears(person_id: ColumnElement[int], place: int, reach: Reach) -> list[ColumnElement[bool]]:
    """That another word finds the person as well."""
    word, part = aliased(PersonWord), aliased(PersonWord)
    ways: list[ColumnElement[bool]] = [
        select(word.word).where(word.person_id == person_id, *_within(word.word, place)).exists()
    ]
    if reach >= Reach.WORKPLACE:
        person, place_word = aliased(Person), aliased(InstitutionWord)
        school = (
            select(place_word.word)
            .join(person, person.institution_id == place_word.institution_id)
            .where(person.id == person_id, *_within(place_word.word, place, "place_to"))
        )
        ways.append(school.exists())
    if reach >= Reach.PART:
        ways.append(select(part.word).where(part.person_id == person_id, part.word.in_(_listed_words(place))).exists())
    return ways


def _within(word: Any, place: int, to: str = "to") -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    lower, upper = bindparam(f"from_{place}", type_=String), bindparam(f"{to}_{place}", type_=String)
    return word >= lower, word < upper


def _listed_words(place: int) -> Select[Any]:
    return select(func.json_each(bindparam(f"words_{place}", type_=String)).table_valued("value").c.value)


@lru_cache
def _some_query(reaches: tuple[Reach, ...]) -> PlainQuery:
    return PlainQuery(_finding(reaches).limit(bindparam("shown", type_=Integer)))


@lru_cache
def _counts_query(words: int) -> PlainQuery:
    def counted(column: Any, place: int, to: str) -> Any:
        rows = select(column).where(*_within(column, place, to)).limit(COUNTED_WORDS).subquery()
        return select(func.count()).select_from(rows).scalar_subquery()

    rows = (
        select(
            literal_column(str(place)),
            counted(PersonWord.word, place, "to"),
            counted(InstitutionWord.word, place, "place_to"),
        )
        for place in range(words)
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
        own.where(of_any_series, Certificate.number == bindparam("number", type_=Integer)),
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
_PART_WORDS = PlainQuery(
    select(NameWord.word)
    .where(func.instr(NameWord.word, bindparam("part", type_=String)) > 1)
    .limit(bindparam("most", type_=Integer))
)
_BY_INITIALS = PlainQuery(
    select(Person.id)
    .where(*_within(Person.name_key, 0), Person.name_key.op("GLOB")(bindparam("pattern", type_=String)))
    .limit(bindparam("shown", type_=Integer))
)
