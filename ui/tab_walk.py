"""Tab reaches everything: Qt goes into a part by the child that the part hands its focus to, past all before it.

A panel hands its focus to its table or to the filter above it; the buttons before that would be reached by Shift+Tab
alone. The chain of the focus itself is not walked from here: PySide takes each widget of it for a child of the one
before, and for gone when that one goes.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QTabWidget, QWidget


def to_the_first_of_a_part(now: QWidget | None, before: QWidget | None) -> None:
    """After Tab from ``before`` to ``now``: to the first of the part that was entered, if it is another one."""
    part = _entered(now, before)
    if part is not None:
        first = next(filter(_takes_tab, part.findChildren(QWidget)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)


def _entered(now: QWidget | None, before: QWidget | None) -> QWidget | None:
    """The outermost part around ``now`` that hands its focus to it."""
    found, part = None, now.parentWidget() if now is not None else None
    while part is not None and not part.isWindow() and (before is None or not part.isAncestorOf(before)):
        # Tabs hand it to their bar, which stands before what they show.
        if not isinstance(part, QTabWidget) and _handed_to(part) is now:
            found = part
        part = part.parentWidget()
    return found


def _handed_to(part: QWidget) -> QWidget:
    while (proxy := part.focusProxy()) is not None:
        part = proxy
    return part


def _takes_tab(place: QWidget) -> bool:
    is_of_a_box = isinstance(place.parentWidget(), QComboBox | QAbstractSpinBox)
    takes_tab = bool(place.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes_tab and not is_of_a_box and place.isEnabled() and place.isVisible()
