"""What stands in the way of lessons, told before anything is saved."""

from datetime import date, time

import pytest

from db.models.cohorts import Cohort, CohortState
from desktop_app import i18n
from desktop_app.centre import Centre
from desktop_app.timetable.assigning import Assignment, assign, clashes_of_assignment
from desktop_app.timetable.clash_records import (
    LessonsClash,
    LoadTooHigh,
    OtherSubject,
    RoomTooSmall,
    Taken,
    TimeClash,
    Unavailable,
    WeekTooFull,
)
from desktop_app.timetable.clashes import clashes_of
from desktop_app.timetable.moving import NewLesson, add_session
from desktop_app.timetable.records import PlannedSession
from desktop_app.timetable.service import make_sessions, sessions_of
from tests import factories
from tests.timetable.ground import MONDAY, course


@pytest.fixture(autouse=True)
def in_english() -> None:
    i18n.set_language("en")


def planned(starts_at: time, *, day: date = MONDAY, **values: object) -> PlannedSession:
    return PlannedSession(day, 1, starts_at, 2, None, **values)


def test_a_trainer_at_two_cohorts_at_once_is_named_with_both_the_day_and_the_time(centre: Centre) -> None:
    trainer = factories.write(centre, factories.trainer())
    course(centre, trainer_id=trainer.id)
    other = course(centre, code="ING-26/11")
    lesson = planned(time(9), trainer_id=trainer.id)
    found = centre.read(clashes_of, [lesson], cohort_id=other.cohort_id, ignoring=[each.id for each in other.lessons])
    assert [clash.text for clash in found] == [
        "Karimov Anvar Botirovich is to teach cohorts ING-26/11 and MAT-26/11 at once: 02.11.2026, 09:00–09:50.",
        "Karimov Anvar Botirovich is to teach cohorts ING-26/11 and MAT-26/11 at once: 02.11.2026, 10:00–10:20.",
    ]


def test_times_clash_by_the_clock_and_not_by_the_place_in_the_day(centre: Centre) -> None:
    room = factories.write(centre, factories.room())
    course(centre, room_id=room.id)
    afternoon = course(centre, code="ING-26/11", shift_code="2", room_id=room.id)
    assert afternoon.lessons[0].starts_at == time(14)
    assert centre.read(clashes_of_assignment, Assignment(afternoon.cohort_id)) == []
    early = planned(time(9, 50), room_id=room.id)
    found = centre.read(clashes_of, [early], cohort_id=afternoon.cohort_id)
    # From 9:50 to 11:10, beside the lesson of 10:00 alone: that of 8:30 ends at 9:50.
    assert [(clash.taken, clash.other, clash.name) for clash in found] == [(Taken.ROOM, "MAT-26/11", "204-xona")]


def test_a_cohort_is_never_at_two_lessons_at_once_whatever_is_confirmed(centre: Centre) -> None:
    made = course(centre)
    early = NewLesson(MONDAY, 4, 2, starts_at=time(9))
    with pytest.raises(LessonsClash) as refusal:
        centre.write(add_session, early, cohort_id=made.cohort_id, despite_clashes=True)
    assert {clash.taken for clash in refusal.value.clashes} == {Taken.GROUP}
    assert refusal.value.text.startswith("Cohort MAT-26/11 has two lessons at once: 02.11.2026, 09:00–09:50.")


def test_two_cohorts_may_hear_one_lecture_when_it_is_meant(centre: Centre) -> None:
    trainer, room = factories.write(centre, factories.trainer()), factories.write(centre, factories.room())
    course(centre, trainer_id=trainer.id, room_id=room.id)
    other = course(centre, code="ING-26/11")
    wanted = Assignment(other.cohort_id, trainer_id=trainer.id, room_id=room.id)
    with pytest.raises(LessonsClash) as refusal:
        centre.write(assign, wanted)
    assert len(refusal.value.clashes) == 12
    assert refusal.value.text.endswith("And 9 clashes more.")
    assert {lesson.trainer for lesson in other.lessons} == {""}
    assert len(centre.write(assign, wanted, despite_clashes=True).value.before) == 6


def test_a_cancelled_cohort_is_in_nobodys_way(centre: Centre) -> None:
    room = factories.write(centre, factories.room())
    gone = course(centre, room_id=room.id)
    centre.write(lambda unit: setattr(unit.session.get(Cohort, gone.cohort_id), "state", CohortState.CANCELLED))
    other = course(centre, code="ING-26/11")
    assert centre.read(clashes_of_assignment, Assignment(other.cohort_id, room_id=room.id)) == []


