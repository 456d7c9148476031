"""The keys of the register, written under it, with the marks as they look in it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.attendance.records import AttendanceGrid
from desktop_app.i18n import _
from desktop_app.marks.records import MarkKind
from ui.pages.attendance.register_painting import BOX, paint_mark
from ui.theme import GAP_M, GAP_XS
from ui.widgets.text import Role, label


class MarkSign(QWidget):
    """One mark as it stands in the register."""

    def __init__(self, kind: MarkKind, *, is_plain: bool) -> None:
        super().__init__()
        self._kind = kind
        self._is_plain = is_plain
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(kind.names.text)

    def sizeHint(self) -> QSize:
        return QSize(BOX, BOX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._kind, is_plain=self._is_plain)
        painter.end()


class KeyLine(QWidget):
    """Two short lines: the letters of the marks, and the keys that move."""

    def __init__(self) -> None:
        super().__init__()
        self._kinds: tuple[MarkKind, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_XS)
        self._marks = QHBoxLayout()
        self._marks.setSpacing(GAP_XS)
        moves = QHBoxLayout()
        moves.setSpacing(GAP_XS)
        for keys, words in _moves():
            _add_key(moves, keys, words)
        moves.addStretch(1)
        outer.addLayout(self._marks)
        outer.addLayout(moves)

    def show_kinds(self, grid: AttendanceGrid) -> None:
        """Write the letters of the centre's own list."""
        if grid.kinds == self._kinds:
            return
        self._kinds = grid.kinds
        while (item := self._marks.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        presence = grid.presence
        for kind in grid.kinds:
            is_plain = presence is not None and kind.code == presence.code
            self._marks.addWidget(MarkSign(kind, is_plain=is_plain))
            # A letter stands for its key; the dot of presence has none of its own.
            keys = _("{letter} or Space", letter=kind.letter) if is_plain else ""
            _add_key(self._marks, keys, kind.names.text)
        _add_key(self._marks, "*", _("the rest present"))
        self._marks.addStretch(1)


def _moves() -> list[tuple[str, str]]:
    return [
        ("Enter", _("next person")),
        ("Backspace", _("back and clear")),
        ("Ctrl+F", _("surname")),
        ("Ctrl+Z", _("take back")),
        ("Ctrl+Y", _("set again")),
    ]


def _add_key(row: QHBoxLayout, keys: str, words: str) -> None:
    if keys:
        row.addWidget(label(keys, Role.KEY))
    row.addWidget(label(words, Role.SMALL))
    row.addSpacing(GAP_M)
