"""Sessions with their rooms and trainers: one lesson of 80 minutes, two academic hours, of a cohort."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class Room(Versioned, Base):
    """A room where lessons are held. It is closed, never deleted: timetables of the past stand on it."""

    __tablename__ = "room"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    building: Mapped[str] = mapped_column(default="")
    seats: Mapped[int | None]
    equipment: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]


class Trainer(Versioned, Base):
    """Who teaches: of the staff or from outside. ``load_hours`` is the most academic hours a month, ``rate`` soums
    an academic hour, ``subjects`` the codes of what they teach."""

    __tablename__ = "trainer"

    id: Mapped[int] = mapped_column(primary_key=True)
    full_name: Mapped[str]
    sort_key: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    subjects: Mapped[list[Any]] = mapped_column(JSON, default=list)
    load_hours: Mapped[int | None]
    rate: Mapped[int | None]
    left_on: Mapped[date | None]


class Session(Versioned, Base):
    """``kind_code`` is the kind of hours (lecture, practical, field); ``minutes`` how long the lesson lasts."""

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("cohort_id", "held_on", "place_in_day"),
        Index(None, "room_id", "held_on"),
        Index(None, "trainer_id", "held_on"),
        CheckConstraint("hours > 0", name="hours_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"), index=True)
    held_on: Mapped[date] = mapped_column(index=True)
    place_in_day: Mapped[int]
    starts_at: Mapped[time]
    hours: Mapped[int]
    minutes: Mapped[int] = mapped_column(default=80)
    kind_code: Mapped[str] = mapped_column(default="")
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("trainer.id"))


class Substitution(Base):
    """Another trainer took a lesson: from whom, to whom, and why."""

    __tablename__ = "substitution"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    from_trainer_id: Mapped[int | None] = mapped_column(ForeignKey("trainer.id"), index=True)
    to_trainer_id: Mapped[int] = mapped_column(ForeignKey("trainer.id"), index=True)
    reason: Mapped[str]
    noted_at: Mapped[datetime]
    noted_by: Mapped[str]


class TimetableChange(Base):
    """Lessons that were moved at once, such as the rest of a course by so many days; ``before`` lets it be undone."""

    __tablename__ = "timetable_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    done_at: Mapped[datetime]
    done_by: Mapped[str]
    reason: Mapped[str]
    before: Mapped[list[Any]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
