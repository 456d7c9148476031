"""Asks for the address of a centre that is on a server of the office, and lets this PC work on it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.errors import CentreError
from desktop_app.i18n import _
from ui import failures
from ui.widgets.fields import FileField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.password_field import PasswordField

EXAMPLE = "postgresql://mahorat@192.168.1.10:5432/mahorat"


class AddressDialog(FormDialog):
    """An address and a password of the database."""

    def __init__(self, owner: QWidget, *, title: str, save_text: str, intro: str) -> None:
        super().__init__(owner, title=title, save_text=save_text, intro=intro)
        self.address = self.add(TextField("address", _("Address"), is_required=True, placeholder=EXAMPLE))
        self.password = self.add(PasswordField("password", _("Password of the database")))

    @property
    def given(self) -> tuple[str, str]:
        return str(self.address.value).strip(), str(self.password.value or "")

    def show_error(self, error: CentreError) -> None:
        super().show_error(error)
        if error.code == "not_let_in":
            self.password.set_value("")
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)


class JoinDialog(AddressDialog):
    """Gives back the folder in which this PC keeps the address. Needs no open centre: a new PC has none."""

    def __init__(self, owner: QWidget, *, folder: Path | None = None) -> None:
        super().__init__(
            owner,
            title=_("Open the centre of a server"),
            save_text=_("Open"),
            intro=_("For the second PC and every further one: the data stay on the server."),
        )
        self.folder = self.add(FileField("folder", _("Empty folder for this PC"), is_folder=True, is_required=True))
        if folder is not None:
            self.folder.set_value(folder, is_guess=True)

    def submit(self) -> None:
        (address, password), folder = self.given, Path(self.folder.value)
        self.set_busy(True)
        self.workspace.worker.submit(
            self, lambda: _joined(folder, address, password), lambda _nothing: self.finish(folder), self._refuse
        )

    def _refuse(self, error: Exception) -> None:
        self.set_busy(False)
        failures.show(self, error)


def _joined(folder: Path, address: str, password: str) -> None:
    """Runs in the worker."""
    from desktop_app.paths import CentrePaths
    from desktop_app.safety.relocating import join_server

    join_server(CentrePaths(folder), address, password=password)
