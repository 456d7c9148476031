"""The bar above every page of the kiosk: where the person is, the languages, and the corner that leads out."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.i18n import _
from ui.icons import icon
from ui.pages.surveys.kiosk_screens import Tongue
from ui.theme import GAP_M, GAP_S
from ui.widgets.text import OneLine, Role

LOCK_ICON = 20


class KioskBar(QWidget):
    """Takes no keys: Esc leads out as well, and a language is chosen once."""

    spoken = Signal(object)
    """Tongue."""
    left = Signal()

    def __init__(self, title: str, tongues: Sequence[Tongue], place: QWidget) -> None:
        """``place`` says where in the questions somebody is; it takes the place of the title."""
        super().__init__()
        self._title = OneLine(Role.AID)
        self._title.setText(title)
        self._place = place
        self.languages = {tongue: self._language_button(tongue) for tongue in tongues}
        self.lock_button = self._button("")
        self.lock_button.setIcon(icon("lock", "muted"))
        self.lock_button.setIconSize(QSize(LOCK_ICON, LOCK_ICON))
        self.lock_button.setAccessibleName(_("Leave the kiosk"))
        self.lock_button.setToolTip(_("Leave the kiosk (Esc)"))
        self.lock_button.clicked.connect(lambda _checked=False: self.left.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        row.addWidget(self._title, 1)
        row.addWidget(place, 100)
        row.addSpacing(GAP_M)
        for button in self.languages.values():
            row.addWidget(button)
        row.addSpacing(GAP_M)
        row.addWidget(self.lock_button)

    def show_state(self, spoken: Tongue, *, is_choosing_language: bool, is_asking: bool) -> None:
        """``is_choosing_language``: somebody is there who may want to go on in another language."""
        for tongue, button in self.languages.items():
            button.setVisible(is_choosing_language and len(self.languages) > 1)
            button.setChecked(tongue == spoken)
        self._place.setVisible(is_asking)
        self._title.setVisible(not is_asking)

    def _language_button(self, tongue: Tongue) -> QPushButton:
        button = self._button(tongue.name)
        button.setProperty("role", "choice")
        button.setCheckable(True)
        button.clicked.connect(lambda _checked=False: self.spoken.emit(tongue))
        return button

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("build", "finger")
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button
