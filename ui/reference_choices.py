"""Entries of the lists and territories as choices: by their names in every language, offered while they hold."""

from collections.abc import Iterable
from datetime import date

from desktop_app.reference.records import ListItem, Names, TerritoryRecord
from ui.models.choices_model import Choice


def item_choices(items: Iterable[ListItem], day: date) -> tuple[Choice, ...]:
    return tuple(
        Choice(item.code, item.names.text, also=_every_name(item.names), is_offered=item.holds_on(day))
        for item in items
    )


def place_choice(place: TerritoryRecord, day: date, *, hint: str = "") -> Choice:
    return Choice(place.code, place.names.text, hint, _every_name(place.names), place.holds_on(day))


def _every_name(names: Names) -> str:
    return " ".join((names.uz, names.ru, names.en))
