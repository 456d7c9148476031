"""What the lists, the territories and the centre's profile look like outside the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.i18n import language
from desktop_app.language.script import catalogue_to_cyrillic

# The channel of the plan that is the centre's own; its figures are counted from persons.
OWN_CHANNEL = "PMM"


def _is_within(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True)
class Names:
    """A name in the languages it is kept in; ``text`` picks the one in force, and so does a sentence with it."""

    uz: str
    ru: str
    en: str
    cyrl: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        match language():
            case "ru":
                return self.ru or self.uz
            case "en":
                return self.en or self.uz
            case "uz_Cyrl":
                return self.cyrl or catalogue_to_cyrillic(self.uz)
            case _:
                return self.uz


@dataclass(frozen=True)
class ListItem:
    id: int
    list_name: str
    code: str
    names: Names
    attributes: dict[str, Any]
    valid_from: date | None
    valid_to: date | None
    version: int

    def holds_on(self, day: date) -> bool:
        return _is_within(self.valid_from, self.valid_to, day)


@dataclass(frozen=True)
class TerritoryRecord:
    """``level`` is region, district, city or city_district; ``report_order`` stands on regions only.

    ``former`` are names that it bore before, in Uzbek and Russian: rosters still use them.
    """

    code: str
    parent_code: str | None
    level: str
    report_order: int | None
    names: Names
    valid_from: date | None = None
    valid_to: date | None = None
    version: int = 1
    former: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        return _is_within(self.valid_from, self.valid_to, day)


@dataclass(frozen=True)
class NewCentre:
    """What the first start asks for, and how the centre's returns are made (see db.models.centre.CentreProfile)."""

    name: str
    region_code: str
    director: str
    address: str
    phone: str = ""
    email: str = ""
    return_address: str = ""
    return_phrase: str = ""
    return_file_pattern: str = ""
    return_forms: tuple[str, ...] = ()
    code: str = "PMM"
    document_language: str = "uz_Latn"
    staff_name: str = ""
    staff_title: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True)
class Profile(NewCentre):
    """The centre as its documents print it."""

    uuid: str = ""
    version: int = 1


@dataclass(frozen=True)
class RuleRecord:
    id: int
    name: str
    valid_from: date
    value: str
    order_number: str
    order_date: date | None
    note: str
    version: int


@dataclass(frozen=True)
class CalendarRecord:
    day: date
    is_working: bool
    name: str
    basis: str
    version: int
