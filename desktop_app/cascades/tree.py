"""Who trained whom, a branch at a time: persons, the groups they led, the people in those, down the levels."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, null, select, union_all

from db.among import among
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.events import EventParticipant, TrainingEvent
from db.models.people import Institution, Person
from db.models.reference import ReferenceItem
from db.unit_of_work import UnitOfWork
from desktop_app.cascades.counting import edition_ids, trained
from desktop_app.cascades.records import Branches, GroupKind, TreeGroup, TreePerson
from desktop_app.people.lines import person_lines
from desktop_app.reference.records import Names

AT_ONCE = 200


def first_people(unit: UnitOfWork, *, programme_id: int, first: int = 0, rows: int = AT_ONCE) -> Branches:
    """The persons of the first level in Uzbek order: where the chain begins."""
    editions = edition_ids(unit, programme_id)
    pairs = trained(editions, 1).subquery()
    return _people(unit, editions, select(pairs.c.person_id), level=1, first=first, rows=rows)


def groups_without_leader(unit: UnitOfWork, *, programme_id: int, first: int = 0, rows: int = AT_ONCE) -> Branches:
    """Cohorts and events below the first level whose leader is not known as a person: no branch leads to them."""
    editions = edition_ids(unit, programme_id)
    cohorts = _cohorts(editions).where(Cohort.cascade_level > 1, Cohort.led_by_person_id.is_(None))
    events = _events(editions).where(TrainingEvent.cascade_level > 1, TrainingEvent.leader_person_id.is_(None))
    return _groups(unit, cohorts, events, first=first, rows=rows)


def groups_of(unit: UnitOfWork, *, programme_id: int, person_id: int, level: int) -> Branches:
    """What a person of a level led: the cohorts and events of the next one, in the order of their days."""
    editions = edition_ids(unit, programme_id)
    cohorts = _cohorts(editions).where(Cohort.cascade_level == level + 1, Cohort.led_by_person_id == person_id)
    events = _events(editions).where(
        TrainingEvent.cascade_level == level + 1, TrainingEvent.leader_person_id == person_id
    )
    return _groups(unit, cohorts, events, first=0, rows=AT_ONCE)


def people_in(
    unit: UnitOfWork, *, programme_id: int, group: TreeGroup, first: int = 0, rows: int = AT_ONCE
) -> Branches:
    """The persons known by name in a cohort or an event, with what each of them led."""
    if group.kind is GroupKind.COHORT:
        people = select(Enrolment.person_id).where(
            Enrolment.cohort_id == group.id, Enrolment.state == EnrolmentState.COMPLETED
        )
    else:
        people = select(EventParticipant.person_id).where(EventParticipant.event_id == group.id)
    return _people(unit, edition_ids(unit, programme_id), people, level=group.level, first=first, rows=rows)


def _people(
    unit: UnitOfWork, editions: Collection[int], people: Select[int], *, level: int, first: int, rows: int
) -> Branches:
    total = unit.session.scalar(select(func.count()).select_from(people.subquery())) or 0
    ids = unit.session.scalars(
        select(Person.id).where(Person.id.in_(people)).order_by(Person.sort_key, Person.id).offset(first).limit(rows)
    ).all()
    led = _led_by(unit, editions, ids, level + 1)
    found = tuple(TreePerson(line, level, *led.get(line.id, (0, 0))) for line in person_lines(unit, ids))
    return Branches(people=found, total=total)


def _led_by(
    unit: UnitOfWork, editions: Collection[int], ids: Sequence[int], level: int
) -> dict[int | None, tuple[int, int]]:
    """Of these persons: how many groups of the level each led, and the people in them."""
    led: dict[int | None, tuple[int, int]] = {}
    for table, leader, people, is_held in (
        (Cohort, Cohort.led_by_person_id, _finished(), Cohort.state != CohortState.CANCELLED),
        (TrainingEvent, TrainingEvent.leader_person_id, func.larger(TrainingEvent.people, _listed()), literal(True)),
    ):
        of_level = and_(table.programme_id.in_(editions), table.cascade_level == level, is_held)
        for condition in among(unit.session, [leader], ids):
            rows = select(leader, func.count(), func.sum(people)).where(of_level, condition).group_by(leader)
            for person_id, groups, number in unit.session.execute(rows):
                before = led.get(person_id, (0, 0))
                led[person_id] = before[0] + groups, before[1] + (number or 0)
    return led


def _groups(
    unit: UnitOfWork, cohorts: Select[*tuple[Any, ...]], events: Select[*tuple[Any, ...]], *, first: int, rows: int
) -> Branches:
    both = union_all(cohorts, events).subquery()
    total = unit.session.scalar(select(func.count()).select_from(both)) or 0
    found = unit.session.execute(
        select(both).order_by(both.c.held_on, both.c.kind, both.c.id).offset(first).limit(rows)
    ).all()
    kinds = {
        row.code: Names(row.name_uz, row.name_ru, row.name_en).text
        for row in unit.session.scalars(select(ReferenceItem).where(ReferenceItem.list_name == "event_kind"))
    }
    groups = tuple(
        TreeGroup(
            kind=GroupKind(row.kind),
            id=row.id,
            level=row.level,
            title=kinds.get(row.title, row.title),
            held_on=row.held_on,
            place=row.institution or row.place,
            people=max(row.people, row.named),
            named=row.named,
            leader=row.leader or "",
        )
        for row in found
    )
    return Branches(groups=groups, total=total)


def _cohorts(editions: Collection[int]) -> Select[*tuple[Any, ...]]:
    people = _finished()
    return (
        select(
            literal(GroupKind.COHORT.value).label("kind"),
            Cohort.id.label("id"),
            Cohort.cascade_level.label("level"),
            Cohort.code.label("title"),
            Cohort.starts_on.label("held_on"),
            Institution.name.label("institution"),
            Cohort.place.label("place"),
            people.label("people"),
            people.label("named"),
            cast(null(), String).label("leader"),
        )
        .outerjoin(Institution, Institution.id == Cohort.institution_id)
        .where(Cohort.programme_id.in_(editions), Cohort.state != CohortState.CANCELLED)
    )


def _events(editions: Collection[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            literal(GroupKind.EVENT.value),
            TrainingEvent.id,
            TrainingEvent.cascade_level,
            TrainingEvent.kind_code,
            TrainingEvent.held_on,
            Institution.name,
            TrainingEvent.place,
            TrainingEvent.people,
            _listed(),
            TrainingEvent.leader,
        )
        .outerjoin(Institution, Institution.id == TrainingEvent.institution_id)
        .where(TrainingEvent.programme_id.in_(editions))
    )


def _finished() -> ColumnElement[int]:
    rows = select(func.count()).where(Enrolment.cohort_id == Cohort.id, Enrolment.state == EnrolmentState.COMPLETED)
    return rows.correlate(Cohort).scalar_subquery()


def _listed() -> ColumnElement[int]:
    rows = select(func.count()).where(EventParticipant.event_id == TrainingEvent.id)
    return rows.correlate(TrainingEvent).scalar_subquery()
