"""Forms of accounts: giving one, its roles, a password for one sign-in."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.accounts.keeping import (
    AccountRecord,
    RoleName,
    add_account,
    change_roles,
    reset_password,
    role_titles,
)
from desktop_app.accounts.roles import TASKS
from desktop_app.accounts.service import StaffMember
from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.language.keys import bare_letters
from ui.actions import Action, make_button
from ui.operations import run_command, run_query
from ui.widgets.fields import CheckField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, label


def guessed_login(name: str) -> str:
    """The surname in small Latin letters."""
    words = name.split()
    return bare_letters(words[0]) if words else ""


class _RolesForm(FormDialog):
    """Fields for the roles, each with a sentence about its task."""

    def __init__(self, owner: QWidget, *, title: str, intro: str, chosen: Sequence[str], save_text: str = "") -> None:
        super().__init__(owner, title=title, intro=intro, save_text=save_text)
        self._chosen = tuple(chosen)
        self._names: list[RoleName] = []

    def ask_roles(self) -> None:
        """After the other fields: what the centre calls the roles comes from the centre."""
        run_query(self, lambda centre: centre.read(role_titles), self._show_roles)

    @property
    def roles(self) -> list[str]:
        return [name.role.value for name in self._names if self.field(name.role.value).value]

    def show_error(self, error: CentreError) -> None:
        # Which of the seven is to be ticked nobody knows: it is said above them.
        self.banner.show_error(error.text) if error.code == "no_role" else super().show_error(error)

    def _show_roles(self, names: list[RoleName]) -> None:
        self._names = names
        self.body.addWidget(label(_("Roles: what one of them allows is allowed"), Role.MUTED))
        for name in names:
            field = self.add(CheckField(name.role.value, name.text, hint=_(TASKS[name.role])))
            field.set_value(name.role.value in self._chosen)


class NewAccountDialog(_RolesForm):
    """Finishes with the password for the first sign-in."""

    def __init__(self, owner: QWidget, member: StaffMember) -> None:
        super().__init__(
            owner,
            title=_("Account of {name}", name=member.full_name),
            intro=_("The program makes a password for the first sign-in; then they choose their own."),
            chosen=(),
            save_text=_("Give the account"),
        )
        self._staff_id = member.id
        self._login = self.add(TextField("login", _("Login"), is_required=True))
        self._login.set_value(guessed_login(member.full_name), is_guess=True)
        self.ask_roles()

    def submit(self) -> None:
        staff_id, login, roles = self._staff_id, str(self._login.value), self.roles

        def add(centre: Centre) -> str:
            return add_account(centre, staff_id=staff_id, login=login, roles=roles)

        run_query(self, add, self.finish)


class RolesDialog(_RolesForm):
    """Finishes with the roles as saved."""

    def __init__(self, owner: QWidget, account: AccountRecord) -> None:
        super().__init__(
            owner,
            title=_("Roles of {name}", name=account.name),
            intro=_("A change holds from the next thing that {name} does.", name=account.name),
            chosen=account.roles,
        )
        self._account = account
        self.ask_roles()

    def submit(self) -> None:
        account, roles = self._account, self.roles
        run_command(
            self,
            lambda centre: centre.write(change_roles, staff_id=account.staff_id, roles=roles, version=account.version),
            lambda _done: self.finish(roles),
        )


class OneTimePasswordDialog(FormDialog):
    """Shows a password once; it is kept nowhere."""

    def __init__(self, owner: QWidget, name: str, login: str, password: str) -> None:
        super().__init__(
            owner,
            title=_("Password for the first sign-in"),
            save_text=_("I have passed it on"),
            intro=_("Give it to {name} yourself. It is good for one sign-in and is not shown again.", name=name),
        )
        self._password = password
        self.body.addWidget(label(_("Login: {login}", login=login), Role.BODY))
        words = label(password, Role.FIGURE)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(words)
        self.add_button(make_button(self, Action(_("Copy"), self._copy, icon="copy")))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._password)


def pass_on(owner: QWidget, account: AccountRecord, *, finished: Any) -> None:
    """A new password for somebody who has forgotten theirs, shown once."""
    run_query(
        owner,  # type: ignore[arg-type]
        lambda centre: reset_password(centre, staff_id=account.staff_id),
        lambda password: (OneTimePasswordDialog.ask(owner, account.name, account.login, password), finished()),
    )
