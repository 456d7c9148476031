"""The centre's lists as a roster's words are compared with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from db.unit_of_work import UnitOfWork
from desktop_app.language.keys import search_key
from desktop_app.reference.records import TerritoryRecord
from desktop_app.reference.service import districts, find_districts, list_items, profile, regions
from desktop_app.rosters.words import WordList, word_list

_NAMED_LISTS = ("position", "subject", "category", "education", "language")
_WORD_LISTS = ("position_otherwise", "not_teaching", "sex", "total", "signature")


@dataclass(frozen=True)
class RosterLists:
    """``words`` by list; ``staff_groups`` by position; ``find_district`` gives every place that a text may mean.

    ``find_district`` takes the district and, if the file tells it, the region.
    """

    today: date
    words: Mapping[str, WordList]
    staff_groups: Mapping[str, str]
    find_district: Callable[[str, str], tuple[TerritoryRecord, ...]]


def read_lists(unit: UnitOfWork) -> RosterLists:
    words = {name: word_list(name) for name in _WORD_LISTS}
    staff_groups: dict[str, str] = {}
    for name in _NAMED_LISTS:
        items = list_items(unit, name, on=unit.today)
        labels = [(item.code, text) for item in items for text in (item.names.uz, item.names.ru, item.names.en)]
        words[name] = word_list(name, names=labels)
        if name == "position":
            staff_groups = {item.code: item.attributes["group"] for item in items if "group" in item.attributes}
    return RosterLists(unit.today, words, staff_groups, _DistrictFinder(unit))


class _DistrictFinder:
    """Asks the reference once for each different text, and only for texts that share a word with a district."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._own_region = profile(unit).region_code
        self._regions = {search_key(region.names.uz).split()[0]: region.code for region in regions(unit)}
        self._words = {word for place in districts(unit) for word in search_key(place.names.uz).split()}
        self._found: dict[tuple[str, str | None], tuple[TerritoryRecord, ...]] = {}

    def __call__(self, text: str, region: str) -> tuple[TerritoryRecord, ...]:
        told_region = next((self._regions[word] for word in search_key(region).split() if word in self._regions), None)
        asked = (text, told_region)
        if asked not in self._found:
            self._found[asked] = self._find(text, told_region)
        return self._found[asked]

    def _find(self, text: str, told_region: str | None) -> tuple[TerritoryRecord, ...]:
        """In the region that the file names; else in the centre's own, and failing that anywhere."""
        if self._words.isdisjoint(search_key(text).split()):
            return ()
        if told_region is not None:
            return tuple(find_districts(self._unit, text, region_code=told_region))
        own = find_districts(self._unit, text, region_code=self._own_region)
        return tuple(own or find_districts(self._unit, text))
