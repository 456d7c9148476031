"""How the grid of the desk is drawn: what columns are taken for, the state of rows, a sign in each wrong cell."""

from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.rosters.fields import field_name
from desktop_app.rosters.lines import state_name
from desktop_app.rosters.problems import RowState
from ui.icons import pixmap
from ui.models.table_model import TONE_ROLE
from ui.pages.rosters.grid_model import EDITED_ROLE, GridColumn, GridModel
from ui.pages.rosters.tones import SIGNS, line_tone
from ui.theme import GAP_S, GAP_XS, SMALL_SIZE, TEXT_SIZE, Tone, colour, font, tone_colours

HEADER_HEIGHT = 68
LINE_HEIGHT = 20
HEADER_TOP = 5
NUMBER_WIDTH = 52
SIGN = 16
CORNER = 6


class FieldHeader(QHeaderView):
    """Over each column its letter and header, then what it is taken for, then how surely."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid = model
        self.setFixedHeight(HEADER_HEIGHT)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(64)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sectionSizeFromContents(self, section: int) -> QSize:
        return QSize(super().sectionSizeFromContents(section).width(), HEADER_HEIGHT)

    def paintSection(self, painter: QPainter, place: QRect, section: int) -> None:
        column = self._grid.columns[section] if section < len(self._grid.columns) else None
        if column is None:
            return
        painter.save()
        is_current = self.parent() is not None and cast(QWidget, self.parent()).property("current_column") == section
        painter.fillRect(place, colour("hover" if is_current else "card"))
        painter.setPen(colour("border"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.drawLine(place.topRight(), place.bottomRight())
        line = QRect(place.x() + GAP_S, place.y() + HEADER_TOP, place.width() - 2 * GAP_S, LINE_HEIGHT)
        _write(painter, line, f"{column.letter} · {column.header}" if column.header else column.letter, "muted")
        line.translate(0, LINE_HEIGHT)
        sign = QRect(line.right() - SIGN + 2, line.center().y() - SIGN // 2 + 1, SIGN, SIGN)
        painter.drawPixmap(sign, pixmap("chevron-down", "muted", SIGN, self.devicePixelRatioF()))
        name = field_name(column.field) if column.field else _("Not taken")
        ink = "ink" if column.field else "muted"
        _write(painter, line.adjusted(0, 0, -SIGN, 0), name, ink, size=TEXT_SIZE, is_bold=bool(column.field))
        line.translate(0, LINE_HEIGHT)
        if column.field:
            _paint_sureness(painter, line, column, self.devicePixelRatioF())
        painter.restore()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            help_event = cast(QHelpEvent, event)
            section = self.logicalIndexAt(help_event.pos())
            if 0 <= section < len(self._grid.columns):
                QToolTip.showText(help_event.globalPos(), column_words(self._grid.columns[section]), self)
            return True
        return super().viewportEvent(event)


class StateHeader(QHeaderView):
    """Beside each row its number in Excel and its state, in sight however far the grid is scrolled to the right."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._grid = model
        self.setFixedWidth(NUMBER_WIDTH + state_width())
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, place: QRect, section: int) -> None:
        if section >= len(self._grid.numbers):
            return
        painter.save()
        line = self._grid.line(section)
        is_current = cast(QWidget, self.parent()).property("current_row") == section
        painter.fillRect(place, colour("selection" if is_current else "card"))
        painter.setPen(colour("line"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        number = QRect(place.x(), place.y(), NUMBER_WIDTH - GAP_S, place.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(SMALL_SIZE))
        painter.setPen(colour("muted"))
        painter.drawText(number, right, str(self._grid.numbers[section]))
        if line is not None:
            tone = line_tone(line)
            state = place.adjusted(NUMBER_WIDTH, 3, -GAP_S, -4)
            _paint_state(painter, state, line.state, tone, self.devicePixelRatioF())
        painter.restore()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            help_event = cast(QHelpEvent, event)
            line = self._grid.line(self.logicalIndexAt(help_event.pos()))
            if line is not None and line.reasons:
                QToolTip.showText(help_event.globalPos(), line.reasons, self)
            return True
        return super().viewportEvent(event)


class CellDelegate(QStyledItemDelegate):
    """A wrong cell has a soft ground and a sign before its text; a cell typed over has a folded corner."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        told = index.data(TONE_ROLE)
        if told is None:
            super().paint(painter, option, index)
        else:
            # Through Qt an enumeration comes back as its bare text.
            tone = Tone(told)
            ink, ground = tone_colours(tone)
            painter.save()
            is_current = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.fillRect(option.rect, colour("selection" if is_current else ground))
            sign = QRect(option.rect.x() + GAP_S, option.rect.center().y() - SIGN // 2 + 1, SIGN, SIGN)
            painter.drawPixmap(sign, pixmap(SIGNS[tone], _token(tone), SIGN, option.widget.devicePixelRatioF()))
            words = option.rect.adjusted(GAP_S + SIGN + GAP_XS, 0, -GAP_XS, -1)
            _write(painter, words, index.data() or "–", ink, size=TEXT_SIZE)
            painter.setPen(colour("line"))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(colour("accent"))
                painter.drawRect(option.rect.adjusted(0, 0, -1, -2))
            painter.restore()
        if index.data(EDITED_ROLE):
            self._fold_corner(painter, option.rect)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("role", "cell")
        return editor

    def _fold_corner(self, painter: QPainter, place: QRect) -> None:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        corner = place.topRight() + QPoint(1, 0)
        painter.drawPolygon([corner, corner - QPoint(CORNER + 2, 0), corner + QPoint(0, CORNER + 2)])
        painter.restore()


def state_width() -> int:
    """Room for the longest word of a state in the language in force, with its sign."""
    words = [*map(state_name, RowState), _("Decided"), _("Left out")]
    return max(map(QFontMetrics(font(SMALL_SIZE)).horizontalAdvance, words)) + SIGN + 4 * GAP_S


def column_words(column: GridColumn) -> str:
    """Everything about a column in a few lines, for the tooltip and for a screen reader."""
    name = field_name(column.field) if column.field else _("Not taken")
    lines = [f"{column.letter} · {column.header}" if column.header else column.letter, f"{name}: {_(column.note)}"]
    if not column.field:
        lines = [lines[0], name]
    return "\n".join([*lines, *column.first_values, _("What is it? {key}, or click.", key="Alt+Down")])


def _paint_state(painter: QPainter, place: QRect, text: str, tone: Tone, ratio: float) -> None:
    ink, ground = tone_colours(tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(place, CORNER, CORNER)
    sign = QRect(place.x() + GAP_S, place.center().y() - SIGN // 2 + 1, SIGN, SIGN)
    painter.drawPixmap(sign, pixmap(SIGNS[tone], _token(tone), SIGN, ratio))
    _write(painter, place.adjusted(GAP_S + SIGN + GAP_S - 2, 0, -GAP_XS, 0), text, ink)


def _paint_sureness(painter: QPainter, line: QRect, column: GridColumn, ratio: float) -> None:
    """The mark beside the word: a tick, or a sign that asks to be looked at."""
    token = "good" if column.is_sure else "warn"
    sign = QRect(line.x(), line.center().y() - SIGN // 2 + 1, SIGN, SIGN)
    painter.drawPixmap(sign, pixmap("check" if column.is_sure else "warning", token, SIGN, ratio))
    _write(painter, line.adjusted(SIGN + GAP_XS, 0, 0, 0), _(column.note), token)


def _write(
    painter: QPainter, place: QRect, text: str, token: str, *, size: int = SMALL_SIZE, is_bold: bool = False
) -> None:
    """One line, cut with "…" where it is too long."""
    face = font(size, is_bold=is_bold)
    painter.setFont(face)
    painter.setPen(colour(token))
    fitting = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)


def _token(tone: Tone) -> str:
    return "ink" if tone is Tone.PLAIN else tone.value
