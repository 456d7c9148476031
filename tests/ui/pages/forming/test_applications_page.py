"""Applications by clicks: entered, people added from the search, withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.forming.applications import applications, save_application, wishes
from desktop_app.forming.records import ApplicationDraft, WishState
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from tests.ui.looks import clipped_words
from ui.pages.forming.application_dialogs import AddPeopleDialog, ApplicationDialog, WithdrawDialog
from ui.pages.forming.applications_page import ApplicationsPage
from ui.workspace import Workspace

TODAY = datetime(2026, 11, 4, 5, 42, tzinfo=UTC)


@dataclass
class Desk:
    page: ApplicationsPage
    centre: Centre
    application_id: int
    settle: Callable[[], None]
    qtbot: QtBot


@pytest.fixture
def desk(workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]) -> Desk:
    centre = workspace.centre
    centre.clock = FixedClock(TODAY)
    draft = ApplicationDraft(date(2026, 11, 2), "44", applicant="Angren boʻlimi", people_stated=2)
    application_id = centre.write(save_application, draft).value
    centre.write(save_person, PersonDraft("Zokirova", "Zilola"))
    page = ApplicationsPage(workspace)
    qtbot.addWidget(page)
    page.resize(1160, 760)
    page.show()
    settle()
    return Desk(page, centre, application_id, settle, qtbot)


def add_zokirova(desk: Desk) -> None:
    dialog = AddPeopleDialog(desk.page, desk.application_id)
    desk.qtbot.addWidget(dialog)
    desk.settle()
    dialog.find_box.setText("Zokir")
    desk.settle()
    dialog.save()
    desk.settle()
    assert dialog.outcome == 1


def test_an_application_is_entered_in_its_form(desk: Desk) -> None:
    dialog = ApplicationDialog(desk.page)
    desk.qtbot.addWidget(dialog)
    desk.settle()
    dialog.field("number").set_value("45")
    dialog.save()
    desk.settle()
    assert dialog.outcome is None
    dialog.field("applicant").set_value("Chirchiq boʻlimi")
    dialog.save()
    desk.settle()
    rows, total = desk.centre.read(applications)
    assert (total, rows[0].number, rows[0].employer) == (2, "45", "Chirchiq boʻlimi")


def test_people_are_found_and_added_and_the_difference_is_shown(desk: Desk) -> None:
    add_zokirova(desk)
    desk.page.refresh()
    desk.settle()
    row = desk.page.table.current()
    assert row is not None
    assert (row.listed, row.difference) == (1, 1)
    assert desk.page.people.view.model().rowCount() == 1
    assert clipped_words(desk.page) == []


def test_a_person_is_withdrawn_with_a_reason_and_brought_back(desk: Desk) -> None:
    add_zokirova(desk)
    desk.page.refresh()
    desk.settle()
    (wish,) = desk.centre.read(wishes, application_id=desk.application_id)
    dialog = WithdrawDialog(desk.page, wish)
    desk.qtbot.addWidget(dialog)
    dialog.field("reason").set_value("Taʼtilda")
    dialog.save()
    desk.page.refresh()
    desk.settle()
    assert desk.centre.read(wishes, application_id=desk.application_id)[0].state is WishState.WITHDRAWN
    desk.page.withdraw()
    desk.settle()
    assert desk.centre.read(wishes, application_id=desk.application_id)[0].state is WishState.WAITING


def test_who_stands_there_already_is_told_and_the_next_ones_are_guessed_alike(desk: Desk) -> None:
    add_zokirova(desk)
    (wish,) = desk.centre.read(wishes, application_id=desk.application_id)
    dialog = AddPeopleDialog(desk.page, desk.application_id, replace(wish, year=2027, month=3, shift_code="1"))
    desk.qtbot.addWidget(dialog)
    desk.settle()
    assert (dialog.field("year").value, dialog.field("month").value) == (2027, 3)
    dialog.find_box.setText("Zokir")
    desk.settle()
    dialog.save()
    desk.settle()
    assert dialog.outcome is None
    assert dialog.banner.text == "All of them stand in this application already."


def test_a_line_taken_off_comes_back_from_the_banner(desk: Desk) -> None:
    add_zokirova(desk)
    desk.page.refresh()
    desk.settle()
    (before,) = desk.centre.read(wishes, application_id=desk.application_id)
    desk.page.remove()
    desk.settle()
    assert desk.centre.read(wishes, application_id=desk.application_id) == []
    next(button for button in desk.page.banner.findChildren(QPushButton) if button.text() == "Undo").click()
    desk.settle()
    (after,) = desk.centre.read(wishes, application_id=desk.application_id)
    assert replace(after, id=before.id) == before


def test_the_application_in_hand_stays_so_when_its_counts_change(desk: Desk) -> None:
    newer = ApplicationDraft(date(2026, 11, 3), "45", applicant="Chirchiq boʻlimi")
    desk.centre.write(save_application, newer)
    desk.page.refresh()
    desk.settle()
    assert desk.page.table.select(lambda row: row.number == "44")
    add_zokirova(desk)
    desk.page.refresh()
    desk.settle()
    row = desk.page.table.current()
    assert row is not None
    assert (row.number, row.listed) == ("44", 1)
