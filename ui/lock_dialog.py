"""The only thing in sight while the program is locked: who locked it, a password, the way for a colleague."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from desktop_app.i18n import _, _n
from ui.actions import link_button
from ui.icons import pixmap
from ui.lock_shutter import TITLE
from ui.sign_in import KnownLogin, SignInPanel
from ui.theme import GAP_L, GAP_M, GAP_XL
from ui.widgets.text import Role, label
from ui.workspace import Workspace

WIDTH = 400


class LockDialog(QDialog):
    """Goes only when it is told to. Shows nothing but names of the staff."""

    submitted = Signal(str, str)
    """Login and secret."""
    colleagues_wanted = Signal()

    def __init__(self, owner: QWidget, workspace: Workspace, acting: KnownLogin, *, forms: int) -> None:
        """``forms`` is how many forms stand open behind it."""
        super().__init__(owner)
        self.workspace = workspace
        self.setWindowTitle(TITLE)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setFixedWidth(WIDTH)
        self._acting = acting
        self._forms = forms
        self._note = label("", Role.MUTED, wrap=True)
        self._panel_place = QVBoxLayout()
        self._other = link_button(_("Another colleague"), self.colleagues_wanted.emit)
        sign = QLabel(self)
        sign.setPixmap(pixmap("lock", "accent", 32, self.devicePixelRatioF()))
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_L)
        column.setSpacing(GAP_M)
        column.addWidget(sign, 0, middle)
        column.addWidget(label(_("Mahorat is locked"), Role.HEADING), 0, middle)
        column.addWidget(self._note)
        column.addLayout(self._panel_place)
        column.addWidget(self._other, 0, middle)
        self.panel = self._show_panel([acting], _("Everything stays as it was left."))

    def show_colleagues(self, known: Sequence[KnownLogin]) -> None:
        """Let somebody else of the staff come in; what stands open is theirs who opened it."""
        note = _("The pages are shown anew, with your rights.")
        if self._forms:
            note = _n(
                "{name} has {n} form open. It is closed without saving when you come in.",
                "{name} has {n} forms open. They are closed without saving when you come in.",
                self._forms,
                name=self._acting.name,
            )
        self._panel_place.takeAt(0)
        self.panel.hide()
        self.panel.deleteLater()
        others = [each for each in known if each.login != self._acting.login]
        self.panel = self._show_panel([*others, self._acting], note, chosen="")
        self._other.hide()
        self.adjustSize()

    def _show_panel(self, known: Sequence[KnownLogin], note: str, *, chosen: str | None = None) -> SignInPanel:
        self._note.setText(note)
        panel = SignInPanel(
            known,
            chosen=self._acting.login if chosen is None else chosen,
            secret=_("Password or PIN"),
            button=_("Unlock"),
        )
        panel.submitted.connect(self.submitted)
        self._panel_place.addWidget(panel)
        panel.setFocus(Qt.FocusReason.OtherFocusReason)
        return panel

    def reject(self) -> None:
        """Esc."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt+F4."""
        event.ignore()
