"""What the forms of the plan offer to choose from."""

from collections.abc import Mapping
from typing import Any

from desktop_app.i18n import _, language
from desktop_app.language.dates import month_title
from desktop_app.plan.words import PlanNames
from ui.models.choices_model import Choice


def choices(names: Mapping[Any, str], over: frozenset[Any] = frozenset(), *, nothing: str = "") -> list[Choice]:
    """The names to choose from, those that are over no longer offered; ``nothing`` is the word for none of them."""
    first = [Choice(None, nothing)] if nothing else []
    return first + [Choice(code, name, is_offered=code not in over) for code, name in names.items()]


def months(year: int) -> list[Choice]:
    return [Choice(month, month_title(year, month, language())) for month in range(1, 13)]


def total_choices(names: PlanNames) -> list[Choice]:
    """What a total may be of: all channels, one, or a staff group in one or all of them."""
    offered = [Choice("", _("All channels")), *choices(names.channels, names.over)]
    for channel, channel_name in {"": _("All channels"), **names.channels}.items():
        offered += [
            Choice(f"{channel}.{group}", f"{channel_name}, {group_name}")
            for group, group_name in names.staff_groups.items()
        ]
    return offered
