"""A month whose return was sent: what it counts stays, but for a named exception."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.returns import ReturnState
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.cohorts.admission import admit, call_people
from desktop_app.cohorts.leaving import expel
from desktop_app.cohorts.service import cancel_cohort
from desktop_app.completion.reopening import reopen_cohort
from desktop_app.errors import Conflict, Invalid, Refused
from desktop_app.plan.exchange import apply, preview
from desktop_app.plan.figures import channel_figures, remove_channel_figure, save_channel_figure
from desktop_app.plan.importing import PlanDefaults, RowState
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.service import plan_lines, remove_plan_line, save_plan_line
from desktop_app.returns.locking import exceptions, give_exception, withdraw_exception
from desktop_app.spreadsheets.writing import ColumnPlan, SheetPlan, write_workbook
from tests import factories
from tests.returns.sent import OCTOBER_COHORT
from tests.returns.year import OCTOBER, enrol, fill_year

ACTOR = "Saidova Nodira Rustam qizi"
TODAY = date(2026, 11, 21)
OPEN_COHORT = "TV-26-009"


@pytest.fixture
def locked(centre: Centre) -> Centre:
    fill(centre, ReturnState.SENT)
    return centre


def fill(centre: Centre, state: ReturnState) -> None:
    """A return of October, and a cohort that begins then and is still open, with one applicant and one who studies."""
    fill_year(centre)
    programme = factories.write(centre, factories.programme(code="LOCK"))
    dates = {"starts_on": date(2026, 10, 30), "ends_on": date(2026, 11, 20)}
    cohort_id = factories.write(
        centre, factories.cohort(programme.id, code=OPEN_COHORT, state=CohortState.STUDYING, **dates)
    ).id
    enrol(centre, cohort_id, state=EnrolmentState.APPLIED)
    enrol(centre, cohort_id, state=EnrolmentState.STUDYING, enrolled_on=date(2026, 10, 30))
    factories.write(centre, factories.return_snapshot(state=state, number=int(state is ReturnState.SENT)))


def exception(centre: Centre, **changed: object) -> int:
    given = {**OCTOBER, "given_to": ACTOR, "until": TODAY, "reason": "Buyruq kech keldi"} | changed
    return centre.write(give_exception, **given).value


def _cohort_id(unit: UnitOfWork) -> int:
    return unit.session.scalars(select(Cohort.id).where(Cohort.code == OPEN_COHORT)).one()


def _student_id(unit: UnitOfWork) -> int:
    wanted = select(Enrolment.id).filter_by(cohort_id=_cohort_id(unit), state=EnrolmentState.STUDYING)
    return unit.session.scalars(wanted).one()


CHANGES: dict[str, Callable[[UnitOfWork], object]] = {
    "line": lambda unit: save_plan_line(unit, PlanEntry(2026, 10, "PMM", "PEDAGOG", 9)),
    "line_taken_out": lambda unit: [
        remove_plan_line(unit, line_id=line.id, version=line.version)
        for line in plan_lines(unit, year=2026)
        if line.month == 10
    ],
    "figure": lambda unit: save_channel_figure(unit, FigureEntry(2026, 10, "UKT", "RAHBAR", 3, "Xat")),
    "figure_taken_out": lambda unit: [
        remove_channel_figure(unit, figure_id=each.id, version=each.version)
        for each in channel_figures(unit, year=2026)
        if each.month == 10
    ],
    "call": lambda unit: call_people(unit, cohort_id=_cohort_id(unit), called_on=date(2026, 11, 2)),
    "admission": lambda unit: admit(
        unit, cohort_id=_cohort_id(unit), order_number="99-M", order_date=date(2026, 11, 3)
    ),
    "leaving": lambda unit: expel(
        unit,
        enrolment_id=_student_id(unit),
        reason="Kelmay qoʻydi",
        left_on=date(2026, 10, 31),
    ),
    "cancelling": lambda unit: cancel_cohort(unit, cohort_id=_cohort_id(unit), reason="Xato ochilgan"),
    "reopening": lambda unit: reopen_cohort(unit, cohort_id=OCTOBER_COHORT, reason="Erta yopilgan"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_sent_return_counts_is_locked_until_an_exception_names_who_may(locked: Centre, name: str) -> None:
    with pytest.raises(Refused) as refused:
        locked.write(CHANGES[name])
    assert refused.value.code == "month_locked"
    assert refused.value.facts["number"] == 1
    exception(locked)
    locked.write(CHANGES[name])


@pytest.mark.parametrize("name", ["figure", "admission", "reopening"])
def test_a_return_that_is_not_sent_yet_locks_nothing(centre: Centre, name: str) -> None:
    fill(centre, ReturnState.APPROVED)
    centre.write(CHANGES[name])


def test_an_exception_is_for_one_person_until_a_day_and_can_be_withdrawn(locked: Centre) -> None:
    exception(locked, given_to="Karimov Alisher")
    with pytest.raises(Refused, match="month_locked") as refused:
        locked.write(CHANGES["line"])
    named = str(refused.value.facts["names"])
    assert named.startswith("Karimov Alisher (")
    assert "21.11.2026" in named
    own = exception(locked, until=TODAY + timedelta(days=1))
    locked.write(CHANGES["line"])
    (standing, other) = locked.read(exceptions, year=2026)
    assert (standing.given_to, standing.is_standing, other.given_to) == (ACTOR, True, "Karimov Alisher")
    with pytest.raises(Conflict):
        locked.write(withdraw_exception, exception_id=own, version=standing.version + 1)
    locked.write(withdraw_exception, exception_id=own, version=standing.version)
    assert not locked.read(exceptions, **OCTOBER)[0].is_standing
    with pytest.raises(Refused, match="month_locked"):
        locked.write(CHANGES["line"])


def test_an_exception_says_who_why_and_until_when_and_is_of_a_locked_month(locked: Centre) -> None:
    for wrong in ({"given_to": ""}, {"reason": " "}, {"until": TODAY - timedelta(days=1)}):
        with pytest.raises(Invalid):
            exception(locked, **wrong)
    with pytest.raises(Refused, match="month_not_locked"):
        exception(locked, month=9)


def test_an_order_of_a_later_month_changes_no_return_that_was_sent(locked: Centre) -> None:
    later = PlanEntry(2026, 10, "PMM", "PEDAGOG", 9, order_number="700", order_date=date(2026, 11, 5))
    locked.write(save_plan_line, later)
    with pytest.raises(Refused, match="month_locked"):
        locked.write(save_plan_line, replace(later, order_date=date(2026, 10, 31)))


def test_a_file_of_figures_says_which_rows_are_locked_and_takes_the_others(locked: Centre, tmp_path: Path) -> None:
    names = ("Kanal", "Toifa", "Oy", "Yil", "Soni", "Manba")
    rows = [("UKT", "RAHBAR", month, 2026, 5, "Xat 12") for month in (10, 11)]
    sheet = SheetPlan("Kanallar", [ColumnPlan(name) for name in names], rows)
    file = write_workbook(tmp_path / "kanallar.xlsx", [sheet], creator="")
    seen = preview(locked, file, defaults=PlanDefaults(2026), is_of_figures=True)
    assert [(row.state, [each.code for each in row.problems]) for row in seen.rows] == [
        (RowState.REJECTED, ["month_sent"]),
        (RowState.NEW, []),
    ]
    assert len(apply(locked, seen).value.added_ids) == 1
