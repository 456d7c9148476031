"""What a table shows as a workbook: the columns in sight, in their order, with the rows as filtered and sorted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.i18n import _
from desktop_app.progress import Progress
from ui.files import show_saved
from ui.models.table_model import Column
from ui.operations import Owner, run_long
from ui.theme import font

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.spreadsheets.lists import ListColumn

# Brings every row, from first to last; runs in the worker.
Rows = Callable[["Centre", Progress], Sequence[Any]]


@dataclass(frozen=True)
class ShownColumn:
    """A column of the table with its width in pixels."""

    column: Column[Any]
    width: int


def title_over(table: QWidget) -> str:
    """What the part of a page, the page or the dialog around the table is called."""
    place: QWidget | None = table
    while place is not None:
        title = place.windowTitle() if isinstance(place, QDialog) else getattr(place, "title", "")
        if isinstance(title, str) and title:
            return title
        place = place.parentWidget()
    return _("List")


def write_shown(owner: Owner, columns: Sequence[ShownColumn], rows: Rows, *, title: str, out: Path) -> None:
    """Write the workbook in the worker and say on the banner where it stands."""
    letter = QFontMetrics(font()).averageCharWidth()

    def write(centre: "Centre", progress: Progress) -> Path:
        # Here, because the first page has a table too and must not wait for what writes workbooks.
        from desktop_app.reference.export import write_list

        found = rows(centre, progress)
        listed = [_list_column(shown.column, shown.width / letter, found) for shown in columns]
        return write_list(centre, title=title, columns=listed, out=out, people=_people_in(found))

    run_long(owner, _("Exporting to Excel"), write, lambda written: show_saved(owner.workspace, written))


def _people_in(rows: Sequence[Any]) -> list[int]:
    """Who stands in the list, for the journal: rows that belong to a person say to whom."""
    ids = (getattr(row, "person_id", None) or getattr(getattr(row, "person", None), "id", None) for row in rows)
    return [each for each in ids if isinstance(each, int)]


def _list_column(column: Column[Any], width: float, rows: Sequence[Any]) -> "ListColumn":
    from desktop_app.spreadsheets.lists import ListColumn

    cells = [column.exported(row) for row in rows]
    is_share = any(
        isinstance(cell, float) and column.text(row).endswith("%") for cell, row in zip(cells, rows, strict=True)
    )
    return ListColumn(_(column.title).replace("\n", " "), cells, width, is_share)
