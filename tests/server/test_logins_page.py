"""Settings, Several PCs, of a centre on a server: logins given and closed by hand, what was erased written anew."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.accounts.keeping import add_account
from desktop_app.accounts.rights import rights_of
from desktop_app.accounts.roles import Role
from desktop_app.accounts.service import StaffMember, save_staff_member
from desktop_app.accounts.sign_in import keys_in, set_up_accounts
from desktop_app.centre import Centre
from desktop_app.people.erasure import erase_person
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.protection import slots
from desktop_app.settings import Settings
from tests.ui.looks import clipped_words, wait_until, when_asked
from ui import rights
from ui.background import Worker
from ui.pages.settings.database_logins import GivenLoginDialog
from ui.pages.settings.server import ServerSection
from ui.widgets.confirm import ConfirmDialog
from ui.workspace import Workspace

PASSWORD = "baland togʻlar, oq terak"
HELD = ["administrator", "director"]


@pytest.fixture
def section(served: Centre, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServerSection]:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))
    person_id = served.write(save_person, PersonDraft(surname="Karimova", given_name="Anora")).value
    erase_person(served, person_id=person_id, reason="Oʻz arizasi")
    assert served.master is not None
    assert served.actor.staff_id is not None
    keys = keys_in(served)
    keys.prove_recovery(keys.new_recovery(served.master))
    first = {"staff_id": served.actor.staff_id, "login": "nodira", "password": PASSWORD, "roles": HELD}
    served.actor = set_up_accounts(served, **first)  # type: ignore[arg-type]
    member = served.write(save_staff_member, StaffMember(0, "Tursunova Zilola", "", "", None, 1)).value
    add_account(served, staff_id=member, login="zilola", roles=[Role.REGISTRAR])
    rights.hold(rights_of(HELD))
    workspace = Workspace(Worker(), Settings(), tmp_path / "settings.toml")
    workspace.adopt(served)
    made = ServerSection(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.refresh()
    until(made, lambda: bool(made.logins and made.logins.table.select(lambda line: line.login == "zilola")))
    yield made
    workspace.worker.drain()
    workspace.worker.end()
    rights.hold(None)


def until(section: ServerSection, holds: Callable[[], bool]) -> None:
    wait_until(lambda: section.workspace.worker.is_idle() and holds())


def state(section: ServerSection) -> str:
    assert section.logins is not None
    line = section.logins.table.current()
    return f"{line.task} {line.is_open}" if line is not None else ""


def test_a_login_is_given_shown_once_and_closed(section: ServerSection) -> None:
    assert section.logins is not None
    shown: list[str] = []

    def read(dialog: GivenLoginDialog) -> None:
        shown.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.accept()

    when_asked(ConfirmDialog, lambda dialog: dialog.accept())
    when_asked(GivenLoginDialog, read)
    section.logins.give_button.click()
    until(section, lambda: state(section) == "office True")
    assert any(".zilola@" in text for text in shown)
    assert clipped_words(section) == []
    when_asked(ConfirmDialog, lambda dialog: dialog.accept())
    section.logins.close_button.click()
    until(section, lambda: state(section) == "office False")
    assert not section.logins.close_button.isEnabled()


def test_what_was_erased_is_told_until_the_tables_are_written_anew(section: ServerSection) -> None:
    assert not section.erased.isHidden()
    when_asked(ConfirmDialog, lambda dialog: dialog.accept())
    section.rewrite.click()
    until(section, section.erased.isHidden)
