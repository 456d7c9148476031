"""Monthly returns: as they were made and sent, byte for byte; forms of other makers; returns received from others."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import enum_by_value


class ReturnState(StrEnum):
    """How far a return has come. A corrected one was sent, and a later one has taken its place."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    SENT = "sent"
    CORRECTED = "corrected"


class DispatchWay(StrEnum):
    MAIL = "mail"
    DRIVE = "drive"
    PAPER = "paper"
    OTHER = "other"


class FormKind(StrEnum):
    """A workbook to be filled in, a report whose words hold figures, a letter that goes with them."""

    WORKBOOK = "workbook"
    NARRATIVE = "narrative"
    LETTER = "letter"


class ReturnSnapshot(Versioned, Base):
    """A return as it was made: its figures, definitions and people never change, only how far it has come.

    ``number`` counts what was sent of a month, 0 before: 1 is the first, the others correct the one before.
    ``as_known_on`` is the day whose knowledge it was made from, None for what was known when it was made. ``people``
    are those behind its figures, packed by desktop_app.returns.
    """

    __tablename__ = "return_snapshot"
    __table_args__ = (
        Index(None, "year", "month"),
        # What was sent of a month is numbered without a number twice.
        Index(
            "ix_return_snapshot_sent",
            "year",
            "month",
            "number",
            unique=True,
            sqlite_where=text("number > 0"),
            postgresql_where=text("number > 0"),
        ),
        Index(None, "replaces_id", unique=True),
        CheckConstraint("number >= 0", name="number_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    month: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    workbook: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[ReturnState] = mapped_column(enum_by_value(ReturnState), default=ReturnState.DRAFT)
    number: Mapped[int] = mapped_column(default=0)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("return_snapshot.id"))
    reason: Mapped[str] = mapped_column(default="")
    as_known_on: Mapped[date | None]
    people: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class ReturnStep(Base):
    """Who took a return a step further, or back, and when."""

    __tablename__ = "return_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("return_snapshot.id"), index=True)
    state: Mapped[ReturnState] = mapped_column(enum_by_value(ReturnState))
    at: Mapped[datetime]
    by: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class FindingNote(Versioned, Base):
    """The sentence that explains a warning of a month; ``key`` names the finding by its rule, place and figure."""

    __tablename__ = "finding_note"
    __table_args__ = (UniqueConstraint("year", "month", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    month: Mapped[int]
    key: Mapped[str]
    sentence: Mapped[str]
    written_at: Mapped[datetime]
    written_by: Mapped[str]


class ReturnDispatch(Base):
    """The register of what was sent to whom; ``has_names`` marks a list of people. ``proof`` is what was read back."""

    __tablename__ = "return_dispatch"

    id: Mapped[int] = mapped_column(primary_key=True)
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("return_snapshot.id"), index=True)
    way: Mapped[DispatchWay] = mapped_column(enum_by_value(DispatchWay))
    sent_to: Mapped[str]
    sent_at: Mapped[datetime] = mapped_column(index=True)
    sent_by: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    has_names: Mapped[bool] = mapped_column(default=False)
    people: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
    proof: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class LockException(Versioned, Base):
    """Somebody may still change a month whose return was sent, until a day and for a reason."""

    __tablename__ = "lock_exception"
    __table_args__ = (Index(None, "year", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    month: Mapped[int]
    given_to: Mapped[str]
    until: Mapped[date]
    reason: Mapped[str]
    given_at: Mapped[datetime]
    given_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None]


class ReturnForm(Versioned, Base):
    """One edition of a form: the file as its maker sent it, and what its places are bound to from a day on.

    ``bindings`` is the document of desktop_app.bound_forms, or of desktop_app.narrative for words.
    """

    __tablename__ = "return_form"
    __table_args__ = (UniqueConstraint("kind", "name", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[FormKind] = mapped_column(enum_by_value(FormKind))
    name: Mapped[str]
    edition: Mapped[int]
    valid_from: Mapped[date]
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str]
    sha256: Mapped[str]
    file: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    bindings: Mapped[dict[str, Any]] = mapped_column(JSON)
    retired_on: Mapped[date | None]


class IndicatorEdition(Versioned, Base):
    """How a ministry's paper words an indicator from a day on: title and definition by language."""

    __tablename__ = "indicator_edition"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    valid_from: Mapped[date]
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]
    title: Mapped[dict[str, Any]] = mapped_column(JSON)
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(default="")


class ReceivedReturn(Base):
    """A return that another centre sent, byte for byte. ``form_name`` is the form through which a foreign one was read.

    ``figures`` is what was read from it, ``people`` the packed codes of its annex.
    """

    __tablename__ = "received_return"
    __table_args__ = (
        Index("ix_received_return_of_month", "year", "month", "region_code"),
        Index(None, "sha256", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    centre_code: Mapped[str] = mapped_column(default="")
    centre_name: Mapped[str] = mapped_column(default="")
    year: Mapped[int]
    month: Mapped[int]
    number: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[datetime]
    received_by: Mapped[str]
    form_name: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str]
    sha256: Mapped[str]
    digest: Mapped[str] = mapped_column(default="")
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    file: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    people: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
