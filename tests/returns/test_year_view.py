"""The year month by month and the cohort's share in it; today is 21 November 2026."""

from datetime import date

import pytest

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.centre import Centre
from desktop_app.plan.records import PlanEntry, Standing
from desktop_app.plan.service import save_plan_line
from desktop_app.returns.service import people_behind, write_return
from desktop_app.returns.year_view import MonthFigures, cohort_in_returns, months_of_year
from tests import factories


@pytest.fixture
def programme_id(centre: Centre) -> int:
    return factories.write(centre, factories.programme()).id


def cohort_of(centre: Centre, programme_id: int, code: str) -> int:
    return factories.write(centre, factories.cohort(programme_id, code=code, state=CohortState.COMPLETED)).id


def finish(centre: Centre, cohort_id: int, day: date, *, person_id: int = 0, **values: object) -> int:
    who = person_id or factories.write(centre, factories.person()).id
    row = factories.enrolment(
        cohort_id, who, state=EnrolmentState.COMPLETED, finished_on=day, **{"staff_group": "PEDAGOG", **values}
    )
    factories.write(centre, row)
    return who


def test_months_tell_plan_and_actual(centre: Centre, programme_id: int) -> None:
    cohort_id = cohort_of(centre, programme_id, "A")
    centre.write(save_plan_line, PlanEntry(2026, 10, "PMM", "PEDAGOG", 30))
    centre.write(save_plan_line, PlanEntry(2026, 10, "UKT", "PEDAGOG", 900))
    for day in (date(2026, 11, 3), date(2026, 11, 20)):
        finish(centre, cohort_id, day)
    months = centre.read(months_of_year, year=2026)
    assert months[9:] == [MonthFigures(10, 30, 0), MonthFigures(11, None, 2), MonthFigures(12, None, None)]


def test_a_year_to_come_has_no_actual(centre: Centre) -> None:
    assert {month.actual for month in centre.read(months_of_year, year=2027)} == {None}


def test_a_cohort_enters_the_return_of_the_month_in_which_it_finished(centre: Centre, programme_id: int) -> None:
    cohort_id = cohort_of(centre, programme_id, "A")
    finish(centre, cohort_id, date(2026, 11, 20), subject_code="BOSH")
    finish(centre, cohort_id, date(2026, 11, 20), subject_code=None)
    (entered,) = centre.read(cohort_in_returns, cohort_id=cohort_id)
    assert (entered.month, entered.due_on, entered.made_at_least_once) == (
        date(2026, 11, 1),
        date(2026, 12, 5),
        False,
    )
    assert (entered.counted, entered.counted_before) == (2, 0)
    assert [figure.people for figure in entered.figures if figure.form == "1-PMM"] == [2]
    assert [figure.people for figure in entered.figures if figure.form == "3-PMM"] == [1, 1]


def test_a_cohort_counts_as_many_as_the_return_does(centre: Centre, programme_id: int) -> None:
    cohort_id = cohort_of(centre, programme_id, "A")
    for _person in range(3):
        finish(centre, cohort_id, date(2026, 11, 20))
    (entered,) = centre.read(cohort_in_returns, cohort_id=cohort_id)
    listed = centre.read(people_behind, year=2026, month=11, form="1-PMM", row="PMM.PEDAGOG", column="month_actual")
    assert entered.counted == len(listed)
    assert {person.standing for person in listed} == {Standing.CERTIFICATE}


def test_who_finished_earlier_in_the_year_is_not_counted_again(centre: Centre, programme_id: int) -> None:
    first, second = (cohort_of(centre, programme_id, code) for code in ("A", "B"))
    person_id = finish(centre, first, date(2026, 11, 3))
    finish(centre, second, date(2026, 11, 20), person_id=person_id)
    (entered,) = centre.read(cohort_in_returns, cohort_id=second)
    assert (entered.counted, entered.counted_before) == (0, 1)


def test_a_return_that_was_made_is_told(centre: Centre, programme_id: int) -> None:
    cohort_id = cohort_of(centre, programme_id, "A")
    finish(centre, cohort_id, date(2026, 11, 20))
    write_return(centre, year=2026, month=11, out=centre.paths.folder / "return.xlsx")
    (entered,) = centre.read(cohort_in_returns, cohort_id=cohort_id)
    assert entered.made_at_least_once


def test_a_cohort_that_has_not_finished_enters_nothing(centre: Centre, programme_id: int) -> None:
    cohort_id = cohort_of(centre, programme_id, "A")
    assert centre.read(cohort_in_returns, cohort_id=cohort_id) == []
