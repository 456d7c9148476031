"""Giving numbers to sheets that are about to be printed: without a gap, and the same sheet keeps the one it has."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, select, update

from db.models.attendance import AttendanceSheet
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.rules import is_theirs
from desktop_app.attendance.sheet_records import PREFIX, PrintedSheet, SheetKind, SheetWish, number_of
from desktop_app.cohorts.rules import DROPPED_OUT, monday_of
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Refused
from desktop_app.given_out import note_given
from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.rows import row_at
from desktop_app.timetable.overlaps import is_in_force

_AT_ONCE = 500
_DIGITS = 6
_DAYS_OF_A_WEEK = 7


def day_of(cohort_id: int, day: date) -> SheetWish:
    return SheetWish(cohort_id, SheetKind.DAY, day, day)


def week_of(cohort_id: int, monday: date) -> SheetWish:
    return SheetWish(cohort_id, SheetKind.WEEK, *span_of(SheetKind.WEEK, monday))


def course_of(cohort_id: int) -> SheetWish:
    return SheetWish(cohort_id, SheetKind.COURSE, date.min, date.max)


def journal_of(cohort_id: int) -> SheetWish:
    return SheetWish(cohort_id, SheetKind.JOURNAL, date.min, date.max)


def cohorts_taught(unit: UnitOfWork, *, first: date, last: date) -> dict[int, str]:
    """The cohorts that have lessons between two days and their codes, in the order of these; no cancelled ones."""
    taught = select(Session.cohort_id).where(Session.held_on.between(first, last))
    rows = select(Cohort.id, Cohort.code).where(Cohort.id.in_(taught), is_in_force()).order_by(Cohort.code)
    return dict(unit.session.execute(rows).all())


def wishes_for(unit: UnitOfWork, *, kind: SheetKind, day: date, cohort_id: int | None = None) -> list[SheetWish]:
    """The sheet of a cohort around a day, or one for each cohort that has lessons on that day or in its week.

    Raises Refused where none has.
    """
    first, last = span_of(kind, day)
    cohorts = [cohort_id] if cohort_id is not None else list(cohorts_taught(unit, first=first, last=last))
    if not cohorts:
        message = N_("No cohort has lessons from {first} to {last}. Choose other days.")
        raise Refused("no_lessons_then", message, first=short_date(first), last=short_date(last))
    match kind:
        case SheetKind.DAY:
            return [day_of(each, day) for each in cohorts]
        case SheetKind.WEEK:
            return [week_of(each, first) for each in cohorts]
        case SheetKind.COURSE:
            return [course_of(each) for each in cohorts]
        case SheetKind.JOURNAL:
            return [journal_of(each) for each in cohorts]


def lesson_day(unit: UnitOfWork, *, session_id: int) -> date:
    """The day of a lesson; today where it is no longer in the timetable."""
    return unit.session.scalar(select(Session.held_on).where(Session.id == session_id)) or unit.today


def span_of(kind: SheetKind, day: date) -> tuple[date, date]:
    """The days in which a cohort must have lessons to get a sheet with the others: the day itself, or its week."""
    if kind is SheetKind.DAY:
        return day, day
    monday = monday_of(day)
    return monday, monday + timedelta(days=_DAYS_OF_A_WEEK - 1)


def issue_sheets(unit: UnitOfWork, wishes: Sequence[SheetWish]) -> list[PrintedSheet]:
    """Enter the sheets in the register, in the order asked for, each with the next number of the year.

    A sheet of the same lessons and people that is still out is the same sheet: it keeps its number and is a copy.
    Raises Refused where a cohort has no lessons in the days asked for, NotFound.
    """
    issued: list[PrintedSheet] = []
    wishes = list(dict.fromkeys(wishes))
    place = _last_place(unit)
    for begin in range(0, len(wishes), _AT_ONCE):
        part = wishes[begin : begin + _AT_ONCE]
        due = list(_due(unit, part))
        out = _still_out(unit, {sheet.cohort_id for sheet in due})
        new = [sheet for sheet in due if sheet.key not in out]
        rows = [_row(unit, sheet, place + step) for step, sheet in enumerate(new, start=1)]
        place += len(rows)
        unit.insert_many(AttendanceSheet, rows, reason="sheets of attendance")
        made = _by_number(unit, [row["number"] for row in rows])
        numbers = {sheet.key: str(row["number"]) for sheet, row in zip(new, rows, strict=True)}
        for sheet in due:
            kept = out.get(sheet.key)
            found = made[numbers[sheet.key]] if kept is None else kept
            _note_print(unit, found, sheet.cohort_id, people=len(sheet.people))
            issued.append(_printed(found, is_copy=kept is not None))
    return issued


def preview_sheets(unit: UnitOfWork, wishes: Sequence[SheetWish]) -> list[PrintedSheet]:
    """The sheets as they would be issued, new ones under the number nought; raises as issuing does."""
    due = list(_due(unit, wishes))
    out = _still_out(unit, {sheet.cohort_id for sheet in due})
    return [
        PrintedSheet(
            0,
            out[sheet.key].number if sheet.key in out else number_of(unit.today.year, 0),
            sheet.cohort_id,
            sheet.kind,
            sheet.starts_on,
            sheet.ends_on,
            sheet.lessons,
            sheet.people,
            is_copy=sheet.key in out,
        )
        for sheet in due
    ]


def reprint(unit: UnitOfWork, *, sheet_id: int) -> PrintedSheet:
    """The sheet as it was printed, as a copy under its own number.

    Raises NotFound, Refused for one that was given up or whose lessons are all gone from the timetable.
    """
    row = row_at(unit, AttendanceSheet, sheet_id, "sheet_unknown", N_("This sheet is no longer in the register."))
    if row.cancelled_on is not None:
        raise Refused("sheet_given_up", N_("Sheet {number} was given up. Print a new one."), number=row.number)
    if not unit.session.scalar(select(func.count()).where(Session.id.in_(row.lessons))):
        message = N_("The lessons of sheet {number} are no longer in the timetable. Print a new one.")
        raise Refused("sheet_lessons_gone", message, number=row.number)
    _note_print(unit, row, row.cohort_id, people=len(row.people))
    return _printed(row, is_copy=True)


def _note_print(unit: UnitOfWork, sheet: AttendanceSheet, cohort_id: int, *, people: int) -> None:
    """At the cohort: there whoever asks who printed a person's name finds it."""
    told = {"what": _("Attendance sheet"), "number": sheet.number}
    note_given(unit, "print", entity="cohort", entity_id=cohort_id, people=people, facts=told)


