"""Lines of a plan that hold the same people are noticed and counted once; a plan that is only long is left alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.i18n import use
from desktop_app.plan.fact import plan_fact
from desktop_app.plan.records import OverlapKind, PlanEntry
from desktop_app.plan.rules import count_lines, doubtful, in_force, overlap_text
from desktop_app.plan.service import save_plan_line
from desktop_app.returns.service import compose_return
from desktop_app.returns.year_view import months_of_year
from tests import factories

CHUST, POP = "1714212", "1714216"


def line(people: int = 20, **values: object) -> PlanEntry:
    return replace(PlanEntry(2026, 10, "PMM", "PEDAGOG", people), **values)  # type: ignore[arg-type]


def counted(lines: Sequence[PlanEntry]) -> list[int]:
    return [each.people for each in count_lines(lines)[0]]


def kinds(lines: Sequence[PlanEntry]) -> list[OverlapKind]:
    return [overlap.kind for overlap in count_lines(lines)[1]]


def test_parts_that_make_up_their_total_are_counted_in_its_place() -> None:
    lines = [line(50), line(30, district_code=CHUST), line(20, district_code=POP)]
    assert counted(lines) == [0, 30, 20]
    assert kinds(lines) == [OverlapKind.SETTLED]
    assert doubtful(count_lines(lines)[1]) == []


def test_parts_short_of_their_total_lie_within_it() -> None:
    lines = [line(50), line(30, district_code=CHUST)]
    assert counted(lines) == [20, 30]
    assert kinds(lines) == [OverlapKind.UNDIVIDED]


def test_parts_beyond_their_total_are_counted_and_told() -> None:
    lines = [line(50), line(30, district_code=CHUST), line(25, district_code=POP)]
    assert counted(lines) == [0, 30, 25]
    (found,) = doubtful(count_lines(lines)[1])
    assert (found.kind, found.stated, found.added) == (OverlapKind.EXCEEDED, 50, 55)


def test_parts_of_parts_are_counted_at_the_finest() -> None:
    lines = [
        line(50),
        line(50, district_code=CHUST),
        line(30, district_code=CHUST, subject_code="MAT"),
        line(20, district_code=CHUST, subject_code="FIZ"),
    ]
    assert counted(lines) == [0, 0, 30, 20]


def test_people_cut_two_ways_are_counted_by_the_way_that_makes_the_total() -> None:
    lines = [line(50), line(40, district_code=CHUST), line(30, subject_code="MAT"), line(20, subject_code="FIZ")]
    assert counted(lines) == [0, 0, 30, 20]
    assert OverlapKind.CROSSED in kinds(lines)


def test_without_a_total_the_greater_way_is_counted() -> None:
    lines = [line(40, district_code=CHUST), line(30, subject_code="MAT")]
    assert counted(lines) == [40, 0]
    (found,) = doubtful(count_lines(lines)[1])
    assert found.kind is OverlapKind.CROSSED


def test_two_orders_for_the_same_people_of_a_total_share_what_is_left_of_it() -> None:
    lines = [line(30, order_number="1"), line(20, order_number="2"), line(10, district_code=CHUST)]
    assert sum(counted(lines)) == 50


def test_a_withdrawn_total_does_not_speak_of_its_parts() -> None:
    lines = [line(0, replaces_id=1), line(30, district_code=CHUST)]
    assert counted(lines) == [0, 30]
    assert kinds(lines) == []


@pytest.mark.parametrize(
    "cuts",
    [
        [{"district_code": CHUST}, {"district_code": POP}],
        [{"district_code": CHUST, "order_number": "1"}, {"district_code": CHUST, "order_number": "2"}],
        [{}, {"district_code": CHUST, "month": 11}],
        [{}, {"district_code": CHUST, "staff_group": "RAHBAR"}],
        [{}, {"district_code": CHUST, "channel_code": "UKT"}],
        [{"district_code": CHUST, "subject_code": "MAT"}, {"district_code": POP}],
    ],
)
def test_lines_of_different_people_add_up(cuts: list[dict[str, object]]) -> None:
    lines = [line(**cut) for cut in cuts]
    assert counted(lines) == [20, 20]
    assert kinds(lines) == []


def test_months_are_parts_of_what_is_planned_for_the_year() -> None:
    year, october = line(100, month=12, is_yearly=True), line(30, month=10)
    december = line(20, month=12, district_code="1727206")
    assert counted([year, october, december]) == [50, 30, 20]
    (told,) = count_lines([year, october, december])[1]
    assert (told.kind, told.stated, told.added) == (OverlapKind.UNDIVIDED, 100, 50)
    with use("en"):
        assert "2026, All – 100; October, All – 30" in overlap_text(told, {}, str)


def test_an_overlap_is_told_with_its_lines() -> None:
    lines = [line(100), line(20, district_code=CHUST, subject_code="MAT")]
    (found,) = count_lines(lines)[1]
    text = overlap_text(found, {CHUST: "Chust tumani", "MAT": "Matematika"}, str)
    assert text.endswith("100; Chust tumani, Matematika – 20.")
    assert "80" in text


def test_the_plan_as_of_a_day_knows_only_what_was_ordered_by_then() -> None:
    first = line(100, id=1, order_date=date(2025, 12, 28))
    second = line(80, id=2, order_date=date(2026, 6, 10), replaces_id=1)
    third = line(90, id=3, order_date=date(2026, 9, 1), replaces_id=2)
    additional = line(7, id=4, order_date=date(2026, 7, 5), district_code=POP)
    undated = line(1, id=5, month=1)
    lines = [first, second, third, additional, undated]
    as_of = {day: [each.id for each in in_force(lines, day)] for day in (date(2026, 5, 1), date(2026, 7, 1))}
    assert as_of == {date(2026, 5, 1): [1, 5], date(2026, 7, 1): [2, 5]}
    assert [each.id for each in in_force(lines, date(2026, 12, 31))] == [3, 4, 5]
    assert [each.id for each in in_force(lines, date(2025, 12, 1))] == [5]


def test_the_return_warns_of_a_total_that_its_parts_do_not_make(centre: Centre) -> None:
    district = factories.person().district_code
    for month in (10, 11):
        centre.write(save_plan_line, line(100, month=month, order_number="577"))
        centre.write(save_plan_line, line(20, month=month, district_code=district, order_number="577"))
    made = centre.read(compose_return, year=2026, month=10)
    (found,) = [finding for finding in made.findings if finding.place == "1-PMM/PMM.PEDAGOG/plan_year"]
    assert (found.rule, found.severity, found.said, found.true) == ("SUM", "warning", "20", "100")
    assert "80" in found.text
    assert made.form("1-PMM").row("PMM.PEDAGOG").values["month_plan"] == 100
    by_district = made.form("2-PMM")
    assert [by_district.row(code).values["plan"] for code in (district, "NOT_SPLIT", "JAMI")] == [20, 80, 100]


def test_what_is_planned_for_the_year_is_in_no_month_of_it(centre: Centre) -> None:
    centre.write(save_plan_line, line(100, month=3, is_yearly=True))
    fact = centre.read(plan_fact, year=2026)
    assert (fact.total.plan, fact.total.plan_to_date, fact.without_month) == (100, None, 100)
    assert {month.plan for month in fact.months} == {None}
    assert {month.plan for month in centre.read(months_of_year, year=2026)} == {None}


def test_the_return_counts_the_plan_that_was_in_force_at_the_end_of_its_month(centre: Centre) -> None:
    old = centre.write(save_plan_line, line(100, order_number="577", order_date=date(2025, 12, 28))).value
    amendment = line(60, order_number="12", order_date=date(2026, 11, 3), replaces_id=old)
    centre.write(save_plan_line, amendment)
    plans = [
        centre.read(compose_return, year=2026, month=month).form("1-PMM").row("PMM").values["plan_year"]
        for month in (10, 11)
    ]
    assert plans == [100, 60]
