"""The table of regions used as a person uses it: pasted, typed, saved, undone."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.cascades.participation import participation
from desktop_app.centre import Centre
from tests.factories import cohort, programme, write
from tests.ui.looks import clipped_words
from ui.pages.participation.page import ParticipationPage
from ui.workspace import Workspace

NUMBERS = (47, 26, 32, 20, 12, 33, 35, 60, 41, 47, 35, 66, 34, 38)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, centre: Centre, settle: Callable[[], None]) -> ParticipationPage:
    cohort_id = write(centre, cohort(write(centre, programme()).id)).id
    made = ParticipationPage(workspace)
    qtbot.addWidget(made)
    made.open(cohort_id)
    made.resize(1100, 700)
    made.show()
    settle()
    return made


def saved_total(page: ParticipationPage, centre: Centre) -> int:
    return centre.read(participation, cohort_id=page._cohort_id).total


def undo(page: ParticipationPage) -> None:
    """Press what the banner offers."""
    button = next(each for each in page.banner.findChildren(QPushButton) if each.text().startswith("Undo"))
    button.click()


def test_numbers_alone_are_pasted_from_the_cursor_down_and_saved_in_one_go(
    page: ParticipationPage, centre: Centre, settle: Callable[[], None]
) -> None:
    QGuiApplication.clipboard().setText("\n".join(map(str, NUMBERS)))
    page.paste()
    assert page.total.text() == "Total: 526"
    assert saved_total(page, centre) == 0
    page.save()
    settle()
    assert saved_total(page, centre) == 526
    undo(page)
    settle()
    assert saved_total(page, centre) == 0


def test_a_table_with_names_is_pasted_in_any_order(page: ParticipationPage, settle: Callable[[], None]) -> None:
    QGuiApplication.clipboard().setText("Toshkent shahar\t38\nAndijon viloyati\t26\nMoskva\t5\n")
    page.paste()
    settle()
    assert page.total.text() == "Total: 64"
    assert "Moskva" in page.banner.text
    assert "Nothing is reported of: Republic of Karakalpakstan" in page.told.text()


def test_what_is_no_number_is_refused_in_its_cell(page: ParticipationPage) -> None:
    assert not page._typed(page.lines[0], "ko'p")
    assert page._typed(page.lines[0], "47")
    assert page._typed(page.lines[0], "")
    assert page.total.text() == "Total: 0"


def test_what_is_typed_outlives_the_page_until_it_is_saved_and_is_not_printed_before(
    page: ParticipationPage, workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    page._typed(page.lines[0], "47")
    page.source.set_value("12-son")
    page.source.edited.emit()
    page.export()
    assert "save it first" in page.banner.text
    again = ParticipationPage(workspace)
    qtbot.addWidget(again)
    again.open(page._cohort_id)
    again.show()
    settle()
    assert (again.total.text(), again.source.value) == ("Total: 47", "12-son")
    assert again.told.text().startswith("Not saved yet.")
    again.save()
    settle()
    assert "Not saved yet." not in again.told.text()
    assert again._is_saved()


def test_no_word_is_clipped(page: ParticipationPage) -> None:
    assert clipped_words(page) == []
