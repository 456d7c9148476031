"""What participation by region looks like outside the database, and what pasted lines of it mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.cascades.records import StatedCount
from desktop_app.i18n import N_, _


@dataclass(frozen=True)
class RegionFact:
    """A region of the table. ``people`` None: nothing was reported; ``enrolled`` are persons of the cohort from it."""

    code: str
    name: str
    people: int | None
    enrolled: int


@dataclass(frozen=True)
class ParticipationTable:
    """Who took part in a national course, region by region in the ministry's order.

    ``enrolled_elsewhere`` are persons of the cohort whose region is not known. ``source`` is the paper of the numbers.
    """

    cohort_id: int
    code: str
    title: str
    starts_on: date
    ends_on: date
    regions: tuple[RegionFact, ...]
    enrolled_elsewhere: int
    source: str
    stated: tuple[StatedCount, ...] = ()

    @property
    def total(self) -> int:
        return sum(region.people or 0 for region in self.regions)

    @property
    def enrolled(self) -> int:
        return sum(region.enrolled for region in self.regions) + self.enrolled_elsewhere

    @property
    def missing(self) -> tuple[RegionFact, ...]:
        """Regions that nothing was reported of, while others were; none of a table that was not begun."""
        is_begun = any(region.people is not None for region in self.regions)
        return tuple(region for region in self.regions if region.people is None) if is_begun else ()

    @property
    def unlike(self) -> tuple[RegionFact, ...]:
        """Regions from which more or fewer persons are enrolled than were reported; none where nobody is enrolled."""
        if not self.enrolled:
            return ()
        return tuple(region for region in self.regions if region.people not in (None, region.enrolled))


@dataclass(frozen=True)
class Reported:
    """The numbers of a table as they are saved, by the codes of regions; a region left out says nothing."""

    people: Mapping[str, int]
    source: str


REGION_PROBLEMS: Mapping[str, str] = {
    "region_unknown": N_("“{value}” is no region of the country."),
    "region_unclear": N_("“{value}” may be the region or the city of that name."),
    "region_double": N_("{value} stands there twice."),
    "region_missing": N_("{value} is missing."),
    "people_unreadable": N_("“{value}” names no number of people."),
    "total_differs": N_("The total says {value}, the rows make {found}."),
}


@dataclass(frozen=True)
class RegionProblem:
    code: str
    value: str
    found: str = ""

    @property
    def text(self) -> str:
        return _(REGION_PROBLEMS[self.code], value=self.value, found=self.found)


@dataclass(frozen=True)
class PastedRegions:
    """What pasted lines say; a region that is there twice is left out of ``people``."""

    people: Mapping[str, int]
    problems: tuple[RegionProblem, ...]
