"""How many people stand on each level of a cascade: persons once each, reported numbers beyond them."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, CompoundSelect, Select, func, select, union

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.events import EventParticipant, TrainingEvent
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork

Counts = Select[int | None, int]
_GOING_ON = (EnrolmentState.ADMITTED, EnrolmentState.STUDYING)


def edition_ids(unit: UnitOfWork, programme_id: int) -> list[int]:
    """The editions of a programme: a cascade goes on in the next one."""
    base = func.coalesce(Programme.base_id, Programme.id)
    own = select(base).where(Programme.id == programme_id).scalar_subquery()
    return list(unit.session.scalars(select(Programme.id).where(base == own)))


def trained(editions: Collection[int], level: int | None = None) -> CompoundSelect[int, int]:
    """Level and person of everybody who finished a cohort or stands on the list of an event; each pair once.

    Of one ``level`` or of all.
    """
    of_cohorts = (
        select(Cohort.cascade_level.label("level"), Enrolment.person_id.label("person_id"))
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(*_of(Cohort, editions, level), _held(), Enrolment.state == EnrolmentState.COMPLETED)
    )
    of_events = (
        select(TrainingEvent.cascade_level, EventParticipant.person_id)
        .join(EventParticipant, EventParticipant.event_id == TrainingEvent.id)
        .where(*_of(TrainingEvent, editions, level))
    )
    return union(of_cohorts, of_events)


def named_by_level(unit: UnitOfWork, editions: Collection[int]) -> dict[int, int]:
    pairs = trained(editions).subquery()
    return _by_level(unit, select(pairs.c.level, func.count()).group_by(pairs.c.level))


def reported_by_level(unit: UnitOfWork, editions: Collection[int]) -> dict[int, int]:
    """What events report beyond their lists; a list longer than its number takes nothing away from the others."""
    listed = (
        select(EventParticipant.event_id, func.count().label("people"))
        .join(TrainingEvent, TrainingEvent.id == EventParticipant.event_id)
        .where(*_of(TrainingEvent, editions))
        .group_by(EventParticipant.event_id)
        .subquery()
    )
    by_name = func.coalesce(listed.c.people, 0)
    beyond = (
        select(TrainingEvent.cascade_level, func.sum(func.larger(TrainingEvent.people - by_name, 0)))
        .outerjoin(listed, listed.c.event_id == TrainingEvent.id)
        .where(*_of(TrainingEvent, editions))
        .group_by(TrainingEvent.cascade_level)
    )
    return _by_level(unit, beyond)


def studying_by_level(unit: UnitOfWork, editions: Collection[int]) -> dict[int, int]:
    people = (
        select(Cohort.cascade_level, func.count(Enrolment.person_id.distinct()))
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(*_of(Cohort, editions), _held(), Enrolment.state.in_(_GOING_ON))
        .group_by(Cohort.cascade_level)
    )
    return _by_level(unit, people)


def groups_by_level(unit: UnitOfWork, editions: Collection[int]) -> tuple[dict[int, int], dict[int, int]]:
    """How many cohorts and how many events there are of each level."""
    cohorts, events = (_groups(table, editions) for table in (Cohort, TrainingEvent))
    return _by_level(unit, cohorts.where(_held())), _by_level(unit, events)


def people_of_level(unit: UnitOfWork, *, programme_id: int, level: int) -> tuple[int, int]:
    """Known by name and reported beyond them, of one level."""
    editions = edition_ids(unit, programme_id)
    named = unit.session.scalar(select(func.count()).select_from(trained(editions, level).subquery())) or 0
    return named, reported_by_level(unit, editions).get(level, 0)


def _groups(table: type[Cohort] | type[TrainingEvent], editions: Collection[int]) -> Counts:
    return select(table.cascade_level, func.count()).where(*_of(table, editions)).group_by(table.cascade_level)


def _by_level(unit: UnitOfWork, counts: Counts) -> dict[int, int]:
    return {level: number for level, number in unit.session.execute(counts) if level is not None}


def _of(
    table: type[Cohort] | type[TrainingEvent], editions: Collection[int], level: int | None = None
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    at_level = table.cascade_level.is_not(None) if level is None else table.cascade_level == level
    return table.programme_id.in_(editions), at_level


def _held() -> ColumnElement[bool]:
    return Cohort.state != CohortState.CANCELLED
