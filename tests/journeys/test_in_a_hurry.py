"""Wrong input, double clicks, leaving in the middle: what happens to somebody in a hurry."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from desktop_app.attendance.service import grid
from desktop_app.cohorts.records import CohortRow, CohortState
from desktop_app.cohorts.service import cohorts
from tests.journeys.hands import Hands
from tests.journeys.test_every_page import a_cohort, faults, places
from tests.ui.looks import clipped_words
from ui.app import Shell
from ui.navigation import Target
from ui.pages.attendance.panel import AttendancePanel
from ui.pages.cohorts.edit_dialog import CohortDialog
from ui.pages.programmes.edit_dialog import ProgrammeDialog
from ui.pages.welcome.page import WelcomePage


def all_cohorts(shell: Shell) -> tuple[CohortRow, ...]:
    return tuple(shell.workspace.centre.read(cohorts, rows=None).rows)


def test_a_form_saved_empty_says_what_is_missing_and_saved_twice_at_once_saves_once(
    demonstration_shell: Shell, demonstration_hands: Hands
) -> None:
    hands, before = demonstration_hands, all_cohorts(demonstration_shell)
    taught = before[0]

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, CohortDialog)
        QTest.mouseDClick(dialog.save_button, Qt.MouseButton.LeftButton)
        assert dialog.field("starts_on").error
        dialog.field("programme_id").setFocus()
        hands.fill(taught.programme_title, "5.3")
        hands.settle()
        first_day = dialog.field("starts_on").value
        assert (first_day.day, first_day.month) == (5, 3)
        hands.press("Ctrl+Return", "Ctrl+Return")

    hands.go("cohorts")
    hands.answer(lambda: hands.press("Ctrl+N"), fill)
    assert len(all_cohorts(demonstration_shell)) == len(before) + 1


def test_esc_asks_before_anything_typed_is_lost(demonstration_shell: Shell, demonstration_hands: Hands) -> None:
    hands = demonstration_hands

    def leave(dialog: QDialog) -> None:
        assert isinstance(dialog, ProgrammeDialog)
        hands.write("O'qituvchi")
        hands.answer(lambda: hands.press("Esc"), lambda _question: hands.press("Esc"))
        assert dialog.isVisible()
        assert dialog.field("title").value == "Oʻqituvchi"
        hands.answer(lambda: hands.press("Esc"), lambda question: hands.press("Tab", "Space"))

    hands.go("programmes")
    hands.answer(lambda: hands.press("Ctrl+N"), leave)
