"""The centre's lists as a roster's words are compared with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from db.models.people import Institution
from db.unit_of_work import UnitOfWork
from desktop_app.language.keys import search_key
from desktop_app.reference.places import Districts, read_districts
from desktop_app.reference.records import ListItem
from desktop_app.reference.service import list_items
from desktop_app.rosters.words import WordList, word_list

NAMED_LISTS = ("position", "subject", "category", "education", "language", "locality")
_WORD_LISTS = ("position_otherwise", "not_teaching", "sex", "total", "signature", "lifetime")


@dataclass(frozen=True)
class RosterLists:
    """``words`` by list; ``staff_groups`` by position; ``workplaces`` are names by their folded form, where needed."""

    today: date
    words: Mapping[str, WordList]
    staff_groups: Mapping[str, str]
    districts: Districts
    items: Mapping[str, tuple[ListItem, ...]] = field(default_factory=dict)
    workplaces: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, list_name: str, code: str) -> str:
        """How an entry of a list, or a district, is called in the language in force; its code where it is unknown."""
        if list_name == "district":
            return self.districts.names.get(code, code)
        return next((item.names.text for item in self.items.get(list_name, ()) if item.code == code), code)


def read_lists(unit: UnitOfWork, *, with_workplaces: bool = False) -> RosterLists:
    """The lists as they hold today; the institutions, of which there may be thousands, only ``with_workplaces``."""
    words = {name: word_list(name) for name in _WORD_LISTS}
    items = {name: tuple(list_items(unit, name, on=unit.today)) for name in NAMED_LISTS}
    words |= {name: word_list(name, names=_labels(entries)) for name, entries in items.items()}
    positions = items["position"]
    staff_groups = {item.code: item.attributes["group"] for item in positions if "group" in item.attributes}
    workplaces = _read_workplaces(unit) if with_workplaces else {}
    return RosterLists(unit.today, words, staff_groups, read_districts(unit), items, workplaces)


def _read_workplaces(unit: UnitOfWork) -> dict[str, str]:
    names = unit.session.scalars(select(Institution.name).where(Institution.closed_on.is_(None)))
    return {search_key(name): name for name in names}


def _labels(entries: Iterable[ListItem]) -> list[tuple[str, str]]:
    return [(item.code, text) for item in entries for text in (item.names.uz, item.names.ru, item.names.en)]
