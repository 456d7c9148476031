"""The large words of the station at the door: to be read from two steps away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ui.icons import pixmap
from ui.pages.attendance_desk.scan_words import Said, ready
from ui.theme import GAP_L, GAP_XL, GAP_XS, Tone
from ui.widgets.text import Role, dress, label

LEAST_HEIGHT = 148
SIGN = 48


class ScanFace(QFrame):
    """Shows one Said; the ground, the sign and the words all tell how it went."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setMinimumHeight(LEAST_HEIGHT)
        self.said = ready()
        self._sign = QLabel()
        self._title = label("", Role.DISPLAY, wrap=True)
        self._line = label("", Role.QUESTION, wrap=True)
        self._notes = label("", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(GAP_XS)
        words.addStretch(1)
        for part in (self._title, self._line, self._notes):
            words.addWidget(part)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        row.setSpacing(GAP_XL)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.show_said(self.said)

    def show_said(self, said: Said) -> None:
        self.said = said
        dress(self, tone="" if said.tone is Tone.PLAIN else said.tone.value)
        token = "muted" if said.tone is Tone.PLAIN else said.tone.value
        self._sign.setPixmap(pixmap(said.icon, token, SIGN, self.devicePixelRatioF()))
        self._title.setText(said.title)
        self._line.setText(said.line)
        self._notes.setText("\n".join(said.notes))
        self._notes.setVisible(bool(said.notes))
        self.setAccessibleName(" ".join((said.title, said.line, *said.notes)))
