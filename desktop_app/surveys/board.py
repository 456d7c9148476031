"""Who has answered and who has not: over all surveys that run, and person by person in one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from db.models.cohorts import Enrolment
from db.models.people import Person
from db.models.surveys import SurveyAnswered, SurveyResponse, SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import NOT_COUNTED
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.language.names import PersonName, full_name
from desktop_app.surveys.rounds import load_round, require_open


@dataclass(frozen=True)
class Awaited:
    """Somebody who is asked, with what it takes to remind them. ``number`` is their place in the list by name."""

    enrolment_id: int
    number: int
    name: str
    workplace: str
    phone: str
    has_answered: bool


def awaited(unit: UnitOfWork, *, round_id: int) -> list[Awaited]:
    """Everybody of the round's cohort who can be asked, those who have not answered first; raises NotFound."""
    survey = load_round(unit, round_id)
    answered = set(unit.session.scalars(select(SurveyAnswered.enrolment_id).where(SurveyAnswered.round_id == round_id)))
    rows = unit.session.execute(
        select(Enrolment.id, Enrolment.workplace, Person.surname, Person.given_name, Person.patronymic, Person.phone)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id == survey.cohort_id, Enrolment.state.not_in(NOT_COUNTED))
        .order_by(Person.sort_key, Enrolment.id)
    )
    found = [
        Awaited(id_, number, full_name(PersonName(surname, given, patronymic)), workplace, phone, id_ in answered)
        for number, (id_, workplace, surname, given, patronymic, phone) in enumerate(rows, start=1)
    ]
    return sorted(found, key=lambda each: each.has_answered)


def note_handed_in(unit: UnitOfWork, *, round_id: int, enrolment_ids: Sequence[int]) -> list[int]:
    """Note that people have handed in a paper; gives back for whom it was new. The journal names nobody.

    Raises NotFound, Refused when the round takes no answers, and in a named round, where the sheet itself says who.
    """
    survey = load_round(unit, round_id)
    require_open(unit, survey)
    _refuse_named(survey)
    there = {each.enrolment_id for each in awaited(unit, round_id=round_id) if not each.has_answered}
    new = [enrolment_id for enrolment_id in enrolment_ids if enrolment_id in there]
    rows = [{"round_id": round_id, "enrolment_id": enrolment_id} for enrolment_id in new]
    if rows:
        unit.insert_many(SurveyAnswered, rows, reason="handed in on paper")
    return new


def forget_handed_in(unit: UnitOfWork, *, round_id: int, enrolment_ids: Sequence[int]) -> None:
    """Undo it: they have not answered after all. Raises as ``note_handed_in``."""
    survey = load_round(unit, round_id)
    require_open(unit, survey)
    _refuse_named(survey)
    theirs = SurveyAnswered.enrolment_id.in_(list(enrolment_ids))
    unit.execute_bulk(
        delete(SurveyAnswered).where(SurveyAnswered.round_id == round_id, theirs), reason="not handed in after all"
    )


def slips_of(unit: UnitOfWork, *, round_id: int) -> frozenset[int]:
    """The numbers of the sheets that are in."""
    return frozenset(
        unit.session.scalars(select(SurveyResponse.slip_number).where(SurveyResponse.round_id == round_id))
    )


def _refuse_named(survey: SurveyRound) -> None:
    if not survey.is_anonymous:
        raise Refused("named_round", N_("In this survey the sheet says who answered: type the sheet, or take it back."))
