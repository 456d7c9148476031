"""Plan beside actual: own persons once each, other channels as they report, and what is still to come."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.centre import Centre
from desktop_app.plan.fact import plan_fact
from desktop_app.plan.figures import save_channel_figure
from desktop_app.plan.finished import OwnFilter, finished_count, finished_people
from desktop_app.plan.records import Cut, FactLine, FigureEntry, PlanEntry, PlanFact
from desktop_app.plan.service import amend, save_plan_line
from tests import factories

ORDER = {"order_number": "577-sonli", "order_date": date(2025, 12, 28)}


@pytest.fixture
def programme_id(centre: Centre) -> int:
    return factories.write(centre, factories.programme()).id


def plan(centre: Centre, people: int, channel: str = "PMM", group: str = "PEDAGOG", **values: object) -> int:
    entry = replace(PlanEntry(2026, 10, channel, group, people, **ORDER), **values)  # type: ignore[arg-type]
    return centre.write(save_plan_line, entry).value


def cohort(centre: Centre, programme_id: int, code: str, ends_on: date, **values: object) -> int:
    row = factories.cohort(programme_id, code=code, starts_on=ends_on.replace(day=1), ends_on=ends_on, **values)
    return factories.write(centre, row).id


def enrol(centre: Centre, cohort_id: int, *, person_id: int = 0, **values: object) -> int:
    who = person_id or factories.write(centre, factories.person()).id
    factories.write(centre, factories.enrolment(cohort_id, who, **{"staff_group": "PEDAGOG", **values}))
    return who


def finished(day: date, **values: object) -> dict[str, object]:
    return {"state": EnrolmentState.COMPLETED, "finished_on": day, **values}


def line(fact: PlanFact, channel: str, group: str | None = "PEDAGOG", programme_id: int | None = None) -> FactLine:
    key = (channel, group, programme_id)
    return next(each for each in fact.lines if (each.channel, each.group, each.programme_id) == key)


def test_own_people_are_counted_once_by_their_first_finish(centre: Centre, programme_id: int) -> None:
    plan(centre, 3)
    september = cohort(centre, programme_id, "A", date(2026, 9, 26), state=CohortState.COMPLETED)
    october = cohort(centre, programme_id, "B", date(2026, 10, 24), state=CohortState.COMPLETED)
    twice = enrol(centre, september, **finished(date(2026, 9, 26)))
    enrol(centre, october, person_id=twice, **finished(date(2026, 10, 24)))
    enrol(centre, october, **finished(date(2026, 10, 24), state=EnrolmentState.STATEMENT))
    enrol(centre, october, state=EnrolmentState.EXPELLED, left_on=date(2026, 10, 9))
    fact = centre.read(plan_fact, year=2026)
    own = line(fact, "PMM")
    assert (own.plan, own.actual, own.difference, own.percent) == (3, 2, -1, 66.7)
    assert [(each.month, each.actual) for each in fact.own_months if each.actual] == [(9, 1), (10, 1)]
    assert own.basis == "№ 577, 28.12.2025"


def test_other_channels_are_what_they_report_and_never_mixed_with_our_people(centre: Centre, programme_id: int) -> None:
    october = cohort(centre, programme_id, "B", date(2026, 10, 24), state=CohortState.COMPLETED)
    enrol(centre, october, **finished(date(2026, 10, 24)))
    plan(centre, 10, "UKT")
    centre.write(save_channel_figure, FigureEntry(2026, 9, "UKT", "PEDAGOG", 7, "9-oy xati"))
    centre.write(save_channel_figure, FigureEntry(2026, 10, "UKT", "PEDAGOG", 8, "10-oy xati"))
    fact = centre.read(plan_fact, year=2026)
    assert (line(fact, "UKT").actual, line(fact, "UKT").source) == (15, "9-oy xati; 10-oy xati")
    assert line(fact, "PMM").actual == 1
    assert (fact.total.plan, fact.total.actual) == (10, 16)


def test_no_data_are_not_nought(centre: Centre, programme_id: int) -> None:
    plan(centre, 10, "UKT")
    plan(centre, 5)
    fact = centre.read(plan_fact, year=2026)
    assert (line(fact, "UKT").actual, line(fact, "PMM").actual, line(fact, "PMM").percent) == (None, None, None)
    cohort(centre, programme_id, "B", date(2026, 11, 24))
    assert line(centre.read(plan_fact, year=2026), "PMM").actual == 0


def test_the_plan_and_the_actual_are_of_the_day_that_is_asked_for(centre: Centre, programme_id: int) -> None:
    first = plan(centre, 100)
    centre.write(amend, line_id=first, people=60, order_number="31", order_date=date(2026, 7, 1))
    may = cohort(centre, programme_id, "A", date(2026, 5, 30), state=CohortState.COMPLETED)
    october = cohort(centre, programme_id, "B", date(2026, 10, 24), state=CohortState.COMPLETED)
    enrol(centre, may, **finished(date(2026, 5, 30)))
    enrol(centre, october, **finished(date(2026, 10, 24)))
    centre.write(save_channel_figure, FigureEntry(2026, 6, "UKT", "PEDAGOG", 7, "xat"))
    centre.write(save_channel_figure, FigureEntry(2026, 7, "UKT", "PEDAGOG", 9, "xat"))
    before, after = (centre.read(plan_fact, year=2026, as_of=day) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert (line(before, "PMM").plan, line(after, "PMM").plan) == (100, 60)
    assert (line(before, "PMM").actual, line(before, "PMM").forecast) == (1, 2)
    # A figure of July is of the whole month: on its first day nobody could have reported it.
    assert line(after, "UKT").actual == 7


def test_the_forecast_adds_who_is_in_a_cohort_that_ends_within_the_year(centre: Centre, programme_id: int) -> None:
    plan(centre, 10)
    done = cohort(centre, programme_id, "A", date(2026, 10, 24), state=CohortState.COMPLETED)
    running = cohort(centre, programme_id, "B", date(2026, 12, 20))
    called = cohort(centre, programme_id, "C", date(2026, 12, 25), state=CohortState.PLANNED)
    next_year = cohort(centre, programme_id, "D", date(2027, 1, 20))
    again = enrol(centre, done, **finished(date(2026, 10, 24)))
    enrol(centre, running, person_id=again)
    both = enrol(centre, running)
    enrol(centre, called, person_id=both, state=EnrolmentState.CALLED)
    enrol(centre, running, state=EnrolmentState.ABSENT)
    enrol(centre, next_year)
    own = line(centre.read(plan_fact, year=2026), "PMM")
    assert (own.actual, own.forecast) == (1, 2)


def test_a_programme_with_a_plan_of_its_own_has_a_line_of_its_own(centre: Centre, programme_id: int) -> None:
    second = factories.programme(code="MAT-72/2", base_id=programme_id, edition=2)
    other = factories.programme(code="FIZ-72")
    second_id, other_id = (factories.write(centre, row).id for row in (second, other))
    plan(centre, 5, programme_id=programme_id)
    plan(centre, 4, month=11)
    for code, studied in (("A", programme_id), ("B", second_id), ("C", other_id)):
        held = cohort(centre, studied, code, date(2026, 10, 24), state=CohortState.COMPLETED)
        enrol(centre, held, **finished(date(2026, 10, 24)))
    fact = centre.read(plan_fact, year=2026)
    own = line(fact, "PMM", "PEDAGOG", programme_id)
    assert (own.plan, own.actual) == (5, 2)
    assert (line(fact, "PMM").plan, line(fact, "PMM").actual) == (4, 1)
    (group,) = fact.groups
    assert (group.plan, group.actual) == (9, 3)


def test_people_without_a_staff_group_are_not_lost(centre: Centre, programme_id: int) -> None:
    held = cohort(centre, programme_id, "A", date(2026, 10, 24), state=CohortState.COMPLETED)
    enrol(centre, held, **finished(date(2026, 10, 24), staff_group=None))
    fact = centre.read(plan_fact, year=2026)
    assert (line(fact, "PMM", None).actual, fact.total.actual) == (1, 1)


def test_behind_a_figure_stand_exactly_its_people(centre: Centre, programme_id: int) -> None:
    held = cohort(centre, programme_id, "A", date(2026, 10, 24), state=CohortState.COMPLETED)
    for group, district in (("PEDAGOG", "1727206"), ("PEDAGOG", "1727212"), ("RAHBAR", "1727206"), (None, None)):
        enrol(centre, held, **finished(date(2026, 10, 24), staff_group=group, district_code=district))
    of_year = OwnFilter(2026, date(2026, 11, 21))
    wanted = [
        of_year,
        replace(of_year, group="PEDAGOG"),
        replace(of_year, group=None),
        replace(of_year, group="PEDAGOG", cut=Cut("1727212")),
        replace(of_year, cut=Cut(programme_id=programme_id)),
        replace(of_year, not_programme_ids=(programme_id,)),
        replace(of_year, month=9),
    ]
    assert [centre.read(finished_count, each) for each in wanted] == [4, 2, 1, 1, 4, 0, 0]
    assert [len(centre.read(finished_people, each)) for each in wanted] == [4, 2, 1, 1, 4, 0, 0]
    assert len(centre.read(finished_people, of_year, offset=3, limit=2)) == 1
