"""A centre that is only lent work: what it is, whose, until when; nothing is done in it that would not go back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select

from db.models.centre import CentreProfile
from db.models.cohorts import Cohort
from db.models.parcels import Parcel, ParcelDirection
from db.models.surveys import Questionnaire, SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Refused
from desktop_app.i18n import N_


class Kind(StrEnum):
    """What is lent: a cohort with all its work, or one survey with those who are asked."""

    COHORT = "cohort"
    SURVEY = "survey"


_SURVEY = {
    *("staff", "survey_round", "survey_response", "survey_answer", "survey_answered", "survey_retyping"),
    *("answer_coding",),
}
# What can be changed on the other PC and comes back from there.
WORKED: Mapping[Kind, frozenset[str]] = {
    Kind.SURVEY: frozenset(_SURVEY),
    Kind.COHORT: frozenset(
        _SURVEY
        | {
            *("cohort", "cohort_module", "person", "former_name", "enrolment", "session", "substitution"),
            *("mark", "absence", "walk_in", "head_count", "attendance_sheet", "attendance_file", "badge_scan"),
            *("sitting", "commission", "final_work", "outcome_override", "module_decision"),
            *("certificate_batch", "certificate", "print_run", "print_item", "blank"),
        }
    ),
}
# What is written there for that PC's own use and follows from the rest, or is of no use elsewhere.
_STAYS = {
    *("journal", "state_mark", "saved_filter", "sheet_layout", "person_word", "name_word", "timetable_change"),
    *("parcel", "number_block", "account", "account_secret", "key_slot", "role_title", "approval", "disclosure"),
}


@dataclass(frozen=True)
class Borrowed:
    """What this centre is a part of: ``centre`` lent it, to ``recipient``."""

    number: int
    kind: Kind
    title: str
    centre: str
    recipient: str
    due_on: date | None
    made_on: date
    returns: int


def borrowed(unit: UnitOfWork) -> Borrowed | None:
    """None for a centre of its own."""
    # Its number first: on a server not every login may read what parcels hold.
    found = unit.session.scalar(select(Parcel.id).where(Parcel.direction == ParcelDirection.BORROWED))
    if found is None:
        return None
    row = unit.session.get_one(Parcel, found)
    kind = Kind(row.kind)
    title = title_of(unit, kind, int(row.entity_id))
    centre = unit.session.scalars(select(CentreProfile.name)).one()
    return Borrowed(row.number, kind, title, centre, row.recipient, row.due_on, row.made_at.date(), row.returns)


def title_of(unit: UnitOfWork, kind: Kind, entity_id: int) -> str:
    """What the lent work is called; empty where it is no longer there."""
    if kind is Kind.COHORT:
        return unit.session.scalar(select(Cohort.code).where(Cohort.id == entity_id)) or ""
    row = unit.session.execute(
        select(SurveyRound.title, Questionnaire.code, Cohort.code.label("cohort"))
        .join(Questionnaire, Questionnaire.id == SurveyRound.questionnaire_id)
        .outerjoin(Cohort, Cohort.id == SurveyRound.cohort_id)
        .where(SurveyRound.id == entity_id)
    ).first()
    return " · ".join(filter(None, (row.cohort, row.title or row.code))) if row is not None else ""


def require_lent(unit: UnitOfWork, lent: Borrowed) -> None:
    """Raises Refused, before anything is kept, for what was written and would not come back."""
    unit.session.flush()
    if "certificate_series" in unit.touched:
        message = N_("No number is left of those that were lent with {title}. Ask {centre} for more.")
        raise Refused("no_lent_numbers", message, title=lent.title, centre=lent.centre)
    beyond = unit.touched - WORKED[lent.kind] - _STAYS
    is_second = "cohort" in unit.touched and unit.session.scalar(select(func.count()).select_from(Cohort)) != 1
    if beyond or is_second:
        message = N_("Only lent work lies on this PC: {title}. This is done at {centre}, which lent it.")
        raise Refused("only_lent", message, title=lent.title, centre=lent.centre)
