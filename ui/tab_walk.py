"""Tab reaches everything: Qt leaves out what stands before the focus proxy of the part that it is in.

A panel hands its focus to its table or to the filter above it. Qt's Tab then goes from what is before the panel
straight to that child, and the buttons before it are reached by Shift+Tab alone.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def go_on(window: QWidget) -> bool:
    """Give the focus to the next in the order of Tab; False where there is none."""
    here = window.focusWidget()
    if here is None:
        return False
    place = here.nextInFocusChain()
    while place is not None and place is not here:
        if _is_reached(place, window):
            place.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        place = place.nextInFocusChain()
    return False


def _is_reached(place: QWidget, window: QWidget) -> bool:
    takes_tab = place.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(
        takes_tab
        and place.focusProxy() is None
        and place.isEnabled()
        and place.isVisible()
        and place.window() is window
    )
