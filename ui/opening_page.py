"""What is seen while the centre is being opened or closed, and why it could not be opened."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop_app.i18n import _, _n
from ui.actions import Action, make_button
from ui.icons import pixmap
from ui.theme import GAP_L, GAP_M, GAP_S
from ui.widgets.text import Role, in_the_middle, label

WIDTH = 440
# A backup of a large centre takes as long: whoever waits longer wants to know what for.
LATE_AFTER_MS = 4_000


class OpeningPage(QWidget):
    """The name and a quiet bar; light enough to be the first picture.

    ``doing`` is said in place of opening; ``why_late`` once it has taken longer than anybody likes to wait, with the
    ``way_out`` for whoever does not wait any longer.
    """

    def __init__(
        self,
        doing: str = "",
        why_late: Callable[[], str] | None = None,
        way_out: Action | None = None,
        *,
        late_after_ms: int = LATE_AFTER_MS,
    ) -> None:
        super().__init__()
        self._why_late = why_late
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
        self._late = label("", wrap=True)
        self._way_out = make_button(self, way_out) if way_out is not None else None
        column.addLayout(in_the_middle(self._late, WIDTH))
        self._late.hide()
        if self._way_out is not None:
            column.addWidget(self._way_out, 0, middle)
            self._way_out.hide()
        column.addStretch(3)
        if why_late is not None:
            timer = QTimer(self, singleShot=True, interval=late_after_ms)
            timer.timeout.connect(self.tell_why)
            timer.start()

    def tell_why(self) -> None:
        """Why it takes so long: by itself after a while, at once to whoever insists."""
        if self._why_late is not None:
            self._late.setText(self._why_late())
            self._late.show()
            if self._way_out is not None:
                self._way_out.show()


def closing_page(unsaved: Callable[[], int], leave: Callable[[], object]) -> OpeningPage:
    """What is seen while a centre on a server is closed: nobody is held by one that hangs.

    ``unsaved`` tells how many changes are not written yet; to ``leave`` ends the program at once.
    """

    def why_late() -> str:
        count = unsaved()
        waits = _("The server does not answer, or the copy of the day is being fetched.")
        saved = _("All that you wrote is saved: you may leave at once.")
        lost = _n(
            "{n} change is not saved yet. It is saved if you wait for the server, and lost if you leave now.",
            "{n} changes are not saved yet. They are saved if you wait for the server, and lost if you leave now.",
            count,
        )
        return f"{waits} {lost if count else saved}"

    return OpeningPage(_("Closing the centre…"), why_late, Action(_("Leave without waiting"), leave, icon="close"))


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
