"""The checks of the later forms, of the words, the hours and the package: each fires on what it is made for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.plan.records import Standing
from desktop_app.returns.evidence import CohortFacts
from desktop_app.returns.forms import FORM_CODES, columns_of
from desktop_app.returns.record_rules import check_hours, check_late, check_lists
from desktop_app.returns.records import TOTAL, CellKind, Form, Row
from desktop_app.returns.rules import (
    check_blanks,
    check_divisions,
    check_flows,
    check_forms,
    check_numbering,
    check_outliers,
    check_rows,
    check_shares,
    check_splits,
    check_sums,
    check_words,
)
from tests.returns.test_rules import people_form, people_row, rules_of

COURSE = CohortFacts(
    code="TV-24-001",
    starts_on=date(2024, 12, 3),
    ends_on=date(2024, 12, 5),
    order_date=None,
    order_due_on=date(2024, 12, 6),
    completion_order_date=None,
    first_certificate_on=None,
    people=25,
    least_people=25,
    most_people=30,
    is_new=True,
    hours=18,
    most_hours=18,
    programme_hours=36,
    module_hours=36,
)


def form_of(code: str, *rows: Mapping[str, int | float], total: Mapping[str, int | float] | None = None) -> Form:
    """A form whose figures are nought where nothing else is said; the total is the first row's without one."""
    columns = columns_of(code)
    counted = [column.code for column in columns if column.kind not in (CellKind.TEXT, CellKind.SHARE)]

    def row(place: str, said: Mapping[str, int | float], parent: str = TOTAL) -> Row:
        return Row(place, place, dict.fromkeys(counted, 0) | said, parent)

    built = [row(str(place), said) for place, said in enumerate(rows, 1)]
    return Form(code, code, "", columns, tuple(built), row(TOTAL, total or (rows[0] if rows else {}), ""))


@pytest.mark.parametrize("code", FORM_CODES)
def test_every_form_is_added_up(code: str) -> None:
    added = next(column for column in columns_of(code) if column.kind.is_added and not column.copy_of)
    good = form_of(code, {added.code: 7}, {added.code: 5}, total={added.code: 12})
    assert list(check_sums(good)) == []
    wrong = form_of(code, {added.code: 7}, {added.code: 5}, total={added.code: 13})
    assert rules_of(check_sums(wrong)) == [("SUM", f"{code}/JAMI/{added.code}")]


def test_halves_of_hours_are_added_up_without_an_error_of_the_last_bit() -> None:
    hours = [{"hours_attended": 0.1}, {"hours_attended": 0.2}]
    assert list(check_sums(form_of("7-PMM", *hours, total={"hours_attended": 0.3}))) == []


def test_a_mean_is_not_added_up() -> None:
    form = form_of("8-PMM", {"entry_score": 40.5}, {"entry_score": 60.5}, total={"entry_score": 50.5})
    assert list(check_sums(form)) == []


def test_the_contingent_moves_without_a_loss() -> None:
    moved = {"month_start": 26, "admitted": 30, "transferred_in": 2, "transferred_out": 1, "expelled": 3}
    moved |= {"finishes": 24, "month_end": 30}
    assert list(check_flows(form_of("4-PMM", moved))) == []
    found = list(check_flows(form_of("4-PMM", moved | {"month_end": 31})))
    assert rules_of(found) == [("FLOW", "4-PMM/1/month_end"), ("FLOW", "4-PMM/JAMI/month_end")]
    assert (found[0].said, found[0].true) == ("31", "30")


def test_blanks_that_are_in_no_book() -> None:
    book = {"blanks_before": 10, "blanks_received": 100, "blanks_used": 60, "blanks_spoiled": 2, "blanks_lost": 1}
    assert list(check_blanks(form_of("6-PMM", book | {"blanks_left": 47}))) == []
    found = check_blanks(form_of("6-PMM", book | {"blanks_left": 46}))
    assert rules_of(found) == [("CERT", "6-PMM/1/blanks_left"), ("CERT", "6-PMM/JAMI/blanks_left")]


