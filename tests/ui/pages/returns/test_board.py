"""The page of returns: the months at a glance, the register of what was sent, the exceptions."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.models.cohorts import CohortState
from db.models.returns import DispatchWay, ReturnDispatch, ReturnState
from desktop_app.clock import FixedClock
from desktop_app.returns.locking import exceptions
from tests import factories
from tests.conftest import NOW
from tests.ui.looks import clipped_words, when_asked
from ui.navigation import Target
from ui.pages.returns.board import BoardPanel
from ui.pages.returns.exceptions import ExceptionDialog, ExceptionsPanel
from ui.pages.returns.page import ReturnsPage
from ui.pages.returns.register import RegisterPanel
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def visited(workspace: Workspace) -> list[Target]:
    """October is sent and on the register; a cohort that ended in September was never closed."""
    centre = workspace.centre
    centre.clock = FixedClock(NOW)
    programme = factories.write(centre, factories.programme())
    dates = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 26)}
    factories.write(centre, factories.cohort(programme.id, state=CohortState.STUDYING, **dates))
    sent = factories.write(centre, factories.return_snapshot(state=ReturnState.SENT, number=1))
    for to in ("Vazirlik", "Toshkent viloyati boshqarmasi"):
        facts = {"sent_to": to, "sent_at": NOW, "sent_by": "Saidova", "file_name": "TV-2026-10-1.xlsx", "sha256": "ab"}
        factories.write(centre, ReturnDispatch(snapshot_id=sent.id, way=DispatchWay.PAPER, **facts))
    seen: list[Target] = []
    workspace.navigation_requested.connect(seen.append)
    return seen


@pytest.fixture
def page(workspace: Workspace, visited: list[Target], qtbot: QtBot, settle: Settle) -> ReturnsPage:
    made = ReturnsPage(workspace)
    qtbot.addWidget(made)
    made.resize(1160, 700)
    made.show()
    settle()
    return made


def board(page: ReturnsPage) -> BoardPanel:
    panel = page.panel
    assert isinstance(panel, BoardPanel)
    return panel


def press(page: ReturnsPage, qtbot: QtBot, month: int, column: str) -> None:
    view = board(page).table.view
    names = [each.name for each in board(page).table.columns]
    view.setCurrentIndex(view.model().index(month - 1, names.index(column)))
    qtbot.keyClick(view, Qt.Key.Key_Return)


def test_the_month_whose_return_is_worked_at_is_chosen_and_opens(
    page: ReturnsPage, visited: list[Target], qtbot: QtBot
) -> None:
    row = board(page).table.current()
    assert row is not None
    assert (row.month.month, row.month.state) == (10, ReturnState.SENT)
    board(page).open_month()
    press(page, qtbot, 11, "due")
    assert visited == [Target("return", (2026, 10)), Target("return", (2026, 11))]
    assert clipped_words(page) == []


def test_what_a_month_lacks_leads_to_where_it_is_mended(page: ReturnsPage, visited: list[Target], qtbot: QtBot) -> None:
    press(page, qtbot, 9, "cohorts")
    press(page, qtbot, 10, "cohorts")
    assert visited == [Target("cohort", (1, "completion")), Target("return", (2026, 10))]


def test_the_register_is_filtered_and_exported_with_its_digests(
    page: ReturnsPage, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open("sent")
    settle()
    register = page.panel
    assert isinstance(register, RegisterPanel)
    register.table.filter_box.setText("boshqarma")
    qtbot.waitUntil(lambda: len(register.table.rows_in_sight()) == 1)
    out = tmp_path / "royxat.xlsx"
    monkeypatch.setattr("ui.pages.returns.register.choose_target", lambda *_args, **_kwargs: out)
    register.export()
    settle()
    cells = [cell for row in openpyxl.load_workbook(out).active.iter_rows(values_only=True) for cell in row if cell]
    assert "Toshkent viloyati boshqarmasi" in cells
    assert "Vazirlik" not in cells


def test_an_exception_is_given_for_a_reason_and_withdrawn(
    page: ReturnsPage, workspace: Workspace, settle: Settle
) -> None:
    def give(dialog: ExceptionDialog) -> None:
        settle()
        dialog.field("given_to").set_value("Yusupova Nargiza")
        dialog.field("reason").set_value("Buyruq kech keldi")
        dialog.save()

    when_asked(ExceptionDialog, give)
    assert ExceptionDialog.ask(page, date(2026, 10, 1))
    page.open("exceptions")
    settle()
    panel = page.panel
    assert isinstance(panel, ExceptionsPanel)
    panel.table.select_place(0)
    row = panel.table.current()
    assert row is not None
    assert (row.given_to, row.until, row.is_standing) == ("Yusupova Nargiza", date(2026, 11, 24), True)
    panel.withdraw()
    settle()
    assert not workspace.centre.read(exceptions)[0].is_standing
