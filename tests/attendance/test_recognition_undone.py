"""A recognition undone: the walk-in and the person stand in the register as if nothing had been."""

from typing import Any

import pytest

from db.models.cohorts import Enrolment, EnrolmentState
from desktop_app.attendance.recognising import recognise, undo_recognition
from desktop_app.attendance.walk_in_records import Recognised
from desktop_app.centre import Centre
from desktop_app.errors import Refused
from tests import factories
from tests.attendance.walk_ins_made import Attended, attended_in_full, close, standing


@pytest.fixture
def lesson(centre: Centre) -> Attended:
    return attended_in_full(centre)


def known_as(lesson: Attended, person_id: int, **options: Any) -> Recognised:
    return lesson.centre.write(recognise, enrolment_id=lesson.stranger, person_id=person_id, **options).value


def test_who_was_enrolled_by_it_is_out_of_the_cohort_again(lesson: Attended) -> None:
    card = lesson.card()
    before = standing(lesson)
    done = known_as(lesson, card)
    assert standing(lesson) != before
    lesson.centre.write(undo_recognition, done)
    assert standing(lesson) == before


def test_marks_of_both_are_as_they_were(lesson: Attended) -> None:
    before = standing(lesson)
    done = known_as(lesson, lesson.listed_person, taken=[lesson.lessons[0]])
    assert (done.moved, done.given_up) == (2, 1)
    lesson.centre.write(undo_recognition, done)
    assert standing(lesson) == before


def test_who_was_noted_absent_is_absent_again(lesson: Attended) -> None:
    card = lesson.card()
    values = {"state": EnrolmentState.ABSENT, "absence_reason_code": "KASAL"}
    theirs = factories.write(lesson.centre, factories.enrolment(lesson.cohort.id, card, **values)).id
    lesson.centre.write(undo_recognition, known_as(lesson, card))
    found = lesson.centre.read(lambda unit: unit.session.get_one(Enrolment, theirs))
    assert (found.state, found.absence_reason_code) == (EnrolmentState.ABSENT, "KASAL")


def test_what_came_back_can_be_recognised_anew(lesson: Attended) -> None:
    card = lesson.card()
    again = lesson.centre.write(undo_recognition, known_as(lesson, lesson.listed_person)).value
    done = lesson.centre.write(recognise, enrolment_id=again, person_id=card).value
    assert lesson.codes_of(done.enrolment_id) == ["KELDI", "KECH", "KELMADI"]


def test_a_mark_corrected_since_stops_it_and_says_where_to_go(lesson: Attended) -> None:
    done = known_as(lesson, lesson.listed_person)
    lesson.mark(lesson.listed, None, None, "KELDI", reason="varaqdan")
    before = standing(lesson)
    with pytest.raises(Refused, match="recognised_marks_changed") as told:
        lesson.centre.write(undo_recognition, done)
    assert lesson.cohort.code in told.value.text
    assert standing(lesson) == before


def test_who_was_admitted_since_stays(lesson: Attended) -> None:
    done = known_as(lesson, lesson.card())

    def admit(unit: Any) -> None:
        unit.session.get_one(Enrolment, done.enrolment_id).state = EnrolmentState.STUDYING

    lesson.centre.write(admit)
    before = standing(lesson)
    with pytest.raises(Refused, match="cannot_remove"):
        lesson.centre.write(undo_recognition, done)
    assert standing(lesson) == before


def test_a_cohort_closed_since_stays_closed(lesson: Attended) -> None:
    done = known_as(lesson, lesson.listed_person)
    close(lesson.centre, lesson.cohort.id)
    with pytest.raises(Refused, match="cohort_completed"):
        lesson.centre.write(undo_recognition, done)
