"""The sheet under the hands: merged cells, widths, heights as in the file; Enter binds, areas are dragged."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.bound_forms.editing import CellState
from desktop_app.i18n import _
from desktop_app.spreadsheets.grid_records import GridSheet, Look, NumberLook, Place
from ui.pages.bound_forms.grid_model import LOOK_ROLE, STATE_ROLE, SheetModel
from ui.pages.bound_forms.words import MARKS
from ui.theme import GAP_XS, SMALL_SIZE, TEXT_SIZE, colour, font, tone_colours

# Points of a file in pixels of a screen; a character of the usual font; what Excel gives a column that says nothing.
PIXELS_A_POINT, PIXELS_A_LETTER, USUAL_WIDTH = 4 / 3, 8, 9.0
LEAST_HEIGHT, LEAST_WIDTH, MOST_WIDTH, LINE_HEIGHT = 24, 24, 420, 18
_MARK_PX = 10
_LEAST_TEXT_PX = 9


class CellDelegate(QStyledItemDelegate):
    """Draws a cell with its mark; the ground tells the state too, never alone."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state, look = index.data(STATE_ROLE), index.data(LOOK_ROLE)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if state in MARKS:
            ink, ground = tone_colours(MARKS[state][1])
        else:
            ink, ground = colour("ink").name(), colour("card").name()
        painter.fillRect(option.rect, colour("selection" if is_selected else ground))
        if state in MARKS:
            self._draw_mark(painter, option.rect, MARKS[state][0], ink)
        self._draw_text(painter, option.rect, index.data() or "", look)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _draw_mark(self, painter: QPainter, place: QRect, mark: str, ink: str) -> None:
        painter.setFont(font(_MARK_PX, is_bold=True))
        painter.setPen(colour(ink))
        top = QRect(place.left() + 2, place.top(), place.width() - 2, _MARK_PX + 3)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, mark)

    def _draw_text(self, painter: QPainter, place: QRect, text: str, look: Look) -> None:
        if not text:
            return
        inner = place.adjusted(GAP_XS + _MARK_PX // 2, 0, -GAP_XS, 0)
        painter.setFont(_fitting_font(text, look, inner.width()))
        painter.setPen(colour("ink"))
        is_number = text[-1:].isdigit() or text.endswith("%")
        side = {
            "center": Qt.AlignmentFlag.AlignHCenter,
            "right": Qt.AlignmentFlag.AlignRight,
            "left": Qt.AlignmentFlag.AlignLeft,
        }.get(
            look.align,
            Qt.AlignmentFlag.AlignRight
            if is_number and look.number is not NumberLook.TEXT
            else Qt.AlignmentFlag.AlignLeft,
        )
        option = QTextOption(side | Qt.AlignmentFlag.AlignVCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.drawText(QRectF(inner), text, option)


def _fitting_font(text: str, look: Look, room: int) -> QFont:
    """The largest in which the longest word stays whole: the fonts of a file are narrower than those of a screen."""
    longest = max(text.split(), key=len, default="")
    for size in range(TEXT_SIZE, _LEAST_TEXT_PX, -1):
        chosen = font(size, is_bold=look.is_bold)
        if QFontMetrics(chosen).horizontalAdvance(longest) <= room:
            return chosen
    return font(_LEAST_TEXT_PX, is_bold=look.is_bold)


class GridView(QTableView):
    """Shows a SheetModel."""

    place_chosen = Signal()
    """The current cell or the selected area is another one."""
    binding_wanted = Signal()
    clearing_wanted = Signal()

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(_("Sheet of the form"))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(font(SMALL_SIZE))
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
            header.setMinimumSectionSize(LEAST_WIDTH)
        self.doubleClicked.connect(lambda _index: self.binding_wanted.emit())
        self.selectionModel().selectionChanged.connect(lambda *_args: self.place_chosen.emit())

    @property
    def place(self) -> Place | None:
        index = self.currentIndex()
        return self.sheet_model.place(index) if index.isValid() else None

    @property
    def area(self) -> tuple[Place, Place] | None:
        """The first and the last selected cell, if it is more than one."""
        ranges = self.selectionModel().selection()
        if len(ranges) != 1 or ranges[0].height() * ranges[0].width() < 2:
            return None
        return (ranges[0].top() + 1, ranges[0].left()), (ranges[0].bottom() + 1, ranges[0].right())

    def go_to(self, place: Place) -> None:
        index = self.sheet_model.index(place[0] - 1, place[1])
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def go_to_next(self, states: frozenset[CellState]) -> bool:
        """To the next cell that waits for somebody, row by row, around to the first again."""
        columns, rows = self.sheet_model.columnCount(), self.sheet_model.rowCount()
        here = self.currentIndex()
        start = here.row() * columns + here.column() if here.isValid() else -1
        for step in range(1, rows * columns + 1):
            row, column = divmod((start + step) % (rows * columns), columns)
            if self.sheet_model.state((row + 1, column)) in states:
                self.go_to((row + 1, column))
                return True
        return False

    def lay_out(self) -> None:
        """Widths, heights, hidden and merged cells as in the file."""
        sheet = self.sheet_model.sheet
        self.clearSpans()
        if sheet is None:
            return
        rows, columns = self.sheet_model.rowCount(), self.sheet_model.columnCount()
        for column in range(columns):
            found = sheet.columns_at(column)
            width = (found.width if found else None) or sheet.default_width or USUAL_WIDTH
            self.setColumnWidth(column, min(max(int(width * PIXELS_A_LETTER) + 5, LEAST_WIDTH), MOST_WIDTH))
            self.setColumnHidden(column, bool(found and found.is_hidden))
        for row in range(rows):
            found_row = sheet.rows.get(row + 1)
            self.setRowHeight(row, self._height(sheet, row + 1))
            self.setRowHidden(row, bool(found_row and found_row.is_hidden))
        for merged in sheet.merged:
            height = min(merged.last_row, rows) - merged.first_row + 1
            width = min(merged.last_column, columns - 1) - merged.first_column + 1
            if height * width > 1 and height > 0 and width > 0:
                self.setSpan(merged.first_row - 1, merged.first_column, height, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.binding_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.clearing_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _height(self, sheet: GridSheet, row: int) -> int:
        """As in the file; where it does not say, as many lines as the words of the row need."""
        found = sheet.rows.get(row)
        if found and found.height is not None:
            return max(int(found.height * PIXELS_A_POINT), LEAST_HEIGHT)
        metrics = QFontMetrics(font(TEXT_SIZE))
        merged = {(one.first_row, one.first_column) for one in sheet.merged}
        lines = 1
        for column in range(self.sheet_model.columnCount()):
            text = sheet.text((row, column))
            if text and (row, column) not in merged and not self.isColumnHidden(column):
                lines = max(lines, -(-metrics.horizontalAdvance(text) // max(self.columnWidth(column) - 16, 20)))
        return max(LEAST_HEIGHT, min(lines, 4) * LINE_HEIGHT + 6)
