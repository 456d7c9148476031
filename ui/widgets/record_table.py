"""The one table of the program: sorted, filtered, copied, remembered, and never without a word when it is empty."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from ui.actions import Action, make_action
from ui.files import WORKBOOK, choose_target
from ui.icons import icon
from ui.models.paged_model import PagedModel
from ui.models.table_model import ROW_ROLE, Align, Column, RecordsProxy, TableModel
from ui.theme import GAP_L, GAP_S, SMALL_SIZE, font
from ui.widgets.column_room import ColumnNeed
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.table_export import Rows, ShownColumn, title_over, write_shown
from ui.widgets.table_view import TableView
from ui.widgets.tone import PillDelegate
from ui.workspace import Workspace

Row = TypeVar("Row")

HEADER_PADDING = 2 * 10
SORT_ARROW = 32
# Of its width a column keeps so much in a narrow window, where the hint of a cell says all of it.
TOLD_WHOLE = 0.7
SAVE_LAYOUT_AFTER_MS = 800
FILTER_AFTER_MS = 120
LEAST_FILTER_WIDTH, FILTER_WIDTH = 100, 280


class RecordTable(QWidget, Generic[Row]):
    """Records under columns, held whole (``rows``) or fetched by page (``paged``).

    Widths and order of the columns are kept on this PC under ``name``.
    """

    opened = Signal(object)
    """The record on which Enter or a double click fell."""
    selection_changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        name: str,
        columns: Sequence[Column[Row]],
        *,
        rows: Sequence[Row] = (),
        paged: PagedModel[Row] | None = None,
        empty: EmptyState | None = None,
        filter_hint: str = "",
        has_filter: bool = True,
        is_sortable: bool = True,
        has_export_button: bool | None = None,
    ) -> None:
        """``has_export_button`` None: as ``has_filter``. By menu and key every table is exported."""
        super().__init__()
        self.workspace = workspace
        self.name = name
        self.columns = tuple(columns)
        self._paged = paged
        self._whole = TableModel(columns, rows, self) if paged is None else None
        self._proxy = RecordsProxy(self)
        self._empty_state = empty
        self._row_actions: list[QAction] = []
        self.view = TableView(self)
        self.view.setSortingEnabled(is_sortable)
        pills = PillDelegate(self.view)
        for place, column in enumerate(self.columns):
            # All other cells are painted by Qt alone, in a fraction of the time.
            if column.tone is not None:
                self.view.setItemDelegateForColumn(place, pills)
        self.filter_box = QLineEdit(self)
        self.tools = QHBoxLayout()
        self.export_button = QToolButton(self)
        self._empty = EmptyPlace(self)
        self._stack = QStackedLayout()
        self._is_dressed = False
        self._lay_out(filter_hint, has_filter)
        if not (has_filter if has_export_button is None else has_export_button):
            self.export_button.hide()
        self._connect_model()
        self._connect_keys()
        self._restore_layout()
        self._show_whether_empty()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these records; the record that was current stays so if it is still there and equal."""
        if self._whole is None:
            raise TypeError("a paged table fetches its own rows")
        before = self.current()
        self._whole.set_rows(rows)
        if before is not None:
            self.select(lambda row: row == before)

    def set_rows_by(self, rows: Sequence[Row], key: Callable[[Row], object]) -> bool:
        """Show these records: that of the same ``key`` stays current, else the first is; False if none was before."""
        before = self.current()
        self.set_rows(rows)
        wanted = None if before is None else key(before)
        if before is None or not self.select(lambda row: key(row) == wanted):
            self.select_place(0)
        return before is not None

    def update_rows(self, rows: Sequence[Row]) -> None:
        """Show the same records, in the same order, with what changed in them; what is being typed stays."""
        if self._whole is None:
            raise TypeError("a paged table fetches its own rows")
        self._whole.update_rows(rows)

    def set_empty(self, state: EmptyState) -> None:
        self._empty_state = state
        self._show_whether_empty()

    def current(self) -> Row | None:
        row: Row | None = self.view.currentIndex().data(ROW_ROLE)
        return row

    def with_current(self, run: Callable[[Row], object]) -> None:
        """Do it with the current record; without one there is nothing to do."""
        row = self.current()
        if row is not None:
            run(row)

    def selected(self) -> list[Row]:
        """The selected records from top to bottom."""
        places = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        found = [self.view.model().index(place, 0).data(ROW_ROLE) for place in places]
        return [row for row in found if row is not None]

    def rows_in_sight(self) -> list[Row]:
        """The records that the filter leaves, in the order in which they stand; not for a paged table."""
        model = self.view.model()
        return [model.index(place, 0).data(ROW_ROLE) for place in range(model.rowCount())]

    def select(self, wanted: Callable[[Row], bool]) -> bool:
        """Make the first record that is wanted the current one; tells whether there was one."""
        model = self.view.model()
        for place in range(model.rowCount()):
            row = model.index(place, 0).data(ROW_ROLE)
            if row is not None and wanted(row):
                self.select_place(place)
                return True
        return False

    def select_every(self, wanted: Callable[[Row], bool]) -> bool:
        """Select all records that are wanted, the first of them the current one; tells whether there was one."""
        if not self.select(wanted):
            return False
        model, flags = self.view.model(), QItemSelectionModel.SelectionFlag
        for place in range(model.rowCount()):
            row = model.index(place, 0).data(ROW_ROLE)
            if row is not None and wanted(row):
                self.view.selectionModel().select(model.index(place, 0), flags.Select | flags.Rows)
        return True

    def select_place(self, place: int) -> None:
        """Make the record at this place the current one; Ctrl still held from a key of the page does not undo it."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.view.model().index(place, 0)
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def add_row_action(self, action: Action) -> QAction:
        """An action on the records selected, in the context menu and by its key."""
        made = make_action(self.view, action, group=_("In the table"), is_local=True)
        self._row_actions.append(made)
        return made

    def copied_text(self) -> str:
        """The selected rows under their titles as Excel pastes them: tabs and line ends."""
        order = self._columns_in_sight()
        model = self.view.model()
        lines = ["\t".join(_one_cell(_(self.columns[place].title)) for place in order)]
        ranges = self.view.selectionModel().selection()
        for row in sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)}):
            lines.append("\t".join(_one_cell(model.index(row, place).data()) for place in order))
        return "\n".join(lines) + "\n"

    def export(self) -> None:
        """Ask where to, and write what is shown there as a workbook."""
        title = title_over(self)
        out = choose_target(self, _("Export to Excel"), name=title, kind=WORKBOOK)
        if out is not None:
            header = self.view.horizontalHeader()
            shown = [ShownColumn(self.columns[at], header.sectionSize(at)) for at in self._columns_in_sight()]
            write_shown(self, shown, self._every_row(), title=title, out=out)

    def _every_row(self) -> Rows:
        if self._paged is not None:
            return self._paged.every_row()
        rows = self.rows_in_sight()
        return lambda _centre, _progress: rows

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Polish:
            self._is_dressed = True
            self._show_whether_empty()
        return super().event(event)

    def _lay_out(self, filter_hint: str, has_filter: bool) -> None:
        if has_filter:
            self._dress_filter(filter_hint)
        else:
            self.filter_box.hide()
        self.tools.setSpacing(GAP_S)
        # It takes its whole width before the empty room does, and gives it to the buttons in a narrow window.
        self.tools.addWidget(self.filter_box, 100)
        self.tools.addStretch(1)
        # The view comes to the front when the table is about to be seen: what is told to show itself Qt dresses at
        # once, and again each time that it is put into something.
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_S)
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        top.addLayout(self.tools, 1)
        top.addWidget(self.export_button)
        outer.addLayout(top)
        outer.addLayout(self._stack, 1)

    def _dress_filter(self, hint: str) -> None:
        self.filter_box.setPlaceholderText(hint or _("Filter"))
        self.filter_box.setProperty("role", "quiet")
        self.filter_box.setClearButtonEnabled(True)
        self.filter_box.addAction(icon("filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter_box.setMinimumWidth(LEAST_FILTER_WIDTH)
        self.filter_box.setMaximumWidth(FILTER_WIDTH)
        self.filter_box.setToolTip(_("Filter the rows ({key})", key="Ctrl+F"))

    def _connect_model(self) -> None:
        if self._paged is not None:
            self.view.setModel(self._paged)
        else:
            self._proxy.setSourceModel(self._whole)
            self.view.setModel(self._proxy)
        if self._whole is not None and any(column.edit is not None for column in self.columns):
            self.view.let_type()
            self._whole.edit_refused.connect(self.view.stay)
        model = self.view.model()
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            changed.connect(self._show_whether_empty)
        self.view.selectionModel().selectionChanged.connect(self._tell_selection)
        self._filter_soon = QTimer(self, singleShot=True, interval=FILTER_AFTER_MS)
        self._filter_soon.timeout.connect(self._filter)
        self.filter_box.textChanged.connect(lambda _text: self._filter_soon.start())

    def _connect_keys(self) -> None:
        self.view.row_opened.connect(self._open)
        self.view.copy_wanted.connect(lambda: QGuiApplication.clipboard().setText(self.copied_text()))
        self.view.menu_wanted.connect(self._show_menu)
        self.filter_box.returnPressed.connect(self.view.setFocus)
        if not self.filter_box.isHidden():
            find = Action(_("Filter the rows"), self._go_to_filter, key="Ctrl+F")
            make_action(self, find, group=_("In the table"))
        export = Action(_("Export to Excel"), self.export, icon="download", key="Ctrl+Shift+E")
        self._export = make_action(self, export, group=_("In the table"), is_local=True)
        self.export_button.setDefaultAction(self._export)
        self._save_soon = QTimer(self, singleShot=True, interval=SAVE_LAYOUT_AFTER_MS)
        self._save_soon.timeout.connect(self._save_layout)

    def _go_to_filter(self) -> None:
        self.filter_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_box.selectAll()

    def _filter(self) -> None:
        if self._paged is not None:
            self._paged.set_filter_text(self.filter_box.text())
        else:
            self._proxy.set_filter_text(self.filter_box.text())

    def _tell_selection(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        self.selection_changed.emit()

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if row is not None:
            self.opened.emit(row)

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addActions(self._row_actions)
        if self._row_actions:
            menu.addSeparator()
        menu.addAction(icon("copy"), _("Copy with the titles"), lambda: self.view.copy_wanted.emit())
        menu.addAction(self._export)
        menu.exec(self.view.viewport().mapToGlobal(place))
        menu.deleteLater()

    def _show_whether_empty(self) -> None:
        is_empty = self.view.model().rowCount() == 0
        self._export.setEnabled(not is_empty)
        if not self._is_dressed:
            return
        if is_empty and self.filter_box.text().strip():
            again = Action(_("Show all rows"), self.filter_box.clear)
            self._empty.show_state(EmptyState(_("Nothing fits the filter."), again, "filter"))
        elif is_empty and self._empty_state is not None:
            self._empty.show_state(self._empty_state)
        else:
            is_empty = False
        self._stack.setCurrentWidget(self._empty if is_empty else self.view)

    def _columns_in_sight(self) -> list[int]:
        header = self.view.horizontalHeader()
        logical = [header.logicalIndex(place) for place in range(header.count())]
        return [place for place in logical if not header.isSectionHidden(place)]

    def _restore_layout(self) -> None:
        header = self.view.horizontalHeader()
        metrics = QFontMetrics(font(SMALL_SIZE, is_bold=True))
        tallest = max((_(column.title).count("\n") + 1 for column in self.columns), default=1)
        if tallest > 1:
            header.setFixedHeight(metrics.lineSpacing() * tallest + GAP_L)
        needs = [_need(column, metrics, has_arrow=self.view.isSortingEnabled()) for column in self.columns]
        for place, need in enumerate(needs):
            header.resizeSection(place, need.own)
        kept = self.workspace.settings.tables.get(self.name, "")
        if kept and _column_count(kept) == len(self.columns):
            header.restoreState(QByteArray.fromBase64(kept.partition(":")[2].encode()))
        stretched = {place: need for place, need in enumerate(needs) if self.columns[place].is_stretched}
        others = {place: need for place, need in enumerate(needs) if place not in stretched}
        self.view.share_room(stretched, others)
        header.sectionResized.connect(lambda *_: self._save_soon.start())
        header.sectionMoved.connect(lambda *_: self._save_soon.start())

    def _save_layout(self) -> None:
        state = self.view.layout_at_ease().toBase64().toStdString()
        settings = self.workspace.settings.with_table(self.name, f"{len(self.columns)}:{state}")
        self.workspace.change_settings(tables=settings.tables)


def _one_cell(value: Any) -> str:
    """A cell's text without the characters that would break the table apart where it is pasted."""
    return " ".join(str(value or "").split("\t")).replace("\r", " ").replace("\n", " ")


def _need(column: Column[Any], metrics: QFontMetrics, *, has_arrow: bool) -> ColumnNeed:
    """What stretches is cut with dots, so it needs no more than its title; what a hint tells whole can be cut, too."""
    title = max(map(metrics.horizontalAdvance, _(column.title).split("\n"))) + HEADER_PADDING
    own = max(column.width, title + SORT_ARROW * has_arrow)
    whole = max(column.width, title)
    if column.is_stretched:
        return ColumnNeed(own, whole, title)
    has_hint = column.is_told_whole or column.hint is not None
    is_told_whole = has_hint and column.tone is None and column.align is not Align.RIGHT
    return ColumnNeed(own, whole, max(title, round(column.width * TOLD_WHOLE)) if is_told_whole else whole)


def _column_count(kept: str) -> int:
    """How many columns a kept layout was made for; a program with other columns must not use it."""
    count, _colon, _state = kept.partition(":")
    return int(count) if count.isdecimal() else 0
