"""Two PCs of an office on one server, each with its window: what one asks the other allows, and who writes second."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from db.server_roles import Task
from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.accounts.keeping import add_account
from desktop_app.accounts.roles import Role
from desktop_app.accounts.service import StaffMember, actor_of, save_staff_member, staff
from desktop_app.accounts.sign_in import change_password, keys_in, master_of, set_up_accounts, sign_in_again
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.people.records import PersonDraft
from desktop_app.people.search import search_people
from desktop_app.people.service import person_card, save_person
from desktop_app.protection import slots
from desktop_app.returns.states import DispatchWay, ReturnState, kept_returns
from desktop_app.settings import Settings
from tests.conftest import NOW
from tests.journeys.hands import Hands
from tests.returns.sent import approved_return, fill_explained_year
from tests.server.test_roles import join_as
from tests.ui.looks import clipped_words, nobody_waits_for_ever, show_in_front, wait_until
from ui import rights, theme
from ui.app import Shell
from ui.failures import CrashWindow
from ui.pages.accounts.requests_page import RequestDialog
from ui.pages.people.edit_dialog import PersonDialog
from ui.pages.returns.month_acts import NEXT_KEY
from ui.pages.returns.send_dialog import SendDialog
from ui.second_dialog import SecondDialog
from ui.sign_in_page import SignInPage

PASSWORD = "baland togʻlar, oq terak"


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    theme.load_fonts(qapp)
    theme.apply_theme(qapp, "light")
    return qapp


@pytest.fixture(autouse=True)
def passwords_cost_little(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))
    with nobody_waits_for_ever():
        yield
    rights.hold(None)


@pytest.fixture
def office(paths_on_server: CentrePaths) -> CentrePaths:
    """Nodira has approved the return of October and directs; Zilola sends returns; both keep cards. Nobody is in."""
    centre = open_centre(paths_on_server, clock=FixedClock(NOW))
    with centre.closed_on_failure():
        centre.actor = actor_of(centre.read(staff)[0])
        centre.write(save_person, PersonDraft(surname="Karimova", given_name="Anora"))
        fill_explained_year(centre)
        approved_return(centre)
        keys = keys_in(centre)
        keys.prove_recovery(keys.new_recovery(master_of(centre)))
        first = centre.actor.staff_id
        assert first is not None
        second = centre.write(save_staff_member, StaffMember(0, "Tursunova Zilola", "", "", None, 1)).value
        roles = (Role.ADMINISTRATOR, Role.DIRECTOR, Role.METHODIST)
        centre.actor = set_up_accounts(centre, staff_id=first, login="nodira", password=PASSWORD, roles=roles)
        once = add_account(centre, staff_id=second, login="zilola", roles=(Role.REPORTS_OFFICER, Role.METHODIST))
        _let_in(centre, "zilola", once)
        sign_in_again(centre, "nodira", PASSWORD)
        third = centre.write(save_staff_member, StaffMember(0, "Umarov Anvar", "", "", None, 1)).value
        _let_in(centre, "anvar", add_account(centre, staff_id=third, login="anvar", roles=(Role.ADMINISTRATOR,)))
    centre.is_changed_since_backup = False
    centre.close()
    return paths_on_server


def _let_in(centre: Centre, login: str, once: str) -> None:
    """Whoever was given the password for one sign-in chooses another."""
    sign_in_again(centre, login, once)
    change_password(centre, old=once, new=PASSWORD)


class Desk(Hands):
    """Somebody's hands at their own PC. What screens allow is known once in a program: whoever types sits down."""

    def sit(self) -> "Desk":
        person = self.shell.access.person
        assert person is not None
        rights.hold(person.rights, own=person.own_rights)
        show_in_front(self.shell.window)
        self.settle()
        return self

    @property
    def held(self) -> frozenset[str]:
        assert self.shell.access.person is not None
        return self.shell.access.person.rights

    @property
    def centre(self) -> Centre:
        return self.shell.workspace.centre

    @property
    def banner(self) -> str:
        return self.page.banner.text


Come = Callable[[str], Desk]


@pytest.fixture
def come(office: CentrePaths, qapp: QApplication, tmp_path: Path) -> Iterator[Come]:
    """Somebody starts the program at a PC of their own and signs in by keys."""
    shells: list[Shell] = []

    def sign_in(login: str) -> Desk:
        folder = tmp_path / f"pc of {login}"
        folder.mkdir()
        for file in (office.server, office.server_password):
            shutil.copy(file, folder)
        if login == "anvar":
            join_as(office, CentrePaths(folder), Task.ADMINISTRATOR)
        settings = Settings(language="en", theme="light")
        shell = Shell(qapp, settings, folder / "settings.toml", data_folder=folder)
        shells.append(shell)
        shell.window.resize(1366, 768)
        shell.start()
        wait_until(lambda: shell.window.findChild(SignInPage))
        desk = Desk(shell)
        show_in_front(shell.window)
        desk.settle()
        desk.write(login)
        desk.press("Tab")
        desk.write(PASSWORD)
        desk.press("Return")
        wait_until(lambda: shell.window.page is not None)
        desk.centre.clock = FixedClock(NOW)
        return desk.sit()

    yield sign_in
    for shell in shells:
        if shell.workspace.has_centre:
            shell.workspace.centre.is_changed_since_backup = False
        shell.close()
        shell.workspace.worker.end()


