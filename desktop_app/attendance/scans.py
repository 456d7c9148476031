"""A badge is read at the door: who it is, in or out, and what that makes of the marks of the day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from db.models.attendance import BadgeScan, WalkIn
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.people import Person
from db.models.timetable import Room, Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.badge_codes import enrolment_of, is_misread
from desktop_app.attendance.dismissing import dismiss_walk_in
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.scan_day import DayOfCohort, day_at, day_lesson, load_day
from desktop_app.attendance.scan_records import DoorChoice, ScanOutcome, ScanResult, TakenBackScan
from desktop_app.attendance.scan_refusals import (
    later_reading,
    readable,
    require_here,
    require_lesson,
    require_order,
    require_past,
    time_text,
)
from desktop_app.attendance.scan_rules import DOUBLE, Direction, mark_of, readings, stays
from desktop_app.attendance.walk_ins import add_walk_in
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.enrolment import load_enrolment
from desktop_app.cohorts.rules import OPEN_STATES
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.people.rules import written_name
from desktop_app.reference.service import profile

# People come so long before a lesson; an unknown one is then taken to come for it.
_COME_BEFORE = timedelta(hours=1)


def record_scan(unit: UnitOfWork, *, text: str, at: datetime | None = None, room_id: int | None = None) -> ScanResult:
    """Take in what the scanner typed; the marks of the day follow, but never over one that a person made.

    The first reading of a day is in, the next one out, and so on. A code that nobody knows becomes a walk-in where
    only one cohort has a lesson (in the room, if one is given); otherwise the result waits for its cohort.
    Raises Invalid for a misread code or none of a badge, Refused for who has no lesson here today, left, or whose
    cohort is closed, and where the clock cannot be right.
    """
    moment = at or unit.now
    code = readable(text)
    require_past(unit, moment)
    enrolment_id = enrolment_of(code, centre_uuid=profile(unit).uuid)
    if enrolment_id is None or unit.session.get(Enrolment, enrolment_id) is None:
        if is_misread(code):
            raise Invalid(
                "badge_misread",
                N_("The badge was not read well. Hold it to the scanner once more."),
            )
        enrolment_id = _known_stranger(unit, code, day_at(moment))
    if enrolment_id is not None:
        return _record(unit, enrolment_id, code, moment, room_id)
    choices = _teaching(unit, moment, room_id)
    if not choices:
        raise Refused("nobody_knows_code", N_("Nobody knows this code, and no cohort has a lesson here now."))
    if len(choices) == 1:
        return record_stranger(unit, code=code, cohort_id=choices[0].cohort_id, at=moment)
    return ScanResult(ScanOutcome.UNKNOWN, moment, code, choices=choices, clock_behind=later_reading(unit, moment))


def record_stranger(
    unit: UnitOfWork, *, code: str, cohort_id: int, at: datetime | None = None, name: str = ""
) -> ScanResult:
    """Put the holder of an unknown code into the register of a cohort, where the code is their badge from now on.

    Raises what ``add_walk_in`` does, and Refused for a cohort without a lesson today.
    """
    moment = at or unit.now
    code = readable(code)
    known_as = tidy(name) or _("Unknown {time}", time=time_text(moment))
    enrolment_id = add_walk_in(unit, cohort_id=cohort_id, name=known_as, code=code)
    return _record(unit, enrolment_id, code, moment, None)


def take_back(unit: UnitOfWork, *, scan_id: int) -> TakenBackScan:
    """Undo a reading, and the marks that only it made; a walk-in of nothing else goes.

    Raises NotFound.
    """
    scan = unit.session.get(BadgeScan, scan_id)
    if scan is None or scan.enrolment_id is None:
        raise NotFound("scan_gone", N_("This reading was taken back already."))
    enrolment, cohort = load_enrolment(unit, scan.enrolment_id)
    name = written_name(unit.session.get_one(Person, enrolment.person_id))
    day = load_day(unit, cohort, day_at(scan.scanned_at))
    kept = [at for other_id, at in day.scans[enrolment.id] if other_id != scan_id]
    changes, typed = day.follow(enrolment.id, day.read_at(enrolment.id), kept, now=unit.now)
    set_marks(unit, marks=changes, is_typed=False)
    unit.session.delete(scan)
    unit.session.flush()
    stranger = unit.session.get(WalkIn, enrolment.id)
    if stranger is not None and stranger.code == scan.code and not _has_scans(unit, enrolment.id):
        dismiss_walk_in(unit, enrolment_id=enrolment.id, reason=_("The reading of the badge was taken back."))
    return TakenBackScan(name, typed)


def _record(unit: UnitOfWork, enrolment_id: int, code: str, at: datetime, room_id: int | None) -> ScanResult:
    badge, former = load_enrolment(unit, enrolment_id)
    enrolment, cohort = _present_one(unit, badge, former)
    name = written_name(unit.session.get_one(Person, enrolment.person_id))
    behind = later_reading(unit, at)
    require_here(enrolment, cohort, name)
    day = load_day(unit, cohort, day_at(at))
    require_lesson(unit, day, enrolment, at, room_id, behind)
    before = day.read_at(enrolment.id)
    result = ScanResult(
        ScanOutcome.DOUBLE,
        at,
        code,
        enrolment_id=enrolment.id,
        name=name,
        cohort_id=cohort.id,
        cohort_code=cohort.code,
        is_walk_in=enrolment.state is EnrolmentState.WALK_IN,
        old_cohort=former.code if former is not cohort else "",
        clock_behind=behind,
    )
    if before and abs(at - before[-1]) < DOUBLE:
        return replace(result, at=before[-1], scan_id=day.scans[enrolment.id][-1][0])
    require_order(day, before, at, name)
    return _keep(unit, day, result, before)


def _keep(unit: UnitOfWork, day: DayOfCohort, result: ScanResult, before: Sequence[datetime]) -> ScanResult:
    scan = BadgeScan(
        scanned_at=result.at,
        code=result.code,
        cohort_id=result.cohort_id,
        enrolment_id=result.enrolment_id,
        scanned_by=unit.actor.name,
    )
    unit.session.add(scan)
    after = [*before, result.at]
    changes, typed = day.follow(result.enrolment_id, before, after, now=result.at)
    if changes:
        set_marks(unit, marks=changes, is_typed=False)
    unit.session.flush()
    return _said(day, after, replace(result, scan_id=scan.id, typed=typed))


def _said(day: DayOfCohort, read_at: Sequence[datetime], result: ScanResult) -> ScanResult:
    """Whether the last reading is in or out, and what it makes of the lesson that it falls in."""
    at, direction = list(readings(read_at, day.lessons))[-1]
    result = replace(result, outcome=ScanOutcome(direction.value))
    lesson = next((each for each in day.lessons if each.starts_at < at < each.ends_at), None)
    if lesson is None:
        return result
    value = mark_of(lesson, stays(read_at, day.lessons), day.door, day.rules)
    if value is None:
        return result
    result = replace(result, place_in_day=lesson.place_in_day)
    if direction is Direction.IN:
        return replace(result, late_minutes=value.late_minutes)
    if value.kind_code == day.door.absent.code:
        return replace(result, missed_hours=value.missed_hours or lesson.hours)
    return result


def _present_one(unit: UnitOfWork, enrolment: Enrolment, cohort: Cohort) -> tuple[Enrolment, Cohort]:
    """Where somebody studies now whose badge is of a cohort they left by a transfer."""
    while enrolment.state is EnrolmentState.TRANSFERRED:
        onward = unit.session.scalar(
            select(Enrolment).where(Enrolment.came_from_id == enrolment.id).order_by(Enrolment.id.desc()).limit(1)
        )
        if onward is None:
            break
        enrolment, cohort = load_enrolment(unit, onward.id)
    return enrolment, cohort


def _known_stranger(unit: UnitOfWork, code: str, day: date) -> int | None:
    """Whose code it became when it was read before, among the cohorts of the day; also after they were recognised."""
    today = select(Session.cohort_id).where(Session.held_on == day)
    return unit.session.scalar(
        select(BadgeScan.enrolment_id)
        .where(BadgeScan.cohort_id.in_(today), BadgeScan.code == code, BadgeScan.enrolment_id.is_not(None))
        .order_by(BadgeScan.id.desc())
        .limit(1)
    )


def _teaching(unit: UnitOfWork, at: datetime, room_id: int | None) -> tuple[DoorChoice, ...]:
    """The open cohorts with a lesson now or within the hour; else those with one that is still to come today."""
    here = at.astimezone(TASHKENT)
    rows = unit.session.execute(
        select(Cohort.id, Cohort.code, Session.starts_at, Session.minutes)
        .join(Session, Session.cohort_id == Cohort.id)
        .outerjoin(Room, Room.id == func.coalesce(Session.room_id, Cohort.room_id))
        .where(
            Session.held_on == here.date(),
            Cohort.state.in_(OPEN_STATES),
            *([Room.id == room_id] if room_id is not None else []),
        )
        .order_by(Cohort.code)
    )
    near, later = {}, {}
    for cohort_id, code, starts_at, minutes in rows:
        lesson = day_lesson(0, 0, datetime.combine(here.date(), starts_at, TASHKENT), minutes, 1)
        if at < lesson.ends_at:
            later[cohort_id] = code
            if lesson.starts_at - at <= _COME_BEFORE:
                near[cohort_id] = code
    return tuple(DoorChoice(cohort_id, code) for cohort_id, code in (near or later).items())


def _has_scans(unit: UnitOfWork, enrolment_id: int) -> bool:
    return unit.session.scalar(select(BadgeScan.id).where(BadgeScan.enrolment_id == enrolment_id).limit(1)) is not None
