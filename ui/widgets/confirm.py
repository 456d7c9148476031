"""A question before something that cannot be undone; the button names what it does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from ui.icons import pixmap
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.text import Role, label

WIDTH = 420


class ConfirmDialog(QDialog):
    """Esc always means no; Enter means no as well when the action destroys something."""

    def __init__(
        self, owner: QWidget, question: str, *, action: str, details: str = "", is_danger: bool = False
    ) -> None:
        super().__init__(owner)
        self.setWindowTitle(question)
        self.setMinimumWidth(WIDTH)
        sign = QLabel(self)
        sign_name, token = ("warning", "warn") if is_danger else ("info", "accent")
        sign.setPixmap(pixmap(sign_name, token, 24, self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(GAP_S)
        words.addWidget(label(question, Role.HEADING, wrap=True))
        if details:
            words.addWidget(label(details, Role.MUTED, wrap=True))
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(GAP_M)
        top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        self.no_button = QPushButton(_("Cancel"), self)
        self.yes_button = QPushButton(action, self)
        self.yes_button.setProperty("role", "danger" if is_danger else "primary")
        self.no_button.clicked.connect(self.reject)
        self.yes_button.clicked.connect(self.accept)
        safe = self.no_button if is_danger else self.yes_button
        for button in (self.no_button, self.yes_button):
            # Enter presses the one that has the focus: whoever went there by Tab means it.
            button.setAutoDefault(True)
        safe.setDefault(True)
        safe.setFocus()
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_S)
        buttons.addStretch(1)
        buttons.addWidget(self.no_button)
        buttons.addWidget(self.yes_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_L)
        outer.addLayout(top, 1)
        outer.addLayout(buttons)


def confirm(owner: QWidget, question: str, *, action: str, details: str = "", is_danger: bool = False) -> bool:
    """Ask; ``action`` is the text of the button that says yes ("Cancel 3 certificates")."""
    dialog = ConfirmDialog(owner, question, action=action, details=details, is_danger=is_danger)
    is_agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return is_agreed


def tell(owner: QWidget, words: str, *, details: str) -> None:
    """Say what nothing can be done about here any more: where the window is about to go, no banner would be read."""
    dialog = ConfirmDialog(owner, words, action=_("Close"), details=details)
    dialog.no_button.hide()
    dialog.exec()
    dialog.deleteLater()
