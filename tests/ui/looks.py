"""What a program can see of a screen: clipped words, and what Tab cannot reach."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton, QWidget

from ui.widgets.text import OneLine

TOLERANCE_PX = 1


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
