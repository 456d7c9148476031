"""What completion is decided from beside attendance: tests, final works, commissions, and decisions of its own."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import enum_by_value


class ScoreKind(StrEnum):
    """Which test: the one before the course or the one after it."""

    ENTRY = "entry"
    FINAL = "final"


class Sitting(Versioned, Base):
    """One sitting of a test by one person: the score of 100. Which sitting counts stands on the enrolment.

    ``form`` is the form of the test that lay before them, A or B, empty where there was but one.
    """

    __tablename__ = "sitting"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "kind", "attempt"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score_of_100"),
        CheckConstraint("attempt > 0", name="attempt_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    kind: Mapped[ScoreKind] = mapped_column(enum_by_value(ScoreKind))
    attempt: Mapped[int]
    form: Mapped[str] = mapped_column(default="")
    score: Mapped[float]
    taken_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")
    entered_by: Mapped[str] = mapped_column(default="")


class Commission(Versioned, Base):
    """The final commission of a cohort (yakuniy attestatsiya komissiyasi) by its order, with the minutes it kept."""

    __tablename__ = "commission"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), unique=True)
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]
    chairperson: Mapped[str] = mapped_column(default="")
    members: Mapped[list[Any]] = mapped_column(JSON, default=list)
    secretary: Mapped[str] = mapped_column(default="")
    minutes_number: Mapped[str] = mapped_column(default="")
    minutes_date: Mapped[date | None]


class FinalWork(Versioned, Base):
    """A malaka ishi: its topic, who supervised it, and, once defended, what the commission gave of 100."""

    __tablename__ = "final_work"
    __table_args__ = (CheckConstraint("score BETWEEN 0 AND 100", name="score_of_100"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(default="")
    supervisor: Mapped[str] = mapped_column(default="")
    defended_on: Mapped[date | None]
    score: Mapped[float | None]
    note: Mapped[str] = mapped_column(default="")


class OutcomeOverride(Versioned, Base):
    """An outcome decided against the rule, with its reason and its order; the last one not withdrawn holds."""

    __tablename__ = "outcome_override"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    outcome: Mapped[str]
    reason: Mapped[str]
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
