"""Work lent to another PC and what came back of it; years closed into archives."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import enum_by_value


class ParcelDirection(StrEnum):
    LENT = "lent"
    BORROWED = "borrowed"


class ParcelState(StrEnum):
    """A parcel is out until it comes back; what never will is written off."""

    OUT = "out"
    RETURNED = "returned"
    WRITTEN_OFF = "written_off"


class Parcel(Versioned, Base):
    """A cohort, a survey or a block of numbers on its way. ``baseline`` is what was sent, packed, to compare with.

    It is lent until ``due_on``; ``returns`` is the number of the last return that was taken back.
    """

    __tablename__ = "parcel"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    uuid: Mapped[str] = mapped_column(unique=True)
    direction: Mapped[ParcelDirection] = mapped_column(enum_by_value(ParcelDirection))
    kind: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[str]
    recipient: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    due_on: Mapped[date | None]
    file_name: Mapped[str]
    sha256: Mapped[str]
    baseline: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[ParcelState] = mapped_column(enum_by_value(ParcelState), default=ParcelState.OUT)
    returned_at: Mapped[datetime | None]
    returned_sha256: Mapped[str] = mapped_column(default="")
    returns: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")


class ParcelConflict(Versioned, Base):
    """A value that both sides changed while the parcel was out; ``decision`` is empty, "ours" or "theirs"."""

    __tablename__ = "parcel_conflict"

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(ForeignKey("parcel.id"), index=True)
    entity: Mapped[str]
    entity_id: Mapped[str]
    field: Mapped[str]
    base: Mapped[Any] = mapped_column(JSON)
    ours: Mapped[Any] = mapped_column(JSON)
    theirs: Mapped[Any] = mapped_column(JSON)
    decision: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]


class YearArchive(Versioned, Base):
    """A year that was closed into a file that is only read; ``counts`` are its rows by table."""

    __tablename__ = "year_archive"

    year: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    counts: Mapped[dict[str, Any]]
