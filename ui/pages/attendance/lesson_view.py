"""One lesson as a large list: for the roll called in the room."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QStyle,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.attendance.marking import value_text
from desktop_app.attendance.records import AttendanceGrid, GridPerson, GridSession
from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.marks.records import Counts, MarkKind, MarkValue
from ui.actions import Action, tooltip
from ui.icons import icon
from ui.models.table_model import ROW_ROLE, Align, Column, TableModel
from ui.pages.attendance.keyed_view import KeyedView
from ui.pages.attendance.register_model import Place, RegisterModel, shown_name
from ui.pages.attendance.register_painting import UNSAVED_OPACITY
from ui.pages.attendance.register_view import lesson_words
from ui.pages.attendance.signs import BOX, paint_corner, paint_on_the_way, sign_of, stamp, tone_of
from ui.pages.attendance.totals import share_text, spare_hours, state_tone, state_word
from ui.theme import GAP_S, HEADING_SIZE, ROW_HEIGHT, SMALL_SIZE, colour, font
from ui.widgets.text import OneLine, Role, label
from ui.widgets.tone import PillDelegate

# A box with a letter and two digits, such as "K15".
SIGN_WIDTH = 44
PROGRESS_WIDTH = 140
NAME_COLUMN, MARK_COLUMN, NOTE_COLUMN = 1, 2, 3
TITLE_PADDING = 24
# Two lines.
TITLES_HEIGHT = 38


@dataclass(frozen=True)
class LessonRow:
    """A person in this lesson. ``remark`` stands where no note is: an announced absence, or why no mark can be set."""

    place: int
    person: GridPerson
    kind: MarkKind | None
    value: MarkValue | None
    words: str
    is_plain: bool
    is_saved: bool
    is_disputed: bool
    typed: str
    remark: str


COLUMNS = (
    Column[LessonRow]("place", N_("No."), lambda row: row.place, width=48, align=Align.RIGHT),
    Column[LessonRow]("name", N_("Full name"), lambda row: shown_name(row.person), width=220),
    Column[LessonRow]("mark", N_("Mark"), lambda row: row.words, width=180),
    Column[LessonRow]("note", N_("Note"), lambda row: (row.value.note if row.value else "") or row.remark, width=130),
    Column[LessonRow](
        "so_far",
        N_("So far"),
        lambda row: share_text(row.person.attendance.percent_so_far),
        width=70,
        align=Align.RIGHT,
    ),
    Column[LessonRow](
        "spare",
        N_("May be\nmissed"),
        lambda row: spare_hours(row.person.attendance),
        width=70,
        align=Align.RIGHT,
    ),
    Column[LessonRow](
        "state",
        N_("State"),
        lambda row: state_word(row.person),
        width=120,
        tone=lambda row: state_tone(row.person),
        hint=lambda row: row.person.attendance.text,
    ),
)


def longest_words(kind: MarkKind, kinds: Mapping[str, MarkKind]) -> str:
    """A mark of the kind with all that it can say in its cell."""
    is_late = kind.counts is Counts.PRESENT
    return value_text(MarkValue(kind.code, late_minutes=99) if is_late else MarkValue(kind.code, 9), kinds)


class LessonDelegate(PillDelegate):
    """The mark as in the register, and beside it its word."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.column() != MARK_COLUMN:
            super().paint(painter, option, index)
            return
        row: LessonRow = index.data(ROW_ROLE)
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, view)
        painter.save()
        place = option.rect.adjusted(GAP_S, 0, 0, 0)
        painter.setFont(font(HEADING_SIZE))
        if row.typed:
            painter.setPen(colour("accent"))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, f"{row.typed}_")
        elif row.kind is not None:
            self._paint_mark(painter, place, row, view.devicePixelRatioF())
        painter.restore()

    def _paint_mark(self, painter: QPainter, place: QRect, row: LessonRow, ratio: float) -> None:
        assert row.kind is not None
        sign = QRect(place.left(), place.top(), SIGN_WIDTH, place.height())
        painter.setOpacity(1.0 if row.is_saved else UNSAVED_OPACITY)
        made = stamp(sign_of(row.kind, row.value, is_plain=row.is_plain), tone_of(row.kind), ratio)
        made.draw(painter, *sign.getRect())
        painter.setPen(colour("ink"))
        words = place.adjusted(SIGN_WIDTH + GAP_S, 0, 0, 0)
        fitting = painter.fontMetrics().elidedText(row.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, fitting)
        painter.setOpacity(1.0)
        if not row.is_saved:
            paint_on_the_way(painter, QRect(sign.left(), sign.center().y(), sign.width(), BOX))
        if row.is_disputed:
            paint_corner(painter, place, "bad")


