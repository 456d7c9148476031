"""A leader of cohorts reaches their own: each function that is open to them is tried with somebody else's cohort."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from inspect import Parameter, signature, unwrap
from typing import Any

import pytest

from db.models.attendance import Absence, AttendanceFile, AttendanceSheet, WalkIn
from desktop_app.accounts.own_cohorts import BY_RECORD, NARROW
from desktop_app.attendance.absence_records import AbsenceDraft, TakenBack, TurnedMarks
from desktop_app.attendance.absences import absences, save_absence
from desktop_app.attendance.board import newest_unmarked, unmarked_lessons
from desktop_app.attendance.head_counts import head_lines
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange, MarkValue
from desktop_app.attendance.sheet_records import PrintedSheet, SheetKind, SheetWish
from desktop_app.attendance.sheets import SheetFilter, sheets, sheets_count
from desktop_app.attendance.walk_ins import walk_ins
from desktop_app.centre import Centre
from desktop_app.cohorts.board import today_board
from desktop_app.cohorts.service import cohorts
from desktop_app.cohorts.today import lessons_of
from desktop_app.errors import CentreError, Refused
from desktop_app.people.service import person_card
from desktop_app.timetable.week import lessons_between, lessons_now
from tests import factories
from tests.accounts.people import acting, employ, lay

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


@dataclass(frozen=True)
class Led:
    """A cohort with a record of every kind that a leader's functions name."""

    code: str
    cohort_id: int
    person_id: int
    enrolment_id: int
    session_id: int
    absence_id: int
    sheet_id: int
    file_id: int


@dataclass(frozen=True)
class Office:
    centre: Centre
    own: Led
    other: Led


# What stands for an argument of each name; a record of a cohort, or something that fits.
ARGUMENTS: Mapping[str, Callable[[Led], Any]] = {
    **{name: lambda led, name=name: getattr(led, name) for name in ("cohort_id", "person_id", "enrolment_id", "code")},
    **{name: lambda led, name=name: getattr(led, name) for name in ("session_id", "absence_id", "sheet_id", "file_id")},
    "sheet_ids": lambda led: [led.sheet_id],
    "enrolment_ids": lambda led: [led.enrolment_id],
    "marks": lambda led: [mark(led)],
    "turned": lambda led: TurnedMarks((mark(led),), (mark(led),)),
    "taken": lambda led: TakenBack(draft(led), (), ()),
    "draft": lambda led: draft(led),
    "wishes": lambda led: [SheetWish(led.cohort_id, SheetKind.DAY, DAY, DAY)],
    "sheets": lambda led: [printed(led)],
    "look": lambda _led: None,
    "kind": lambda _led: SheetKind.DAY,
    "day": lambda _led: DAY,
    "monday": lambda _led: DAY,
    "people": lambda _led: 1,
    "seen": lambda _led: None,
    "is_returned": lambda _led: True,
    "content": lambda _led: b"",
    **{name: lambda _led: "soʻz" for name in ("name", "note", "reason", "file_name")},
}


def mark(led: Led) -> MarkChange:
    return MarkChange(led.enrolment_id, led.session_id, MarkValue("KELDI"))


def draft(led: Led) -> AbsenceDraft:
    return AbsenceDraft(led.cohort_id, led.enrolment_id, DAY, DAY, "SABABLI", document="maʼlumotnoma")


def printed(led: Led) -> PrintedSheet:
    lessons, people = (led.session_id,), (led.enrolment_id,)
    return PrintedSheet(led.sheet_id, "1", led.cohort_id, SheetKind.DAY, DAY, DAY, lessons, people, False)


def laid(centre: Centre, code: str, leader_id: int | None) -> Led:
    programme, person = factories.programme(code=f"P-{code}"), factories.person(surname=f"Karimova {code}")
    lay(centre, programme, person)
    cohort = factories.cohort(programme.id, code=code, starts_on=DAY, ends_on=DAY, leader_id=leader_id)
    lay(centre, cohort)
    lesson, enrolment = factories.session(cohort.id, held_on=DAY), factories.enrolment(cohort.id, person.id)
    days = {"starts_on": DAY, "ends_on": DAY, "cohort_id": cohort.id}
    absence = Absence(**days, kind_code="SABABLI", noted_by="", noted_at=NOW)
    sheet = AttendanceSheet(**days, number=code, kind="day", printed_at=NOW, printed_by="")
    lay(centre, lesson, enrolment, absence, sheet)
    file = AttendanceFile(
        sheet_id=sheet.id, file_name="a.pdf", sha256="", size=0, added_at=NOW, added_by="", content=b""
    )
    lay(centre, file, WalkIn(enrolment_id=enrolment.id, came_at=NOW, noted_by=""))
    return Led(code, cohort.id, person.id, enrolment.id, lesson.id, absence.id, sheet.id, file.id)


