"""The band below a week: what the lesson under the cursor is, or what would come of putting one down."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop_app.i18n import _
from desktop_app.timetable.clash_records import Clash
from ui.actions import Action, make_button
from ui.icons import pixmap
from ui.theme import GAP_M, GAP_S, Tone
from ui.widgets.text import OneLine, Role, dress, label

SIGNS = {Tone.GOOD: "success", Tone.WARN: "warning", Tone.BAD: "error"}
TOLD = 3


class Band(QFrame):
    """``say`` shows a line and sentences below it; with ``offers`` the buttons to put a lesson down or to leave it."""

    def __init__(self, *, put: Callable[[], object], put_despite: Callable[[], object], leave: Callable[[], object]):
        super().__init__()
        self.setProperty("role", "banner")
        self._sign = QLabel(self)
        self._head = OneLine(Role.STRONG)
        self.words = label("", wrap=True)
        # Their keys are heard by the week itself, where the focus is.
        self._put = make_button(self, Action(_("Put it there"), put, hint=_("Put it there (Enter)")))
        self._despite = make_button(
            self,
            Action(_("Put it there nevertheless"), put_despite, hint=_("Put it there nevertheless (Ctrl+Enter)")),
            is_danger=True,
        )
        self._leave = make_button(self, Action(_("Leave it"), leave, hint=_("Leave it where it stands (Esc)")))
        for button in (self._put, self._despite, self._leave):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.say("")

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (self._head.text(), self.words.text())))

    def say(
        self,
        head: str,
        sentences: Sequence[str] = (),
        *,
        tone: Tone = Tone.PLAIN,
        offers: bool = False,
        is_refused: bool = False,
        is_despite: bool = False,
    ) -> None:
        self._head.setText(head)
        self.words.setText("\n".join(sentences))
        self.words.setVisible(bool(sentences))
        self._sign.setVisible(tone in SIGNS)
        if tone in SIGNS:
            self._sign.setPixmap(pixmap(SIGNS[tone], tone.value, 20, self.devicePixelRatioF()))
        self._put.setVisible(offers and not is_refused and not is_despite)
        self._despite.setVisible(offers and not is_refused and is_despite)
        self._leave.setVisible(offers)
        dress(self, tone=tone.value)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._head)
        words.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_M, GAP_S, GAP_S, GAP_S)
        row.setSpacing(GAP_S)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for button in (self._put, self._despite, self._leave):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        tallest = self._leave.sizeHint().height()
        self.setMinimumHeight(tallest + 2 * GAP_S)


def told(clashes: Sequence[Clash]) -> list[str]:
    """The clashes in sentences, the gravest first; the others are counted."""
    in_order = sorted(clashes, key=lambda clash: clash.is_warning)
    sentences = [clash.text for clash in in_order[:TOLD]]
    if len(clashes) > TOLD:
        sentences.append(_("And {n} more.", n=len(clashes) - TOLD))
    return sentences


def clash_tone(clashes: Sequence[Clash]) -> Tone:
    if any(not clash.is_warning for clash in clashes):
        return Tone.BAD
    return Tone.WARN if clashes else Tone.GOOD
