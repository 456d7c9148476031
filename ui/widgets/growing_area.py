"""A place for what is usually short: as high as its content where there is room, scrolled where there is not."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

LEAST_HEIGHT = 120
# Of the screen, left free above and below a window for its title bar.
FREE_OF_SCREEN = 60


class GrowingArea(QScrollArea):
    """Fill ``body``. What gets the focus inside is scrolled into sight."""

    content_changed = Signal()
    """The content needs more or less room than before."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # As the last resize told it: a scroll area's viewport is not asked while Qt is taking a page apart.
        self._inner_width = self.width()
        self._content = QWidget()
        self._content.setProperty("role", "scrolled")
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._bring_into_sight)

    def sizeHint(self) -> QSize:
        """As much as the content wants, words wrapped at the present width."""
        wanted = self._content.sizeHint()
        if self.body.hasHeightForWidth() and self.isVisible():
            wanted.setHeight(max(self.body.heightForWidth(self._inner_width), wanted.height()))
        return wanted

    def minimumSizeHint(self) -> QSize:
        least = self._content.minimumSizeHint()
        bar = self.verticalScrollBar().sizeHint().width() if self.verticalScrollBar().isVisible() else 0
        return QSize(least.width() + bar, min(least.height(), LEAST_HEIGHT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._keep_words_whole()
            self._drop_needless_bar()
            self.updateGeometry()
            self.content_changed.emit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inner_width = event.size().width()
        self._keep_words_whole()
        self._drop_needless_bar()

    def _keep_words_whole(self) -> None:
        """A scroll area asks nobody how high wrapped words are at its width."""
        has_words = self.body.hasHeightForWidth()
        # 0 leaves it to the content, which may have had words before and has none now.
        self._content.setMinimumHeight(self.body.minimumHeightForWidth(self._inner_width) if has_words else 0)

    def _drop_needless_bar(self) -> None:
        """Words that came while the window grew leave Qt with a bar that scrolls nothing and covers an edge."""
        bar = self.verticalScrollBar()
        if bar.isVisible() and not bar.maximum():
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _bring_into_sight(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._content.isAncestorOf(now):
            # With the field's caption above and its error below.
            around = now.parentWidget() if now.parentWidget() is not self._content else now
            if around is not None and around.height() <= self.viewport().height():
                self.ensureWidgetVisible(around, 0, 0)
            self.ensureWidgetVisible(now)


def room_for_height(window: QWidget) -> int:
    """The most height that a window may take on its screen, the taskbar left alone."""
    return window.screen().availableGeometry().height() - FREE_OF_SCREEN
