"""Logins of the database: who has one, whether it fits what they may do, and the slip that is typed on their PC."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.accounts.database_logins import (
    DatabaseLogin,
    DatabaseLogins,
    GivenLogin,
    close_database_login,
    database_logins,
    give_database_login,
)
from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _
from ui import rights
from ui.actions import Action, make_button
from ui.models.table_model import Column
from ui.operations import run_command, run_query
from ui.theme import GAP_XL, Tone
from ui.widgets.card import Card
from ui.widgets.confirm import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, flowing, label
from ui.workspace import Workspace

EDIT = "edit_accounts"
TASKS = {
    "office": N_("Works with everything but accounts"),
    "reports": N_("Reads; writes the plan and returns"),
    "reading": N_("Only reads"),
    "administrator": N_("Accounts and settings, no personal data"),
}


def _task(line: DatabaseLogin) -> str:
    return _(TASKS[line.task]) if line.task else ""


def _state(line: DatabaseLogin) -> str:
    if line.is_left_open:
        return _("Account closed, login open")
    if not line.is_open:
        return _("No login")
    return _("Comes in") if line.task == line.wanted else _("Does not fit the roles")


def _tone(line: DatabaseLogin) -> Tone:
    if not line.is_open:
        return Tone.MUTED
    return Tone.GOOD if line.task == line.wanted else Tone.BAD


COLUMNS: tuple[Column[DatabaseLogin], ...] = (
    Column("name", N_("Surname and name"), lambda line: line.name, width=240, is_stretched=True),
    Column("login", N_("Login"), lambda line: line.login, width=120, is_told_whole=True),
    Column("task", N_("May do on the server"), _task, width=250, is_told_whole=True, is_stretched=True),
    Column("state", N_("State"), _state, width=180, tone=_tone),
)


class DatabaseLoginsCard(Card):
    """``refresh`` reads; the buttons are there for the PC whose own login may make others."""

    def __init__(self, owner: QWidget, workspace: Workspace) -> None:
        super().__init__(_("Logins of the database"))
        self._owner = owner
        self.words = flowing("", Role.MUTED)
        self.body.addWidget(self.words)
        self.table: RecordTable[DatabaseLogin] = RecordTable(
            workspace, "settings.database_logins", COLUMNS, empty=EmptyState(_("Nobody has an account yet."))
        )
        give = Action(_("Give a login…"), self.give, icon="lock", right=EDIT)
        close = Action(_("Close the login…"), self.close_login, icon="close", right=EDIT)
        self.give_button, self.close_button = make_button(owner, give), make_button(owner, close)
        # The keys are the table's: Del means something else elsewhere on the page.
        self.table.add_row_action(replace(give, key="Ctrl+E"))
        self.table.add_row_action(replace(close, key="Del"))
        for button in (self.give_button, self.close_button):
            self.table.tools.addWidget(button)
        self._can_change = False
        self.table.selection_changed.connect(self._allow)
        self._allow()
        self.body.addWidget(self.table, 1)

    def refresh(self) -> None:
        run_query(self._owner, lambda centre: centre.read(database_logins), self._show, slot="logins")  # type: ignore[arg-type]

    def give(self) -> None:
        line = self.table.current()
        if line is None or not self._can_change or not line.wanted:
            return
        question = _("Make a login of the database for {name}?", name=line.name)
        details = _("A password that they have for it already works no more. The new one is shown once.")
        if confirm(self, question, action=_("Make the login"), details=details):

            def shown(outcome: Outcome[GivenLogin]) -> None:
                GivenLoginDialog.ask(self._owner, line.name, outcome.value)
                self.refresh()

            run_command(
                self._owner,  # type: ignore[arg-type]
                lambda centre: centre.write(give_database_login, staff_id=line.staff_id),
                shown,
            )

    def close_login(self) -> None:
        line = self.table.current()
        if line is None or not self._can_change or not line.is_open:
            return
        question = _("Close the login of {name}?", name=line.name)
        details = _("Their PC is out at once, whatever it was doing. A new login opens the way again.")
        if confirm(self, question, action=_("Close the login"), details=details, is_danger=True):
            run_command(
                self._owner,  # type: ignore[arg-type]
                lambda centre: centre.write(close_database_login, staff_id=line.staff_id),
                lambda _done: self.refresh(),
            )

    def _show(self, found: DatabaseLogins) -> None:
        own = _("With a login of their own everybody can do on the server what their roles allow, and no more.")
        elsewhere = _("Logins are made and closed on the PC that moved the centre to the server.")
        self.words.setText(own if found.can_change else f"{own} {elsewhere}")
        self._can_change = found.can_change
        self.table.set_rows_by(list(found.people), lambda line: line.staff_id)
        self._allow()

    def _allow(self) -> None:
        line = self.table.current()
        is_allowed = self._can_change and line is not None and rights.may(EDIT)
        self.give_button.setEnabled(is_allowed and line is not None and bool(line.wanted))
        self.close_button.setEnabled(is_allowed and line is not None and line.is_open)


class GivenLoginDialog(FormDialog):
    """Shows the address and the password once; they are kept nowhere here."""

    def __init__(self, owner: QWidget, name: str, given: GivenLogin) -> None:
        super().__init__(
            owner,
            title=_("Login of the database"),
            save_text=_("I have passed it on"),
            intro=_(
                "On the PC of {name}: Settings, Several PCs, Open the centre of a server. "
                "The password is not shown again.",
                name=name,
            ),
        )
        self._password = given.password
        self._cancel.hide()
        for words, role in ((given.address, Role.BODY), (given.password, Role.FIGURE)):
            line = label(words, role)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            # Typed on another PC from here: not a letter of it may be cut.
            line.ensurePolished()
            self.setMinimumWidth(max(self.minimumWidth(), line.sizeHint().width() + 2 * GAP_XL))
            self.body.addWidget(line)
        if given.is_here:
            here = _("The server is this PC: write its name in the network in place of the one after @.")
            self.body.addWidget(label(here, Role.MUTED, wrap=True))
        self.add_button(make_button(self, Action(_("Copy"), self._copy, icon="copy")))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._password)
