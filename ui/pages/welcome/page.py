"""The first start: the language, then a centre of one's own or a made-up one to look around in."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.errors import CentreError, SignInNeeded
from desktop_app.i18n import LANGUAGES, _, language
from desktop_app.paths import default_data_folder
from desktop_app.progress import Progress
from ui.actions import Action, make_button
from ui.background import Failed, Work
from ui.icons import pixmap
from ui.join_dialog import JoinDialog
from ui.notices import Banner
from ui.pages.welcome.backup_dialog import RestoreBackupDialog
from ui.pages.welcome.centre_form import CentreForm
from ui.pages.welcome.lent_dialog import OpenLentDialog
from ui.pages.welcome.opening import founded_centre, opened_centre, opened_demonstration
from ui.theme import GAP_L, GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.text import Role, label
from ui.widgets.wrapping_row import WrappingRow
from ui.workspace import Workspace

WIDTH = 640


class WelcomePage(QWidget):
    """Stands in place of all pages until there is a centre."""

    def __init__(
        self, workspace: Workspace, *, folder: Path | None = None, before: "WelcomePage | None" = None
    ) -> None:
        """``folder`` is offered for the data; ``before`` is the same page in another language, what was typed stays."""
        super().__init__()
        self.workspace = workspace
        self.banner = Banner(self)
        self.form = CentreForm(folder or default_data_folder())
        if before is not None:
            self.form.take_over(before.form)
        self.setFocusProxy(self.form.fields[0])
        self._buttons: list[QPushButton] = []
        self._progress: Progress | None = None
        column = QWidget(self)
        column.setProperty("role", "scrolled")
        column.setMaximumWidth(WIDTH)
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(GAP_L, GAP_L, GAP_L, GAP_L)
        self._column.setSpacing(GAP_L)
        self._column.addLayout(self._greeting())
        self._column.addLayout(self._languages())
        self._column.addWidget(self.banner)
        self._column.addWidget(self._own_centre())
        self._column.addWidget(self._demonstration())
        self._column.addWidget(self._from_elsewhere())
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(_scrolled(column))

    def create(self) -> None:
        """Found the centre, or go to the first field that is wrong."""
        self.banner.clear()
        if not self.form.is_sound():
            return
        folder, new = self.form.folder, self.form.new_centre(document_language=language())
        self._submit(lambda: founded_centre(folder, new), self._failed, is_new=True)

    def open_existing(self) -> None:
        """Open the centre that lies in a folder of this PC."""
        self.banner.clear()
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the centre"), str(self.form.folder))
        if not chosen:
            return
        folder = Path(chosen)
        self._submit(lambda: opened_centre(folder), lambda error: self._sign_in_or_fail(error, folder))

    def open_lent(self) -> None:
        """Open work that another centre has lent, in a folder of its own."""
        found = OpenLentDialog.ask(self, folder=self.form.folder.with_name("lent"))
        if found is not None:
            self.workspace.open_requested.emit(found)

    def restore_backup(self) -> None:
        """Bring a centre back whose PC is gone; then it is opened as any other."""
        self.banner.clear()
        found = RestoreBackupDialog.ask(self, folder=self.form.folder)
        if found is not None:
            self.workspace.open_requested.emit(found)

    def join_server(self) -> None:
        """Work on the centre of the office, whose data stay on its server."""
        self.banner.clear()
        found = JoinDialog.ask(self, folder=self.form.folder)
        if found is not None:
            self.workspace.open_requested.emit(found)

    def open_archive(self) -> None:
        """Open the file of a closed year."""
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Open an archive…"), "", "Mahorat (*.mahorat-year)")
        if chosen:
            self.workspace.open_requested.emit(Path(chosen))

    def open_demonstration(self) -> None:
        """Fill a folder of its own with a made-up centre and open it."""
        self.banner.clear()
        self._progress = progress = self.workspace.start_progress(_("Making a demonstration centre"))
        folder = self.form.folder.with_name("demonstration")
        self._submit(lambda: opened_demonstration(folder, progress), self._failed)

    def set_busy(self, is_busy: bool) -> None:
        for button in self._buttons:
            button.setDisabled(is_busy)

    def show_error(self, error: CentreError) -> None:
        if not self.form.show_error(error):
            self.banner.show_error(error.text)

    def _submit(self, work: Work, failed: Failed, *, is_new: bool = False) -> None:
        """The workspace owns the work: if this page is made anew meanwhile, the centre is open all the same."""

        def opened(centre: object) -> None:
            self.workspace.long_work_ended.emit(self._progress)
            self.workspace.centre_opened.emit(centre, is_new)

        self.set_busy(True)
        self.workspace.worker.submit(self.workspace, work, opened, failed)

    def _sign_in_or_fail(self, error: Exception, folder: Path) -> None:
        if isinstance(error, SignInNeeded):
            self.workspace.open_requested.emit(folder)
        else:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self.workspace.long_work_ended.emit(self._progress)
        if not isinstance(error, CentreError):
            raise error
        if shiboken6.isValid(self):
            self.set_busy(False)
            self.show_error(error)

    def _greeting(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(GAP_S)
        words.addWidget(label(_("Welcome to Mahorat"), Role.TITLE))
        words.addWidget(
            label(
                _("Mahorat keeps the whole work of a centre on this PC, without the internet."),
                Role.MUTED,
                wrap=True,
            )
        )
        return words

    def _languages(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        sign = QLabel(self)
        sign.setPixmap(pixmap("language", "muted", 20, self.devicePixelRatioF()))
        row.addWidget(sign)
        group = QButtonGroup(self)
        for code, name in LANGUAGES.items():
            button = QPushButton(name, self)
            button.setCheckable(True)
            button.setChecked(code == language())
            button.setProperty("role", "primary" if code == language() else "")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, code=code: self._choose_language(code))
            group.addButton(button)
            self._buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _choose_language(self, code: str) -> None:
        self.workspace.change_settings(language=code)

    def _own_centre(self) -> Card:
        card = Card(_("Your centre"))
        card.body.setSpacing(GAP_M)
        card.body.addWidget(self.form)
        existing = make_button(self, Action(_("Open an existing centre"), self.open_existing, key="Ctrl+O"))
        create = make_button(
            self, Action(_("Create the centre"), self.create, icon="check", key="Ctrl+Return"), is_primary=True
        )
        self._buttons += [existing, create]
        row = QHBoxLayout()
        row.addWidget(existing)
        row.addStretch(1)
        row.addWidget(create)
        card.body.addLayout(row)
        return card

    def _from_elsewhere(self) -> Card:
        card = Card(_("Something from another PC?"))
        row = WrappingRow()
        words = _(
            "A backup of your centre, a cohort or a survey on a stick, the file of a closed year, or the centre of the "
            "office, which lies on a server."
        )
        card.body.addWidget(label(words, Role.MUTED, wrap=True))
        server = make_button(self, Action(_("Open the centre of a server…"), self.join_server, key="Ctrl+S"))
        backup = make_button(self, Action(_("Restore from a backup…"), self.restore_backup, key="Ctrl+R"))
        lent = make_button(self, Action(_("Open lent work…"), self.open_lent, key="Ctrl+L"))
        archive = make_button(self, Action(_("Open an archive…"), self.open_archive, key="Ctrl+Y"))
        for button in (backup, lent, archive, server):
            self._buttons.append(button)
            row.addWidget(button)
        card.body.addLayout(row)
        return card

    def _demonstration(self) -> Card:
        card = Card(_("Only looking around?"))
        row = QHBoxLayout()
        row.setSpacing(GAP_L)
        words = _("Open a demonstration centre with made-up people. It does not touch the data of your own centre.")
        row.addWidget(label(words, Role.MUTED, wrap=True), 1)
        button = make_button(self, Action(_("Open a demonstration centre"), self.open_demonstration, key="Ctrl+D"))
        self._buttons.append(button)
        row.addWidget(button)
        card.body.addLayout(row)
        return card


def _scrolled(column: QWidget) -> QScrollArea:
    """The column in the middle, with a bar only where the screen is too low."""
    ground = QWidget()
    ground.setProperty("role", "scrolled")
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(column, 100)
    row.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(ground)
    return scroll
