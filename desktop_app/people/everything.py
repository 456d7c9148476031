"""The search of everything: people, cohorts, programmes, certificates and staff by one text."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, or_, select

from db.models.centre import Staff
from db.models.certificates import Certificate, CertificateSeries
from db.models.cohorts import Cohort
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import _
from desktop_app.language.dates import short_date
from desktop_app.language.keys import query_key, search_key
from desktop_app.people.records import FoundPerson, Hit, HitKind, MatchedBy
from desktop_app.people.search import search_people

SHOWN_OF_A_KIND = 8
_AFTER_ANY_LETTER = "\U0010ffff"


def search_everything(unit: UnitOfWork, text: str, *, limit: int = SHOWN_OF_A_KIND) -> list[Hit]:
    """At most ``limit`` of each kind: certificates and cohorts by number, then people, programmes, staff."""
    typed = text.strip()
    if not typed:
        return []
    programmes = _matching_programmes(unit, typed)
    return [
        *_certificates(unit, typed, limit),
        *_cohorts(unit, typed, list(programmes), limit),
        *_people(unit, typed, limit),
        *list(programmes.values())[:limit],
        *list(_staff(unit, typed))[:limit],
    ]


def _people(unit: UnitOfWork, typed: str, limit: int) -> Iterator[Hit]:
    for found in search_people(unit, typed, limit=limit):
        line = found.person
        facts = (_told(found), line.position, line.workplace, line.district)
        yield Hit(line.full_name, " · ".join(filter(None, facts)), HitKind.PERSON, line.id)


def _told(found: FoundPerson) -> str:
    """What the line of a person says before all else: what it was found by, where nothing shows it, and who left."""
    archived = _("in the archive") if found.person.is_archived else ""
    match found.matched_by:
        case MatchedBy.FORMER_NAME:
            reason = _("formerly {name}", name=found.matched)
        case MatchedBy.CERTIFICATE:
            reason = _("certificate {number}", number=found.matched)
        case _:
            reason = ""
    return " · ".join(filter(None, (reason, archived)))


def _certificates(unit: UnitOfWork, typed: str, limit: int) -> Iterator[Hit]:
    """By the beginning of the printed number, or by the whole number alone."""
    upper = typed.upper()
    is_number: ColumnElement[bool] = Certificate.full_number.between(upper, upper + _AFTER_ANY_LETTER)
    if typed.isdecimal() and len(typed) < 10:
        # The series are named so that their index of numbers serves.
        of_any_series = Certificate.series_id.in_(select(CertificateSeries.id))
        is_number = or_(is_number, of_any_series & (Certificate.number == int(typed)))
    rows = (
        select(Certificate.id, Certificate.full_number, Certificate.holder, Certificate.issued_on)
        .where(is_number)
        .order_by(Certificate.full_number)
        .limit(limit)
    )
    for row in unit.session.execute(rows):
        yield Hit(row.full_number, f"{row.holder} · {short_date(row.issued_on)}", HitKind.CERTIFICATE, row.id)


def _cohorts(unit: UnitOfWork, typed: str, programme_ids: list[int], limit: int) -> Iterator[Hit]:
    """By the beginning of the code as typed or in capitals, or by the programme; the newest first."""
    upper = typed.upper()
    rows = (
        select(Cohort.id, Cohort.code, Cohort.starts_on, Cohort.ends_on, Programme.title)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(
            or_(
                Cohort.code.between(typed, typed + _AFTER_ANY_LETTER),
                Cohort.code.between(upper, upper + _AFTER_ANY_LETTER),
                Cohort.programme_id.in_(programme_ids),
            )
        )
        .order_by(Cohort.starts_on.desc(), Cohort.code)
        .limit(limit)
    )
    for row in unit.session.execute(rows):
        days = f"{short_date(row.starts_on)} – {short_date(row.ends_on)}"
        yield Hit(row.code, f"{row.title} · {days}", HitKind.COHORT, row.id)


def _matching_programmes(unit: UnitOfWork, typed: str) -> dict[int, Hit]:
    """Programmes are few: all are looked at, by code and by every word of the title."""
    rows = unit.session.execute(select(Programme.id, Programme.code, Programme.title).order_by(Programme.code))
    return {
        row.id: Hit(row.title, row.code, HitKind.PROGRAMME, row.id)
        for row in rows
        if row.code.upper().startswith(typed.upper()) or _is_in(typed, row.title)
    }


def _staff(unit: UnitOfWork, typed: str) -> Iterator[Hit]:
    rows = select(Staff.id, Staff.full_name, Staff.title).where(Staff.left_on.is_(None)).order_by(Staff.id)
    for row in unit.session.execute(rows):
        if _is_in(typed, row.full_name):
            yield Hit(row.full_name, row.title, HitKind.STAFF, row.id)


def _is_in(typed: str, text: str) -> bool:
    """Whether every typed word begins a word of the text."""
    wanted, words = query_key(typed).split(), search_key(text).split()
    return bool(wanted) and all(any(word.startswith(one) for word in words) for one in wanted)
