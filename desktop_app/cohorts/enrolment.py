"""Who is in a cohort: enrolling, taking out again, and the list of everybody ever enrolled."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from db.models.attendance import Mark
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.completion import FinalWork, OutcomeOverride, Sitting
from db.models.people import Institution, Person
from db.models.reference import Territory
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.hindrances import HindranceKind, hindrances, require_unhindered, study_of
from desktop_app.cohorts.records import EnrolledPerson
from desktop_app.cohorts.rules import AWAITING, require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.cohorts.sheet_rows import replace_on_sheets
from desktop_app.errors import Duplicate, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.people.rules import written_name
from desktop_app.reference.records import Names
from desktop_app.reference.service import list_items
from desktop_app.rows import row_at

# Far below SQLite's limit of variables in one statement.
_AT_ONCE = 500


def enrol(unit: UnitOfWork, *, cohort_id: int, person_ids: Sequence[int], repeat_reason: str = "") -> list[int]:
    """Enrol people as applicants; returns their enrolments in the same order.

    The workplace is copied from each card as it is today. ``repeat_reason`` says why those whose last course still
    holds take another; it is kept with them. Raises Duplicate for someone who is in the cohort already, Refused when
    the cohort is closed, for whoever is in another at the same time, and for a course that still holds.
    """
    row = load_cohort(unit, cohort_id)
    require_open(row.code, row.state)
    cards = _cards(unit, person_ids)
    _require_present(card for card, _workplace in cards.values())
    _check_new(unit, row, list(cards))
    reason = tidy(repeat_reason)
    found = hindrances(unit, study_of(row), list(cards))
    require_unhindered(found.values(), repeat_reason=reason)
    positions = {item.code: item.names.uz for item in list_items(unit, "position")}
    since = belong_since(unit, row)
    enrolments = [_enrolment(row, *cards[person_id], positions, since=since) for person_id in person_ids]
    for enrolment in enrolments:
        hindrance = found.get(enrolment.person_id)
        if hindrance is not None and hindrance.kind is HindranceKind.REPEAT:
            enrolment.repeat_reason = reason
    unit.session.add_all(enrolments)
    unit.session.flush()
    return [enrolment.id for enrolment in enrolments]


def belong_since(unit: UnitOfWork, row: Cohort) -> date:
    """The day from which whoever is enrolled now belongs to the cohort: today, but its first one while it has no list.

    A list that comes when the course is under way is of people who were there from the beginning.
    """
    is_listed = exists().where(Enrolment.cohort_id == row.id, Enrolment.state != EnrolmentState.WALK_IN)
    return unit.today if unit.session.scalar(select(is_listed)) else min(unit.today, row.starts_on)


def remove(unit: UnitOfWork, *, enrolment_id: int) -> None:
    """Undo an enrolment made by mistake. Raises Refused once the person has been marked or admitted by order."""
    enrolment, row = load_enrolment(unit, enrolment_id)
    require_open(row.code, row.state)
    if is_marked(unit, enrolment_id) or enrolment.state not in AWAITING:
        person = unit.session.get_one(Person, enrolment.person_id)
        raise Refused(
            "cannot_remove",
            N_("{name} has been admitted or marked already: expel with a reason instead of removing."),
            name=written_name(person),
        )
    replace_on_sheets(unit, enrolment_id=enrolment_id, by_id=None)
    unit.session.delete(enrolment)


def is_marked(unit: UnitOfWork, enrolment_id: int) -> bool:
    """Whether the person has marks of attendance, sittings, a final work or an outcome decided upon."""
    tables = (Mark, Sitting, FinalWork, OutcomeOverride)
    return bool(
        unit.session.scalar(select(or_(*(exists().where(each.enrolment_id == enrolment_id) for each in tables))))
    )


def enrolled_people(unit: UnitOfWork, *, cohort_id: int) -> list[EnrolledPerson]:
    """Everyone ever enrolled in the cohort, in Uzbek alphabetical order; walk-ins are not on its list."""
    before, onward = aliased(Enrolment), aliased(Enrolment)
    cohort_before, cohort_onward = aliased(Cohort), aliased(Cohort)
    rows = unit.session.execute(
        select(Enrolment, Person, Territory, cohort_before.code, cohort_onward.code)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Territory, Territory.code == Enrolment.district_code)
        .outerjoin(before, before.id == Enrolment.came_from_id)
        .outerjoin(cohort_before, cohort_before.id == before.cohort_id)
        .outerjoin(onward, onward.came_from_id == Enrolment.id)
        .outerjoin(cohort_onward, cohort_onward.id == onward.cohort_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state != EnrolmentState.WALK_IN)
        .order_by(Person.sort_key, Person.id)
    )
    excuses = {item.code: item.names for item in list_items(unit, "absence_reason")}
    return [
        _enrolled(enrolment, person, district, excuses, came_from=came_from or "", went_to=went_to or "")
        for enrolment, person, district, came_from, went_to in rows
    ]


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
    row: Cohort, person: Person, workplace: str | None, positions: Mapping[str, str], *, since: date
) -> Enrolment:
    return Enrolment(
        cohort_id=row.id,
        person_id=person.id,
        state=EnrolmentState.APPLIED,
        enrolled_on=since,
        staff_group=person.staff_group,
        district_code=person.district_code,
        subject_code=person.subject_code,
        category_code=person.category_code,
        workplace=workplace or "",
        position=person.position_text or positions.get(person.position_code or "", ""),
    )


def load_enrolment(unit: UnitOfWork, enrolment_id: int) -> tuple[Enrolment, Cohort]:
    """The row itself with its cohort. Raises NotFound."""
    enrolment = row_at(
        unit, Enrolment, enrolment_id, "enrolment_unknown", N_("This person is not in the cohort any more.")
    )
    return enrolment, load_cohort(unit, enrolment.cohort_id)


def _names(place: Territory) -> Names:
    return Names(place.name_uz, place.name_ru, place.name_en, place.name_cyrl)


def _enrolled(
    enrolment: Enrolment,
    person: Person,
    district: Territory | None,
    excuses: Mapping[str, Names],
    *,
    came_from: str,
    went_to: str,
) -> EnrolledPerson:
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
        called_on=enrolment.called_on,
        absence_reason_code=enrolment.absence_reason_code,
        absence_reason=excuses.get(enrolment.absence_reason_code or ""),
        repeat_reason=enrolment.repeat_reason,
        came_from=came_from,
        went_to=went_to,
    )
