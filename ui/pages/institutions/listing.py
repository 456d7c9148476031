"""What the list of institutions asks the centre for: once for everybody's place in it, then a page at a time."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop_app.institutions.records import InstitutionFilter, InstitutionLine
from desktop_app.institutions.service import institution_ids, institution_lines, needs_training
from desktop_app.institutions.training import Figures, count_training
from ui.models.paged_model import Order

if TYPE_CHECKING:
    from desktop_app.centre import Centre

# At half a million people fifty lines, with the training of all who work there, come in less than 100 ms.
PAGE_SIZE = 50


@dataclass
class InstitutionListing:
    """Count and pages for a PagedModel; both run in the worker, one after the other."""

    chosen: InstitutionFilter = field(default_factory=InstitutionFilter)
    _ids: "array[int]" = field(default_factory=lambda: array("q"))
    _asked: tuple[InstitutionFilter, Order] | None = None
    _figures: Figures | None = None

    def forget(self) -> None:
        """Count everybody's training anew when it is next asked for: something has changed."""
        self._figures = None

    def count(self, centre: "Centre", text: str) -> int:
        self._find(centre, text, Order())
        return len(self._ids)

    def fetch(self, centre: "Centre", order: Order, text: str, offset: int, limit: int) -> Sequence[InstitutionLine]:
        if self._asked != (self._wanted(text), order):
            self._find(centre, text, order)
        return centre.read(institution_lines, self._ids[offset : offset + limit])

    def _find(self, centre: "Centre", text: str, order: Order) -> None:
        wanted = self._wanted(text)
        column = "" if order.column == "district" else order.column
        if self._figures is None and needs_training(wanted, column):
            self._figures = centre.read(count_training)
        self._ids = centre.read(
            institution_ids, wanted, column=column, is_descending=order.is_descending, figures=self._figures
        )
        self._asked = wanted, order

    def _wanted(self, text: str) -> InstitutionFilter:
        return replace(self.chosen, text=text.strip())
