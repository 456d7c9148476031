"""Hours attended before a transfer are kept, and the new cohort is told what is missing by module."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db.models.cohorts import Cohort, EnrolmentState
from db.models.programmes import Module, Programme
from desktop_app.attendance.carried import missing_hours
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import Attendance, AttendanceRule, Lesson, MarkChange, ModuleStanding
from desktop_app.attendance.rules import attendance_with_carried, standings
from desktop_app.attendance.service import attendance_of, grid
from desktop_app.centre import Centre
from desktop_app.cohorts.leaving import transfer
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import completion_list
from desktop_app.errors import Refused
from desktop_app.language.keys import search_key
from desktop_app.marks.records import Weighed
from tests import factories

FIRST_DAY, MOVED_ON = date(2026, 11, 2), date(2026, 11, 10)
RULES = factories.rules()


@pytest.fixture
def taught(centre: Centre) -> Programme:
    """Two modules of four hours."""
    return factories.write(centre, factories.programme(module_hours=(4, 4)))


def cohort_with_lessons(centre: Centre, taught: Programme, code: str, starts_on: date) -> tuple[Cohort, list[int]]:
    """Four lessons, one a day: two of the first module, two of the second."""
    ends_on = starts_on + timedelta(days=26)
    row = factories.write(centre, factories.cohort(taught.id, code=code, starts_on=starts_on, ends_on=ends_on))
    modules = sorted(
        centre.read(
            lambda unit: [(m.place, m.id) for m in unit.session.query(Module).filter_by(programme_id=taught.id)]
        )
    )
    lessons = [
        factories.write(
            centre, factories.session(row.id, module_id=modules[day // 2][1], held_on=starts_on + timedelta(days=day))
        ).id
        for day in range(4)
    ]
    return row, lessons


def moved(centre: Centre, taught: Programme, edition: Programme | None = None) -> tuple[int, Cohort, list[int]]:
    """Attended three lessons of the first cohort and moved to one that has held two by then."""
    row, lessons = cohort_with_lessons(centre, taught, "BIRINCHI", FIRST_DAY)
    other, other_lessons = cohort_with_lessons(centre, edition or taught, "IKKINCHI", date(2026, 11, 8))
    person = factories.write(centre, factories.person())
    enrolment = factories.write(centre, factories.enrolment(row.id, person.id, final_score=None))
    for lesson in lessons[1:]:
        factories.write(centre, factories.mark(lesson, enrolment.id))
    onward = centre.write(
        transfer,
        enrolment_id=enrolment.id,
        to_cohort_id=other.id,
        reason="Kasallik",
        order_number="31-M",
        order_date=MOVED_ON,
        left_on=MOVED_ON,
    ).value
    return onward, other, other_lessons


def test_attended_hours_come_along_and_what_is_missing_is_told_by_module(centre: Centre, taught: Programme) -> None:
    onward, _other, _lessons = moved(centre, taught)
    first, second = centre.read(missing_hours, enrolment_id=onward)
    assert (first.total, first.carried, first.open, first.missing) == (4, 2, 0, 2)
    assert (second.total, second.carried, second.open, second.missing) == (4, 4, 4, 0)


def test_no_module_counts_for_more_than_its_hours(centre: Centre, taught: Programme) -> None:
    onward, other, lessons = moved(centre, taught)
    for lesson in lessons[2:]:
        factories.write(centre, factories.mark(lesson, onward))
    reckoning = centre.read(attendance_of, cohort_id=other.id)[onward]
    assert (reckoning.attended, reckoning.missed, reckoning.planned) == (6, 2, 8)


def test_lessons_before_the_transfer_are_nobodys_debt_and_take_no_mark(centre: Centre, taught: Programme) -> None:
    onward, other, lessons = moved(centre, taught)
    register = centre.read(grid, cohort_id=other.id)
    (person,) = register.people
    assert [register.may_mark(person, session) for session in register.sessions] == [False, False, True, True]
    with pytest.raises(Refused, match="lesson_before_transfer"):
        centre.write(set_marks, marks=[MarkChange(onward, lessons[0], "KELDI")])


def test_the_completion_counts_what_came_along(centre: Centre, taught: Programme) -> None:
    onward, other, lessons = moved(centre, taught)
    for lesson in lessons[2:]:
        factories.write(centre, factories.mark(lesson, onward, kind_code="KELMADI"))
    (row,) = centre.read(completion_list, cohort_id=other.id).rows
    assert row.attended_hours == 6
    # 6 of 8 hours are 75 %: without the two lost hours there would be enough.
    assert row.outcome is Outcome.STATEMENT


def test_another_edition_knows_its_modules_by_their_titles(centre: Centre, taught: Programme) -> None:
    edition = factories.write(
        centre, factories.programme(code="MAT-72/2", base_id=taught.id, edition=2, module_hours=(4, 4))
    )
    onward, _other, _lessons = moved(centre, taught, edition)
    assert [module.carried for module in centre.read(missing_hours, enrolment_id=onward)] == [2, 4]


def test_hours_come_along_through_two_transfers(centre: Centre, taught: Programme) -> None:
    onward, _other, lessons = moved(centre, taught)
    factories.write(centre, factories.mark(lessons[2], onward))
    third, _lessons = cohort_with_lessons(centre, taught, "UCHINCHI", date(2026, 12, 1))
    last = centre.write(
        transfer,
        enrolment_id=onward,
        to_cohort_id=third.id,
        reason="Xizmat safari",
        order_number="40-M",
        order_date=date(2026, 11, 20),
    )
    assert [module.carried for module in centre.read(missing_hours, enrolment_id=last.value)] == [2, 6]


def test_who_did_not_move_brings_nothing_along(centre: Centre, taught: Programme) -> None:
    row, lessons = cohort_with_lessons(centre, taught, "BIRINCHI", FIRST_DAY)
    person = factories.write(centre, factories.person())
    enrolment = factories.write(centre, factories.enrolment(row.id, person.id, state=EnrolmentState.STUDYING))
    factories.write(centre, factories.mark(lessons[0], enrolment.id, kind_code="KELMADI"))
    first, second = centre.read(missing_hours, enrolment_id=enrolment.id)
    assert (first.carried, first.missing, second.missing) == (0, 2, 0)


def test_before_there_is_a_timetable_the_programme_says_the_hours(centre: Centre, taught: Programme) -> None:
    row = factories.write(centre, factories.cohort(taught.id))
    person = factories.write(centre, factories.person())
    enrolment = factories.write(centre, factories.enrolment(row.id, person.id))
    assert [module.total for module in centre.read(missing_hours, enrolment_id=enrolment.id)] == [4, 4]


def test_the_reckoning_adds_up_the_modules() -> None:
    lessons = [
        Lesson("Usullar", 2, None, is_for=False),
        Lesson("Usullar", 2, Weighed(2, 0)),
        Lesson("Baholash", 2, Weighed(0, 2)),
        Lesson("Baholash", 2, None),
    ]
    modules = tuple(standings(lessons, totals={"Usullar": 4, "Baholash": 4}, carried={search_key("Usullar"): 6}))
    assert modules == (ModuleStanding("Usullar", 4, 6, 2, 0), ModuleStanding("Baholash", 4, 0, 0, 2))
    reckoning = attendance_with_carried(modules, begun_unmarked=2, programme_hours=8, rule=AttendanceRule(80))
    assert reckoning == Attendance(4, 2, 2, 8, AttendanceRule(80))
    assert replace(modules[0], carried=1).missing == 1
