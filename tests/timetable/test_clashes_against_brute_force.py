"""The indexed search for clashes beside the plainest one: every lesson with every other."""

from datetime import date, time, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import event, select

from db.models.timetable import Session
from desktop_app.centre import Centre
from desktop_app.timetable.changes import undo_change
from desktop_app.timetable.clash_records import TimeClash
from desktop_app.timetable.clashes import clashes_of
from desktop_app.timetable.records import PlannedSession, end_of
from desktop_app.timetable.service import planned_as
from desktop_app.timetable.shifting import preview_shift, shift_rest
from desktop_app.timetable.week import week_of
from tests import factories
from tests.timetable.ground import MONDAY, course

COHORTS, LESSONS, PLANNED = 5, 14, 20


def random_lesson(rng: Random, place: int) -> PlannedSession:
    day = MONDAY + timedelta(days=rng.randrange(6))
    starts_at = time(rng.randrange(8, 18), rng.choice((0, 10, 30, 50)))
    room, trainer = (rng.choice((None, 1, 2, 3)) for _what in range(2))
    return PlannedSession(day, place, starts_at, 2, None, rng.choice((40, 80, 160)), room_id=room, trainer_id=trainer)


def overlapping(one: PlannedSession, other: PlannedSession) -> bool:
    return one.held_on == other.held_on and max(one.starts_at, other.starts_at) < min(
        end_of(one.starts_at, one.minutes), end_of(other.starts_at, other.minutes)
    )


@pytest.mark.parametrize("seed", range(6))
def test_every_clash_in_time_is_found_and_no_other(centre: Centre, seed: int) -> None:
    rng = Random(seed)
    for number in (1, 2, 3):
        factories.write(centre, factories.room(name=f"{number}-xona"))
        factories.write(centre, factories.trainer(full_name=f"Trener {number}"))
    taught = factories.write(centre, factories.programme())
    cohorts = [factories.write(centre, factories.cohort(taught.id, code=f"G-{n}")).id for n in range(COHORTS)]
    kept: list[tuple[int, int, PlannedSession]] = []
    for cohort_id in cohorts:
        for place in range(1, LESSONS + 1):
            lesson = random_lesson(rng, place)
            row = factories.write(centre, Session(cohort_id=cohort_id, **vars(lesson)))
            kept.append((row.id, cohort_id, lesson))
    own = cohorts[0]
    ignoring = {lesson_id for lesson_id, cohort_id, _lesson in kept if cohort_id == own and rng.random() < 0.5}
    planned = [random_lesson(rng, place) for place in range(100, 100 + PLANNED)]

    expected = set()
    for lesson in planned:
        for lesson_id, cohort_id, other in kept:
            if lesson_id in ignoring or not overlapping(lesson, other):
                continue
            if cohort_id == own:
                expected.add(("group", lesson_id, lesson.held_on))
            else:
                same = {"room": lesson.room_id == other.room_id, "trainer": lesson.trainer_id == other.trainer_id}
                named = {"room": lesson.room_id, "trainer": lesson.trainer_id}
                expected |= {
                    (what, lesson_id, lesson.held_on) for what in same if same[what] and named[what] is not None
                }
    found = centre.read(clashes_of, planned, cohort_id=own, ignoring=ignoring)
    timed = [clash for clash in found if isinstance(clash, TimeClash)]
    assert {(clash.taken.value, clash.session_id, clash.day) for clash in timed if clash.session_id} == expected
    twice = sum(overlapping(one, other) for place, one in enumerate(planned) for other in planned[:place])
    assert sum(not clash.session_id for clash in timed) == twice


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_shifted_comes_back_lesson_for_lesson(centre: Centre, seed: int) -> None:
    rng = Random(seed)
    made = course(centre, module_hours=(24, 24), ends_on=date(2026, 12, 31))

    def standing() -> list[tuple[int, date, int, time]]:
        return [(each.id, each.held_on, each.place_in_day, each.starts_at) for each in made.lessons]

    states, changes = [standing()], []
    for _step in range(6):
        lesson = rng.choice(made.lessons)
        days = rng.choice((1, 2, 3, 7))
        clashes = centre.read(preview_shift, session_id=lesson.id, days=days).clashes
        assert not any(not clash.is_warning for clash in clashes)
        changes.append(centre.write(shift_rest, session_id=lesson.id, days=days, reason="Sinov").value)
        states.append(standing())
    for change, before in zip(reversed(changes), reversed(states[:-1]), strict=True):
        centre.write(undo_change, change_id=change)
        assert standing() == before


def test_no_question_about_clashes_or_a_week_reads_all_lessons(centre: Centre) -> None:
    room, trainer = factories.write(centre, factories.room()), factories.write(centre, factories.trainer(load_hours=9))
    made = course(centre, room_id=room.id, trainer_id=trainer.id)
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        asked.append((sql, values))

    rows = centre.read(lambda unit: unit.session.scalars(select(Session)).all())
    event.listen(centre.engine, "before_cursor_execute", note)
    centre.read(clashes_of, [planned_as(row) for row in rows], cohort_id=made.cohort_id)
    for whose in ({"cohort_id": made.cohort_id}, {"room_id": room.id}, {"trainer_id": trainer.id}):
        centre.read(week_of, monday=MONDAY, **whose)
    event.remove(centre.engine, "before_cursor_execute", note)
    about_lessons = [(sql, values) for sql, values in asked if "FROM session" in sql]
    assert len(about_lessons) >= 5
    with centre.engine.connect() as connection:
        for sql, values in about_lessons:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
            assert not [step.detail for step in plan if "SCAN session" in step.detail], sql
