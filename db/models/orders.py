"""Orders and letters: what the work rests on, and the centre's own register."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class Order(Versioned, Base):
    """An order, a letter or another paper that something rests on; ``is_own`` ones are the centre's own.

    Whatever rests on it quotes its number and its day: ``number_key`` is the number as it is compared. An own order
    carries its ``text`` as it was signed; ``purpose`` is what it does to the cohort, such as admission.
    """

    __tablename__ = "order_register"
    __table_args__ = (
        UniqueConstraint("is_own", "number_key", "dated_on"),
        Index(None, "number_key", "dated_on"),
        Index(None, "is_own", "dated_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    is_own: Mapped[bool] = mapped_column(default=False)
    kind_code: Mapped[str]
    number: Mapped[str]
    number_key: Mapped[str]
    dated_on: Mapped[date]
    issuer: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    script: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    cancelled_on: Mapped[date | None]
    cancelling_reason: Mapped[str] = mapped_column(default="")


class OrderEntry(Base):
    """A line of the list annexed to an own order: an enrolment that it admits, transfers, expels or completes."""

    __tablename__ = "order_entry"
    __table_args__ = (Index(None, "enrolment_id"), {"sqlite_with_rowid": False})

    order_id: Mapped[int] = mapped_column(ForeignKey("order_register.id", ondelete="CASCADE"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    place: Mapped[int]
    note: Mapped[str] = mapped_column(default="")


class OrderFile(Base):
    """A scan or a file of an order, kept byte for byte."""

    __tablename__ = "order_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order_register.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class OrderTemplate(Versioned, Base):
    """The centre's own wording of an order or letter in one script; without it the program's wording is used."""

    __tablename__ = "order_template"
    __table_args__ = (UniqueConstraint("purpose", "script"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    script: Mapped[str]
    title: Mapped[str]
    body: Mapped[str]
