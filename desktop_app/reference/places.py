"""Districts and cities as people write them: found by name, with or without the kind, in either script."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from db.unit_of_work import UnitOfWork
from desktop_app.language.keys import search_key
from desktop_app.reference.records import TerritoryRecord
from desktop_app.reference.service import districts, profile, regions

_KIND_WORDS = MappingProxyType(
    dict.fromkeys(("tumani", "tuman", "t", "rayoni", "rayon"), "district")
    | dict.fromkeys(("shahri", "shahar", "sh", "gorod", "g"), "city")
)


@dataclass(frozen=True)
class Districts:
    """Every district and city by its folded name without the kind; read once, asked thousands of times."""

    own_region: str
    regions: Mapping[str, str]
    by_name: Mapping[str, tuple[TerritoryRecord, ...]]
    names: Mapping[str, str]

    def named(self, text: str) -> tuple[TerritoryRecord, ...]:
        """Every place of the country that is called so: two for "Buxoro", one for "Buxoro tumani"."""
        name, kind = bare_district(search_key(text))
        return tuple(place for place in self.by_name.get(name, ()) if kind is None or place.level.startswith(kind))

    def found(self, text: str, region: str = "") -> tuple[TerritoryRecord, ...]:
        """Every place that the text may mean: in the region that is told; else in the own, failing that anywhere."""
        return self.in_region(self.named(text), region)

    @cached_property
    def by_whole_name(self) -> Mapping[str, tuple[TerritoryRecord, ...]]:
        """By the folded name as it may be written, with a word for the kind and without."""
        written: dict[str, tuple[TerritoryRecord, ...]] = dict(self.by_name)
        for name, places in self.by_name.items():
            for word, kind in _KIND_WORDS.items():
                if of_kind := tuple(place for place in places if place.level.startswith(kind)):
                    written[f"{name} {word}"] = of_kind
        return written

    def in_region(self, places: tuple[TerritoryRecord, ...], region: str = "") -> tuple[TerritoryRecord, ...]:
        told = next((self.regions[word] for word in search_key(region).split() if word in self.regions), None)
        if told is not None:
            return tuple(place for place in places if place.parent_code == told)
        return tuple([place for place in places if place.parent_code == self.own_region] or places)


def read_districts(unit: UnitOfWork) -> Districts:
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


def bare_district(key: str) -> tuple[str, str | None]:
    """A folded district name without its kind word, and the kind that the word told."""
    words = key.split()
    told = next((_KIND_WORDS[word] for word in words if word in _KIND_WORDS), None)
    return " ".join(word for word in words if word not in _KIND_WORDS), told
