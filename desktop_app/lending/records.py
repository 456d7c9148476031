"""Lent work as it is known outside the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop_app.borrowed import Kind


class Whereabouts(StrEnum):
    OUT = "out"
    LATE = "late"
    RETURNED = "returned"
    WRITTEN_OFF = "written_off"


@dataclass(frozen=True)
class Wish:
    """What is to be lent to whom. ``numbers`` of certificates go along to be given out there.

    So do ``blanks`` of strict account, upwards from ``first_blank`` as it is printed.
    """

    kind: Kind
    entity_id: int
    recipient: str
    purpose: str = ""
    due_on: date | None = None
    numbers: int = 0
    blanks: int = 0
    first_blank: str = ""


@dataclass(frozen=True)
class LentWork:
    """``days`` is how long it has been out; ``conflicts`` are those that nobody has decided yet."""

    id: int
    number: int
    kind: Kind
    title: str
    recipient: str
    purpose: str
    made_on: date
    made_by: str
    due_on: date | None
    file_name: str
    where: Whereabouts
    days: int
    returns: int
    returned_at: datetime | None
    conflicts: int
    note: str


@dataclass(frozen=True)
class Lent:
    """What was written to the stick."""

    parcel_id: int
    number: int
    file: str
    people: int
    digest: str


@dataclass(frozen=True)
class Offer:
    """What lent work says of itself before it is opened."""

    number: int
    kind: Kind
    title: str
    centre: str
    made_on: date
    due_on: date | None
    people: int


@dataclass(frozen=True)
class GivenBack:
    """A return as it was written: its number among those of this work, and how many rows it brings."""

    file: str
    number: int
    return_number: int
    rows: int


@dataclass(frozen=True)
class TakenBack:
    """What a return brings, or brought. ``taken`` counts what was taken by table; nothing where it came before."""

    parcel_id: int
    number: int
    return_number: int
    title: str
    recipient: str
    made_at: datetime
    host: str
    digest: str
    added: Mapping[str, int]
    changed: Mapping[str, int]
    removed: Mapping[str, int]
    conflicts: int
    numbers_used: int
    is_known: bool
    is_applied: bool


class Side(StrEnum):
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Difference:
    """A value that both sides changed, in words; ``field`` is empty where it is a whole record."""

    id: int
    parcel_id: int
    number: int
    recipient: str
    title: str
    field: str
    base: str
    ours: str
    theirs: str
    decision: str
    decided_by: str
