"""A day at the door: what each reading of a badge makes of the marks, and how a stranger becomes somebody."""

import pytest
from sqlalchemy import select, update

from db.models.attendance import Absence, BadgeScan, Mark
from db.models.cohorts import Cohort
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.dismissing import dismiss_walk_in
from desktop_app.attendance.recognising import recognise
from desktop_app.attendance.scan_closing import closing
from desktop_app.attendance.scan_door import door, rooms_today
from desktop_app.attendance.scan_records import ScanOutcome, TakenBackScan
from desktop_app.attendance.scan_rules import Direction
from desktop_app.attendance.scans import record_stranger, take_back
from desktop_app.attendance.walk_ins import walk_ins
from desktop_app.centre import Centre
from desktop_app.cohorts.leaving import transfer
from desktop_app.errors import NotFound
from tests.attendance.door_made import TODAY, DoorDay, door_day, moment, scans_kept
from tests.factories import person, room, write


@pytest.fixture
def day(centre: Centre) -> DoorDay:
    return door_day(centre)


def test_who_comes_in_time_is_present_at_the_lesson_they_came_for(day: DoorDay) -> None:
    result = day.come("08:27")
    assert (result.outcome, result.name, result.cohort_code) == (ScanOutcome.IN, "Azimova Zilola Rustam qizi", day.code)
    assert result.late_minutes is None
    assert day.marks() == ["KELDI", "", ""]


def test_at_the_stroke_of_the_start_nobody_is_late(day: DoorDay) -> None:
    assert day.come("08:30:59").late_minutes is None
    assert day.marks() == ["KELDI", "", ""]


def test_minutes_after_the_start_are_noted(day: DoorDay) -> None:
    result = day.come("08:42:30")
    assert (result.late_minutes, result.place_in_day) == (12, 1)
    assert day.marks() == ["KECH 12", "", ""]


def test_later_lessons_are_marked_when_they_begin(day: DoorDay) -> None:
    day.come("08:27")
    assert day.pass_to("09:59") == 0
    assert day.pass_to("10:00") == 1
    assert day.marks() == ["KELDI", "KELDI", ""]


def test_who_goes_home_after_the_last_lesson_was_there_all_day(day: DoorDay) -> None:
    assert day.come("08:27", "15:25").outcome is ScanOutcome.OUT
    assert day.marks() == ["KELDI", "KELDI", "KELDI"]


@pytest.mark.parametrize(
    ("left", "mark"),
    [("09:46", "KELDI"), ("09:44", "KELMADI 1h"), ("09:10", "KELMADI 1h"), ("09:09", "KELMADI"), ("08:33", "")],
)
def test_the_rest_of_a_lesson_is_missed_in_whole_hours(day: DoorDay, left: str, mark: str) -> None:
    day.come("08:27", left)
    assert day.marks()[0] == mark


def test_leaving_says_how_many_hours_are_missed(day: DoorDay) -> None:
    result = day.come("08:27", "09:20")
    assert (result.outcome, result.missed_hours, result.place_in_day) == (ScanOutcome.OUT, 1, 1)


def test_who_leaves_early_is_not_absent_later_until_the_day_is_closed(day: DoorDay) -> None:
    day.come("08:27", "09:55")
    day.pass_to("15:00")
    assert day.marks() == ["KELDI", "", ""]
    day.close("15:30")
    assert day.marks() == ["KELDI", "KELMADI", "KELMADI"]


def test_who_leaves_before_the_start_has_no_mark(day: DoorDay) -> None:
    day.come("08:10", "08:20")
    assert day.marks() == ["", "", ""]


def test_a_badge_held_too_long_is_read_once(day: DoorDay) -> None:
    day.come("08:27:00")
    assert day.come("08:27:59").outcome is ScanOutcome.DOUBLE
    assert scans_kept(day.centre) == 1
    assert day.come("08:28:00").outcome is ScanOutcome.OUT


def test_a_short_way_out_costs_nothing_and_a_long_one_an_hour(day: DoorDay) -> None:
    day.come("08:27", "08:50", "08:54")
    assert day.marks()[0] == "KELDI"
    day.come("08:27", "08:50", "09:10", place=1)
    assert day.marks(1)[0] == "KELMADI 1h"


def test_out_for_lunch_and_in_again_leaves_nothing_out(day: DoorDay) -> None:
    day.come("08:27", "11:25", "13:55")
    assert day.come("15:21").outcome is ScanOutcome.OUT
    assert day.marks() == ["KELDI", "KELDI", "KELDI"]


def test_late_from_lunch_is_late_at_the_lesson_after_it(day: DoorDay) -> None:
    assert day.come("08:27", "11:25", "14:09").late_minutes == 9
    assert day.marks() == ["KELDI", "KELDI", "KECH 9"]


def test_who_went_to_lunch_without_the_badge_comes_in_again(day: DoorDay) -> None:
    result = day.come("08:27", "14:09")
    assert (result.outcome, result.late_minutes) == (ScanOutcome.IN, 9)
    day.come("15:21")
    assert day.marks() == ["KELDI", "KELDI", "KECH 9"]