@pytest.mark.parametrize("part", ["sex_female", "rural_urban", "age_60+", "education_higher", "service_years_unknown"])
def test_parts_of_the_composition_that_do_not_make_up_the_people(part: str) -> None:
    parts = ("sex_male", "rural_rural", "age_0-29", "education_secondary", "service_years_0-4")
    whole = dict.fromkeys(("came", *parts), 9)
    assert list(check_divisions(form_of("5-PMM", whole))) == []
    found = list(check_divisions(form_of("5-PMM", whole | {part: 1})))
    assert [finding.rule for finding in found] == ["SPLIT", "SPLIT"]
    assert (found[0].said, found[0].true) == ("10", "9")


def test_languages_that_do_not_make_up_the_called() -> None:
    assert list(check_divisions(form_of("3-PMM", {"called": 5, "language_uz": 3, "language_unknown": 2}))) == []
    found = check_divisions(form_of("3-PMM", {"called": 5, "language_uz": 3}))
    assert {finding.rule for finding in found} == {"SPLIT"}


def test_the_composition_is_of_as_many_as_came() -> None:
    districts = form_of("2-PMM", {"came": 9})
    assert list(check_splits({"2-PMM": districts, "5-PMM": form_of("5-PMM", {"came": 9})})) == []
    found = check_splits({"2-PMM": districts, "5-PMM": form_of("5-PMM", {"came": 8})})
    assert rules_of(found) == [("SPLIT", "5-PMM/JAMI/came")]


def test_the_row_of_the_unknown_may_not_be_hidden_in_the_composition() -> None:
    assert rules_of(check_rows(form_of("5-PMM", {"came": 1}), ())) == [("SPLIT", "5-PMM")]


def test_attendance_is_no_plan_and_needs_no_word_when_it_is_low() -> None:
    low = {"hours_attended": 1, "hours_counted": 9, "numerator": 1, "denominator": 9}
    good = {"hours_attended": 100, "hours_counted": 100, "numerator": 100, "denominator": 100}
    assert list(check_outliers(form_of("7-PMM", low, total=good))) == []
    assert list(check_shares(form_of("7-PMM", low, total=good))) == []


def test_forms_out_of_their_order_or_twice() -> None:
    first, second = form_of("2-PMM"), form_of("3-PMM")
    assert list(check_numbering([first, second])) == []
    assert rules_of(check_numbering([second, first])) == [("NUMBERING", "2-PMM")]
    assert rules_of(check_numbering([first, first])) == [("NUMBERING", "2-PMM")]


def test_a_word_of_both_scripts() -> None:
    form = form_of("9-PMM", {})
    mixed = replace(form, rows=(replace(form.rows[0], title="1-sonli mаktab"),))
    assert rules_of(check_words([mixed])) == [("SCRIPT", "9-PMM/1")]
    assert list(check_words([form])) == []


def test_a_return_without_its_annex() -> None:
    form = people_form(total=people_row(TOTAL, 9))
    assert "ANNEX" in {finding.rule for finding in check_lists(form, [])}
    assert "ANNEX" not in {finding.rule for finding in check_lists(form, [Standing.CERTIFICATE])}


def test_more_hours_than_the_days_hold() -> None:
    assert list(check_hours(COURSE)) == []
    found = list(check_hours(replace(COURSE, hours=36)))
    assert rules_of(found) == [("HOURS", "TV-24-001")]
    assert (found[0].said, found[0].true) == ("36", "18")
    assert list(check_hours(replace(COURSE, hours=36, most_hours=None))) == []
    assert list(check_hours(replace(COURSE, hours=36, is_new=False))) == []


def test_modules_that_do_not_make_up_the_programme() -> None:
    assert rules_of(check_hours(replace(COURSE, module_hours=34))) == [("HOURS", "TV-24-001")]
    assert list(check_hours(replace(COURSE, module_hours=0))) == []


def test_a_correction_says_why() -> None:
    assert rules_of(check_late(1, "")) == [("LATE", "1-PMM")]
    assert list(check_late(1, "Tuman boʻlimi roʻyxatni tuzatdi")) == []
    assert list(check_late(None, "")) == []


def test_a_good_form_of_each_kind_passes_all_checks() -> None:
    forms = [form_of(code) for code in ("4-PMM", "6-PMM", "7-PMM", "8-PMM", "9-PMM")]
    assert list(check_forms(forms, lists={})) == []
