"""Making, moving and listing lessons in a real database."""

from datetime import date, time

import pytest

from db.models.cohorts import Cohort, CohortState
from db.models.programmes import Module
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Invalid, Refused
from desktop_app.timetable.moving import move_session
from desktop_app.timetable.records import SessionRecord
from desktop_app.timetable.service import make_sessions, sessions_of
from tests import factories


def kept(centre: Centre, module_hours: tuple[int, ...] = (4, 8), **values: object) -> Cohort:
    taught = factories.write(centre, factories.programme(module_hours=module_hours))
    return factories.write(centre, factories.cohort(taught.id, **values))


def lessons(centre: Centre, row: Cohort) -> list[SessionRecord]:
    return centre.read(sessions_of, cohort_id=row.id)


def mark_one(centre: Centre, row: Cohort) -> None:
    enrolled = factories.enrolment(row.id, factories.write(centre, factories.person()).id)
    factories.write(centre, factories.mark(lessons(centre, row)[0].id, factories.write(centre, enrolled).id))


def test_the_lessons_of_a_cohort_follow_its_modules(centre: Centre) -> None:
    row = kept(centre)
    made = centre.write(make_sessions, cohort_id=row.id).value
    assert (made.sessions, made.hours, made.last_on) == (6, 12, date(2026, 11, 3))
    found = lessons(centre, row)
    assert [lesson.module_title for lesson in found] == ["1-modul"] * 2 + ["2-modul"] * 4
    assert (found[1].starts_at, found[1].marks) == (time(10), 0)


def test_fewer_lessons_a_day_make_a_longer_course(centre: Centre) -> None:
    row = kept(centre)
    assert centre.write(make_sessions, cohort_id=row.id, lessons_per_day=1).value.last_on == date(2026, 11, 7)
    assert {lesson.place_in_day for lesson in lessons(centre, row)} == {1}
    for wrong in (0, 11):
        with pytest.raises(Invalid) as refusal:
            centre.write(make_sessions, cohort_id=row.id, lessons_per_day=wrong)
        assert refusal.value.field == "lessons_per_day"


def test_chosen_electives_are_taught_in_the_open_hours(centre: Centre) -> None:
    taught = factories.programme(module_hours=(4,), hours=8)
    taught.modules.append(Module(place=2, title="Tanlov", hours=6, is_elective=True))
    elective = factories.write(centre, taught).modules[1]
    row = factories.write(centre, factories.cohort(taught.id))
    centre.write(make_sessions, cohort_id=row.id)
    assert [lesson.module_title for lesson in lessons(centre, row)] == ["1-modul", "1-modul", "", ""]
    centre.write(make_sessions, cohort_id=row.id, electives=[elective.id])
    assert [lesson.module_title for lesson in lessons(centre, row)] == ["1-modul", "1-modul", "Tanlov", "Tanlov"]


def test_lessons_are_made_anew_until_one_is_marked(centre: Centre) -> None:
    row = kept(centre)
    for _time in range(2):
        centre.write(make_sessions, cohort_id=row.id)
    assert len(lessons(centre, row)) == 6
    mark_one(centre, row)
    with pytest.raises(Refused) as refusal:
        centre.write(make_sessions, cohort_id=row.id)
    assert refusal.value.code == "lessons_have_marks"


def test_lessons_that_would_pass_the_end_are_refused_with_the_day_reached(centre: Centre) -> None:
    row = kept(centre, module_hours=(36,), ends_on=date(2026, 11, 5))
    with pytest.raises(Refused) as refusal:
        centre.write(make_sessions, cohort_id=row.id)
    assert refusal.value.facts == {"last": "07.11.2026", "ends": "05.11.2026"}
    assert lessons(centre, row) == []


def test_a_completed_cohort_keeps_its_lessons(centre: Centre) -> None:
    row = kept(centre, state=CohortState.COMPLETED)
    with pytest.raises(Refused):
        centre.write(make_sessions, cohort_id=row.id)


def test_a_lesson_moves_to_a_free_time_of_a_working_day(centre: Centre) -> None:
    row = kept(centre)
    centre.write(make_sessions, cohort_id=row.id)
    last = lessons(centre, row)[-1]
    moved = {"session_id": last.id, "held_on": date(2026, 11, 5), "place_in_day": 2}
    centre.write(move_session, **moved, version=last.version)
    found = lessons(centre, row)[-1]
    assert (found.id, found.held_on, found.starts_at) == (last.id, date(2026, 11, 5), time(10))
    with pytest.raises(Conflict):
        centre.write(move_session, **moved, version=last.version)


@pytest.mark.parametrize(
    ("day", "place", "code"),
    [
        (date(2026, 11, 2), 1, "lesson_time_taken"),
        (date(2026, 11, 8), 1, "not_a_working_day"),
        (date(2026, 11, 30), 1, "lesson_outside_cohort"),
    ],
)
def test_a_lesson_does_not_move_where_it_cannot_be(centre: Centre, day: date, place: int, code: str) -> None:
    row = kept(centre)
    centre.write(make_sessions, cohort_id=row.id)
    last = lessons(centre, row)[-1]
    with pytest.raises(Refused) as refusal:
        centre.write(move_session, session_id=last.id, held_on=day, place_in_day=place, version=last.version)
    assert refusal.value.code == code


def test_a_marked_lesson_is_not_moved(centre: Centre) -> None:
    row = kept(centre)
    centre.write(make_sessions, cohort_id=row.id)
    mark_one(centre, row)
    first = lessons(centre, row)[0]
    assert first.marks == 1
    with pytest.raises(Refused) as refusal:
        centre.write(move_session, session_id=first.id, held_on=date(2026, 11, 5), place_in_day=1, version=1)
    assert refusal.value.code == "lesson_marked"
