"""Brings a centre back on a PC that has nothing of it: a backup, and the recovery sheet where it is protected."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n
from ui import failures, formats
from ui.pages.welcome.opening import restored_centre
from ui.widgets.fields import FileField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, flowing


@dataclass(frozen=True)
class _Found:
    """What lies beside a backup tells; ``made_at`` None where no manifest does."""

    made_at: datetime | None
    people: int
    is_protected: bool


class RestoreBackupDialog(FormDialog):
    """Finishes with the folder of the restored centre, which is closed."""

    def __init__(self, owner: QWidget, *, folder: Path) -> None:
        super().__init__(
            owner,
            title=_("Restore from a backup"),
            save_text=_("Restore"),
            intro=_("Take the whole folder of the backups from the other disk or the stick: the keys lie beside them."),
        )
        self.add(FileField("file", _("File of the backup"), pattern="*.db", is_required=True))
        self.found = flowing("", Role.MUTED)
        self.body.addWidget(self.found)
        self.add(TextField("code", _("The code, as it stands on the printed sheet"), is_required=True))
        self.add(FileField("folder", _("Folder for the data"), is_folder=True, is_required=True))
        self.field("folder").set_value(folder, is_guess=True)
        self.field("file").edited.connect(self._look)
        self._show(None)

    def submit(self) -> None:
        values = self.values()
        folder = values["folder"]
        self.set_busy(True)
        self.workspace.worker.submit(
            self,
            lambda: restored_centre(folder, values["file"], values["code"] if self._is_protected else ""),
            lambda _nothing: self.finish(folder),
            self._refuse,
        )

    @property
    def _is_protected(self) -> bool:
        return self.field("code").isEnabled()

    def _look(self) -> None:
        file = self.field("file").value
        self.workspace.worker.submit(self, lambda: _look_at(file), self._show, self._show_nothing, slot="look")

    def _show_nothing(self, _error: Exception) -> None:
        self._show(None)

    def _show(self, found: _Found | None) -> None:
        code = self.field("code")
        code.setEnabled(found is not None and found.is_protected)
        code.setVisible(code.isEnabled())
        self.found.setText(_told(found) if found is not None else "")
        self.found.setVisible(bool(self.found.text()))

    def _refuse(self, error: Exception) -> None:
        self.set_busy(False)
        if not isinstance(error, CentreError):
            failures.show(self, error)
        elif error.code == "wrong_code":
            self.field("code").show_error(error.text)
            self.field("code").setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.show_error(error)


def _told(found: _Found) -> str:
    if found.made_at is None:
        return _("No manifest lies beside the file, so only its structure could be verified.")
    when = formats.moment_text(found.made_at)
    return _n("Made on {when}, with {n} person.", "Made on {when}, with {n} people.", found.people, when=when)


def _look_at(file: Path | None) -> _Found | None:
    """Runs in the worker. Raises CentreError."""
    from desktop_app.protection.keys import keys_of_backup
    from desktop_app.safety.manifest import read_manifest

    if file is None or not file.is_file():
        return None
    keys, manifest = keys_of_backup(file), read_manifest(file)
    return _Found(
        manifest.made_at if manifest else None,
        manifest.people if manifest else 0,
        keys is not None and not keys.is_open,
    )
