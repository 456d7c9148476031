"""The sheet that is being typed, row by row: what stands in each field, and where the typist is."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.surveys.paper_entry import PaperEntry
from desktop_app.surveys.paper_fields import FieldKind
from ui.theme import GAP_M, GAP_S, GAP_XS, SMALL_SIZE, TEXT_SIZE, colour, font

ROW_HEIGHT = 28
NUMBER_WIDTH = 36
CELL_WIDTH = 36
RADIUS = 4
LEAST_WIDTH = 320
SEVERAL = "  "
MEANING_SHARE = 0.45


class TypedRows(QWidget):
    """One line for each row of the form. A click on a cell goes to it."""

    chosen = Signal(int)
    """The place of the field that was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._entry: PaperEntry | None = None
        self._rows: list[list[int]] = []
        self.setMinimumWidth(LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entry(self, entry: PaperEntry) -> None:
        if entry is not self._entry:
            self._entry = entry
            numbered = groupby(range(len(entry.fields)), lambda place: entry.fields[place].number)
            self._rows = [list(places) for _number, places in numbered]
            self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, max(1, len(self._rows)) * ROW_HEIGHT)

    def row_rect(self, place: int) -> QRectF:
        """Where the row of a field stands."""
        row = next((at for at, places in enumerate(self._rows) if place in places), len(self._rows) - 1)
        return QRectF(0, row * ROW_HEIGHT, self.width(), ROW_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._entry is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, places in enumerate(self._rows):
            if event.rect().intersects(QRectF(0, row * ROW_HEIGHT, self.width(), ROW_HEIGHT).toAlignedRect()):
                self._paint_row(painter, row, places)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() // ROW_HEIGHT)
        if 0 <= row < len(self._rows):
            cells = self._cells(row, self._rows[row])
            hit = (place for place, cell in cells if cell.contains(event.position()))
            self.chosen.emit(next(hit, self._rows[row][0]))

    def _paint_row(self, painter: QPainter, row: int, places: Sequence[int]) -> None:
        assert self._entry is not None
        field = self._entry.fields[places[0]]
        line = QRectF(0, row * ROW_HEIGHT, self.width(), ROW_HEIGHT)
        is_here = self._entry.at in places
        if is_here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("selection"))
            painter.drawRoundedRect(line, RADIUS, RADIUS)
        cells = self._cells(row, places)
        painter.setFont(font(SMALL_SIZE))
        painter.setPen(colour("muted"))
        number = QRectF(0, line.y(), NUMBER_WIDTH - GAP_S, ROW_HEIGHT)
        painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(field.number))
        before = QRectF(0, line.y(), cells[0][1].left() - GAP_S, ROW_HEIGHT)
        room = before.width() - NUMBER_WIDTH - self._paint_meaning(painter, places[0], before)
        painter.setFont(font(TEXT_SIZE, is_bold=is_here))
        painter.setPen(colour("ink"))
        title = painter.fontMetrics().elidedText(field.title, Qt.TextElideMode.ElideRight, int(room))
        words = QRectF(NUMBER_WIDTH, line.y(), room, ROW_HEIGHT)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        for place, cell in cells:
            self._paint_cell(painter, place, cell)

    def _paint_meaning(self, painter: QPainter, place: int, before: QRectF) -> int:
        """The words of the answer to a list, up to the cell; gives back the width that they take."""
        assert self._entry is not None
        field = self._entry.fields[place]
        if field.scale is not None or field.kind not in (FieldKind.CHOICE, FieldKind.TICKS):
            return 0
        words = ", ".join(field.words_of(number) for number in self._entry.given(place) if number in field.values)
        if not words:
            return 0
        painter.setFont(font(TEXT_SIZE))
        painter.setPen(colour("muted"))
        most = int((before.width() - NUMBER_WIDTH) * MEANING_SHARE)
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, most)
        painter.drawText(before, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, fitting)
        return painter.fontMetrics().horizontalAdvance(fitting) + GAP_M

    def _paint_cell(self, painter: QPainter, place: int, cell: QRectF) -> None:
        assert self._entry is not None
        is_here = place == self._entry.at
        given = self._entry.given(place)
        painter.setPen(colour("accent" if is_here else "border"))
        painter.setBrush(colour("field"))
        painter.drawRoundedRect(cell, RADIUS, RADIUS)
        painter.setFont(font(TEXT_SIZE, is_bold=True))
        painter.setPen(colour("ink"))
        shown = self._entry.typed if is_here and self._entry.typed else SEVERAL.join(given)
        fitting = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, int(cell.width()) - GAP_XS)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, fitting)

    def _cells(self, row: int, places: Sequence[int]) -> list[tuple[int, QRectF]]:
        """The cells of a row at its right end; one that holds more than a digit is twice as wide."""
        assert self._entry is not None
        top = row * ROW_HEIGHT + 2
        found: list[tuple[int, QRectF]] = []
        right = self.width() - GAP_XS
        for place in reversed(places):
            field = self._entry.fields[place]
            width = CELL_WIDTH if field.values and len(self._entry.given(place)) < 2 else 3 * CELL_WIDTH
            found.insert(0, (place, QRectF(right - width, top, width, ROW_HEIGHT - 4)))
            right -= width + GAP_XS
        return found
