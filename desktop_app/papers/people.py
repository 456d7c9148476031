"""The people that a paper lists, as they stood when it was made, in the script of the paper."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from db.models.certificates import Certificate, CertificateState, PaperKind
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.completion import FinalWork
from db.models.people import Person
from db.models.reference import Territory
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import _, language
from desktop_app.language.dates import short_date
from desktop_app.language.names import full_name
from desktop_app.language.paper_names import IN_CYRILLIC, in_script_of, signature_name
from desktop_app.orders.records import TO_EMPLOYERS, Purpose
from desktop_app.papers.records import Column, Table
from desktop_app.people.rules import both_scripts, card_name, cyrillic_name
from desktop_app.reference.positions import positions_on_paper
from desktop_app.reference.records import Names
from desktop_app.reference.service import list_items

_AT_ONCE = 500
# One employer's letter need not say whose people they are; topics take the room.
WITHOUT_PLACES = (*TO_EMPLOYERS, Purpose.TOPICS)
NOTHING = "–"


@dataclass(frozen=True)
class ListedPerson:
    """A line of an annexed list; ``next_cohort`` is where a transfer led to."""

    enrolment_id: int
    name: str
    latin: str
    cyrillic: str
    employer: str
    workplace: str
    position: str
    state: EnrolmentState
    left_on: date | None
    reason: str
    absence_reason: str
    next_cohort: str
    certificate: str
    topic: str = ""
    supervisor: str = ""


@dataclass(frozen=True)
class Annex:
    """A list that is annexed to a paper."""

    title: str
    table: Table


def listed(unit: UnitOfWork, enrolment_ids: Sequence[int]) -> list[ListedPerson]:
    """The people in the order given, all words in the script of the language in force."""
    reasons = {item.code: item.names for item in list_items(unit, "absence_reason")}
    position_of = positions_on_paper(unit)
    found: dict[int, ListedPerson] = {}
    for begin in range(0, len(enrolment_ids), _AT_ONCE):
        for row in unit.session.execute(_query(enrolment_ids[begin : begin + _AT_ONCE])):
            found[row[0].id] = _person(*row, reasons=reasons, position_of=position_of)
    return [found[enrolment_id] for enrolment_id in enrolment_ids if enrolment_id in found]


def in_order(unit: UnitOfWork, cohort_id: int) -> list[tuple[int, EnrolmentState]]:
    """The enrolments of a cohort in the Uzbek order of names, with their states."""
    rows = select(Enrolment.id, Enrolment.state).join(Person, Person.id == Enrolment.person_id)
    on_list = (Enrolment.cohort_id == cohort_id, Enrolment.state != EnrolmentState.WALK_IN)
    rows = rows.where(*on_list).order_by(Person.sort_key, Person.id)
    return [(enrolment_id, state) for enrolment_id, state in unit.session.execute(rows)]


def annexes_of(purpose: Purpose, people: Sequence[ListedPerson]) -> tuple[Annex, ...]:
    """The lists of a paper: an order of completion has one for each outcome."""
    whole = (Annex(_("List of trainees"), table_of(purpose, people)),)
    if purpose is not Purpose.COMPLETION:
        return whole
    parts = (
        (_("List of trainees who have finished the course"), EnrolmentState.COMPLETED),
        (_("List of trainees who get a statement"), EnrolmentState.STATEMENT),
    )
    lists = [(title, [person for person in people if person.state is state]) for title, state in parts]
    # Where the cohort was opened again nobody has an outcome.
    return tuple(Annex(title, table_of(purpose, each)) for title, each in lists if each) or whole


def table_of(purpose: Purpose, people: Sequence[ListedPerson]) -> Table:
    """A list as this paper shows it."""
    match purpose:
        case Purpose.ADMISSION:
            more = [(_("Position"), 26, [person.position for person in people])]
        case Purpose.TRANSFER:
            more = [(_("To cohort"), 22, [person.next_cohort for person in people])]
        case Purpose.EXPULSION:
            more = [
                (_("Since day"), 18, [short_date(person.left_on) if person.left_on else NOTHING for person in people]),
                (_("Reason"), 28, [person.reason for person in people]),
            ]
        case Purpose.TOPICS:
            more = [
                (_("Topic"), 48, [person.topic for person in people]),
                (_("Supervisor"), 26, [person.supervisor for person in people]),
            ]
        case Purpose.COMPLETION:
            more = [(_("Position"), 26, [person.position for person in people])]
        case Purpose.CALL_LETTER:
            more = [(_("Position"), 38, [person.position for person in people])]
        case Purpose.ABSENCE_LETTER:
            more = [
                (_("Position"), 26, [person.position for person in people]),
                (_("Known reason"), 26, [person.absence_reason for person in people]),
            ]
        case Purpose.COVERING_LETTER:
            more = [
                (_("Result"), 20, [_result(person) for person in people]),
                (_("Certificate"), 22, [person.certificate for person in people]),
            ]
    names = [(_("Full name"), 38, [person.name for person in people])]
    places = [(_("Workplace"), 38, [person.workplace for person in people])]
    return _table(names + ([] if purpose in WITHOUT_PLACES else places) + more, len(people))


def _table(columns: Sequence[tuple[str, int, list[str]]], people: int) -> Table:
    numbers = (_("No."), 7, [str(place) for place in range(1, people + 1)])
    every = [numbers, *columns]
    titles = tuple(Column(title, share, is_number=not place) for place, (title, share, _cells) in enumerate(every))
    cells: Iterable[tuple[str, ...]] = zip(*(cells for _title, _share, cells in every), strict=True)
    return Table(titles, tuple(tuple(cell or NOTHING for cell in row) for row in cells))


def _result(person: ListedPerson) -> str:
    return _("statement only") if person.state is EnrolmentState.STATEMENT else _("has finished")


def _query(enrolment_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    onward, next_cohort = aliased(Enrolment), aliased(Cohort)
    in_force = and_(
        Certificate.enrolment_id == Enrolment.id,
        Certificate.kind == PaperKind.CERTIFICATE,
        Certificate.state == CertificateState.VALID,
    )
    return (
        select(Enrolment, Person, Territory, next_cohort.code, Certificate.full_number, FinalWork)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Territory, Territory.code == Enrolment.district_code)
        .outerjoin(onward, onward.came_from_id == Enrolment.id)
        .outerjoin(next_cohort, next_cohort.id == onward.cohort_id)
        .outerjoin(Certificate, in_force)
        .outerjoin(FinalWork, FinalWork.enrolment_id == Enrolment.id)
        .where(Enrolment.id.in_(enrolment_ids))
    )


def _person(
    enrolment: Enrolment,
    person: Person,
    district: Territory | None,
    next_cohort: str | None,
    certificate: str | None,
    work: FinalWork | None,
    *,
    reasons: Mapping[str, Names],
    position_of: Callable[[str], str],
) -> ListedPerson:
    both = both_scripts(card_name(person), cyrillic_name(person))
    latin, cyrillic = full_name(both.latin), full_name(both.cyrillic)
    excuse = reasons.get(enrolment.absence_reason_code or "")
    place = Names(district.name_uz, district.name_ru, district.name_en, district.name_cyrl).text if district else ""
    return ListedPerson(
        enrolment_id=enrolment.id,
        name=cyrillic if language() in IN_CYRILLIC else latin,
        latin=latin,
        cyrillic=cyrillic,
        employer=in_script_of(language(), enrolment.workplace),
        workplace=", ".join(filter(None, (in_script_of(language(), enrolment.workplace), place))),
        position=position_of(enrolment.position),
        state=enrolment.state,
        left_on=enrolment.left_on,
        reason=in_script_of(language(), enrolment.leaving_reason),
        absence_reason=excuse.text if excuse else "",
        next_cohort=next_cohort or "",
        certificate=certificate or enrolment.external_certificate,
        topic=in_script_of(language(), work.topic) if work is not None else "",
        supervisor=signature_name(language(), work.supervisor) if work is not None else "",
    )
