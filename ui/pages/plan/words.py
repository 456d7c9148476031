"""The names behind the codes of a plan, read once for tables and forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.centre import Centre
from desktop_app.reference.records import ListItem, TerritoryRecord
from desktop_app.reference.service import districts, list_items, profile
from ui.models.choices_model import Choice


@dataclass(frozen=True)
class PlanWords:
    """Names by code, in the order of their lists."""

    channels: Mapping[str, str]
    staff_groups: Mapping[str, str]
    districts: Mapping[str, str]
    subjects: Mapping[str, str]


def plan_words(centre: Centre) -> PlanWords:
    """Runs in the worker; the districts are those of the centre's region."""
    region_code = centre.read(profile).region_code
    return PlanWords(
        channels=_names(centre.read(list_items, "channel")),
        staff_groups=_names(centre.read(list_items, "staff_group")),
        districts=_names(centre.read(districts, region_code=region_code)),
        subjects=_names(centre.read(list_items, "subject")),
    )


def choices(names: Mapping[str, str], *, nothing: str = "") -> list[Choice]:
    """The names to choose from; ``nothing`` is the word for none of them."""
    first = [Choice(None, nothing)] if nothing else []
    return first + [Choice(code, name) for code, name in names.items()]


def _names(items: Sequence[ListItem] | Sequence[TerritoryRecord]) -> dict[str, str]:
    return {item.code: item.names.text for item in items}
