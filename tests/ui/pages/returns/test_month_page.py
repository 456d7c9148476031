"""The page of a month's return on a real centre with a few people who finished."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.indicators.model import Behind
from desktop_app.plan.figures import save_channel_figure
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.service import save_plan_line
from desktop_app.returns.checking import approve_return, check_return
from desktop_app.returns.explaining import explain, key_of, notes
from desktop_app.returns.records import ListedPerson
from desktop_app.returns.sending import Errand, send_return
from desktop_app.returns.service import behind_cell, compose_return, people_behind, snapshot_bytes, snapshots
from desktop_app.returns.states import DispatchWay
from tests import factories
from tests.conftest import NOW
from tests.ui.looks import when_asked
from ui.pages.returns import month_page
from ui.pages.returns.behind_dialog import BehindDialog
from ui.pages.returns.drift_view import DriftView
from ui.pages.returns.findings_view import FindingsView
from ui.pages.returns.form_view import FormView
from ui.pages.returns.month_page import MonthPage
from ui.pages.returns.month_tabs import CHANGED, FILES, FINDINGS
from ui.pages.returns.panel import ReturnPanel
from ui.pages.returns.people_dialog import PeopleDialog
from ui.pages.returns.send_dialog import SendDialog
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
def page(workspace: Workspace, qtbot: QtBot, settle: Settle, cohort_id: int) -> MonthPage:
    made = MonthPage(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.open((2026, 10))
    settle()
    return made


def form(page: MonthPage) -> FormView:
    view = page.tabs.content("1-PMM")
    assert isinstance(view, FormView)
    return view


def test_a_percentage_shows_what_it_is_made_of(page: MonthPage) -> None:
    model = form(page).table.view.model()
    cells = [model.index(0, column).data() for column in range(model.columnCount())]
    percents = [cell for cell in cells if "%" in cell]
    assert percents == ["75.0% (3 / 4)"]


def test_the_figures_do_not_wait_for_their_checks(
    page: MonthPage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    page.months._leaf(1)
    assert page.acts.standing is None
    qtbot.waitUntil(lambda: page.acts.standing is not None)
    page.acts.check()
    if page.acts.standing is not None and page.acts.standing.errors is None:
        assert "still being checked" in page.banner.text
    settle()
    assert "to explain" in page._checks.accessibleDescription()


def test_enter_on_a_figure_lists_as_many_people(
    page: MonthPage, workspace: Workspace, qtbot: QtBot, settle: Settle
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


CELL = {"year": 2026, "month": 10, "form": "1-PMM", "column": "month_actual"}


def test_of_a_long_list_the_first_people_are_there_at_once_and_then_all(
    page: MonthPage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    def read(centre: Centre, limit: int | None = None) -> list[ListedPerson]:
        return centre.read(people_behind, **CELL, row="PMM.PEDAGOG", limit=limit)

    dialog = PeopleDialog(page, workspace, "1-PMM", read(workspace.centre, 2), read)
    qtbot.addWidget(dialog)
    dialog.table.select_place(1)
    chosen = dialog.table.current()
    assert (dialog.table.view.model().rowCount(), "first 2" in dialog._count.text()) == (2, True)
    settle()
    assert (dialog.table.view.model().rowCount(), dialog._count.text()) == (3, "3 people")
    assert dialog.table.current() == chosen


def test_of_a_long_list_of_all_kinds_too(page: MonthPage, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    workspace.centre.write(save_channel_figure, FigureEntry(2026, 10, "UKT", "RAHBAR", 12, "577-sonli xat"))

    def read(centre: Centre, limit: int | None = None) -> Behind:
        return centre.read(behind_cell, **CELL, row="JAMI", limit=limit)

    dialog = BehindDialog(page, workspace, "1-PMM", read(workspace.centre, 2), read)
    qtbot.addWidget(dialog)
    assert (dialog.table.view.model().rowCount(), "first 2" in dialog._count.text()) == (2, True)
    settle()
    assert dialog.table.view.model().rowCount() == 4
    assert "4 rows" in dialog._count.text()


@pytest.mark.parametrize(("row", "lines"), [("PMM.PEDAGOG", 3), ("JAMI", 4)])
def test_a_figure_of_more_than_the_first_lines_opens_to_all_of_them(
    page: MonthPage,
    workspace: Workspace,
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    row: str,
    lines: int,
) -> None:
    workspace.centre.write(save_channel_figure, FigureEntry(2026, 10, "UKT", "RAHBAR", 12, "577-sonli xat"))
    settle()
    monkeypatch.setattr(month_page, "FIRST_LINES", 2)
    seen: list[int] = []

    def look(dialog: PeopleDialog | BehindDialog) -> None:
        qtbot.waitUntil(lambda: "first" not in dialog._count.text())
        seen.append(dialog.table.view.model().rowCount())
        dialog.reject()

    when_asked(PeopleDialog if lines == 3 else BehindDialog, look)
    page._open_figure("1-PMM", row, "month_actual")
    qtbot.waitUntil(lambda: bool(seen))
    settle()
    assert seen == [lines]


@pytest.mark.parametrize(("row", "column", "kinds"), [("PMM", "plan_year", 1), ("JAMI", "month_actual", 4)])
def test_a_figure_without_people_opens_to_what_it_is_made_of(
    page: MonthPage, workspace: Workspace, qtbot: QtBot, settle: Settle, row: str, column: str, kinds: int
) -> None:
    entry = FigureEntry(2026, 10, "UKT", "RAHBAR", 12, "577-sonli xat")
    workspace.centre.write(save_channel_figure, entry)
    settle()
    listed: list[int] = []

    def look(dialog: BehindDialog) -> None:
        listed.append(dialog.table.view.model().rowCount())
        dialog.reject()

    when_asked(BehindDialog, look)
    page._open_figure("1-PMM", row, column)
    qtbot.waitUntil(lambda: bool(listed))
    assert listed == [kinds]


def test_the_month_is_leafed_through(page: MonthPage, settle: Settle) -> None:
    page.months._leaf(1)
    settle()
    assert page.months.month == date(2026, 9, 1)
    assert "September 2026" in page.title


def test_workbook_and_letter_are_made_and_kept(
    page: MonthPage, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    page.acts.write(tmp_path / "return.xlsx")
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
    page: MonthPage, workspace: Workspace, tmp_path: Path, settle: Settle
) -> None:
    page.acts.write(tmp_path / "nowhere" / "return.xlsx")
    settle()
    assert "nowhere" in page.banner.text
    assert workspace.centre.read(snapshots) == []


def explain_all(workspace: Workspace) -> None:
    centre = workspace.centre
    for finding in centre.read(compose_return, year=2026, month=10).findings:
        centre.write(explain, year=2026, month=10, key=key_of(finding), sentence="Bu oyda bir guruh kechikdi.")


def offers(page: MonthPage) -> list[str]:
    return [page._actions.itemAt(at).widget().text() for at in range(page._actions.count())]


def test_the_primary_button_is_the_next_step_from_check_to_correction(
    page: MonthPage, workspace: Workspace, settle: Settle, tmp_path: Path
) -> None:
    assert offers(page)[-1] == "Check"
    page.acts.check()
    assert "explain each warning" in page.banner.text
    assert page.tabs.name == FINDINGS
    explain_all(workspace)
    page.refresh()
    settle()
    page.acts.check()
    settle()
    assert offers(page)[-1] == "Approve"
    page.acts.approve()
    settle()
    assert offers(page)[-1] == "Send…"

    def send(dialog: SendDialog) -> None:
        dialog.field("sent_to").set_value("vazirlik@example.uz")
        dialog.field("folder").set_value(tmp_path)
        dialog.save()

    when_asked(SendDialog, send)
    page.acts.send()
    settle()
    assert "No. 1" in page.banner.text
    assert len(list(tmp_path.glob("*.eml"))) == 1
    assert offers(page)[-1] == "Send to another…"
    assert [step.state.value for step in page.path._steps] == ["done"] * 4


def test_what_changed_since_it_was_sent_is_counted_in_the_tab_with_its_people(
    page: MonthPage, workspace: Workspace, settle: Settle
) -> None:
    explain_all(workspace)
    by_hand = Errand(DispatchWay.PAPER, "Vazirlik")
    checked = check_return(workspace.centre, year=2026, month=10)
    approved = approve_return(workspace.centre, snapshot_id=checked.id, version=checked.version)
    send_return(workspace.centre, snapshot_id=approved.id, version=approved.version, errand=by_hand)
    workspace.centre.clock = FixedClock(NOW + timedelta(days=1))
    person = factories.write(workspace.centre, factories.person())
    done = {"state": EnrolmentState.COMPLETED, "finished_on": FINISHED, "staff_group": "PEDAGOG"}
    factories.write(workspace.centre, factories.enrolment(1, person.id, **done))
    page.refresh()
    settle()
    assert offers(page)[-1] == "Correct…"
    page.tabs.choose(CHANGED)
    settle()
    drift = page.tabs.content(CHANGED)
    assert isinstance(drift, DriftView)
    count = drift.cells.view.model().rowCount()
    assert count > 0
    assert f"({count})" in page.tabs.tabText(page.tabs.currentIndex())
    assert [row.moved.person_id for row in drift.people.rows_in_sight() if row.moved] == [person.id]


def test_a_warning_is_explained_beside_it_and_its_figure_is_a_key_away(
    page: MonthPage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    page.tabs.choose_unexplained()
    settle()
    view = page.tabs.content(FINDINGS)
    assert isinstance(view, FindingsView)
    row = view.table.current()
    assert row is not None
    table = view.table.view
    place = table.currentIndex()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("577-sonli buyruq kech keldi.")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    # Qt hands the text over a moment after the key.
    qtbot.waitUntil(lambda: table.state() != table.State.EditingState)
    settle()
    assert list(workspace.centre.read(notes, year=2026, month=10).values()) == ["577-sonli buyruq kech keldi."]
    assert "577-sonli" in view.table.rows_in_sight()[place.row()].sentence
    rows = view.table.rows_in_sight()
    at, on_form = next((at, row.finding) for at, row in enumerate(rows) if "-PMM/" in row.finding.place)
    table.row_opened.emit(table.model().index(at, 1))
    assert page.tabs.name == on_form.form


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
