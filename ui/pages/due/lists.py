"""What the list of who is due is narrowed with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.due.records import NOT_STATED, DueReason
from desktop_app.due.rules import reason_name
from desktop_app.i18n import _
from desktop_app.reference.service import districts, list_items, profile
from ui.models.choices_model import Choice

if TYPE_CHECKING:
    from desktop_app.centre import Centre

Choices = tuple[Choice, ...]


@dataclass(frozen=True)
class DueLists:
    """The choices of every chooser by the field of the filter that it narrows; all but the schools."""

    choices: dict[str, Choices]


def read_lists(centre: "Centre") -> DueLists:
    """Runs in the worker."""
    own = centre.read(districts, region_code=centre.read(profile).region_code)
    named = {
        "subject_code": "subject",
        "staff_group": "staff_group",
        "category_code": "category",
        "language_code": "language",
    }
    return DueLists(
        {
            "district_code": tuple(Choice(place.code, place.names.text) for place in own) + _not_stated(),
            **{field: _items(centre, name) + _not_stated() for field, name in named.items()},
            "reason": tuple(Choice(reason, reason_name(reason)) for reason in DueReason),
        }
    )


def _items(centre: "Centre", name: str) -> Choices:
    return tuple(Choice(item.code, item.names.text) for item in centre.read(list_items, name))


def _not_stated() -> Choices:
    return (Choice(NOT_STATED, _("Not stated")),)
