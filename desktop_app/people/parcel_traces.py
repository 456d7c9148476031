"""What packages lent to other PCs keep of a person, taken out when the person is erased."""

from collections.abc import Collection

from sqlalchemy import Select, String, and_, cast, or_, select, update

from db.models.cohorts import Cohort, Enrolment
from db.models.parcels import Parcel, ParcelConflict, ParcelState
from db.models.surveys import SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Refused
from desktop_app.i18n import N_

_REASON = "erasure of a person"
_NO_WORDS = {"base": "", "ours": "", "theirs": ""}


def require_not_lent(unit: UnitOfWork, person_id: int) -> None:
    """Raises Refused while a group of the person is on another PC: from there the data would come back."""
    out = _parcels(person_id).where(Parcel.state == ParcelState.OUT).limit(1)
    parcel_id = unit.session.scalar(out)
    if parcel_id is not None:
        number = unit.session.get_one(Parcel, parcel_id).number
        message = N_("A group of this person is lent (package {number}). Take it back or write it off first.")
        raise Refused("person_lent", message, number=number)


def erase_parcels(unit: UnitOfWork, cards: Collection[int]) -> set[tuple[str, str]]:
    """Empty what was kept of the packages to compare with, and the values that both sides had changed.

    Returns those values as the journal calls them.
    """
    parcels = [found for card in sorted(cards) for found in unit.session.scalars(_parcels(card))]
    if not parcels:
        return set()
    of_parcels = ParcelConflict.parcel_id.in_(parcels)
    unit.execute_bulk(update(Parcel).where(Parcel.id.in_(parcels)).values(baseline=None), reason=_REASON)
    unit.execute_bulk(update(ParcelConflict).where(of_parcels).values(**_NO_WORDS), reason=_REASON)
    conflicts = unit.session.scalars(select(ParcelConflict.id).where(of_parcels))
    return {(ParcelConflict.__tablename__, str(conflict_id)) for conflict_id in conflicts}


def _parcels(person_id: int) -> Select[int]:
    cohorts = select(cast(Enrolment.cohort_id, String)).where(Enrolment.person_id == person_id)
    rounds = (
        select(cast(SurveyRound.id, String))
        .join(Enrolment, Enrolment.cohort_id == SurveyRound.cohort_id)
        .where(Enrolment.person_id == person_id)
    )
    of_cohort = and_(Parcel.entity == Cohort.__tablename__, Parcel.entity_id.in_(cohorts))
    of_round = and_(Parcel.entity == SurveyRound.__tablename__, Parcel.entity_id.in_(rounds))
    return select(Parcel.id).where(or_(of_cohort, of_round))
