"""Of which records a request is: whose marks, from what to what; of two cards, which values stay."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.attendance.asked import AskedMark
from desktop_app.doubles.asked import AskedField
from desktop_app.errors import CentreError
from desktop_app.i18n import N_, _
from ui.models.table_model import Column
from ui.operations import run_query
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

LEAST_WIDTH = 760
ROWS_IN_SIGHT = 8

MARK_COLUMNS = (
    Column[AskedMark]("name", N_("Full name"), lambda row: row.name, width=220, is_stretched=True),
    Column[AskedMark]("lesson", N_("Lesson"), lambda row: row.lesson_text, width=190),
    Column[AskedMark]("stood", N_("Now"), lambda row: row.stood, width=130, is_told_whole=True),
    Column[AskedMark](
        "wanted",
        N_("Is to be"),
        lambda row: row.wanted,
        width=190,
        is_stretched=True,
        is_told_whole=True,
        is_strong=lambda row: True,
    ),
)
FIELD_COLUMNS = (
    Column[AskedField]("field", N_("Field"), lambda row: _(row.title), width=150),
    Column[AskedField](
        "stays",
        N_("Stays"),
        lambda row: row.stays,
        width=270,
        is_told_whole=True,
        is_strong=lambda row: bool(row.goes),
        is_stretched=True,
    ),
    Column[AskedField]("goes", N_("Goes"), lambda row: row.goes, width=220, is_told_whole=True, is_stretched=True),
)


class AskedRecords(QWidget):
    """Hidden where the request is told whole by its lines; whoever may not see the people is told so.

    It is added to the form that it is for, and makes it as wide as it needs.
    """

    def __init__(self, form: FormDialog, workspace: Workspace, entity_id: str, wish: Mapping[str, Any]) -> None:
        super().__init__()
        self._form = form
        self.workspace = workspace
        self.table: RecordTable[Any] | None = None
        self.words = label("", Role.MUTED, wrap=True)
        self.words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        if "marks" in wish:
            self._ask("asked marks", MARK_COLUMNS, lambda centre: _marks(centre, wish))
        elif "stays" in wish:
            self._ask("asked fields", FIELD_COLUMNS, lambda centre: _fields(centre, entity_id, wish))
        else:
            self.hide()
        form.body.addWidget(self)

    def _ask(self, name: str, columns: Sequence[Column[Any]], query: "Callable[[Centre], Sequence[Any]]") -> None:
        self._form.setMinimumWidth(LEAST_WIDTH)
        self.table = RecordTable(self.workspace, name, columns, has_filter=False, is_sortable=False)
        self.layout().addWidget(self.table)
        run_query(self, query, self._show, self._say)

    def _show(self, rows: Sequence[Any]) -> None:
        if self.table is not None:
            self.table.set_rows(rows)
            view = self.table.view
            row_height = view.verticalHeader().defaultSectionSize()
            shown = min(len(rows), ROWS_IN_SIGHT)
            view.setFixedHeight(
                view.horizontalHeader().sizeHint().height() + shown * row_height + 2 * view.frameWidth()
            )

    def _say(self, error: CentreError) -> None:
        """Whoever may not see them, or comes when the cards are one already, reads why there are none."""
        if self.table is not None:
            self.table.hide()
        self.words.setText(error.text)
        self.words.show()


def _marks(centre: "Centre", wish: Mapping[str, Any]) -> "Sequence[AskedMark]":
    from desktop_app.attendance.asked import marks_asked

    return centre.read(marks_asked, wish=wish)


def _fields(centre: "Centre", pair: str, wish: Mapping[str, Any]) -> "Sequence[AskedField]":
    from desktop_app.doubles.asked import fields_asked

    return centre.read(fields_asked, pair=pair, wish=wish)
