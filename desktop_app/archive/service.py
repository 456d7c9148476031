"""Closing a year into a file: what hinders it is listed, and the year stays in the centre as it is."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import distinct, func, select

from db.models.certificates import Certificate, CertificateState
from db.models.cohorts import Cohort, CohortState, Enrolment
from db.models.duplicates import Erasure
from db.models.parcels import Parcel, ParcelConflict, ParcelDirection, ParcelState, YearArchive
from db.models.people import Person
from db.models.returns import ReturnSnapshot
from db.unit_of_work import UnitOfWork
from desktop_app.archived import OF_YEAR
from desktop_app.centre import Centre
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_, _, _n, language
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import month_name
from desktop_app.returns.states import WAS_SENT
from desktop_app.safety.backup import back_up

SUFFIX = ".mahorat-year"
_OPEN = (CohortState.PLANNED, CohortState.STUDYING)
_MOST_NAMED = 20


@dataclass(frozen=True)
class Hindrance:
    """Why the year cannot be closed yet, in a sentence; one that ``can_be_explained`` needs only a reason."""

    text: str
    can_be_explained: bool = False


@dataclass(frozen=True)
class ClosedYear:
    """A year in its file; ``counts`` are its cohorts, people, certificates and returns, and ``all_people`` of the file.

    ``erased_since`` are people whom the file holds still: the year is closed anew, and the earlier file destroyed.
    """

    year: int
    made_at: datetime
    made_by: str
    file_name: str
    sha256: str
    counts: dict[str, Any]
    erased_since: int = 0


@dataclass(frozen=True)
class Archived:
    """What was written; ``journal_head`` is the newest seal of the journal at that moment."""

    closed: ClosedYear
    file: Path
    journal_head: str


def hindrances(unit: UnitOfWork, *, year: int) -> list[Hindrance]:
    """What stands in the way of closing the year: none when it can be closed at once."""
    found: list[Hindrance] = []
    codes = unit.session.scalars(
        select(Cohort.code).where(_of_year(year), Cohort.state.in_(_OPEN)).order_by(Cohort.code)
    ).all()
    if codes:
        named = ", ".join(codes[:_MOST_NAMED]) + (" …" if len(codes) > _MOST_NAMED else "")
        text = _n("{n} cohort is not closed: {codes}.", "{n} cohorts are not closed: {codes}.", len(codes), codes=named)
        found.append(Hindrance(text))
    if out := _lent_out(unit):
        found.append(Hindrance(_("Lent work is still out: No. {numbers}.", numbers=", ".join(map(str, out)))))
    undecided = unit.session.scalar(select(func.count()).where(ParcelConflict.decision == "")) or 0
    if undecided:
        text = _n(
            "{n} difference of lent work waits for a decision.",
            "{n} differences of lent work wait for a decision.",
            undecided,
        )
        found.append(Hindrance(text))
    if months := _months_not_sent(unit, year):
        text = _("No return was sent for {months}. Say why.", months=", ".join(months))
        found.append(Hindrance(text, can_be_explained=True))
    return found


def contents(unit: UnitOfWork, *, year: int) -> dict[str, int]:
    """What the file would hold: of the year, and under ``all_people`` how many stand in the whole centre.

    The file is the centre as it stands at the closing, for a year looks and prints as before only beside the years that
    its people, plans and figures come from; it is kept as a backup is.
    """
    return _counts(unit, year)


def archive_year(centre: Centre, *, year: int, out: Path, reason: str = "") -> Archived:
    """Write the year to ``out``, a file or a folder, verified, with its manifest and its keys beside it.

    ``reason`` says why returns of its months were not sent. Raises Invalid for a year that is not over, Refused for
    what hinders it, StorageError for the place.
    """
    if year >= centre.clock.today().year:
        raise Invalid("year_not_over", N_("The year {year} is not over yet."), field="year", year=year)
    standing = [each for each in centre.read(hindrances, year=year) if not (each.can_be_explained and tidy(reason))]
    if standing:
        message = N_("The year {year} cannot be closed yet. {why}")
        raise Refused("year_hindered", message, year=year, why=" ".join(each.text for each in standing))
    target = out / f"{year}{SUFFIX}" if out.is_dir() else out
    record = back_up(centre, reason=f"{OF_YEAR}{year}", out=target)
    record.path.chmod(0o400)
    closed = centre.write(
        _enter, year=year, file_name=record.path.name, sha256=record.sha256, reason=tidy(reason)
    ).value
    return Archived(closed, record.path, record.journal_head)


def closed_years(unit: UnitOfWork) -> list[ClosedYear]:
    """The newest first."""
    erased_since = select(func.count(Erasure.id)).where(Erasure.erased_at > YearArchive.made_at).scalar_subquery()
    rows = unit.session.execute(select(YearArchive, erased_since).order_by(YearArchive.year.desc()))
    return [_record(row, erased) for row, erased in rows]


def years_to_close(unit: UnitOfWork) -> list[int]:
    """The years that are over and had cohorts, the newest first."""
    first = unit.session.scalar(select(func.min(Cohort.ends_on)))
    last = unit.session.scalar(select(func.max(Cohort.ends_on)))
    if first is None or last is None:
        return []
    years = range(min(last.year, unit.today.year - 1), first.year - 1, -1)
    return [year for year in years if unit.session.scalar(select(Cohort.id).where(_of_year(year)).limit(1)) is not None]


def _of_year(year: int) -> Any:
    """A cohort is of the year in which it ends."""
    return Cohort.ends_on.between(date(year, 1, 1), date(year, 12, 31))


def _lent_out(unit: UnitOfWork) -> list[int]:
    out = select(Parcel.number).where(Parcel.direction == ParcelDirection.LENT, Parcel.state == ParcelState.OUT)
    return list(unit.session.scalars(out.order_by(Parcel.number)))


def _months_not_sent(unit: UnitOfWork, year: int) -> list[str]:
    sent = select(ReturnSnapshot.month).where(ReturnSnapshot.year == year, ReturnSnapshot.state.in_(WAS_SENT))
    months = set(unit.session.scalars(sent))
    missing = [month_name(month, language()) for month in range(1, 13) if month not in months]
    # Within a sentence only English writes its months with a capital.
    return missing if language() == "en" else [name.lower() for name in missing]


def _enter(unit: UnitOfWork, *, year: int, file_name: str, sha256: str, reason: str) -> ClosedYear:
    row = unit.session.get(YearArchive, year)
    values = {
        "made_at": unit.now,
        "made_by": unit.actor.name,
        "file_name": file_name,
        "sha256": sha256,
        "counts": {**_counts(unit, year), "why_not_sent": reason},
    }
    if row is None:
        row = YearArchive(year=year, **values)
        unit.session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    unit.session.flush()
    return _record(row)


def _counts(unit: UnitOfWork, year: int) -> dict[str, int]:
    cohorts = select(Cohort.id).where(_of_year(year))
    asked = {
        "cohorts": select(func.count()).select_from(Cohort).where(_of_year(year)),
        "people": select(func.count(distinct(Enrolment.person_id))).where(Enrolment.cohort_id.in_(cohorts)),
        "certificates": select(func.count()).where(
            Certificate.issued_on.between(date(year, 1, 1), date(year, 12, 31)),
            Certificate.state == CertificateState.VALID,
        ),
        "all_people": select(func.count(Person.id)).where(Person.erased_on.is_(None)),
        "returns": select(func.count()).where(ReturnSnapshot.year == year, ReturnSnapshot.state.in_(WAS_SENT)),
    }
    return {name: unit.session.scalar(query) or 0 for name, query in asked.items()}


def _record(row: YearArchive, erased_since: int = 0) -> ClosedYear:
    return ClosedYear(row.year, row.made_at, row.made_by, row.file_name, row.sha256, dict(row.counts), erased_since)
