"""Duties of the law on personal data: why each category is kept and how long, and who was given any of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class DataPurpose(Versioned, Base):
    """Why a category of personal data is kept, on what ground, and for how many months; None: as long as the centre."""

    __tablename__ = "data_purpose"
    __table_args__ = (
        UniqueConstraint("category", "valid_from"),
        CheckConstraint("term_months IS NULL OR term_months > 0", name="term_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    category: Mapped[str]
    valid_from: Mapped[date]
    purpose: Mapped[dict[str, Any]]
    basis: Mapped[dict[str, Any]]
    term_months: Mapped[int | None]
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]


class Disclosure(Versioned, Base):
    """Personal data given to somebody outside: of one person, or of a list of so many ``people``."""

    __tablename__ = "disclosure"
    __table_args__ = (CheckConstraint("people >= 1", name="somebody"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    given_on: Mapped[date] = mapped_column(index=True)
    recipient: Mapped[str]
    basis: Mapped[str]
    content: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    people: Mapped[int] = mapped_column(default=1)
    sha256: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime]
    noted_by: Mapped[str]
