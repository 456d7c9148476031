"""The annual plan by real keys."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.plan.figures import channel_figures, save_channel_figure
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.service import plan_lines, save_plan_line
from ui.pages.plan.dialogs import FigureDialog, PlanLineDialog
from ui.pages.plan.page import PlanPage
from ui.pages.plan.words import plan_words
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def year(workspace: Workspace) -> int:
    return workspace.centre.clock.today().year


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle, year: int) -> Iterator[PlanPage]:
    workspace.centre.write(save_plan_line, PlanEntry(year, 3, "PMM", "PEDAGOG", 120, order_number="577"))
    workspace.centre.write(save_channel_figure, FigureEntry(year, 3, "UKT", "PEDAGOG", 900, "12-xat"))
    made = PlanPage(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    settle()
    yield made
    for dialog in made.findChildren(FormDialog):
        dialog.hide()


def undo(page: PlanPage, settle: Settle) -> None:
    offer = next(button for button in page.banner.findChildren(QPushButton) if button.text() == "Undo")
    offer.click()
    settle()


def saved(dialog: FormDialog, settle: Settle, **texts: str) -> FormDialog:
    dialog.show()
    for name, text in texts.items():
        line = dialog.field(name).editor
        assert isinstance(line, QLineEdit)
        line.setText(text)
        line.textEdited.emit(text)
    dialog.save()
    settle()
    return dialog


def test_the_head_adds_up_the_year(page: PlanPage, year: int) -> None:
    assert page._context.text() == f"{year}: 120 people in the own channel, 120 in all"


def test_a_removed_line_is_brought_back(
    page: PlanPage, workspace: Workspace, qtbot: QtBot, settle: Settle, year: int
) -> None:
    page.lines.view.selectRow(0)
    page.lines.view.setFocus()
    qtbot.keyClick(page.lines.view, Qt.Key.Key_Delete)
    settle()
    assert workspace.centre.read(plan_lines, year=year) == []
    undo(page, settle)
    assert [line.people for line in workspace.centre.read(plan_lines, year=year)] == [120]
    assert page.lines.view.model().rowCount() == 1


def test_a_changed_line_is_taken_back(page: PlanPage, workspace: Workspace, settle: Settle, year: int) -> None:
    (line,) = workspace.centre.read(plan_lines, year=year)
    dialog = saved(PlanLineDialog(page, line, plan_words(workspace.centre)), settle, people="1 250")
    page._tell_line(line, dialog.outcome)
    assert [each.people for each in workspace.centre.read(plan_lines, year=year)] == [1250]
    undo(page, settle)
    assert [each.people for each in workspace.centre.read(plan_lines, year=year)] == [120]


def test_an_added_line_is_taken_back(page: PlanPage, workspace: Workspace, settle: Settle, year: int) -> None:
    new = PlanEntry(year, 4, "PMM", "RAHBAR", 0)
    dialog = saved(PlanLineDialog(page, new, plan_words(workspace.centre)), settle, people="30")
    page._tell_line(None, dialog.outcome)
    assert len(workspace.centre.read(plan_lines, year=year)) == 2
    undo(page, settle)
    assert len(workspace.centre.read(plan_lines, year=year)) == 1


def test_a_line_without_people_is_not_saved(page: PlanPage, workspace: Workspace, settle: Settle, year: int) -> None:
    new = PlanEntry(year, 4, "PMM", "RAHBAR", 0)
    dialog = saved(PlanLineDialog(page, new, plan_words(workspace.centre)), settle)
    assert dialog.outcome is None
    assert dialog.field("people").error


def test_a_second_figure_of_a_month_is_refused_on_the_form(
    page: PlanPage, workspace: Workspace, settle: Settle, year: int
) -> None:
    new = FigureEntry(year, 3, "UKT", "PEDAGOG", 0, "")
    dialog = saved(FigureDialog(page, new, plan_words(workspace.centre)), settle, people="5", source="13-xat")
    assert dialog.outcome is None
    assert "already" in dialog.banner.text
    assert len(workspace.centre.read(channel_figures, year=year)) == 1


def test_the_own_channel_is_not_offered_for_figures(page: PlanPage, workspace: Workspace, year: int) -> None:
    new = FigureEntry(year, 3, "", "", 0, "")
    dialog = FigureDialog(page, new, plan_words(workspace.centre))
    dialog.field("channel_code").set_value("PMM")
    assert dialog.field("channel_code").value is None


def test_an_empty_year_offers_its_first_line(page: PlanPage, settle: Settle) -> None:
    page.open(2031)
    settle()
    assert page.year == 2031
    assert page.lines.view.model().rowCount() == 0
    assert any(
        button.text() == "New line of the plan" and button.isVisible() for button in page.findChildren(QPushButton)
    )


def test_lines_that_count_people_twice_are_named(
    page: PlanPage, workspace: Workspace, settle: Settle, year: int
) -> None:
    assert not page.doubled.isVisible()
    district = next(iter(plan_words(workspace.centre).districts))
    workspace.centre.write(save_plan_line, PlanEntry(year, 3, "PMM", "PEDAGOG", 30, district, order_number="577"))
    page.make_stale()
    settle()
    assert page.doubled.isVisible()
    assert plan_words(workspace.centre).districts[district] in page.doubled.text()
    assert "120" in page.doubled.text()