def test_a_room_with_too_few_seats_is_a_warning(centre: Centre) -> None:
    room = factories.write(centre, factories.room(seats=1))
    made = course(centre)
    for surname in ("Abdullayeva", "Karimova"):
        person = factories.write(centre, factories.person(surname=surname))
        factories.write(centre, factories.enrolment(made.cohort_id, person.id))
    wanted = Assignment(made.cohort_id, room_id=room.id)
    assert centre.read(clashes_of_assignment, wanted) == [RoomTooSmall("MAT-26/11", "204-xona", 1, 2)]
    assert len(centre.write(assign, wanted).value.before) == 6


def test_a_trainer_of_another_subject_is_a_warning(centre: Centre) -> None:
    trainer = factories.write(centre, factories.trainer(subjects=["ING"]))
    made = course(centre, programme={"subject_code": "BOSH"})
    found = centre.read(clashes_of_assignment, Assignment(made.cohort_id, trainer_id=trainer.id))
    assert found == [OtherSubject("MAT-26/11", "Karimov Anvar Botirovich", "Primary education")]


def test_hours_over_the_monthly_load_are_counted_over_all_cohorts(centre: Centre) -> None:
    trainer = factories.write(centre, factories.trainer(load_hours=20))
    course(centre, trainer_id=trainer.id)
    other = course(centre, code="ING-26/11", shift_code="2")
    found = centre.read(clashes_of_assignment, Assignment(other.cohort_id, trainer_id=trainer.id))
    assert found == [LoadTooHigh("Karimov Anvar Botirovich", date(2026, 11, 1), 24, 20)]
    assert found[0].text == "Karimov Anvar Botirovich would have 24 hours, at most 20 are agreed: November 2026."


def test_a_week_of_more_than_36_hours_is_a_warning(centre: Centre) -> None:
    made = course(centre, module_hours=(36,))
    lesson = planned(time(18), day=date(2026, 11, 7))
    assert centre.read(clashes_of, [lesson], cohort_id=made.cohort_id) == [WeekTooFull("MAT-26/11", MONDAY, 38, 36)]


def test_a_closed_room_and_a_trainer_who_left_cannot_be_had(centre: Centre) -> None:
    room = factories.write(centre, factories.room(closed_on=date(2026, 11, 3)))
    trainer = factories.write(centre, factories.trainer(left_on=date(2026, 11, 1)))
    made = course(centre)
    wanted = Assignment(made.cohort_id, room_id=room.id, trainer_id=trainer.id)
    assert centre.read(clashes_of_assignment, wanted) == [
        Unavailable("MAT-26/11", "204-xona", True, date(2026, 11, 3), date(2026, 11, 3)),
        Unavailable("MAT-26/11", "Karimov Anvar Botirovich", False, date(2026, 11, 1), MONDAY),
    ]


def test_a_timetable_made_into_a_taken_room_says_so_before_it_is_kept(centre: Centre) -> None:
    room = factories.write(centre, factories.room())
    course(centre, room_id=room.id)
    taught = factories.write(centre, factories.programme(code="P-2", module_hours=(4,)))
    other = factories.write(centre, factories.cohort(taught.id, code="ING-26/11", room_id=room.id))
    with pytest.raises(LessonsClash) as refusal:
        centre.write(make_sessions, cohort_id=other.id)
    first = refusal.value.clashes[0]
    assert isinstance(first, TimeClash)
    assert (first.taken, first.cohort, first.other) == (Taken.ROOM, "ING-26/11", "MAT-26/11")
    assert centre.read(sessions_of, cohort_id=other.id) == []
    centre.write(make_sessions, cohort_id=other.id, despite_clashes=True)
    assert {lesson.room for lesson in centre.read(sessions_of, cohort_id=other.id)} == {"204-xona"}


def test_every_sentence_is_there_in_every_language() -> None:
    clash = TimeClash(Taken.GROUP, "A", "A", MONDAY, time(9), time(10, 20))
    texts = set()
    for code in i18n.LANGUAGES:
        i18n.set_language(code)
        texts.add(clash.text)
    assert len(texts) == len(i18n.LANGUAGES)
