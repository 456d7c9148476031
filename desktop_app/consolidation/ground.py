"""What returns of a month are held against: the regions, their districts, the due day, what came a month ago."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from db.unit_of_work import UnitOfWork
from desktop_app.consolidation.carried_forms import period_of
from desktop_app.consolidation.keeping import Figures, figures_of_month
from desktop_app.i18n import LANGUAGES, use
from desktop_app.inspection.regions import official_order, region_named
from desktop_app.inspection.shares import Bounds
from desktop_app.language.keys import search_key
from desktop_app.plan.records import Period
from desktop_app.reference.records import TerritoryRecord
from desktop_app.reference.service import districts, list_items, regions, rules_on
from desktop_app.returns.bounds import bounds_on


@dataclass(frozen=True)
class Ground:
    """``before`` are the figures that each region stated a month ago, as far as they are kept."""

    today: date
    period: Period
    due_on: date
    regions: tuple[TerritoryRecord, ...]
    districts: Mapping[str, tuple[str, ...]]
    subjects: tuple[str, ...]
    before: Mapping[str, Figures]
    bounds: Bounds

    def region_of(self, text: str) -> TerritoryRecord | None:
        """By the code, by the name in any of the languages, or by how anybody writes it."""
        known = self._by_name.get(search_key(text)) or next((each for each in self.regions if each.code == text), None)
        if known is not None:
            return known
        place = region_named(text)
        names = official_order()
        return next((each for each in self.regions if place is not None and each.names.uz == names[place]), None)

    @cached_property
    def _by_name(self) -> dict[str, TerritoryRecord]:
        found: dict[str, TerritoryRecord] = {}
        for language in LANGUAGES:
            with use(language):
                found |= {search_key(region.names.text): region for region in self.regions}
        return found


def gather(unit: UnitOfWork, *, year: int, month: int) -> Ground:
    period = period_of(year, month)
    by_region: dict[str, list[str]] = {}
    for district in districts(unit):
        by_region.setdefault(district.parent_code or "", []).append(district.code)
    next_month = period.last_day + timedelta(days=1)
    return Ground(
        today=unit.today,
        period=period,
        due_on=next_month.replace(day=rules_on(unit, period.last_day).return_due_day),
        regions=tuple(regions(unit)),
        districts={region: tuple(codes) for region, codes in by_region.items()},
        subjects=tuple(item.code for item in list_items(unit, "subject")),
        before=figures_of_month(unit, year=year, month=month - 1) if month > 1 else {},
        bounds=bounds_on(unit, period.last_day),
    )
