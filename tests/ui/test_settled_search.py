"""Whom a search showed goes to the journal once the list has stood for a while: at no key, and not twice."""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.models.journal import JournalEntry
from desktop_app.centre import Centre
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from ui import settled_search
from ui.find_person import FindPersonDialog
from ui.navigation import SEARCHES
from ui.pages.people.list_page import PeoplePage
from ui.search_box import SearchBox
from ui.workspace import Workspace

Settle = Callable[[], None]
TypeText = Callable[[QWidget, str], None]
SOON_MS = 120


@pytest.fixture
def people(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(settled_search, "SETTLED_AFTER_MS", SOON_MS)
    drafts = [PersonDraft(surname=surname, given_name="Lola") for surname in ("Olimova", "Olimjonova", "Zokirova")]
    return [workspace.centre.write(save_person, draft).value for draft in drafts]


def searches(centre: Centre) -> list[set[int]]:
    """Whom each search of the journal showed."""
    asked = select(JournalEntry.after).where(JournalEntry.action == "search").order_by(JournalEntry.seq)
    with centre.engine.connect() as connection:
        return [{int(number) for number in facts["shown_ids"].split()} for facts in connection.scalars(asked)]


def shown(workspace: Workspace, qtbot: QtBot, settle: Settle) -> PeoplePage:
    page = PeoplePage(workspace)
    qtbot.addWidget(page)
    page.show()
    settle()
    return page


def test_only_the_list_that_was_looked_at_is_told_and_once(
    workspace: Workspace, people: list[int], qtbot: QtBot, settle: Settle, type_text: TypeText
) -> None:
    page = shown(workspace, qtbot, settle)
    for letter in "olim":
        type_text(page.table.filter_box, letter)
        settle()
    qtbot.waitUntil(lambda: len(searches(workspace.centre)) == 1)
    page.model.reload()
    QTest.qWait(2 * SOON_MS)
    settle()
    assert searches(workspace.centre) == [set(people[:2])]


def test_a_list_that_nobody_searched_is_told_by_nobody(
    workspace: Workspace, people: list[int], qtbot: QtBot, settle: Settle
) -> None:
    shown(workspace, qtbot, settle)
    QTest.qWait(2 * SOON_MS)
    settle()
    assert not searches(workspace.centre)


def test_whoever_goes_on_typing_has_read_nothing(
    workspace: Workspace, people: list[int], qtbot: QtBot, settle: Settle, type_text: TypeText
) -> None:
    page = shown(workspace, qtbot, settle)
    page.settled._pause.setInterval(60_000)
    type_text(page.table.filter_box, "olim")
    settle()
    QTest.qWait(SOON_MS)
    assert not searches(workspace.centre)


def test_the_search_of_everything_and_the_form_that_finds_leave_it_too(
    workspace: Workspace, people: list[int], qtbot: QtBot, settle: Settle, type_text: TypeText
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = SearchBox(workspace, SEARCHES)
    QVBoxLayout(window).addWidget(box)
    window.resize(700, 420)
    window.show()
    box.setFocus()
    type_text(box, "zokir")
    qtbot.waitUntil(lambda: searches(workspace.centre) == [{people[2]}])
    page = shown(workspace, qtbot, settle)
    dialog = FindPersonDialog(page, title="Find", save_text="Take", table_name="t")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.find_box.setText("olimj")
    settle()
    dialog.submit()
    settle()
    assert searches(workspace.centre)[1:] == [{people[1]}]
