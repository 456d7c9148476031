"""The register under the hands: names pinned at the left, what they come to pinned at the right, keys between."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QToolTip, QVBoxLayout, QWidget

from desktop_app.attendance.records import Attendance, GridPerson, GridSession
from desktop_app.i18n import N_, _, _n
from ui import formats
from ui.models.table_model import Align, Column, TableModel
from ui.pages.attendance.register_model import Place, RegisterModel
from ui.pages.attendance.register_painting import (
    HEADER_HEIGHT,
    NUMBER_WIDTH,
    ROW_HEIGHT,
    LessonHeader,
    MarkDelegate,
    NameHeader,
    places_of_day,
)
from ui.theme import GAP_M, Tone
from ui.widgets.text import Role, label
from ui.widgets.tone import PillDelegate

COLUMN_KEY = "*"


def prospect(attendance: Attendance) -> str:
    """What may still happen, in a word or two."""
    if attendance.is_enough:
        return _("Reached")
    if not attendance.can_be_enough:
        return _("Out of reach")
    return _n("{n} hour to spare", "{n} hours to spare", attendance.may_still_miss)


def prospect_tone(attendance: Attendance) -> Tone:
    if attendance.is_enough:
        return Tone.GOOD
    if not attendance.can_be_enough:
        return Tone.BAD
    return Tone.WARN if attendance.may_still_miss == 0 else Tone.MUTED


def _share(person: GridPerson) -> str:
    share = person.attendance.percent_so_far
    return formats.NOTHING if share is None else f"{formats.decimal_text(share, 0)}%"


TOTALS = (
    Column[GridPerson]("hours", N_("Hours"), lambda person: person.attendance.attended, width=58, align=Align.RIGHT),
    Column[GridPerson]("share", N_("So far"), _share, width=74, align=Align.RIGHT),
    Column[GridPerson](
        "prospect",
        N_("May be missed"),
        lambda person: prospect(person.attendance),
        width=150,
        tone=lambda person: prospect_tone(person.attendance),
        hint=lambda person: person.attendance.text,
    ),
)


class RegisterView(QTableView):
    """Cells are marked by letters. What a key means is told by ``set_keys``; what to do about it by signals."""

    mark_wanted = Signal(str)
    """The code of a kind of mark, for the current cell."""
    column_wanted = Signal()
    """All that wait for a mark in the current column are present."""
    clear_wanted = Signal()
    step_back_wanted = Signal()

    def __init__(self, model: RegisterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: Mapping[str, str] = {}
        self._register = model
        self.lessons = LessonHeader(self)
        self.names = NameHeader(self)
        self.setHorizontalHeader(self.lessons)
        self.setVerticalHeader(self.names)
        self.setModel(model)
        self.setItemDelegate(MarkDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(_("Register"))
        self._corner = label(_("Full name"), Role.SMALL)
        self._corner.setParent(self)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._corner.setContentsMargins(NUMBER_WIDTH + GAP_M, 0, 0, 5)
        self.names.sectionClicked.connect(lambda row: self.go_to((row, max(self.currentIndex().column(), 0))))
        self.lessons.sectionClicked.connect(lambda column: self.go_to((max(self.currentIndex().row(), 0), column)))
        model.modelReset.connect(self._fit)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.lessons.viewport().update())

    @property
    def place(self) -> Place | None:
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def set_keys(self, keys: Mapping[str, str]) -> None:
        self._keys = keys

    def go_to(self, place: Place) -> None:
        self.setCurrentIndex(self._register.index(*place))
        self._show_whole_day()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        # A whole row changes its ground, and the name beside it.
        self.viewport().update()
        self.names.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        letter = "" if held else event.text()
        if letter in self._keys and letter:
            self.mark_wanted.emit(self._keys[letter])
        elif letter == COLUMN_KEY:
            self.column_wanted.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.step_back_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_down()
        elif letter.isprintable() and letter:
            # Letters without a meaning here must not jump about among the cells.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid():
                QToolTip.showText(event.globalPos(), lesson_words(self._register.sessions[index.column()]), self)
                return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._show_whole_day()

    def _show_whole_day(self) -> None:
        """Scroll so that the last lesson of the current day is in sight, and above all the current cell."""
        if self.place is None:
            return
        row, column = self.place
        last = max(places_of_day(self._register.sessions, self._register.sessions[column]))
        self.scrollTo(self._register.index(row, last))
        self.scrollTo(self._register.index(row, column))

    def _fit(self) -> None:
        self.lessons.fit()
        self.names.fit(self.width())
        self._corner.setGeometry(0, 0, self.names.width(), HEADER_HEIGHT)

    def _go_down(self) -> None:
        if self.place is not None and self.place[0] + 1 < len(self._register.people):
            self.go_to((self.place[0] + 1, self.place[1]))


class TotalsView(QTableView):
    """What each person's marks come to, beside the register and scrolled with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = TableModel(TOTALS, (), self)
        self.setModel(self.people)
        self.setItemDelegate(PillDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER_HEIGHT)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignBottom)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def fit(self) -> None:
        """As wide as titles and pills need."""
        header = self.horizontalHeader()
        for place, column in enumerate(TOTALS):
            needed = max(header.sectionSizeHint(place), self.sizeHintForColumn(place), column.width)
            header.resizeSection(place, needed)
        self.setFixedWidth(header.length() + self.verticalScrollBar().sizeHint().width() + 2)


class Register(QWidget):
    """Both tables side by side, moving as one."""

    def __init__(self, model: RegisterModel) -> None:
        super().__init__()
        self.marks = RegisterView(model, self)
        self.totals = TotalsView(self)
        row = QHBoxLayout(self)
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
        self.marks.selectionModel().currentRowChanged.connect(lambda now, _before: self.totals.selectRow(now.row()))
        self.totals.clicked.connect(
            lambda index: self.marks.go_to((index.row(), max((self.marks.place or (0, 0))[1], 0)))
        )
        self.setFocusProxy(self.marks)

    def show_totals(self, people: tuple[GridPerson, ...]) -> None:
        kept = self.marks.verticalScrollBar().value()
        self.totals.people.set_rows(people)
        self.totals.fit()
        self.totals.verticalScrollBar().setValue(kept)
        if self.marks.place is not None:
            self.totals.selectRow(self.marks.place[0])


def lesson_words(lesson: GridSession) -> str:
    """The lesson in words, for whoever points at a cell."""
    facts = {"day": formats.long_date(lesson.held_on), "time": f"{lesson.starts_at:%H:%M}", "hours": lesson.hours}
    if not lesson.module_title:
        return _("{day}, {time}, {hours} hours", **facts)
    return _("{day}, {time}, {hours} hours: {module}", module=lesson.module_title, **facts)