def test_who_stayed_over_lunch_and_leaves_goes_out(day: DoorDay) -> None:
    assert day.come("08:27", "15:20").outcome is ScanOutcome.OUT


def test_too_late_by_the_rule_is_told_by_the_minutes(day: DoorDay) -> None:
    day.come("09:20")
    assert day.marks()[0] == "KECH 50"


def test_who_comes_for_a_later_lesson_is_absent_before_only_when_the_day_is_closed(day: DoorDay) -> None:
    day.come("09:58")
    assert day.marks() == ["", "KELDI", ""]
    day.close("10:30")
    assert day.marks() == ["KELMADI", "KELDI", ""]


def test_closing_leaves_lessons_open_that_are_not_over(day: DoorDay) -> None:
    day.come("08:27")
    (closed,) = day.close("11:30")
    assert (closed.present, closed.absent, closed.open_lessons) == (
        1,
        ("Bzimova Zilola Rustam qizi", "Dzimova Zilola Rustam qizi"),
        1,
    )
    assert day.marks(1) == ["KELMADI", "KELMADI", ""]


def test_closing_says_beforehand_what_it_will_do_and_does_nothing(day: DoorDay) -> None:
    day.come("08:27")
    day.set_clock("15:30")
    (told,) = day.centre.read(closing)
    assert day.marks(1) == ["", "", ""]
    assert day.close("15:30") == [told]


def test_a_cohort_without_readings_is_not_closed(day: DoorDay) -> None:
    assert day.close("16:00") == []
    assert day.marks() == ["", "", ""]


def test_a_typed_mark_wins_and_the_difference_is_told(day: DoorDay) -> None:
    day.type_mark(0, "SABABLI")
    (typed,) = day.come("08:42").typed
    assert (typed.place_in_day, typed.kept, typed.other) == (1, "Sababli", "Kechikdi, 12 daqiqa")
    assert day.marks() == ["SABABLI", "", ""]
    day.close("16:00")
    assert day.marks()[0] == "SABABLI"


def test_a_mark_that_was_corrected_after_the_reading_is_left_alone(day: DoorDay) -> None:
    day.come("08:42")
    day.type_mark(0, "KELDI")
    day.come("09:20")
    assert day.marks()[0] == "KELDI"


def test_a_typed_mark_wins_also_where_the_badge_had_said_the_same_at_first(day: DoorDay) -> None:
    day.type_mark(0, "KELDI")
    assert day.come("08:27").typed == ()
    (typed,) = day.come("09:20").typed
    assert (typed.kept, typed.other) == ("Keldi", "Kelmadi, 1 soat")
    assert day.marks()[0] == "KELDI"


def test_an_absence_that_somebody_typed_is_no_closing(day: DoorDay) -> None:
    day.come("08:27", "09:55")
    day.set_clock("10:30")
    day.type_mark(1, "KELMADI")
    (typed,) = day.come("10:40").typed
    assert (typed.place_in_day, typed.kept) == (2, "Kelmadi")
    assert day.marks()[1] == "KELMADI"


def test_after_the_closing_a_wrong_way_out_can_still_be_taken_back(day: DoorDay) -> None:
    wrong = day.come("08:27", "09:55")
    day.close("11:25")
    assert day.marks() == ["KELDI", "KELMADI", ""]
    day.centre.write(take_back, scan_id=wrong.scan_id)
    assert day.marks() == ["KELDI", "KELDI", ""]


def test_nobody_stands_by_the_marks_of_the_door(day: DoorDay) -> None:
    day.come("08:27")
    day.type_mark(1, "KELDI")
    marks = day.centre.read(lambda unit: unit.session.scalars(select(Mark).order_by(Mark.session_id)).all())
    assert [mark.marked_by is None for mark in marks] == [True, False]


def test_who_was_absent_by_the_closing_and_comes_again_is_reckoned_anew(day: DoorDay) -> None:
    day.come("08:27", "09:55")
    day.close("11:25")
    assert day.marks() == ["KELDI", "KELMADI", ""]
    day.come("13:55")
    assert day.marks() == ["KELDI", "KELMADI", "KELDI"]


def test_an_announced_absence_is_what_closing_writes(day: DoorDay) -> None:
    absence = Absence(
        cohort_id=day.cohort_id,
        enrolment_id=day.people[1],
        starts_on=TODAY,
        ends_on=TODAY,
        kind_code="SABABLI",
        document="Maʼlumotnoma 12",
        noted_at=moment("08:00"),
        noted_by="x",
    )
    write(day.centre, absence)
    day.come("08:27")
    day.close("16:00")
    assert day.marks(1) == ["SABABLI"] * 3
    assert day.marks(2) == ["KELMADI"] * 3


def test_a_reading_can_be_taken_back_with_its_marks(day: DoorDay) -> None:
    first = day.come("08:42")
    assert day.marks()[0] == "KECH 12"
    assert day.centre.write(take_back, scan_id=first.scan_id).value == TakenBackScan(first.name)
    assert day.marks() == ["", "", ""]
    assert scans_kept(day.centre) == 0
    with pytest.raises(NotFound):
        day.centre.write(take_back, scan_id=first.scan_id)


