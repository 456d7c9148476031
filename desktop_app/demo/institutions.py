"""Made-up schools, kindergartens and district offices, each with its number and whether it stands in town."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from desktop_app.people.institutions import institution_key
from desktop_app.reference.records import TerritoryRecord

PEOPLE_PER_SCHOOL = 45
FEWEST = 3
KINDERGARTEN_EVERY = 4
# Tax numbers from here on are made up.
FIRST_CODE = 200_000_001
URBAN_SHARE_OF_DISTRICTS = 0.25

# The kinds that people of a programme come from; leaders come from both.
SCHOOL, KINDERGARTEN, BOARDING, OFFICE = "UOTM", "MTT", "IXT", "BOLIM"


def made_up_institutions(rng: Random, places: Sequence[TerritoryRecord], *, people: int) -> Iterator[dict[str, Any]]:
    """In every district its office, a boarding school, and as many schools and kindergartens as the people need."""
    code = FIRST_CODE
    count = max(FEWEST, people // PEOPLE_PER_SCHOOL // len(places))
    for place in places:
        for name, kind in _named(place, count):
            in_town = place.level != "district" or kind == OFFICE or rng.random() < URBAN_SHARE_OF_DISTRICTS
            yield {
                "name": name,
                "kind_code": kind,
                "district_code": place.code,
                "search_key": institution_key(name),
                "code": str(code),
                "locality_code": "urban" if in_town else "rural",
            }
            code += 1


def _named(place: TerritoryRecord, count: int) -> Iterator[tuple[str, str]]:
    yield f"{place.names.uz} maktabgacha va maktab taʼlimi boʻlimi", OFFICE
    yield "Ixtisoslashtirilgan maktab-internat", BOARDING
    for number in range(1, count + 1):
        if number % KINDERGARTEN_EVERY == 0:
            yield f"{number}-sonli maktabgacha taʼlim tashkiloti", KINDERGARTEN
        else:
            yield f"{number}-sonli umumiy oʻrta taʼlim maktabi", SCHOOL
