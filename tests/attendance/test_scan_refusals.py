"""What the door refuses, whether for the badge, its holder, the hour or the clock; of a refusal nothing is kept."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.badge_codes import badge_code
from desktop_app.attendance.scan_records import ScanOutcome
from desktop_app.attendance.scans import record_scan
from desktop_app.attendance.walk_ins import walk_ins
from desktop_app.centre import Centre
from desktop_app.cohorts.leaving import expel
from desktop_app.errors import Invalid, Refused
from tests.attendance.door_made import TODAY, DoorDay, door_day, moment, scans_kept
from tests.factories import room, write


@pytest.fixture
def day(centre: Centre) -> DoorDay:
    return door_day(centre)


def refusal(day: DoorDay, text: str, at: str) -> str:
    kept = scans_kept(day.centre)
    with pytest.raises((Refused, Invalid)) as caught:
        day.read(text, at)
    assert scans_kept(day.centre) == kept
    return caught.value.code


def test_the_badge_of_a_cohort_of_another_room_is_shown_there(day: DoorDay) -> None:
    here, there = (write(day.centre, room(name=name)).id for name in ("1-xona", "2-xona"))

    def move(unit: UnitOfWork) -> None:
        unit.execute_bulk(update(Cohort).where(Cohort.id == day.cohort_id).values(room_id=there), reason="test")

    day.centre.write(move)
    day.set_clock("08:27")
    with pytest.raises(Refused) as caught:
        day.centre.write(record_scan, text=day.badge_of(0), room_id=here)
    assert (caught.value.code, caught.value.facts["rooms"]) == ("other_room", "2-xona")
    assert day.read(day.badge_of(0), "08:27", room_id=there).outcome is ScanOutcome.IN


def test_a_misread_badge_is_refused_and_makes_nobody(day: DoorDay) -> None:
    code = day.badge_of(0)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert refusal(day, wrong, "08:27") == "badge_misread"
    assert day.centre.read(walk_ins) == []


def test_a_made_up_code_with_a_right_check_digit_is_nobodys_badge(day: DoorDay) -> None:
    forged = badge_code(day.people[0], centre_uuid="another centre")
    assert day.read(forged, "08:27").is_walk_in


@pytest.mark.parametrize("text", ["", "  ", "https://example.uz/sertifikat/2026/000123/tekshirish"])
def test_what_is_no_badge_is_refused(day: DoorDay, text: str) -> None:
    assert refusal(day, text, "08:27") == "no_badge"


@pytest.mark.parametrize("text", ["DV-2026-000012", "ВМ-2026-000012"])
def test_a_sheet_at_the_door_is_sent_to_its_place(day: DoorDay, text: str) -> None:
    assert refusal(day, text, "08:27") == "sheet_at_the_door"


def test_a_cohort_without_a_lesson_today_says_when_the_next_is(centre: Centre) -> None:
    later = door_day(centre, day=date(2026, 11, 23))
    later.set_clock("08:27")
    with pytest.raises(Refused) as caught:
        later.centre.write(record_scan, text=later.badge_of(0))
    assert caught.value.facts == {"cohort": later.code, "day": "21.11.2026", "next": "23.11.2026"}
    assert scans_kept(centre) == 0


def test_who_comes_when_all_is_over_is_told(day: DoorDay) -> None:
    assert refusal(day, day.badge_of(0), "15:20") == "lessons_over"


def test_an_unknown_code_after_the_lessons_makes_nobody(day: DoorDay) -> None:
    assert refusal(day, "AB-12345", "16:00") == "nobody_knows_code"


def test_the_badge_of_a_closed_cohort_is_refused(day: DoorDay) -> None:
    def complete(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Cohort, day.cohort_id)
        row.state, row.completed_on = CohortState.COMPLETED, unit.today

    day.centre.write(complete)
    assert refusal(day, day.badge_of(0), "08:27") == "cohort_completed"


def test_the_badge_of_who_was_expelled_is_refused(day: DoorDay) -> None:
    day.centre.write(expel, enrolment_id=day.people[0], reason="ariza", left_on=TODAY)
    assert refusal(day, day.badge_of(0), "08:27") == "badge_of_who_left"


@pytest.mark.parametrize(("state", "code"), [("absent", "not_admitted"), ("completed", "badge_of_who_finished")])
def test_who_did_not_come_or_has_finished_is_refused(day: DoorDay, state: str, code: str) -> None:
    def change(unit: UnitOfWork) -> None:
        rows = update(Enrolment).where(Enrolment.id == day.people[0]).values(state=EnrolmentState(state))
        unit.execute_bulk(rows, reason="test")

    day.centre.write(change)
    assert refusal(day, day.badge_of(0), "08:27") == code


def test_a_reading_of_the_future_is_refused(day: DoorDay) -> None:
    day.set_clock("08:27")
    with pytest.raises(Refused) as caught:
        day.centre.write(record_scan, text=day.badge_of(0), at=moment("08:30"))
    assert caught.value.code == "scan_to_come"


def test_a_clock_that_went_back_is_told(day: DoorDay) -> None:
    day.come("10:00")
    behind = day.come("09:00", place=1)
    assert behind.clock_behind == moment("10:00")
    assert refusal(day, day.badge_of(0), "09:05") == "clock_back"


def test_a_clock_of_another_day_is_told_in_place_of_the_missing_lesson(day: DoorDay) -> None:
    day.come("08:27")
    day.centre.clock.instant = moment("08:27") - timedelta(days=400)  # type: ignore[attr-defined]
    with pytest.raises(Refused) as caught:
        day.centre.write(record_scan, text=day.badge_of(1))
    assert caught.value.code == "clock_back"
