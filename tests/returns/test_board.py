"""The twelve months of a year: when each is due, how far it has come, what it lacks."""

from dataclasses import replace
from datetime import date

from db.models.cohorts import CohortState, EnrolmentState
from db.models.returns import ReturnState
from desktop_app.centre import Centre
from desktop_app.returns.board import board_of, gaps_of
from desktop_app.returns.explaining import explain
from tests import factories
from tests.returns.year import enrol, fill_year

FIGURES = {"digest": "", "errors": 1, "warnings": 2, "people": 0, "lines": [], "warning_keys": ["a", "b"]}


def test_a_month_that_was_not_sent_is_due_or_late(centre: Centre) -> None:
    months = centre.read(board_of, year=2026)
    october, november, december = months[9:]
    assert [each.month for each in months] == list(range(1, 13))
    assert (october.due_on, october.days_left, october.is_late) == (date(2026, 11, 5), -16, True)
    assert (november.days_left, november.is_late, november.has_begun) == (14, False, True)
    assert (december.days_left, december.has_begun, december.state) == (None, False, None)


def test_a_centre_that_was_just_entered_is_not_late_with_the_months_before_its_first_cohort(centre: Centre) -> None:
    assert [each.month for each in centre.read(board_of, year=2026) if each.is_late] == [10]
    assert not any(each.is_late for each in centre.read(board_of, year=2025))
    programme = factories.write(centre, factories.programme(code="FIRST"))
    factories.write(centre, factories.cohort(programme.id, starts_on=date(2026, 8, 17), ends_on=date(2026, 9, 4)))
    assert [each.month for each in centre.read(board_of, year=2026) if each.is_late] == [8, 9, 10]


def test_a_draft_tells_its_errors_and_the_warnings_that_nobody_explained(centre: Centre) -> None:
    factories.write(centre, factories.return_snapshot(figures=FIGURES))
    centre.write(explain, year=2026, month=10, key="a", sentence="Buyruq kech keldi.")
    october = centre.read(board_of, year=2026)[9]
    assert (october.state, october.errors, october.unexplained) == (ReturnState.DRAFT, 1, 1)
    assert october.is_late


def test_a_sent_month_is_not_late_and_what_corrects_it_is_in_sight(centre: Centre) -> None:
    factories.write(centre, factories.return_snapshot(state=ReturnState.SENT, number=1))
    october = centre.read(board_of, year=2026)[9]
    assert (october.state, october.days_left, october.is_late) == (ReturnState.SENT, None, False)
    factories.write(centre, factories.return_snapshot(state=ReturnState.CHECKED, figures=FIGURES))
    october = centre.read(board_of, year=2026)[9]
    assert october.sent is not None
    assert (october.state, october.sent.number, october.unexplained) == (ReturnState.CHECKED, 1, 0)


def test_what_a_month_lacks_is_counted_with_a_place_to_begin(centre: Centre) -> None:
    fill_year(centre)
    programme = factories.write(centre, factories.programme(code="OPEN"))
    dates = {"starts_on": date(2026, 10, 5), "ends_on": date(2026, 10, 16)}
    row = factories.cohort(programme.id, code="TV-26-010", state=CohortState.STUDYING, **dates)
    cohort_id = factories.write(centre, row).id
    enrol(centre, cohort_id, state=EnrolmentState.STUDYING, enrolled_on=date(2026, 10, 5))
    factories.write(centre, factories.session(cohort_id, held_on=date(2026, 10, 6)))
    gaps = centre.read(gaps_of, year=2026)
    october = gaps[10]
    assert (october.cohorts, october.open_cohort_id, october.is_complete) == (1, cohort_id, False)
    assert (october.lessons, october.unmarked_cohort_id) == (1, cohort_id)
    assert october.figures == 1
    assert gaps[9].is_complete
    assert 12 not in gaps
    assert replace(october, cohorts=0, lessons=0, figures=0).is_complete