def take_back(unit: UnitOfWork, sheets: Sequence[PrintedSheet]) -> None:
    """Undo the entry of sheets whose printing was stopped, so that nobody looks for papers that never were.

    The last numbers become free again; where others were given meanwhile, the sheets stay in the register as given up.
    """
    new = [sheet for sheet in sheets if not sheet.is_copy]
    if not new:
        return
    ids = [sheet.id for sheet in new]
    later = select(func.count()).select_from(AttendanceSheet).where(AttendanceSheet.id > max(ids))
    is_last = not unit.session.scalar(later)
    for begin in range(0, len(ids), _AT_ONCE):
        theirs = AttendanceSheet.id.in_(ids[begin : begin + _AT_ONCE])
        if is_last:
            unit.execute_bulk(delete(AttendanceSheet).where(theirs), reason="printing was stopped")
        else:
            given_up = (
                update(AttendanceSheet).where(theirs).values(cancelled_on=unit.today, note=_("Printing was stopped."))
            )
            unit.execute_bulk(given_up, reason="printing was stopped")


@dataclass(frozen=True)
class _Due:
    """A sheet to be printed, with its lessons and people as they are now."""

    cohort_id: int
    kind: SheetKind
    lessons: tuple[int, ...]
    people: tuple[int, ...]
    starts_on: date
    ends_on: date

    @property
    def key(self) -> tuple[object, ...]:
        return self.cohort_id, self.kind, self.lessons, self.people


@dataclass(frozen=True)
class _Member:
    """Somebody of a cohort, and from when until when."""

    id: int
    state: object
    enrolled_on: date
    left_on: date | None
    came_from_id: int | None

    def is_on(self, days: Iterable[date]) -> bool:
        """Whether at least one of the lessons is theirs: who never came or left before them is on no list."""
        if self.state in DROPPED_OUT and self.left_on is None:
            return False
        return any(is_theirs(self, day) for day in days)


def _due(unit: UnitOfWork, wishes: Sequence[SheetWish]) -> Iterator[_Due]:
    lessons = _lessons(unit, wishes)
    members = _members(unit, {wish.cohort_id for wish in wishes})
    for wish in wishes:
        held = [
            (lesson_id, day)
            for lesson_id, day in lessons.get(wish.cohort_id, ())
            if wish.starts_on <= day <= wish.ends_on
        ]
        if not held:
            raise _no_lessons(unit, wish)
        days = [day for _lesson_id, day in held]
        people = tuple(member.id for member in members.get(wish.cohort_id, ()) if member.is_on(set(days)))
        yield _Due(wish.cohort_id, wish.kind, tuple(each for each, _day in held), people, days[0], days[-1])


