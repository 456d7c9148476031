"""The parts of a questionnaire in their order, at the left of the editor."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.i18n import _, _n
from desktop_app.questionnaires.checking import DefinitionFault
from desktop_app.questionnaires.editing import Place, part_at, places
from desktop_app.questionnaires.model import Item, Questionnaire, Section
from ui.icons import pixmap
from ui.models.table_model import Index
from ui.pages.surveys.editor_words import KINDS, title_of
from ui.theme import GAP_M, GAP_S, SMALL_SIZE, colour, font

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
HEIGHT, SIGN = 46, 16
INDENT = GAP_M


@dataclass(frozen=True)
class OutlineRow:
    place: Place
    title: str
    note: str
    sign: str = ""

    @property
    def is_heading(self) -> bool:
        return len(self.place) < 2


def outline_rows(questionnaire: Questionnaire, faults: Collection[DefinitionFault]) -> list[OutlineRow]:
    signs = {fault.place: "warning" for fault in faults}
    signs |= {fault.place: "error" for fault in faults if fault.is_error}
    found = []
    for place in places(questionnaire):
        part = part_at(questionnaire, place)
        found.append(OutlineRow(place, title_of(part), _note(part), signs.get(place, "")))
    return found


def _note(part: Questionnaire | Section | Item) -> str:
    match part:
        case Questionnaire():
            return _("Title and languages")
        case Section():
            words = [_n("{n} question", "{n} questions", sum(item.kind.is_asked for item in part.items))]
        case Item():
            words = [part.code, _(KINDS[part.kind])]
            if part.is_required:
                words.append(_("must be answered"))
    if part.relevant:
        words.append(_("on a condition"))
    return " · ".join(words)


class OutlineModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[OutlineRow] = []

    def show_rows(self, rows: Sequence[OutlineRow]) -> None:
        """While the same parts stand in it only their words are other ones."""
        if [row.place for row in rows] == [row.place for row in self.rows]:
            self.rows = list(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.title} · {row.note}"
            case Qt.ItemDataRole.ToolTipRole:
                return row.title
            case _:
                return row if role == ROW_ROLE else None


class OutlineDelegate(QStyledItemDelegate):
    """Two lines for each part: its words, and what kind of part it is."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: OutlineRow = index.data(ROW_ROLE)
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        left = GAP_S if row.is_heading else GAP_S + INDENT
        room = option.rect.adjusted(left, 4, -GAP_S, -4)
        if row.sign:
            tint = "bad" if row.sign == "error" else "warn"
            sign = pixmap(row.sign, tint, SIGN, option.widget.devicePixelRatioF())
            painter.drawPixmap(room.right() - SIGN, room.center().y() - SIGN // 2, SIGN, SIGN, sign)
            room.setRight(room.right() - SIGN - GAP_S)
        painter.save()
        words = QFont(option.font)
        words.setBold(row.is_heading)
        upper, lower = room.adjusted(0, 0, 0, -room.height() // 2), room.adjusted(0, room.height() // 2, 0, 0)
        self._write(painter, upper, row.title, words, "ink")
        self._write(painter, lower, row.note, font(SMALL_SIZE), "muted")
        painter.restore()

    def _write(self, painter: QPainter, room: QRect, text: str, style: QFont, tint: str) -> None:
        painter.setFont(style)
        painter.setPen(colour(tint))
        # A question of several lines is one line here.
        text = painter.fontMetrics().elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class Outline(QListView):
    place_chosen = Signal(object)
    """Place."""
    form_wanted = Signal()
    """Enter: write in the part that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Questions"))
        self.setProperty("role", "sections")
        self.setItemDelegate(OutlineDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.outline = OutlineModel(self)
        self.setModel(self.outline)
        self.selectionModel().currentChanged.connect(self._tell)
        self.activated.connect(lambda _index: self.form_wanted.emit())

    @property
    def place(self) -> Place:
        row = self.currentIndex().data(ROW_ROLE)
        return row.place if isinstance(row, OutlineRow) else ()

    def show_rows(self, rows: Sequence[OutlineRow], place: Place) -> None:
        """Show the parts with this one chosen, which is told to nobody."""
        self.selectionModel().blockSignals(True)
        self.outline.show_rows(rows)
        at = [row.place for row in self.outline.rows].index(place)
        self.setCurrentIndex(self.outline.index(at))
        self.selectionModel().blockSignals(False)
        self.viewport().update()
        self.scrollTo(self.currentIndex())

    def step(self, by: int) -> None:
        """To the next part, or the one before."""
        at = min(max(self.currentIndex().row() + by, 0), len(self.outline.rows) - 1)
        self.setCurrentIndex(self.outline.index(at))

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.place_chosen.emit(self.place)
