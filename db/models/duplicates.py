"""Cards that may mean one person, and the ledger of those that were made one."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.types import enum_by_value


class PairState(StrEnum):
    OPEN = "open"
    DIFFERENT = "different"


class DuplicatePair(Base):
    """Two cards that look alike; ``DIFFERENT`` once somebody said that they are two, and then not asked again."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        CheckConstraint("first_id < second_id", name="in_order"),
        Index("ix_duplicate_pair_to_review", "state", "score"),
    )

    first_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    # 0 to 100: how sure it is that the two are one.
    score: Mapped[int]
    reasons: Mapped[list[Any]] = mapped_column(JSON)
    state: Mapped[PairState] = mapped_column(enum_by_value(PairState), default=PairState.OPEN)
    found_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="")
    decision_reason: Mapped[str] = mapped_column(default="")


class PersonMerge(Base):
    """Two cards made one. What is needed to part them again is kept whole, for ``undo_until``.

    ``gone_id`` is the number that the removed card had and gets back; ``before`` holds both cards and all that hung on
    the removed one, ``moved`` the ids of the rows that were handed over, by table.
    """

    __tablename__ = "person_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(index=True)
    gone_id: Mapped[int] = mapped_column(index=True)
    merged_at: Mapped[datetime]
    merged_by: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    moved: Mapped[dict[str, Any]] = mapped_column(JSON)
    undo_until: Mapped[date]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(default="")


class Erasure(Base):
    """The act by which a person's data were erased: what was erased, what the law makes the centre keep, and why."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[str] = mapped_column(unique=True)
    erased_at: Mapped[datetime]
    erased_by: Mapped[str]
    reason: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
