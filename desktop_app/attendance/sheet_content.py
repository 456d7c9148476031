"""What stands on printed sheets, in the language and script in force: read for many sheets at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar

from sqlalchemy import Select, func, select

from db.models.centre import Staff
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.programmes import Module, Programme, Topic
from db.models.reference import Territory
from db.models.timetable import Room, Session, Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.rules import is_theirs
from desktop_app.attendance.sheet_records import PrintedSheet, SheetColumn, SheetKind, SheetLook
from desktop_app.i18n import _, language
from desktop_app.language.dates import period
from desktop_app.language.names import full_name
from desktop_app.language.paper_names import IN_CYRILLIC, in_script_of, signature_name
from desktop_app.marks.kinds import kinds_by_set
from desktop_app.marks.records import MarkKind
from desktop_app.people.rules import both_scripts, card_name, cyrillic_name, written_name
from desktop_app.reference.positions import positions_on_paper
from desktop_app.reference.records import Names
from desktop_app.reference.service import profile

Row = TypeVar("Row")
_AT_ONCE = 500


@dataclass(frozen=True)
class SheetLesson:
    """A column for marks; ``hours`` are academic."""

    id: int
    held_on: date
    place_in_day: int
    starts_at: time
    hours: int
    module: str
    topic: str
    trainer: str

    @property
    def title(self) -> str:
        return self.topic or self.module


@dataclass(frozen=True)
class SheetPerson:
    """A row; ``shut`` are the lessons that are not theirs: before they came by a transfer, or after they left."""

    enrolment_id: int
    name: str
    cells: Mapping[SheetColumn, str]
    shut: frozenset[int]


@dataclass(frozen=True)
class SheetPaper:
    """One sheet, all its words ready; the first of the facts is the longest."""

    number: str
    is_copy: bool
    kind: SheetKind
    cohort: str
    programme: str
    centre: str
    facts: tuple[tuple[str, str], ...]
    lessons: tuple[SheetLesson, ...]
    people: tuple[SheetPerson, ...]
    columns: tuple[SheetColumn, ...]
    blank_rows: int
    legend: str
    leader: str


def sheet_papers(unit: UnitOfWork, printed: Sequence[PrintedSheet], look: SheetLook) -> Iterator[SheetPaper]:
    """The sheets in their order, with the cards and the timetable as they are now; lessons taken off are left out."""
    cohorts = dict(_cohorts(unit, {sheet.cohort_id for sheet in printed}))
    lessons = dict(_lessons(unit, {each for sheet in printed for each in sheet.lessons}))
    people = dict(_people(unit, {each for sheet in printed for each in sheet.people}))
    kinds = kinds_by_set(unit)
    centre = in_script_of(language(), profile(unit).name)
    for sheet in printed:
        about = cohorts[sheet.cohort_id]
        held = tuple(lessons[each] for each in sheet.lessons if each in lessons)
        yield SheetPaper(
            number=sheet.number,
            is_copy=sheet.is_copy,
            kind=sheet.kind,
            cohort=about.row.code,
            programme=about.programme,
            centre=centre,
            facts=_facts(about, sheet),
            lessons=held,
            people=tuple(people[each].on(held) for each in sheet.people if each in people),
            columns=look.columns,
            blank_rows=look.blank_rows,
            legend=legend_of(kinds[about.row.mark_set_id].values()),
            leader=signature_name(language(), about.leader) if about.leader else "",
        )


def legend_of(kinds: Iterable[MarkKind]) -> str:
    """What the letters mean, in a line."""
    return "    ".join(f"{kind.letter}  {kind.names.text.lower()}" for kind in kinds)


@dataclass(frozen=True)
class _About:
    """A cohort with the names that its row only points to."""

    row: Cohort
    programme: str
    hours: int
    leader: str
    place: str


@dataclass(frozen=True)
class _Listed:
    """A person of a cohort as their card says it."""

    enrolment: Enrolment
    name: str
    cells: Mapping[SheetColumn, str]

    def on(self, lessons: Iterable[SheetLesson]) -> SheetPerson:
        shut = frozenset(lesson.id for lesson in lessons if not is_theirs(self.enrolment, lesson.held_on))
        return SheetPerson(self.enrolment.id, self.name, self.cells, shut)


def _facts(about: _About, sheet: PrintedSheet) -> tuple[tuple[str, str], ...]:
    days = period(about.row.starts_on, about.row.ends_on, language())
    hours = _("{hours} hours", hours=about.hours)
    facts = [
        (_("Programme"), f"{about.programme}, {hours}"),
        (_("Cohort"), about.row.code),
        (_("Days"), period(sheet.starts_on, sheet.ends_on, language())),
        (_("Course"), days),
        (_("Group leader"), in_script_of(language(), about.leader)),
        (_("Held at"), about.place),
    ]
    return tuple(fact for fact in facts if fact[1])


def _cohorts(unit: UnitOfWork, ids: Iterable[int]) -> Iterator[tuple[int, _About]]:
    query = (
        select(Cohort, Programme.title, Programme.hours, Staff.full_name, Room.name)
        .join(Programme, Programme.id == Cohort.programme_id)
        .outerjoin(Staff, Staff.id == Cohort.leader_id)
        .outerjoin(Room, Room.id == Cohort.room_id)
    )
    for row, title, hours, leader, room in _in_parts(unit, query, Cohort.id, ids):
        # The place of a cohort often names the room already.
        named = [row.place] if not room or room in row.place else [room, row.place]
        place = ", ".join(in_script_of(language(), each) for each in named if each)
        yield row.id, _About(row, in_script_of(language(), title), hours, leader or "", place)


def _lessons(unit: UnitOfWork, ids: Iterable[int]) -> Iterator[tuple[int, SheetLesson]]:
    about = (Session.id, Session.held_on, Session.place_in_day, Session.starts_at, Session.hours)
    names = [func.coalesce(column, "") for column in (Module.title, Topic.title, Trainer.full_name)]
    query = (
        select(*about, *names)
        .outerjoin(Module, Module.id == Session.module_id)
        .outerjoin(Topic, Topic.id == Session.topic_id)
        .outerjoin(Trainer, Trainer.id == Session.trainer_id)
    )
    for session_id, held_on, place, starts_at, hours, module, topic, trainer in _in_parts(unit, query, Session.id, ids):
        signed = signature_name(language(), trainer) if trainer else ""
        titles = (in_script_of(language(), module), in_script_of(language(), topic))
        yield session_id, SheetLesson(session_id, held_on, place, starts_at, hours, *titles, signed)


def _people(unit: UnitOfWork, ids: Iterable[int]) -> Iterator[tuple[int, _Listed]]:
    query = (
        select(Enrolment, Person, Territory)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Territory, Territory.code == Enrolment.district_code)
    )
    position_of = positions_on_paper(unit)
    for enrolment, person, district in _in_parts(unit, query, Enrolment.id, ids):
        cells = {
            SheetColumn.WORKPLACE: in_script_of(language(), enrolment.workplace),
            SheetColumn.POSITION: position_of(enrolment.position),
            SheetColumn.DISTRICT: _district(district),
            SheetColumn.PHONE: person.phone,
        }
        yield enrolment.id, _Listed(enrolment, name_on_paper(person), cells)


def name_on_paper(person: Person) -> str:
    """The name in the script in force."""
    if language() not in IN_CYRILLIC:
        return written_name(person)
    return full_name(both_scripts(card_name(person), cyrillic_name(person)).cyrillic)


def _district(row: Territory | None) -> str:
    return Names(row.name_uz, row.name_ru, row.name_en, row.name_cyrl).text if row is not None else ""


def _in_parts(unit: UnitOfWork, query: Select[*tuple[Any, ...]], key: Any, ids: Iterable[int]) -> Iterator[Any]:
    """The rows of the query, asked for so many keys at a time as SQLite takes."""
    wanted = sorted(ids)
    for begin in range(0, len(wanted), _AT_ONCE):
        yield from unit.session.execute(query.where(key.in_(wanted[begin : begin + _AT_ONCE])))
