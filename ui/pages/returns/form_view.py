"""One form of the return as a table whose figures can be asked who is behind them."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.returns.records import CellKind, Form, Row
from ui.models.table_model import ROW_ROLE
from ui.pages.returns.columns import form_columns, shown_columns
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace


class FormView(QWidget):
    """Made for the columns of one form; ``show_form`` fills it again for another month."""

    figure_opened = Signal(str, str, str)
    """Codes of form, row and column of the figure on which Enter or a double click fell."""

    def __init__(self, workspace: Workspace, form: Form) -> None:
        super().__init__()
        self._form = form
        self.table: RecordTable[Row] = RecordTable(
            workspace, f"returns.{form.code}", form_columns(form), has_filter=False, is_sortable=False
        )
        view = self.table.view
        # A figure is a cell, not a row; the order of the rows is the ministry's.
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        view.row_opened.connect(self._open)
        hint = _("Enter or a double click on a figure shows the people behind it.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(label(hint, Role.SMALL))
        self.show_form(form)

    def show_form(self, form: Form) -> None:
        self._form = form
        self.table.set_rows(form.all_rows)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if row is None or index.column() == 0:
            return
        column = shown_columns(self._form)[index.column() - 1]
        if column.kind is CellKind.COUNT:
            self.figure_opened.emit(self._form.code, row.code, column.code)