class LessonList(KeyedView):
    """Arrows up and down lead through the people, left and right to the lessons before and after."""

    neighbour_wanted = Signal(int)
    """-1: the lesson before, 1: the one after."""
    row_changed = Signal(int)

    def __init__(self, model: RegisterModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._register = model
        self._column = -1
        self.rows = TableModel[LessonRow](COLUMNS, (), self)
        self.setModel(self.rows)
        self.setItemDelegate(LessonDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setWordWrap(False)
        self.setProperty("role", "large")
        self.setAccessibleName(_("Register of one lesson"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setFixedHeight(TITLES_HEIGHT)
        self._widths = [column.width for column in COLUMNS]
        model.dataChanged.connect(lambda *_places: self.show_rows())
        model.modelReset.connect(self._measure)
        model.modelReset.connect(self.show_rows)

    @property
    def column(self) -> int:
        return self._column

    def show_lesson(self, column: int) -> None:
        self._column = column
        self.show_rows()

    def show_rows(self) -> None:
        """Show the lesson as it stands now, if anybody looks."""
        if not 0 <= self._column < len(self._register.sessions):
            self.rows.set_rows(())
        elif self.isVisible():
            rows = [self._row(place) for place in range(len(self._register.people))]
            if len(rows) == len(self.rows.rows):
                self.rows.update_rows(rows)
            else:
                self.rows.set_rows(rows)

    def selected(self) -> range:
        parts = self.selectionModel().selection()
        if parts.isEmpty():
            row = self.currentIndex().row()
            return range(max(row, 0), row + 1)
        return range(parts.first().top(), parts.first().bottom() + 1)

    def stand_at(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index = self.rows.index(row, MARK_COLUMN)
        if not index.isValid():
            return
        self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        part = QItemSelection(self.rows.index(row, 0), self.rows.index(row, len(COLUMNS) - 1))
        self.selectionModel().select(part, flags.ClearAndSelect)
        self.scrollTo(index)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.row_changed.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.neighbour_wanted.emit(step)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _measure(self) -> None:
        """Take what the titles, the names and the words of the marks need."""
        titles, words = QFontMetrics(font(SMALL_SIZE, is_bold=True)), QFontMetrics(font(HEADING_SIZE))
        model = self._register
        needed = [max(map(titles.horizontalAdvance, _(column.title).split("\n"))) for column in COLUMNS]
        names = (shown_name(person) for person in model.people)
        needed[NAME_COLUMN] = max(map(words.horizontalAdvance, names), default=0)
        marks = (words.horizontalAdvance(longest_words(kind, model.kinds)) for kind in model.kinds.values())
        needed[MARK_COLUMN] = SIGN_WIDTH + max(marks, default=0)
        self._widths = [max(column.width, width + TITLE_PADDING) for column, width in zip(COLUMNS, needed, strict=True)]
        self._fit()

    def _fit(self) -> None:
        """The note takes what the others leave; where that is too little, names are cut."""
        widths = list(self._widths)
        spare = self.viewport().width() - sum(widths)
        widths[NOTE_COLUMN] += max(spare, 0)
        widths[NAME_COLUMN] = max(widths[NAME_COLUMN] + min(spare, 0), COLUMNS[NAME_COLUMN].width)
        for place, width in enumerate(widths):
            self.horizontalHeader().resizeSection(place, width)

    def _row(self, place: int) -> LessonRow:
        model, column = self._register, self._column
        grid = model.grid
        assert grid is not None
        person, value, kind = model.people[place], model.mark_at(place, column), model.kind_at(place, column)
        is_typed = model.typed is not None and model.typed[0] == (place, column)
        return LessonRow(
            place + 1,
            person,
            kind,
            value,
            value_text(value, model.kinds) if value is not None else "",
            is_plain=kind is not None and kind == grid.presence,
            is_saved=model.is_saved_at(place, column),
            is_disputed=model.is_disputed_at(place, column),
            typed=model.typed[1] if model.typed is not None and is_typed else "",
            remark=_remark(grid, person, model.sessions[column], is_marked=value is not None),
        )


def _remark(grid: AttendanceGrid, person: GridPerson, lesson: GridSession, *, is_marked: bool) -> str:
    if person.left_on is not None and lesson.held_on >= person.left_on:
        return _("Left the cohort on {day}", day=short_date(person.left_on))
    if person.joined_on is not None and lesson.held_on < person.joined_on:
        return _("Came by a transfer on {day}", day=short_date(person.joined_on))
    expected = (grid.expected or {}).get((person.enrolment_id, lesson.id))
    return "" if expected is None or is_marked else _("Announced: {reason}", reason=expected.reason)


class LessonView(QWidget):
    """The lesson in words with what is marked of it, over its list."""

    neighbour_wanted = Signal(int)

    def __init__(self, model: RegisterModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._register = model
        self.list = LessonList(model, self)
        self._words = OneLine(Role.HEADING)
        self._said = label("", Role.MUTED)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(PROGRESS_WIDTH)
        head = QHBoxLayout()
        head.setSpacing(GAP_S)
        head.addWidget(self._arrow(-1, "chevron-left", _("The lesson before"), "Left"))
        head.addWidget(self._arrow(1, "chevron-right", _("The lesson after"), "Right"))
        head.addWidget(self._words, 1)
        head.addWidget(self._said)
        head.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GAP_S)
        body.addLayout(head)
        body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.list.neighbour_wanted.connect(self.neighbour_wanted)
        model.dataChanged.connect(lambda *_places: self._show_progress())

    def show_place(self, place: Place) -> None:
        row, column = place
        self.list.show_lesson(column)
        self.list.stand_at(row)
        lesson = self._register.sessions[column]
        self._words.setText(lesson_words(lesson))
        self._show_progress()

    def showEvent(self, event: QShowEvent) -> None:
        """What was marked in the other view meanwhile is shown from now on."""
        super().showEvent(event)
        self.list.show_rows()
        self._show_progress()

    @property
    def progress(self) -> str:
        """How far the lesson is marked, in words."""
        return self._said.text()

    def _show_progress(self) -> None:
        if not self.isVisible() or not 0 <= self.list.column < len(self._register.sessions):
            return
        marked, expected = self._register.progress_in(self.list.column)
        self._said.setText(_("{marked} of {expected} marked", marked=marked, expected=expected))
        self._bar.setRange(0, max(expected, 1))
        self._bar.setValue(marked)

    def _arrow(self, step: int, sign: str, words: str, key: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(sign, "muted"))
        button.setToolTip(tooltip(Action(words, lambda: None, key=key)))
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked=False: self.neighbour_wanted.emit(step))
        return button
