"""The keys of the register as they are on this PC, written under it, with the marks as they look in it."""

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.attendance.records import AttendanceGrid
from desktop_app.i18n import _
from desktop_app.marks.records import MarkKind
from ui.pages.attendance.keys import USUAL_KEYS, Act, KeyMap
from ui.pages.attendance.keys_dialog import shown_key
from ui.pages.attendance.signs import BOX, draw_stamp, sign_of, stamp, tone_of
from ui.theme import GAP_M, GAP_XS
from ui.widgets.text import Role, label


def _item(keys: list[str], words: str, sign: QWidget | None = None) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP_XS)
    if sign is not None:
        row.addWidget(sign)
    for key in keys:
        row.addWidget(label(key, Role.KEY))
    row.addWidget(label(words, Role.SMALL))
    return made


def _clear(row: QHBoxLayout) -> None:
    while (item := row.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            # Out of sight at once: until it is deleted it would stand over what takes its place.
            widget.hide()
            widget.deleteLater()


class MarkSign(QWidget):
    """One mark as it stands in the register."""

    def __init__(self, kind: MarkKind, *, is_plain: bool) -> None:
        super().__init__()
        self._kind = kind
        self._sign = sign_of(kind, None, is_plain=is_plain)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(kind.names.text)

    def sizeHint(self) -> QSize:
        return QSize(BOX, BOX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_stamp(painter, self.rect(), stamp(self._sign, tone_of(self._kind), self.devicePixelRatioF()))
        painter.end()


class KeyLine(QWidget):
    """Two short lines: the keys of the marks, and those that do more. What has no room in a line is left out whole."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self._lines: tuple[list[QWidget], list[QWidget]] = ([], [])
        self._rows = (QHBoxLayout(), QHBoxLayout())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_XS)
        for row in self._rows:
            row.setSpacing(GAP_M)
            outer.addLayout(row)
        # As wide as the register, however much there is to say.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        outer.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)

    def show_keys(self, grid: AttendanceGrid, keys: KeyMap, chosen: Mapping[str, str], digits: str) -> None:
        shown = (grid.kinds, keys, dict(chosen), digits)
        if shown == self._shown:
            return
        self._shown = shown
        for row, line in zip(self._rows, self._lines, strict=True):
            _clear(row)
            line.clear()
        marks, acts = self._lines
        for kind in grid.kinds:
            # A letter in its box stands for its key; the dot of presence has none of its own.
            own = kind.letter.lower() if kind != grid.presence else ""
            sign = MarkSign(kind, is_plain=kind == grid.presence)
            marks.append(_item([shown_key(key) for key in keys.shown[kind.code] if key != own], kind.names.text, sign))
        figure = (_("hours missed"), "1–9") if digits == "hours" else (_("minutes late"), "00–99")
        marks.append(_item([figure[1]], figure[0]))

        def key(act: Act) -> str:
            return shown_key(chosen.get(act, USUAL_KEYS[act]))

        acts += [
            _item([key(Act.REST)], _("the rest present")),
            _item([_("Shift + mark")], _("from here down")),
            _item([key(Act.BACK)], _("back and clear")),
            _item([key(Act.DETAILS)], _("details")),
            _item([_("a letter")], _("surname")),
            _item(["Ctrl+Z"], _("take back")),
        ]
        for row, line in zip(self._rows, self._lines, strict=True):
            for item in line:
                row.addWidget(item)
            row.addStretch(1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        for line in self._lines:
            taken = 0
            for item in line:
                taken += item.sizeHint().width()
                item.setVisible(taken <= self.width())
                taken += GAP_M
