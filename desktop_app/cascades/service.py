"""A cascade as it stands: its levels with fan-out and coverage, and where the chain is thin."""

from collections.abc import Collection
from itertools import pairwise

from sqlalchemy import Select, exists, false, func, select, union, union_all

from db.models.cohorts import Cohort, CohortState
from db.models.events import TrainingEvent
from db.models.people import Institution, Person
from db.models.plan import StatedFigure
from db.models.programmes import CascadeLevel, Programme
from db.models.reference import Territory
from db.unit_of_work import UnitOfWork
from desktop_app.cascades.counting import (
    edition_ids,
    groups_by_level,
    named_by_level,
    reported_by_level,
    studying_by_level,
    trained,
)
from desktop_app.cascades.records import Cascade, CascadeName, LevelFact, StatedCount, ThinLevel, UnledPlace
from desktop_app.errors import NotFound
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.people.lines import person_lines
from desktop_app.reference.records import Names
from desktop_app.reference.service import profile
from desktop_app.rows import row_at

# The kind of a stated count; its key is the programme's code and the place of the level: "KASKAD:2".
STATED = "cascade_level"
SHOWN = 200


def cascades(unit: UnitOfWork) -> list[CascadeName]:
    """The programmes with levels, the newest edition of each, by title."""
    has_levels = exists().where(CascadeLevel.programme_id == Programme.id)
    rows = unit.session.execute(
        select(Programme.id, Programme.code, Programme.title, func.coalesce(Programme.base_id, Programme.id))
        .where(has_levels)
        .order_by(Programme.edition.desc())
    )
    newest: dict[int, CascadeName] = {}
    for programme_id, code, title, base in rows:
        newest.setdefault(base, CascadeName(programme_id, code, title))
    return sorted(newest.values(), key=lambda each: each.title)


def cascade_by_code(unit: UnitOfWork, *, code: str) -> Cascade:
    """The cascade of the programme of that code, as written or in capitals. Raises NotFound."""
    wanted = tidy(code)
    found = select(Programme.id).where(Programme.code.in_((wanted, wanted.upper())))
    programme_id = unit.session.scalar(found.order_by(Programme.code != wanted).limit(1))
    if programme_id is None:
        raise NotFound("programme_unknown", N_("There is no programme {programme}."), programme=wanted)
    return cascade(unit, programme_id=programme_id)


def cascade(unit: UnitOfWork, *, programme_id: int) -> Cascade:
    """The levels of a programme with their people. Raises NotFound, also for a programme without levels."""
    row = row_at(unit, Programme, programme_id, "programme_gone", N_("This programme is no longer there."))
    levels = _levels(unit, programme_id)
    if not levels:
        raise NotFound("no_cascade", N_("Programme {programme} has no levels of a cascade."), programme=row.code)
    editions = edition_ids(unit, programme_id)
    named, reported = named_by_level(unit, editions), reported_by_level(unit, editions)
    studying, stated = studying_by_level(unit, editions), _stated(unit, editions)
    cohorts, events = groups_by_level(unit, editions)
    facts: list[LevelFact] = []
    for level in levels:
        before = facts[-1] if facts else None
        fact = LevelFact(
            place=level.place,
            role=level.role,
            named=named.get(level.place, 0),
            reported=reported.get(level.place, 0),
            planned=level.planned_people,
            trained_by=before.role if before else "",
            before=before.people if before else None,
            studying=studying.get(level.place, 0),
            cohorts=cohorts.get(level.place, 0),
            events=events.get(level.place, 0),
            stated=stated.get(level.place, ()),
        )
        facts.append(fact)
    return Cascade(row.id, row.code, row.title, tuple(facts))


def thin_places(unit: UnitOfWork, *, programme_id: int) -> list[ThinLevel]:
    """Below which levels the chain is thin; the last level trains nobody and is left out."""
    levels, editions = _levels(unit, programme_id), edition_ids(unit, programme_id)
    return [_thin(unit, editions, level, is_last=following is levels[-1]) for level, following in pairwise(levels)]


def leading(editions: Collection[int], level: int) -> Select[int]:
    """The persons who led a cohort or an event of a level."""
    of_cohorts = select(Cohort.led_by_person_id.label("person_id")).where(
        Cohort.programme_id.in_(editions), Cohort.cascade_level == level, Cohort.state != CohortState.CANCELLED
    )
    of_events = select(TrainingEvent.leader_person_id).where(
        TrainingEvent.programme_id.in_(editions), TrainingEvent.cascade_level == level
    )
    led = union(of_cohorts, of_events).subquery()
    return select(led.c.person_id).where(led.c.person_id.is_not(None))


