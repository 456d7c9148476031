"""Programmes: what is taught, in how many academic hours, by which order."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Versioned


class Programme(Versioned, Base):
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
    modules: Mapped[list["Module"]] = relationship(
        order_by="Module.place", cascade="all, delete-orphan", passive_deletes=True, lazy="raise"
    )


class Module(Base):
    """A part of a programme; elective ones are chosen from the needs survey."""

    __tablename__ = "module"
    __table_args__ = (CheckConstraint("hours > 0", name="hours_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    title: Mapped[str]
    hours: Mapped[int]
    is_elective: Mapped[bool] = mapped_column(default=False)
    # Competences of the questionnaire that this module serves, by their codes.
    competences: Mapped[str] = mapped_column(default="")
