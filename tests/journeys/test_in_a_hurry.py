"""Wrong input, double clicks, leaving in the middle: what happens to somebody in a hurry."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from desktop_app.attendance.service import grid
from desktop_app.cohorts.records import CohortRow, CohortState
from desktop_app.cohorts.service import cohorts
from tests.journeys.hands import Hands
from tests.journeys.sights import a_cohort, faults
from ui.app import Shell
from ui.navigation import Target
from ui.pages.attendance.panel import AttendancePanel
from ui.pages.cohorts.edit_dialog import CohortDialog
from ui.pages.programmes.edit_dialog import ProgrammeDialog
from ui.widgets.confirm import ConfirmDialog


@pytest.fixture
def data_folder(demonstration: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demonstration, tmp_path / "centre"))


def all_cohorts(shell: Shell) -> tuple[CohortRow, ...]:
    return tuple(shell.workspace.centre.read(cohorts, rows=None).rows)


def test_a_form_saved_empty_says_what_is_missing_and_saved_twice_at_once_saves_once(shell: Shell, hands: Hands) -> None:
    before = all_cohorts(shell)
    taught = before[0]

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, CohortDialog)
        QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
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
    assert len(all_cohorts(shell)) == len(before) + 1


def test_esc_asks_before_anything_typed_is_lost(shell: Shell, hands: Hands) -> None:
    def leave(dialog: QDialog) -> None:
        assert isinstance(dialog, ProgrammeDialog)
        hands.write("O'qituvchi")
        hands.answer(lambda: hands.press("Esc"), lambda _question: hands.press("Esc"))
        assert dialog.isVisible()
        assert dialog.field("title").value == "Oʻqituvchi"
        hands.answer(lambda: hands.press("Esc"), agree)

    def agree(question: QDialog) -> None:
        assert isinstance(question, ConfirmDialog)
        QTest.mouseClick(question.yes_button, Qt.MouseButton.LeftButton)

    hands.go("programmes")
    hands.answer(lambda: hands.press("Ctrl+N"), leave)


def test_language_and_theme_change_in_the_middle_of_work(shell: Shell, hands: Hands) -> None:
    studied = a_cohort(shell, CohortState.STUDYING)
    for step in ("attendance", "survey", "certificates"):
        hands.go("cohort", (studied.id, step))
        for change in ({"language": "uz_Cyrl"}, {"theme": "dark"}, {"language": "ru"}, {"theme": "light"}):
            shell.workspace.change_settings(**change)
        hands.settle()
        assert shell.window.target == Target("cohort", (studied.id, step))
        assert list(faults(shell.window, set())) == []


def test_what_was_marked_is_kept_when_the_window_closes_at_once(shell: Shell, hands: Hands) -> None:
    centre, studied = shell.workspace.centre, a_cohort(shell, CohortState.STUDYING)
    hands.go("cohort", (studied.id, "attendance"))
    panel = hands.find(AttendancePanel)
    panel.register.marks.setFocus()
    place = panel.register.marks.place
    assert place is not None
    change = panel.model.change(*place, None)
    hands.write("-")
    shell.window.close()
    shell.workspace.worker.drain()
    marks = centre.read(grid, cohort_id=studied.id).marks
    assert marks[(change.enrolment_id, change.session_id)].kind_code == "KELMADI"
