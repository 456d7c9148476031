"""Beside the sheet: what the chosen cell is, and what its column, its row or it alone is bound to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.bound_forms.editing import Offered
from desktop_app.bound_forms.model import Bindings, Part
from desktop_app.i18n import _
from desktop_app.spreadsheets.grid_records import GridSheet, Place, place_name
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.pages.bound_forms.part_form import PartForm, Scope
from ui.pages.bound_forms.words import line_name, part_text
from ui.theme import GAP_M, GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.growing_area import GrowingArea
from ui.widgets.text import Role, flowing, label

WIDTH = 336


class SidePanel(QWidget):
    """``part_changed`` tells the scope, its part and its words; ``table_wanted`` that the selected area is a table."""

    part_changed = Signal(object, object, str)
    table_wanted = Signal()
    table_unwanted = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setFixedWidth(WIDTH)
        self._bindings, self._sheet, self._place = Bindings(), None, None  # type: tuple[Bindings, GridSheet | None, Place | None]
        self._offered: Offered | None = None
        self._form: PartForm | None = None
        self._heading = label("", Role.HEADING)
        self._words = flowing("", Role.MUTED)
        self._together = flowing("", Role.SMALL)
        self.scope = Chooser(_("What is bound"))
        self.scope.chosen.connect(lambda _scope: self._show_part())
        self._table = make_button(
            owner, Action(_("Make a table of the selected cells"), self.table_wanted.emit, icon="plus", key="Ctrl+T")
        )
        self._no_table = make_button(
            owner, Action(_("Bind this table no more"), self.table_unwanted.emit, icon="delete", key="Ctrl+Delete")
        )
        self._area = GrowingArea(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP_S)
        for widget in (self._heading, self._words, self.scope):
            rows.addWidget(widget)
        rows.addWidget(self._area, 1)
        rows.addWidget(self._together)
        rows.addSpacing(GAP_M)
        rows.addWidget(self._table)
        rows.addWidget(self._no_table)

    def offer(self, offered: Offered) -> None:
        """What may be chosen; asked once when the page opens."""
        self._offered = offered
        if self._form is None:
            self._form = PartForm(offered)
            self._form.changed.connect(self._tell)
            self._area.body.addWidget(self._form)
        self._show_part()

    def show_place(self, bindings: Bindings, sheet: GridSheet | None, place: Place | None, *, has_area: bool) -> None:
        is_same = (sheet, place) == (self._sheet, self._place)
        self._bindings, self._sheet, self._place = bindings, sheet, place
        block = self._block
        self._table.setVisible(has_area and block is None)
        self._no_table.setVisible(block is not None)
        self._heading.setText(place_name(place) if place else _("Choose a cell"))
        self._words.setText(sheet.text(place) if sheet and place else "")
        self._words.setVisible(bool(self._words.text()))
        if not is_same:
            self._offer_scopes()
        self._show_part()

    def focus(self) -> None:
        """To the first field."""
        if self._form is not None:
            self._form.how.setFocus()

    @property
    def _block(self):  # type: ignore[no-untyped-def]
        if self._sheet is None or self._place is None:
            return None
        return self._bindings.block_at(self._sheet.name, self._place)

    def _offer_scopes(self) -> None:
        block, place = self._block, self._place
        choices = []
        if block is not None and place is not None:
            column, row = line_name(block, place[1], is_column=True), line_name(block, place[0], is_column=False)
            choices = [
                Choice(Scope.COLUMN, _("Column {name}", name=column)),
                Choice(Scope.ROW, _("Row {name}", name=row)),
            ]
        choices.append(Choice(Scope.CELL, _("This cell alone")))
        before = self.scope.value
        self.scope.set_choices(choices)
        single = self._sheet and place and self._bindings.cell_at(self._sheet.name, place)
        if single:
            self.scope.choose(Scope.CELL)
        elif before is Scope.CELL:
            self.scope.choose(choices[0].value)

    def _show_part(self) -> None:
        if self._form is None or self._offered is None:
            return
        is_there = self._sheet is not None and self._place is not None
        self._area.setVisible(is_there)
        self.scope.setVisible(is_there)
        if not is_there:
            self._together.setText("")
            return
        part, text = self._now()
        self._form.show_part(part, text, scope=self.scope.value or Scope.CELL, block=self._block)
        self._together.setText(self._together_text())

    def _now(self) -> tuple[Part, str]:
        assert self._sheet is not None
        assert self._place is not None
        block, place = self._block, self._place
        line = None
        if block is not None and self.scope.value is Scope.COLUMN:
            line = block.column(place[1])
        elif block is not None and self.scope.value is Scope.ROW:
            line = block.row(place[0])
        if line is not None:
            return line.part, ""
        cell = self._bindings.cell_at(self._sheet.name, place)
        return (cell.part, cell.text) if cell else (Part(), "")

    def _together_text(self) -> str:
        """What row and column say together."""
        block, place = self._block, self._place
        if block is None or place is None or self._offered is None:
            return ""
        row, column = block.row(place[0]), block.column(place[1])
        if row is None or column is None:
            return ""
        words = part_text(block.part_at(row, column), self._offered, is_column=not row.part.reckoned)
        return _("In this cell: {words}", words=words) if words else _("Nothing is bound to this cell yet.")

    def _tell(self) -> None:
        assert self._form is not None
        self.part_changed.emit(self.scope.value or Scope.CELL, self._form.part, self._form.text)
