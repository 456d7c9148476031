"""The whole course under the hands: names pinned at the left, lessons across."""

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget

from desktop_app.attendance.marking import value_text
from desktop_app.attendance.records import GridSession
from desktop_app.i18n import _
from ui import formats
from ui.pages.attendance.keyed_view import KeyedView
from ui.pages.attendance.register_headers import HEADER_HEIGHT, NUMBER_WIDTH, LessonHeader, NameHeader
from ui.pages.attendance.register_model import Place, RegisterModel
from ui.pages.attendance.register_painting import ROW_HEIGHT, CellPainter
from ui.theme import GAP_M
from ui.widgets.text import Role, label


def lesson_words(lesson: GridSession) -> str:
    """The lesson in words, for whoever points at a cell."""
    facts = {"day": formats.long_date(lesson.held_on), "time": f"{lesson.starts_at:%H:%M}", "hours": lesson.hours}
    if not lesson.module_title:
        return _("{day}, {time}, {hours} hours", **facts)
    return _("{day}, {time}, {hours} hours: {module}", module=lesson.module_title, **facts)


class RegisterView(KeyedView):
    """Selected by Shift and arrows or by the mouse; the cells are painted all at once."""

    place_changed = Signal()

    def __init__(self, model: RegisterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = model
        self.lessons = LessonHeader(self)
        self.names = NameHeader(self)
        self.setHorizontalHeader(self.lessons)
        self.setVerticalHeader(self.names)
        self.setModel(model)
        self._painter = CellPainter(self, model)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(_("Register"))
        self._corner = label(_("Full name"), Role.SMALL)
        self._corner.setParent(self)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._corner.setContentsMargins(NUMBER_WIDTH + GAP_M, 0, 0, 5)
        self.names.sectionClicked.connect(lambda row: self.go_to((row, max(self.currentIndex().column(), 0))))
        self.lessons.sectionClicked.connect(lambda column: self.go_to((max(self.currentIndex().row(), 0), column)))
        model.modelReset.connect(self._measure)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.lessons.viewport().update())

    @property
    def place(self) -> Place | None:
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def selected(self) -> tuple[range, range]:
        """The rows and the columns of the selected block; of the current cell alone where there is none."""
        parts = self.selectionModel().selection()
        if not parts.isEmpty():
            part = parts.first()
            return range(part.top(), part.bottom() + 1), range(part.left(), part.right() + 1)
        row, column = self.place or (-1, -1)
        return range(max(row, 0), row + 1), range(max(column, 0), column + 1)

    def select_block(self, rows: range, columns: range) -> None:
        """Select a block and stand in its first cell."""
        self.go_to((rows.start, columns.start))
        flags = QItemSelectionModel.SelectionFlag
        last = self._register.index(rows.stop - 1, columns.stop - 1)
        self.selectionModel().select(QItemSelection(self.currentIndex(), last), flags.ClearAndSelect)

    def go_to(self, place: Place) -> None:
        self.stand_at(place)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_at(self, place: Place) -> None:
        """Move the cursor without taking the focus."""
        self.selectionModel().setCurrentIndex(
            self._register.index(*place), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self._show_whole_day()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        # A whole row changes its ground, and the name beside it.
        for row in {current.row(), previous.row()} - {-1}:
            top = self.rowViewportPosition(row)
            self.viewport().update(0, top, self.viewport().width(), ROW_HEIGHT)
            self.names.viewport().update(0, top, self.names.width(), ROW_HEIGHT)
        self.place_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._painter.paint(painter, event.rect())
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid():
                QToolTip.showText(event.globalPos(), self._words((index.row(), index.column())), self)
                return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._show_whole_day()

    def _words(self, place: Place) -> str:
        """All there is to say of a cell: the lesson, the mark, its note, what was announced, the lock."""
        model = self._register
        lesson, grid = model.sessions[place[1]], model.grid
        value = model.mark_at(*place)
        change = model.change(*place, value)
        said = [lesson_words(lesson), value_text(value, model.kinds)]
        if value is not None and value.note:
            said.append(value.note)
        expected = (grid.expected or {}).get((change.enrolment_id, change.session_id)) if grid is not None else None
        if expected is not None and value is None:
            said.append(_("Announced: {reason}", reason=expected.reason))
        if grid is not None and grid.is_open and grid.is_locked(lesson):
            said.append(_("Locked: a correction needs a reason."))
        return "\n".join(said)

    def _show_whole_day(self) -> None:
        """Scroll so that the last lesson of the current day is in sight, and above all the current cell."""
        if self.place is None:
            return
        row, column = self.place
        self.scrollTo(self._register.index(row, self._register.day_of(column).stop - 1))
        self.scrollTo(self._register.index(row, column))

    def _measure(self) -> None:
        self.names.measure()
        self._fit()

    def _fit(self) -> None:
        self.names.fit(self.width())
        self.lessons.fit(self.width() - self.names.width())
        self._corner.setGeometry(0, 0, self.names.width(), HEADER_HEIGHT)
