"""What requests for a second person said of somebody, taken out when the person is erased."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import and_, select, update

from db.models.accounts import Approval
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.request_lines import form_of, wish_of

_REASON = "erasure of a person"


def erase_requests(unit: UnitOfWork, cards: Collection[int]) -> set[tuple[str, str]]:
    """Empty what requests said of the cards; returns the requests as the journal calls them."""
    found = _of_cards(unit, cards) | _of_marks(unit, cards)
    if found:
        emptied = update(Approval).where(Approval.id.in_(found)).values(summary={}, reason="", note="")
        unit.execute_bulk(emptied, reason=_REASON)
    return {(Approval.__tablename__, str(approval_id)) for approval_id in found}


def _of_cards(unit: UnitOfWork, cards: Collection[int]) -> set[int]:
    """To erase one of them, or to merge it with another: such a request stands for both, as in 12-15."""
    of_people = Approval.entity == Person.__tablename__
    alone = Approval.entity_id.in_([str(card) for card in cards])
    pairs = select(Approval.id, Approval.entity_id).where(of_people, Approval.entity_id.contains("-"))
    asked = {str(card) for card in cards}
    found = {approval_id for approval_id, ids in unit.session.execute(pairs) if asked & set(ids.split("-"))}
    return found | set(unit.session.scalars(select(Approval.id).where(of_people, alone)))


def _of_marks(unit: UnitOfWork, cards: Collection[int]) -> set[int]:
    """To correct locked marks of theirs: the reason tells of whom it was asked, and a mark has its note."""
    own = select(Enrolment.id, Enrolment.cohort_id).where(Enrolment.person_id.in_(cards))
    enrolments = {row.id: row.cohort_id for row in unit.session.execute(own)}
    of_cohorts = and_(
        Approval.entity == Cohort.__tablename__, Approval.entity_id.in_({str(each) for each in enrolments.values()})
    )
    rows = unit.session.execute(select(Approval.id, Approval.summary).where(of_cohorts))
    return {approval_id for approval_id, kept in rows if not enrolments.keys().isdisjoint(_marked(kept))}


def _marked(kept: Mapping[str, Any]) -> set[int]:
    """Whose marks a request is about: by the form that it was asked for in, and by what is to be set."""
    typed = {mark["enrolment_id"] for mark in form_of(kept).get("marks", ())}
    return typed | {enrolment_id for _lesson, enrolment_id, *_marks in wish_of(kept).get("marks", ())}
