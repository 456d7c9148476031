"""Programmes: what is taught, in how many academic hours, by which order."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Versioned


class Programme(Versioned, Base):
    """One edition of a programme; ``base_id`` is its first edition, None for the first one itself."""

    __tablename__ = "programme"
    __table_args__ = (CheckConstraint("hours > 0", name="hours_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    hours: Mapped[int]
    staff_group: Mapped[str]
    subject_code: Mapped[str | None]
    mode_code: Mapped[str]
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]
    archived_on: Mapped[date | None]
    kind_code: Mapped[str] = mapped_column(default="REGULAR")
    edition: Mapped[int] = mapped_column(default=1)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    audience: Mapped[str] = mapped_column(default="")
    partner: Mapped[str] = mapped_column(default="")
    certificate_kind_code: Mapped[str] = mapped_column(default="SERTIFIKAT")
    has_entry_test: Mapped[bool] = mapped_column(default=True)
    has_final_test: Mapped[bool] = mapped_column(default=True)
    has_final_work: Mapped[bool] = mapped_column(default=False)
    # The template of its certificates; without one, the centre's usual template of that kind.
    template_code: Mapped[str] = mapped_column(default="")
    modules: Mapped[list["Module"]] = relationship(
        order_by="Module.place", cascade="all, delete-orphan", passive_deletes=True, lazy="raise"
    )
    stages: Mapped[list["ProgrammeStage"]] = relationship(
        order_by="ProgrammeStage.place", cascade="all, delete-orphan", passive_deletes=True, lazy="raise"
    )
    levels: Mapped[list["CascadeLevel"]] = relationship(
        order_by="CascadeLevel.place", cascade="all, delete-orphan", passive_deletes=True, lazy="raise"
    )


class Module(Base):
    """A part of a programme; elective ones are chosen from the needs survey.

    The hours by kind make up ``hours``; where all of them are nought the hours have not been divided.
    """

    __tablename__ = "module"
    __table_args__ = (CheckConstraint("hours > 0", name="hours_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    title: Mapped[str]
    hours: Mapped[int]
    is_elective: Mapped[bool] = mapped_column(default=False)
    # Competences of the questionnaire that this module serves, by their codes, with how much it serves each (1 to 5).
    competences: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    lecture_hours: Mapped[int] = mapped_column(default=0)
    practical_hours: Mapped[int] = mapped_column(default=0)
    field_hours: Mapped[int] = mapped_column(default=0)
    independent_hours: Mapped[int] = mapped_column(default=0)
    topics: Mapped[list["Topic"]] = relationship(
        order_by="Topic.place", cascade="all, delete-orphan", passive_deletes=True, lazy="raise"
    )


class Topic(Base):
    """A topic of a module with its academic hours by kind."""

    __tablename__ = "topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    title: Mapped[str]
    lecture_hours: Mapped[int] = mapped_column(default=0)
    practical_hours: Mapped[int] = mapped_column(default=0)
    field_hours: Mapped[int] = mapped_column(default=0)
    independent_hours: Mapped[int] = mapped_column(default=0)


class ProgrammeStage(Base):
    """A stage of a staged course, with its own days and its own letter."""

    __tablename__ = "programme_stage"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    title: Mapped[str] = mapped_column(default="")
    hours: Mapped[int]
    mode_code: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]


class CascadeLevel(Base):
    """A level of a cascade: who is trained, and how many are to be; each level is trained by the one before it."""

    __tablename__ = "cascade_level"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    role: Mapped[str]
    planned_people: Mapped[int | None]
