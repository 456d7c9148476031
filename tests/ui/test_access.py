"""Signing in, the lock and one colleague after another, by keys, on a real centre with accounts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.accounts.keeping import reset_password
from desktop_app.centre import Centre
from desktop_app.i18n import language, set_language
from desktop_app.protection import slots
from desktop_app.safety.backup import back_up
from desktop_app.settings import Settings
from tests.ui import demo_page
from tests.ui.looks import clipped_words, show_in_front, tab_order, visible_words, when_asked
from tests.ui.signed_in import PASSWORD, PIN, with_accounts
from ui import rights
from ui.actions import Action
from ui.app import Shell
from ui.lock_dialog import LockDialog
from ui.opening_page import OpeningPage
from ui.own_password import FirstPasswordDialog
from ui.sign_in import KnownLogin
from ui.sign_in_page import SignInPage
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.password_field import PasswordField
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier
STALLED_WITHIN_S = 20


@pytest.fixture(autouse=True)
def passwords_are_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))


@pytest.fixture
def shell(qapp: QApplication, centre: Centre, tmp_path: Path, qtbot: QtBot) -> Iterator[Shell]:
    """The program before the page for signing in."""
    with_accounts(centre)
    centre.close()
    made = Shell(
        qapp,
        Settings(language="en", theme="light"),
        tmp_path / "settings.toml",
        data_folder=centre.paths.folder,
        pages=demo_page.PAGES,
        searches=demo_page.SEARCHES,
    )
    made.start()
    qtbot.waitUntil(lambda: made.window.findChild(SignInPage) is not None, timeout=10_000)
    yield made
    made.close()
    made.workspace.worker.end()


def page_of(shell: Shell) -> SignInPage:
    page = shell.window.findChild(SignInPage)
    assert page is not None
    return page


def sign_in(shell: Shell, qtbot: QtBot, login: str = "yusupova", password: str = PASSWORD) -> None:
    panel = page_of(shell).panel
    names = panel.findChild(QListWidget)
    names.setCurrentRow([item.text() for item in names.findItems("", Qt.MatchFlag.MatchContains)].index(login))
    panel.password.set_value(password)
    qtbot.keyClick(panel.password.editor, Qt.Key.Key_Return)


@pytest.fixture
def inside(shell: Shell, qtbot: QtBot) -> Shell:
    sign_in(shell, qtbot)
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=10_000)
    return shell


def words(shell: Shell) -> set[str]:
    return {text for _widget, text in visible_words(shell.window)}


def test_before_the_centre_opens_nothing_but_names_is_seen(shell: Shell) -> None:
    assert not shell.workspace.has_centre
    names = page_of(shell).panel.findChild(QListWidget)
    assert [names.item(place).text() for place in range(names.count())] == ["saidova", "yusupova"]
    assert clipped_words(shell.window) == []


def test_a_wrong_password_says_so_and_the_right_one_lets_in(shell: Shell, qtbot: QtBot) -> None:
    sign_in(shell, qtbot, password="notogʻri parol")
    panel = page_of(shell).panel
    qtbot.waitUntil(lambda: "wrong" in panel.problem, timeout=5_000)
    assert panel.password.value == ""
    sign_in(shell, qtbot)
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=10_000)
    assert shell.workspace.centre.actor.name == "Yusupova Nargiza"
    assert shell.workspace.settings.staff_names == {"yusupova": "Yusupova Nargiza"}


def test_who_changes_the_language_while_being_let_in_is_let_in(shell: Shell, qtbot: QtBot) -> None:
    page, gate = page_of(shell), Event()
    shell.workspace.worker.submit(shell, gate.wait, lambda _: None, lambda _: None)
    sign_in(shell, qtbot)
    shell.workspace.change_settings(language="ru")
    qtbot.waitUntil(lambda: not shiboken6.isValid(page))
    gate.set()
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=10_000)
    assert shell.workspace.centre.actor.name == "Yusupova Nargiza"


def test_tab_goes_from_the_name_to_the_password_and_on_to_the_button(shell: Shell) -> None:
    panel = page_of(shell).panel
    names = panel.findChild(QListWidget)
    names.setFocus()
    assert tab_order(shell.window)[:3] == [names, panel.password.editor, panel.button]


def test_too_many_wrong_passwords_are_counted_down(shell: Shell, qtbot: QtBot) -> None:
    panel = page_of(shell).panel
    for _try in range(6):
        sign_in(shell, qtbot, password="notogʻri parol")
        qtbot.waitUntil(lambda: bool(panel.problem) and not panel._is_busy, timeout=5_000)
        if "Too many" in panel.problem:
            break
        panel.clear()
    assert "Too many wrong tries" in panel.problem
    assert not panel.button.isEnabled()
    for _second in range(3):
        panel._count_down()
    assert panel.button.isEnabled()


def test_locked_nothing_is_to_be_seen_and_the_password_gives_all_back(inside: Shell, qtbot: QtBot) -> None:
    page = inside.window.page
    qtbot.keyClick(inside.window, Qt.Key.Key_F12, CTRL)
    dialog = inside.access.window_lock.dialog
    assert dialog.isVisible()
    assert words(inside) <= {text for _widget, text in visible_words(dialog)}
    assert inside.window.windowTitle() == dialog.windowTitle() == "Mahorat"
    assert clipped_words(dialog) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.panel.password.set_value(PASSWORD)
    qtbot.keyClick(dialog.panel.password.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: inside.access.window_lock.dialog is None, timeout=5_000)
    assert inside.window.page is page
    assert page.isVisible()
    assert "Markaz" in inside.window.windowTitle()


class Form(FormDialog):
    def __init__(self, owner: object) -> None:
        super().__init__(owner, title="Karimova Dilnoza")
        self.add(TextField("name", "Name"))
        self.add(PasswordField("word", "Password"))


def test_the_key_of_the_lock_works_in_the_midst_of_a_form(inside: Shell, qtbot: QtBot) -> None:
    form = Form(inside.window.page)
    form.open()
    show_in_front(form)
    qtbot.waitUntil(lambda: QApplication.focusWindow() is form.windowHandle(), timeout=5_000)
    form.field("name").set_value("half a na")
    qtbot.keyClick(form.windowHandle(), Qt.Key.Key_F12, CTRL)
    qtbot.waitUntil(lambda: inside.access.window_lock.dialog is not None, timeout=5_000)
    assert not form.field("name").isVisible()
    inside.access.window_lock.dialog.submitted.emit("yusupova", PASSWORD)
    qtbot.waitUntil(lambda: inside.access.window_lock.dialog is None, timeout=5_000)
    assert form.field("name").value == "half a na"
    form.done(0)


def test_a_form_that_stood_open_is_given_back_with_what_was_typed(inside: Shell, qtbot: QtBot) -> None:
    form = Form(inside.window.page)
    form.open()
    form.field("name").set_value("half a na")
    inside.access.lock()
    assert not form.field("name").isVisible()
    assert form.windowTitle() == "Mahorat"
    dialog = inside.access.window_lock.dialog
    dialog.submitted.emit("yusupova", PASSWORD)
    qtbot.waitUntil(lambda: inside.access.window_lock.dialog is None, timeout=5_000)
    assert form.isVisible()
    assert form.field("name").value == "half a na"
    form.done(0)


def test_keys_alone_lead_from_the_lock_to_a_colleague(inside: Shell, qtbot: QtBot) -> None:
    inside.workspace.lock_requested.emit()
    lock = inside.access.window_lock.dialog
    show_in_front(lock)
    qtbot.waitUntil(lambda: lock.panel.password.editor.hasFocus(), timeout=5_000)
    reached = []
    for _part in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(getattr(QApplication.focusWidget(), "text", str)())
    assert reached[:2] == ["Unlock", "Another colleague"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lock.panel.findChild(QListWidget).isVisible(), timeout=5_000)


def test_a_colleague_comes_in_by_the_pin_with_rights_and_drafts_of_their_own(inside: Shell, qtbot: QtBot) -> None:
    def come_in(dialog: LockDialog) -> None:
        names = dialog.panel.findChild(QListWidget)
        assert [names.item(place).text() for place in range(names.count())] == ["Saidova Nodira", "Yusupova Nargiza"]
        names.setCurrentRow(0)
        dialog.panel.password.set_value(PIN)
        qtbot.keyClick(dialog.panel.password.editor, Qt.Key.Key_Return)

    inside.workspace.drafts["demo"] = "begun"
    when_asked(Form, lambda _form: inside.access._hand_over())
    when_asked(LockDialog, come_in)
    # The form that the one before had open is left, and its page goes on.
    assert Form.ask(inside.window.page) is None
    qtbot.waitUntil(lambda: inside.access.window_lock.dialog is None, timeout=5_000)
    assert inside.workspace.centre.actor.name == "Saidova Nodira"
    assert inside.workspace.drafts == {}
    assert rights.may("edit_people")
    assert not rights.may("edit_accounts")
    inside.access._hand_over()
    inside.access.window_lock.dialog.submitted.emit("yusupova", PASSWORD)
    qtbot.waitUntil(lambda: inside.access.window_lock.dialog is None, timeout=5_000)
    assert inside.workspace.drafts == {"demo": "begun"}


def test_what_was_typed_in_a_form_waits_for_whoever_typed_it(inside: Shell, qtbot: QtBot) -> None:
    seen = []

    def begin(form: Form) -> None:
        form.field("name").set_value("half a na")
        form.field("word").set_value("a secret")
        hand_over("saidova", PIN)

    def hand_over(login: str, secret: str) -> None:
        when_asked(LockDialog, lambda lock: lock.submitted.emit(login, secret))
        inside.access._hand_over()

    def look(form: Form) -> None:
        seen.append((form.values(), form.is_changed()))
        form.leave()

    def open_form(act: Callable[[Form], object]) -> None:
        qtbot.waitUntil(lambda: inside.access.window_lock.dialog is None, timeout=5_000)
        when_asked(Form, act)
        Form.ask(inside.window.page)

    open_form(begin)
    open_form(look)
    hand_over("yusupova", PASSWORD)
    open_form(look)
    open_form(look)
    nothing = ({"name": "", "word": ""}, False)
    assert seen == [nothing, ({"name": "half a na", "word": ""}, True), nothing]


def test_who_signs_out_leaves_the_page_for_the_next(inside: Shell, qtbot: QtBot) -> None:
    inside.access.out_wanted.emit()
    qtbot.waitUntil(lambda: inside.window.findChild(SignInPage) is not None, timeout=10_000)
    assert not inside.workspace.has_centre
    assert not rights.are_held()
    assert page_of(inside).panel.login == "yusupova"


def test_a_server_that_hangs_does_not_hold_the_window_of_who_signs_out(inside: Shell, qtbot: QtBot) -> None:
    """What asks it runs aside and does not stop: the frame goes on, says what it waits for, and then asks who comes."""
    hangs, begun = Event(), Event()

    def ask_the_server() -> None:
        begun.set()
        hangs.wait(STALLED_WITHIN_S)

    worker = inside.workspace.worker
    worker.submit(inside, ask_the_server, lambda _: None, lambda _: None, stop=lambda: None)
    begun.wait()
    began = monotonic()
    inside.sign_out()
    assert monotonic() - began < STALLED_WITHIN_S / 2
    qtbot.waitUntil(lambda: "Closing the centre…" in words(inside))
    assert inside.workspace.has_centre
    hangs.set()
    qtbot.waitUntil(lambda: inside.window.findChild(SignInPage) is not None, timeout=10_000)
    assert not inside.workspace.has_centre


def test_who_waits_long_for_a_server_is_told_why_and_let_go(qtbot: QtBot) -> None:
    left: list[str] = []
    page = OpeningPage("Closing…", lambda: "No answer.", Action("Leave", lambda: left.append("left")), late_after_ms=50)
    qtbot.addWidget(page)
    page.show()
    told = {text for _widget, text in visible_words(page)}
    assert "Closing…" in told
    assert told.isdisjoint({"No answer.", "Leave"})
    qtbot.waitUntil(lambda: {"No answer.", "Leave"} <= {text for _widget, text in visible_words(page)})
    page.findChild(QPushButton).click()
    assert left == ["left"]


def test_before_a_closed_year_it_is_said_that_it_is_one(
    shell: Shell, centre: Centre, qtbot: QtBot, tmp_path: Path
) -> None:
    sign_in(shell, qtbot)
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=10_000)
    assert not any("Archive" in text for text in words(shell))
    made = back_up(shell.workspace.centre, reason="year-2025", out=tmp_path / "2025.mahorat-year")
    shell.open_elsewhere(made.path)
    qtbot.waitUntil(lambda: any("Archive of 2025" in text for text in words(shell)), timeout=10_000)
    assert clipped_words(shell.window) == []
    names = page_of(shell).panel.findChild(QListWidget)
    assert names.count() == 2
    back = next(widget for widget, text in visible_words(shell.window) if text == "Back to the centre")
    back.setFocus()
    qtbot.keyClick(back, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.folder == centre.paths.folder)
    qtbot.waitUntil(lambda: not any("Archive" in text for text in words(shell)), timeout=10_000)


@pytest.mark.parametrize("code", ["uz_Latn", "ru"])
def test_what_is_said_before_a_closed_year_is_seen_whole(code: str, workspace: Workspace, qtbot: QtBot) -> None:
    set_language(code)
    known = [KnownLogin("yusupova", "Yusupova Nargiza")]
    name = "Toshkent viloyati pedagogik mahorat markazining Chirchiq shahridagi boʻlimi"
    page = SignInPage(workspace, known, centre_name=name, archive_of=2025)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    QApplication.processEvents()
    assert clipped_words(page) == []


def test_who_comes_in_with_a_password_of_another_first_chooses_their_own(shell: Shell, qtbot: QtBot) -> None:
    sign_in(shell, qtbot)
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=10_000)
    once = reset_password(shell.workspace.centre, staff_id=2)
    shell.access.lock()

    def choose(dialog: FirstPasswordDialog) -> None:
        dialog.field("new").set_value("oq kema suzib keldi")
        dialog.field("again").set_value("oq kema suzib keldi")
        dialog.save()

    when_asked(FirstPasswordDialog, choose)
    shell.access.window_lock.dialog.submitted.emit("saidova", once)
    qtbot.waitUntil(lambda: shell.access.window_lock.dialog is None, timeout=10_000)
    assert shell.workspace.centre.actor.name == "Saidova Nodira"
    shell.sign_out()
    qtbot.waitUntil(lambda: shell.window.findChild(SignInPage) is not None, timeout=10_000)
    page_of(shell).panel.submitted.emit("saidova", "oq kema suzib keldi")
    qtbot.waitUntil(lambda: shell.window.page is not None, timeout=10_000)


def lock_words(shell: Shell) -> set[str]:
    return {text for _widget, text in visible_words(shell.access.window_lock.dialog)}


def test_the_lock_speaks_the_language_of_who_comes_and_the_window_follows(inside: Shell, qtbot: QtBot) -> None:
    inside.access.lock()
    dialog = inside.access.window_lock.dialog
    assert "Mahorat is locked" in lock_words(inside)
    show_in_front(dialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert "Mahorat is locked" not in lock_words(inside)
    assert clipped_words(dialog) == []
    assert inside.workspace.settings.language == "en"
    dialog.panel.password.set_value(PASSWORD)
    qtbot.keyClick(dialog.panel.password.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: inside.access.window_lock.dialog is None, timeout=5_000)
    assert inside.workspace.settings.language == "ru"


def test_a_form_that_stands_open_keeps_its_language_and_what_was_typed(inside: Shell, qtbot: QtBot) -> None:
    form = Form(inside.window.page)
    form.open()
    form.field("name").set_value("half a na")
    inside.access.lock()
    dialog = inside.access.window_lock.dialog
    dialog.language_chosen.emit("ru")
    dialog.submitted.emit("yusupova", PASSWORD)
    qtbot.waitUntil(lambda: inside.access.window_lock.dialog is None, timeout=5_000)
    assert (form.isVisible(), form.field("name").value) == (True, "half a na")
    assert (inside.workspace.settings.language, language()) == ("en", "en")
    form.done(0)
