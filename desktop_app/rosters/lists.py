"""The centre's lists as a roster's words are compared with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from db.unit_of_work import UnitOfWork
from desktop_app.language.keys import search_key
from desktop_app.reference.records import ListItem, TerritoryRecord
from desktop_app.reference.service import bare_district, districts, list_items, profile, regions
from desktop_app.rosters.words import WordList, word_list

NAMED_LISTS = ("position", "subject", "category", "education", "language", "locality")
_WORD_LISTS = ("position_otherwise", "not_teaching", "sex", "total", "signature", "lifetime")


@dataclass(frozen=True)
class Districts:
    """Every district and city by its folded name without the kind; read once, asked thousands of times."""

    own_region: str
    regions: Mapping[str, str]
    by_name: Mapping[str, tuple[TerritoryRecord, ...]]
    names: Mapping[str, str]

    def found(self, text: str, region: str = "") -> tuple[TerritoryRecord, ...]:
        """Every place that the text may mean: in the region that is told; else in the own, failing that anywhere."""
        name, kind = bare_district(search_key(text))
        places = [place for place in self.by_name.get(name, ()) if kind is None or place.level.startswith(kind)]
        told = next((self.regions[word] for word in search_key(region).split() if word in self.regions), None)
        if told is not None:
            return tuple(place for place in places if place.parent_code == told)
        return tuple([place for place in places if place.parent_code == self.own_region] or places)


@dataclass(frozen=True)
class RosterLists:
    """``words`` by list; ``staff_groups`` by position; ``names`` by list and code, in the language in force."""

    today: date
    words: Mapping[str, WordList]
    staff_groups: Mapping[str, str]
    districts: Districts
    items: Mapping[str, tuple[ListItem, ...]] = field(default_factory=dict)

    def name_of(self, list_name: str, code: str) -> str:
        """How an entry of a list, or a district, is called in the language in force; its code where it is unknown."""
        if list_name == "district":
            return self.districts.names.get(code, code)
        return next((item.names.text for item in self.items.get(list_name, ()) if item.code == code), code)


def read_lists(unit: UnitOfWork) -> RosterLists:
    words = {name: word_list(name) for name in _WORD_LISTS}
    items = {name: tuple(list_items(unit, name, on=unit.today)) for name in NAMED_LISTS}
    words |= {name: word_list(name, names=_labels(entries)) for name, entries in items.items()}
    positions = items["position"]
    staff_groups = {item.code: item.attributes["group"] for item in positions if "group" in item.attributes}
    return RosterLists(unit.today, words, staff_groups, _read_districts(unit), items)


def _labels(entries: Iterable[ListItem]) -> list[tuple[str, str]]:
    return [(item.code, text) for item in entries for text in (item.names.uz, item.names.ru, item.names.en)]


def _read_districts(unit: UnitOfWork) -> Districts:
    places = districts(unit)
    by_name: dict[str, list[TerritoryRecord]] = {}
    for place in places:
        for name in {
            bare_district(search_key(name))[0] for name in (place.names.uz, place.names.ru, *place.former) if name
        }:
            by_name.setdefault(name, []).append(place)
    return Districts(
        profile(unit).region_code,
        {search_key(region.names.uz).split()[0]: region.code for region in regions(unit)},
        {name: tuple(found) for name, found in by_name.items()},
        {place.code: place.names.text for place in places},
    )
