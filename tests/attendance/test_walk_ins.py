"""Somebody who is not on the list: marked with the rest, counted nowhere, then recognised or sent away."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models.attendance import Absence, AttendanceSheet, BadgeScan, Mark, WalkIn
from db.models.cohorts import Enrolment, EnrolmentState
from db.models.journal import JournalEntry
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.dismissing import dismiss_walk_in
from desktop_app.attendance.recognising import recognise, recognition
from desktop_app.attendance.walk_ins import add_walk_in, change_walk_in, walk_ins
from desktop_app.centre import Centre
from desktop_app.cohorts.enrolment import enrol, enrolled_people, remove
from desktop_app.cohorts.leaving import transfer
from desktop_app.errors import Duplicate, Invalid, NotFound, Refused
from tests import factories
from tests.attendance.walk_ins_made import NAME, Attended, attended, close


@pytest.fixture
def lesson(centre: Centre) -> Attended:
    return attended(centre)


def test_a_walk_in_stands_in_the_register_and_is_marked_with_the_rest(lesson: Attended) -> None:
    lesson.mark(lesson.stranger, "KELDI", "KELMADI")
    row = lesson.row(lesson.stranger)
    assert (row.name, row.is_walk_in, row.is_markable) == (NAME, True, True)
    assert lesson.codes_of(lesson.stranger) == ["KELDI", "KELMADI", None]
    assert not lesson.row(lesson.listed).is_walk_in


def test_those_who_wait_are_listed_with_what_is_known_of_them(lesson: Attended) -> None:
    lesson.mark(lesson.stranger, "KELDI", None, "KELDI")
    (record,) = lesson.centre.read(walk_ins)
    assert (record.name, record.note, record.code, record.cohort_code) == (NAME, "12-maktabdan", "B-77", "MAT-26/11")
    assert (record.marks, record.first_on, record.last_on) == (2, date(2026, 11, 19), date(2026, 11, 21))
    assert record.is_open
    assert lesson.centre.read(walk_ins, cohort_id=lesson.cohort.id) == [record]
    assert lesson.centre.read(walk_ins, cohort_id=lesson.cohort.id + 1) == []


def test_a_name_is_asked_for(lesson: Attended) -> None:
    with pytest.raises(Invalid, match="name_empty"):
        lesson.centre.write(add_walk_in, cohort_id=lesson.cohort.id, name="  ")


def test_one_word_is_name_enough(lesson: Attended) -> None:
    added = lesson.centre.write(add_walk_in, cohort_id=lesson.cohort.id, name="Malika").value
    assert lesson.row(added).name == "Malika"


def test_the_same_name_is_taken_once_unless_the_badge_is_another(lesson: Attended) -> None:
    same = {"cohort_id": lesson.cohort.id, "name": "Тўраева Малика"}
    with pytest.raises(Duplicate, match="walk_in_twice") as told:
        lesson.centre.write(add_walk_in, **same, code="B-77")
    assert NAME in told.value.text
    lesson.centre.write(add_walk_in, **same, code="B-78")


def test_what_is_known_is_corrected_and_the_marks_stay(lesson: Attended) -> None:
    lesson.mark(lesson.stranger, "KELDI")
    lesson.centre.write(change_walk_in, enrolment_id=lesson.stranger, name="Тўраева Мавлуда", note="5-maktab")
    (found,) = lesson.centre.read(walk_ins)
    assert (found.name, found.note, found.code, found.marks) == ("Toʻrayeva Mavluda", "5-maktab", "", 1)
    assert lesson.row(lesson.stranger).name == "Toʻrayeva Mavluda"
    with pytest.raises(Invalid, match="name_empty"):
        lesson.centre.write(change_walk_in, enrolment_id=lesson.stranger, name="-")


def test_a_correction_does_not_make_two_alike(lesson: Attended) -> None:
    other = lesson.centre.write(add_walk_in, cohort_id=lesson.cohort.id, name="Yusupova Nargiza", code="B-77").value
    with pytest.raises(Duplicate, match="walk_in_twice"):
        lesson.centre.write(change_walk_in, enrolment_id=other, name=NAME, code="B-77")
    lesson.centre.write(change_walk_in, enrolment_id=other, name="Yusupova Nargiza", code="B-79")


def test_a_closed_cohort_takes_no_walk_in(lesson: Attended) -> None:
    close(lesson.centre, lesson.cohort.id)
    with pytest.raises(Refused, match="cohort_completed"):
        lesson.centre.write(add_walk_in, cohort_id=lesson.cohort.id, name=NAME)


def test_who_is_not_in_the_cohort_becomes_an_applicant_with_all_marks(lesson: Attended) -> None:
    lesson.mark(lesson.stranger, "KELDI", "KECH", "KELMADI")
    card = lesson.card()
    done = lesson.centre.write(recognise, enrolment_id=lesson.stranger, person_id=card).value
    assert (done.moved, done.given_up) == (3, 0)
    assert lesson.codes_of(done.enrolment_id) == ["KELDI", "KECH", "KELMADI"]
    found = lesson.row(done.enrolment_id)
    assert (found.person_id, found.is_walk_in) == (card, False)
    states = {person.id: person.state for person in lesson.centre.read(enrolled_people, cohort_id=lesson.cohort.id)}
    assert states[done.enrolment_id] is EnrolmentState.APPLIED
    assert lesson.centre.read(walk_ins) == []


def test_marks_keep_who_made_them_and_when(lesson: Attended) -> None:
    lesson.mark(lesson.stranger, "KELDI")
    (before,) = rows(lesson.centre, select(Mark).where(Mark.enrolment_id == lesson.stranger))
    done = lesson.centre.write(recognise, enrolment_id=lesson.stranger, person_id=lesson.card()).value
    (after,) = rows(lesson.centre, select(Mark).where(Mark.enrolment_id == done.enrolment_id))
    assert (after.marked_at, after.marked_by) == (before.marked_at, before.marked_by)


def test_marks_move_to_the_enrolment_that_the_person_has(lesson: Attended) -> None:
    lesson.mark(lesson.listed, "KELDI")
    lesson.mark(lesson.stranger, None, "KELDI", "SABABLI")
    done = lesson.centre.write(recognise, enrolment_id=lesson.stranger, person_id=lesson.listed_person).value
    assert (done.enrolment_id, done.moved) == (lesson.listed, 2)
    assert lesson.codes_of(lesson.listed) == ["KELDI", "KELDI", "SABABLI"]


def test_where_both_have_a_mark_both_are_shown_and_the_real_one_stays(lesson: Attended) -> None:
    lesson.mark(lesson.listed, "KELMADI", "KELDI")
    lesson.mark(lesson.stranger, "KELDI", "KELDI")
    ids = {"enrolment_id": lesson.stranger, "person_id": lesson.listed_person}
    found = lesson.centre.read(recognition, **ids)
    assert [(clash.session_id, clash.kept, clash.other) for clash in found.clashes] == [
        (lesson.lessons[0], "Kelmadi", "Keldi")
    ]
    assert (found.is_enrolled, found.moving) == (True, 0)
    done = lesson.centre.write(recognise, **ids).value
    assert (done.moved, done.given_up) == (0, 2)
    assert lesson.codes_of(lesson.listed)[:2] == ["KELMADI", "KELDI"]


def test_the_other_of_two_marks_can_be_chosen(lesson: Attended) -> None:
    lesson.mark(lesson.listed, "KELMADI", "KELMADI")
    lesson.mark(lesson.stranger, "KELDI", "KELDI")
    lesson.centre.write(
        recognise, enrolment_id=lesson.stranger, person_id=lesson.listed_person, taken=[lesson.lessons[1]]
    )
    assert lesson.codes_of(lesson.listed)[:2] == ["KELMADI", "KELDI"]


def test_badges_absences_and_rows_of_sheets_go_along(lesson: Attended) -> None:
    centre, cohort_id = lesson.centre, lesson.cohort.id
    now = centre.clock.now()
    scan = BadgeScan(scanned_at=now, code="B-77", cohort_id=cohort_id, enrolment_id=lesson.stranger, scanned_by="N")
    factories.write(centre, scan)
    factories.write(centre, absence_of(lesson, lesson.stranger))
    sheet = factories.write(centre, sheet_of(lesson, [lesson.listed, lesson.stranger]))
    done = centre.write(recognise, enrolment_id=lesson.stranger, person_id=lesson.card()).value
    assert [row.enrolment_id for row in rows(centre, select(BadgeScan))] == [done.enrolment_id]
    assert [row.enrolment_id for row in rows(centre, select(Absence))] == [done.enrolment_id]
    (kept,) = rows(centre, select(AttendanceSheet).where(AttendanceSheet.id == sheet.id))
    assert kept.people == [lesson.listed, done.enrolment_id]


def test_who_was_noted_absent_is_there_again(lesson: Attended) -> None:
    card = lesson.card()
    values = {"state": EnrolmentState.ABSENT, "absence_reason_code": "KASAL"}
    theirs = factories.write(lesson.centre, factories.enrolment(lesson.cohort.id, card, **values)).id
    lesson.mark(lesson.stranger, "KELDI")
    lesson.centre.write(recognise, enrolment_id=lesson.stranger, person_id=card)
    (found,) = rows(lesson.centre, select(Enrolment).where(Enrolment.id == theirs))
    assert (found.state, found.absence_reason_code) == (EnrolmentState.APPLIED, None)


def test_a_mark_after_the_person_left_stops_it_with_the_way_out(lesson: Attended) -> None:
    card = lesson.card()
    left = {"state": EnrolmentState.EXPELLED, "left_on": date(2026, 11, 20)}
    factories.write(lesson.centre, factories.enrolment(lesson.cohort.id, card, **left))
    lesson.mark(lesson.stranger, "KELDI", "KELDI")
    with pytest.raises(Refused, match="person_left") as told:
        lesson.centre.write(recognise, enrolment_id=lesson.stranger, person_id=card)
    assert told.value.facts["day"] == "20.11.2026"


def test_who_is_in_another_cohort_at_the_same_time_is_named_before_and_refused(lesson: Attended) -> None:
    card = lesson.card()
    other = factories.write(lesson.centre, factories.cohort(lesson.cohort.programme_id, code="MAT-26/12"))
    lesson.centre.write(enrol, cohort_id=other.id, person_ids=[card])
    found = lesson.centre.read(recognition, enrolment_id=lesson.stranger, person_id=card)
    assert found.hindrance is not None
    assert found.hindrance.course == "MAT-26/12"
    assert not found.wants_reason
    with pytest.raises(Refused, match="cohorts_overlap"):
        lesson.centre.write(recognise, enrolment_id=lesson.stranger, person_id=card)
    assert lesson.centre.read(walk_ins), "what was refused changed nothing"


def test_a_recognised_walk_in_takes_the_hours_along_with_a_transfer(lesson: Attended) -> None:
    lesson.mark(lesson.stranger, "KELDI", "KELDI")
    centre, card = lesson.centre, lesson.card()
    done = centre.write(recognise, enrolment_id=lesson.stranger, person_id=card).value
    admit_as_studying(centre, done.enrolment_id)
    other = factories.write(centre, factories.cohort(lesson.cohort.programme_id, code="MAT-26/12"))
    moved = centre.write(
        transfer,
        enrolment_id=done.enrolment_id,
        to_cohort_id=other.id,
        order_number="5-K",
        order_date=date(2026, 11, 21),
        reason="oʻz arizasi",
    ).value
    factories.write(centre, factories.session(other.id, held_on=date(2026, 11, 23), hours=6))
    there = Attended(centre, other, 0, card, 0, ())
    assert there.row(moved).attendance.attended == 4


def test_marks_before_the_day_of_a_transfer_do_not_count_twice(lesson: Attended) -> None:
    """The person came from another cohort, whose hours came along; the days before belong there."""
    centre, card = lesson.centre, lesson.card()
    other = factories.write(centre, factories.cohort(lesson.cohort.programme_id, code="MAT-26/12"))
    left = {"state": EnrolmentState.TRANSFERRED, "left_on": date(2026, 11, 20)}
    before = factories.write(centre, factories.enrolment(other.id, card, **left))
    came = {"came_from_id": before.id, "enrolled_on": date(2026, 11, 20)}
    factories.write(centre, factories.enrolment(lesson.cohort.id, card, **came))
    lesson.mark(lesson.stranger, "KELDI", "KELDI")
    with pytest.raises(Refused, match="lesson_before_transfer"):
        centre.write(recognise, enrolment_id=lesson.stranger, person_id=card)


def test_who_was_sent_away_leaves_the_marks_to_the_journal(lesson: Attended) -> None:
    lesson.mark(lesson.stranger, "KELDI", "KELMADI")
    sheet = factories.write(lesson.centre, sheet_of(lesson, [lesson.stranger, lesson.listed]))
    gone = lesson.centre.write(dismiss_walk_in, enrolment_id=lesson.stranger, reason="Boshqa guruhdan").value
    assert len(gone.marks) == 2
    assert [person.enrolment_id for person in lesson.grid().people] == [lesson.listed]
    marks = rows(
        lesson.centre, select(JournalEntry).where(JournalEntry.entity == "mark", JournalEntry.action == "delete")
    )
    assert [entry.before["kind_code"] for entry in marks] == ["KELDI", "KELMADI"]
    (told,) = rows(lesson.centre, select(JournalEntry).where(JournalEntry.action == "dismiss"))
    assert (told.after["name"], told.after["reason"]) == (NAME, "Boshqa guruhdan")
    (kept,) = rows(lesson.centre, select(AttendanceSheet).where(AttendanceSheet.id == sheet.id))
    assert kept.people == [0, lesson.listed], "the rows below keep their places, and nobody inherits this one"


def test_sending_away_wants_a_reason(lesson: Attended) -> None:
    with pytest.raises(Invalid, match="reason_missing"):
        lesson.centre.write(dismiss_walk_in, enrolment_id=lesson.stranger, reason=" ")


@pytest.mark.parametrize("end", [recognise, dismiss_walk_in])
def test_the_card_of_a_mere_name_goes_with_the_walk_in(lesson: Attended, end: object) -> None:
    card = lesson.card()
    more = {"person_id": card} if end is recognise else {"reason": "xato"}
    lesson.centre.write(end, enrolment_id=lesson.stranger, **more)  # type: ignore[arg-type]
    assert sorted(row.id for row in rows(lesson.centre, select(Person))) == sorted([lesson.listed_person, card])
    assert rows(lesson.centre, select(WalkIn)) == []
    with pytest.raises(NotFound, match="walk_in_gone"):
        lesson.centre.write(end, enrolment_id=lesson.stranger, **more)  # type: ignore[arg-type]


def test_a_walk_in_is_not_taken_out_as_one_of_the_list(lesson: Attended) -> None:
    with pytest.raises(Refused):
        lesson.centre.write(remove, enrolment_id=lesson.stranger)


def test_an_enrolment_taken_out_leaves_its_row_on_a_sheet_to_nobody(lesson: Attended) -> None:
    theirs = lesson.centre.write(enrol, cohort_id=lesson.cohort.id, person_ids=[lesson.card()]).value[0]
    sheet = factories.write(lesson.centre, sheet_of(lesson, [lesson.listed, theirs]))
    lesson.centre.write(remove, enrolment_id=theirs)
    (kept,) = rows(lesson.centre, select(AttendanceSheet).where(AttendanceSheet.id == sheet.id))
    assert kept.people == [lesson.listed, 0]


def rows(centre: Centre, query: object) -> list:  # type: ignore[type-arg]
    return centre.read(lambda unit: list(unit.session.scalars(query)))  # type: ignore[call-overload]


def admit_as_studying(centre: Centre, enrolment_id: int) -> None:
    def change(unit: UnitOfWork) -> None:
        unit.session.get_one(Enrolment, enrolment_id).state = EnrolmentState.STUDYING

    centre.write(change)


def absence_of(lesson: Attended, enrolment_id: int) -> Absence:
    return Absence(
        cohort_id=lesson.cohort.id,
        enrolment_id=enrolment_id,
        starts_on=date(2026, 11, 20),
        ends_on=date(2026, 11, 20),
        kind_code="SABABLI",
        noted_at=lesson.centre.clock.now(),
        noted_by="N",
    )


def sheet_of(lesson: Attended, people: list[int]) -> AttendanceSheet:
    return AttendanceSheet(
        number="DV-2026-000001",
        cohort_id=lesson.cohort.id,
        kind="course",
        starts_on=lesson.cohort.starts_on,
        ends_on=lesson.cohort.ends_on,
        lessons=list(lesson.lessons),
        people=people,
        printed_at=lesson.centre.clock.now(),
        printed_by="N",
    )