def test_taking_back_a_wrong_way_out_brings_the_lesson_back(day: DoorDay) -> None:
    wrong = day.come("08:27", "09:10")
    day.centre.write(take_back, scan_id=wrong.scan_id)
    assert day.marks()[0] == "KELDI"


def test_a_code_nobody_knows_becomes_somebody_of_the_only_cohort_here(day: DoorDay) -> None:
    result = day.read("AB-12345", "08:27")
    assert (result.outcome, result.is_walk_in, result.cohort_code) == (ScanOutcome.IN, True, day.code)
    (stranger,) = day.centre.read(walk_ins)
    assert stranger.code == "AB12345"
    assert stranger.name == "Nomaʼlum 08:27"
    assert day.marks_of(stranger.enrolment_id) == ["KELDI", "", ""]


@pytest.mark.parametrize("again", ["ab-12345", "ФИ-12345", "фи12345"])
def test_the_same_code_is_known_again_in_any_keyboard(day: DoorDay, again: str) -> None:
    first = day.read("AB-12345", "08:27")
    second = day.read(again, "15:21")
    assert (second.outcome, second.enrolment_id) == (ScanOutcome.OUT, first.enrolment_id)


def test_a_stranger_who_was_recognised_keeps_the_code(day: DoorDay) -> None:
    first = day.read("AB-12345", "08:27")
    person_id = write(day.centre, person(surname="Yangi")).id
    day.centre.write(recognise, enrolment_id=first.enrolment_id, person_id=person_id)
    second = day.read("AB-12345", "15:21")
    assert (second.outcome, second.name, second.is_walk_in) == (ScanOutcome.OUT, "Yangi Zilola Rustam qizi", False)


def test_taking_back_the_only_reading_of_a_stranger_takes_them_out(day: DoorDay) -> None:
    result = day.read("AB-12345", "08:27")
    day.centre.write(take_back, scan_id=result.scan_id)
    assert day.centre.read(walk_ins) == []


def test_the_code_of_a_stranger_who_was_taken_out_is_nobodys_again(day: DoorDay) -> None:
    first = day.read("AB-12345", "08:27")
    day.centre.write(dismiss_walk_in, enrolment_id=first.enrolment_id, reason="boshqa guruhdan")
    assert scans_kept(day.centre) == 0
    assert day.read("AB-12345", "08:35").outcome is ScanOutcome.IN


def test_of_several_cohorts_one_is_chosen_for_a_stranger(day: DoorDay) -> None:
    other = door_day(day.centre, code="ONA-26/11")
    result = day.read("AB-12345", "08:27")
    assert result.outcome is ScanOutcome.UNKNOWN
    assert [choice.code for choice in result.choices] == ["MAT-26/11", "ONA-26/11"]
    assert scans_kept(day.centre) == 0
    chosen = day.centre.write(
        record_stranger, code=result.code, cohort_id=other.cohort_id, name="Karimova Lola", at=result.at
    ).value
    assert (chosen.name, chosen.cohort_code) == ("Karimova Lola", "ONA-26/11")


def test_the_room_of_the_door_chooses_among_cohorts(day: DoorDay) -> None:
    other = door_day(day.centre, code="ONA-26/11")
    here = write(day.centre, room()).id

    def move(unit: UnitOfWork) -> None:
        unit.execute_bulk(update(Cohort).where(Cohort.id == other.cohort_id).values(room_id=here), reason="test")

    day.centre.write(move)
    assert day.read("AB-12345", "08:27", room_id=here).cohort_code == "ONA-26/11"
    assert day.centre.read(rooms_today) == {here: "204-xona"}


def test_the_old_badge_of_a_transferred_person_counts_in_the_new_cohort(day: DoorDay) -> None:
    other = door_day(day.centre, code="ONA-26/11")
    old = day.badge_of(0)
    wanted = {"to_cohort_id": other.cohort_id, "left_on": TODAY, "reason": "ariza"}
    day.centre.write(transfer, enrolment_id=day.people[0], order_number="12-t", order_date=TODAY, **wanted)
    result = day.read(old, "08:27")
    assert (result.cohort_code, result.old_cohort) == ("ONA-26/11", "MAT-26/11")
    assert other.marks_of(result.enrolment_id) == ["KELDI", "", ""]


def test_the_station_counts_who_is_in(day: DoorDay) -> None:
    day.come("08:27")
    day.come("08:28", "09:00", place=1)
    shown = day.centre.read(door)
    (group,) = shown.cohorts
    assert (group.people, group.inside, group.came, group.is_over) == (3, 1, 2, False)
    assert [(line.direction, line.name[:1]) for line in shown.readings] == [
        (Direction.OUT, "B"),
        (Direction.IN, "B"),
        (Direction.IN, "A"),
    ]


def test_what_was_read_is_kept_with_who_sat_there(day: DoorDay) -> None:
    day.come("08:27")
    row = day.centre.read(lambda unit: unit.session.scalars(select(BadgeScan)).one())
    assert (row.scanned_at, row.code, row.enrolment_id) == (moment("08:27"), day.badge_of(0), day.people[0])
    assert row.scanned_by == "Saidova Nodira Rustam qizi"
