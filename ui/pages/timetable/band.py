"""The band below a week: what the lesson under the cursor is, or what would come of putting one down."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop_app.i18n import _, _n
from desktop_app.timetable.clash_records import Clash
from ui.actions import Action, make_button
from ui.icons import pixmap
from ui.theme import GAP_M, GAP_S, GAP_XS, Tone
from ui.widgets.text import OneLine, Role, dress, label

SIGNS = {Tone.GOOD: "success", Tone.WARN: "warning", Tone.BAD: "error"}
# Lines below the first: the band keeps its height, so that the week above it never jumps under a dragged lesson.
TOLD = 2


class Band(QFrame):
    """``say`` shows a line and sentences below it; with ``offers`` the buttons to put a lesson down or to leave it."""

    def __init__(self, *, put: Callable[[], object], put_despite: Callable[[], object], leave: Callable[[], object]):
        super().__init__()
        self.setProperty("role", "banner")
        self._sign = QLabel(self)
        self._head = OneLine(Role.STRONG)
        self.words = label("")
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
        self.words.setText("\n".join(in_short(sentences, TOLD)))
        self.words.setToolTip("\n".join(sentences))
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
        self.setFixedHeight((1 + TOLD) * self.words.fontMetrics().lineSpacing() + 2 * GAP_S + GAP_XS)


def told(clashes: Sequence[Clash]) -> list[str]:
    """The clashes in sentences, the gravest first."""
    return [clash.text for clash in sorted(clashes, key=lambda clash: clash.is_warning)]


def in_short(sentences: Sequence[str], most: int) -> list[str]:
    """At most so many lines: where there are more, the last one counts them."""
    if len(sentences) <= most:
        return list(sentences)
    left = len(sentences) - most + 1
    return [*sentences[: most - 1], _n("And {n} clash more.", "And {n} clashes more.", left)]


def clash_tone(clashes: Sequence[Clash]) -> Tone:
    if any(not clash.is_warning for clash in clashes):
        return Tone.BAD
    return Tone.WARN if clashes else Tone.GOOD
