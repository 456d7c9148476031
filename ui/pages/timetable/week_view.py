"""The week to work in: a cursor over days and times, lessons carried by keys or dragged with the mouse."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from desktop_app.i18n import _
from desktop_app.timetable.slots import DaySlot
from desktop_app.timetable.week import Lesson
from ui.pages.timetable.lesson_words import substitution_words
from ui.pages.timetable.painting import HEAD_HEIGHT, TIMES_WIDTH, Ghost, Picture, lesson_lines, paint_heads, paint_sheet
from ui.pages.timetable.seen import Kind
from ui.pages.timetable.sheet import Frame, Spot, WeekSheet, day_place, minute
from ui.theme import Tone

# Below this the words of a lesson have no room: the sheet is scrolled instead.
LEAST_PX_A_MINUTE = 0.76
NOW_MOVES_MS = 60_000


@dataclass(frozen=True)
class Target:
    """Where a lesson is carried to: the day, and the slot of its cohort."""

    lesson: Lesson
    held_on: date
    slot: DaySlot

    @property
    def is_where_it_stands(self) -> bool:
        return (self.held_on, self.slot.place) == (self.lesson.held_on, self.lesson.place_in_day)


class WeekView(QAbstractScrollArea):
    """Shows a WeekSheet. What is done about a carried lesson is told by ``say`` and by what it emits."""

    lesson_opened = Signal()
    spot_changed = Signal()
    week_wanted = Signal(int)
    """So many weeks later."""
    carried = Signal(object)
    """Target: the lesson would stand there, if it were put down; None when it is left where it is."""
    put_wanted = Signal(bool)
    """Put the carried lesson down; with True even where another one stands in the way."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        """``now`` tells the present moment in the centre's own time."""
        super().__init__(parent)
        self._now = now
        self.seen_by = Kind.COHORT
        self.can_carry = True
        self._sheet: WeekSheet | None = None
        self._spot = Spot()
        self._target: Target | None = None
        self._tone = Tone.ACCENT
        self._kinds: Mapping[str, str] = {}
        self._pressed: tuple[QPointF, Lesson] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Week of lessons"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())
        clock = QTimer(self, interval=NOW_MOVES_MS)
        clock.timeout.connect(self.viewport().update)
        clock.start()

    @property
    def lesson(self) -> Lesson | None:
        """The lesson under the cursor."""
        placed = self._sheet.at(self._spot) if self._sheet is not None else None
        return placed.lesson if placed is not None else None

    @property
    def day(self) -> date | None:
        """The day under the cursor."""
        return self._sheet.week.days[self._spot.day].day if self._sheet is not None else None

    @property
    def slot(self) -> DaySlot | None:
        """The times under the cursor."""
        return self._sheet.rows[self._spot.row] if self._sheet is not None else None

    @property
    def target(self) -> Target | None:
        return self._target

    def show_sheet(self, sheet: WeekSheet, kinds: Mapping[str, str]) -> None:
        """Show a week; the cursor stays on its lesson, else in its cell, else goes where one begins."""
        here = self.lesson
        is_other = self._sheet is None or self._sheet.week.title != sheet.week.title
        self._sheet, self._kinds = sheet, kinds
        followed = sheet.spot_of(here.id) if here is not None else None
        if followed is not None:
            self._spot = followed
        elif is_other:
            self._spot = self._first_spot()
        else:
            self._spot = replace(self._spot, row=min(self._spot.row, len(sheet.rows) - 1), lane=0)
        self._fit()
        if is_other:
            self._show_spot()
        self.viewport().update()
        self.spot_changed.emit()

    def go_to(self, spot: Spot) -> None:
        if self._sheet is None:
            return
        rows, days = len(self._sheet.rows), len(self._sheet.week.days)
        self._spot = Spot(min(max(spot.day, 0), days - 1), min(max(spot.row, 0), rows - 1), max(spot.lane, 0))
        self._show_spot()
        self.viewport().update()
        self.spot_changed.emit()

    def go_to_lesson(self, session_id: int) -> bool:
        spot = self._sheet.spot_of(session_id) if self._sheet is not None else None
        if spot is not None:
            self.go_to(spot)
        return spot is not None

    def carry(self, *, days: int = 0, places: int = 0) -> None:
        """Take the lesson under the cursor, or the one in hand, to another day or another place of its day."""
        if self._sheet is None or not self.can_carry:
            return
        start = self._target or self._standing()
        if start is None:
            return
        held_on = start.held_on
        for _step in range(abs(days)):
            held_on = self._next_worked(held_on, 1 if days > 0 else -1)
        slots = self._sheet.slots_for(start.lesson)
        at = min((abs(slot.place - start.slot.place), place) for place, slot in enumerate(slots))[1]
        slot = slots[min(max(at + places, 0), len(slots) - 1)]
        self._carry_to(Target(start.lesson, held_on, slot))
        step = (held_on - self._sheet.week.monday).days // len(self._sheet.week.days)
        if step:
            self.week_wanted.emit(step)

    def say(self, tone: Tone) -> None:
        """In which colour the carried lesson hangs over its place."""
        self._tone = tone
        self.viewport().update()

    def let_go(self) -> None:
        """Leave the carried lesson where it stands."""
        if self._target is not None:
            self._target, self._pressed = None, None
            self.viewport().unsetCursor()
            self.viewport().update()
            self.carried.emit(None)

    def picture(self) -> Picture | None:
        """What is painted now."""
        if self._sheet is None:
            return None
        ghost = None
        if self._target is not None:
            place = day_place(self._sheet.week, self._target.held_on)
            if place is not None:
                ghost = Ghost(self._target.lesson, place, self._target.slot, self._tone)
        return Picture(
            self._frame(), self._spot, self.hasFocus(), self._now_in_week(), ghost, self.seen_by, self._kinds
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        picture = self.picture()
        if picture is None:
            return
        painter = QPainter(self.viewport())
        painter.save()
        painter.setClipRect(0, HEAD_HEIGHT, self.viewport().width(), self.viewport().height())
        painter.translate(0, HEAD_HEIGHT - self.verticalScrollBar().value())
        paint_sheet(painter, picture)
        painter.restore()
        paint_heads(painter, picture)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in steps and self._target is None and not is_control:
            self._step(*steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._target is not None:
                self.put_wanted.emit(is_control)
            else:
                self.lesson_opened.emit()
        elif key == Qt.Key.Key_Escape and self._target is not None:
            self.let_go()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(replace(self._spot, day=0 if key == Qt.Key.Key_Home else 6, lane=0))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Letting go of Ctrl puts the lesson down, if nothing stands in its way."""
        if event.key() == Qt.Key.Key_Control and self._target is not None and not event.isAutoRepeat():
            self.put_wanted.emit(False)
        super().keyReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._sheet is None:
            return
        frame, at = self._frame(), self._on_sheet(event.position())
        if self._target is not None:
            self.let_go()
        spot = frame.spot_at(at.x(), at.y()) if event.position().y() >= HEAD_HEIGHT else None
        if spot is not None:
            self.go_to(spot)
            hit = frame.lesson_at(at.x(), at.y())
            is_left = event.button() is Qt.MouseButton.LeftButton
            self._pressed = (event.position(), hit.lesson) if hit is not None and is_left else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or self._sheet is None or not self.can_carry:
            return
        begin, lesson = self._pressed
        distance = (event.position() - begin).manhattanLength()
        if self._target is None and distance < QApplication.startDragDistance():
            return
        frame, at = self._frame(), self._on_sheet(event.position())
        # The lesson hangs where it was taken hold of: its middle follows the mouse.
        held = self._on_sheet(begin)
        middle = frame.y_of((minute(lesson.starts_at) + minute(lesson.ends_at)) // 2)
        day = frame.day_at(at.x())
        if day is not None:
            slot = self._sheet.slot_at_minute(lesson, frame.minute_at(middle + at.y() - held.y()))
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._carry_to(Target(lesson, self._sheet.week.days[day].day, slot))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        self.viewport().unsetCursor()
        if self._target is not None and event.button() is Qt.MouseButton.LeftButton:
            self.put_wanted.emit(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().y() >= HEAD_HEIGHT:
            self.lesson_opened.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._sheet is not None:
            self._show_hint(event)
            return True
        return super().viewportEvent(event)

    def _carry_to(self, target: Target) -> None:
        if target == self._target:
            return
        if target.is_where_it_stands:
            self.viewport().update()
            pressed = self._pressed
            self.let_go()
            self._pressed = pressed
            return
        self._target, self._tone = target, Tone.ACCENT
        self.viewport().update()
        self.carried.emit(target)

    def _standing(self) -> Target | None:
        lesson = self.lesson
        if lesson is None or self._sheet is None:
            return None
        return Target(lesson, lesson.held_on, self._sheet.slot_of_place(lesson, lesson.place_in_day))

    def _next_worked(self, day: date, step: int) -> date:
        """The day beside; within the week days that are not worked are passed over."""
        assert self._sheet is not None
        following = day + timedelta(days=step)
        place = day_place(self._sheet.week, following)
        while place is not None and not self._sheet.week.days[place].is_working:
            following += timedelta(days=step)
            place = day_place(self._sheet.week, following)
        return following

    def _step(self, days: int, rows: int) -> None:
        """To the neighbour: lessons that share a cell are gone through one by one."""
        assert self._sheet is not None
        here = self._spot
        if days and 0 <= here.lane + days < self._sheet.count_at(here):
            self.go_to(replace(here, lane=here.lane + days))
            return
        day = here.day + days
        if not 0 <= day < len(self._sheet.week.days):
            self._spot = replace(here, day=len(self._sheet.week.days) - 1 if days < 0 else 0, lane=0)
            self.week_wanted.emit(days)
            return
        beside = Spot(day, here.row + rows)
        last = self._sheet.count_at(beside) - 1 if days < 0 else 0
        self.go_to(replace(beside, lane=max(last, 0)))

    def _first_spot(self) -> Spot:
        """The next lesson from now on, the first one of the week, or its first cell."""
        assert self._sheet is not None
        placed = sorted(self._sheet.placed, key=lambda each: (each.day, each.row))
        here = self._now()
        coming = [each for each in placed if (each.lesson.held_on, each.lesson.ends_at) > (here.date(), here.time())]
        first = next(iter(coming or placed), None)
        return Spot(first.day, first.row) if first is not None else Spot()

    def _now_in_week(self) -> tuple[int, int] | None:
        here = self._now()
        place = day_place(self._sheet.week, here.date()) if self._sheet is not None else None
        return (place, minute(here.time())) if place is not None else None

    def _frame(self) -> Frame:
        assert self._sheet is not None
        minutes = self._sheet.last_minute - self._sheet.first_minute
        room = self.viewport().height() - HEAD_HEIGHT
        return Frame(self._sheet, TIMES_WIDTH, self.viewport().width(), max(room, minutes * LEAST_PX_A_MINUTE))

    def _fit(self) -> None:
        if self._sheet is not None:
            room = self.viewport().height() - HEAD_HEIGHT
            self.verticalScrollBar().setPageStep(max(room, 1))
            self.verticalScrollBar().setRange(0, max(round(self._frame().height - room), 0))

    def _show_spot(self) -> None:
        box, bar = self._frame().box_of_spot(self._spot), self.verticalScrollBar()
        room = self.viewport().height() - HEAD_HEIGHT
        if box.y < bar.value():
            bar.setValue(int(box.y))
        elif box.y + box.height > bar.value() + room:
            bar.setValue(round(box.y + box.height - room))

    def _on_sheet(self, at: QPointF) -> QPointF:
        return QPointF(at.x(), at.y() - HEAD_HEIGHT + self.verticalScrollBar().value())

    def _show_hint(self, event: QHelpEvent) -> None:
        frame, at = self._frame(), self._on_sheet(QPointF(event.pos()))
        if event.pos().y() < HEAD_HEIGHT:
            day = frame.day_at(at.x())
            words = self._sheet.week.days[day].name if day is not None and self._sheet is not None else ""
        else:
            hit = frame.lesson_at(at.x(), at.y())
            words = _hint(hit.lesson, self._kinds) if hit is not None else ""
        QToolTip.showText(event.globalPos(), words, self)


def _hint(lesson: Lesson, kinds: Mapping[str, str]) -> str:
    """All of a lesson, for which its box may be too small."""
    times = f"{lesson.starts_at:%H:%M}–{lesson.ends_at:%H:%M}"
    told = lesson_lines(lesson, kinds)
    signs = [_("Marked")] if lesson.is_marked else []
    return "\n".join(filter(None, [times, *told, *signs, substitution_words(lesson)]))
