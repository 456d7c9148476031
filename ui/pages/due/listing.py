"""What the list of who is due asks the centre for: once for everybody's place in it, then for a page at a time."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop_app.due.records import DueFilter, DueOverview, DuePerson
from desktop_app.due.service import due_ids, due_overview, due_people
from ui.models.paged_model import Order

if TYPE_CHECKING:
    from desktop_app.centre import Centre


@dataclass
class DueListing:
    """Count and pages for a PagedModel; both run in the worker, one after the other.

    ``overview`` is of the same look, unless a text was typed: it is of everybody who fits the filter.
    """

    wanted: DueFilter
    overview: DueOverview | None = None
    _ids: "array[int]" = field(default_factory=lambda: array("q"))
    _year: int = 0

    def count(self, centre: "Centre", text: str) -> int:
        wanted = replace(self.wanted, text=text.strip())
        self._year = wanted.year
        if wanted.text:
            self._ids, self.overview = centre.read(due_ids, wanted), None
        else:
            self.overview = centre.read(due_overview, wanted)
            self._ids = self.overview.person_ids
        return len(self._ids)

    def fetch(self, centre: "Centre", _order: Order, _text: str, offset: int, limit: int) -> Sequence[DuePerson]:
        return centre.read(due_people, year=self._year, person_ids=self._ids[offset : offset + limit])
