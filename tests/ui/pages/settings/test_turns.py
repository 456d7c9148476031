"""The table of turns in the settings, by real keys."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.due.records import Turn
from desktop_app.due.turns import turn_names, turns
from tests import factories
from tests.ui.looks import clipped_words, show_in_front
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.turn_dialog import TurnDialog
from ui.pages.settings.turns import TurnLine, TurnsSection
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> Iterator[SettingsPage]:
    made = SettingsPage(workspace)
    qtbot.addWidget(made)
    workspace.notice_requested.connect(lambda text, undo, link: made.banner.show_outcome(text, undo=undo, link=link))
    made.resize(1118, 700)
    show_in_front(made)
    made.open("turns")
    settle()
    yield made
    for dialog in made.findChildren(FormDialog):
        dialog.hide()


@pytest.fixture
def section(page: SettingsPage) -> TurnsSection:
    assert isinstance(page.section, TurnsSection)
    return page.section


def lines(section: TurnsSection) -> list[TurnLine]:
    model = section.table.view.model()
    section.table.view.selectAll()
    assert len(section.table.selected()) == model.rowCount()
    return section.table.selected()


def years(workspace: Workspace) -> list[int]:
    return [turn.due_year for turn in workspace.centre.read(turns)]


def undo(page: SettingsPage, settle: Settle) -> None:
    next(button for button in page.banner.findChildren(QPushButton) if button.text() == "Undo").click()
    settle()


def test_every_line_says_for_whom_it_is_and_how_many_it_takes(
    section: TurnsSection, workspace: Workspace, settle: Settle
) -> None:
    factories.write(workspace.centre, factories.person(staff_group="RAHBAR", post_since=date(2022, 9, 1)))
    section.make_stale()
    settle()
    first, *others = lines(section)
    assert first.who == "Leaders, Psychologist, Librarian; in the post up to 4 years"
    assert first.people == 1
    assert {line.people for line in others} == {0}


def test_a_line_moves_by_key_stays_chosen_and_moves_back(
    page: SettingsPage, section: TurnsSection, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    before = [turn.id for turn in workspace.centre.read(turns)]
    section.table.select_place(4)
    section.table.view.setFocus()
    qtbot.keyClick(section.table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    settle()
    after = [turn.id for turn in workspace.centre.read(turns)]
    assert after == [*before[:4], before[5], before[4], *before[6:]]
    assert [line.turn.id for line in section.table.selected()] == [before[4]]
    undo(page, settle)
    assert [turn.id for turn in workspace.centre.read(turns)] == before


def test_a_removed_line_comes_back_to_its_place(
    page: SettingsPage, section: TurnsSection, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    before = workspace.centre.read(turns)
    section.table.select_place(2)
    section.table.view.setFocus()
    qtbot.keyClick(section.table.view, Qt.Key.Key_Delete)
    settle()
    assert len(workspace.centre.read(turns)) == len(before) - 1
    undo(page, settle)
    after = workspace.centre.read(turns)
    assert [replace(turn, id=0, version=0) for turn in after] == [replace(turn, id=0, version=0) for turn in before]


def test_the_form_says_for_whom_the_line_will_be_as_it_is_filled(
    section: TurnsSection, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    names = workspace.centre.read(turn_names)
    dialog = TurnDialog(section, Turn(due_year=2028, valid_from=date(2026, 1, 1)), names)
    dialog.show()
    assert dialog.words.text() == "For whom: Everybody."
    groups = dialog.field("staff_groups").editor
    assert isinstance(groups, QListWidget)
    groups.setCurrentRow(2)
    qtbot.keyClick(groups, Qt.Key.Key_Space)
    most = dialog.field("post_years_max").editor
    assert isinstance(most, QLineEdit)
    qtbot.keyClicks(most, "8")
    assert dialog.words.text() == "For whom: Teaching staff; in the post up to 8 years."
    assert clipped_words(dialog) == []
    dialog.save()
    settle()
    assert dialog.outcome == workspace.centre.read(turns)[-1]
    assert dialog.outcome.staff_groups == ("PEDAGOG",)


def test_years_that_cannot_be_are_told_under_their_field(
    section: TurnsSection, workspace: Workspace, settle: Settle
) -> None:
    turn = Turn(due_year=2028, valid_from=date(2026, 1, 1), post_years_min=9, post_years_max=8)
    dialog = TurnDialog(section, turn, workspace.centre.read(turn_names))
    dialog.show()
    dialog.save()
    settle()
    assert dialog.field("post_years_max").error == "The least years are more than the most."
    assert dialog.outcome is None


def test_a_line_is_changed_and_undone(
    page: SettingsPage, section: TurnsSection, workspace: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: TurnDialog) -> None:
        dialog.show()
        dialog.field("due_year").set_value(2030)
        dialog.save()
        settle()

    monkeypatch.setattr(TurnDialog, "exec", answer)
    before = years(workspace)
    section.table.select_place(1)
    section.edit(lines(section)[1])
    settle()
    assert years(workspace)[1] == 2030
    undo(page, settle)
    assert years(workspace) == before


def test_a_new_line_comes_after_the_current_one_and_can_be_undone(
    page: SettingsPage, section: TurnsSection, workspace: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: TurnDialog) -> None:
        dialog.show()
        dialog.save()
        settle()

    monkeypatch.setattr(TurnDialog, "exec", answer)
    before = years(workspace)
    section.table.select_place(4)
    section.add()
    settle()
    assert years(workspace) == [*before[:5], before[4], *before[5:]]
    undo(page, settle)
    assert years(workspace) == before
