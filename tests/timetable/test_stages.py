"""Staged courses: lessons only within the days of their stage."""

from datetime import date

import pytest

from db.models.cohorts import Cohort
from db.models.programmes import ProgrammeStage
from desktop_app.centre import Centre
from desktop_app.cohorts.overview import cohort_facts
from desktop_app.cohorts.path import Step, StepState, judge
from desktop_app.errors import Refused
from desktop_app.programmes.records import LessonKind, Part, StageRecord
from desktop_app.timetable.ledger import hours_ledger
from desktop_app.timetable.moving import move_session
from desktop_app.timetable.rules import stretches_of
from desktop_app.timetable.service import make_sessions, sessions_of
from desktop_app.timetable.shifting import shift_rest
from tests import factories

FIRST, SECOND = (date(2026, 11, 2), date(2026, 11, 4)), (date(2026, 11, 16), date(2026, 11, 18))


def staged(centre: Centre, *, of_stage: int | None = None) -> Cohort:
    """A course of 4 + 8 hours in stages of 6 and 6."""
    taught = factories.programme(module_hours=(4, 8))
    taught.stages += [
        ProgrammeStage(place=place, hours=6, mode_code="AJR", starts_on=starts, ends_on=ends)
        for place, (starts, ends) in enumerate((FIRST, SECOND), start=1)
    ]
    factories.write(centre, taught)
    stage = taught.stages[of_stage - 1].id if of_stage else None
    return factories.write(centre, factories.cohort(taught.id, stage_id=stage))


def test_a_course_waits_between_its_stages(centre: Centre) -> None:
    row = staged(centre)
    centre.write(make_sessions, cohort_id=row.id)
    lessons = centre.read(sessions_of, cohort_id=row.id)
    assert [lesson.held_on for lesson in lessons] == [FIRST[0]] * 3 + [SECOND[0]] * 3
    assert [lesson.module_title for lesson in lessons] == ["1-modul"] * 2 + ["2-modul"] * 4


def test_a_cohort_of_one_stage_is_taught_its_part_alone(centre: Centre) -> None:
    row = staged(centre, of_stage=2)
    centre.write(make_sessions, cohort_id=row.id)
    lessons = centre.read(sessions_of, cohort_id=row.id)
    assert [(lesson.held_on, lesson.module_title) for lesson in lessons] == [(SECOND[0], "2-modul")] * 3
    ledger = centre.read(hours_ledger, cohort_id=row.id)
    assert [(line.title, line.planned, line.scheduled) for line in ledger.lines] == [("2-modul", 6, 6)]
    assert ledger.course_hours == 6
    assert judge(Step.TIMETABLE, centre.read(cohort_facts, cohort_id=row.id))[0] is StepState.DONE


def test_a_lesson_is_held_only_while_some_stage_is(centre: Centre) -> None:
    row = staged(centre)
    centre.write(make_sessions, cohort_id=row.id)
    first = centre.read(sessions_of, cohort_id=row.id)[0]
    with pytest.raises(Refused) as refusal:
        centre.write(move_session, session_id=first.id, held_on=date(2026, 11, 9), place_in_day=1, version=1)
    assert refusal.value.code == "lesson_outside_stage"
    centre.write(move_session, session_id=first.id, held_on=SECOND[1], place_in_day=1, version=1)


def test_a_shift_stays_within_the_stage_and_leaves_the_next_one_alone(centre: Centre) -> None:
    row = staged(centre)
    centre.write(make_sessions, cohort_id=row.id)
    first = centre.read(sessions_of, cohort_id=row.id)[0]
    with pytest.raises(Refused) as refusal:
        centre.write(shift_rest, session_id=first.id, days=3, reason="Bayram", moves_end=True)
    assert refusal.value.code == "shift_past_end"
    centre.write(shift_rest, session_id=first.id, days=2, reason="Bayram")
    lessons = centre.read(sessions_of, cohort_id=row.id)
    assert [lesson.held_on for lesson in lessons] == [FIRST[1]] * 3 + [SECOND[0]] * 3


def test_lessons_that_a_stage_cannot_hold_are_refused_by_its_place(centre: Centre) -> None:
    taught = factories.programme(module_hours=(40,))
    days = (date(2026, 11, 2), date(2026, 11, 3)), (date(2026, 11, 16), date(2026, 11, 28))
    taught.stages += [
        ProgrammeStage(place=place, hours=20, mode_code="AJR", starts_on=starts, ends_on=ends)
        for place, (starts, ends) in enumerate(days, start=1)
    ]
    row = factories.write(centre, factories.cohort(factories.write(centre, taught).id))
    with pytest.raises(Refused) as refusal:
        centre.write(make_sessions, cohort_id=row.id)
    assert refusal.value.facts == {"stage": 1, "last": "05.11.2026", "ends": "03.11.2026"}


def test_stages_share_the_taught_hours_by_their_own_with_independent_study_left_out() -> None:
    parts = [Part(1, 8, LessonKind.LECTURE), Part(2, 16)]
    stages = [StageRecord(12, "AJR", starts_on=FIRST[0], ends_on=FIRST[1], id=1), StageRecord(24, "AJRMAS", id=2)]
    of_second = stretches_of(parts, stages, starts_on=FIRST[0], ends_on=SECOND[1], stage_id=2)
    assert [(stretch.parts, stretch.starts_on, stretch.stage) for stretch in of_second] == [
        ((Part(2, 16),), FIRST[0], 2)
    ]
    # Without days for every stage the course is laid out in one piece.
    whole = stretches_of(parts, stages, starts_on=FIRST[0], ends_on=SECOND[1])
    assert [(stretch.parts, stretch.stage) for stretch in whole] == [(tuple(parts), 0)]
