"""What each number stands for at the row that is being typed: a list in as many columns as it takes."""

from collections.abc import Mapping, Set
from itertools import islice

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.i18n import _n
from ui.theme import GAP_M, GAP_S, colour, font

TEXT_SIZE, LINE_HEIGHT, RADIUS = 15, 26, 4
COLUMNS_MOST = 2


class Meanings(QWidget):
    """What is typed or ticked stands out. Of a list too long for the room the first are shown, and how many more."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, str]] = []
        self._chosen: Set[str] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_lines(self, words: Mapping[str, str], chosen: Set[str] = frozenset()) -> None:
        """``words`` by the number that is typed for them."""
        self.lines, self._chosen = list(words.items()), chosen
        self.setAccessibleName("\n".join(f"{number} {meant}" for number, meant in self.lines))
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, LINE_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on_each = max(1, self.height() // LINE_HEIGHT)
        columns = min(COLUMNS_MOST, -(-len(self.lines) // on_each)) or 1
        left_out = max(0, len(self.lines) - columns * on_each)
        # Its own line says how many are left out.
        shown = columns * on_each - 1 if left_out else len(self.lines)
        number_width = self._number_width(painter)
        for place, (number, words) in enumerate(islice(self.lines, shown)):
            line = self._line(place, on_each, columns)
            self._paint_line(painter, line, number_width, number, words)
        if left_out:
            painter.setFont(font(TEXT_SIZE))
            painter.setPen(colour("muted"))
            more = len(self.lines) - shown
            text = _n("… and {n} more: type the first digit", "… and {n} more: type the first digit", more)
            painter.drawText(self._line(shown, on_each, columns), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _number_width(self, painter: QPainter) -> int:
        painter.setFont(font(TEXT_SIZE, is_bold=True))
        return max((painter.fontMetrics().horizontalAdvance(number) for number, _words in self.lines), default=0)

    def _line(self, place: int, on_each: int, columns: int) -> QRectF:
        column, row = divmod(place, on_each)
        width = (self.width() - GAP_M * (columns - 1)) / columns
        return QRectF(column * (width + GAP_M), row * LINE_HEIGHT, width, LINE_HEIGHT)

    def _paint_line(self, painter: QPainter, line: QRectF, number_width: int, number: str, words: str) -> None:
        is_chosen = number in self._chosen
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("selection"))
            painter.drawRoundedRect(line, RADIUS, RADIUS)
        painter.setFont(font(TEXT_SIZE, is_bold=True))
        painter.setPen(colour("accent"))
        inside = line.adjusted(GAP_S, 0, -GAP_S, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, number)
        painter.setFont(font(TEXT_SIZE, is_bold=is_chosen))
        painter.setPen(colour("ink"))
        room = inside.adjusted(number_width + GAP_M, 0, 0, 0)
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, fitting)
