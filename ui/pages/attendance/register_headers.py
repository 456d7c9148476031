"""The dates over the register and the names beside it: always in sight."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desktop_app.attendance.records import GridSession
from desktop_app.i18n import language
from desktop_app.language.dates import short_weekday
from ui.icons import pixmap
from ui.pages.attendance.register_model import RegisterModel, shown_name
from ui.pages.attendance.register_painting import ROW_HEIGHT
from ui.theme import GAP_M, GAP_S, GAP_XS, SMALL_SIZE, TEXT_SIZE, colour, font

HEADER_HEIGHT = 48
LEAST_COLUMN_WIDTH, WIDEST_COLUMN = 30, 44
LEAST_NAMES_WIDTH = 200
NAMES_SHARE = 0.36
NUMBER_WIDTH = 28
LOCK = 10


class LessonHeader(QHeaderView):
    """The date over all lessons of its day, and under it the number of each lesson; never cut off."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(HEADER_HEIGHT)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(LEAST_COLUMN_WIDTH)
        self.setSectionsClickable(True)

    def fit(self, room: int) -> None:
        """Share the room; the columns of each day together are at least as wide as its date."""
        model = self._register()
        needed = QFontMetrics(font(SMALL_SIZE, is_bold=True)).horizontalAdvance("00.00") + GAP_S
        share = min(room // max(len(model.sessions), 1), WIDEST_COLUMN)
        for place in range(len(model.sessions)):
            width = max(LEAST_COLUMN_WIDTH, share, -(-needed // len(model.day_of(place))))
            if self.sectionSize(place) != width:
                self.resizeSection(place, width)

    def sizeHint(self) -> QSize:
        # As wide as it is made: Qt would measure titles that nobody sees, and asks often.
        return QSize(0, HEADER_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        model = self._register()
        if model.grid is None or logical_index >= len(model.sessions):
            return
        lesson = model.sessions[logical_index]
        places = model.day_of(logical_index)
        is_today = lesson.held_on == model.grid.today
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, colour("accent_soft" if is_today else "card"))
        # Every section draws its slice of the date that stands over the whole day.
        left = rect.left() - sum(self.sectionSize(place) for place in range(places.start, logical_index))
        day = QRect(left, rect.top(), sum(self.sectionSize(place) for place in places), HEADER_HEIGHT // 2)
        self._paint_date(painter, day & self.viewport().rect(), lesson, is_today=is_today)
        painter.setPen(colour("muted"))
        painter.setFont(font(SMALL_SIZE))
        self._paint_number(painter, rect.adjusted(0, HEADER_HEIGHT // 2, 0, 0), lesson)
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

    def _paint_number(self, painter: QPainter, place: QRect, lesson: GridSession) -> None:
        """The number of the lesson in its day; with a lock where corrections need a reason."""
        grid = self._register().grid
        text = f"{lesson.place_in_day}"
        if grid is None or not grid.is_open or not grid.is_locked(lesson):
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
            return
        painter.drawText(place.adjusted(0, 0, -LOCK, 0), Qt.AlignmentFlag.AlignCenter, text)
        left = place.center().x() + painter.fontMetrics().horizontalAdvance(text) // 2 - LOCK // 2 + 2
        top = place.center().y() - LOCK // 2
        painter.drawPixmap(QPointF(left, top), pixmap("lock", "muted", LOCK, self.devicePixelRatioF()))

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
        self._needed = LEAST_NAMES_WIDTH

    def measure(self) -> None:
        """Take the longest name of the people who are shown now."""
        model = self.model()
        people = model.people if isinstance(model, RegisterModel) else ()
        metrics = QFontMetrics(font(TEXT_SIZE))
        longest = max((metrics.horizontalAdvance(shown_name(person)) for person in people), default=0)
        self._needed = max(longest + NUMBER_WIDTH + GAP_M + GAP_S, LEAST_NAMES_WIDTH)

    def fit(self, room: int) -> None:
        """Wide enough for the longest name, as far as it leaves most of the room to the lessons."""
        self.setFixedWidth(min(self._needed, max(int(room * NAMES_SHARE), LEAST_NAMES_WIDTH)))

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
        name = painter.fontMetrics().elidedText(shown_name(person), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()
