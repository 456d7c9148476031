"""Rooms and trainers of a cohort, a module, a lesson; and who stood in for whom."""

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Invalid, Refused
from desktop_app.timetable.assigning import (
    Assignment,
    assign,
    substitute,
    take_back_substitution,
    unassign,
)
from desktop_app.timetable.clash_records import LessonsClash
from desktop_app.timetable.service import make_sessions
from desktop_app.timetable.week import Lesson, week_of
from tests import factories
from tests.timetable.ground import MONDAY, Course, course


def lesson_of(made: Course) -> Lesson:
    """The first one of the course, as the week shows it."""
    return made.centre.read(week_of, monday=MONDAY, cohort_id=made.cohort_id).lessons[0]


def names(made: Course) -> list[str]:
    return [lesson.trainer.split()[0] if lesson.trainer else "" for lesson in made.lessons]


def test_a_module_and_a_single_lesson_have_trainers_of_their_own(centre: Centre) -> None:
    karimov = factories.write(centre, factories.trainer())
    olimova = factories.write(centre, factories.trainer(full_name="Olimova Lola"))
    made = course(centre, trainer_id=karimov.id)
    second = made.lessons[-1]
    done = centre.write(assign, Assignment(made.cohort_id, second.module_id, trainer_id=olimova.id)).value
    assert len(done.before) == 4
    assert names(made) == ["Karimov"] * 2 + ["Olimova"] * 4
    centre.write(assign, Assignment(made.cohort_id, session_id=second.id, trainer_id=None))
    assert names(made) == ["Karimov"] * 2 + ["Olimova"] * 3 + [""]


def test_an_assignment_is_undone(centre: Centre) -> None:
    karimov, room = factories.write(centre, factories.trainer()), factories.write(centre, factories.room())
    other = factories.write(centre, factories.room(name="205-xona"))
    made = course(centre, room_id=room.id)
    before = made.lessons
    done = centre.write(assign, Assignment(made.cohort_id, room_id=other.id, trainer_id=karimov.id)).value
    assert {(lesson.room, lesson.trainer) for lesson in made.lessons} == {("205-xona", "Karimov Anvar Botirovich")}
    centre.write(unassign, done)
    assert [(lesson.id, lesson.room, lesson.trainer) for lesson in made.lessons] == [
        (lesson.id, "204-xona", "") for lesson in before
    ]
    centre.write(make_sessions, cohort_id=made.cohort_id)
    assert {lesson.room for lesson in made.lessons} == {"204-xona"}


def test_lessons_that_were_held_keep_their_trainer(centre: Centre) -> None:
    made = course(centre)
    made.mark(0)
    karimov = factories.write(centre, factories.trainer())
    assert len(centre.write(assign, Assignment(made.cohort_id, trainer_id=karimov.id)).value.before) == 5
    assert names(made)[0] == ""


def test_who_teaches_what_and_where_stays_when_all_is_made_anew(centre: Centre) -> None:
    room = factories.write(centre, factories.room())
    karimov = factories.write(centre, factories.trainer())
    made = course(centre, room_id=room.id)
    centre.write(assign, Assignment(made.cohort_id, made.lessons[0].module_id, trainer_id=karimov.id))
    centre.write(make_sessions, cohort_id=made.cohort_id)
    assert names(made) == ["Karimov"] * 2 + [""] * 4
    assert {lesson.room for lesson in made.lessons} == {"204-xona"}


def test_a_substitution_is_noted_with_its_reason_and_taken_back(centre: Centre) -> None:
    karimov = factories.write(centre, factories.trainer())
    olimova = factories.write(centre, factories.trainer(full_name="Olimova Lola"))
    made = course(centre, trainer_id=karimov.id)
    made.mark(0)
    held = made.lessons[0]
    facts = {"session_id": held.id, "trainer_id": olimova.id, "version": held.version}
    with pytest.raises(Invalid):
        centre.write(substitute, **facts, reason=" ")
    noted = centre.write(substitute, **facts, reason="Kasallik varaqasi").value
    lesson = lesson_of(made)
    assert (lesson.trainer, lesson.instead_of, lesson.substitution_reason) == (
        "Olimova Lola",
        "Karimov Anvar Botirovich",
        "Kasallik varaqasi",
    )
    assert names(made)[:2] == ["Olimova", "Karimov"]
    centre.write(take_back_substitution, substitution_id=noted)
    assert names(made)[0] == "Karimov"
    assert not lesson_of(made).is_substituted


def test_who_stands_in_must_be_free_and_another(centre: Centre) -> None:
    karimov = factories.write(centre, factories.trainer())
    olimova = factories.write(centre, factories.trainer(full_name="Olimova Lola"))
    made = course(centre, trainer_id=karimov.id)
    course(centre, code="ING-26/11", trainer_id=olimova.id)
    lesson = made.lessons[0]
    facts = {"session_id": lesson.id, "version": lesson.version, "reason": "Xizmat safari"}
    with pytest.raises(Refused) as refusal:
        centre.write(substitute, **facts, trainer_id=karimov.id)
    assert refusal.value.code == "same_trainer"
    with pytest.raises(LessonsClash):
        centre.write(substitute, **facts, trainer_id=olimova.id)
