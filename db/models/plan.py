"""The annual plan by order, and what other channels report."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class PlanLine(Versioned, Base):
    """So many people of a staff group through a channel in a month; empty district or subject means all."""

    __tablename__ = "plan_line"
    __table_args__ = (
        Index(None, "year", "month"),
        CheckConstraint("month BETWEEN 1 AND 12", name="month_of_year"),
        CheckConstraint("people >= 0", name="people_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    month: Mapped[int]
    channel_code: Mapped[str]
    staff_group: Mapped[str]
    district_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"))
    subject_code: Mapped[str | None]
    people: Mapped[int]
    order_number: Mapped[str]
    order_date: Mapped[date | None]


class ChannelFigure(Versioned, Base):
    """What another channel reports for a month, with the paper that says so; never mixed with our persons."""

    __tablename__ = "channel_figure"
    __table_args__ = (
        UniqueConstraint("year", "month", "channel_code", "staff_group"),
        CheckConstraint("people >= 0", name="people_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    month: Mapped[int]
    channel_code: Mapped[str]
    staff_group: Mapped[str]
    people: Mapped[int]
    source: Mapped[str]
