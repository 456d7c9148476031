"""Which papers of the register are meant: by year, kind, series, state and origin, and by what is typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from db.models.certificates import Certificate, CertificateOrigin, CertificateSeries, CertificateState, PaperKind
from db.models.cohorts import Enrolment
from db.portable import not_sought
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.series import MOST_DIGITS
from desktop_app.language.apostrophes import tidy
from desktop_app.people.search import is_found

# What is typed with fewer digits is the whole number: 7 is not 17.
LEAST_PART = 3

Value = TypeVar("Value")


class Lead(Enum):
    """By which index the rows are found: SQLite, which counts nothing beforehand, would choose by the year always."""

    NUMBER = auto()
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


def series_meant(unit: UnitOfWork, which: RegisterFilter) -> Mapping[int, str]:
    """The letters of the series by their ids: named one by one they are read from the index of numbers."""
    rows = select(CertificateSeries.id, CertificateSeries.prefix).where(CertificateSeries.year == which.year)
    if which.kind:
        rows = rows.where(CertificateSeries.kind == PaperKind(which.kind))
    if which.series:
        rows = rows.where(CertificateSeries.prefix == which.series)
    return {row.id: row.prefix for row in unit.session.execute(rows)}


def conditions(unit: UnitOfWork, which: RegisterFilter, lead: Lead) -> Iterator[ColumnElement[bool]]:
    series = series_meant(unit, which)
    is_sought = lead is Lead.NUMBER
    yield _sought(Certificate.series_id, is_sought).in_(series)
    if which.state:
        yield _sought(Certificate.state, is_sought) == CertificateState(which.state)
    if which.origin:
        yield _sought(Certificate.origin, is_sought) == CertificateOrigin(which.origin)
    yield from _said(unit, which.text, series, lead)


def _sought(column: InstrumentedAttribute[Value], is_sought: bool) -> ColumnElement[Value]:
    """The column; where it is not to be sought by, the database is told so."""
    if is_sought:
        return column.expression
    return not_sought(column.expression)


def lead_of(which: RegisterFilter) -> Lead:
    """What tells most where the order says nothing: a name; a part of a number stands in the index of numbers."""
    return Lead.NUMBER if all(map(_is_number, which.text.split())) else Lead.PEOPLE


def _said(unit: UnitOfWork, text: str, series: Mapping[int, str], lead: Lead) -> Iterator[ColumnElement[bool]]:
    """Every word with digits in the number; of the others each in the name, or as the letters of a series."""
    names = []
    for word in tidy(text).split():
        lettered = [key for key, prefix in series.items() if prefix.casefold().startswith(word.casefold())]
        if _is_number(word):
            yield _numbered(word)
        elif not lettered:
            names.append(word)
        elif len(lettered) < len(series):
            yield or_(
                _sought(Certificate.series_id, False).in_(lettered),
                _sought(Certificate.enrolment_id, False).in_(_named(unit, word)),
            )
    if names:
        yield _sought(Certificate.enrolment_id, lead is Lead.PEOPLE).in_(_named(unit, " ".join(names)))


def _is_number(word: str) -> bool:
    """Whether it is of a number: a longer row of digits is a person's own, and without letters nothing is a name."""
    digits = sum(map(str.isdecimal, word))
    return 0 < digits <= MOST_DIGITS or not any(map(str.isalnum, word))


def _numbered(word: str) -> ColumnElement[bool]:
    if word.isdecimal() and len(word) < LEAST_PART:
        return Certificate.number == int(word)
    return Certificate.full_number.contains(word, autoescape=True)


def _named(unit: UnitOfWork, text: str) -> Select[Any]:
    """The enrolments of those whom the search of people finds."""
    return select(Enrolment.id).where(is_found(unit, text, Enrolment.person_id))
