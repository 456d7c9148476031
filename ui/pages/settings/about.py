"""What this program is, where its data lie, and whose work stands in it."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop_app import __version__
from desktop_app.i18n import N_, _
from ui.actions import Action
from ui.models.table_model import Column
from ui.pages.settings.section import Section
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

Part = tuple[str, str, str]
# What stands in the program: (name, distribution, licence).
PARTS: tuple[Part, ...] = (
    ("Qt for Python", "PySide6-Essentials", "LGPL-3.0"),
    ("SQLAlchemy", "SQLAlchemy", "MIT"),
    ("Alembic", "alembic", "MIT"),
    ("SQLCipher, SQLite", "sqlcipher3", "BSD-3-Clause"),
    ("ReportLab", "reportlab", "BSD-3-Clause"),
    ("openpyxl", "openpyxl", "MIT"),
    ("defusedxml", "defusedxml", "PSF-2.0"),
    ("XlsxWriter", "XlsxWriter", "BSD-2-Clause"),
    ("python-calamine", "python-calamine", "MIT"),
    ("Pillow", "pillow", "MIT-CMU"),
    ("cbor2", "cbor2", "MIT"),
    ("RapidFuzz", "rapidfuzz", "MIT"),
    ("cryptography", "cryptography", "Apache-2.0 OR BSD-3-Clause"),
    ("zxing-cpp", "zxing-cpp", "Apache-2.0"),
    ("pypdfium2", "pypdfium2", "Apache-2.0 OR BSD-3-Clause"),
    ("platformdirs", "platformdirs", "MIT"),
    ("tomli-w", "tomli-w", "MIT"),
    ("Noto Sans, Noto Serif", "", "SIL OFL 1.1"),
)
COLUMNS: tuple[Column[Part], ...] = (
    Column("name", N_("Part"), lambda part: part[0], is_stretched=True),
    Column("version", N_("Version"), lambda part: _version(part[1]), width=120),
    Column("licence", N_("Licence"), lambda part: part[2], width=260),
)


class AboutSection(Section):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=f"Mahorat {__version__}",
            intro=_("Keeps the whole work of a pedagogical centre on one PC, without the internet. MIT licence."),
        )
        self.add_action(Action(_("Open the data folder"), self.open_folder, icon="folder", key="Ctrl+O"))
        folder = _("Data: {folder}", folder=workspace.centre.paths.folder)
        system = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}"
        for line in (folder, system):
            self.body.addWidget(label(line, Role.MUTED, wrap=True))
        self.table = RecordTable(workspace, "settings.parts", COLUMNS, rows=PARTS, has_filter=False)
        self.body.addWidget(self.table, 1)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.workspace.centre.paths.folder)))


def _version(distribution: str) -> str:
    """Empty for what has no version of its own, such as fonts."""
    try:
        return version(distribution) if distribution else ""
    except PackageNotFoundError:
        return ""
