"""Each check of a return's figures fires on what it is made for, and is silent on a good return."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.i18n import set_language
from desktop_app.inspection.model import Severity
from desktop_app.inspection.shares import Bounds
from desktop_app.returns.evidence import CohortFacts
from desktop_app.returns.forms import columns_of
from desktop_app.returns.record_rules import check_size
from desktop_app.returns.records import TOTAL, UNKNOWN, Finding, Form, Row
from desktop_app.returns.rules import (
    check_bases,
    check_copied,
    check_copies_in_row,
    check_empty,
    check_flows,
    check_outliers,
    check_rows,
    check_share,
    check_shares,
    check_splits,
    check_sums,
)
from desktop_app.returns.service import compose_return
from tests.returns.year import OCTOBER, fill_year


def rules_of(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.place) for finding in findings]


def plan_row(code: str, plan: int | None, actual: int | None, *, parent: str = TOTAL, basis: str = "№ 577") -> Row:
    difference = None if plan is None or actual is None else actual - plan
    values = dict.fromkeys(("plan_year", "month_plan", "year_plan", "denominator"), plan)
    values |= dict.fromkeys(("month_actual", "year_actual", "numerator"), actual)
    return Row(code, code, values | {"difference": difference}, parent, {"basis": basis})


def plan_form(*rows: Row, total: Row) -> Form:
    return Form("1-PMM", "Reja", "Kanal", columns_of("1-PMM"), rows, total)


def people_row(code: str, completed: int, *, called: int | None = None, plan: int | None = None) -> Row:
    """Everybody called came and finished with a certificate."""
    number = completed if called is None else called
    values: dict[str, int | float | None] = {column.code: 0 for column in columns_of("2-PMM")}
    values |= dict.fromkeys(("called", "came"), number) | dict.fromkeys(("completed", "certificate"), completed)
    return Row(code, code, values | {"due": None, "plan": plan, "numerator": completed, "denominator": plan})


def people_form(*rows: Row, total: Row) -> Form:
    return Form("2-PMM", "Tumanlar", "Tuman", columns_of("2-PMM"), rows, total)


# The ministry's yearly figures of 2024: three channels, and a total that is not their sum.
CHANNELS = (
    plan_row("PMM", 291_145, 298_921),
    plan_row("UKT", 75_099, 180_764),
    plan_row("OTM_NOTM", 122_586, 8_903),
)
SAID_TOTAL = plan_row(TOTAL, 488_830, 488_994)
TRUE_TOTAL = plan_row(TOTAL, 488_830, 488_588)


def test_a_total_that_is_not_the_sum_of_its_parts() -> None:
    form = plan_form(*CHANNELS, total=SAID_TOTAL)
    found = list(check_sums(form))
    assert rules_of(found) == [("SUM", "1-PMM/JAMI/month_actual"), ("SUM", "1-PMM/JAMI/year_actual")]
    assert found[1].true == "488\u00a0588"
    assert list(check_sums(plan_form(*CHANNELS, total=TRUE_TOTAL))) == []


def test_a_channel_that_is_not_the_sum_of_its_staff_groups() -> None:
    part = plan_row("PMM.RAHBAR", 1, 1, parent="PMM")
    form = plan_form(plan_row("PMM", 2, 1), part, total=plan_row(TOTAL, 2, 1))
    assert {place.split("/")[1] for _rule, place in rules_of(check_sums(form))} == {"PMM"}


def test_a_percentage_of_an_unnamed_base() -> None:
    found = list(check_share("1-PMM/RAHBAR/percent", "Rahbar", 109.2, 6_553, 9_729))
    assert rules_of(found) == [("PCT", "1-PMM/RAHBAR/percent")]
    assert (found[0].said, found[0].true) == ("109,2%", "67,4%")
    assert list(check_share("", "", 67.4, 6_553, 9_729)) == []


def test_a_percentage_without_anything_to_divide_by() -> None:
    assert rules_of(check_share("x", "", 12.0, 5, None)) == [("PCT", "x")]


def test_a_hundred_per_cent_while_the_plan_is_not_met() -> None:
    found = list(check_share("x", "Jami", 100.0, 488_588, 488_830))
    assert rules_of(found) == [("ROUND", "x")]
    assert found[0].true == "99,95%"
    assert list(check_share("x", "Jami", 99.95, 488_588, 488_830)) == []


def test_what_the_return_prints_itself_never_breaks_the_rules_of_percentages() -> None:
    assert list(check_shares(plan_form(*CHANNELS, total=TRUE_TOTAL))) == []


def test_a_numerator_that_is_not_the_figure_it_repeats() -> None:
    row = plan_row("PMM", 10, 9)
    wrong = replace(row, values={**row.values, "numerator": 10})
    found = check_copies_in_row(plan_form(wrong, total=row))
    assert rules_of(found) == [("PCT", "1-PMM/PMM/numerator")]


def test_a_difference_that_is_not_one() -> None:
    row = plan_row("PMM", 10, 9)
    wrong = replace(row, values={**row.values, "difference": 1})
    assert rules_of(check_copies_in_row(plan_form(wrong, total=row))) == [("SUM", "1-PMM/PMM/difference")]


def test_a_plan_without_an_order() -> None:
    part = plan_row("PMM.RAHBAR", 1, 1, parent="PMM", basis="")
    found = check_bases(plan_form(plan_row("PMM", 1, 1), part, total=plan_row(TOTAL, 1, 1)))
    assert rules_of(found) == [("PCT", "1-PMM/PMM.RAHBAR/basis")]


def test_channels_far_from_their_plan_under_a_total_that_looks_good() -> None:
    found = list(check_outliers(plan_form(*CHANNELS, total=TRUE_TOTAL)))
    assert rules_of(found) == [("OUTLIER", "1-PMM/UKT/percent"), ("OUTLIER", "1-PMM/OTM_NOTM/percent")]
    assert found[0].said == "240,7%"
    assert list(check_outliers(plan_form(*CHANNELS, total=plan_row(TOTAL, 488_830, 300_000)))) == []


def test_a_ministry_may_move_the_bounds_of_what_needs_a_word() -> None:
    form = plan_form(*CHANNELS, total=TRUE_TOTAL)
    assert list(check_outliers(form, Bounds(outlier_low=0, outlier_high=1_000))) == []
    assert list(check_outliers(form, Bounds(good_low=99, good_high=99))) == []
    same = people_form(people_row("1", 92, plan=92), total=people_row(TOTAL, 92))
    assert list(check_copied(same, Bounds(copy_least=93))) == []


def test_a_list_of_districts_with_one_missing_twice_or_out_of_order() -> None:
    a, b, c, unknown = (people_row(code, 1) for code in ("1", "2", "3", UNKNOWN))
    expected = ["1", "2", "3"]
    assert list(check_rows(people_form(a, b, c, unknown, total=a), expected)) == []
    for rows in ((a, c), (a, b, b, c), (b, a, c)):
        assert rules_of(check_rows(people_form(*rows, unknown, total=a), expected)) == [("LISTPOP", "2-PMM")]


def test_a_hidden_row_of_the_unknown() -> None:
    form = people_form(people_row("1", 1), total=people_row(TOTAL, 1))
    assert rules_of(check_rows(form, ["1"])) == [("SPLIT", "2-PMM")]


def test_totals_of_two_splits_that_differ() -> None:
    plan = plan_form(plan_row("PMM", 9, 9), total=plan_row(TOTAL, 9, 9))
    districts, subjects = (people_form(total=people_row(TOTAL, people)) for people in (9, 8))
    found = check_splits({"1-PMM": plan, "2-PMM": districts, "3-PMM": replace(subjects, code="3-PMM")})
    assert rules_of(found) == [("SPLIT", "3-PMM/JAMI/completed"), ("SPLIT", "3-PMM/JAMI/came")]


@pytest.mark.parametrize("column", ["called", "came", "completed"])
def test_people_who_went_nowhere(column: str) -> None:
    row = people_row("1", 5)
    wrong = replace(row, values={**row.values, column: 6})
    places = {place for rule, place in rules_of(check_flows(people_form(wrong, total=row))) if rule == "FLOW"}
    assert f"2-PMM/1/{column}" in places
    assert list(check_flows(people_form(row, total=row))) == []


def test_actual_equal_to_the_plan_or_to_the_neighbour_or_round() -> None:
    same = people_form(people_row("1", 92, plan=92), total=people_row(TOTAL, 92))
    assert rules_of(check_copied(same)) == [("COPY", "2-PMM/1")]
    rounded = people_form(people_row("1", 92_000, plan=1), total=people_row(TOTAL, 92_000))
    assert rules_of(check_copied(rounded)) == [("COPY", "2-PMM/1")]
    twins = people_form(people_row("1", 61), people_row("2", 61), total=people_row(TOTAL, 122))
    assert rules_of(check_copied(twins)) == [("COPY", "2-PMM/2")]
    small = people_form(people_row("1", 4, plan=4), people_row("2", 4, plan=4), total=people_row(TOTAL, 8))
    assert list(check_copied(small)) == []


def test_a_plan_without_data() -> None:
    form = plan_form(plan_row("UKT", 5, None), plan_row("AMI", None, None), total=plan_row(TOTAL, 5, None))
    assert rules_of(check_empty(form)) == [("EMPTY", "1-PMM/UKT/year_actual")]


def test_only_a_conference_may_be_of_any_size() -> None:
    day = date(2024, 2, 9)
    group = CohortFacts("KONF", day, day, None, day, None, None, 161, least_people=25, most_people=30, is_new=True)
    assert rules_of(check_size(group)) == [("CAP", "KONF")]
    assert list(check_size(replace(group, is_conference=True))) == []


def test_a_return_of_our_own_has_no_errors_but_warns(centre: Centre) -> None:
    fill_year(centre)
    made = centre.read(compose_return, **OCTOBER)
    assert made.errors == []
    assert {finding.rule for finding in made.warnings} == {"EMPTY", "CERT", "CAP"}
    assert all(finding.severity is Severity.WARNING for finding in made.warnings)


def test_a_finding_is_told_in_the_language_of_the_moment() -> None:
    set_language("en")
    (finding,) = check_share("x", "Leaders", 109.2, 6_553, 9_729)
    assert finding.text == "Leaders: 109.2% is stated, but 6\u00a0553 of 9\u00a0729 are 67.4%."
