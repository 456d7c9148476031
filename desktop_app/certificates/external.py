"""Certificates that the platform issued: number, link and day, one by one or pasted for a whole cohort."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from sqlalchemy import select

from db.models.certificates import Certificate, CertificateState, PaperKind
from db.models.cohorts import Enrolment
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import NOT_COUNTED
from desktop_app.errors import CentreError, Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import parse_date
from desktop_app.language.keys import search_key
from desktop_app.people.rules import written_name


@dataclass(frozen=True)
class External:
    """A certificate from elsewhere; without a number it is taken away."""

    enrolment_id: int
    number: str
    link: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class PastedLine:
    """A line as it was pasted and what it means: ``external``, or the ``problem`` that keeps it out."""

    place: int
    text: str
    name: str = ""
    external: External | None = None
    problem: CentreError | None = None


def note_external(unit: UnitOfWork, *, certificates: Iterable[External]) -> list[External]:
    """Keep them; gives back what stood before, so that it can be undone. Raises Invalid for the first wrong one."""
    before = []
    for each in certificates:
        row = unit.session.get_one(Enrolment, each.enrolment_id)
        problem = _problem(unit, each)
        if problem is not None:
            raise problem
        before.append(External(row.id, row.external_certificate, row.external_link, row.external_issued_on))
        number = tidy(each.number)
        row.external_certificate = number
        row.external_link = each.link.strip() if number else ""
        row.external_issued_on = each.issued_on if number else None
    return before


def pasted_externals(unit: UnitOfWork, *, cohort_id: int, text: str) -> list[PastedLine]:
    """Lines of a table: name, number, then in any order a link and a day. Each is matched with one of the cohort."""
    people: dict[str, list[tuple[int, str]]] = {}
    rows = unit.session.execute(
        select(Enrolment.id, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state.not_in(NOT_COUNTED))
    )
    for enrolment_id, person in rows:
        people.setdefault(search_key(written_name(person)), []).append((enrolment_id, written_name(person)))
    lines, used = [], set[int]()
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        read = _read(unit, place, line, people)
        if read.external is not None and read.external.enrolment_id in used:
            message = N_("Row {row}: {name} stands here twice.")
            read = PastedLine(place, line, read.name, problem=Invalid("twice", message, row=place, name=read.name))
        if read.external is not None:
            used.add(read.external.enrolment_id)
        lines.append(read)
    return lines


def _read(unit: UnitOfWork, place: int, line: str, people: dict[str, list[tuple[int, str]]]) -> PastedLine:
    cells = [cell.strip() for cell in line.replace(";", "\t").split("\t") if cell.strip()]
    if cells and cells[0].rstrip(".").isdecimal():
        cells = cells[1:]
    if len(cells) < 2:
        message = N_("Row {row}: a name and a number are needed.")
        return PastedLine(place, line, problem=Invalid("too_few_cells", message, row=place))
    name, number, *rest = cells
    found = people.get(search_key(name), [])
    if len(found) != 1:
        message = N_("Row {row}: {name} is not in the cohort.")
        if found:
            message = N_("Row {row}: there are several people called {name} in the cohort. Type theirs one by one.")
        return PastedLine(place, line, name, problem=Invalid("who_is_it", message, row=place, name=name))
    enrolment_id, written = found[0]
    link, day, strange = "", None, ""
    for cell in rest:
        parsed = parse_date(cell).date
        if _is_link(cell):
            link = cell
        elif parsed is not None:
            day = parsed
        else:
            strange = cell
    if strange:
        message = N_("Row {row}: “{text}” is neither a link nor a day.")
        return PastedLine(place, line, written, problem=Invalid("strange_cell", message, row=place, text=strange))
    external = External(enrolment_id, number, link, day)
    problem = _problem(unit, external)
    return PastedLine(place, line, written, external if problem is None else None, problem)


def _problem(unit: UnitOfWork, each: External) -> CentreError | None:
    if each.link.strip() and not _is_link(each.link):
        return Invalid("link_wrong", N_("A link begins with https:// or http://."), field="link")
    if each.issued_on is not None and each.issued_on > unit.today:
        message = N_("A certificate cannot be issued on a day that is yet to come.")
        return Invalid("issued_in_future", message, field="issued_on")
    own = select(Certificate.full_number).where(
        Certificate.enrolment_id == each.enrolment_id,
        Certificate.kind == PaperKind.CERTIFICATE,
        Certificate.state == CertificateState.VALID,
    )
    number = unit.session.scalar(own)
    if tidy(each.number) and number:
        message = N_("This person has certificate {number} of the centre already.")
        return Invalid("has_own", message, field="number", number=number)
    return None


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
