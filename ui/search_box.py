"""The search of everything: asked in the worker at every key, the newest answer wins, Enter goes there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.people.typed import marked_words
from ui import navigation
from ui.actions import key_text
from ui.icons import icon
from ui.navigation import Hit
from ui.operations import run_query
from ui.settled_search import SettledSearch
from ui.theme import GAP_M, GAP_XS, SMALL_SIZE, TEXT_SIZE, colour, font
from ui.widgets.marked_text import paint_marked
from ui.widgets.page import GLASS_WIDTH, SEARCH_WIDTH
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
LINE_HEIGHT = 48
SHOWN_LINES = 9
POPUP_WIDTH = 460
MOST_WIDTH = 340


class SearchBox(QLineEdit):
    """Typing shows a list under the box; arrows choose, Enter opens, Esc leaves.

    A scanner types a code and Enter faster than the answer comes: then the first hit is opened when it is there.
    """

    def __init__(self, workspace: Workspace, searches: Sequence[str]) -> None:
        super().__init__()
        self.workspace = workspace
        self._searches = tuple(searches)
        self.setProperty("role", "quiet")
        self.setAccessibleName(_("Search everything"))
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMinimumWidth(GLASS_WIDTH)
        self.setMaximumWidth(MOST_WIDTH)
        self._popup: _Popup | None = None
        self._is_asking = False
        self._takes_first = False
        self._settled = SettledSearch(self)
        self.textEdited.connect(self._ask)

    @property
    def hits(self) -> list[Hit]:
        return self._popup.hits if self._popup is not None and self._popup.isVisible() else []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._popup
        is_open = popup is not None and popup.isVisible()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        if popup is not None and is_open and event.key() in moves:
            popup.move_by(moves[Qt.Key(event.key())])
        elif is_enter and self._is_asking:
            self._takes_first = True
        elif popup is not None and is_open and is_enter:
            popup.take()
        elif event.key() == Qt.Key.Key_Escape:
            self._takes_first = False
            self._close()
            self.clear()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # The list goes with the focus, except when the mouse is about to choose from it.
        if event.type() == QEvent.Type.FocusOut and self._popup is not None and not self._popup.underMouse():
            self._close()
        if event.type() == QEvent.Type.FocusIn:
            self.setMinimumWidth(SEARCH_WIDTH)
        elif event.type() == QEvent.Type.FocusOut and not self.text():
            self.setMinimumWidth(GLASS_WIDTH)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = _("Search everything ({key})", key=key_text("Ctrl+K"))
        has_room = event.size().width() > 2 * GLASS_WIDTH
        self.setPlaceholderText(words if has_room else "")
        self.setToolTip("" if has_room else words)

    def _ask(self, text: str) -> None:
        self._takes_first = False
        self._is_asking = bool(text.strip())
        if not self._is_asking:
            self._close()
            return
        places = self._searches

        def find(centre: "Centre") -> list[Hit]:
            return [hit for place in places for hit in navigation.load(place)(centre, text)]

        run_query(self, find, self._show, slot="search")

    def _show(self, hits: list[Hit]) -> None:
        self._is_asking = False
        if self._takes_first and hits:
            self._go(hits[0])
            return
        if self.window().focusWidget() is not self or not self.text().strip():
            return
        if self._popup is None:
            self._popup = _Popup(self.window())
            self._popup.taken.clicked.connect(lambda _index: self._popup and self._popup.take())
            self._popup.chosen = self._go
            self.destroyed.connect(self._popup.deleteLater)
        below = self.mapTo(self.window(), QPoint(0, self.height() + GAP_XS))
        self._popup.show_hits(hits, marked_words(self.text()), below)
        people = [hit.target.argument for hit in hits if hit.target.page == "person"]
        self._settled.shows(each for each in people if isinstance(each, int))

    def _go(self, hit: Hit) -> None:
        self._close()
        self.clear()
        self.workspace.navigate(hit.target)

    def _close(self) -> None:
        self._settled.shows(())
        if self._popup is not None:
            self._popup.hide()


class _Popup(QFrame):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "popup")
        self.chosen = _nothing
        self._model = _HitsModel(self)
        self.taken = QListView(self)
        self.taken.setModel(self._model)
        self._delegate = _HitDelegate(self)
        self.taken.setItemDelegate(self._delegate)
        self.taken.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.taken.setUniformItemSizes(True)
        self._nothing = label(_("Nothing found."), Role.MUTED)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_XS, GAP_XS, GAP_XS, GAP_XS)
        layout.addWidget(self.taken)
        layout.addWidget(self._nothing)
        self._nothing.setContentsMargins(GAP_M, GAP_M, GAP_M, GAP_M)

    @property
    def hits(self) -> list[Hit]:
        return list(self._model.hits)

    def show_hits(self, hits: list[Hit], sought: Sequence[str], place: QPoint) -> None:
        """``sought`` are the folded words to be marked in the hits."""
        self._model.set_hits(hits)
        self._delegate.sought = tuple(sought)
        self.taken.setVisible(bool(hits))
        self._nothing.setVisible(not hits)
        lines = min(len(hits), SHOWN_LINES)
        height = lines * LINE_HEIGHT + GAP_M if hits else LINE_HEIGHT + GAP_XS
        left = min(place.x(), self.parentWidget().width() - POPUP_WIDTH - GAP_M)
        self.setGeometry(QRect(QPoint(left, place.y()), QSize(POPUP_WIDTH, height)))
        self.taken.setCurrentIndex(self._model.index(0))
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        place = min(max(self.taken.currentIndex().row() + step, 0), len(self._model.hits) - 1)
        self.taken.setCurrentIndex(self._model.index(place))

    def take(self) -> None:
        hit = self.taken.currentIndex().data(HIT_ROLE)
        if hit is not None:
            self.chosen(hit)


class _HitsModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()

    def set_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{hit.title}, {hit.kind}"
        return hit if role == HIT_ROLE else None


class _HitDelegate(QStyledItemDelegate):
    """Title over subtitle, what was sought marked; what they are is told at the first of each kind, under a line."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sought: tuple[str, ...] = ()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit: Hit = index.data(HIT_ROLE)
        above: Hit | None = index.sibling(index.row() - 1, 0).data(HIT_ROLE)
        is_first = above is None or above.kind != hit.kind
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, colour("selection" if is_current else "card"))
        if is_first and above is not None:
            painter.setPen(colour("border"))
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
        box = option.rect.adjusted(GAP_M, GAP_XS, -GAP_M, -GAP_XS)
        painter.setFont(font(SMALL_SIZE))
        painter.setPen(colour("muted"))
        kind_width = painter.fontMetrics().horizontalAdvance(hit.kind) + GAP_M
        if is_first:
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hit.kind)
        words = box.adjusted(0, 0, -kind_width, 0)
        paint_marked(painter, words, Qt.AlignmentFlag.AlignBottom, hit.subtitle, self.sought)
        painter.setFont(font(TEXT_SIZE))
        painter.setPen(colour("ink"))
        paint_marked(painter, words, Qt.AlignmentFlag.AlignTop, hit.title, self.sought)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(POPUP_WIDTH // 2, LINE_HEIGHT)


def _nothing(_hit: Hit) -> None:
    return
