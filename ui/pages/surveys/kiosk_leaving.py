"""The way out of the kiosk."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desktop_app.i18n import _
from ui.pages.surveys.kiosk_lock import StaffWord, pause_after
from ui.pages.surveys.kiosk_page import KioskPage, is_on_button, large_button, large_line
from ui.theme import GAP_M, GAP_S
from ui.widgets.text import Role, label

WORD_WIDTH = 420


class LeavingPage(KioskPage):
    """Asks for the staff's word. Each wrong one makes the pause longer in which none is taken."""

    let_out = Signal()
    stayed = Signal()

    def __init__(self, word: StaffWord) -> None:
        super().__init__()
        self._word = word
        self._wrong = 0
        self._left_s = 0
        self.line = large_line(self, _("Word of the staff"))
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setFixedWidth(WORD_WIDTH)
        self.error = label("", Role.AID_WRONG)
        self.stay_button = large_button(_("Go on answering"), self)
        self.leave_button = large_button(_("Leave the kiosk"), self, role="primary")
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self.count_second)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_M)
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.stay_button)
        buttons.addStretch(1)
        self.body.addStretch(1)
        self.body.addWidget(label(_("Leaving the kiosk"), Role.ASKED))
        self.body.addWidget(label(_("Only the staff can leave. What was answered is kept."), Role.AID, wrap=True))
        self.body.addWidget(self.line)
        self.body.addWidget(self.error)
        self.body.addSpacing(GAP_S)
        self.body.addLayout(buttons)
        self.body.addStretch(2)
        self.leave_button.clicked.connect(lambda _checked=False: self._try())
        self.stay_button.clicked.connect(lambda _checked=False: self.stayed.emit())

    def focus_first(self) -> None:
        self.line.clear()
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_on_button(self):
            self._try()
        else:
            super().keyPressEvent(event)

    def count_second(self) -> None:
        """A second of the pause has gone by."""
        self._left_s -= 1
        self._show_pause()

    def _try(self) -> None:
        if self._left_s > 0:
            return
        if self._word.is_right(self.line.text()):
            self.line.clear()
            self.let_out.emit()
            return
        self._wrong += 1
        self._left_s = pause_after(self._wrong)
        self._seconds.start()
        self.line.clear()
        self._show_pause()

    def _show_pause(self) -> None:
        is_paused = self._left_s > 0
        self.error.setText(_("This is not the word. Wait {seconds} s.", seconds=self._left_s) if is_paused else "")
        self.leave_button.setDisabled(is_paused)
        if not is_paused:
            self._seconds.stop()
