"""The first two steps of the desk, a line each: the file, where it goes and whence; the sheet and its header row."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from desktop_app.i18n import _, _n
from desktop_app.language.apostrophes import tidy
from desktop_app.rosters.columns import SheetProposal
from ui import formats
from ui.actions import Action, make_button
from ui.icons import pixmap
from ui.models.choices_model import Choice
from ui.pages.rosters.grid_model import LIKELY, SURE
from ui.pages.rosters.work import TablePlace, Work
from ui.theme import GAP_S, SMALL_SIZE, Tone, colour, font, tone_colours
from ui.widgets.chooser import Chooser
from ui.widgets.text import OneLine, Role, dress, label

MARK = 22
SENDER_WIDTH = 190
DESTINATION_WIDTH, SHEET_WIDTH, HEADER_WIDTH = 240, 300, 190
SHOWN_LETTERS = 40


class StepMark(QWidget):
    """The number of a step in a ring; a tick when it is done, a sign when it wants to be looked at."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._tone = Tone.ACCENT
        self.setFixedSize(MARK, MARK)

    def show_tone(self, tone: Tone) -> None:
        """ACCENT is the step to do now, GOOD one done, WARN and BAD want a look."""
        self._tone = tone
        self.setAccessibleName(_("Step {number}", number=self._number))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(MARK, MARK)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink, ground = tone_colours(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground))
        painter.drawEllipse(QRectF(0, 0, MARK, MARK))
        painter.setPen(colour(ink))
        painter.setFont(font(SMALL_SIZE, is_bold=True))
        if self._tone is Tone.GOOD:
            inset = (MARK - 16) // 2
            painter.drawPixmap(inset, inset, pixmap("check", "good", 16, self.devicePixelRatioF()))
        else:
            words = str(self._number) if self._tone is Tone.ACCENT else "!"
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()


