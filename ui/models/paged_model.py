"""A list as long as the database has it, of which only the pages around what is seen are in memory."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from ui import operations
from ui.models.table_model import ANSWERED_ROLES, TITLE_ROLES, Column, Index, Row, header_cell
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

NOT_YET = "…"
KEPT_PAGES = 12
FETCHED_FOR_EXPORT = 2_000


@dataclass(frozen=True)
class Order:
    """The column (by name, empty for the list's own order) and the direction."""

    column: str = ""
    is_descending: bool = False


class PagedModel(QAbstractTableModel, Generic[Row]):
    """Counts once, then fetches pages in the worker as they come into sight; the oldest unseen pages are let go.

    ``count(centre, text)`` tells how many rows match, ``fetch(centre, order, text, offset, limit)`` brings a
    page of them; ``every(centre, order, text, progress)`` brings all, where the pages are only the first of very many.
    They run in the worker.
    """

    counted = Signal(int)

    def __init__(
        self,
        owner: QWidget,
        columns: Sequence[Column[Row]],
        *,
        count: "Callable[[Centre, str], int]",
        fetch: "Callable[[Centre, Order, str, int, int], Sequence[Row]]",
        every: "Callable[[Centre, Order, str, Progress], list[Row]] | None" = None,
        page_size: int = 200,
    ) -> None:
        super().__init__(owner)
        self.workspace: Workspace = owner.workspace  # type: ignore[attr-defined]
        self.columns = tuple(columns)
        self._count = count
        self._fetch = fetch
        self._every = every
        self.page_size = page_size
        self._total = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._wanted: list[int] = []
        self._is_fetching = False
        self._order = Order()
        self._text = ""
        # Answers to questions asked before the last change of filter or order are of no use.
        self._generation = 0
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(0)
        self._ask_soon.timeout.connect(self._ask)

    @property
    def filter_text(self) -> str:
        return self._text

    def set_filter_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.reload()

    def reload(self) -> None:
        """Count again and forget every page; what is in sight is fetched anew."""
        self._generation += 1
        generation = self._generation
        text, order = self._text, self._order

        def first_look(centre: "Centre") -> tuple[int, Sequence[Row]]:
            return self._count(centre, text), self._fetch(centre, order, text, 0, self.page_size)

        def show(found: tuple[int, Sequence[Row]]) -> None:
            if generation == self._generation:
                self._begin_anew(*found)

        operations.run_query(self._owner(), first_look, show, slot="paged list")

    def row_at(self, place: int) -> Row | None:
        """The record at a place, or None while its page is not there; asks for the page."""
        if not 0 <= place < self._total:
            return None
        number, inside = divmod(place, self.page_size)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        self._pages.move_to_end(number)
        return page[inside] if inside < len(page) else None

    def every_row(self) -> "Callable[[Centre, Progress], list[Row]]":
        """What brings all rows in the worker, filtered and ordered as now; it raises Refused for too long a list."""
        text, order, every = self._text, self._order, self._every

        def fetch_all(centre: "Centre", progress: "Progress") -> list[Row]:
            if every is not None:
                return every(centre, order, text, progress)
            from desktop_app.reference.export import require_short

            total = self._count(centre, text)
            require_short(total)
            rows: list[Row] = []
            for offset in range(0, total, FETCHED_FOR_EXPORT):
                progress.step(_("Reading"), offset, total)
                rows += self._fetch(centre, order, text, offset, FETCHED_FOR_EXPORT)
            return rows

        return fetch_all

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        name = self.columns[column].name if 0 <= column < len(self.columns) else ""
        wanted = Order(name, order is Qt.SortOrder.DescendingOrder)
        if wanted != self._order:
            self._order = wanted
            self.reload()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in ANSWERED_ROLES or not index.isValid():
            return None
        row = self.row_at(index.row())
        if row is None:
            return NOT_YET if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        return self.columns[index.column()].cell(row, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in TITLE_ROLES:
            return None
        first_page = next(iter(self._pages.values()), ())
        return header_cell(self.columns, section, orientation, role, first_page[0] if first_page else None)

    def _begin_anew(self, total: int, first_page: Sequence[Row]) -> None:
        self.beginResetModel()
        try:
            self._total = total
            self._pages.clear()
            self._wanted.clear()
            self._pages[0] = first_page
        finally:
            self.endResetModel()
        self.counted.emit(total)

    def _want(self, number: int) -> None:
        if number not in self._wanted:
            self._wanted.append(number)
            self._ask_soon.start()

    def _ask(self) -> None:
        if self._is_fetching or not self._wanted:
            return
        # The page wanted last is the one in sight; those that scrolled by meanwhile are asked for when seen again.
        number = self._wanted[-1]
        self._wanted.clear()
        self._is_fetching = True
        generation, order, text = self._generation, self._order, self._text

        def keep(rows: Sequence[Row]) -> None:
            self._is_fetching = False
            if generation == self._generation:
                self._keep(number, rows)
            self._ask()

        def failed(error: Exception) -> None:
            self._is_fetching = False
            operations.failures.show(self._owner(), error)

        size = self.page_size
        operations.run_query(
            self._owner(), lambda centre: self._fetch(centre, order, text, number * size, size), keep, failed
        )

    def _keep(self, number: int, rows: Sequence[Row]) -> None:
        self._pages[number] = rows
        if number in self._wanted:
            # Painted once more while it was on its way.
            self._wanted.remove(number)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        first = number * self.page_size
        last = min(first + self.page_size, self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _owner(self) -> Any:
        return self.parent()
