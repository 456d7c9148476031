"""The keys of the register as they are on this PC, written under it, with the marks as they look in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.attendance.records import AttendanceGrid
from desktop_app.i18n import _
from desktop_app.marks.records import MarkKind
from ui.pages.attendance.keys import USUAL_KEYS, Act, KeyMap
from ui.pages.attendance.keys_dialog import shown_key
from ui.pages.attendance.signs import sign_of, stamp, tone_of
from ui.pages.attendance.stamps import Stamp
from ui.theme import GAP_M, GAP_S, GAP_XS, SMALL_SIZE, colour, font

LINE_HEIGHT = 22
CORNER = 4


@dataclass(frozen=True)
class KeyItem:
    """Keys and what they do; before them the mark that they set, as it stands in the register."""

    keys: tuple[str, ...]
    words: str
    kind: MarkKind | None = None
    is_plain: bool = False


class KeyLine(QWidget):
    """Two short lines: the keys of the marks, and those that do more. What has no room in a line is left out whole.

    Painted, not made of labels: forty of them would take a tenth of the time in which the register opens.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[tuple[KeyItem, ...], ...] = ()
        # As wide as the register, however much there is to say.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_keys(self, grid: AttendanceGrid, keys: KeyMap, chosen: Mapping[str, str], digits: str) -> None:
        self._lines = (tuple(_mark_keys(grid, keys, digits)), tuple(_act_keys(chosen)))
        said = [f"{' '.join(item.keys)} {item.words}" for line in self._lines for item in line]
        self.setAccessibleName("; ".join(said))
        self.update()

    def shown(self) -> list[list[KeyItem]]:
        """The items of each line that there is room for."""
        return [[item for item, _left in self._placed(line)] for line in self._lines]

    def sizeHint(self) -> QSize:
        return QSize(0, 2 * LINE_HEIGHT + GAP_XS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL_SIZE))
        for number, line in enumerate(self._lines):
            for item, left in self._placed(line):
                self._paint(painter, item, left, number * (LINE_HEIGHT + GAP_XS))
        painter.end()

    def _placed(self, line: tuple[KeyItem, ...]) -> Iterator[tuple[KeyItem, int]]:
        left = 0
        for item in line:
            width = _width(item)
            if left + width > self.width():
                return
            yield item, left
            left += width + GAP_M

    def _paint(self, painter: QPainter, item: KeyItem, left: int, top: int) -> None:
        if item.kind is not None:
            sign = _sign(item.kind, self.devicePixelRatioF(), is_plain=item.is_plain)
            sign.draw(painter, left, top, sign.width, LINE_HEIGHT)
            left += sign.width + GAP_XS
        painter.setBrush(colour("hover"))
        for key in item.keys:
            cap = QRect(left, top, _cap_width(key), LINE_HEIGHT)
            painter.setPen(QPen(colour("border"), 1))
            painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
            painter.setPen(colour("muted"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
            left += cap.width() + GAP_XS
        painter.setPen(colour("muted"))
        painter.drawText(left, top, self.width() - left, LINE_HEIGHT, Qt.AlignmentFlag.AlignVCenter, item.words)


def _mark_keys(grid: AttendanceGrid, keys: KeyMap, digits: str) -> Iterator[KeyItem]:
    for kind in grid.kinds:
        is_plain = kind == grid.presence
        # A letter in its box stands for its key; the dot of presence has none of its own.
        own = "" if is_plain else kind.letter.lower()
        caps = tuple(shown_key(key) for key in keys.shown[kind.code] if key != own)
        yield KeyItem(caps, kind.names.text, kind, is_plain)
    yield KeyItem(("1–9",), _("hours missed")) if digits == "hours" else KeyItem(("00–99",), _("minutes late"))


def _act_keys(chosen: Mapping[str, str]) -> Iterator[KeyItem]:
    def caps(act: Act) -> tuple[str]:
        return (shown_key(chosen.get(act, USUAL_KEYS[act])),)

    yield KeyItem(caps(Act.REST), _("the rest present"))
    yield KeyItem((_("Shift + mark"),), _("from here down"))
    yield KeyItem(caps(Act.BACK), _("back and clear"))
    yield KeyItem(caps(Act.DETAILS), _("details"))
    yield KeyItem(caps(Act.VIEW), _("view"))
    yield KeyItem((_("a letter"),), _("surname"))
    yield KeyItem(("Ctrl+Z",), _("take back"))


def _width(item: KeyItem) -> int:
    signs = [] if item.kind is None else [_sign(item.kind, 1.0, is_plain=item.is_plain).width]
    return sum(width + GAP_XS for width in (*signs, *map(_cap_width, item.keys))) + _advance(item.words)


def _sign(kind: MarkKind, ratio: float, *, is_plain: bool) -> Stamp:
    return stamp(sign_of(kind, None, is_plain=is_plain), tone_of(kind), ratio)


def _cap_width(key: str) -> int:
    return max(_advance(key) + 2 * GAP_S, LINE_HEIGHT)


def _advance(words: str) -> int:
    return QFontMetrics(font(SMALL_SIZE)).horizontalAdvance(words)
