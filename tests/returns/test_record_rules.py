"""The checks of a return against the register: each fires, alone where only it is meant."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.certificates import Certificate, CertificateBatch, CertificateSeries, SigningKey
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.inspection.model import Severity
from desktop_app.plan.records import Standing
from desktop_app.returns.evidence import CohortFacts, Evidence
from desktop_app.returns.record_rules import (
    check_against_register,
    check_carry,
    check_dates,
    check_lists,
    check_same_as_last_month,
    check_size,
)
from desktop_app.returns.service import compose_return, write_return
from tests.returns.test_rules import people_form, people_row, plan_form, plan_row, rules_of
from tests.returns.year import IN_OCTOBER, OCTOBER, fill_year

PLAN = plan_form(plan_row("PMM", 90, 80), total=plan_row("JAMI", 90, 80))
GOOD = Evidence(finishes=80, finished_people=80, finished_before_month=0)
COHORT = CohortFacts(
    code="TV-24-001",
    starts_on=date(2024, 12, 3),
    ends_on=date(2024, 12, 5),
    order_date=date(2024, 12, 6),
    order_due_on=date(2024, 12, 6),
    completion_order_date=date(2024, 12, 5),
    first_certificate_on=date(2024, 12, 5),
    people=25,
    least_people=25,
    most_people=30,
    is_new=True,
)


def test_a_register_that_agrees_has_nothing_to_say() -> None:
    assert list(check_against_register([PLAN], replace(GOOD, cohorts=(COHORT,)))) == []


@pytest.mark.parametrize(
    ("changed", "rule", "severity"),
    [
        ({"finishes": 81}, "DISJOINT", Severity.ERROR),
        ({"finished_again_in_cycle": 2}, "DISJOINT", Severity.WARNING),
        ({"finished_without_day": 1}, "FLOW", Severity.ERROR),
        ({"studying_after_end": 1}, "FLOW", Severity.WARNING),
        ({"certificates_unearned": 1}, "CERT", Severity.ERROR),
        ({"certificates_missing": 3}, "CERT", Severity.WARNING),
        ({"finished_before_month": 1}, "CARRY", Severity.ERROR),
    ],
)
def test_each_count_that_differs_is_a_finding_of_its_rule(
    changed: dict[str, int], rule: str, severity: Severity
) -> None:
    found = list(check_against_register([PLAN], replace(GOOD, **changed)))
    assert [(finding.rule, finding.severity) for finding in found] == [(rule, severity)]


def test_a_year_to_date_that_last_month_and_this_one_do_not_make() -> None:
    previous = {("1-PMM", "PMM", "year_actual"): 3, ("1-PMM", "JAMI", "year_actual"): 0}
    found = check_carry(PLAN, replace(GOOD, previous=previous))
    assert rules_of(found) == [("CARRY", "1-PMM/PMM/year_actual")]


def test_a_month_exactly_like_the_one_before() -> None:
    evidence = replace(GOOD, previous={("1-PMM", "PMM", "month_actual"): 80})
    assert rules_of(check_same_as_last_month(PLAN, evidence)) == [("COPY", "1-PMM/PMM/month_actual")]


@pytest.mark.parametrize(
    "changed",
    [
        {"order_date": date(2024, 12, 9)},
        {"completion_order_date": date(2024, 12, 4)},
        {"first_certificate_on": date(2024, 12, 4)},
    ],
)
def test_orders_and_certificates_out_of_their_time(changed: dict[str, date]) -> None:
    found = check_dates(replace(COHORT, **changed))
    assert rules_of(found) == [("DATE", "TV-24-001")]
    assert list(check_dates(COHORT)) == []


@pytest.mark.parametrize(("people", "fires"), [(24, True), (25, False), (30, False), (31, True)])
def test_cohorts_too_small_or_too_big(people: int, fires: bool) -> None:
    assert bool(list(check_size(replace(COHORT, people=people)))) is fires


def test_a_number_that_is_not_the_length_of_its_list() -> None:
    form = people_form(total=people_row("JAMI", 9))
    found = list(check_lists(form, [Standing.CERTIFICATE] * 8))
    assert {finding.rule for finding in found} == {"COUNT-LIST"}
    assert (found[0].said, found[0].true) == ("9", "8")
    assert list(check_lists(form, [Standing.CERTIFICATE] * 9)) == []


def test_a_change_of_a_month_already_reported_is_noticed(centre: Centre, tmp_path: Path) -> None:
    fill_year(centre)
    write_return(centre, year=2026, month=9, out=tmp_path / "sentabr.xlsx")
    assert "CARRY" not in rules_in(centre)
    centre.write(_one_of_september_did_not_finish)
    assert "CARRY" in rules_in(centre)


@pytest.mark.parametrize("rule", ["FLOW", "DATE", "CERT"])
def test_a_damaged_register_does_not_pass(centre: Centre, rule: str) -> None:
    fill_year(centre)
    assert rules_in(centre) == set()
    centre.write(DAMAGES[rule])
    assert rule in rules_in(centre)


def rules_in(centre: Centre) -> set[str]:
    return {finding.rule for finding in centre.read(compose_return, **OCTOBER).errors}


def _finished(unit: UnitOfWork, code: str, state: EnrolmentState) -> Enrolment:
    query = select(Enrolment).join(Cohort, Cohort.id == Enrolment.cohort_id)
    return unit.session.scalars(query.where(Cohort.code == code, Enrolment.state == state).limit(1)).one()


def _one_of_september_did_not_finish(unit: UnitOfWork) -> None:
    row = _finished(unit, "TV-26-001", EnrolmentState.COMPLETED)
    row.state, row.finished_on = EnrolmentState.EXPELLED, None


def _forget_a_finish(unit: UnitOfWork) -> None:
    _finished(unit, "TV-26-002", EnrolmentState.COMPLETED).finished_on = None


def _order_too_late(unit: UnitOfWork) -> None:
    cohort = unit.session.scalars(select(Cohort).where(Cohort.code == "TV-26-002")).one()
    cohort.order_date = date(2026, 10, 9)


def _certify_the_failed(unit: UnitOfWork) -> None:
    row = _finished(unit, "TV-26-002", EnrolmentState.STATEMENT)
    unit.session.add(CertificateSeries(id=1, prefix="PM", year=2026, digits=6, next_number=3))
    unit.session.add(SigningKey(kid=b"k", year=2026, public_key=b"", private_key=b"", made_at=unit.now))
    unit.session.flush()
    unit.session.add(
        CertificateBatch(id=1, cohort_id=row.cohort_id, issued_on=IN_OCTOBER, language="uz_Latn", words={})
    )
    unit.session.flush()
    unit.session.add(
        Certificate(
            enrolment_id=row.id,
            series_id=1,
            batch_id=1,
            number=1,
            full_number="PM-2026-000001",
            issued_on=IN_OCTOBER,
            kid=b"k",
            code_text="",
            holder="",
        )
    )


DAMAGES = {"FLOW": _forget_a_finish, "DATE": _order_too_late, "CERT": _certify_the_failed}
