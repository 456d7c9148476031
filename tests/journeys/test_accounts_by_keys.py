"""A day with accounts, by keys: the lock, the rights of a person over their data, and a colleague who leaves."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton
from sqlalchemy.orm import Session

from db.models.people import Person
from desktop_app.accounts.approvals import requests
from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.accounts.keeping import add_account
from desktop_app.accounts.roles import Role
from desktop_app.accounts.service import StaffMember, save_staff_member
from desktop_app.accounts.sign_in import change_password, keys_in, master_of, set_pin, set_up_accounts, sign_in_again
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import Clock, FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.people.consents import consents
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import person_card, save_person
from desktop_app.personal_data.past_term import people_past_term
from desktop_app.personal_data.purposes import Category
from desktop_app.progress import Progress
from desktop_app.protection import slots
from desktop_app.protection.keys import WrongPassword, keys_of, keys_of_backup
from desktop_app.safety.backup import back_up
from desktop_app.safety.encrypting import encrypt
from tests import factories
from tests.journeys.conftest import NOW
from tests.journeys.hands import Hands
from tests.ui.looks import show_in_front, when_asked
from ui import rights
from ui.app import Shell
from ui.pages.people.card_page import PersonPage
from ui.pages.people.card_tabs import CONSENTS
from ui.pages.people.edit_dialog import PersonDialog
from ui.pages.people.history_dialogs import ConsentDialog, WithdrawalDialog
from ui.pages.people.questions import ChangeDialog
from ui.pages.settings.past_term_dialog import PastTermDialog, TakeOutDialog
from ui.pages.settings.protection import ProtectionSection
from ui.pages.settings.staff import StaffSection
from ui.second_dialog import SecondDialog
from ui.sign_in_page import SignInPage

PASSWORD, PIN = "togʻ ustida qor bor", "4826"
SURNAME, OLD = "Zzzyev", ("Olimova", "Zokirova")


@pytest.fixture(autouse=True)
def passwords_cost_little(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))
    yield
    rights.hold(None)


@pytest.fixture
def language() -> str:
    return "en"


@pytest.fixture
def data_folder(demonstration: Path, tmp_path: Path) -> Path:
    """Nodira administers and directs; Zilola, a methodist and auditor with a PIN, works beside her. Encrypted."""
    folder = Path(shutil.copytree(demonstration, tmp_path / "centre"))
    centre = open_centre(CentrePaths(folder), clock=FixedClock(NOW))
    with centre.closed_on_failure():
        long_ago = NOW - timedelta(days=365 * 12)
        for surname in OLD:
            factories.write(centre, factories.person(surname=surname, created_at=long_ago))
        keys = keys_in(centre)
        keys.prove_recovery(keys.new_recovery(master_of(centre)))
        second = centre.write(save_staff_member, StaffMember(0, "Tursunova Zilola", "", "", None, 1)).value
        centre.actor = set_up_accounts(
            centre, staff_id=1, login="nodira", password=PASSWORD, roles=(Role.ADMINISTRATOR, Role.DIRECTOR)
        )
        once = add_account(centre, staff_id=second, login="zilola", roles=(Role.METHODIST, Role.AUDITOR))
        sign_in_again(centre, "zilola", once)
        change_password(centre, old=once, new=PASSWORD)
        set_pin(centre, password=PASSWORD, pin=PIN)
        centre.write(save_person, PersonDraft(surname=SURNAME, given_name="Anora"))
    master = centre.master
    centre.is_changed_since_backup = False
    centre.close()
    assert master is not None
    encrypt(CentrePaths(folder), master, clock=FixedClock(NOW), progress=Progress())
    return folder


def sign_in(hands: Hands, login: str, *, password: str = PASSWORD) -> Centre:
    page = hands.find(SignInPage)
    show_in_front(hands.shell.window)
    hands.settle()
    # The list of names first, then the password.
    names = page.panel._names
    hands.tab_to(names)
    hands.press("Home")
    while page.panel.login != login:
        hands.press("Down")
    hands.tab_to(page.panel.password.editor)
    hands.write(password)
    hands.press("Return")
    hands.wait(lambda: hands.shell.window.page is not None)
    centre = hands.shell.workspace.centre
    centre.clock = FixedClock(NOW)
    hands.settle()
    return centre


def zzzyev(centre: Centre) -> int:
    with Session(centre.engine) as session:
        return session.query(Person.id).filter_by(surname=SURNAME).scalar()


@pytest.mark.parametrize("how", ["left alone", "screen locked"])
def test_what_was_typed_stands_behind_the_lock(how: str, shell: Shell, hands: Hands) -> None:
    centre = sign_in(hands, "zilola")
    card = zzzyev(centre)
    hands.go("person", card)

    def type_and_leave(dialog: QDialog) -> None:
        assert isinstance(dialog, PersonDialog)
        hands.tab_to(dialog.field("document").editor)
        hands.write("AA 1234567")
        hands.answer(leave, come_back)
        assert dialog.field("document").value == "AA 1234567"
        hands.press("Ctrl+Return")

    def leave() -> None:
        lock = shell.access.window_lock
        assert lock is not None
        if how == "left alone":
            lock._idle.start(20)
        else:
            # What the system's word arrives at.
            lock._system.note_lock()

    def come_back(dialog: QDialog) -> None:
        assert dialog is shell.access.window_lock.dialog
        assert not shell.window.page.isVisible()
        assert SURNAME not in shell.window.windowTitle()
        shell.access.window_lock._idle.start(600_000)
        hands.write(PIN)
        hands.press("Return")

    hands.answer(lambda: hands.press("Ctrl+E"), type_and_leave)
    assert centre.read(person_card, person_id=card).draft.document == "AA 1234567"


def test_a_consent_is_noted_with_its_day_and_withdrawn_and_a_wrong_name_is_corrected(
    shell: Shell, hands: Hands
) -> None:
    centre = sign_in(hands, "zilola")
    card = zzzyev(centre)
    page = hands.go("person", card)
    assert isinstance(page, PersonPage)
    hands.tab_to(page.tabs.tabBar())
    for _step in range(page.tabs.count()):
        hands.press("Right")
    hands.settle()
    assert page.tabs.name == CONSENTS

    def note(dialog: QDialog) -> None:
        assert isinstance(dialog, ConsentDialog)
        hands.fill("12.11.2026", "paper")
        hands.press("Ctrl+Return")

    def withdraw(dialog: QDialog) -> None:
        assert isinstance(dialog, WithdrawalDialog)
        hands.fill("18.11.2026", "Own letter")
        hands.press("Ctrl+Return")

    def it_was_misspelt(dialog: QDialog) -> None:
        assert isinstance(dialog, ChangeDialog)
        hands.press("Down", "Return")

    def correct(dialog: QDialog) -> None:
        assert isinstance(dialog, PersonDialog)
        hands.tab_to(dialog.field("given_name").editor)
        hands.press("Ctrl+A")
        hands.write("Anora-Begim")
        hands.answer(lambda: hands.press("Ctrl+Return"), it_was_misspelt)

    hands.answer(lambda: hands.press("Ins"), note)
    hands.tab_to(page.tabs.content(CONSENTS).table.view)
    hands.answer(lambda: hands.press("F2"), withdraw)
    (consent,) = centre.read(consents, card)
    assert (consent.given_on, consent.withdrawn_on) == (date(2026, 11, 12), date(2026, 11, 18))
    assert not consent.holds
    hands.answer(lambda: hands.press("Ctrl+E"), correct)
    corrected = centre.read(person_card, person_id=card)
    assert (corrected.draft.given_name, corrected.former_names) == ("Anora-Begim", ())
    # What was wrong, what is right and who put it right is in the journal of the person.
    told = centre.read(journal_page, JournalFilter(entity="person", entity_id=str(card)), offset=0, limit=9)
    assert ("Anora", "Anora-Begim", "Tursunova Zilola") in [
        (change.before, change.after, line.actor_name) for line in told for change in line.changes
    ]


def test_what_is_past_its_term_goes_together_when_two_sign(
    shell: Shell, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = tmp_path / "act.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kwargs: (str(act), ""))
    centre = sign_in(hands, "zilola")
    before = centre.read(people_past_term, category=Category.CARD)
    assert {line.name.surname for line in before} == set(OLD)
    hands.go("settings", "personal_data")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, PastTermDialog)
        hands.answer(lambda: hands.press("Ctrl+D"), mean_it)

    def mean_it(dialog: QDialog) -> None:
        assert isinstance(dialog, TakeOutDialog)
        hands.fill("Term over")
        hands.write(str(len(OLD)))
        # For good: the button is meant, Enter in a field does nothing.
        hands.press("Return")
        hands.tab_to(dialog.save_button)
        hands.press("Return")

    def sign(dialog: SecondDialog) -> None:
        show_in_front(dialog)
        assert dialog.field("login").value == "nodira"
        hands.tab_to(dialog.field("password").editor)
        hands.write(PASSWORD)
        hands.press("Return")

    when_asked(SecondDialog, sign)
    hands.press("Home")
    hands.answer(lambda: hands.press("Ctrl+L"), look)
    hands.wait(act.exists)
    hands.settle()
    assert act.read_bytes().startswith(b"%PDF")
    assert centre.read(people_past_term, category=Category.CARD) == []
    (request,) = centre.read(requests, is_open=False)
    assert (request.asked_by, request.decided_by) == ("Tursunova Zilola", "Saidova Nodira Rustam qizi")


def test_who_left_opens_neither_the_centre_nor_a_backup_made_since(shell: Shell, hands: Hands) -> None:
    centre = sign_in(hands, "nodira")
    paths, left_with = centre.paths, centre.database_key
    earlier = back_up(centre, reason="on-demand").path
    hands.go("settings", "staff")
    section = hands.find(StaffSection)
    hands.tab_to(section.table.view)
    hands.press("Home")
    while section.table.current().member.full_name != "Tursunova Zilola":
        hands.press("Down")
    hands.answer(lambda: hands.press("Del"), lambda form: hands.press("Ctrl+Return"))
    assert "earlier backups stay as they are" in hands.page.banner.text
    (to_the_keys,) = (each for each in hands.page.banner.findChildren(QPushButton) if each.text() == "To the keys")
    hands.tab_to(to_the_keys)
    hands.press("Return")
    protection = hands.find(ProtectionSection)
    hands.settle()
    new_key = protection.encryption.buttons[2]
    hands.tab_to(new_key)
    hands.answer(lambda: hands.press("Return"), lambda question: hands.press("Return"))
    hands.wait(lambda: shell.workspace.has_centre and shell.workspace.centre is not centre)
    hands.wait(lambda: shell.window.page is not None)
    hands.settle()
    assert "written anew" in hands.page.banner.text
    opened = shell.workspace.centre
    assert opened.actor.name == "Saidova Nodira Rustam qizi"
    later = back_up(opened, reason="on-demand").path
    assert opened.database_key != left_with
    for keys in (keys_of(paths), keys_of_backup(later)):
        assert keys is not None
        assert keys.logins() == ["nodira"]
        with pytest.raises(WrongPassword):
            keys.unlock("zilola", PASSWORD, clock=Clock())
    # What was made before is closed by the key of before, as the notice says.
    kept = keys_of_backup(earlier)
    assert kept is not None
    assert kept.logins() == ["nodira", "zilola"]
