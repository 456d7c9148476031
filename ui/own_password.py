"""One's own password and PIN: nobody else sets them for good."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.accounts.passwords import password_problem
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from ui.operations import run_query
from ui.widgets.form_dialog import FormDialog
from ui.widgets.password_field import PasswordField

# From these lengths on a password that is no known one needs longer than a life to be tried through.
GOOD_LENGTH, STRONG_LENGTH = 12, 16


def new_password_fields(*, check: Callable[[str], str] | None = None) -> tuple[PasswordField, PasswordField]:
    """A new password and the same once more; ``check`` gives what is wrong with one, in a sentence."""
    problem = check or password_problem
    new = PasswordField(
        "new",
        _("New password"),
        hint=_("A few words in a row are strong and easy to remember."),
        check=problem,
        judge=lambda text: problem(text) or strength_words(text),
    )
    again = PasswordField(
        "again", _("Once more"), check=lambda text: "" if text == new.value else _("This is not the same password.")
    )
    return new, again


def strength_words(password: str) -> str:
    """How good a password is in which nothing is wrong."""
    if len(password) < GOOD_LENGTH:
        return _("It will do. A word more makes it much stronger.")
    return _("Good.") if len(password) < STRONG_LENGTH else _("Strong.")


class _OwnSecretDialog(FormDialog):
    """Writes in the worker; what is wrong is said under the field that is to blame."""

    # Fields that a refusal names otherwise than they are called here, or does not name.
    places = {"password": "new", "wrong_password": "old", "wait": "old"}

    def show_error(self, error: CentreError) -> None:
        name = self.places.get(error.code) or self.places.get(getattr(error, "field", ""), getattr(error, "field", ""))
        if name and name in self.values():
            self.field(name).show_error(error.text)
            self.field(name).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().show_error(error)

    def is_changed(self) -> bool:
        return False


class FirstPasswordDialog(FormDialog):
    """For who came in with a password that another has set: finishes with one of their own."""

    def __init__(self, owner: QWidget) -> None:
        intro = _("Another has set the password you came in with. Choose your own now: then only you know it.")
        super().__init__(owner, title=_("My password"), save_text=_("Sign in"), intro=intro)
        self.add_row(*new_password_fields())

    def submit(self) -> None:
        self.finish(self.field("new").value)

    def is_changed(self) -> bool:
        return False


class OwnPasswordDialog(_OwnSecretDialog):
    """Finishes with True."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, title=_("My password"))
        self.add(PasswordField("old", _("Present password")))
        self.add_row(*new_password_fields())

    def submit(self) -> None:
        from desktop_app.accounts.sign_in import change_password

        values = self.values()
        run_query(
            self,
            lambda centre: change_password(centre, old=values["old"], new=values["new"]),
            self._tell,
        )

    def _tell(self, _nothing: object) -> None:
        self.workspace.show_notice(_("Your password is changed."))
        self.finish(True)


class PinDialog(_OwnSecretDialog):
    """Finishes with True; an empty PIN takes it away."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(
            owner,
            title=_("My PIN"),
            intro=_(
                "4 to 12 digits to come back quickly when the program is locked, or to take over from a colleague. "
                "A centre that is closed is opened by the password alone."
            ),
        )
        self.add(PasswordField("old", _("Present password")))
        self.add(PasswordField("pin", "PIN", is_required=False, hint=_("Empty: no PIN.")))

    def submit(self) -> None:
        from desktop_app.accounts.sign_in import set_pin

        values = self.values()
        run_query(self, lambda centre: set_pin(centre, password=values["old"], pin=values["pin"]), self._tell)

    def _tell(self, _nothing: object) -> None:
        self.workspace.show_notice(_("Your PIN is set.") if self.field("pin").value else _("You have no PIN any more."))
        self.finish(True)
