"""Where a cohort belongs in a staged course or a cascade, who leads it from the level before, and what must fit."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Institution, Person
from db.models.programmes import CascadeLevel, Programme, ProgrammeStage
from db.models.reference import Territory
from db.models.timetable import Room
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.records import (
    CohortDraft,
    CohortWarning,
    EditionNotInForce,
    LeaderNotTrained,
    OutsideStage,
)
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.people.rules import written_name
from desktop_app.programmes.records import ProgrammeRecord
from desktop_app.reference.records import Names
from desktop_app.reference.service import list_items

LEADERS = 2_000
_LISTS = (("language_code", "language"), ("shift_code", "shift"))


@dataclass(frozen=True)
class LevelLeader:
    """Somebody trained at the level before, who may lead a cohort; ``cohorts`` are led by them already."""

    person_id: int
    name: str
    workplace: str
    institution_id: int | None
    cohorts: int


@dataclass(frozen=True)
class PlaceHeld:
    """An institution with its district, or a room with its building."""

    id: int
    name: str
    whereabouts: str
    is_room: bool


def level_leaders(unit: UnitOfWork, *, programme_id: int, cascade_level: int) -> list[LevelLeader]:
    """Who finished the level before, in any edition of the programme, in Uzbek order; the first ones of very many."""
    taught = unit.session.get_one(Programme, programme_id)
    base = taught.base_id or taught.id
    led = select(func.count()).where(Cohort.led_by_person_id == Person.id, Cohort.state != CohortState.CANCELLED)
    trained = (
        select(Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(
            func.coalesce(Programme.base_id, Programme.id) == base,
            Cohort.cascade_level == cascade_level - 1,
            Enrolment.state == EnrolmentState.COMPLETED,
        )
    )
    rows = unit.session.execute(
        select(Person, Institution.name, led.correlate(Person).scalar_subquery())
        .outerjoin(Institution, Institution.id == Person.institution_id)
        .where(Person.id.in_(trained), Person.is_archived.is_(False))
        .order_by(Person.sort_key, Person.id)
        .limit(LEADERS)
    )
    return [
        LevelLeader(person.id, written_name(person), workplace or "", person.institution_id, cohorts)
        for person, workplace, cohorts in rows
    ]


def check_placing(unit: UnitOfWork, draft: CohortDraft) -> None:
    """Raises Invalid naming the field that does not fit the programme, or names what is not there."""
    for field, list_name in _LISTS:
        code = getattr(draft, field)
        if code is not None and code not in {item.code for item in list_items(unit, list_name)}:
            raise Invalid("not_in_list", N_("Choose one from the list."), field=field)
    if draft.stage_id is not None:
        stage = unit.session.get(ProgrammeStage, draft.stage_id)
        if stage is None or stage.programme_id != draft.programme_id:
            raise Invalid("stage_unknown", N_("Choose a stage of this programme."), field="stage_id")
    if draft.cascade_level is not None:
        is_level = exists().where(
            CascadeLevel.programme_id == draft.programme_id, CascadeLevel.place == draft.cascade_level
        )
        if not unit.session.scalar(select(is_level)):
            raise Invalid("level_unknown", N_("Choose a level of this programme."), field="cascade_level")
    for field, table in (("led_by_person_id", Person), ("institution_id", Institution), ("room_id", Room)):
        if (row_id := getattr(draft, field)) is not None and unit.session.get(table, row_id) is None:
            raise Invalid("not_in_list", N_("Choose one from the list."), field=field)


def placing_warnings(unit: UnitOfWork, draft: CohortDraft, taught: ProgrammeRecord) -> list[CohortWarning]:
    """What is unusual about the edition, the stage and the leader of a cohort."""
    found: list[CohortWarning] = []
    if not taught.holds_on(draft.starts_on):
        found.append(EditionNotInForce(taught.code, taught.valid_from, taught.valid_to))
    for place, stage in enumerate(taught.stages, start=1):
        if stage.id == draft.stage_id and stage.starts_on and stage.ends_on:
            is_inside = stage.starts_on <= draft.starts_on and draft.ends_on <= stage.ends_on
            found += [] if is_inside else [OutsideStage(place, stage.starts_on, stage.ends_on)]
    level, leader_id = draft.cascade_level, draft.led_by_person_id
    if leader_id is not None and level is not None and 1 < level <= len(taught.levels):
        found += _leader_warnings(unit, taught, level, leader_id)
    return found


def _leader_warnings(unit: UnitOfWork, taught: ProgrammeRecord, level: int, leader_id: int) -> list[CohortWarning]:
    was_trained = exists().where(
        Enrolment.person_id == leader_id,
        Enrolment.state == EnrolmentState.COMPLETED,
        Enrolment.cohort_id == Cohort.id,
        Cohort.cascade_level == level - 1,
        Cohort.programme_id == Programme.id,
        func.coalesce(Programme.base_id, Programme.id) == (taught.base_id or taught.id),
    )
    if unit.session.scalar(select(was_trained)):
        return []
    person = unit.session.get_one(Person, leader_id)
    return [LeaderNotTrained(written_name(person), taught.levels[level - 2].role)]


def places_held(unit: UnitOfWork) -> list[PlaceHeld]:
    """The institutions and the rooms in which a cohort can be held, by name."""
    schools = unit.session.execute(
        select(Institution.id, Institution.name, Territory)
        .outerjoin(Territory, Territory.code == Institution.district_code)
        .where(Institution.closed_on.is_(None))
        .order_by(Institution.name, Institution.id)
    )
    rooms = unit.session.execute(
        select(Room.id, Room.name, Room.building).where(Room.closed_on.is_(None)).order_by(Room.building, Room.name)
    )
    held = [PlaceHeld(row_id, name, _district(district), is_room=False) for row_id, name, district in schools]
    return [*held, *(PlaceHeld(row_id, name, building, is_room=True) for row_id, name, building in rooms)]


def _district(row: Territory | None) -> str:
    return Names(row.name_uz, row.name_ru, row.name_en, row.name_cyrl).text if row is not None else ""
