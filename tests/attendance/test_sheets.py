"""Printed sheets: numbered without a gap, known again by their code, brought back, given up or missed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete

from db.models.cohorts import CohortState, EnrolmentState
from db.models.timetable import Session
from desktop_app.attendance.sheet_issue import (
    cohorts_taught,
    course_of,
    day_of,
    issue_sheets,
    journal_of,
    reprint,
    take_back,
    week_of,
)
from desktop_app.attendance.sheet_records import SheetKind, SheetState, read_number
from desktop_app.attendance.sheets import (
    SheetFilter,
    give_up,
    note_out,
    note_returned,
    sheet,
    sheet_of_code,
    sheets,
    sheets_count,
)
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import CentreError
from tests.attendance.printed_sheets import DAYS, MONDAY, issued, printable, week_sheet
from tests.factories import cohort, enrolment, mark, person, write


def test_every_kind_has_its_lessons_and_the_next_number(centre: Centre) -> None:
    course = printable(centre)
    wishes = [
        day_of(course.cohort_id, MONDAY),
        week_of(course.cohort_id, MONDAY),
        course_of(course.cohort_id),
        journal_of(course.cohort_id),
    ]
    made = issued(centre, *wishes)
    assert [each.number for each in made] == [f"DV-2026-{place:06}" for place in (1, 2, 3, 4)]
    assert [len(each.lessons) for each in made] == [2, 4, 6, 6]
    assert [(each.starts_on, each.ends_on) for each in made] == [
        (DAYS[0], DAYS[0]),
        (DAYS[0], DAYS[1]),
        (DAYS[0], DAYS[2]),
        (DAYS[0], DAYS[2]),
    ]
    assert all(each.people == course.people for each in made)


def test_the_same_sheet_printed_again_is_a_copy_under_its_own_number(centre: Centre) -> None:
    course = printable(centre)
    first, again = week_sheet(centre, course), week_sheet(centre, course)
    assert (again.number, again.is_copy, first.is_copy) == (first.number, True, False)
    assert centre.write(reprint, sheet_id=first.id).value.is_copy


def test_a_sheet_with_somebody_new_on_it_is_a_new_one(centre: Centre) -> None:
    course = printable(centre)
    first = week_sheet(centre, course)
    write(centre, enrolment(course.cohort_id, write(centre, person(surname="Yusupova")).id))
    assert week_sheet(centre, course).number == "DV-2026-000002"
    assert first.number == "DV-2026-000001"


def test_a_sheet_that_came_back_is_not_printed_under_its_number_again(centre: Centre) -> None:
    course = printable(centre)
    centre.write(note_returned, sheet_ids=[week_sheet(centre, course).id])
    assert week_sheet(centre, course).number == "DV-2026-000002"


def test_a_year_counts_from_one(centre: Centre) -> None:
    course = printable(centre)
    week_sheet(centre, course)
    centre.clock = FixedClock(datetime(2027, 1, 4, 5, tzinfo=UTC))
    (sheet_of_next_year,) = issued(centre, day_of(course.cohort_id, MONDAY))
    assert sheet_of_next_year.number == "DV-2027-000001"


def test_who_left_before_stands_on_no_sheet_and_who_leaves_later_does(centre: Centre) -> None:
    course = printable(centre)

    def enrolled(surname: str, **values: object) -> int:
        return write(centre, enrolment(course.cohort_id, write(centre, person(surname=surname)).id, **values)).id

    enrolled("Davronova", state=EnrolmentState.EXPELLED, left_on=date(2026, 11, 10))
    enrolled("Ergasheva", state=EnrolmentState.ABSENT)
    later = enrolled("Fozilova", state=EnrolmentState.EXPELLED, left_on=DAYS[1])
    assert week_sheet(centre, course).people == (*course.people, later)


def test_a_cohort_without_lessons_is_refused_with_the_way_out(centre: Centre) -> None:
    course = printable(centre)
    empty = write(centre, cohort(1, code="BOSH-1"))
    with pytest.raises(CentreError, match="no_lessons_then"):
        centre.write(issue_sheets, [day_of(course.cohort_id, date(2026, 11, 18))])
    with pytest.raises(CentreError, match="no_timetable") as raised:
        centre.write(issue_sheets, [course_of(empty.id)])
    assert "BOSH-1" in raised.value.text
    assert centre.read(sheets_count, SheetFilter()) == 0


def test_stopped_printing_frees_its_numbers(centre: Centre) -> None:
    course, other = printable(centre), printable(centre, code="FIZ-26/11")
    kept = week_sheet(centre, course)
    stopped = issued(centre, week_of(course.cohort_id, MONDAY), week_of(other.cohort_id, MONDAY))
    centre.write(take_back, stopped)
    assert [row.number for row in centre.read(sheets, SheetFilter())] == [kept.number]
    assert week_sheet(centre, other).number == "DV-2026-000002"


def test_stopped_printing_leaves_no_gap_where_others_printed_meanwhile(centre: Centre) -> None:
    course, other = printable(centre), printable(centre, code="FIZ-26/11")
    stopped = week_sheet(centre, course)
    week_sheet(centre, other)
    centre.write(take_back, [stopped])
    numbers = [(row.number, row.state) for row in centre.read(sheets, SheetFilter(), is_descending=False)]
    assert numbers == [("DV-2026-000001", SheetState.GIVEN_UP), ("DV-2026-000002", SheetState.MISSING)]


def test_two_who_print_at_once_never_get_the_same_number(centre: Centre) -> None:
    courses = [printable(centre, code=f"MAT-{place}") for place in range(8)]
    with ThreadPoolExecutor(4) as printers:
        made = list(printers.map(lambda course: week_sheet(centre, course).number, courses))
    assert sorted(made) == [f"DV-2026-{place:06}" for place in range(1, 9)]


def test_cancelled_cohorts_get_no_sheets(centre: Centre) -> None:
    course = printable(centre)
    assert centre.read(cohorts_taught, first=MONDAY, last=MONDAY) == {course.cohort_id: "MAT-26/11"}
    gone = write(centre, cohort(1, code="BEKOR-1", state=CohortState.CANCELLED))
    assert gone.id not in centre.read(cohorts_taught, first=date.min, last=date.max)


def test_a_sheet_is_missed_only_some_days_after_its_last_lesson(centre: Centre) -> None:
    course = printable(centre)
    early, late = issued(centre, day_of(course.cohort_id, DAYS[0]), day_of(course.cohort_id, DAYS[2]))
    missing = SheetFilter(state=SheetState.MISSING)
    assert [row.number for row in centre.read(sheets, missing)] == [early.number]
    states = {row.number: row.state for row in centre.read(sheets, SheetFilter())}
    assert states == {early.number: SheetState.MISSING, late.number: SheetState.OUT}
    centre.write(note_returned, sheet_ids=[early.id])
    assert centre.read(sheets, missing) == []


def test_what_came_back_can_be_taken_out_again(centre: Centre) -> None:
    row = week_sheet(centre, printable(centre))
    back = centre.write(note_returned, sheet_ids=[row.id]).value[0]
    assert (back.state, back.returned_by) == (SheetState.RETURNED, "Saidova Nodira Rustam qizi")
    assert centre.write(note_out, sheet_ids=[row.id]).value[0].state is SheetState.MISSING


def test_giving_up_asks_what_became_of_the_sheet(centre: Centre) -> None:
    row = week_sheet(centre, printable(centre))
    with pytest.raises(CentreError, match="no_reason"):
        centre.write(give_up, sheet_ids=[row.id], note="  ")
    given = centre.write(give_up, sheet_ids=[row.id], note="Yoʻqolgan").value[0]
    assert (given.state, given.note, given.number) == (SheetState.GIVEN_UP, "Yoʻqolgan", row.number)
    with pytest.raises(CentreError, match="sheet_given_up"):
        centre.write(reprint, sheet_id=row.id)
    found = centre.write(note_returned, sheet_ids=[row.id]).value[0]
    assert found.state is SheetState.RETURNED
    with pytest.raises(CentreError, match="sheet_returned"):
        centre.write(give_up, sheet_ids=[row.id], note="Yoʻqolgan")


def test_a_sheet_whose_lessons_are_gone_is_not_printed_again_and_leads_to_the_register_alone(centre: Centre) -> None:
    course = printable(centre)
    row = week_sheet(centre, course)
    gone = delete(Session).where(Session.cohort_id == course.cohort_id)
    centre.write(lambda unit: unit.execute_bulk(gone, reason="a test"))
    with pytest.raises(CentreError, match="sheet_lessons_gone"):
        centre.write(reprint, sheet_id=row.id)
    assert centre.read(sheet_of_code, typed=row.number).session_id is None


@pytest.mark.parametrize(
    "typed", ["DV-2026-000012", "dv-2026-12", "ВМ-2026-000012", "ДВ 2026 000012", " DV2026000012 ", "Dv.2026.12"]
)
def test_a_code_is_read_whatever_keyboard_is_in_force(typed: str) -> None:
    assert read_number(typed) == "DV-2026-000012"


@pytest.mark.parametrize("typed", ["", "PM-2026-000012", "Davronova", "2026", "DV-2026", "DV-1926-000001", "2026-12"])
def test_what_is_no_code_is_not_taken_for_one(typed: str) -> None:
    assert read_number(typed) is None


def test_where_only_codes_are_asked_for_the_letters_may_be_left_out() -> None:
    assert read_number("2026-12", is_bare=True) == "DV-2026-000012"
    assert read_number("PM-2026-12", is_bare=True) is None


def test_a_code_leads_to_the_first_lesson_that_nobody_has_marked(centre: Centre) -> None:
    course = printable(centre)
    row = week_sheet(centre, course)
    place = centre.read(sheet_of_code, typed="dv-2026-1")
    assert (place.sheet.number, place.session_id) == (row.number, course.lessons[0])
    write(centre, mark(course.lessons[0], course.people[0]))
    assert centre.read(sheet_of_code, typed=row.number).session_id == course.lessons[1]
    for lesson in course.lessons[1:4]:
        write(centre, mark(lesson, course.people[0]))
    assert centre.read(sheet_of_code, typed=row.number).session_id == course.lessons[0]


def test_an_unknown_code_is_told_apart_from_no_code(centre: Centre) -> None:
    with pytest.raises(CentreError, match="no_sheet_code"):
        centre.read(sheet_of_code, typed="salom")
    with pytest.raises(CentreError, match="sheet_unknown"):
        centre.read(sheet_of_code, typed="DV-2026-000777")


def test_the_register_is_narrowed_by_days_state_cohort_and_words(centre: Centre) -> None:
    course, other = printable(centre), printable(centre, code="FIZ-26/11")
    one, two = (week_sheet(centre, each) for each in (course, other))
    journal = issued(centre, journal_of(course.cohort_id))[0]

    def found(wanted: SheetFilter) -> set[str]:
        rows = centre.read(sheets, wanted)
        assert len(rows) == centre.read(sheets_count, wanted)
        return {row.number for row in rows}

    assert found(SheetFilter(text="fiz")) == {two.number}
    assert found(SheetFilter(cohort_id=course.cohort_id)) == {one.number, journal.number}
    assert found(SheetFilter(first=DAYS[2], last=DAYS[2])) == {journal.number}
    assert found(SheetFilter(state=SheetState.RETURNED)) == set()
    assert centre.read(sheet, sheet_id=journal.id).kind is SheetKind.JOURNAL
