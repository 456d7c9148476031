"""The way in when a password is lost: the code of the recovery sheet, and a new password in its place."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.clock import Clock
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.paths import CentrePaths
from ui import failures
from ui.models.choices_model import Choice
from ui.own_password import new_password_fields
from ui.sign_in import KnownLogin
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.form_dialog import FormDialog


class RecoveryDialog(FormDialog):
    """Finishes with the login and the new password, which open the centre as usual."""

    def __init__(self, owner: QWidget, folder: Path, known: Sequence[KnownLogin]) -> None:
        super().__init__(
            owner,
            title=_("With the recovery sheet"),
            save_text=_("Set the password and sign in"),
            intro=_(
                "The sheet was printed when accounts were set up: one copy is in the safe. Its code gives somebody a "
                "new password; all others keep theirs."
            ),
        )
        self._folder = folder
        self.add(TextField("code", _("The code, as it stands on the printed sheet"), is_required=True))
        self.add(
            ChoiceField("login", _("For whom"), [Choice(each.login, each.name) for each in known], is_required=True)
        )
        self.add_row(*new_password_fields())

    def submit(self) -> None:
        values, folder = self.values(), self._folder
        self.set_busy(True)
        self.workspace.worker.submit(
            self,
            lambda: _given_new_password(folder, values["code"], values["login"], values["new"]),
            lambda _nothing: self.finish((values["login"], values["new"])),
            self._refuse,
        )

    def is_changed(self) -> bool:
        return False

    def _refuse(self, error: Exception) -> None:
        self.set_busy(False)
        if isinstance(error, CentreError):
            self.field("code").show_error(error.text)
            self.field("code").setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            failures.show(self, error)


def _given_new_password(folder: Path, code: str, login: str, password: str) -> None:
    """Runs in the worker. Raises WrongCode."""
    from desktop_app.accounts.recovery import recover_account

    recover_account(CentrePaths(folder), code=code, login=login, password=password, clock=Clock())
