"""What has changed since a return was sent: cells, persons, and the journal's reasons."""

from datetime import timedelta

import pytest

from db.models.cohorts import Enrolment, EnrolmentState
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.plan.records import PlanEntry
from desktop_app.plan.service import save_plan_line
from desktop_app.returns.differences import Difference, differences
from desktop_app.returns.drift import PeopleDrift, figures_since, people_since
from desktop_app.returns.figures import lines_of
from desktop_app.returns.records import Line
from desktop_app.returns.service import compose_figures
from tests import factories
from tests.conftest import NOW
from tests.returns.sent import another_finishes, as_sent
from tests.returns.year import OCTOBER, fill_year


@pytest.fixture
def year(centre: Centre) -> Centre:
    """October is sent; a day later."""
    fill_year(centre)
    as_sent(centre)
    centre.clock = FixedClock(NOW + timedelta(days=1))
    return centre


def cells_since(centre: Centre) -> dict[tuple[str, str, str], tuple[object, object]]:
    found = centre.read(figures_since, snapshot_id=1)
    return {(each.form, each.row, each.column): (each.said, each.now) for each in found}


def since(centre: Centre) -> PeopleDrift:
    return centre.read(people_since, snapshot_id=1)


def test_nothing_has_changed_where_nothing_was_written(year: Centre) -> None:
    assert cells_since(year) == {}
    drift = since(year)
    assert (drift.came, drift.went, drift.changed, drift.people) == (0, 0, 0, ())


def test_somebody_who_came_is_named_with_the_entry_that_brought_them(year: Centre) -> None:
    person_id = another_finishes(year)
    assert cells_since(year)["1-PMM", "PMM.PEDAGOG", "month_actual"] == (3, 4)
    drift = since(year)
    (came,) = drift.people
    assert (drift.came, drift.went, came.person_id, came.cohort, came.before) == (1, 0, person_id, "TV-26-002", None)
    assert [(entry.action, entry.actor_name) for entry in came.entries] == [("create", "Saidova Nodira Rustam qizi")]


def test_somebody_who_went_is_named_with_what_stood_before(year: Centre) -> None:
    def take_out(unit: UnitOfWork) -> None:
        unit.session.delete(unit.session.get_one(Enrolment, 3))

    year.write(take_out)
    drift = since(year)
    (went,) = drift.people
    assert (drift.went, went.now, went.before and went.before.standing) == (1, None, "certificate")
    assert [entry.action for entry in went.entries] == ["delete"]


def test_somebody_who_stands_elsewhere_now_is_told_before_and_after(year: Centre) -> None:
    def take_back(unit: UnitOfWork) -> None:
        unit.session.get_one(Enrolment, 3).state = EnrolmentState.STATEMENT

    year.write(take_back)
    (moved,) = since(year).people
    assert moved.before
    assert moved.now
    assert (moved.before.standing, moved.now.standing) == ("certificate", "statement")
    assert [change.field for change in moved.entries[0].changes] == ["state"]


def test_what_else_the_figures_rest_on_is_told_too(year: Centre) -> None:
    year.write(save_plan_line, PlanEntry(2026, 9, "PMM", "RAHBAR", 50))
    assert cells_since(year)["1-PMM", "PMM.RAHBAR", "year_plan"] == (1, 51)
    drift = since(year)
    assert drift.people == ()
    assert [(entry.action, entry.entity) for entry in drift.ground] == [("create", "plan_line")]


def test_papers_and_blanks_are_reasons_too(year: Centre) -> None:
    year.write(lambda unit: unit.note("create", entity="blank_receipt", entity_id=1, facts={}))
    assert [entry.entity for entry in since(year).ground] == ["blank_receipt"]


def test_a_return_of_an_earlier_edition_knows_nobody(centre: Centre) -> None:
    fill_year(centre)
    factories.write(centre, factories.return_snapshot())
    assert not since(centre).is_known


def test_differences_are_told_cell_by_cell_with_what_came_and_went(year: Centre) -> None:
    forms = year.read(compose_figures, **OCTOBER).forms
    now = lines_of(forms)
    gone = Line("1-PMM", "GONE", "year_actual", 4)
    before = [*now[1:], gone]
    assert differences(now, now, forms) == []
    told = differences(before, now, forms)
    first, last = told[0], told[-1]
    assert (first.said, first.now, first.row) == (None, now[0].value, now[0].row)
    assert first.row_title != first.row
    assert last == Difference("1-PMM", "GONE", "year_actual", "GONE", "year_actual", 4, None)
