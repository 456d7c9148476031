"""What the list of people asks the centre for: the whole list by pages, or the best finds as one types."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop_app.due.choosing import wanted_ids
from desktop_app.people.filters import found_lines, is_read_by_index, people_milestones, people_page
from desktop_app.people.lines import person_lines
from desktop_app.people.milestones import Milestones
from desktop_app.people.records import PeopleFilter
from desktop_app.people.search import search_people
from ui.models.paged_model import Order
from ui.pages.people.columns import PersonRow

if TYPE_CHECKING:
    from desktop_app.centre import Centre

# More finds than anyone reads: whoever types on sees fewer.
MOST_FOUND = 100


@dataclass
class PeopleListing:
    """Count and pages for a PagedModel; both run in the worker, one after the other.

    Typed text alone is answered by the search, which stops early. A list in the order of an index is read from the
    database page by page, however long it is; of any other the ids are kept, eight bytes a person.
    """

    chosen: PeopleFilter = field(default_factory=PeopleFilter)
    _found: tuple[PersonRow, ...] = ()
    _ids: "array[int] | None" = None
    _milestones: Milestones | None = None

    def count(self, centre: "Centre", text: str) -> int:
        wanted = self.wanted(text)
        if self._is_search(text):
            hits = centre.read(search_people, text, limit=MOST_FOUND)
            self._found = tuple(PersonRow(hit.person, hit) for hit in hits)
            return len(self._found)
        if is_read_by_index(wanted):
            self._ids = None
            self._milestones = centre.read(people_milestones, wanted=wanted)
            return self._milestones.total
        self._ids = centre.read(wanted_ids, wanted)
        return len(self._ids)

    def fetch(self, centre: "Centre", _order: Order, text: str, offset: int, limit: int) -> Sequence[PersonRow]:
        if self._is_search(text):
            return self._found[offset : offset + limit]
        if self._ids is None:
            wanted, known = self.wanted(text), self._milestones
            lines = centre.read(people_page, wanted=wanted, offset=offset, limit=limit, milestones=known)
            return [PersonRow(line) for line in lines]
        ids = self._ids[offset : offset + limit]
        if not text.strip():
            return [PersonRow(line) for line in centre.read(person_lines, ids)]
        return [PersonRow(hit.person, hit) for hit in centre.read(found_lines, person_ids=ids, text=text)]

    def ids(self, centre: "Centre", text: str, places: Sequence[int]) -> Sequence[int]:
        """The people at these places of the list; of an empty ``places`` everybody whom the filter shows."""
        if places and self._is_search(text):
            return [self._found[place].person.id for place in places if place < len(self._found)]
        everybody = centre.read(wanted_ids, self.wanted(text))
        return [everybody[place] for place in places if place < len(everybody)] if places else everybody

    def found_ids(self, text: str) -> Sequence[int]:
        """Whom the last count showed for a search, the first of many."""
        if self._is_search(text):
            return [row.person.id for row in self._found]
        return list(self._ids[:MOST_FOUND]) if text.strip() and self._ids is not None else []

    def wanted(self, text: str) -> PeopleFilter:
        return replace(self.chosen, text=text.strip())

    def _is_search(self, text: str) -> bool:
        return bool(text.strip()) and not self.chosen.is_narrowed
