"""The lists that people's cards are filled and narrowed with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.reference.records import TerritoryRecord
from desktop_app.reference.service import districts, list_items, profile, regions
from ui.models.choices_model import Choice
from ui.reference_choices import item_choices, place_choice

if TYPE_CHECKING:
    from desktop_app.centre import Centre

Choices = tuple[Choice, ...]


@dataclass(frozen=True)
class PeopleLists:
    """``districts`` are those of the centre's region first, then the country's, each with its region as a hint."""

    own_districts: Choices
    districts: Choices
    subjects: Choices
    staff_groups: Choices
    positions: Choices
    categories: Choices
    educations: Choices
    languages: Choices
    localities: Choices
    stages: Choices
    consent_forms: Choices


def read_lists(centre: "Centre") -> PeopleLists:
    own = centre.read(profile).region_code
    named = {region.code: region.names.text for region in centre.read(regions)}
    places, today = centre.read(districts), centre.clock.today()

    def choice(place: TerritoryRecord) -> Choice:
        return place_choice(place, today, hint=named.get(place.parent_code or "", ""))

    ours = tuple(choice(place) for place in places if place.parent_code == own)
    others = tuple(choice(place) for place in places if place.parent_code != own)
    return PeopleLists(
        own_districts=ours,
        districts=ours + others,
        subjects=_items(centre, "subject"),
        staff_groups=_items(centre, "staff_group"),
        positions=_items(centre, "position"),
        categories=_items(centre, "category"),
        educations=_items(centre, "education"),
        languages=_items(centre, "language"),
        localities=_items(centre, "locality"),
        stages=_items(centre, "stage_2024"),
        consent_forms=_items(centre, "consent_form"),
    )


def text_of(choices: Choices, value: str | None) -> str:
    """The words of a choice; empty where nothing is chosen."""
    return next((choice.text for choice in choices if choice.value == value), "") if value else ""


def _items(centre: "Centre", name: str) -> Choices:
    return item_choices(centre.read(list_items, name), centre.clock.today())
