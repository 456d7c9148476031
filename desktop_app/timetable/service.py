"""Making a cohort's lessons, saying where and by whom they are held, and listing them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import time

from sqlalchemy import delete, func, select

from db.models.attendance import Mark
from db.models.cohorts import Cohort
from db.models.programmes import Module, Topic
from db.models.timetable import Room, Session, Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.electives import chosen_modules
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import has_marks, load_cohort
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.dates import short_date
from desktop_app.programmes.records import ProgrammeRecord
from desktop_app.programmes.rules import parts_of
from desktop_app.programmes.service import programme
from desktop_app.reference.rules import LIMITS, Rules, WorkingCalendar
from desktop_app.reference.service import list_items, rules_on, working_calendar
from desktop_app.timetable.clash_records import require_no_clash
from desktop_app.timetable.clashes import clashes_of
from desktop_app.timetable.records import PlannedSession, SessionRecord, Timetable
from desktop_app.timetable.rules import Stretch, propose_sessions, stretches_of, with_teaching


@dataclass(frozen=True)
class Ground:
    """What the lessons of a cohort are laid on: its programme, its days, its shift, the rules of its start."""

    cohort: Cohort
    programme: ProgrammeRecord
    rules: Rules
    calendar: WorkingCalendar
    first_at: time

    def stretches(self, electives: Sequence[int] = ()) -> list[Stretch]:
        taught = self.programme
        return stretches_of(
            parts_of(taught.hours, taught.modules, electives),
            taught.stages,
            starts_on=self.cohort.starts_on,
            ends_on=self.cohort.ends_on,
            stage_id=self.cohort.stage_id,
        )


@dataclass(frozen=True)
class Teaching:
    """Where a cohort is taught, and by whom each module (None: hours without one)."""

    room_id: int | None
    trainers: Mapping[int | None, int]


def ground_of(unit: UnitOfWork, cohort_id: int) -> Ground:
    row = load_cohort(unit, cohort_id)
    rules = rules_on(unit, row.starts_on)
    calendar = working_calendar(unit, days_per_week=rules.days_per_week)
    shifts = {item.code: item.attributes.get("starts_at") for item in list_items(unit, "shift")}
    begins = shifts.get(row.shift_code or "")
    first_at = time.fromisoformat(begins) if begins else rules.first_lesson_at
    return Ground(row, programme(unit, programme_id=row.programme_id), rules, calendar, first_at)


def teaching_of(unit: UnitOfWork, *, cohort_id: int) -> Teaching:
    """The cohort's room, and of each module the trainer who has most of its lessons: kept when all is made anew."""
    row = load_cohort(unit, cohort_id)
    held = select(Session.module_id, Session.trainer_id, Session.room_id).where(Session.cohort_id == cohort_id)
    lessons = unit.session.execute(held).all()
    rooms = Counter(room_id for _module, _trainer, room_id in lessons if room_id is not None)
    # Counted from the rarest on, so that the most frequent trainer of a module is the one that stays.
    pairs = Counter((module_id, trainer_id) for module_id, trainer_id, _room in lessons if trainer_id is not None)
    trainers = {module_id: trainer_id for (module_id, trainer_id), _count in reversed(pairs.most_common())}
    return Teaching(row.room_id or next((room_id for room_id, _count in rooms.most_common(1)), None), trainers)


def proposed_sessions(
    unit: UnitOfWork,
    *,
    cohort_id: int,
    electives: Sequence[int] | None = None,
    lessons_per_day: int | None = None,
    teaching: Teaching | None = None,
) -> list[PlannedSession]:
    """The lessons that ``make_sessions`` would keep, wherever they end."""
    ground = ground_of(unit, cohort_id)
    chosen = teaching or teaching_of(unit, cohort_id=cohort_id)
    laid = _laid_out(ground, _electives(unit, cohort_id, electives), lessons_per_day, chosen)
    return [lesson for _stretch, lessons in laid for lesson in lessons]


