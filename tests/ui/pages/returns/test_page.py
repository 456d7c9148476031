"""The page of returns on a real centre with a few people who finished."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.clock import FixedClock
from desktop_app.plan.records import PlanEntry
from desktop_app.plan.service import save_plan_line
from desktop_app.returns.service import snapshot_bytes, snapshots
from tests import factories
from tests.conftest import NOW
from tests.ui.looks import when_asked
from ui.pages.returns.form_view import FormView
from ui.pages.returns.page import FILES, ReturnsPage
from ui.pages.returns.panel import ReturnPanel
from ui.pages.returns.people_dialog import PeopleDialog
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

Settle = Callable[[], None]
FINISHED = date(2026, 10, 20)


@pytest.fixture
def cohort_id(workspace: Workspace) -> int:
    """Three of a plan of four finished in October 2026; today is 21 November 2026."""
    centre = workspace.centre
    centre.clock = FixedClock(NOW)
    programme = factories.write(centre, factories.programme())
    row = factories.cohort(
        programme.id, state=CohortState.COMPLETED, starts_on=date(2026, 10, 5), ends_on=FINISHED, order_number="1"
    )
    cohort = factories.write(centre, row)
    for _person in range(3):
        person = factories.write(centre, factories.person())
        done = {"state": EnrolmentState.COMPLETED, "finished_on": FINISHED, "staff_group": "PEDAGOG"}
        factories.write(centre, factories.enrolment(cohort.id, person.id, **done))
    centre.write(save_plan_line, PlanEntry(2026, 10, "PMM", "PEDAGOG", 4, order_number="577"))
    return cohort.id


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle, cohort_id: int) -> ReturnsPage:
    made = ReturnsPage(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.open((2026, 10))
    settle()
    return made


def form(page: ReturnsPage) -> FormView:
    view = page.tabs.content("1-PMM")
    assert isinstance(view, FormView)
    return view


def test_a_percentage_shows_what_it_is_made_of(page: ReturnsPage) -> None:
    model = form(page).table.view.model()
    percents = [
        model.index(0, column).data() for column in range(model.columnCount()) if "%" in model.index(0, column).data()
    ]
    assert percents == ["75.0% (3 / 4)"]


def test_the_figures_do_not_wait_for_their_checks(
    page: ReturnsPage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    are_awaited = Event()
    person = factories.write(workspace.centre, factories.person())
    done = {"state": EnrolmentState.COMPLETED, "finished_on": FINISHED, "staff_group": "PEDAGOG"}
    factories.write(workspace.centre, factories.enrolment(1, person.id, **done))
    page.refresh()
    workspace.worker.submit(page, lambda: are_awaited.wait(5), lambda _done: None, lambda _error: None)
    qtbot.waitUntil(lambda: "…" in page._checks.accessibleDescription())
    assert "4" in page._month.accessibleDescription()
    page.prepare_file()
    assert "still being checked" in page.banner.text
    are_awaited.set()
    settle()
    assert "warnings: 2" in page._checks.accessibleDescription()


def test_enter_on_a_figure_lists_as_many_people(
    page: ReturnsPage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    listed: list[int] = []

    def look(dialog: PeopleDialog) -> None:
        listed.append(dialog.table.view.model().rowCount())
        dialog.reject()

    view = form(page).table.view
    titles = [column.name for column in form(page).table.columns]
    view.setCurrentIndex(view.model().index(0, titles.index("month_actual")))
    when_asked(PeopleDialog, look)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(listed))
    settle()
    assert listed == [3]


def test_a_planned_figure_has_nobody_behind_it(page: ReturnsPage, settle: Settle) -> None:
    page._ask_people("1-PMM", "PMM", "plan_year")
    settle()
    assert "no list of people" in page.banner.text


def test_enter_on_the_total_offers_our_own_people_instead_of_an_error(
    page: ReturnsPage, qtbot: QtBot, settle: Settle
) -> None:
    listed: list[int] = []

    def look(dialog: PeopleDialog) -> None:
        listed.append(dialog.table.view.model().rowCount())
        dialog.reject()

    table = form(page).table
    titles = [column.name for column in table.columns]
    last = table.view.model().rowCount() - 1
    table.view.setCurrentIndex(table.view.model().index(last, titles.index("month_actual")))
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    settle()
    assert "Other channels report figures only" in page.banner.text
    assert page.banner.property("tone") == "warn"
    (offer,) = (button for button in page.banner.findChildren(QPushButton) if button.text() == "Our own people")
    when_asked(PeopleDialog, look)
    offer.click()
    qtbot.waitUntil(lambda: bool(listed))
    assert listed == [3]


def test_the_month_is_leafed_through(page: ReturnsPage, settle: Settle) -> None:
    page.months._leaf(1)
    settle()
    assert page.months.month == date(2026, 9, 1)
    assert page.context.startswith("September 2026")


def test_workbook_and_letter_are_made_and_kept(
    page: ReturnsPage, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    page.write(tmp_path / "return.xlsx")
    settle()
    assert {path.suffix for path in tmp_path.glob("return.*")} == {".xlsx", ".eml"}
    (made,) = workspace.centre.read(snapshots)
    assert workspace.centre.read(snapshot_bytes, snapshot_id=made.id) == (tmp_path / "return.xlsx").read_bytes()
    files = page.tabs.content(FILES)
    assert isinstance(files, RecordTable)
    assert files.view.model().rowCount() == 1
    assert "return.xlsx" in page.banner.text
    offers = {button.text() for button in page.banner.findChildren(QPushButton)}
    assert {"Open the file", "Open the letter"} <= offers


def test_a_folder_that_is_not_there_is_told_and_nothing_is_kept(
    page: ReturnsPage, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    page.write(tmp_path / "nowhere" / "return.xlsx")
    settle()
    assert "nowhere" in page.banner.text
    assert workspace.centre.read(snapshots) == []


def test_the_panel_tells_what_the_cohort_brings(
    workspace: Workspace, qtbot: QtBot, settle: Settle, cohort_id: int
) -> None:
    panel = ReturnPanel(workspace, cohort_id)
    qtbot.addWidget(panel)
    panel.show()
    settle()
    assert panel.sentence.text().startswith("3 people")
    visited: list[object] = []
    workspace.navigation_requested.connect(visited.append)
    panel.open_button.click()
    assert [target.argument for target in visited] == [(2026, 10)]


def test_a_running_cohort_brings_nothing_yet(workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    workspace.centre.clock = FixedClock(NOW)
    programme = factories.write(workspace.centre, factories.programme())
    cohort = factories.write(workspace.centre, factories.cohort(programme.id))
    panel = ReturnPanel(workspace, cohort.id)
    qtbot.addWidget(panel)
    panel.show()
    settle()
    assert not panel.open_button.isVisible()
    assert panel.table.view.model().rowCount() == 0
