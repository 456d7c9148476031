"""One form of the return as a table whose figures can be asked who is behind them."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.returns.records import CellKind, Form, Row
from ui.models.paged_model import NOT_YET
from ui.models.table_model import ROW_ROLE
from ui.pages.returns.columns import form_columns, shown_columns
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace


def figure_title(form: Form, row: str, column_code: str) -> str:
    """What a figure is, over the list behind it; a percentage opens into its numerator."""
    column = form.column(column_code)
    if column.numerator:
        column = form.column(column.numerator)
    return " · ".join(filter(None, (form.code, form.title_of(form.row(row)), column.group, column.title)))


class FormView(QWidget):
    """Waits for its form; ``show_form`` fills it, and again for another month."""

    figure_opened = Signal(str, str, str)
    """Codes of form, row and column of the figure on which Enter or a double click fell."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._form: Form | None = None
        self._table: RecordTable[Row] | None = None
        self._title = label(NOT_YET, Role.STRONG)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._title)
        self._column.addStretch(1)

    @property
    def table(self) -> RecordTable[Row]:
        """Raises AttributeError while there is no form yet."""
        if self._table is None:
            raise AttributeError("no form is shown yet")
        return self._table

    @property
    def form(self) -> Form:
        """Raises AttributeError while there is no form yet."""
        if self._form is None:
            raise AttributeError("no form is shown yet")
        return self._form

    def show_form(self, form: Form) -> None:
        self._form = form
        self._title.setText(form.title)
        if self._table is None:
            self._table = self._make_table(form)
        self._table.set_rows(form.all_rows)

    def choose_cell(self, row: str, column: str) -> None:
        """Make a figure the current one, or its row where the column is not shown."""
        if self._form is None or self._table is None:
            return
        rows = [each.code for each in self._form.all_rows]
        columns = [each.code for each in shown_columns(self._form)]
        if row in rows:
            place = columns.index(column) + 1 if column in columns else 0
            view = self._table.view
            view.setCurrentIndex(view.model().index(rows.index(row), place))
            view.setFocus()

    def _make_table(self, form: Form) -> RecordTable[Row]:
        table: RecordTable[Row] = RecordTable(
            self._workspace, f"returns.{form.code}", form_columns(form), has_filter=False, is_sortable=False
        )
        view = table.view
        # A figure is a cell, not a row; the order of the rows is the ministry's.
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        view.row_opened.connect(self._open)
        self._column.takeAt(self._column.count() - 1)
        self._column.addWidget(table, 1)
        self._column.addWidget(label(_("Enter or a double click on a figure shows what it is made of."), Role.SMALL))
        self.setFocusProxy(view)
        return table

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if row is None or index.column() == 0 or self._form is None:
            return
        column = shown_columns(self._form)[index.column() - 1]
        if column.kind is not CellKind.TEXT:
            self.figure_opened.emit(self._form.code, row.code, column.code)
