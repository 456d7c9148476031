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
)
from desktop_app.accounts.roles import TASKS
from desktop_app.accounts.service import StaffMember
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

    def add_roles(self, names: Sequence[RoleName], chosen: Sequence[str] = ()) -> None:
        self._roles = [name.role.value for name in names]
        self.body.addWidget(label(_("Roles: what one of them allows is allowed"), Role.MUTED))
        for name in names:
            field = self.add(CheckField(name.role.value, name.text, hint=_(TASKS[name.role])))
            field.set_value(name.role.value in chosen)

    @property
    def roles(self) -> list[str]:
        return [role for role in self._roles if self.field(role).value]


class NewAccountDialog(_RolesForm):
    """Finishes with the password for the first sign-in."""

    def __init__(self, owner: QWidget, member: StaffMember, names: Sequence[RoleName]) -> None:
        super().__init__(
            owner,
            title=_("Account of {name}", name=member.full_name),
            intro=_("The program makes a password for the first sign-in; then they choose their own."),
            save_text=_("Give the account"),
        )
        self._staff_id = member.id
        self._login = self.add(TextField("login", _("Login"), is_required=True))
        self._login.set_value(guessed_login(member.full_name), is_guess=True)
        self.add_roles(names)

    def submit(self) -> None:
        staff_id, login, roles = self._staff_id, str(self._login.value), self.roles
        run_query(self, lambda centre: add_account(centre, staff_id=staff_id, login=login, roles=roles), self.finish)


class RolesDialog(_RolesForm):
    """Finishes with the roles as saved."""

    def __init__(self, owner: QWidget, account: AccountRecord, names: Sequence[RoleName]) -> None:
        super().__init__(
            owner,
            title=_("Roles of {name}", name=account.name),
            intro=_("A change holds from the next thing that {name} does.", name=account.name),
        )
        self._account = account
        self.add_roles(names, account.roles)

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
        # There is nothing to leave undone: the password holds already.
        self._cancel.hide()
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
