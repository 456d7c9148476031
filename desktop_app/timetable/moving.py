"""Single lessons: moved, swapped, added, taken out."""

from dataclasses import asdict, dataclass
from datetime import date, time

from sqlalchemy import func, select

from db.models.cohorts import Cohort
from db.models.programmes import Module, Topic
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Conflict, Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.dates import short_date
from desktop_app.programmes.records import LessonKind
from desktop_app.rows import row_at
from desktop_app.timetable.changes import Slot, moved, put, require_free, require_unmarked, slot_of
from desktop_app.timetable.clash_records import Clash, require_no_clash
from desktop_app.timetable.clashes import clashes_of
from desktop_app.timetable.rooms import load_room
from desktop_app.timetable.rules import minutes_of, start_of_lesson
from desktop_app.timetable.service import Ground, ground_of, planned_as
from desktop_app.timetable.trainers import load_trainer

MOST_HOURS_OF_A_LESSON = 12
_HELD_KINDS = frozenset({LessonKind.LECTURE, LessonKind.PRACTICAL, LessonKind.FIELD})
_CONTENT = ("hours", "module_id", "kind_code", "topic_id", "room_id", "trainer_id")


@dataclass(frozen=True)
class NewLesson:
    """A lesson to be added; it begins as the shift says for its place unless ``starts_at`` is given."""

    held_on: date
    place_in_day: int
    hours: int
    module_id: int | None = None
    kind_code: str = ""
    topic_id: int | None = None
    room_id: int | None = None
    trainer_id: int | None = None
    starts_at: time | None = None


def move_session(
    unit: UnitOfWork,
    *,
    session_id: int,
    held_on: date,
    place_in_day: int,
    version: int,
    starts_at: time | None = None,
    despite_clashes: bool = False,
) -> int:
    """Hold one lesson at another time; returns the id of the change, which ``undo_change`` takes back.

    It begins as the shift says for its place unless ``starts_at`` is given. Raises Conflict, Refused for what a
    timetable cannot be, LessonsClash (see ``require_no_clash``).
    """
    lesson = load_session(unit, session_id, version=version)
    ground = ground_of(unit, lesson.cohort_id)
    require_open(ground.cohort.code, ground.cohort.state)
    require_unmarked(unit, [lesson])
    slot = _slot(unit, ground, held_on, place_in_day, starts_at=starts_at, but=lesson.id)
    require_free(unit, [(lesson, slot)], ground.cohort, despite_clashes=despite_clashes)
    return put(unit, [(lesson, slot)])


def clashes_of_move(
    unit: UnitOfWork, *, session_id: int, held_on: date, place_in_day: int, starts_at: time | None = None
) -> list[Clash]:
    """What would clash if the lesson were moved there: to be shown before it is. Raises Refused as moving does."""
    lesson = load_session(unit, session_id)
    ground = ground_of(unit, lesson.cohort_id)
    slot = _slot(unit, ground, held_on, place_in_day, starts_at=starts_at, but=lesson.id)
    return clashes_of(unit, [moved(lesson, slot)], cohort_id=lesson.cohort_id, ignoring=(lesson.id,))


def swap_sessions(
    unit: UnitOfWork, *, session_id: int, other_id: int, version: int, other_version: int, despite_clashes: bool = False
) -> int:
    """Let two lessons of a cohort change their times, each keeping its room and trainer; returns the change's id.

    Raises as ``move_session``, and Refused for lessons of two cohorts.
    """
    one = load_session(unit, session_id, version=version)
    other = load_session(unit, other_id, version=other_version)
    if one.cohort_id != other.cohort_id:
        raise Refused("lessons_of_two_cohorts", N_("Only lessons of one cohort can change places."))
    row = load_cohort(unit, one.cohort_id)
    require_open(row.code, row.state)
    require_unmarked(unit, [one, other])
    moves = [(one, slot_of(other)), (other, slot_of(one))]
    require_free(unit, moves, row, despite_clashes=despite_clashes)
    return put(unit, moves)


