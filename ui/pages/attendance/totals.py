"""What each person's marks come to, beside the register: the three numbers, the hours to spare, the state in a word."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop_app.attendance.records import Attendance, GridPerson, hours_text
from desktop_app.i18n import N_, _
from ui import formats
from ui.models.table_model import Align, Column, TableModel
from ui.pages.attendance.register_headers import HEADER_HEIGHT
from ui.pages.attendance.register_painting import ROW_HEIGHT
from ui.theme import SMALL_SIZE, Tone, font
from ui.widgets.tone import PillDelegate, pill_width

NARROW = 40
# What a title or a figure leaves free at its sides.
PADDING = 24
# In a narrower register the hours are left out: they stand in the sentence of the chosen person.
WIDTH_FOR_HOURS = 1200


def state_word(attendance: Attendance) -> str:
    """How a person stands, in a word or two."""
    if attendance.is_enough:
        return _("Reached")
    if not attendance.can_be_enough:
        return _("Out of reach")
    return _("On the edge") if attendance.may_still_miss == 0 else _("On the way")


def state_tone(attendance: Attendance) -> Tone:
    if attendance.is_enough:
        return Tone.GOOD
    if not attendance.can_be_enough:
        return Tone.BAD
    return Tone.WARN if attendance.may_still_miss == 0 else Tone.MUTED


def share_text(share: float | None) -> str:
    return formats.NOTHING if share is None else f"{formats.decimal_text(share, 0)}%"


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
        lambda person: person.attendance.may_still_miss,
        align=Align.RIGHT,
        hint=_sentence,
    ),
    Column[GridPerson](
        "state",
        N_("State"),
        lambda person: state_word(person.attendance),
        tone=lambda person: state_tone(person.attendance),
        hint=_sentence,
    ),
)


class TotalsView(QTableView):
    """Scrolled with the register; it never has the focus."""

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
