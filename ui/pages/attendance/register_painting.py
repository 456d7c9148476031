"""How the register looks: its cells, the dates over them, the names beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from desktop_app.attendance.records import GridSession
from desktop_app.i18n import language
from desktop_app.language.dates import short_weekday
from desktop_app.marks.records import Counts, MarkKind
from ui.pages.attendance.register_model import CELL_ROLE, Cell, RegisterModel
from ui.theme import GAP_M, GAP_S, GAP_XS, SMALL_SIZE, TEXT_SIZE, Tone, colour, font, tone_colours

ROW_HEIGHT = 24
HEADER_HEIGHT = 48
LEAST_COLUMN_WIDTH = 28
LEAST_NAMES_WIDTH = 200
NAMES_SHARE = 0.3
NUMBER_WIDTH = 28
BOX = 18
DOT = 5
UNSAVED_OPACITY = 0.45
EDGE_ALPHA = 90


def tone_of(kind: MarkKind) -> Tone:
    match kind.counts:
        case Counts.ABSENT:
            return Tone.BAD
        case Counts.EXCUSED:
            return Tone.ACCENT
        case Counts.PRESENT:
            return Tone.WARN


def paint_mark(painter: QPainter, place: QRectF, kind: MarkKind, *, is_plain: bool) -> None:
    """Plain presence is a small dot; whatever is an exception is a letter in a box of its colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = place.center()
    painter.setPen(Qt.PenStyle.NoPen)
    if is_plain:
        painter.setBrush(colour("good"))
        painter.drawEllipse(middle, DOT / 2, DOT / 2)
        return
    ink, ground = tone_colours(tone_of(kind))
    box = QRectF(middle.x() - BOX / 2, middle.y() - BOX / 2, BOX, BOX)
    # The thin edge tells the box from the ground of today's column, which may have the same colour.
    edge = colour(ink)
    edge.setAlpha(EDGE_ALPHA)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(box, GAP_XS, GAP_XS)
    painter.setPen(colour(ink))
    painter.setFont(font(SMALL_SIZE, is_bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, kind.letter.replace("-", "–"))


class MarkDelegate(QStyledItemDelegate):
    """Only exceptions are coloured; today's column is lit; the current cell has a frame."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Cell | None = index.data(CELL_ROLE)
        view = option.widget
        if cell is None or not isinstance(view, QTableView):
            return
        current = view.currentIndex()
        painter.save()
        painter.fillRect(option.rect, colour(_ground(cell, is_current_row=index.row() == current.row())))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if cell.kind is not None:
            painter.setOpacity(1.0 if cell.is_saved else UNSAVED_OPACITY)
            paint_mark(painter, QRectF(option.rect), cell.kind, is_plain=cell.is_plain)
            painter.setOpacity(1.0)
        if index == current:
            _paint_cursor(painter, option.rect, is_strong=view.hasFocus())
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(LEAST_COLUMN_WIDTH, ROW_HEIGHT)


class LessonHeader(QHeaderView):
    """The date over all lessons of its day, and under it the number of each lesson; never cut off."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(HEADER_HEIGHT)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(LEAST_COLUMN_WIDTH)
        self.setSectionsClickable(True)

    def fit(self) -> None:
        """Make the columns of each day together as wide as its date."""
        model = self._register()
        needed = QFontMetrics(font(SMALL_SIZE, is_bold=True)).horizontalAdvance("00.00") + GAP_S
        for place, lesson in enumerate(model.sessions):
            of_day = len(places_of_day(model.sessions, lesson))
            self.resizeSection(place, max(LEAST_COLUMN_WIDTH, -(-needed // of_day)))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEADER_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        model = self._register()
        if model.grid is None or logical_index >= len(model.sessions):
            return
        lesson = model.sessions[logical_index]
        places = places_of_day(model.sessions, lesson)
        is_today = lesson.held_on == model.grid.today
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, colour("accent_soft" if is_today else "card"))
        # Every section draws its slice of the date that stands over the whole day.
        left = rect.left() - sum(self.sectionSize(place) for place in places if place < logical_index)
        day = QRect(left, rect.top(), sum(self.sectionSize(place) for place in places), HEADER_HEIGHT // 2)
        self._paint_date(painter, day & self.viewport().rect(), lesson, is_today=is_today)
        painter.setPen(colour("muted"))
        painter.setFont(font(SMALL_SIZE))
        painter.drawText(
            rect.adjusted(0, HEADER_HEIGHT // 2, 0, 0), Qt.AlignmentFlag.AlignCenter, f"{lesson.place_in_day}"
        )
        painter.setPen(QPen(colour("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if logical_index == places[-1]:
            painter.drawLine(rect.right(), rect.top() + GAP_XS, rect.right(), rect.bottom())
        painter.restore()

    def _paint_date(self, painter: QPainter, day: QRect, lesson: GridSession, *, is_today: bool) -> None:
        painter.setFont(font(SMALL_SIZE, is_bold=True))
        painter.setPen(colour("accent" if is_today else "ink"))
        short = f"{lesson.held_on:%d.%m}"
        # Where the day is partly scrolled away, what is in sight carries as much of the date as it holds.
        forms = (f"{short} {short_weekday(lesson.held_on, language())}", short, f"{lesson.held_on.day}")
        room = day.width() - GAP_XS
        words = next((form for form in forms if painter.fontMetrics().horizontalAdvance(form) <= room), "")
        painter.drawText(day, Qt.AlignmentFlag.AlignCenter, words)

    def _register(self) -> RegisterModel:
        model = self.model()
        assert isinstance(model, RegisterModel)
        return model


class NameHeader(QHeaderView):
    """The people, always in sight: their number in the journal and their name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(ROW_HEIGHT)
        self.setMinimumSectionSize(ROW_HEIGHT)
        self.setFixedWidth(LEAST_NAMES_WIDTH)
        self.setSectionsClickable(True)

    def fit(self, room: int) -> None:
        """Wide enough for the longest name, as far as it leaves most of the room to the lessons."""
        model = self.model()
        people = model.people if isinstance(model, RegisterModel) else ()
        metrics = QFontMetrics(font(TEXT_SIZE))
        longest = max((metrics.horizontalAdvance(person.name) for person in people), default=0)
        needed = longest + NUMBER_WIDTH + GAP_M + GAP_S
        self.setFixedWidth(min(max(needed, LEAST_NAMES_WIDTH), max(int(room * NAMES_SHARE), LEAST_NAMES_WIDTH)))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        model = self.model()
        view = self.parent()
        if not isinstance(model, RegisterModel) or logical_index >= len(model.people):
            return
        person = model.people[logical_index]
        is_current = isinstance(view, QTableView) and view.currentIndex().row() == logical_index
        painter.save()
        painter.fillRect(rect, colour("selection" if is_current else "card"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(font(SMALL_SIZE))
        painter.setPen(colour("muted"))
        number = QRect(rect.left(), rect.top(), NUMBER_WIDTH, rect.height())
        painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(logical_index + 1))
        painter.setFont(font(TEXT_SIZE))
        painter.setPen(colour("ink" if person.left_on is None else "muted"))
        room = rect.adjusted(NUMBER_WIDTH + GAP_M, 0, -GAP_S, 0)
        name = painter.fontMetrics().elidedText(person.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()


def _ground(cell: Cell, *, is_current_row: bool) -> str:
    if cell.is_today:
        return "accent_soft"
    if is_current_row:
        return "hover"
    return "ground" if cell.is_barred else "card"


def _paint_cursor(painter: QPainter, place: QRect, *, is_strong: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("accent" if is_strong else "edge"), 2 if is_strong else 1))
    painter.drawRoundedRect(QRectF(place).adjusted(1.5, 1.5, -1.5, -1.5), GAP_XS, GAP_XS)


def places_of_day(sessions: Sequence[GridSession], lesson: GridSession) -> list[int]:
    return [place for place, other in enumerate(sessions) if other.held_on == lesson.held_on]
