"""What is seen while the centre is being opened or closed, and why it could not be opened."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop_app.i18n import _
from ui.actions import Action, make_button
from ui.icons import pixmap
from ui.theme import GAP_L, GAP_M, GAP_S
from ui.widgets.text import Role, in_the_middle, label

WIDTH = 440
# A backup of a large centre takes as long: whoever waits longer wants to know what for.
LATE_AFTER_MS = 4_000


class OpeningPage(QWidget):
    """The name and a quiet bar; light enough to be the first picture.

    ``doing`` is said in place of opening; ``why_late`` once it has taken longer than anybody likes to wait.
    """

    def __init__(self, doing: str = "", why_late: str = "", *, late_after_ms: int = LATE_AFTER_MS) -> None:
        super().__init__()
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(160)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(GAP_M)
        column.addStretch(2)
        column.addWidget(label("Mahorat", Role.TITLE), 0, middle)
        column.addWidget(bar, 0, middle)
        column.addWidget(label(doing or _("Opening the centre…"), Role.MUTED), 0, middle)
        if why_late:
            column.addLayout(in_the_middle(self._late(why_late, late_after_ms), WIDTH))
        column.addStretch(3)

    def _late(self, why: str, after_ms: int) -> QLabel:
        sentence = label(why, wrap=True)
        sentence.setParent(self)
        sentence.hide()
        timer = QTimer(self, singleShot=True, interval=after_ms)
        timer.timeout.connect(sentence.show)
        timer.start()
        return sentence


def closing_page(*, is_on_server: bool) -> OpeningPage:
    """What is seen while a centre is closed; one on a server is waited for as long as the server is silent."""
    silent = _("The server does not answer. The centre is closed as soon as it does.")
    return OpeningPage(_("Closing the centre…"), silent if is_on_server else "")


class NotOpenedPage(QWidget):
    """The reason in a sentence, and the ways on."""

    def __init__(self, reason: str, *, again: Callable[[], object], elsewhere: Callable[[], object]) -> None:
        super().__init__()
        sign = QLabel(self)
        sign.setPixmap(pixmap("warning", "warn", 40, self.devicePixelRatioF()))
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_S)
        buttons.addStretch(1)
        buttons.addWidget(make_button(self, Action(_("Choose another centre"), elsewhere, icon="folder")))
        self._again = make_button(self, Action(_("Try again"), again, icon="refresh"), is_primary=True)
        buttons.addWidget(self._again)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(GAP_L)
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(sign, 0, middle)
        column.addWidget(label(_("The centre could not be opened"), Role.HEADING), 0, middle)
        column.addLayout(in_the_middle(label(reason, wrap=True), WIDTH))
        column.addLayout(buttons)
        column.addStretch(3)
        self.setFocusProxy(self._again)
