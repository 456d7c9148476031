"""The names behind the codes of a plan, read once for tables and forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.centre import Centre
from desktop_app.reference.records import ListItem, TerritoryRecord
from desktop_app.reference.service import districts, list_items, profile
from ui.models.choices_model import Choice


@dataclass(frozen=True)
class PlanWords:
    """Names by code, in the order of their lists; the codes in ``over`` are closed and no longer offered."""

    channels: Mapping[str, str]
    staff_groups: Mapping[str, str]
    districts: Mapping[str, str]
    subjects: Mapping[str, str]
    over: frozenset[str] = frozenset()


def plan_words(centre: Centre) -> PlanWords:
    """Runs in the worker; the districts are those of the centre's region."""
    channels, staff_groups, subjects = (centre.read(list_items, name) for name in ("channel", "staff_group", "subject"))
    places, today = centre.read(districts, region_code=centre.read(profile).region_code), centre.clock.today()
    return PlanWords(
        channels=_names(channels),
        staff_groups=_names(staff_groups),
        districts=_names(places),
        subjects=_names(subjects),
        over=frozenset(
            entry.code for entry in (*channels, *staff_groups, *places, *subjects) if not entry.holds_on(today)
        ),
    )


def choices(names: Mapping[str, str], words: PlanWords, *, nothing: str = "") -> list[Choice]:
    """The names to choose from; ``nothing`` is the word for none of them."""
    first = [Choice(None, nothing)] if nothing else []
    return first + [Choice(code, name, is_offered=code not in words.over) for code, name in names.items()]


def _names(items: Sequence[ListItem] | Sequence[TerritoryRecord]) -> dict[str, str]:
    return {item.code: item.names.text for item in items}