@pytest.fixture
def office(centre: Centre) -> Office:
    """The leader of M-1 acts."""
    leader, stranger = employ(centre, "Lola", "group_leader"), employ(centre, "Sanobar", "group_leader")
    own, other = laid(centre, "M-1", leader.staff_id), laid(centre, "M-2", stranger.staff_id)
    centre.actor = leader
    return Office(centre, own, other)


def called(centre: Centre, name: str, led: Led) -> str:
    """The code of the refusal when a function is asked for a cohort's records; empty when it is let through."""
    module, _point, last = name.rpartition(".")
    function = getattr(import_module(f"desktop_app.{module}"), last)
    given = {
        parameter.name: ARGUMENTS[parameter.name](led)
        for parameter in list(signature(unwrap(function)).parameters.values())[1:]
        if parameter.name in ARGUMENTS or parameter.default is Parameter.empty
    }
    given |= {"trainer_id": None, "room_id": None} if "trainer_id" in signature(unwrap(function)).parameters else {}
    try:
        centre.read(function, **given)
    except Refused as error:
        return error.code if error.code in ("no_right", "not_own_cohort") else ""
    except (CentreError, AttributeError, RuntimeError, TypeError):
        # It was let through, and what was given does not fit together, or a reading unit cannot write.
        return ""
    return ""


def test_what_is_open_to_a_leader_is_open_for_their_own_cohorts_and_for_no_other(office: Office):
    closed, open_to_others = [], []
    for name in sorted(BY_RECORD):
        if called(office.centre, name, office.own):
            closed.append(name)
        if called(office.centre, name, office.other) != "not_own_cohort":
            open_to_others.append(name)
    assert (closed, open_to_others) == ([], [])


def test_a_foreign_record_among_ones_own_is_refused(office: Office):
    for marks in (
        [mark(office.own), mark(office.other)],
        [MarkChange(office.own.enrolment_id, office.other.session_id, None)],
    ):
        with pytest.raises(Refused, match="not_own_cohort"):
            office.centre.write(set_marks, marks=marks)
    foreign = AbsenceDraft(office.own.cohort_id, None, DAY, DAY, "SABABLI", id=office.other.absence_id)
    with pytest.raises(Refused, match="not_own_cohort"):
        office.centre.write(save_absence, foreign)


def test_lists_show_a_leader_their_own_and_others_everything(office: Office):
    def seen() -> list[set[Any]]:
        read = office.centre.read
        days = {"first": DAY, "last": DAY}
        both = [
            read(lessons_between, **days, cohort_id=each) for each in (office.own.cohort_id, office.other.cohort_id)
        ]
        return [
            {row.code for row in read(cohorts).rows},
            {line.cohort_code for line in read(today_board)},
            {lesson.cohort_code for lesson in read(lessons_of, DAY)},
            {lesson.cohort_code for lesson in read(unmarked_lessons)},
            {lesson.cohort_code for lesson in read(newest_unmarked)},
            {line.cohort_code for line in read(head_lines, day=DAY)},
            {record.draft.cohort_id for record in read(absences)},
            {record.cohort_id for record in read(walk_ins)},
            {row.number for row in read(sheets, SheetFilter())},
            {read(sheets_count, SheetFilter())},
            {lesson.cohort_id for lessons in both for lesson in lessons},
            {lesson.cohort_id for lesson in read(lessons_now, moment=NOW)},
        ]

    own = seen()
    with acting(office.centre, employ(office.centre, "Malika", "methodist", "group_leader")):
        everything = seen()
    assert [len(each) for each in own] == [1] * len(own)
    assert all(mine != whole for mine, whole in zip(own, everything, strict=True))


def test_a_leader_sees_the_cards_of_their_own_people_and_nobody_elses(office: Office):
    assert office.centre.read(person_card, person_id=office.own.person_id)
    with pytest.raises(Refused, match="not_own_cohort"):
        office.centre.read(person_card, person_id=office.other.person_id)
    with pytest.raises(Refused, match="not_own_cohort"):
        office.centre.read(person_card, person_id=999)


def test_every_list_that_narrows_itself_is_looked_at_here():
    tried = {"cohorts", "today_board", "lessons_of", "unmarked_lessons", "absences", "walk_ins", "sheets"}
    tried |= {"sheets_count", "lessons_between", "lessons_now", "newest_unmarked", "head_lines"}
    assert {name.rpartition(".")[2] for name in NARROW} == tried
