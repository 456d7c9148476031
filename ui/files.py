"""Where a file is to be written or read, and opening it afterwards with the program that this PC has for it."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.i18n import N_, _
from desktop_app.reference.return_names import FORBIDDEN
from ui.workspace import Workspace


@dataclass(frozen=True)
class FileKind:
    """The ending of a kind of file, and its words (N_) in a file dialog."""

    ending: str
    words: str


PDF = FileKind(".pdf", N_("PDF files"))
WORD = FileKind(".docx", N_("Word files"))
PNG = FileKind(".png", N_("Pictures"))
JSON = FileKind(".json", N_("JSON files"))
WORKBOOK = FileKind(".xlsx", N_("Excel workbooks"))

_UNWRITABLE = dict.fromkeys(map(ord, FORBIDDEN), "-")
_last_folder: Path | None = None


def usual_folder() -> Path:
    """The folder chosen last, else the person's documents."""
    return _last_folder or Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def choose_target(owner: QWidget, title: str, *, name: str, kind: FileKind) -> Path | None:
    """Ask where to save; the folder chosen last is offered again. None when the person leaves."""
    global _last_folder
    # A slash in a cohort's code is no part of a file's name, and Windows takes no quotation mark of a title.
    offered = usual_folder() / (name.translate(_UNWRITABLE) + kind.ending)
    chosen, _filter = QFileDialog.getSaveFileName(owner, title, str(offered), f"{_(kind.words)} (*{kind.ending})")
    if not chosen:
        return None
    target = Path(chosen)
    _last_folder = target.parent
    return target if target.suffix.lower() == kind.ending else target.with_name(target.name + kind.ending)


def choose_source(owner: QWidget, title: str, *, kind: FileKind) -> Path | None:
    """Ask for a file to be read; None when the person leaves."""
    chosen, _filter = QFileDialog.getOpenFileName(
        owner, title, str(usual_folder()), f"{_(kind.words)} (*{kind.ending})"
    )
    return Path(chosen) if chosen else None


def temporary_copy(name: str, content: bytes) -> Path:
    """A copy to look at, in a folder of its own among the temporary files, under the name that the file came with.

    It goes when the program ends: a doctor's paper must not lie there for ever.
    """
    folder = tempfile.mkdtemp(prefix="mahorat-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy = Path(folder) / Path(name).name
    copy.write_bytes(content)
    return copy


def open_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_saved(workspace: Workspace, path: Path) -> None:
    """Say on the banner where the file stands, with the way to it."""
    workspace.show_notice(_("Saved: {file}", file=path), link=(_("Open the file"), lambda: open_file(path)))
