"""Printed sheets as they are known outside the database, and what is chosen to stand on them."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop_app.i18n import N_, _

PREFIX = "DV"
MOST_BLANK_ROWS = 20
# A scanner types the keys of the Latin letters: with a Cyrillic keyboard in force they come out as these.
_TYPED_PREFIXES = ("dv", "вм", "дв")
_CODE = re.compile(r"(?P<prefix>[^\W\d_]{2})?\W*(?P<year>20\d\d)\W*(?P<number>\d{1,6})", re.IGNORECASE)


class SheetKind(StrEnum):
    DAY = "day"
    WEEK = "week"
    COURSE = "course"
    JOURNAL = "journal"


class SheetState(StrEnum):
    """Where the paper is: ``OUT`` its lessons are not over yet, ``MISSING`` they are and nobody brought it back."""

    OUT = "out"
    MISSING = "missing"
    RETURNED = "returned"
    GIVEN_UP = "given_up"


class SheetColumn(StrEnum):
    """What can be said of a person beside number and name; the signature is a place for one."""

    WORKPLACE = "workplace"
    POSITION = "position"
    DISTRICT = "district"
    PHONE = "phone"
    SIGNATURE = "signature"


KIND_NAMES = {
    SheetKind.DAY: N_("Sheet of a day"),
    SheetKind.WEEK: N_("Sheet of a week"),
    SheetKind.COURSE: N_("Sheet of the course"),
    SheetKind.JOURNAL: N_("Group journal"),
}
STATE_NAMES = {
    SheetState.OUT: N_("With the group"),
    SheetState.MISSING: N_("Not returned"),
    SheetState.RETURNED: N_("Returned"),
    SheetState.GIVEN_UP: N_("Given up"),
}
COLUMN_NAMES = {
    SheetColumn.WORKPLACE: N_("Workplace"),
    SheetColumn.POSITION: N_("Position"),
    SheetColumn.DISTRICT: N_("District or city"),
    SheetColumn.PHONE: N_("Telephone"),
    SheetColumn.SIGNATURE: N_("Signature"),
}


@dataclass(frozen=True)
class SheetLook:
    """What is chosen for a print; no ``language``: that of the centre's documents.

    ``is_filled`` is for the journal: what is known stands in it already.
    """

    columns: tuple[SheetColumn, ...] = ()
    blank_rows: int = 3
    language: str = ""
    is_filled: bool = True


@dataclass(frozen=True)
class SheetWish:
    """A sheet that is to be printed: of which cohort, and over which days. A course and a journal take all lessons."""

    cohort_id: int
    kind: SheetKind
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class PrintedSheet:
    """A sheet as the printer needs it; ``lessons`` and ``people`` are the ids of its columns and rows in order."""

    id: int
    number: str
    cohort_id: int
    kind: SheetKind
    starts_on: date
    ends_on: date
    lessons: tuple[int, ...]
    people: tuple[int, ...]
    is_copy: bool


@dataclass(frozen=True)
class SheetRow:
    """A line of the register of printed sheets."""

    id: int
    number: str
    kind: SheetKind
    state: SheetState
    cohort_id: int
    cohort: str
    starts_on: date
    ends_on: date
    lessons: int
    people: int
    printed_at: datetime
    printed_by: str
    returned_at: datetime | None
    returned_by: str
    cancelled_on: date | None
    note: str
    files: int
    version: int


@dataclass(frozen=True)
class SheetPlace:
    """Where the code of a sheet leads: its cohort, and the lesson to be marked next."""

    sheet: SheetRow
    session_id: int | None


def kind_name(kind: SheetKind) -> str:
    return _(KIND_NAMES[kind])


def state_name(state: SheetState) -> str:
    return _(STATE_NAMES[state])


def number_of(year: int, place: int) -> str:
    """DV-2026-000012: every year counts from one."""
    return f"{PREFIX}-{year}-{place:06}"


def read_number(typed: str, *, is_bare: bool = False) -> str | None:
    """The number that somebody typed or a scanner read, whatever keyboard was in force; None for anything else.

    ``is_bare``: the year and the number alone are enough.
    """
    found = _CODE.fullmatch(typed.strip())
    if found is None:
        return None
    prefix = (found["prefix"] or "").lower()
    if prefix not in _TYPED_PREFIXES and not (is_bare and not prefix):
        return None
    return number_of(int(found["year"]), int(found["number"]))