def add_session(unit: UnitOfWork, lesson: NewLesson, *, cohort_id: int, despite_clashes: bool = False) -> int:
    """Add one lesson to a cohort's timetable; returns its id. Raises Invalid, Refused, LessonsClash."""
    ground = ground_of(unit, cohort_id)
    require_open(ground.cohort.code, ground.cohort.state)
    if not 1 <= lesson.hours <= MOST_HOURS_OF_A_LESSON:
        raise Invalid(
            "lesson_hours",
            N_("A lesson has from 1 to {most} academic hours."),
            field="hours",
            most=MOST_HOURS_OF_A_LESSON,
        )
    _check_content(unit, ground, lesson)
    slot = _slot(unit, ground, lesson.held_on, lesson.place_in_day, starts_at=lesson.starts_at)
    row = Session(
        **{field: getattr(lesson, field) for field in _CONTENT},
        **asdict(slot),
        cohort_id=cohort_id,
        minutes=minutes_of(lesson.hours, ground.rules),
    )
    require_no_clash(clashes_of(unit, [planned_as(row)], cohort_id=cohort_id), despite_clashes=despite_clashes)
    unit.session.add(row)
    unit.session.flush()
    return row.id


def remove_session(unit: UnitOfWork, *, session_id: int, version: int | None = None) -> NewLesson:
    """Take one lesson out: the ledger tells the hours that are missing then. Raises Refused for a marked one.

    What is given back, added again, undoes it.
    """
    lesson = load_session(unit, session_id, version=version)
    row = load_cohort(unit, lesson.cohort_id)
    require_open(row.code, row.state)
    require_unmarked(unit, [lesson])
    unit.session.delete(lesson)
    return NewLesson(**asdict(slot_of(lesson)), **{field: getattr(lesson, field) for field in _CONTENT})


def load_session(unit: UnitOfWork, session_id: int, *, version: int | None = None) -> Session:
    """The row itself. Raises NotFound, and Conflict when it is not of the version that was looked at."""
    lesson = row_at(unit, Session, session_id, "lesson_gone", N_("There is no such lesson any more."))
    if version is not None and lesson.version != version:
        raise Conflict
    return lesson


def require_day(ground: Ground, day: date) -> None:
    """Raises Refused for a day that is not worked, or outside the days of the cohort or its stage."""
    if not ground.cohort.starts_on <= day <= ground.cohort.ends_on:
        raise Refused(
            "lesson_outside_cohort",
            N_("The cohort lasts from {starts} to {ends}; the lesson cannot be held on {day}."),
            starts=short_date(ground.cohort.starts_on),
            ends=short_date(ground.cohort.ends_on),
            day=short_date(day),
        )
    if not any(stretch.holds(day) for stretch in ground.stretches()):
        raise Refused(
            "lesson_outside_stage",
            N_("No stage of the course is held on {day}."),
            day=short_date(day),
        )
    if not ground.calendar.is_working(day):
        raise Refused("not_a_working_day", N_("{day} is not a working day."), day=short_date(day))


def _slot(
    unit: UnitOfWork, ground: Ground, held_on: date, place_in_day: int, *, starts_at: time | None, but: int = 0
) -> Slot:
    require_day(ground, held_on)
    if place_in_day < 1:
        raise Invalid("place_in_day", N_("Lessons of a day are counted from 1."), field="place_in_day")
    _require_place(unit, ground.cohort, held_on, place_in_day, but=but)
    begins = starts_at or start_of_lesson(place_in_day, ground.rules, first_at=ground.first_at)
    return Slot(held_on, place_in_day, begins)


def _require_place(unit: UnitOfWork, row: Cohort, held_on: date, place_in_day: int, *, but: int) -> None:
    taken = unit.session.scalar(
        select(func.count())
        .select_from(Session)
        .where(
            Session.cohort_id == row.id,
            Session.held_on == held_on,
            Session.place_in_day == place_in_day,
            Session.id != but,
        )
    )
    if taken:
        raise Refused(
            "lesson_time_taken",
            N_("The cohort has another lesson on {day} as number {place}."),
            day=short_date(held_on),
            place=place_in_day,
        )


def _check_content(unit: UnitOfWork, ground: Ground, lesson: NewLesson) -> None:
    if lesson.module_id is not None:
        module = unit.session.get(Module, lesson.module_id)
        if module is None or module.programme_id != ground.programme.id:
            raise Invalid("module_unknown", N_("Choose a module of the programme."), field="module_id")
    if lesson.topic_id is not None:
        topic = unit.session.get(Topic, lesson.topic_id)
        if topic is None or topic.module_id != lesson.module_id:
            raise Invalid("topic_unknown", N_("Choose a topic of the module."), field="topic_id")
    if lesson.kind_code and lesson.kind_code not in _HELD_KINDS:
        raise Invalid("not_in_list", N_("Choose one from the list."), field="kind_code")
    if lesson.room_id is not None:
        load_room(unit, lesson.room_id)
    if lesson.trainer_id is not None:
        load_trainer(unit, lesson.trainer_id)
