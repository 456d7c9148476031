"""What events are chosen from: kinds, districts, subjects, years, the levels of cascades, what was entered at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.cascades.records import CascadeName
from desktop_app.cascades.register import event_years
from desktop_app.cascades.service import cascades
from desktop_app.i18n import _
from desktop_app.programmes.service import programme
from desktop_app.reference.service import districts, list_items, profile
from ui.models.choices_model import Choice
from ui.reference_choices import item_choices, place_choice

if TYPE_CHECKING:
    from desktop_app.centre import Centre


@dataclass(frozen=True)
class EventLists:
    """``levels`` have the id of the programme and the place of the level as their value."""

    kinds: tuple[Choice, ...] = ()
    districts: tuple[Choice, ...] = ()
    subjects: tuple[Choice, ...] = ()
    levels: tuple[Choice, ...] = ()
    years: tuple[int, ...] = ()


def read_lists(centre: "Centre") -> EventLists:
    today = centre.clock.today()
    own = centre.read(profile).region_code
    return EventLists(
        kinds=item_choices(centre.read(list_items, "event_kind"), today),
        districts=tuple(place_choice(place, today) for place in centre.read(districts, region_code=own)),
        subjects=item_choices(centre.read(list_items, "subject"), today),
        levels=tuple(choice for each in centre.read(cascades) for choice in _levels(centre, each)),
        years=tuple(centre.read(event_years)),
    )


def narrowing(every: str, choices: Sequence[Choice], not_stated: str = "") -> list[Choice]:
    """The choices of a filter: first all of them, last those that do not say."""
    return [Choice(None, every), *choices, *([Choice("", not_stated)] if not_stated else [])]


def _levels(centre: "Centre", each: CascadeName) -> list[Choice]:
    record = centre.read(programme, programme_id=each.programme_id)
    return [
        Choice((each.programme_id, place), _("{programme}: {role}", programme=each.code, role=level.role))
        for place, level in enumerate(record.levels, 1)
    ]
