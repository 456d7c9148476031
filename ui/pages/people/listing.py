"""What the list of people asks the centre for: the whole list by pages, or the best finds as one types."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop_app.people.records import PeopleFilter
from desktop_app.people.search import how_found, search_people
from desktop_app.people.service import count_people, people_page
from ui.models.paged_model import Order
from ui.pages.people.columns import PersonRow

if TYPE_CHECKING:
    from desktop_app.centre import Centre

# More finds than anyone reads: whoever types on sees fewer.
MOST_FOUND = 100


@dataclass
class PeopleListing:
    """Count and pages for a PagedModel; both run in the worker, one after the other.

    Typed text alone is answered by the search, which stops early; with a chooser set, the narrowed list is counted.
    """

    chosen: PeopleFilter = field(default_factory=PeopleFilter)
    _found: tuple[PersonRow, ...] = ()

    def count(self, centre: "Centre", text: str) -> int:
        if self._is_search(text):
            hits = centre.read(search_people, text, limit=MOST_FOUND)
            self._found = tuple(PersonRow(hit.person, hit) for hit in hits)
            return len(self._found)
        return centre.read(count_people, wanted=self._wanted(text))

    def fetch(self, centre: "Centre", _order: Order, text: str, offset: int, limit: int) -> Sequence[PersonRow]:
        if self._is_search(text):
            return self._found[offset : offset + limit]
        lines = centre.read(people_page, wanted=self._wanted(text), offset=offset, limit=limit)
        return [PersonRow(line, how_found(line, text) if text.strip() else None) for line in lines]

    def _is_search(self, text: str) -> bool:
        return bool(text.strip()) and self.chosen == PeopleFilter()

    def _wanted(self, text: str) -> PeopleFilter:
        return replace(self.chosen, text=text.strip())
