"""What the door refuses, each time with whose badge it is and what to do."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from db.models.attendance import BadgeScan
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.timetable import Room, Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.badge_codes import LONGEST_CODE, read_text
from desktop_app.attendance.rules import is_theirs
from desktop_app.attendance.scan_day import DayOfCohort, day_at
from desktop_app.attendance.scan_rules import is_inside, stays
from desktop_app.attendance.sheet_records import read_number
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.rules import require_open
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.dates import short_date

# Clocks of two PCs may differ by so much without anybody being told.
CLOCKS_DIFFER = timedelta(minutes=2)


def readable(text: str) -> str:
    """The code as it is kept. Raises Invalid for the code of a sheet, and for what can be none at all."""
    sheet = read_number(text)
    if sheet is not None:
        message = N_("This is the code of sheet {number}. It is taken in under Attendance, Sheets.")
        raise Invalid("sheet_at_the_door", message, number=sheet)
    code = read_text(text)
    if not code or len(code) > LONGEST_CODE:
        raise Invalid("no_badge", N_("This is no badge. Hold the square code of a badge to the scanner."))
    return code


def require_past(unit: UnitOfWork, at: datetime) -> None:
    if at > unit.now + CLOCKS_DIFFER:
        raise Refused(
            "scan_to_come", N_("A badge cannot be read at {time}: it is not so late yet."), time=time_text(at)
        )


def require_here(enrolment: Enrolment, cohort: Cohort, name: str) -> None:
    match enrolment.state:
        case EnrolmentState.ABSENT:
            raise Refused(
                "not_admitted",
                N_("{name} is noted as not having come to cohort {cohort}. Take that back in the cohort first."),
                name=name,
                cohort=cohort.code,
            )
        case EnrolmentState.EXPELLED | EnrolmentState.TRANSFERRED:
            raise Refused(
                "badge_of_who_left",
                N_("{name} left cohort {cohort} on {day}: the badge counts no more."),
                name=name,
                cohort=cohort.code,
                day=short_date(enrolment.left_on) if enrolment.left_on else "",
            )
        case EnrolmentState.COMPLETED | EnrolmentState.STATEMENT:
            raise Refused(
                "badge_of_who_finished", N_("{name} has finished with cohort {cohort}."), name=name, cohort=cohort.code
            )
        case (
            EnrolmentState.APPLIED
            | EnrolmentState.CALLED
            | EnrolmentState.ADMITTED
            | EnrolmentState.STUDYING
            | EnrolmentState.WALK_IN
        ):
            require_open(cohort.code, cohort.state)


def require_lesson(
    unit: UnitOfWork,
    day: DayOfCohort,
    enrolment: Enrolment,
    at: datetime,
    room_id: int | None,
    behind: datetime | None,
) -> None:
    today = day_at(at)
    if not day.lessons or not is_theirs(enrolment, today):
        if behind is not None and day_at(behind) != today:
            raise _clock_back(at, behind)
        raise _no_lesson(unit, day.cohort, today)
    if room_id is None:
        return
    rooms = set(
        unit.session.scalars(
            select(func.coalesce(Session.room_id, Cohort.room_id))
            .join(Cohort, Cohort.id == Session.cohort_id)
            .where(Session.id.in_([lesson.id for lesson in day.lessons]))
        )
    )
    if None not in rooms and room_id not in rooms:
        names = unit.session.scalars(select(Room.name).where(Room.id.in_(rooms)).order_by(Room.name))
        raise Refused(
            "other_room",
            N_("The lessons of cohort {cohort} are in {rooms} today, not here."),
            cohort=day.cohort.code,
            rooms=", ".join(names),
        )


def require_order(day: DayOfCohort, before: Sequence[datetime], at: datetime, name: str) -> None:
    """Raises Refused for a reading before the person's last one, and for coming when all is over."""
    if before and at < before[-1]:
        raise _clock_back(at, before[-1])
    if not is_inside(stays(before, day.lessons)) and at >= day.lessons[-1].ends_at:
        raise Refused(
            "lessons_over",
            N_("{name}: the lessons of cohort {cohort} ended at {time}."),
            name=name,
            cohort=day.cohort.code,
            time=time_text(day.lessons[-1].ends_at),
        )


def _no_lesson(unit: UnitOfWork, cohort: Cohort, today: date) -> Refused:
    upcoming = unit.session.scalar(
        select(func.min(Session.held_on)).where(Session.cohort_id == cohort.id, Session.held_on > today)
    )
    if upcoming is None:
        message = N_("Cohort {cohort} has no lesson on {day}, nor later.")
        return Refused("no_lesson_today", message, cohort=cohort.code, day=short_date(today))
    message = N_("Cohort {cohort} has no lesson on {day}; the next is on {next}.")
    days = {"day": short_date(today), "next": short_date(upcoming)}
    return Refused("no_lesson_today", message, cohort=cohort.code, **days)


def _clock_back(at: datetime, later: datetime) -> Refused:
    return Refused(
        "clock_back",
        N_(
            "The clock of this computer shows {now}, but a badge was read on {later} already. Set the clock right, "
            "then read the badge again."
        ),
        now=f"{short_date(day_at(at))} {time_text(at)}",
        later=f"{short_date(day_at(later))} {time_text(later)}",
    )


def later_reading(unit: UnitOfWork, at: datetime) -> datetime | None:
    """The newest reading if it is later than this one, so that one of the clocks is wrong."""
    newest = unit.session.scalar(select(BadgeScan.scanned_at).order_by(BadgeScan.id.desc()).limit(1))
    return newest if newest is not None and newest > at + CLOCKS_DIFFER else None


def time_text(moment: datetime) -> str:
    """The time of day in Uzbekistan."""
    return moment.astimezone(TASHKENT).strftime("%H:%M")
