"""Asks for the file of lent work, its password, and the folder that it is opened in."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.errors import CentreError
from desktop_app.i18n import _
from ui.pages.welcome.opening import founded_lent
from ui.widgets.fields import FileField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.password_field import PasswordField


class OpenLentDialog(FormDialog):
    """Finishes with the folder of the lent work, which is closed."""

    def __init__(self, owner: QWidget, *, folder: Path) -> None:
        super().__init__(
            owner,
            title=_("Open lent work"),
            save_text=_("Open"),
            intro=_("The work gets a folder of its own on this PC. Whoever lent it tells the password by telephone."),
        )
        self.add(FileField("file", _("File of the lent work"), pattern="*.mahorat-parcel", is_required=True))
        self.add(PasswordField("password", _("Password of the file"), is_required=True))
        self.add(FileField("folder", _("Folder for it"), is_folder=True, is_required=True))
        self.field("folder").set_value(folder, is_guess=True)

    def submit(self) -> None:
        values = self.values()
        folder = values["folder"]
        self.set_busy(True)
        self.workspace.worker.submit(
            self,
            lambda: founded_lent(folder, values["file"], values["password"]),
            lambda _nothing: self.finish(folder),
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self.set_busy(False)
        if not isinstance(error, CentreError):
            raise error
        self.show_error(error)
