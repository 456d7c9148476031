"""The banner under a page's title: what came of an action, with a way back where there is one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from desktop_app.i18n import _
from ui.actions import link_button
from ui.icons import icon, pixmap
from ui.theme import GAP_M, GAP_S, Tone
from ui.widgets.text import dress, label

OUTCOME_SHOWN_MS = 12_000
ICONS = {Tone.GOOD: "success", Tone.WARN: "warning", Tone.BAD: "error"}

Link = tuple[str, Callable[[], object]]


@dataclass(frozen=True)
class _Notice:
    """What a banner says and offers."""

    tone: Tone
    text: str
    undo: Callable[[], object] | None
    links: tuple[Link, ...]


class Banner(QFrame):
    """Hidden until there is something to say. Outcomes go away by themselves, warnings and errors never do."""

    told = Signal()
    """It says something, and needs its room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._sign = QLabel(self)
        self._words = label("", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._offers: list[QWidget] = []
        self._notice: _Notice | None = None
        self._close = QToolButton(self)
        self._close.setIcon(icon("close", "muted"))
        self._close.setToolTip(_("Close"))
        self._close.setAccessibleName(_("Close"))
        self._close.clicked.connect(self.clear)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GAP_M, GAP_S, GAP_S, GAP_S)
        self._row.setSpacing(GAP_S)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        return self._words.text() if self.isVisibleTo(self.parentWidget()) else ""

    def show_outcome(
        self,
        text: str,
        *,
        undo: Callable[[], object] | None = None,
        link: Link | None = None,
        links: Sequence[Link] = (),
    ) -> None:
        self._show(Tone.GOOD, text, undo=undo, links=[*links, *([link] if link is not None else [])])
        self._timer.start(OUTCOME_SHOWN_MS)

    def show_warning(self, text: str, *, link: Link | None = None) -> None:
        self._show(Tone.WARN, text, links=[link] if link is not None else [])

    def show_error(self, text: str, *, link: Link | None = None) -> None:
        self._show(Tone.BAD, text, links=[link] if link is not None else [])

    @property
    def offers_undo(self) -> bool:
        return self._notice is not None and self._notice.undo is not None

    def take_over(self, other: "Banner") -> None:
        """Say and offer what the other one does, for as long as it still would."""
        notice, left = other._notice, other._timer.remainingTime()
        other.clear()
        if notice is not None:
            self._show(notice.tone, notice.text, undo=notice.undo, links=notice.links)
            if left >= 0:
                self._timer.start(left)

    def clear(self) -> None:
        self._timer.stop()
        self._notice = None
        self.hide()

    def _show(
        self, tone: Tone, text: str, *, undo: Callable[[], object] | None = None, links: Sequence[Link] = ()
    ) -> None:
        self._timer.stop()
        self._notice = _Notice(tone, text, undo, tuple(links))
        for offer in self._offers:
            offer.deleteLater()
        self._offers.clear()
        self._words.setText(text)
        self._sign.setPixmap(pixmap(ICONS[tone], tone.value, 20, self.devicePixelRatioF()))
        if undo is not None:
            self._offer(_("Undo"), undo, key="Ctrl+Shift+Z")
        for link in links:
            self._offer(*link)
        dress(self, tone=tone.value)
        self.show()
        self.told.emit()

    def _offer(self, text: str, run: Callable[[], object], *, key: str = "") -> None:
        def taken() -> None:
            self.clear()
            run()

        button = link_button(text, taken, key=key)
        self._row.insertWidget(self._row.count() - 1, button)
        self._offers.append(button)


def banner_around(part: QWidget) -> Banner:
    """The banner of the page around a part of it."""
    place: QWidget | None = part
    while place is not None and not isinstance(getattr(place, "banner", None), Banner):
        place = place.parentWidget()
    assert place is not None
    found: Banner = place.banner  # type: ignore[attr-defined]
    return found
