"""What one person asked for and another allowed later: the form closes, is told of, and stands filled in again."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.accounts.approvals import Signer, requests
from desktop_app.accounts.roles import Role
from desktop_app.centre import Centre
from desktop_app.people.lines import person_lines
from desktop_app.people.records import PersonDraft, PersonLine
from desktop_app.people.service import save_person
from tests.ui.looks import clipped_words, when_asked
from tests.ui.signed_in import PASSWORD, SECOND_PASSWORD, allow_the_request, take_the_seat, with_accounts
from ui.navigation import Target
from ui.pages.accounts.requests_page import OPEN, RequestDialog, RequestsPage
from ui.pages.home.todo import todo_lines
from ui.pages.people.leaving_dialogs import EraseDialog
from ui.second_dialog import SecondDialog
from ui.widgets.page import Page
from ui.workspace import Workspace

Settle = Callable[[], None]
REASON = "Ariza 14-son"


@pytest.fixture
def line(workspace: Workspace, centre: Centre) -> PersonLine:
    """Of a person whom Saidova, an auditor, is about to erase."""
    person_id = centre.write(save_person, PersonDraft(surname="Olimova", given_name="Lola")).value
    with_accounts(centre, Role.AUDITOR)
    take_the_seat(centre, "saidova", SECOND_PASSWORD)
    return centre.read(person_lines, [person_id])[0]


@pytest.fixture
def page(line: PersonLine, workspace: Workspace, qtbot: QtBot) -> Page:
    page = Page(workspace, title="Person")
    qtbot.addWidget(page)
    page.show()
    return page


def ask_for_it(page: QWidget, line: PersonLine, settle: Settle, qtbot: QtBot) -> EraseDialog:
    def leave_it_for_later(dialog: SecondDialog) -> None:
        dialog.field("reason").set_value("Direktor kelgach")
        dialog.send()

    form = EraseDialog(page, line)
    qtbot.addWidget(form)
    form.show()
    settle()
    form.field("reason").set_value(REASON)
    form.field("surname").set_value("Olimova")
    when_asked(SecondDialog, leave_it_for_later)
    form.save()
    settle()
    settle()
    return form


def allow_it(centre: Centre) -> None:
    allow_the_request(centre)
    take_the_seat(centre, "saidova", SECOND_PASSWORD)


def test_a_form_whose_request_is_sent_closes_without_a_question_and_the_page_says_so(
    page: Page, line: PersonLine, settle: Settle, qtbot: QtBot
) -> None:
    told: list[str] = []
    page.workspace.notice_requested.connect(lambda text, _undo, _link: told.append(text))
    form = ask_for_it(page, line, settle, qtbot)
    assert not form.isVisible()
    assert len(told) == 1
    assert "request is sent" in told[0]


def test_what_was_allowed_stands_in_the_form_as_it_was_asked_for(
    page: Page, line: PersonLine, settle: Settle, qtbot: QtBot
) -> None:
    ask_for_it(page, line, settle, qtbot)
    waiting = EraseDialog(page, line)
    qtbot.addWidget(waiting)
    waiting.show()
    settle()
    assert waiting.field("reason").value == ""
    allow_it(page.workspace.centre)
    form = EraseDialog(page, line)
    qtbot.addWidget(form)
    form.show()
    settle()
    assert form.field("reason").value == REASON
    assert "Yusupova Nargiza" in form.banner.text
    # Nothing was typed here, and what says that it is meant is typed by whoever means it.
    assert form.field("surname").value == ""
    assert not form.is_changed()
    assert clipped_words(form) == []
    form.field("surname").set_value("Olimova")
    form.save()
    settle()
    assert form.outcome is not None
    assert page.workspace.centre.read(requests) == []


def test_today_tells_both_of_the_request_and_leads_to_it(
    page: Page, line: PersonLine, settle: Settle, qtbot: QtBot
) -> None:
    ask_for_it(page, line, settle, qtbot)
    centre = page.workspace.centre
    assert [each for each in todo_lines(centre) if each.request] == []
    take_the_seat(centre, "yusupova", PASSWORD)
    (asked,) = (each for each in todo_lines(centre) if each.request)
    assert "Saidova Nodira" in asked.text
    take_the_seat(centre, "saidova", SECOND_PASSWORD)
    allow_it(centre)
    (allowed,) = (each for each in todo_lines(centre) if each.request)
    assert "Yusupova Nargiza" in allowed.text
    assert allowed.target == Target("requests", allowed.request.id if allowed.request else 0)
    gone: list[Target] = []
    page.workspace.navigation_requested.connect(gone.append)
    shown = RequestsPage(page.workspace)
    qtbot.addWidget(shown)
    shown.open(allowed.target.argument)
    shown.show()
    settle()

    def go(dialog: RequestDialog) -> None:
        assert clipped_words(dialog) == []
        dialog.save()
        assert dialog.outcome == OPEN

    when_asked(RequestDialog, go)
    shown.look()
    settle()
    assert gone == [Target("person", line.id)]


def test_the_focus_waits_where_there_is_something_to_type(
    page: Page, line: PersonLine, settle: Settle, qtbot: QtBot
) -> None:
    reached: list[QWidget | None] = []
    awaited: list[QWidget] = []

    def look(dialog: SecondDialog) -> None:
        for signers in ([Signer("karimov", "Karimov A.")], []):
            dialog._show_signers(signers)
            reached.append(dialog.focusWidget())
        awaited.extend([dialog.field("password").editor, dialog.field("reason").editor])
        dialog.leave()

    form = EraseDialog(page, line)
    qtbot.addWidget(form)
    form.show()
    settle()
    form.field("reason").set_value(REASON)
    form.field("surname").set_value("Olimova")
    when_asked(SecondDialog, look)
    form.save()
    settle()
    assert len(awaited) == 2
    assert reached == awaited
    form.done(0)
