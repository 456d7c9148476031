"""Accounts in the settings, the table of rights, and what two people answer for, as the window shows them."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.accounts.approvals import ask_second, requests
from desktop_app.accounts.keeping import accounts, role_titles
from desktop_app.accounts.rights import RIGHTS_OF
from desktop_app.accounts.roles import Role
from desktop_app.accounts.sign_in import sign_in_again
from desktop_app.errors import SecondNeeded
from desktop_app.i18n import set_language
from desktop_app.safety.backup import back_up
from tests.ui.looks import clipped_words, show_in_front, when_asked
from tests.ui.signed_in import PASSWORD, SECOND_PASSWORD
from ui import rights
from ui.navigation import Target
from ui.operations import run_command
from ui.pages.accounts.requests_page import RequestDialog, RequestsPage, place_of
from ui.pages.accounts.roles_page import YES, RolesPage, TitlesDialog
from ui.pages.settings.account_dialogs import NewAccountDialog, OneTimePasswordDialog, RolesDialog
from ui.pages.settings.protection import ProtectionSection
from ui.pages.settings.staff import LeavingForm, StaffForm, StaffSection
from ui.second_dialog import SecondDialog
from ui.widgets.confirm import ConfirmDialog
from ui.widgets.page import Page
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def staff(signed_in: Workspace, qtbot: QtBot, settle: Settle) -> StaffSection:
    section = StaffSection(signed_in)
    qtbot.addWidget(section)
    section.resize(1000, 600)
    section.show()
    settle()
    return section


def state_of(section: StaffSection, name: str) -> tuple[str, str]:
    column = {each.name: each for each in section.table.columns}
    (line,) = (line for line in section.table.rows_in_sight() if line.member.full_name == name)
    return line.roles, column["state"].text(line)


def test_the_staff_are_listed_with_their_roles_and_accounts(staff: StaffSection) -> None:
    assert state_of(staff, "Yusupova Nargiza") == ("Administrator, Director", "Signs in")
    assert state_of(staff, "Saidova Nodira") == ("Methodist", "Signs in")
    assert clipped_words(staff) == []


def test_a_colleague_is_given_an_account_and_a_password_shown_once(
    staff: StaffSection, qtbot: QtBot, settle: Settle
) -> None:
    shown: list[str] = []

    def give(dialog: NewAccountDialog) -> None:
        assert dialog.field("login").value == "toraev"
        dialog.field(Role.REGISTRAR.value).set_value(True)
        dialog.save()

    def pass_on(dialog: OneTimePasswordDialog) -> None:
        shown.append(dialog._password)
        dialog.save()

    def name(form: StaffForm) -> None:
        form.field("full_name").set_value("Toʻraev Gʻayrat")
        form.save()

    when_asked(StaffForm, name)
    staff.add()
    settle()
    # The next key is meant for whoever was just added.
    assert [line.member.full_name for line in staff.table.selected()] == ["Toʻraev Gʻayrat"]
    when_asked(NewAccountDialog, give)
    when_asked(OneTimePasswordDialog, pass_on)
    staff._account_buttons[1].click()
    qtbot.waitUntil(lambda: bool(shown), timeout=5_000)
    settle()
    assert state_of(staff, "Toʻraev Gʻayrat") == ("Registrar", "Password to be chosen")
    centre = staff.workspace.centre
    assert sign_in_again(centre, "toraev", shown[0]).name == "Toʻraev Gʻayrat"


def test_roles_are_changed_and_the_last_administrator_stays(staff: StaffSection, settle: Settle) -> None:
    def drop(dialog: RolesDialog) -> None:
        dialog.field(Role.ADMINISTRATOR.value).set_value(False)
        dialog.save()
        dialog.finished.connect(lambda _code: None)

    def seen(dialog: RolesDialog) -> None:
        assert "one administrator" in dialog.banner.text
        dialog.done(0)

    staff.table.select(lambda line: line.member.full_name == "Yusupova Nargiza")
    when_asked(RolesDialog, lambda dialog: (drop(dialog), when_asked(RolesDialog, seen)))
    staff.open_account()
    settle()
    assert state_of(staff, "Yusupova Nargiza")[0] == "Administrator, Director"


def test_who_leaves_can_sign_in_no_more(staff: StaffSection, settle: Settle) -> None:
    staff.table.select(lambda line: line.member.full_name == "Saidova Nodira")
    when_asked(LeavingForm, lambda form: form.save())
    staff.let_go()
    settle()
    found = {account.login: account.is_active for account in staff.workspace.centre.read(accounts)}
    assert found == {"yusupova": True, "saidova": False}


def test_a_forgotten_password_is_made_anew(staff: StaffSection, qtbot: QtBot, settle: Settle) -> None:
    shown: list[str] = []
    staff.table.select(lambda line: line.member.full_name == "Saidova Nodira")
    when_asked(ConfirmDialog, lambda dialog: dialog.accept())
    when_asked(OneTimePasswordDialog, lambda dialog: (shown.append(dialog._password), dialog.save()))
    staff.reset()
    qtbot.waitUntil(lambda: bool(shown), timeout=5_000)
    settle()
    assert state_of(staff, "Saidova Nodira")[1] == "Password to be chosen"


def test_who_may_not_change_accounts_sees_grey_buttons(signed_in: Workspace, qtbot: QtBot, settle: Settle) -> None:
    rights.hold({"use", "see_accounts"})
    section = StaffSection(signed_in)
    qtbot.addWidget(section)
    section.show()
    settle()
    section.table.select_place(0)
    assert not any(button.isEnabled() for button in section._account_buttons)
    assert "no right" in section._account_buttons[0].toolTip()


def test_who_may_not_see_accounts_is_not_told_that_nobody_has_one(
    signed_in: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    rights.hold({"use"})
    section = StaffSection(signed_in)
    qtbot.addWidget(section)
    section.show()
    settle()
    state = next(column for column in section.table.columns if column.name == "state")
    assert {state.text(line) for line in section.table.rows_in_sight()} == {"Works here"}


def test_the_table_of_rights_shows_the_centres_own_titles(signed_in: Workspace, qtbot: QtBot, settle: Settle) -> None:
    page = RolesPage(signed_in)
    qtbot.addWidget(page)
    page.resize(1166, 700)
    show_in_front(page)
    settle()
    assert page.table.view.hasFocus()
    lines = page.table.rows_in_sight()
    director = next(column for column in page.table.columns if column.name == "director")
    marked = {line.right.value for line in lines if line.right is not None and director.text(line) == YES}
    assert "approve" in marked
    assert "edit_accounts" not in marked

    def rename(dialog: TitlesDialog) -> None:
        dialog.field("role").set_value(Role.METHODIST)
        dialog._show()
        usual = {code: dialog.field(code).editor.placeholderText() for code in ("en", "ru", "uz_Latn")}
        assert usual == {"en": "Methodist", "ru": "Методист", "uz_Latn": "Metodist"}
        dialog.field("en").set_value("Teacher trainer")
        dialog.save()

    when_asked(TitlesDialog, rename)
    page.rename()
    settle()
    assert "Teacher\ntrainer" in [column.title for column in page.table.columns]
    assert clipped_words(page) == []
    set_language("uz_Latn")
    assert [name.text for name in signed_in.centre.read(role_titles)][2] != "Teacher trainer"


def test_titles_typed_for_one_role_stay_while_another_is_looked_at(
    signed_in: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    page = RolesPage(signed_in)
    qtbot.addWidget(page)
    show_in_front(page)
    settle()

    def choose(dialog: TitlesDialog, role: Role) -> None:
        dialog.field("role").set_value(role)
        dialog.field("role").edited.emit()

    def rename(dialog: TitlesDialog) -> None:
        assert not dialog.is_changed()
        for role, title in ((Role.METHODIST, "Teacher trainer"), (Role.REGISTRAR, "Secretary")):
            choose(dialog, role)
            dialog.field("en").set_value(title)
        choose(dialog, Role.METHODIST)
        assert dialog.field("en").value == "Teacher trainer"
        assert dialog._unsaved.text() == "Also changed, not saved yet: Registrar"
        assert dialog._unsaved.isVisible()
        assert dialog.is_changed()
        dialog.save()

    when_asked(TitlesDialog, rename)
    page.rename()
    settle()
    assert {"Teacher trainer", "Secretary"} <= {name.text for name in signed_in.centre.read(role_titles)}


NEEDED = SecondNeeded(
    act="merge",
    entity="person",
    entity_id="7",
    fingerprint="f",
    summary={"what": "Merge two cards: Karimova Dilnoza", "cards": "Two of one number"},
)


def command_once_signed(runs: list[int]) -> Callable[[object], object]:
    """Refuses until it is run again, as a service does until another has signed."""

    def command(_centre: object) -> object:
        runs.append(1)
        if len(runs) == 1:
            raise NEEDED
        return None

    return command


@pytest.fixture
def owner(signed_in: Workspace, qtbot: QtBot) -> QWidget:
    page = Page(signed_in, title="Doubles")
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_second_person_signs_on_the_spot_and_the_act_is_done(owner: QWidget, settle: Settle) -> None:
    runs: list[int] = []

    def refused(dialog: SecondDialog) -> None:
        dialog.field("login").set_value("saidova")
        dialog.field("password").set_value("not this one")
        dialog.save()
        when_asked(SecondDialog, sign)

    def sign(dialog: SecondDialog) -> None:
        assert "wrong" in dialog.field("password").error
        assert clipped_words(dialog) == []
        dialog.field("password").set_value(SECOND_PASSWORD)
        dialog.save()

    when_asked(SecondDialog, refused)
    run_command(owner, command_once_signed(runs))
    settle()
    settle()
    assert len(runs) == 2
    (request,) = owner.workspace.centre.read(requests, is_open=False)
    assert (request.decided_by, request.summary["what"]) == ("Saidova Nodira", "Merge two cards: Karimova Dilnoza")


def test_a_request_left_for_later_is_found_and_answered_by_the_other(
    owner: QWidget, qtbot: QtBot, settle: Settle
) -> None:
    def leave(dialog: SecondDialog) -> None:
        dialog.send()
        assert dialog.field("reason").error
        dialog.field("reason").set_value("The name was corrected")
        dialog.send()

    runs: list[int] = []
    when_asked(SecondDialog, leave)
    run_command(owner, command_once_signed(runs))
    settle()
    assert len(runs) == 1
    workspace = owner.workspace
    sign_in_again(workspace.centre, "saidova", SECOND_PASSWORD)
    page = RequestsPage(workspace)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    settle()
    (record,) = page.table.rows_in_sight()
    assert (record.reason, record.may_decide) == ("The name was corrected", True)
    assert place_of(record) == Target("person", 7)
    assert clipped_words(page) == []

    def refuse_without_a_word(dialog: RequestDialog) -> None:
        dialog.refuse()
        assert dialog.field("note").error
        dialog.save()

    when_asked(RequestDialog, refuse_without_a_word)
    page.look()
    settle()
    assert page.table.rows_in_sight() == []
    page.with_closed.setChecked(True)
    settle()
    (record,) = page.table.rows_in_sight()
    assert (record.state.value, record.decided_by) == ("allowed", "Saidova Nodira")
    sign_in_again(workspace.centre, "yusupova", PASSWORD)


def test_where_nothing_waits_there_is_nothing_to_press_and_it_says_why(
    signed_in: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    page = RequestsPage(signed_in)
    qtbot.addWidget(page)
    page.show()
    settle()
    buttons = [one for one in page.findChildren(QPushButton) if one.text() in ("Look and decide…", "Open the record")]
    assert [(one.isEnabled(), one.toolTip()) for one in buttons] == [(False, "No request is chosen.")] * 2
    needed = SecondNeeded(act="merge", entity="person", entity_id="7", fingerprint="x", summary={"what": "Two cards"})
    signed_in.centre.write(ask_second, needed)
    page.make_stale()
    settle()
    assert [one.isEnabled() for one in buttons] == [True, True]
    assert "Ctrl+" in buttons[0].toolTip()


def test_protection_says_how_things_stand_and_what_to_do(signed_in: Workspace, qtbot: QtBot, settle: Settle) -> None:
    section = ProtectionSection(signed_in)
    qtbot.addWidget(section)
    section.resize(900, 700)
    section.show()
    settle()
    assert section.accounts.pill.text == "On"
    assert section.encryption.pill.text == "Off"
    assert section.recovery.pill.text == "Tried"
    assert section.medium.pill.text == "Not chosen"
    assert section.trial.pill.text == "Never tried"
    assert section.encryption.buttons[0].isVisible()
    assert clipped_words(section) == []
    with qtbot.waitSignal(signed_in.rewriting_requested) as told:
        when_asked(ConfirmDialog, lambda dialog: dialog.accept())
        section.encrypt()
    assert told.args == ["encrypt"]


@pytest.fixture
def protection(signed_in: Workspace, qtbot: QtBot, settle: Settle) -> ProtectionSection:
    section = ProtectionSection(signed_in)
    qtbot.addWidget(section)
    section.resize(900, 900)
    section.show()
    settle()
    return section


def test_the_way_back_is_tried_beside_the_work_and_its_outcome_stays(
    protection: ProtectionSection, signed_in: Workspace, settle: Settle
) -> None:
    assert protection.trial.pill.text == "Never tried"
    record = back_up(signed_in.centre, reason="on-demand")
    started: list[str] = []
    signed_in.long_work_started.connect(lambda title, _progress: started.append(title))
    protection.trial.buttons[0].click()
    settle()
    assert started == ["Trying the restore"]
    assert protection.trial.pill.text == "Tried"
    record.path.write_bytes(record.path.read_bytes()[:-4096])
    shown: list[str] = []
    protection.show_error = lambda error: shown.append(error.code)  # type: ignore[method-assign]
    protection.trial.buttons[0].click()
    settle()
    assert (protection.trial.pill.text, shown) == ("Failed", ["backup_altered"])
    assert record.path.name in protection.trial.words.text()
    assert clipped_words(protection) == []


def test_who_may_not_back_up_sees_when_it_was_tried_and_cannot_try(
    signed_in: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    sign_in_again(signed_in.centre, "saidova", SECOND_PASSWORD)
    rights.hold(RIGHTS_OF[Role.GROUP_LEADER])
    section = ProtectionSection(signed_in)
    qtbot.addWidget(section)
    section.show()
    settle()
    assert section.trial.pill.text == "Never tried"
    assert not section.trial.buttons[0].isEnabled()
