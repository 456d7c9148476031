"""What a program can see of a screen: clipped words, and what Tab cannot reach; and its dialogs answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QToolButton, QWidget

from ui.widgets.text import OneLine

Asked = TypeVar("Asked", bound=QWidget)
TOLERANCE_PX = 1
LOOK_EVERY_MS, ANSWERED_WITHIN_MS = 10, 40_000
ACTIVE_WITHIN_MS = 5_000
SETTLE_LOOK_MS, SETTLES_WITHIN_MS = 1, 30_000


def show_in_front(widget: QWidget) -> None:
    """Shows the window and waits until it is the active one: only there can anything have the focus."""
    widget.show()
    widget.activateWindow()
    assert QTest.qWaitForWindowActive(widget.window(), ACTIVE_WITHIN_MS), "another window keeps the front"


def visible_words(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    for kind in (QLabel, QAbstractButton):
        for widget in window.findChildren(kind):
            if widget.isVisible() and widget.text().strip():
                yield widget, widget.text()


def clipped_words(window: QWidget) -> list[str]:
    """The texts of visible labels and buttons that have less room than they ask for."""
    # What was written last is laid out when Qt next comes to it: nobody sees it before.
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    found = []
    for widget, text in visible_words(window):
        if isinstance(widget, OneLine):
            # Made to be cut: it ends in "…" and its tooltip has the whole.
            continue
        if isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            continue
        is_wrapped = isinstance(widget, QLabel) and widget.wordWrap()
        if is_wrapped:
            is_clipped = widget.heightForWidth(widget.width()) > widget.height() + TOLERANCE_PX
        else:
            needed = widget.sizeHint()
            is_clipped = (
                needed.width() > widget.width() + TOLERANCE_PX or needed.height() > widget.height() + TOLERANCE_PX
            )
        if is_clipped:
            found.append(text)
    return found


def tab_order(window: QWidget) -> list[QWidget]:
    """What Tab reaches, in its order, from where the focus is around to it again."""
    found: list[QWidget] = []
    place = window.focusWidget()
    while place is None or place not in found:
        if place is not None:
            found.append(place)
        QTest.keyClick(place or window, Qt.Key.Key_Tab)
        place = window.focusWidget()
    return found


def wait_until(is_so: Callable[[], object]) -> None:
    """Let the window go on until this is so: looked at far more often than pytest-qt does, for tests wait often."""
    patience = QDeadlineTimer(SETTLES_WITHIN_MS)
    loop, looking = QEventLoop(), QTimer(interval=SETTLE_LOOK_MS)
    looking.timeout.connect(loop.quit)
    looking.start()
    while not is_so():
        assert not patience.hasExpired(), f"not so within {SETTLES_WITHIN_MS} ms"
        loop.exec()


def when_asked(kind: type[Asked], act: Callable[[Asked], object]) -> None:
    """Run ``act`` on the next dialog or menu of this kind, as soon as it waits and has what it asked the centre for.

    However slow the machine is, it is there by then; one that ``act`` fails on is closed, so that the test goes on to
    fail and does not wait for ever.
    """
    _Answer(kind, act)


@contextmanager
def nobody_waits_for_ever(within_ms: int = ANSWERED_WITHIN_MS) -> Iterator[None]:
    """Close a dialog or menu that nobody answers in time, and fail; fail, too, where what to answer never came."""
    watch = _Watch(within_ms)
    try:
        yield
    finally:
        watch.stop()
        watch.deleteLater()
        timers = QApplication.instance().children()
        waiting = [each for each in timers if isinstance(each, _Answer) and each.isActive()]
        for answer in waiting:
            answer.end()
    assert not watch.unanswered, f"nobody answered: {watch.unanswered}"
    assert not waiting, f"never asked: {[answer.kind.__name__ for answer in waiting]}"


def _in_front() -> QWidget | None:
    """The menu or dialog that keeps everything else waiting."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()


def _close(front: QWidget) -> None:
    if isinstance(front, QDialog):
        # Not what the dialog makes of it: some ask before they go.
        QDialog.done(front, QDialog.DialogCode.Rejected)
    else:
        front.close()


class _Answer(QTimer):
    """Looks for what is to be answered; seen twice, so that it has asked for what it needs, and got it."""

    def __init__(self, kind: type[Any], act: Callable[[Any], object]) -> None:
        super().__init__(QApplication.instance(), interval=LOOK_EVERY_MS)
        self.kind = kind
        self._act = act
        self._seen: QWidget | None = None
        self.timeout.connect(self._look)
        self.start()

    def end(self) -> None:
        self.stop()
        self.deleteLater()

    def _look(self) -> None:
        front = _in_front()
        if not isinstance(front, self.kind) or front is not self._seen:
            self._seen = front
            return
        workspace = getattr(front, "workspace", None)
        if workspace is not None and not workspace.worker.is_idle():
            return
        self.end()
        try:
            self._act(front)
        except BaseException:
            _close(front)
            raise


class _Watch(QTimer):
    """Closes what has been in front at two looks in a row."""

    def __init__(self, within_ms: int) -> None:
        super().__init__(QApplication.instance(), interval=within_ms // 2)
        self.unanswered: list[str] = []
        self._seen: QWidget | None = None
        self.timeout.connect(self._look)
        self.start()

    def _look(self) -> None:
        front = _in_front()
        if front is not None and front is self._seen:
            self.unanswered.append(front.windowTitle() or type(front).__name__)
            _close(front)
            front = None
        self._seen = front
