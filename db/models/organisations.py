"""Non-state organisations that ask for, and hold, the permit to train."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import enum_by_value


class PermitState(StrEnum):
    APPLIED = "applied"
    UNDER_REVIEW = "under_review"
    PERMITTED = "permitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class TrainingOrganisation(Versioned, Base):
    """A non-state organisation or university outside the centre, from its application to its permit or refusal.

    ``reason`` says why it was refused, or why its permit was withdrawn on ``ended_on``.
    """

    __tablename__ = "training_organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    search_key: Mapped[str] = mapped_column(unique=True)
    kind_code: Mapped[str]
    tax_number: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    state: Mapped[PermitState] = mapped_column(enum_by_value(PermitState), default=PermitState.APPLIED)
    applied_on: Mapped[date | None]
    application_number: Mapped[str] = mapped_column(default="")
    permit_number: Mapped[str] = mapped_column(default="")
    permit_from: Mapped[date | None]
    permit_until: Mapped[date | None]
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]
    ended_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class PermitCheck(Versioned, Base):
    """One requirement as it was found at the review; no row means that it has not been looked at."""

    __tablename__ = "permit_check"
    __table_args__ = (UniqueConstraint("organisation_id", "requirement_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("training_organisation.id", ondelete="CASCADE"))
    requirement_code: Mapped[str]
    is_met: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date]


class OrganisationFigure(Versioned, Base):
    """How many people an organisation says it has trained in a year, by which paper."""

    __tablename__ = "organisation_figure"
    __table_args__ = (
        UniqueConstraint("organisation_id", "year"),
        CheckConstraint("people >= 0", name="people_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("training_organisation.id", ondelete="CASCADE"))
    year: Mapped[int]
    people: Mapped[int]
    source: Mapped[str]
