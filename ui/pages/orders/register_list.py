"""One of the two registers as a list, fetched by page, narrowed by words, year and kind."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.i18n import _
from desktop_app.orders.records import OrderRecord
from desktop_app.orders.service import RegisterFilter, papers, papers_count
from ui.models.choices_model import Choice
from ui.models.paged_model import Order, PagedModel
from ui.models.table_model import Column
from ui.theme import GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre


class RegisterList(Panel):
    """The table and its choosers."""

    changes_that_matter = frozenset({"order_register", "order_entry", "order_file", "cohort"})

    def __init__(
        self, workspace: Workspace, name: str, columns: Sequence[Column[OrderRecord]], *, is_own: bool
    ) -> None:
        super().__init__(workspace)
        self._wanted = RegisterFilter(is_own)
        self._model = PagedModel(self, columns, count=self._count, fetch=self._fetch)
        self.table: RecordTable[OrderRecord] = RecordTable(
            workspace, name, columns, paged=self._model, filter_hint=_("Number, title or issuer")
        )
        self.year_box, self.kind_box = Chooser(_("Year")), Chooser(_("Kind"))
        for place, box in enumerate((self.year_box, self.kind_box), 1):
            self.table.tools.insertWidget(place, box)
            box.chosen.connect(lambda _value: self._narrow())
        self._model.counted.connect(self._show_count)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_S, 0, 0)
        outer.addWidget(self.table)
        if name in workspace.drafts:
            text, self._wanted = workspace.drafts[name]
            self.table.filter_box.setText(text)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is shown is kept while a new language makes the page anew."""
        super().hideEvent(event)
        self.workspace.drafts[self.table.name] = self.table.filter_box.text(), self._wanted

    def refresh(self) -> None:
        self._model.reload()

    def offer(self, years: Sequence[int], kinds: Sequence[Choice]) -> None:
        """What the register can be narrowed to."""
        self.year_box.set_choices([Choice(None, _("All years")), *(Choice(year, str(year)) for year in years)])
        self.kind_box.set_choices([Choice("", _("All kinds")), *kinds])
        self.year_box.choose(self._wanted.year)
        self.kind_box.choose(self._wanted.kind_code)

    def _narrow(self) -> None:
        self._wanted = RegisterFilter(self._wanted.is_own, self.year_box.value, self.kind_box.value or "")
        self._model.reload()

    def _count(self, centre: "Centre", text: str) -> int:
        return centre.read(papers_count, self._with(text))

    def _fetch(self, centre: "Centre", order: Order, text: str, offset: int, limit: int) -> list[OrderRecord]:
        by = {"order": order.column, "is_descending": order.is_descending} if order.column else {}
        return centre.read(papers, self._with(text), first=offset, rows=limit, **by)

    def _with(self, text: str) -> RegisterFilter:
        wanted = self._wanted
        return RegisterFilter(wanted.is_own, wanted.year, wanted.kind_code, text)

    def _show_count(self, count: int) -> None:
        is_narrowed = bool(self._model.filter_text.strip() or self._wanted.year or self._wanted.kind_code)
        self.table.set_empty(EmptyState(_("No paper fits.") if is_narrowed else self._nothing_yet(), icon="order"))
        if count and not self.table.view.currentIndex().isValid():
            self.table.select_place(0)

    def _nothing_yet(self) -> str:
        if self._wanted.is_own:
            return _("The centre has issued no order yet. They come from the cohorts: admission and others.")
        return _("No paper is registered yet. Enter the ministry's orders and letters that the work rests on.")