def _lessons(unit: UnitOfWork, wishes: Sequence[SheetWish]) -> Mapping[int, list[tuple[int, date]]]:
    first, last = min(wish.starts_on for wish in wishes), max(wish.ends_on for wish in wishes)
    rows = unit.session.execute(
        select(Session.cohort_id, Session.id, Session.held_on)
        .where(Session.cohort_id.in_({wish.cohort_id for wish in wishes}), Session.held_on.between(first, last))
        .order_by(Session.cohort_id, Session.held_on, Session.place_in_day)
    )
    found: dict[int, list[tuple[int, date]]] = defaultdict(list)
    for cohort_id, session_id, held_on in rows:
        found[cohort_id].append((session_id, held_on))
    return found


def _members(unit: UnitOfWork, cohort_ids: set[int]) -> Mapping[int, list[_Member]]:
    """The people of the cohorts in the Uzbek order of names."""
    about = (Enrolment.id, Enrolment.state, Enrolment.enrolled_on, Enrolment.left_on, Enrolment.came_from_id)
    rows = unit.session.execute(
        select(Enrolment.cohort_id, *about)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id.in_(cohort_ids))
        .order_by(Enrolment.cohort_id, Person.sort_key, Person.id)
    )
    found: dict[int, list[_Member]] = defaultdict(list)
    for cohort_id, enrolment_id, state, enrolled_on, left_on, came_from_id in rows:
        found[cohort_id].append(_Member(enrolment_id, state, enrolled_on, left_on, came_from_id))
    return found


def _still_out(unit: UnitOfWork, cohort_ids: set[int]) -> dict[tuple[object, ...], AttendanceSheet]:
    """Sheets that may still be in somebody's hands, by what stands on them."""
    rows = unit.session.scalars(
        select(AttendanceSheet)
        .where(
            AttendanceSheet.cohort_id.in_(cohort_ids),
            AttendanceSheet.returned_at.is_(None),
            AttendanceSheet.cancelled_on.is_(None),
        )
        .order_by(AttendanceSheet.id)
    )
    return {(row.cohort_id, SheetKind(row.kind), tuple(row.lessons), tuple(row.people)): row for row in rows}


def _last_place(unit: UnitOfWork) -> int:
    """The last number given in this year; nobody else gives one while this unit of work writes."""
    year = unit.today.year
    newest = select(func.max(AttendanceSheet.number)).where(
        AttendanceSheet.number.between(number_of(year, 0), number_of(year, 10**_DIGITS - 1))
    )
    last = unit.session.scalar(newest)
    return int(last.removeprefix(f"{PREFIX}-{year}-")) if last else 0


def _row(unit: UnitOfWork, sheet: _Due, place: int) -> dict[str, object]:
    return {
        "number": number_of(unit.today.year, place),
        "cohort_id": sheet.cohort_id,
        "kind": sheet.kind.value,
        "starts_on": sheet.starts_on,
        "ends_on": sheet.ends_on,
        "lessons": list(sheet.lessons),
        "people": list(sheet.people),
        "printed_at": unit.now,
        "printed_by": unit.actor.name,
    }


def _by_number(unit: UnitOfWork, numbers: Sequence[object]) -> dict[str, AttendanceSheet]:
    rows = unit.session.scalars(select(AttendanceSheet).where(AttendanceSheet.number.in_(numbers)))
    return {row.number: row for row in rows}


def _printed(row: AttendanceSheet, *, is_copy: bool) -> PrintedSheet:
    return PrintedSheet(
        row.id,
        row.number,
        row.cohort_id,
        SheetKind(row.kind),
        row.starts_on,
        row.ends_on,
        tuple(row.lessons),
        tuple(row.people),
        is_copy,
    )


def _no_lessons(unit: UnitOfWork, wish: SheetWish) -> Refused:
    code = load_cohort(unit, wish.cohort_id).code
    if wish.kind in (SheetKind.COURSE, SheetKind.JOURNAL):
        return Refused(
            "no_timetable",
            N_("Cohort {cohort} has no lessons yet. Make its timetable first: cohort, Timetable."),
            cohort=code,
        )
    return Refused(
        "no_lessons_then",
        N_("Cohort {cohort} has no lessons from {first} to {last}. Choose other days."),
        cohort=code,
        first=short_date(wish.starts_on),
        last=short_date(wish.ends_on),
    )
