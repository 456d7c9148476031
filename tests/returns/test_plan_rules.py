"""A plan that counts people twice is noticed; a plan that is only long is not."""

from dataclasses import replace

import pytest

from desktop_app.centre import Centre
from desktop_app.returns.plan_rules import counted_twice, named_lines
from desktop_app.returns.plan_service import PlanEntry, save_plan_line
from desktop_app.returns.service import compose_return
from tests import factories

CHUST, POP = "1714212", "1714216"


def line(people: int = 20, **values: object) -> PlanEntry:
    return replace(PlanEntry(2026, 10, "PMM", "PEDAGOG", people), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cuts",
    [
        [{}, {"district_code": CHUST}],
        [{"district_code": CHUST}, {"district_code": CHUST, "subject_code": "MAT"}],
        [{"district_code": CHUST}, {"subject_code": "MAT"}],
    ],
    ids=["a whole and its part", "a district and a subject in it", "two ways to cut the same people"],
)
def test_lines_that_hold_the_same_people_are_found(cuts: list[dict[str, str]]) -> None:
    lines = [line(**cut) for cut in cuts]
    assert list(counted_twice(lines)) == [lines]


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
    assert list(counted_twice(line(**cut) for cut in cuts)) == []


def test_the_lines_are_named_by_what_they_are_cut_by() -> None:
    lines = [line(100), line(20, district_code=CHUST, subject_code="MAT")]
    names = {CHUST: "Chust tumani", "MAT": "Matematika"}
    assert named_lines(lines, names).endswith("100; Chust tumani, Matematika – 20")


def test_the_return_warns_of_a_plan_that_counts_twice_up_to_its_month(centre: Centre) -> None:
    district = factories.person().district_code
    for month in (10, 11):
        centre.write(save_plan_line, line(100, month=month, order_number="577"))
        centre.write(save_plan_line, line(20, month=month, district_code=district, order_number="577"))
    findings = centre.read(compose_return, year=2026, month=10).findings
    (found,) = [finding for finding in findings if finding.place == "1-PMM/PMM.PEDAGOG/plan_year"]
    assert (found.rule, found.severity, found.said) == ("SUM", "warning", "120")
    assert "100" in found.text
    assert "20" in found.text
