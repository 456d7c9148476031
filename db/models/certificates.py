"""Series, keys, and the certificates issued: what is printed is frozen here."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import enum_by_value


class CertificateState(StrEnum):
    VALID = "valid"
    ANNULLED = "annulled"
    REPLACED = "replaced"


class CertificateSeries(Versioned, Base):
    """Where numbers come from: prefix, digits, next number; a number once given is never given again."""

    __tablename__ = "certificate_series"
    __table_args__ = (
        UniqueConstraint("prefix", "year"),
        CheckConstraint("next_number > 0", name="next_number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    prefix: Mapped[str]
    year: Mapped[int]
    digits: Mapped[int]
    next_number: Mapped[int]


class SigningKey(Base):
    """A key pair of the centre for a year; old public keys are kept for ever.

    The private half stands here as it is: what protects it is only who may read the data folder and the backups.
    """

    __tablename__ = "signing_key"

    kid: Mapped[bytes] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    private_key: Mapped[bytes]
    made_at: Mapped[datetime]


class CertificateBatch(Base):
    """One issue to a cohort: the words that all its certificates share, as they were printed."""

    __tablename__ = "certificate_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    issued_on: Mapped[date]
    language: Mapped[str]
    words: Mapped[dict[str, Any]] = mapped_column(JSON)


class Certificate(Versioned, Base):
    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("series_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("certificate_series.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("certificate_batch.id"), index=True)
    number: Mapped[int]
    full_number: Mapped[str] = mapped_column(unique=True)
    issued_on: Mapped[date] = mapped_column(index=True)
    state: Mapped[CertificateState] = mapped_column(enum_by_value(CertificateState), default=CertificateState.VALID)
    kid: Mapped[bytes] = mapped_column(ForeignKey("signing_key.kid"))
    code_text: Mapped[str]
    # As it was printed: a later change of the card must not change the paper.
    holder: Mapped[str]
