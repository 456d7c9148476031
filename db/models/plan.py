"""The annual plan by order, and what other channels report."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class PlanLine(Versioned, Base):
    """So many people of a staff group through a channel in a month; empty district, subject or programme means all.

    A line is never rewritten by a later order: an amendment is a new line that ``replaces_id`` the one it takes the
    place of from its own day on, so that the plan can be read as of any day. An ``is_yearly`` line states no month: it
    is due by the end of the year, and its month is 12.
    """

    __tablename__ = "plan_line"
    __table_args__ = (
        Index(None, "year", "month"),
        Index(None, "replaces_id", unique=True),
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
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("plan_line.id"))
    note: Mapped[str] = mapped_column(default="")
    is_yearly: Mapped[bool] = mapped_column(default=False)


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
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]


class StatedFigure(Versioned, Base):
    """A count that some paper states, kept beside what our own records prove, so that the difference shows.

    ``what`` names the kind of count and ``key`` what it is of, such as a programme's level of a cascade.
    """

    __tablename__ = "stated_figure"
    __table_args__ = (
        UniqueConstraint("what", "key", "year", "source"),
        CheckConstraint("count >= 0", name="count_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    key: Mapped[str]
    year: Mapped[int]
    count: Mapped[int]
    source: Mapped[str]
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]
