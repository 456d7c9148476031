"""Where the list of people stands in the workbook: its sheet, its header row, and what each column is."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget

from desktop_app.i18n import _
from desktop_app.rosters.columns import FIELD_NAMES, SheetColumn, SheetLook, field_name, look_at_sheet
from desktop_app.rosters.reading import NAME_FIELDS
from desktop_app.spreadsheets.records import Workbook
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.theme import GAP_M, GAP_S
from ui.widgets.fields import ChoiceField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, label

WIDTH = 860
COLUMNS_HEIGHT = 380
FIELD_WIDTH = 290
HEADER_WIDTH = 200


@dataclass(frozen=True)
class TablePlace:
    """A person's own choice; ``columns`` is field to column, counted from 0."""

    sheet: str
    header_row: int
    columns: Mapping[str, int]


class ColumnsDialog(FormDialog):
    """Finishes with a TablePlace."""

    def __init__(
        self,
        owner: QWidget,
        workbook: Workbook,
        *,
        sheet: str,
        header_row: int | None,
        fields: Mapping[str, int] | None,
    ) -> None:
        super().__init__(
            owner,
            title=_("Sheet and columns"),
            save_text=_("Read it so"),
            intro=_("Say where the people stand in {file} and what each column is.", file=workbook.file_name),
        )
        self.setMinimumWidth(WIDTH)
        self._workbook = workbook
        # What was chosen before holds for the sheet it was chosen on; another sheet is looked at afresh.
        self._chosen_before = fields
        self.boxes: dict[int, QComboBox] = {}
        self.sheet, self.header_row = self.add_row(
            ChoiceField("sheet", _("Sheet"), [Choice(one.name, one.name) for one in workbook.sheets if one.rows]),
            ChoiceField("header_row", _("Header row"), is_required=True),
        )
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setMinimumHeight(COLUMNS_HEIGHT)
        self.body.addWidget(self._area, 1)
        self.sheet.set_value(sheet)
        self.sheet.edited.connect(lambda: self._look(None))
        self.header_row.edited.connect(lambda: self._look(self.header_row.value))
        self._look(header_row)

    def submit(self) -> None:
        chosen = {index: box.currentData() for index, box in self.boxes.items() if box.currentData()}
        columns = {field: index for index, field in chosen.items()}
        twice = next((field for field in columns if list(chosen.values()).count(field) > 1), None)
        if twice is not None:
            self.banner.show_error(_("Two columns are called “{field}”: leave one of them.", field=field_name(twice)))
        elif not any(fields <= columns.keys() for fields in NAME_FIELDS):
            self.banner.show_error(_("Choose the column with the names of the people."))
        else:
            self.finish(TablePlace(self.sheet.value, self.header_row.value, columns))

    def _look(self, header_row: int | None) -> None:
        workbook, sheet = self._workbook, self.sheet.value
        if sheet is not None:
            run_query(
                self,
                lambda _centre: look_at_sheet(workbook, sheet=sheet, header_row=header_row),
                self._show_look,
                slot="look",
            )

    def _show_look(self, look: SheetLook) -> None:
        rows = [Choice(number, _("Row {row}: {text}", row=number, text=text)) for number, text in look.header_rows]
        self.header_row.set_choices(rows)
        self.header_row.set_value(look.header_row)
        chosen, self._chosen_before = self._chosen_before, None
        by_column = {index: field for field, index in chosen.items()} if chosen is not None else None
        self._area.setWidget(self._grid(look.columns, by_column))
        self._before = self.values()

    def _grid(self, columns: tuple[SheetColumn, ...], by_column: Mapping[int, str] | None) -> QWidget:
        content = QWidget()
        content.setProperty("role", "scrolled")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, GAP_M, 0)
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(GAP_S)
        grid.setColumnStretch(2, 1)
        for place, title in enumerate((_("Column"), _("What it is"), _("First values"))):
            grid.addWidget(label(title, Role.MUTED), 0, place)
        self.boxes = {}
        for row, column in enumerate(columns, 1):
            box = _field_box(column.field if by_column is None else by_column.get(column.index, ""))
            box.setAccessibleName(_("What column {column} is", column=column.letter))
            self.boxes[column.index] = box
            name = label(f"{column.letter}  {column.header}", Role.STRONG, wrap=True)
            name.setFixedWidth(HEADER_WIDTH)
            grid.addWidget(name, row, 0)
            grid.addWidget(box, row, 1)
            grid.addWidget(label("\n".join(column.first_values), Role.SMALL, wrap=True), row, 2)
        grid.setRowStretch(len(columns) + 1, 1)
        return content


def _field_box(field: str) -> QComboBox:
    box = _FieldBox()
    box.setFixedWidth(FIELD_WIDTH)
    box.addItem(_("Not taken"), "")
    for name in FIELD_NAMES:
        box.addItem(field_name(name), name)
    box.setCurrentIndex(max(box.findData(field), 0))
    return box


class _FieldBox(QComboBox):
    """The wheel scrolls the list of columns; it must not change what one of them is."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