def make_sessions(
    unit: UnitOfWork,
    *,
    cohort_id: int,
    electives: Sequence[int] | None = None,
    lessons_per_day: int | None = None,
    teaching: Teaching | None = None,
    despite_clashes: bool = False,
) -> Timetable:
    """Lay out the whole programme anew, in its room and with its trainers as ``teaching_of`` finds them.

    ``electives`` are modules in their order; None: those that were chosen for the cohort. Raises Refused when marks
    would be lost or the days do not suffice, and LessonsClash (see ``require_no_clash``).
    """
    row = load_cohort(unit, cohort_id)
    require_open(row.code, row.state)
    if has_marks(unit, cohort_id=cohort_id):
        raise Refused(
            "lessons_have_marks",
            N_("Lessons of cohort {cohort} have been marked: move single lessons instead of making all anew."),
            cohort=row.code,
        )
    chosen = teaching or teaching_of(unit, cohort_id=cohort_id)
    ground = ground_of(unit, cohort_id)
    laid = _laid_out(ground, _electives(unit, cohort_id, electives), lessons_per_day, chosen)
    for stretch, lessons in laid:
        _require_room(stretch, lessons)
    planned = [lesson for _stretch, lessons in laid for lesson in lessons]
    before = unit.session.scalars(select(Session.id).where(Session.cohort_id == cohort_id)).all()
    clashes = clashes_of(unit, planned, cohort_id=cohort_id, ignoring=frozenset(before))
    require_no_clash(clashes, despite_clashes=despite_clashes)
    unit.execute_bulk(delete(Session).where(Session.cohort_id == cohort_id), reason=f"timetable of cohort {cohort_id}")
    rows = [{"cohort_id": cohort_id, **asdict(lesson)} for lesson in planned]
    unit.insert_many(Session, rows, reason=f"timetable of cohort {cohort_id}")
    return Timetable(len(planned), sum(lesson.hours for lesson in planned), max(lesson.held_on for lesson in planned))


def sessions_of(unit: UnitOfWork, *, cohort_id: int) -> list[SessionRecord]:
    """The lessons of a cohort in order of time."""
    marks = select(func.count()).where(Mark.session_id == Session.id).scalar_subquery()
    rows = unit.session.execute(
        select(Session, Module.title, Topic.title, Room.name, Trainer.full_name, marks)
        .outerjoin(Module, Module.id == Session.module_id)
        .outerjoin(Topic, Topic.id == Session.topic_id)
        .outerjoin(Room, Room.id == Session.room_id)
        .outerjoin(Trainer, Trainer.id == Session.trainer_id)
        .where(Session.cohort_id == cohort_id)
        .order_by(Session.held_on, Session.starts_at, Session.place_in_day)
    )
    return [
        SessionRecord(
            **asdict(planned_as(lesson)),
            id=lesson.id,
            module_title=module or "",
            marks=marked,
            version=lesson.version,
            topic_title=topic or "",
            room=room or "",
            trainer=trainer or "",
        )
        for lesson, module, topic, room, trainer, marked in rows
    ]


def planned_as(lesson: Session) -> PlannedSession:
    """A kept lesson as it would be planned: to be looked at for clashes."""
    return PlannedSession(
        lesson.held_on,
        lesson.place_in_day,
        lesson.starts_at,
        lesson.hours,
        lesson.module_id,
        lesson.minutes,
        lesson.kind_code,
        lesson.topic_id,
        lesson.room_id,
        lesson.trainer_id,
    )


def _electives(unit: UnitOfWork, cohort_id: int, given: Sequence[int] | None) -> Sequence[int]:
    return chosen_modules(unit, cohort_id=cohort_id) if given is None else given


def _laid_out(
    ground: Ground, electives: Sequence[int], lessons_per_day: int | None, teaching: Teaching
) -> list[tuple[Stretch, list[PlannedSession]]]:
    rules = ground.rules
    if lessons_per_day is not None:
        lowest, highest = LIMITS["lessons_per_day"]
        if not lowest <= lessons_per_day <= highest:
            raise Invalid(
                "lessons_per_day",
                N_("Give a number from {lowest} to {highest}."),
                field="lessons_per_day",
                lowest=lowest,
                highest=highest,
            )
        rules = replace(rules, lessons_per_day=lessons_per_day)
    laid = []
    for stretch in ground.stretches(electives):
        lessons = propose_sessions(
            stretch.parts,
            starts_on=stretch.starts_on,
            calendar=ground.calendar,
            rules=rules,
            first_at=ground.first_at,
        )
        laid.append((stretch, with_teaching(lessons, room_id=teaching.room_id, trainers=teaching.trainers)))
    return laid


def _require_room(stretch: Stretch, lessons: Sequence[PlannedSession]) -> None:
    """Raises Refused where the lessons pass the end of the cohort or of their stage."""
    last_on = max((lesson.held_on for lesson in lessons), default=stretch.starts_on)
    if last_on <= stretch.ends_on:
        return
    if stretch.stage:
        raise Refused(
            "lessons_past_stage",
            N_("The lessons of stage {stage} reach {last}, but its days end on {ends}."),
            stage=stretch.stage,
            last=short_date(last_on),
            ends=short_date(stretch.ends_on),
        )
    raise Refused(
        "lessons_past_end",
        N_("The lessons reach {last}, but the cohort ends on {ends}. Move its end or let it start earlier."),
        last=short_date(last_on),
        ends=short_date(stretch.ends_on),
    )
