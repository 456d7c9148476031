"""The card of a person: masked number, clipboard, the way to the cohorts."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from tests import factories
from tests.factories import write
from ui.navigation import Target
from ui.pages.people.card_page import PersonPage
from ui.workspace import Workspace

JSHSHIR = "41403850010011"


@pytest.fixture
def person_id(workspace: Workspace) -> int:
    draft = PersonDraft(surname="Olimova", given_name="Zilola", jshshir=JSHSHIR, workplace="12-maktab")
    return workspace.centre.write(save_person, draft).value


@pytest.fixture
def page(workspace: Workspace, person_id: int, qtbot: QtBot, settle: Callable[[], None]) -> PersonPage:
    made = PersonPage(workspace)
    qtbot.addWidget(made)
    made.open(person_id)
    made.show()
    settle()
    return made


def test_the_name_is_shown_in_both_scripts(page: PersonPage) -> None:
    assert (page.who.fact("Latin"), page.who.fact("Cyrillic")) == ("Olimova Zilola", "Олимова Зилола")


def test_the_jshshir_is_masked_until_it_is_asked_for(page: PersonPage, qtbot: QtBot) -> None:
    assert page.who.fact("JShShIR") == "4140385•••••11"
    qtbot.mouseClick(page.show_number, Qt.MouseButton.LeftButton)
    assert page.who.fact("JShShIR") == JSHSHIR


def test_a_copied_card_keeps_the_mask(page: PersonPage) -> None:
    page.copy()
    copied = QGuiApplication.clipboard().text()
    assert "Workplace: 12-maktab" in copied
    assert JSHSHIR not in copied


def test_a_course_leads_to_its_cohort(
    page: PersonPage, workspace: Workspace, person_id: int, settle: Callable[[], None], qtbot: QtBot
) -> None:
    programme = write(workspace.centre, factories.programme())
    cohort = write(workspace.centre, factories.cohort(programme.id))
    write(workspace.centre, factories.enrolment(cohort.id, person_id))
    page.make_stale()
    settle()
    assert page.training.select(lambda course: course.cohort_code == cohort.code)
    with qtbot.waitSignal(workspace.navigation_requested) as led:
        qtbot.keyClick(page.training.view, Qt.Key.Key_Return)
    assert led.args == [Target("cohort", cohort.id)]


def test_a_person_who_is_gone_leads_back_to_the_list(
    page: PersonPage, workspace: Workspace, settle: Callable[[], None]
) -> None:
    page.open(999)
    settle()
    assert not page._edit.isEnabled()