def _thin(unit: UnitOfWork, editions: Collection[int], level: CascadeLevel, *, is_last: bool) -> ThinLevel:
    pairs = trained(editions, level.place).subquery()
    people = select(pairs.c.person_id)
    idle = select(Person.id).where(Person.id.in_(people), Person.id.not_in(leading(editions, level.place + 1)))
    ids = unit.session.scalars(idle.order_by(Person.sort_key, Person.id).limit(SHOWN)).all()
    institutions = _unled_institutions(unit, editions, people) if is_last else select(Institution.id).where(false())
    return ThinLevel(
        place=level.place,
        role=level.role,
        leaders=_count(unit, people),
        idle=_count(unit, idle),
        idle_leaders=tuple(person_lines(unit, ids)),
        districts=_unled_districts(unit, people),
        institutions=_places(unit, institutions),
        unled_institutions=_count(unit, institutions),
    )


def _unled_districts(unit: UnitOfWork, people: Select[int]) -> tuple[UnledPlace, ...]:
    """Districts and cities of the centre's region where nobody of these people works."""
    covered = select(Person.district_code).where(Person.id.in_(people), Person.district_code.is_not(None))
    rows = unit.session.scalars(
        select(Territory)
        .where(
            Territory.parent_code == profile(unit).region_code,
            Territory.valid_to.is_(None),
            Territory.code.not_in(covered),
        )
        .order_by(Territory.code)
    )
    return tuple(UnledPlace(_name(row), "") for row in rows)


def _unled_institutions(unit: UnitOfWork, editions: Collection[int], people: Select[int]) -> Select[int]:
    """Open institutions of the region where none of them works, of the kinds that the people of the cascade are from.

    A cascade of kindergartens has nothing to say of schools.
    """
    # As often as each was trained: to take them once would cost more than to look at some twice.
    everybody = union_all(*trained(editions).selects).subquery()
    # Asked for by itself: both the count and the list need them, and everybody is looked at for them.
    kinds = unit.session.scalars(
        select(Institution.kind_code)
        .join(Person, Person.institution_id == Institution.id)
        .where(Person.id.in_(select(everybody.c.person_id)))
        .distinct()
    ).all()
    covered = select(Person.institution_id).where(Person.id.in_(people), Person.institution_id.is_not(None))
    own = select(Territory.code).where(Territory.parent_code == profile(unit).region_code)
    return select(Institution.id).where(
        Institution.closed_on.is_(None),
        Institution.district_code.in_(own),
        Institution.kind_code.in_(kinds),
        Institution.id.not_in(covered),
    )


def _places(unit: UnitOfWork, ids: Select[int]) -> tuple[UnledPlace, ...]:
    rows = unit.session.execute(
        select(Institution.id, Institution.name, Territory)
        .join(Territory, Territory.code == Institution.district_code)
        .where(Institution.id.in_(ids))
        .order_by(Institution.district_code, Institution.search_key)
        .limit(SHOWN)
    )
    return tuple(UnledPlace(name, _name(place), institution_id) for institution_id, name, place in rows)


def _levels(unit: UnitOfWork, programme_id: int) -> list[CascadeLevel]:
    rows = select(CascadeLevel).where(CascadeLevel.programme_id == programme_id).order_by(CascadeLevel.place)
    return list(unit.session.scalars(rows))


def _stated(unit: UnitOfWork, editions: Collection[int]) -> dict[int, tuple[StatedCount, ...]]:
    """What papers state of the levels, by place; told by the code of any edition."""
    codes = set(unit.session.scalars(select(Programme.code).where(Programme.id.in_(editions))))
    rows = unit.session.scalars(
        select(StatedFigure).where(StatedFigure.what == STATED).order_by(StatedFigure.year, StatedFigure.id)
    )
    found: dict[int, tuple[StatedCount, ...]] = {}
    for row in rows:
        code, _colon, place = row.key.rpartition(":")
        if code in codes and place.isdecimal():
            found[int(place)] = (*found.get(int(place), ()), StatedCount(row.count, row.source, row.year))
    return found


def _count(unit: UnitOfWork, ids: Select[int]) -> int:
    return unit.session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def _name(row: Territory) -> str:
    return Names(row.name_uz, row.name_ru, row.name_en, row.name_cyrl).text
