"""The only thing in sight while the program is locked: who locked it, a password, the way for a colleague."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from desktop_app.i18n import _, _n
from ui.actions import link_button
from ui.icons import pixmap
from ui.language_row import language_row
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
    language_chosen = Signal(str)

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
        self._known: Sequence[KnownLogin] = ()
        self._ground = QWidget(self)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_L)
        self._place.addWidget(self._ground)
        self.show_again()

    def show_colleagues(self, known: Sequence[KnownLogin]) -> None:
        """Let somebody else of the staff come in; what stands open is theirs who opened it."""
        self._known = known
        self.show_again()

    def show_again(self) -> None:
        """Everything anew, in the language of now."""
        before, self._ground = self._ground, QWidget(self)
        self._place.replaceWidget(before, self._ground)
        before.hide()
        before.deleteLater()
        sign = QLabel(self)
        sign.setPixmap(pixmap("lock", "accent", 32, self.devicePixelRatioF()))
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self._ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        column.addWidget(sign, 0, middle)
        column.addWidget(label(_("Mahorat is locked"), Role.HEADING), 0, middle)
        column.addWidget(label(self._note(), Role.MUTED, wrap=True))
        self.panel = self._made_panel()
        column.addWidget(self.panel)
        if not self._known:
            column.addWidget(link_button(_("Another colleague"), self.colleagues_wanted.emit), 0, middle)
        column.addSpacing(GAP_L)
        column.addLayout(language_row(self._ground, self.language_chosen.emit))
        self._ground.show()
        self.adjustSize()
        self.panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self) -> str:
        if not self._known:
            return _("Everything stays as it was left.")
        if not self._forms:
            return _("The pages are shown anew, with your rights.")
        return _n(
            "{name} has {n} form open. It is closed when you come in; what was typed in it waits for {name}.",
            "{name} has {n} forms open. They are closed when you come in; what was typed in them waits for {name}.",
            self._forms,
            name=self._acting.name,
        )

    def _made_panel(self) -> SignInPanel:
        others = [each for each in self._known if each.login != self._acting.login]
        panel = SignInPanel(
            [*others, self._acting],
            chosen="" if self._known else self._acting.login,
            secret=_("Password or PIN"),
            button=_("Unlock"),
        )
        panel.submitted.connect(self.submitted)
        return panel

    def reject(self) -> None:
        """Esc."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt+F4."""
        event.ignore()
