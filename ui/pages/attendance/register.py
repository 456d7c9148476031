"""The register in its two views with one cursor: the whole course, and one lesson of it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.attendance.records import GridPerson
from ui.pages.attendance.keyed_view import KeyedView
from ui.pages.attendance.keys import KeyMap
from ui.pages.attendance.lesson_view import MARK_COLUMN, LessonView
from ui.pages.attendance.register_model import Place, RegisterModel
from ui.pages.attendance.register_view import RegisterView
from ui.pages.attendance.totals import WIDTH_FOR_HOURS, TotalsView


class Register(QStackedWidget):
    """The cursor of the whole course is the cursor; the list of one lesson follows it and moves it."""

    typed = Signal(object)
    """Press."""
    copy_wanted = Signal()
    paste_wanted = Signal()
    place_changed = Signal()

    def __init__(self, model: RegisterModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        # Each is made within what holds it: Qt dresses a table anew when it comes under another widget.
        self._course = QWidget(self)
        self.marks = RegisterView(model, self._course)
        self.totals = TotalsView(self._course)
        self.lesson = LessonView(model, self)
        self._lay_out_course()
        self.addWidget(self._course)
        self.addWidget(self.lesson)
        self.setFocusProxy(self.marks)
        views: tuple[KeyedView, ...] = (self.marks, self.lesson.list)
        for view in views:
            view.typed.connect(self.typed)
            view.copy_wanted.connect(self.copy_wanted)
            view.paste_wanted.connect(self.paste_wanted)
        self.marks.place_changed.connect(self._follow)
        self.lesson.list.row_changed.connect(self._stand_in_row)
        self.lesson.neighbour_wanted.connect(self._go_to_neighbour)

    @property
    def place(self) -> Place | None:
        return self.marks.place

    @property
    def is_one_lesson(self) -> bool:
        return self.currentWidget() is self.lesson

    @property
    def view(self) -> KeyedView:
        """The table in front."""
        return self.lesson.list if self.is_one_lesson else self.marks

    def selected(self) -> tuple[range, range]:
        """The rows and the columns that an act is for: the block selected, or the current cell."""
        if not self.is_one_lesson or self.place is None:
            return self.marks.selected()
        return self.lesson.list.selected(), range(self.place[1], self.place[1] + 1)

    def set_keys(self, keys: KeyMap) -> None:
        self.marks.set_keys(keys)
        self.lesson.list.set_keys(keys)

    def show_one_lesson(self, is_one_lesson: bool) -> None:
        had_focus = self.view.hasFocus()
        self.setCurrentWidget(self.lesson if is_one_lesson else self._course)
        self.setFocusProxy(self.view)
        self._follow()
        if had_focus:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, place: Place) -> None:
        self.marks.stand_at(place)
        self._follow()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_at(self, place: Place) -> None:
        """Move the cursor without taking the focus."""
        self.marks.stand_at(place)
        self._follow()

    def show_at_once(self, places: Sequence[Place]) -> None:
        """Paint these cells now, before the worker has anything to do: the two share one interpreter."""
        view, area = self.view, QRect()
        for row, column in places:
            area |= view.visualRect(view.model().index(row, MARK_COLUMN if self.is_one_lesson else column))
        if not area.isEmpty():
            view.viewport().repaint(area)

    def show_people(self, people: tuple[GridPerson, ...]) -> None:
        kept = self.marks.verticalScrollBar().value()
        self.totals.show_people(people)
        self.totals.verticalScrollBar().setValue(kept)
        self.lesson.list.show_rows()
        if self.place is not None:
            self.totals.light(self.place[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.totals.let_hours(event.size().width() >= WIDTH_FOR_HOURS)
        super().resizeEvent(event)

    def _lay_out_course(self) -> None:
        row = QHBoxLayout(self._course)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.marks, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.totals, 1)
        # The bar under the lessons takes this height: the rows of both tables must end together.
        right.addSpacing(self.marks.horizontalScrollBar().sizeHint().height())
        row.addLayout(right)
        bars = (self.marks.verticalScrollBar(), self.totals.verticalScrollBar())
        bars[0].valueChanged.connect(bars[1].setValue)
        bars[1].valueChanged.connect(bars[0].setValue)
        self.totals.clicked.connect(lambda index: self.go_to((index.row(), (self.place or (0, 0))[1])))

    def _follow(self) -> None:
        place = self.place
        if place is not None:
            self.totals.light(place[0])
            if self.is_one_lesson and (self.lesson.list.currentIndex().row(), self.lesson.list.column) != place:
                self.lesson.show_place(place)
        self.place_changed.emit()

    def _stand_in_row(self, row: int) -> None:
        place = self.place
        if place is not None and place[0] != row:
            self.marks.stand_at((row, place[1]))

    def _go_to_neighbour(self, step: int) -> None:
        if self.place is not None and 0 <= self.place[1] + step < len(self._model.sessions):
            self.go_to((self.place[0], self.place[1] + step))