def test_a_return_is_sent_once_a_colleague_at_another_pc_has_allowed_it(come: Come) -> None:
    director, officer = come("nodira"), come("zilola")
    director.sit().go("return", (2026, 10))

    def ask(dialog: QDialog) -> None:
        assert isinstance(dialog, SendDialog)
        director.fill("paper", "", "Handed over by courier")
        assert dialog.values()["note"] == "Handed over by courier"
        director.answer(lambda: director.press("Ctrl+Return"), leave_to_a_colleague)

    def leave_to_a_colleague(dialog: QDialog) -> None:
        assert isinstance(dialog, SecondDialog)
        assert dialog.field("login").value == "zilola"
        assert clipped_words(dialog) == []
        director.tab_to(dialog.field("reason").editor)
        director.write("The officer is at the other PC")
        director.tab_to(dialog.later_button)
        director.press("Return")

    director.answer(lambda: director.press(NEXT_KEY), ask)
    assert "request is sent" in director.banner
    officer.sit()
    officer.wait(lambda: officer.shell.window._numbers.get("requests") == 1)
    officer.go("requests")

    def allow(dialog: QDialog) -> None:
        assert isinstance(dialog, RequestDialog)
        assert clipped_words(dialog) == []
        officer.press("Ctrl+Return")

    officer.answer(lambda: officer.press("Ctrl+N"), allow)
    assert "can do it now" in officer.banner
    director.sit()
    director.wait(lambda: director.shell.window._numbers.get("requests") == 1)
    director.go("requests")
    director.answer(lambda: director.press("Ctrl+N"), lambda dialog: director.press("Return"))
    director.wait(lambda: director.shell.window.target.page == "return")
    director.settle()

    def send(dialog: QDialog) -> None:
        assert isinstance(dialog, SendDialog)
        assert dialog.values() == {"way": DispatchWay.PAPER, **dialog.values(), "note": "Handed over by courier"}
        assert "Tursunova Zilola allowed this" in dialog.banner.text
        director.press("Ctrl+Return")

    director.answer(lambda: director.press(NEXT_KEY), send)
    director.settle()
    director.wait(lambda: "sent as No. 1" in director.banner)
    officer.sit()
    (kept,) = officer.centre.read(kept_returns, year=2026)
    assert kept.state is ReturnState.SENT


def test_of_two_who_change_one_card_the_second_sees_both_values_and_loses_nothing(come: Come) -> None:
    first, second = come("nodira"), come("zilola")
    (found,) = first.centre.read(search_people, "karimova")
    card = found.person.id

    def write(desk: Desk, dialog: QDialog, **typed: str) -> None:
        assert isinstance(dialog, PersonDialog)
        for name, value in typed.items():
            desk.tab_to(dialog.field(name).editor)
            desk.write(value)
        desk.press("Ctrl+Return")

    def second_writes(dialog: QDialog) -> None:
        # She has the card open already when the other one saves it.
        rights.hold(first.held)
        first.answer(
            first.page.edit, lambda theirs: write(first, theirs, phone="+998 90 111 11 11", document="AA 1234567")
        )
        rights.hold(second.held)
        write(second, dialog, phone="+998 91 222 22 22", diploma_specialty="Fizika")
        second.settle()
        assert "wrote: +998 90 111 11 11" in dialog.field("phone").error
        assert dialog.field("phone").value == "+998 91 222 22 22"
        assert clipped_words(dialog) == []
        take_in = next(each for each in dialog.findChildren(QPushButton) if each.text().startswith("Take in theirs"))
        second.tab_to(take_in)
        second.press("Return")
        second.settle()
        assert dialog.field("document").value == "AA 1234567"
        second.press("Ctrl+Return")

    for desk in (first, second):
        desk.sit().go("person", card)
    second.answer(lambda: second.press("Ctrl+E"), second_writes)
    draft = first.centre.read(person_card, person_id=card).draft
    assert (draft.phone, draft.document, draft.diploma_specialty) == ("+998 91 222 22 22", "AA 1234567", "Fizika")
    # What stood there in between is in the journal of the card.
    told = first.centre.read(journal_page, JournalFilter(entity="person"), offset=0, limit=50)
    assert "+998 90 111 11 11" in [change.after for line in told for change in line.changes]


def test_an_administrator_whose_login_asks_for_nobody_works_at_a_window_too(come: Come) -> None:
    """Requests name people, so the server keeps them from this login: there are none, and nothing breaks."""
    desk = come("anvar")
    assert not CrashWindow.is_shown
    places = [spec.name for spec in desk.shell.window._in_navigation()]
    assert {"requests", "settings"} <= set(places)
    assert "people" not in places
    for place in places:
        assert desk.go(place).banner.text == "", place
    for section in ("staff", "journal", "protection", "server", "backup"):
        assert desk.go("settings", section).banner.text == "", section
