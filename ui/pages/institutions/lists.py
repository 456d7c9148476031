"""What institutions are described and narrowed with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.institutions.records import NOT_STATED
from desktop_app.institutions.service import KINDS, LOCALITIES
from desktop_app.reference.service import districts, list_items, profile
from ui.models.choices_model import Choice
from ui.reference_choices import item_choices, place_choice

if TYPE_CHECKING:
    from desktop_app.centre import Centre

Choices = tuple[Choice, ...]


@dataclass(frozen=True)
class InstitutionLists:
    """``districts`` begin with those of the centre's own region, which are ``own_districts``."""

    kinds: Choices
    own_districts: Choices
    districts: Choices
    localities: Choices


def read_lists(centre: "Centre") -> InstitutionLists:
    """Runs in the worker."""
    day, own = centre.clock.today(), centre.read(profile).region_code
    places = centre.read(districts)
    ours = tuple(place_choice(place, day) for place in places if place.code.startswith(own))
    others = tuple(place_choice(place, day) for place in places if not place.code.startswith(own))
    return InstitutionLists(
        kinds=item_choices(centre.read(list_items, KINDS), day),
        own_districts=ours,
        districts=ours + others,
        localities=item_choices(centre.read(list_items, LOCALITIES), day),
    )


def narrowing(everything: str, choices: Choices, not_stated: str) -> Choices:
    """The choices of a filter: all, each, and those of which it is not known."""
    return (Choice(None, everything), *choices, Choice(NOT_STATED, not_stated))
