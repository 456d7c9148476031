"""The form of badges: whose are shown, and what it finishes with."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.attendance.badge_records import BadgeLook, BadgeSize
from desktop_app.centre import Centre
from desktop_app.i18n import LANGUAGES, set_language
from tests.attendance.printed_sheets import Printable, printable
from tests.attendance.walk_ins_made import close
from tests.ui.looks import clipped_words
from ui.pages.attendance.actions import COHORT_ACTIONS
from ui.pages.attendance_desk.badge_dialog import BadgeDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def course(centre: Centre) -> Printable:
    return printable(centre, surnames=("Azimova", "Botirova", "Gʻulomova"))


@pytest.fixture
def owner(qtbot: QtBot, workspace: Workspace) -> QWidget:
    made = QWidget()
    made.workspace = workspace  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    return made


def opened(owner: QWidget, course: Printable, settle: Settle) -> BadgeDialog:
    dialog = BadgeDialog(owner, cohort_id=course.cohort_id)
    dialog.show()
    settle()
    return dialog


def test_at_first_everybody_is_chosen_and_shown(owner: QWidget, course: Printable, settle: Settle) -> None:
    dialog = opened(owner, course, settle)
    assert dialog.job().enrolment_ids == course.people
    assert dialog.save_button.isEnabled()
    dialog.save()
    job, is_file = dialog.outcome
    assert (job.look, job.name, is_file) == (BadgeLook(), "Badges of cohort MAT-26/11", False)


def test_one_badge_again_by_the_filter_and_a_click(owner: QWidget, course: Printable, settle: Settle) -> None:
    dialog = opened(owner, course, settle)
    dialog.people.select(lambda row: row.name.startswith("Botirova"))
    dialog.field("size").set_value(BadgeSize.LARGE)
    settle()
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    job, is_file = dialog.outcome
    assert (job.enrolment_ids, job.look.size, is_file) == ((course.people[1],), BadgeSize.LARGE, True)


def test_a_closed_cohort_says_so_and_prints_nothing(
    owner: QWidget, course: Printable, settle: Settle, centre: Centre
) -> None:
    close(centre, course.cohort_id)
    dialog = opened(owner, course, settle)
    assert "is completed" in dialog.banner.text
    assert not dialog.save_button.isEnabled()
    dialog.close()


def test_the_register_opens_it_by_a_key() -> None:
    (action,) = [each for each in COHORT_ACTIONS if each.name == "badges"]
    assert action.opens == "ui.pages.attendance_desk.badge_dialog:ask_badges"
    assert [each.key for each in COHORT_ACTIONS].count(action.key) == 1


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_nothing_is_clipped(owner: QWidget, course: Printable, settle: Settle, language: str) -> None:
    set_language(language)
    dialog = opened(owner, course, settle)
    assert clipped_words(dialog) == []
    dialog.close()
