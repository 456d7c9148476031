"""Several sittings of a test: which one counts, what a correction and an undo leave behind."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from db.models.cohorts import Enrolment
from db.models.completion import Sitting
from desktop_app.centre import Centre
from desktop_app.completion.records import CompletionRow, Score, ScoreKind
from desktop_app.completion.service import complete_cohort, completion_list
from desktop_app.completion.sittings import set_scores
from desktop_app.errors import Invalid
from desktop_app.reference.service import set_rule
from tests.courses import ORDER_DATE, Course, Taught, taught_course

DAY = date(2026, 11, 20)


@pytest.fixture
def course(centre: Centre) -> Course:
    return taught_course(centre, [Taught("Azimova", None), Taught("Botirova", 40)])


def final(course: Course, value: float | None, *, attempt: int = 1, surname: str = "Azimova") -> Score:
    return Score(course.enrolment_ids[surname], ScoreKind.FINAL, value, attempt, "A", DAY)


def keep(centre: Centre, course: Course, *scores: Score) -> list[Score]:
    return centre.write(set_scores, cohort_id=course.cohort_id, scores=scores).value


def row_of(centre: Centre, course: Course, surname: str = "Azimova") -> CompletionRow:
    rows = centre.read(completion_list, cohort_id=course.cohort_id).rows
    return next(row for row in rows if row.enrolment_id == course.enrolment_ids[surname])


def counted(centre: Centre, course: Course) -> float | None:
    """What the enrolment itself says."""
    return centre.read(lambda unit: unit.session.get_one(Enrolment, course.enrolment_ids["Azimova"]).final_score)


def test_of_several_sittings_the_best_counts_or_the_last_by_rule(centre: Centre, course: Course) -> None:
    keep(centre, course, final(course, 70), final(course, 50, attempt=2))
    assert (row_of(centre, course).final_score, counted(centre, course)) == (70, 70)
    centre.write(set_rule, name="final_test_counts", valid_from=date(2026, 1, 1), value="last")
    assert row_of(centre, course).final_score == 50
    keep(centre, course, final(course, 51, attempt=2))
    assert counted(centre, course) == 51


def test_of_the_entry_test_the_last_counts(centre: Centre, course: Course) -> None:
    first = Score(course.enrolment_ids["Azimova"], ScoreKind.ENTRY, 60)
    keep(centre, course, first, replace(first, value=30, attempt=2))
    assert row_of(centre, course).entry_score == 30


def test_closing_lets_the_sittings_count_by_the_rule_as_it_is_then(centre: Centre, course: Course) -> None:
    keep(centre, course, final(course, 70), final(course, 50, attempt=2))
    centre.write(set_rule, name="final_test_counts", valid_from=date(2026, 1, 1), value="last")
    centre.write(complete_cohort, cohort_id=course.cohort_id, order_number="45-T", order_date=ORDER_DATE)
    assert counted(centre, course) == 50


def test_a_sitting_keeps_its_form_its_day_and_who_entered_it(centre: Centre, course: Course) -> None:
    keep(centre, course, final(course, 70))
    (sitting,) = centre.read(lambda unit: unit.session.scalars(select(Sitting)).all())
    assert (sitting.form, sitting.taken_on, sitting.entered_by) == ("A", DAY, "Saidova Nodira Rustam qizi")
    assert row_of(centre, course).sittings == (final(course, 70),)


def test_what_stood_before_set_again_undoes_a_correction_a_resit_and_a_removal(centre: Centre, course: Course) -> None:
    keep(centre, course, final(course, 70))
    as_it_was = row_of(centre, course).sittings
    changes = [
        replace(final(course, 90), form="B", taken_on=None),
        final(course, 80, attempt=2),
        final(course, None),
    ]
    for change in changes:
        before = keep(centre, course, change)
        assert row_of(centre, course).sittings != as_it_was
        keep(centre, course, *before)
        assert (row_of(centre, course).sittings, counted(centre, course)) == (as_it_was, 70)


def test_a_score_of_before_sittings_were_kept_is_the_first_when_another_is_added(
    centre: Centre, course: Course
) -> None:
    keep(centre, course, final(course, 30, attempt=2, surname="Botirova"))
    row = row_of(centre, course, "Botirova")
    assert [(score.attempt, score.value) for score in row.sittings] == [(1, 40), (2, 30)]
    assert row.final_score == 40


@pytest.mark.parametrize("change", [{"attempt": 0}, {"attempt": 10}, {"taken_on": date(2026, 11, 22)}])
def test_a_sitting_that_cannot_be_is_refused(centre: Centre, course: Course, change: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        keep(centre, course, replace(final(course, 70), **change))
    assert row_of(centre, course).sittings == ()
