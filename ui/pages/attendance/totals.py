"""What each person's marks come to, beside the register: the three numbers, the hours to spare, the state in a word."""

from collections.abc import Sequence
from functools import partial
from math import floor

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop_app.attendance.records import Attendance, GridPerson, hours_text
from desktop_app.i18n import N_, _
from ui import formats
from ui.models.table_model import Align, Column, TableModel
from ui.pages.attendance.register_headers import HEADER_HEIGHT
from ui.pages.attendance.register_painting import ROW_HEIGHT, stretch
from ui.pages.attendance.stamps import Stamp, drawn, kept
from ui.theme import SMALL_SIZE, TEXT_SIZE, Tone, colour, font
from ui.widgets.tone import PILL_HEIGHT, paint_pill, pill_width

NARROW = 40
# Percentages are quotients of binary fractions.
DUST = 1e-6
# What a title or a figure leaves free at its sides, and before a pill.
PADDING = 24
CELL_PADDING = 10
# In a narrower register the hours are left out: they stand in the sentence of the chosen person.
WIDTH_FOR_HOURS = 1200


def state_word(person: GridPerson) -> str:
    """How a person stands, in a word or two."""
    attendance = person.attendance
    if person.left_on is not None:
        return _("Has left")
    if not attendance.rule.is_set:
        return _("No threshold")
    if attendance.is_enough:
        return _("Reached")
    if not attendance.can_be_enough:
        return _("Out of reach")
    return _("On the edge") if attendance.may_still_miss == 0 else _("On the way")


def state_tone(person: GridPerson) -> Tone:
    attendance = person.attendance
    if person.left_on is not None or not attendance.rule.is_set:
        return Tone.MUTED
    if attendance.is_enough:
        return Tone.GOOD
    if not attendance.can_be_enough:
        return Tone.BAD
    return Tone.WARN if attendance.may_still_miss == 0 else Tone.MUTED


def lost_words(person: GridPerson) -> str:
    """For the day on which it becomes true."""
    return _("{name} can no longer reach the threshold: {sentence}", name=person.name, sentence=person.attendance.text)


def share_text(share: float | None) -> str:
    """A whole percentage, cut and not rounded: 79.6 is short of a threshold of 80, and 99.6 is not all."""
    return formats.NOTHING if share is None else f"{floor(share + DUST)}%"


def spare_hours(attendance: Attendance) -> int | None:
    return attendance.may_still_miss if attendance.rule.is_set else None


def _hours(person: GridPerson) -> str:
    return hours_text(person.attendance.attended)


def _sentence(person: GridPerson) -> str:
    return person.attendance.text


TOTALS = (
    Column[GridPerson]("hours", N_("Hours"), _hours, align=Align.RIGHT, hint=_sentence),
    Column[GridPerson](
        "so_far",
        N_("So far"),
        lambda person: share_text(person.attendance.percent_so_far),
        align=Align.RIGHT,
        hint=_sentence,
    ),
    Column[GridPerson](
        "of_plan",
        N_("Of the\nplan"),
        lambda person: share_text(person.attendance.percent_of_plan),
        align=Align.RIGHT,
        hint=_sentence,
    ),
    Column[GridPerson](
        "best",
        N_("At\nbest"),
        lambda person: share_text(person.attendance.percent_best),
        align=Align.RIGHT,
        hint=_sentence,
    ),
    Column[GridPerson](
        "spare",
        N_("May be\nmissed"),
        lambda person: spare_hours(person.attendance),
        align=Align.RIGHT,
        hint=_sentence,
    ),
    Column[GridPerson](
        "state",
        N_("State"),
        state_word,
        tone=state_tone,
        hint=_sentence,
    ),
)


def _pill(text: str, tone: Tone, ratio: float) -> Stamp:
    width = pill_width(text)
    place = QRect(0, 0, width, PILL_HEIGHT)
    draw = partial(paint_pill, place=place, text=text, tone=tone)
    return kept(("pill", text, tone, ratio), lambda: drawn(width, PILL_HEIGHT, ratio, draw))


class TotalsView(QTableView):
    """Scrolled with the register; it never has the focus. Painted all at once, as the register is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = TableModel(TOTALS, (), self)
        self.setModel(self.people)
        self._lit = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER_HEIGHT)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(NARROW)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_people(self, people: Sequence[GridPerson]) -> None:
        """The same people with other numbers are only painted anew; other ones are measured as well."""
        before = [person.enrolment_id for person in self.people.rows]
        if before == [person.enrolment_id for person in people]:
            self.people.update_rows(people)
            return
        self.people.set_rows(people)
        self._fit()

    def light(self, row: int) -> None:
        """Show which person is under the cursor of the register."""
        before, self._lit = self._lit, row
        for each in {before, row} - {-1}:
            self.viewport().update(0, self.rowViewportPosition(each), self.viewport().width(), ROW_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        area = event.rect()
        painter = QPainter(self.viewport())
        painter.setFont(font(TEXT_SIZE))
        shown = [place for place in range(len(TOTALS)) if not self.isColumnHidden(place)]
        rooms = {place: (self.columnViewportPosition(place), self.columnWidth(place)) for place in shown}
        for row in stretch(self.rowAt, area.top(), area.bottom(), len(self.people.rows)):
            top = self.rowViewportPosition(row)
            ground = QRect(0, top, self.horizontalHeader().length(), ROW_HEIGHT)
            painter.fillRect(ground, colour("selection" if row == self._lit else "card"))
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(ground.bottomLeft(), ground.bottomRight())
            painter.setPen(colour("ink"))
            for place, (left, width) in rooms.items():
                self._paint_cell(painter, TOTALS[place], row, QRect(left, top, width, ROW_HEIGHT))
        painter.end()

    def _paint_cell(self, painter: QPainter, column: Column[GridPerson], row: int, room: QRect) -> None:
        person = self.people.rows[row]
        text = column.text(person)
        if column.tone is None:
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room.adjusted(0, 0, -CELL_PADDING, 0), side, text)
        else:
            pill = _pill(text, column.tone(person) or Tone.MUTED, self.devicePixelRatioF())
            pill.draw(painter, room.left() + CELL_PADDING, room.top(), pill.width, ROW_HEIGHT)

    def let_hours(self, is_room_for_them: bool) -> None:
        if self.isColumnHidden(0) is is_room_for_them:
            self.setColumnHidden(0, not is_room_for_them)
            self._fit()

    def _fit(self) -> None:
        """As wide as titles, figures and pills need; asking a delegate for each cell would take long."""
        header, figures = self.horizontalHeader(), QFontMetrics(font())
        titles = QFontMetrics(font(SMALL_SIZE, is_bold=True))
        for place, column in enumerate(TOTALS):
            title = max(map(titles.horizontalAdvance, _(column.title).split("\n"))) + PADDING
            texts = {column.text(person) for person in self.people.rows}
            measure = figures.horizontalAdvance if column.tone is None else pill_width
            header.resizeSection(place, max(title, *(measure(text) + PADDING for text in texts), NARROW))
        self.setFixedWidth(header.length() + self.verticalScrollBar().sizeHint().width() + 2)
