"""Takes everything out of sight at once, in every window of the program, and gives it back as it was."""

from dataclasses import dataclass, field

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QColorDialog, QDialog, QFileDialog, QFontDialog, QMenu, QWidget

TITLE = "Mahorat"
# Drawn by the system itself, with names in them; nobody has written anything into them.
_OF_THE_SYSTEM = (QFileDialog, QColorDialog, QFontDialog)


@dataclass
class _Shut:
    """What a window was called, what was seen in it, and where the focus was."""

    title: str
    focus: QWidget | None
    parts: list[QWidget] = field(default_factory=list)


class Shutter(QObject):
    """Windows stay open, and what runs in them goes on; their parts are hidden, not covered, and their titles gone.

    What opens or shows itself meanwhile is shut as well.
    """

    intruded = Signal()
    """A window opened while all are shut: it may stand before the one that opens them again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spared: QWidget | None = None
        self._shut: dict[QWidget, _Shut] = {}

    def close(self, spared: QWidget) -> None:
        """Shut every window but one."""
        self._spared = spared
        QApplication.instance().installEventFilter(self)
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._shut_window(window)

    def open(self) -> None:
        """Show what was shut, with the focus where it was."""
        QApplication.instance().removeEventFilter(self)
        shut, self._shut, self._spared = self._shut, {}, None
        for window, was in shut.items():
            if not shiboken6.isValid(window):
                continue
            window.setWindowTitle(was.title)
            for part in filter(shiboken6.isValid, was.parts):
                part.show()
            if was.focus is not None and shiboken6.isValid(was.focus):
                was.focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def dialogs(self) -> list[QDialog]:
        """The dialogs that are shut, the first opened first."""
        return [window for window in self._shut if shiboken6.isValid(window) and isinstance(window, QDialog)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Show and isinstance(watched, QWidget):
            self._note_shown(watched)
        elif kind == QEvent.Type.WindowTitleChange and watched in self._shut:
            self._note_title(watched)
        return False

    def _note_shown(self, widget: QWidget) -> None:
        if self._is_spared(widget):
            return
        if widget.isWindow():
            self._shut_window(widget)
            self.intruded.emit()
        elif (was := self._shut.get(widget.parentWidget())) is not None:
            was.parts.append(widget)
            widget.hide()

    def _note_title(self, window: QWidget) -> None:
        if window.windowTitle() != TITLE:
            self._shut[window].title = window.windowTitle()
            window.setWindowTitle(TITLE)

    def _shut_window(self, window: QWidget) -> None:
        if self._is_spared(window) or window in self._shut:
            return
        if isinstance(window, _OF_THE_SYSTEM):
            window.reject()
            return
        if isinstance(window, QMenu) or window.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
            window.close()
            return
        was = self._shut[window] = _Shut(window.windowTitle(), window.focusWidget())
        window.setWindowTitle(TITLE)
        for part in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not part.isWindow() and not part.isHidden():
                was.parts.append(part)
                part.hide()

    def _is_spared(self, widget: QWidget) -> bool:
        """Whether it belongs to the one window that stays, be it as a dialog of it."""
        place: QWidget | None = widget
        while place is not None and place is not self._spared:
            place = place.parentWidget()
        return place is not None
