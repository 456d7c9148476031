"""The PC is gone: a stick with the backups and the printed sheet bring the centre back in the window, by keys alone."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from db import schema
from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.accounts.recovery import prove_recovery_sheet, write_recovery_sheet
from desktop_app.accounts.sign_in import set_up_accounts
from desktop_app.bootstrap import create_centre, open_centre
from desktop_app.documents.qr import read_codes
from desktop_app.paths import CentrePaths
from desktop_app.people.records import PersonDraft
from desktop_app.people.search import search_people
from desktop_app.people.service import save_person
from desktop_app.progress import Progress
from desktop_app.protection import slots
from desktop_app.reference.records import NewCentre
from desktop_app.safety.backup import backups
from desktop_app.safety.encrypting import encrypt
from tests.journeys.hands import Hands
from ui import rights
from ui.app import Shell
from ui.pages.welcome.backup_dialog import RestoreBackupDialog
from ui.pages.welcome.page import WelcomePage
from ui.recovery_dialog import RecoveryDialog
from ui.sign_in_page import SignInPage

OLD_PASSWORD, NEW_PASSWORD = "togʻ ustida qor bor", "suv tagida tosh yotar"
SIGHTS = os.environ.get("MAHORAT_SCREENS", "")


@pytest.fixture(autouse=True)
def passwords_cost_little(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))
    yield
    rights.hold(None)


@pytest.fixture
def code(tmp_path: Path) -> str:
    """What stands on the sheet of a centre that burned: only its backups are left, on a stick."""
    paths = CentrePaths(tmp_path / "burned")
    new = NewCentre("Markaz", "1727", "Karimova Dilnoza", "Nurafshon", staff_name="Yusupova Nargiza")
    centre = create_centre(paths, new)
    centre.write(save_person, PersonDraft(surname="Olimova", given_name="Lola"))
    sheet = write_recovery_sheet(centre, tmp_path / "sheet.pdf")
    printed = read_codes(sheet)[0].text
    prove_recovery_sheet(centre, printed)
    roles = ["administrator", "director"]
    set_up_accounts(centre, staff_id=1, login="yusupova", password=OLD_PASSWORD, roles=roles)
    master, clock = centre.master, centre.clock
    centre.close()
    encrypt(paths, master, clock=clock, progress=Progress())
    open_centre(paths, master=master).close()
    paths.backups.rename(stick(tmp_path))
    shutil.rmtree(paths.folder)
    return printed


def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def sight(widget: QWidget, name: str) -> None:
    """For eyes: saved where MAHORAT_SCREENS names a folder."""
    if SIGHTS:
        widget.grab().save(f"{SIGHTS}/{name}.png")


def test_the_stick_and_the_sheet_are_enough(code: str, shell: Shell, hands: Hands, tmp_path: Path) -> None:
    file = backups(stick(tmp_path))[-1].path
    assert not schema.is_plain(file)
    page = hands.find(WelcomePage)
    folder = page.form.folder
    sight(shell.window, "new-pc-1-welcome")

    def restore(dialog: QDialog) -> None:
        assert isinstance(dialog, RestoreBackupDialog)
        assert not dialog.field("code").isVisible()
        hands.write(str(file))
        hands.settle()
        assert "1" in dialog.found.text()
        hands.press("Tab", "Tab")
        hands.write(code[:-1] + ("0" if code[-1] != "0" else "1"))
        hands.press("Return")
        hands.settle()
        assert dialog.field("code").error
        assert not CentrePaths(folder).database.exists()
        sight(dialog, "new-pc-2-wrong-code")
        hands.press("Ctrl+A")
        hands.write(code.lower().replace("-", " "))
        sight(dialog, "new-pc-3-code")
        hands.press("Return")

    hands.answer(lambda: hands.press("Ctrl+R"), restore)
    sign_in = hands.find(SignInPage)
    hands.settle()
    sight(shell.window, "new-pc-4-sign-in")

    def new_password(dialog: QDialog) -> None:
        assert isinstance(dialog, RecoveryDialog)
        hands.write(code)
        hands.press("Tab")
        dialog.findChild(QComboBox).setCurrentIndex(0)
        hands.press("Tab")
        hands.fill(NEW_PASSWORD, NEW_PASSWORD)
        sight(dialog, "new-pc-5-password")
        dialog.save()

    hands.answer(sign_in.recovery_wanted.emit, new_password)
    hands.wait(lambda: shell.window.page is not None)
    hands.settle()
    sight(shell.window, "new-pc-6-inside")
    centre = shell.workspace.centre
    assert [hit.person.full_name for hit in centre.read(search_people, "olimova")] == ["Olimova Lola"]
    assert not schema.is_plain(centre.paths.database)
    told = [entry.action for entry in centre.read(journal_page, JournalFilter(), offset=0, limit=9)]
    assert {"restore", "recover", "sign_in"} <= set(told)
