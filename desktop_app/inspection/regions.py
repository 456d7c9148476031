"""The regions of the country in the ministry's order, and how a label of anybody's names one."""

import csv
from functools import cache
from importlib.resources import files

from desktop_app.language.keys import search_key

_CITY_WORDS = frozenset({"shahar", "shahri", "sh", "gorod", "g"})
_RUSSIAN_KINDS = frozenset({"gorod", "respublika"})
_OTHER_LEVELS = frozenset({"tumani", "tuman", "rayon", "rayoni"})


@cache
def official_order() -> tuple[str, ...]:
    """The names in Uzbek Latin, first to last."""
    return tuple(row["name_uz"] for row in _regions())


def region_named(label: str) -> int | None:
    """The place of the region in the official order that the label names, from 0; of a district none."""
    words = search_key(label).split()
    found = [at for word in words[:3] for at in _by_word().get(word, ())]
    if not found or _folded(_OTHER_LEVELS) & set(words):
        return None
    is_city = bool(_folded(_CITY_WORDS) & set(words))
    if len(found) == 1:
        is_capital = found[0] == len(_regions()) - 1
        return None if is_city and not is_capital else found[0]
    # Only the capital is a region and a city of one name.
    city = max(found)
    return city if is_city else min(found)


@cache
def _regions() -> tuple[dict[str, str], ...]:
    text = (files("resources") / "reference" / "territories.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["level"] == "region"]
    return tuple(sorted(rows, key=lambda row: int(row["report_order"])))


@cache
def _by_word() -> dict[str, tuple[int, ...]]:
    """Regions by the first word of their name in Uzbek, and by its spelling in Russian."""
    found: dict[str, tuple[int, ...]] = {}
    for at, row in enumerate(_regions()):
        named = {search_key(row["name_uz"]).split()[0], _russian_stem(row["name_ru"])}
        for word in named:
            found[word] = (*found.get(word, ()), at)
    return found


def _russian_stem(name: str) -> str:
    words = search_key(name).split()
    return words[1] if words[0] in _folded(_RUSSIAN_KINDS) else words[0]


@cache
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(search_key(word) for word in words)
