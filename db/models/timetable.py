"""Sessions: one lesson of 80 minutes, two academic hours, of a cohort."""

from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class Session(Versioned, Base):
    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("cohort_id", "held_on", "place_in_day"),
        CheckConstraint("hours > 0", name="hours_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"), index=True)
    held_on: Mapped[date] = mapped_column(index=True)
    place_in_day: Mapped[int]
    starts_at: Mapped[time]
    hours: Mapped[int]
