"""Lines of a paper or cells of a sheet understood as numbers of people by region."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.cascades.participation_records import PastedRegions, RegionProblem
from desktop_app.language.keys import search_key
from desktop_app.reference.records import TerritoryRecord
from desktop_app.spreadsheets.cell_values import whole_number

# In folded words, of every language a paper may be in: what a region is called beside its own name.
_REGION_WORDS = frozenset(
    map(search_key, ("viloyati", "viloyat", "vil", "область", "областная", "обл", "region", "province"))
)
_CITY_WORDS = frozenset(map(search_key, ("shahri", "shahar", "sh", "город", "г", "city")))
_OTHER_WORDS = frozenset(map(search_key, ("respublikasi", "respublika", "республика", "republic", "of", "r")))
_TOTAL_WORDS = frozenset(map(search_key, ("jami", "hammasi", "umumiy", "итого", "всего", "total")))
_ORDINAL = re.compile(r"^\s*\d{1,2}\s*[.)\t]\s*")
_PEOPLE = re.compile(r"(\d{1,3}(?:[ \u00a0]\d{3})+|\d+)\s*(?:nafar\w*|kishi|ta|чел\w*\.?|нафар\w*)?[\s.;,]*$", re.I)
# "Toshk." is Tashkent; shorter beginnings are anybody's.
_BEGINNING_FROM = 4


@dataclass(frozen=True)
class _Line:
    """A line as it was understood: ``codes`` are the regions that it may name."""

    text: str
    codes: tuple[str, ...]
    people: int | None
    is_total: bool = False


def read_regions(text: str, regions: Sequence[TerritoryRecord]) -> PastedRegions:
    """The numbers by region that the lines tell, and what is wrong with them; ``regions`` in the ministry's order."""
    names = {region.code: region.names.text for region in regions}
    lines = list(_lines(text, regions))
    problems = list(_problems_of(lines))
    told = Counter(line.codes[0] for line in lines if len(line.codes) == 1 and line.people is not None)
    people = {
        line.codes[0]: line.people
        for line in lines
        if len(line.codes) == 1 and line.people is not None and told[line.codes[0]] == 1
    }
    problems += [RegionProblem("region_double", names[code]) for code, times in told.items() if times > 1]
    if told:
        problems += [RegionProblem("region_missing", name) for code, name in names.items() if code not in told]
    made = sum(line.people or 0 for line in lines if not line.is_total)
    problems += [
        RegionProblem("total_differs", str(line.people), str(made))
        for line in lines
        if line.is_total and line.people not in (None, made)
    ]
    return PastedRegions(people, tuple(problems))


def _lines(text: str, regions: Sequence[TerritoryRecord]) -> Iterator[_Line]:
    known = _core_words(regions)
    cities = {region.code for region in regions if _CITY_WORDS & set(search_key(region.names.uz).split())}
    for raw in text.splitlines():
        said = " ".join(_ORDINAL.sub("", raw).split())
        found = _PEOPLE.search(said)
        people = whole_number(found[1]) if found else None
        name = (said[: found.start()] if found else said).strip(" \u00a0–—-:;,.")
        words = search_key(name).split()
        if not words:
            continue
        if words[0] in _TOTAL_WORDS:
            yield _Line(name, (), people, is_total=True)
        elif people is not None or _named(words, known, cities):
            yield _Line(name, _named(words, known, cities), people)


def _problems_of(lines: Iterable[_Line]) -> Iterator[RegionProblem]:
    for line in lines:
        if line.is_total:
            continue
        if not line.codes:
            yield RegionProblem("region_unknown", line.text)
        elif len(line.codes) > 1:
            yield RegionProblem("region_unclear", line.text)
        elif line.people is None:
            yield RegionProblem("people_unreadable", line.text)


def _named(words: Sequence[str], known: dict[str, frozenset[str]], cities: set[str]) -> tuple[str, ...]:
    """The codes of the regions that the words may mean; the city of Tashkent and its region are told apart."""
    found = tuple(code for code, names in known.items() if any(_is_of(word, names) for word in words))
    if len(found) > 1:
        is_city, is_region = bool(_CITY_WORDS & set(words)), bool(_REGION_WORDS & set(words))
        if is_city != is_region:
            return tuple(code for code in found if (code in cities) == is_city)
    return found


def _is_of(word: str, names: frozenset[str]) -> bool:
    return word in names or (len(word) >= _BEGINNING_FROM and any(name.startswith(word) for name in names))


def _core_words(regions: Sequence[TerritoryRecord]) -> dict[str, frozenset[str]]:
    """The folded words of each region's names in every language, without those that any of them bears."""
    common = _REGION_WORDS | _CITY_WORDS | _OTHER_WORDS
    return {
        region.code: frozenset(
            word
            for name in (region.names.uz, region.names.ru, region.names.en, *region.former)
            for word in search_key(name).split()
            if word not in common
        )
        for region in regions
    }
