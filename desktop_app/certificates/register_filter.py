"""Which papers of the register are meant: by year, kind, series, state and origin, and by what is typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from sqlalchemy import ColumnElement, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from db.among import among
from db.models.certificates import Certificate, CertificateOrigin, CertificateSeries, CertificateState, PaperKind
from db.models.cohorts import Enrolment
from db.portable import not_sought
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.series import MOST_DIGITS
from desktop_app.language.apostrophes import tidy
from desktop_app.people.search import is_found, some_found

# What is typed with fewer digits is the whole number: 7 is not 17.
LEAST_PART = 3

Value = TypeVar("Value")


class Lead(Enum):
    """By which index the rows are found: SQLite, which counts nothing beforehand, would choose by the year always."""

    NUMBER = auto()
    STATE = auto()
    PEOPLE = auto()
    ORDER = auto()


@dataclass(frozen=True)
class RegisterFilter:
    """Of a year, of a kind, of a series (its letters), of a state or an origin, with some text in number or name."""

    year: int
    kind: str = ""
    state: str = ""
    origin: str = ""
    text: str = ""
    series: str = ""


@dataclass(frozen=True)
class Meant:
    """A filter whose text is taken apart: parts of numbers, a name, and words that may begin a name or a series.

    ``series`` are those of the papers, named one by one: so they are read from the index of numbers. A word that
    begins the letters of a series and nobody's name only chooses the series.
    """

    series: tuple[int, ...]
    state: CertificateState | None
    origin: CertificateOrigin | None
    numbers: tuple[str, ...] = ()
    names: str = ""
    doubtful: tuple[tuple[str, tuple[int, ...]], ...] = ()

    @property
    def is_by_text(self) -> bool:
        return bool(self.numbers or self.names or self.doubtful)


def read_filter(unit: UnitOfWork, which: RegisterFilter) -> Meant:
    letters = _series_of(unit, which)
    series, names, numbers, doubtful = tuple(letters), [], [], []
    for word in tidy(which.text).split():
        lettered = tuple(key for key, prefix in letters.items() if prefix.casefold().startswith(word.casefold()))
        if _is_number(word):
            numbers.append(word)
        elif not lettered:
            names.append(word)
        elif len(lettered) < len(letters) and some_found(unit, word, limit=1):
            doubtful.append((word, lettered))
        else:
            series = tuple(key for key in series if key in lettered)
    return Meant(
        series,
        CertificateState(which.state) if which.state else None,
        CertificateOrigin(which.origin) if which.origin else None,
        tuple(numbers),
        " ".join(names),
        tuple(doubtful),
    )


def conditions(
    unit: UnitOfWork, meant: Meant, lead: Lead, people: Sequence[int] | None = None
) -> Iterator[ColumnElement[bool]]:
    """``people`` are those of the name, where they are known: the rows are found by them then."""
    yield _sought(Certificate.series_id, lead in (Lead.NUMBER, Lead.STATE)).in_(meant.series)
    if meant.state is not None:
        yield _sought(Certificate.state, lead is Lead.STATE) == meant.state
    if meant.origin is not None:
        yield _sought(Certificate.origin, False) == meant.origin
    yield from map(_numbered, meant.numbers)
    for word, lettered in meant.doubtful:
        yield or_(_sought(Certificate.series_id, False).in_(lettered), _is_named(unit, word))
    if people is not None:
        theirs = [select(Enrolment.id).where(each) for each in among(unit.session, [Enrolment.person_id], people)]
        yield or_(false(), *(_sought(Certificate.enrolment_id, lead is Lead.PEOPLE).in_(each) for each in theirs))
    elif meant.names:
        yield _is_named(unit, meant.names)


def _series_of(unit: UnitOfWork, which: RegisterFilter) -> dict[int, str]:
    """The letters of the series by their ids."""
    rows = select(CertificateSeries.id, CertificateSeries.prefix).where(CertificateSeries.year == which.year)
    if which.kind:
        rows = rows.where(CertificateSeries.kind == PaperKind(which.kind))
    if which.series:
        rows = rows.where(CertificateSeries.prefix == which.series)
    return {row.id: row.prefix for row in unit.session.execute(rows)}


def _sought(column: InstrumentedAttribute[Value], is_sought: bool) -> ColumnElement[Value]:
    """The column; where it is not to be sought by, the database is told so."""
    if is_sought:
        return column.expression
    return not_sought(column.expression)


def _is_number(word: str) -> bool:
    """Whether it is of a number: a longer row of digits is a person's own, and without letters nothing is a name."""
    digits = sum(map(str.isdecimal, word))
    return 0 < digits <= MOST_DIGITS or not any(map(str.isalnum, word))


def _numbered(word: str) -> ColumnElement[bool]:
    if word.isdecimal() and len(word) < LEAST_PART:
        return Certificate.number == int(word)
    return Certificate.full_number.contains(word, autoescape=True)


def _is_named(unit: UnitOfWork, text: str) -> ColumnElement[bool]:
    """That the search of people finds the holder, asked of one paper after the other."""
    holder = is_found(unit, text, Enrolment.person_id, is_one_by_one=True)
    return exists().where(Enrolment.id == Certificate.enrolment_id, holder).correlate(Certificate)