class SenderLine(QLineEdit):
    """Who sent the file; those who sent one before are offered while it is typed."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Who sent it (not needed)"))
        self.setAccessibleName(_("Sender"))
        self.setToolTip(_("Columns and answers are remembered for each sender"))
        self.setFixedWidth(SENDER_WIDTH)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self._before = ""
        self.editingFinished.connect(self._give)

    def offer(self, senders: Sequence[str]) -> None:
        self._known.setStringList(list(senders))

    def show_sender(self, sender: str) -> None:
        self._before = sender
        self.setText(sender)

    def _give(self) -> None:
        sender = tidy(self.text())
        if sender != self._before:
            self._before = sender
            self.given.emit(sender)


class FileBar(QWidget):
    """Step 1. ``destination`` holds cohort ids, None for the list of people alone."""

    def __init__(self, another: Action, put_away: Action) -> None:
        super().__init__()
        self.mark = StepMark(1)
        self.mark.show_tone(Tone.GOOD)
        self._name = OneLine(Role.STRONG)
        self.destination = Chooser(_("Where the people go"))
        self.destination.setMaximumWidth(DESTINATION_WIDTH)
        self.sender = SenderLine()
        row = _row(self)
        row.addWidget(self.mark)
        row.addWidget(self._name, 1)
        row.addWidget(label(_("Into"), Role.MUTED))
        row.addWidget(self.destination)
        row.addWidget(label(_("Sent by"), Role.MUTED))
        row.addWidget(self.sender)
        row.addWidget(make_button(self, another))
        row.addWidget(make_button(self, put_away))

    def show_work(self, work: Work) -> None:
        rows = sum(sheet.rows for sheet in work.sheets)
        counted = _n("{n} filled row", "{n} filled rows", rows, n=formats.integer_text(rows))
        self._name.setText(work.workbook.file_name)
        self._name.set_hint(counted)
        self.sender.show_sender(work.sender)


class SheetBar(QWidget):
    """Step 2: where the list stands, proposed with how surely, and chosen otherwise."""

    place_chosen = Signal(object)
    """TablePlace."""

    def __init__(self) -> None:
        super().__init__()
        self.mark = StepMark(2)
        self.sheet = Chooser(_("Sheet"))
        self.header_row = Chooser(_("Header row"))
        self.sheet.setMaximumWidth(SHEET_WIDTH)
        self.header_row.setMaximumWidth(HEADER_WIDTH)
        self._words = OneLine(Role.BODY)
        self._beside = OneLine(Role.MUTED)
        row = _row(self)
        row.addWidget(self.mark)
        row.addWidget(label(_("Sheet"), Role.MUTED))
        row.addWidget(self.sheet)
        row.addWidget(label(_("Header"), Role.MUTED))
        row.addWidget(self.header_row)
        row.addWidget(self._words, 2)
        row.addWidget(self._beside, 3)
        self.sheet.chosen.connect(lambda sheet: self.place_chosen.emit(TablePlace(sheet)))
        self.header_row.chosen.connect(self._take_header_row)

    @property
    def words(self) -> str:
        return self._words.text()

    def show_work(self, work: Work) -> None:
        look, preview = work.look, work.preview
        self.sheet.set_choices([Choice(one.sheet, _sheet_words(one)) for one in work.sheets])
        self.sheet.choose(look.sheet)
        rows = [(number, text) for number, text in look.header_rows]
        self.header_row.set_choices(
            [
                Choice(number, _("Row {row}: {text}", row=number, text=text[:SHOWN_LETTERS]) if number else text)
                for number, text in rows
            ]
        )
        self.header_row.choose(look.header_row)
        told, tone = _confidence(work)
        self.mark.show_tone(tone)
        self._words.setText(told)
        reasons = preview.table.reasons if preview is not None else look.reasons
        self._words.set_hint("\n".join(reason.text for reason in reasons))
        dress(self._words, tone="" if tone is Tone.GOOD else tone.value)
        beside = []
        if preview is not None and preview.remembered is not None:
            beside.append(_("Read as last time"))
        if preview is not None and preview.table.unknown_columns:
            beside.append(_("Nothing is taken from: {columns}", columns=", ".join(preview.table.unknown_columns)))
        if preview is not None and preview.table.other_sheets:
            names = ", ".join(f"{one.sheet} ({one.rows})" for one in preview.table.other_sheets)
            beside.append(_("People stand in other sheets, too, and are not read: {sheets}", sheets=names))
        self._beside.setText(" · ".join(beside))

    def _take_header_row(self, number: int) -> None:
        self.place_chosen.emit(TablePlace(self.sheet.value, number))


def _row(bar: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(bar)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP_S)
    return row


def _sheet_words(sheet: SheetProposal) -> str:
    """Its name, how many rows it has, whether it is hidden, and how much it looks like a list of people."""
    rows = _n("{n} row", "{n} rows", sheet.rows, n=formats.integer_text(sheet.rows))
    likeness = (
        _("a list of people")
        if sheet.confidence >= SURE
        else _("perhaps a list of people")
        if sheet.confidence > 0
        else _("no list of people")
    )
    return " · ".join([sheet.sheet, rows, likeness, *([_("hidden")] if sheet.is_hidden else [])])


def _confidence(work: Work) -> tuple[str, Tone]:
    """How surely the sheet and its columns were understood, in words."""
    if work.preview is None:
        return _("Choose the column with the names of the people."), Tone.BAD
    table, place = work.preview.table, work.place
    columns = _n(
        "{n} column recognised",
        "{n} columns recognised",
        len(table.columns),
        n=formats.integer_text(len(table.columns)),
    )
    if place is not None and place.columns is not None:
        return _n("{n} column taken", "{n} columns taken", len(table.columns)), Tone.GOOD
    if table.confidence >= SURE:
        return columns, Tone.GOOD
    if table.confidence >= LIKELY:
        return _("{columns}, probably right: have a look", columns=columns), Tone.WARN
    return _("{columns}, not surely: please check them", columns=columns), Tone.WARN
