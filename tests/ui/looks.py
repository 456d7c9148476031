"""What a program can see of a screen: clipped words, and what Tab cannot reach; and its dialogs answered."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QToolButton, QWidget

from ui.widgets.text import OneLine

TOLERANCE_PX = 1
LOOK_EVERY_MS, SHOWN_AFTER_MS = 10, 100


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
    """What Tab reaches, in its order, from the first widget of the window around to it again."""
    found, place = [], window.nextInFocusChain()
    while place is not None and place is not window:
        takes_tab = place.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes_tab and place.isVisible() and place.isEnabled() and place.focusProxy() is None:
            found.append(place)
        place = place.nextInFocusChain()
    return found


def when_asked(act: Callable[[], object], *, after: QWidget | None = None) -> None:
    """Run ``act`` as soon as a dialog waits for an answer, another one than ``after``.

    However slow the machine is, the dialog is there by then; one that ``act`` cannot answer is closed, so that the test
    fails and does not wait for ever.
    """
    looking = QTimer(QApplication.instance(), interval=LOOK_EVERY_MS)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or dialog is after or not dialog.isVisible():
            return
        looking.stop()
        looking.deleteLater()
        # Not at once: what the dialog asks for when it is shown is on its way.
        QTimer.singleShot(SHOWN_AFTER_MS, dialog, lambda: answer(dialog))

    def answer(dialog: QDialog) -> None:
        try:
            act()
        except BaseException:
            dialog.done(0)
            raise

    looking.timeout.connect(look)
    looking.start()
