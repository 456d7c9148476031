"""The hours of a cohort by module: asked for, in the timetable, held, attended, as figures and as bars."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop_app.i18n import N_, _, _n
from desktop_app.timetable.ledger import HoursLedger, LedgerLine
from ui import formats
from ui.models.table_model import ROW_ROLE, Align, Column
from ui.theme import GAP_M, GAP_S, SMALL_SIZE, Tone, colour, font
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, dress, label
from ui.workspace import Workspace

BAR_HEIGHT, BAR_WIDTH = 12.0, 260
LEGEND_HEIGHT = 22


def _difference(line: LedgerLine) -> str:
    return f"−{-line.difference}" if line.difference < 0 else f"+{line.difference}" if line.difference else ""


def _tone(line: LedgerLine) -> Tone | None:
    if line.difference == 0:
        return None
    return Tone.BAD if line.is_short else Tone.WARN


def _is_total(line: LedgerLine) -> bool:
    return line.title == _("Total")


def _figure(name: str, title: str, value: Callable[[LedgerLine], int]) -> Column[LedgerLine]:
    return Column[LedgerLine](name, title, value, width=112, align=Align.RIGHT, is_strong=_is_total)


COLUMNS = (
    Column[LedgerLine](
        "module",
        N_("Module"),
        lambda line: line.title or _("Without a module"),
        width=260,
        is_stretched=True,
        is_strong=_is_total,
        hint=lambda line: line.title,
    ),
    _figure("planned", N_("Programme"), lambda line: line.planned),
    _figure("scheduled", N_("Timetable"), lambda line: line.scheduled),
    Column[LedgerLine](
        "difference", N_("Difference"), _difference, width=104, tone=_tone, hint=lambda line: _why(line)
    ),
    _figure("held", N_("Held"), lambda line: line.held),
    Column[LedgerLine](
        "attended",
        N_("Attended"),
        lambda line: round(line.attended, 1),
        shown=lambda hours: formats.decimal_text(hours, 1),
        width=112,
        align=Align.RIGHT,
        is_strong=_is_total,
        hint=lambda _line: _("The mean of a person: each held lesson with the share of those who attended it."),
    ),
    Column[LedgerLine]("bar", N_("Of the programme's hours"), lambda _line: "", width=BAR_WIDTH),
)
BAR_COLUMN = len(COLUMNS) - 1


class HoursTable(QWidget):
    """``show_ledger`` fills it; the sentence above says what is short."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.sentence = label("", Role.STRONG, wrap=True)
        self.table: RecordTable[LedgerLine] = RecordTable(
            workspace,
            "timetable.hours",
            COLUMNS,
            has_filter=False,
            is_sortable=False,
            empty=EmptyState(_("The programme has no hours to lay out."), icon="programme"),
        )
        self.table.view.setItemDelegateForColumn(BAR_COLUMN, BarDelegate(self.table.view))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addWidget(self.sentence)
        outer.addWidget(Legend())
        outer.addWidget(self.table, 1)

    def show_ledger(self, ledger: HoursLedger) -> None:
        total = ledger.total
        named = LedgerLine(None, _("Total"), total.planned, total.scheduled, total.held, total.attended)
        self.table.set_rows([*ledger.lines, named] if ledger.lines else [])
        self.sentence.setText(sentence(ledger))
        dress(self.sentence, tone="bad" if ledger.is_short else "")


def sentence(ledger: HoursLedger) -> str:
    """Whether the timetable reaches the hours of the course."""
    total = ledger.total
    facts = {"scheduled": total.scheduled, "planned": total.planned}
    if ledger.is_short:
        missing = sum(-line.difference for line in ledger.lines if line.is_short)
        words = _n(
            "The timetable has {scheduled} of {planned} hours: {n} hour of the programme has no place in it.",
            "The timetable has {scheduled} of {planned} hours: {n} hours of the programme have no place in it.",
            missing,
            **facts,
        )
    else:
        words = _("The timetable has all {planned} hours of the programme.", **facts)
    if ledger.independent:
        words += " " + _n("{n} hour more is studied alone.", "{n} hours more are studied alone.", ledger.independent)
    return words


class BarDelegate(QStyledItemDelegate):
    """One bar a module: its programme's hours as the frame, in it the timetable, what was held, what was attended."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        line = index.data(ROW_ROLE)
        if line is None:
            return
        room = QRectF(option.rect).adjusted(GAP_M, 0, -GAP_M, 0)
        track = QRectF(room.x(), room.center().y() - BAR_HEIGHT / 2, room.width(), BAR_HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bar(painter, track, line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(0, 0, -1, -2))
        painter.restore()


class Legend(QWidget):
    """What the parts of a bar mean."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(LEGEND_HEIGHT)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL_SIZE))
        x = 1.0
        for words, sample in (
            (_("in the timetable"), LedgerLine(None, "", 1, 1, 0, 0.0)),
            (_("held"), LedgerLine(None, "", 1, 1, 1, 0.0)),
            (_("attended"), LedgerLine(None, "", 1, 1, 1, 1.0)),
            (_("missing in the timetable"), LedgerLine(None, "", 1, 0, 0, 0.0)),
        ):
            paint_bar(painter, QRectF(x, (LEGEND_HEIGHT - BAR_HEIGHT) / 2, 22, BAR_HEIGHT), sample)
            x += 22 + GAP_S
            painter.setPen(colour("muted"))
            painter.drawText(QRectF(x, 0, self.width(), LEGEND_HEIGHT), Qt.AlignmentFlag.AlignVCenter, words)
            x += painter.fontMetrics().horizontalAdvance(words) + GAP_M * 1.5
        painter.end()


def paint_bar(painter: QPainter, track: QRectF, line: LedgerLine) -> None:
    """The scale is what is more: the programme's hours or the timetable's."""
    whole = max(line.planned, line.scheduled, 1)

    def part(hours: float, inset: float = 0.0) -> QRectF:
        return QRectF(track.x(), track.y() + inset, track.width() * hours / whole, track.height() - 2 * inset)

    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("line"))
    painter.drawRoundedRect(track, 3, 3)
    if line.is_short:
        missing = QRectF(track)
        missing.setLeft(part(line.scheduled).right())
        painter.setBrush(colour("bad_soft"))
        painter.setPen(QPen(colour("bad"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(missing.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("selection"))
    painter.drawRoundedRect(part(line.scheduled), 3, 3)
    painter.setBrush(_half_accent())
    painter.drawRoundedRect(part(line.held, 2), 2, 2)
    painter.setBrush(colour("accent"))
    painter.drawRoundedRect(part(line.attended, 4), 2, 2)


def _half_accent() -> QColor:
    made = colour("accent")
    made.setAlphaF(0.45)
    return made


def _why(line: LedgerLine) -> str:
    if line.is_short:
        missing = -line.difference
        return _n("{n} hour has no place in the timetable.", "{n} hours have no place in the timetable.", missing)
    if line.difference:
        return _n("{n} hour more than the programme has.", "{n} hours more than the programme has.", line.difference)
    return ""
