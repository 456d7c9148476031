"""How the cells of the register look."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionRange, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QTableView

from desktop_app.attendance.records import MarkChange
from ui.pages.attendance.register_model import RegisterModel
from ui.pages.attendance.signs import (
    paint_corner,
    paint_cursor,
    paint_on_the_way,
    sign_of,
    stamp,
    tone_of,
)
from ui.pages.attendance.stamps import Stamp
from ui.theme import SMALL_SIZE, colour, font

ROW_HEIGHT = 24
UNSAVED_OPACITY = 0.45
# How far the field of digits that are being typed stands from the edge of its cell.
TYPED_INSET = 3


def stretch(at: Callable[[int], int], first: int, last: int, most: int) -> range:
    """The rows or columns of a table between two pixels; ``at`` tells which of ``most`` stands at a pixel."""
    begin, end = at(max(first, 0)), at(last)
    return range(0) if begin < 0 else range(begin, most if end < 0 else end + 1)


class CellPainter:
    """Paints the cells of a stretch of the register at once: a delegate asked cell by cell takes ten times as long.

    Only exceptions are coloured; today's column is lit, locked ones and cells without a place for a mark are dimmed.
    """

    def __init__(self, view: QTableView, model: RegisterModel) -> None:
        self._view = view
        self._model = model

    def paint(self, painter: QPainter, area: QRect) -> None:
        rows = stretch(self._view.rowAt, area.top(), area.bottom(), len(self._model.people))
        columns = stretch(self._view.columnAt, area.left(), area.right(), len(self._model.sessions))
        if self._model.grid is None or not rows or not columns:
            return
        lefts = {column: self._view.columnViewportPosition(column) for column in (*columns, columns.stop)}
        lefts[columns.stop] = lefts[columns.stop - 1] + self._view.columnWidth(columns.stop - 1)
        self._paint_grounds(painter, rows, columns, lefts)
        self._paint_selection(painter)
        painter.setPen(QPen(colour("line"), 1))
        for row in rows:
            bottom = self._top(row) + ROW_HEIGHT - 1
            painter.drawLine(lefts[columns.start], bottom, lefts[columns.stop] - 1, bottom)
        self._paint_marks(painter, rows, columns, lefts)
        self._paint_proposed(painter, rows, columns)
        self._paint_typed(painter)
        current = self._view.currentIndex()
        if current.isValid():
            place = self._view.visualRect(current).adjusted(0, 0, 1, 0)
            paint_cursor(painter, place, is_strong=self._view.hasFocus())

    def _top(self, row: int) -> int:
        return self._view.rowViewportPosition(row)

    def _paint_grounds(self, painter: QPainter, rows: range, columns: range, lefts: dict[int, int]) -> None:
        grid = self._model.grid
        assert grid is not None
        top, height = self._top(rows.start), len(rows) * ROW_HEIGHT
        painter.fillRect(lefts[columns.start], top, lefts[columns.stop] - lefts[columns.start], height, colour("card"))
        today, dim, hover = colour("accent_soft"), colour("ground"), colour("hover")
        current = self._view.currentIndex().row()
        if current in rows:
            width = lefts[columns.stop] - lefts[columns.start]
            painter.fillRect(lefts[columns.start], self._top(current), width, ROW_HEIGHT, hover)
        for column in columns:
            lesson = grid.sessions[column]
            ground = today if lesson.held_on == grid.today else hover if grid.is_locked(lesson) else None
            if ground is not None:
                painter.fillRect(lefts[column], top, lefts[column + 1] - lefts[column], height, ground)
        # In a closed cohort all marks stay as they are: nothing there is more barred than the rest.
        for row in rows if grid.is_open else ():
            mine = self._model.markable(row)
            first, last = max(mine.start, columns.start), min(mine.stop, columns.stop)
            barred = ((columns.start, min(first, columns.stop)), (max(last, columns.start), columns.stop))
            for begin, end in barred if len(mine) else ((columns.start, columns.stop),):
                if begin < end:
                    painter.fillRect(lefts[begin], self._top(row), lefts[end] - lefts[begin], ROW_HEIGHT, dim)

    def _paint_selection(self, painter: QPainter) -> None:
        """A block, with an edge: its ground alone is hardly told from that of today."""
        painter.setPen(QPen(colour("accent"), 1))
        painter.setBrush(colour("selection"))
        for part in self._view.selectionModel().selection():
            if part.width() * part.height() > 1:
                painter.drawRect(self._rect_of(part).adjusted(0, 0, -1, -2))

    def _rect_of(self, part: QItemSelectionRange) -> QRect:
        return self._view.visualRect(part.topLeft()) | self._view.visualRect(part.bottomRight())

    def _paint_marks(self, painter: QPainter, rows: range, columns: range, lefts: dict[int, int]) -> None:
        model = self._model
        plain = model.grid.presence if model.grid is not None else None
        ratio = self._view.devicePixelRatioF()
        stamps: dict[tuple[str, int | None, int | None], Stamp] = {}
        is_all_settled = model.is_all_settled
        for row in rows:
            top = self._top(row)
            for column, value in model.marks_in(row, columns):
                key = (value.kind_code, value.missed_hours, value.late_minutes)
                made = stamps.get(key)
                if made is None:
                    kind = model.kinds[value.kind_code]
                    made = stamps[key] = stamp(sign_of(kind, value, is_plain=kind == plain), tone_of(kind), ratio)
                left, width = lefts[column], lefts[column + 1] - lefts[column]
                if is_all_settled and not value.note:
                    made.draw(painter, left, top, width, ROW_HEIGHT)
                else:
                    self._paint_special(painter, QRect(left, top, width, ROW_HEIGHT), made, row, column)

    def _paint_special(self, painter: QPainter, place: QRect, made: Stamp, row: int, column: int) -> None:
        """A mark that may be on its way, in dispute, or have a note."""
        value = self._model.mark_at(row, column)
        is_saved = self._model.is_saved_at(row, column)
        painter.setOpacity(1.0 if is_saved else UNSAVED_OPACITY)
        made.draw(painter, place.left(), place.top(), place.width(), place.height())
        painter.setOpacity(1.0)
        if not is_saved:
            paint_on_the_way(painter, place)
        if value is not None and value.note:
            paint_corner(painter, place, "accent")
        if self._model.is_disputed_at(row, column):
            paint_corner(painter, place, "bad")

    def _paint_proposed(self, painter: QPainter, rows: range, columns: range) -> None:
        """What announced absences propose for cells without a mark: a letter with a question, in no box yet."""
        grid = self._model.grid
        painter.setPen(colour("muted"))
        painter.setFont(font(SMALL_SIZE))
        for (enrolment_id, session_id), expected in (grid.expected or {}).items() if grid is not None else ():
            place = self._model.place_of(MarkChange(enrolment_id, session_id, None))
            kind = self._model.kinds.get(expected.kind_code)
            if place is None or kind is None or place[0] not in rows or place[1] not in columns:
                continue
            if self._model.mark_at(*place) is None:
                cell = self._view.visualRect(self._model.index(*place))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, f"{kind.letter}?")

    def _paint_typed(self, painter: QPainter) -> None:
        """Digits that are not a mark yet."""
        if self._model.typed is not None:
            (row, column), digits = self._model.typed
            place = self._view.visualRect(self._model.index(row, column))
            painter.fillRect(place.adjusted(TYPED_INSET, TYPED_INSET, -TYPED_INSET, -TYPED_INSET), colour("field"))
            painter.setPen(colour("accent"))
            painter.setFont(font(SMALL_SIZE, is_bold=True))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{digits}_")
