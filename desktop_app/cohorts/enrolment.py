"""Who is in a cohort: enrolling, admitting by order, expelling, taking out again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import exists, select

from db.models.attendance import Mark
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Institution, Person
from db.models.reference import Territory
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.records import Admission, EnrolledPerson
from desktop_app.cohorts.rules import AWAITING, PRESENT_STATES, require_open, seen
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Duplicate, Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.orders.own import register_own_order
from desktop_app.orders.records import Purpose
from desktop_app.people.rules import written_name
from desktop_app.reference.records import Names
from desktop_app.reference.service import list_items, rules_on

# Far below SQLite's limit of variables in one statement.
_AT_ONCE = 500


def enrol(unit: UnitOfWork, *, cohort_id: int, person_ids: Sequence[int]) -> list[int]:
    """Enrol people as applicants; returns their enrolments in the same order.

    The workplace is copied from each card as it is today. Raises Duplicate for someone who is in the cohort already,
    Refused when the cohort is closed.
    """
    row = load_cohort(unit, cohort_id)
    require_open(row.code, row.state)
    cards = _cards(unit, person_ids)
    _require_present(card for card, _workplace in cards.values())
    _check_new(unit, row, list(cards))
    positions = {item.code: item.names.uz for item in list_items(unit, "position")}
    enrolments = [_enrolment(unit, row, *cards[person_id], positions) for person_id in person_ids]
    unit.session.add_all(enrolments)
    unit.session.flush()
    return [enrolment.id for enrolment in enrolments]


def admit(
    unit: UnitOfWork,
    *,
    cohort_id: int,
    order_number: str,
    order_date: date,
    enrolment_ids: Collection[int] | None = None,
) -> Admission:
    """Admit the applicants (those given, else all) by one order; whoever was not seen in the first days stays out.

    From its first day on a cohort begins with the order. An order later than the rule allows is kept as it is and
    told by ``cohort_warnings``. The cohort bears its first order; the register tells who was admitted by which.
    Raises Invalid without a number, Duplicate for a number that another order of the year has, Refused when nobody is
    left to admit or the cohort is closed.
    """
    row = load_cohort(unit, cohort_id)
    require_open(row.code, row.state)
    if not tidy(order_number):
        raise Invalid("order_number_missing", N_("Enter the number of the order."), field="order_number")
    awaiting = select(Enrolment, Person).join(Person).where(Enrolment.cohort_id == cohort_id)
    awaiting = awaiting.order_by(Person.sort_key, Person.id)
    applicants = [
        (enrolment, person)
        for enrolment, person in unit.session.execute(awaiting.where(Enrolment.state.in_(AWAITING)))
        if enrolment_ids is None or enrolment.id in enrolment_ids
    ]
    came = _seen_in_first_days(unit, row, [enrolment.id for enrolment, _person in applicants])
    if not came:
        raise Refused("nobody_to_admit", N_("In cohort {cohort} there is nobody to admit."), cohort=row.code)
    order = tidy(order_number), order_date
    is_later_order = order != (row.order_number, row.order_date) and _has_admitted(unit, cohort_id)
    if not is_later_order:
        row.order_number, row.order_date = order
    if unit.today >= row.starts_on:
        row.state = CohortState.STUDYING
    admitted = EnrolmentState.STUDYING if row.state == CohortState.STUDYING else EnrolmentState.ADMITTED
    for enrolment, _person in applicants:
        enrolment.state = admitted if enrolment.id in came else EnrolmentState.ABSENT
    facts = {"order_number": order[0], "order_date": order_date, "enrolments": sorted(came)}
    unit.note("admit", entity="cohort", entity_id=cohort_id, facts=facts)
    listed = [enrolment.id for enrolment, _person in applicants if enrolment.id in came]
    register_own_order(
        unit,
        purpose=Purpose.ADMISSION,
        cohort_id=cohort_id,
        number=order_number,
        dated_on=order_date,
        enrolment_ids=listed,
    )
    not_seen = [person for enrolment, person in applicants if enrolment.id not in came]
    names = [written_name(person) for person in sorted(not_seen, key=lambda card: card.sort_key)]
    return Admission(len(came), tuple(names), kept_order=row.order_number if is_later_order else "")


def expel(unit: UnitOfWork, *, enrolment_id: int, reason: str, left_on: date | None = None) -> None:
    """Take a person off the list from a day on (today without one); marks until then stay.

    Raises Invalid without a reason and for a day to come or before the enrolment, Refused for who is out already.
    """
    enrolment, row = _load(unit, enrolment_id)
    require_open(row.code, row.state)
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    if enrolment.state not in PRESENT_STATES:
        raise Refused("not_in_cohort", N_("This person is not studying in cohort {cohort} any more."), cohort=row.code)
    day = left_on or unit.today
    if not enrolment.enrolled_on <= day <= unit.today:
        raise Invalid(
            "left_on_wrong",
            N_("Choose a day from {enrolled}, when the person was enrolled, to today."),
            field="left_on",
            enrolled=short_date(enrolment.enrolled_on),
        )
    enrolment.state = EnrolmentState.EXPELLED
    enrolment.left_on, enrolment.leaving_reason = day, tidy(reason)


def remove(unit: UnitOfWork, *, enrolment_id: int) -> None:
    """Undo an enrolment made by mistake. Raises Refused once the person has been marked or admitted by order."""
    enrolment, row = _load(unit, enrolment_id)
    require_open(row.code, row.state)
    is_marked = unit.session.scalar(select(exists().where(Mark.enrolment_id == enrolment_id)))
    if is_marked or enrolment.state not in AWAITING:
        person = unit.session.get_one(Person, enrolment.person_id)
        raise Refused(
            "cannot_remove",
            N_("{name} has been admitted or marked already: expel with a reason instead of removing."),
            name=written_name(person),
        )
    unit.session.delete(enrolment)


def enrolled_people(unit: UnitOfWork, *, cohort_id: int) -> list[EnrolledPerson]:
    """Everyone ever enrolled in the cohort, in Uzbek alphabetical order."""
    rows = unit.session.execute(
        select(Enrolment, Person, Territory)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Territory, Territory.code == Enrolment.district_code)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(Person.sort_key, Person.id)
    )
    return [_enrolled(enrolment, person, district) for enrolment, person, district in rows]


def _has_admitted(unit: UnitOfWork, cohort_id: int) -> bool:
    """Whether an order has been carried out on the cohort; only an order makes people admitted or absent."""
    by_order = (EnrolmentState.ADMITTED, EnrolmentState.STUDYING, EnrolmentState.ABSENT)
    return bool(
        unit.session.scalar(select(exists().where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(by_order))))
    )


def _cards(unit: UnitOfWork, person_ids: Sequence[int]) -> dict[int, tuple[Person, str | None]]:
    cards: dict[int, tuple[Person, str | None]] = {}
    for begin in range(0, len(person_ids), _AT_ONCE):
        batch = person_ids[begin : begin + _AT_ONCE]
        workplace = Institution.id == Person.institution_id
        query = select(Person, Institution.name).outerjoin(Institution, workplace).where(Person.id.in_(batch))
        cards |= {person.id: (person, name) for person, name in unit.session.execute(query)}
    if len(cards) < len(set(person_ids)):
        raise NotFound("person_unknown", N_("One of these people is no longer there."))
    return cards


def _require_present(people: Iterable[Person]) -> None:
    gone = next((person for person in people if person.is_archived), None)
    if gone is not None:
        raise Refused(
            "person_archived",
            N_("{name} is in the archive. Bring the person back from it first."),
            name=written_name(gone),
        )


def _check_new(unit: UnitOfWork, row: Cohort, person_ids: list[int]) -> None:
    inside = unit.session.scalar(
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.cohort_id == row.id, Person.id.in_(person_ids))
        .limit(1)
    )
    if inside is not None:
        raise Duplicate(
            "already_enrolled", N_("{name} is in cohort {cohort} already."), name=written_name(inside), cohort=row.code
        )


def _enrolment(
    unit: UnitOfWork, row: Cohort, person: Person, workplace: str | None, positions: Mapping[str, str]
) -> Enrolment:
    return Enrolment(
        cohort_id=row.id,
        person_id=person.id,
        state=EnrolmentState.APPLIED,
        enrolled_on=unit.today,
        staff_group=person.staff_group,
        district_code=person.district_code,
        subject_code=person.subject_code,
        category_code=person.category_code,
        workplace=workplace or "",
        position=person.position_text or positions.get(person.position_code or "", ""),
    )


def _seen_in_first_days(unit: UnitOfWork, row: Cohort, enrolment_ids: list[int]) -> set[int]:
    first_days = rules_on(unit, row.starts_on).admission_days
    present = {item.code for item in list_items(unit, "mark") if item.attributes["counts"] == "present"}
    marks = unit.session.execute(
        select(Mark.enrolment_id, Mark.kind_code)
        .join(Session, Session.id == Mark.session_id)
        .where(Session.cohort_id == row.id, Session.held_on < row.starts_on + timedelta(days=first_days))
    ).all()
    return seen(
        enrolment_ids,
        marked=[enrolment_id for enrolment_id, _kind in marks],
        present=[enrolment_id for enrolment_id, kind in marks if kind in present],
    )


def _load(unit: UnitOfWork, enrolment_id: int) -> tuple[Enrolment, Cohort]:
    enrolment = unit.session.get(Enrolment, enrolment_id)
    if enrolment is None:
        raise NotFound("enrolment_unknown", N_("This person is not in the cohort any more."))
    return enrolment, load_cohort(unit, enrolment.cohort_id)


def _names(place: Territory) -> Names:
    return Names(place.name_uz, place.name_ru, place.name_en, place.name_cyrl)


def _enrolled(enrolment: Enrolment, person: Person, district: Territory | None) -> EnrolledPerson:
    return EnrolledPerson(
        id=enrolment.id,
        person_id=person.id,
        name=written_name(person),
        state=enrolment.state,
        enrolled_on=enrolment.enrolled_on,
        left_on=enrolment.left_on,
        leaving_reason=enrolment.leaving_reason,
        staff_group=enrolment.staff_group,
        district=_names(district) if district else None,
        subject_code=enrolment.subject_code,
        workplace=enrolment.workplace,
        position=enrolment.position,
        entry_score=enrolment.entry_score,
        final_score=enrolment.final_score,
        finished_on=enrolment.finished_on,
        version=enrolment.version,
    )
