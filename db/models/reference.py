"""Lists, territories, calendar and dated rules: what a ministry may change."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class Territory(Versioned, Base):
    """A region, district or city by its MHOBT code; regions carry the ministry's order."""

    __tablename__ = "territory"

    code: Mapped[str] = mapped_column(primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(index=True)
    level: Mapped[str]
    report_order: Mapped[int | None]
    name_uz: Mapped[str]
    name_cyrl: Mapped[str]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    search_key: Mapped[str] = mapped_column(index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class FormerTerritoryName(Base):
    """What a territory was called until ``ends_on``: papers of that time say so, and rosters still do."""

    __tablename__ = "former_territory_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    territory_code: Mapped[str] = mapped_column(ForeignKey("territory.code"), index=True)
    name_uz: Mapped[str]
    name_cyrl: Mapped[str]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    ends_on: Mapped[date]


class ReferenceItem(Versioned, Base):
    """One entry of a list: subjects, positions, categories, channels and so on."""

    __tablename__ = "reference_item"
    __table_args__ = (UniqueConstraint("list_name", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    list_name: Mapped[str]
    code: Mapped[str]
    place: Mapped[int]
    name_uz: Mapped[str]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    # What belongs to one list only, such as the staff group of a position.
    attributes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class CalendarDay(Versioned, Base):
    """A day off, or a weekend day that is worked, by decree."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    name: Mapped[str]
    basis: Mapped[str] = mapped_column(default="")


class DatedRule(Versioned, Base):
    """The value of a rule from a date on, and the order it rests on."""

    __tablename__ = "dated_rule"
    __table_args__ = (Index(None, "name", "valid_from", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    valid_from: Mapped[date]
    value: Mapped[str]
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class DueRule(Versioned, Base):
    """A line of the table of turns: whom a year's courses are for. The first line that fits a person decides.

    It is for people of one of ``staff_groups`` or in one of ``position_codes``; every other condition must hold, too.
    An empty condition holds for everybody. Years are whole years on 1 January of ``due_year``. A course taken since
    ``valid_from`` was the turn: the line says nothing more about whoever took it.
    """

    __tablename__ = "due_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int]
    due_year: Mapped[int]
    staff_groups: Mapped[list[Any]] = mapped_column(JSON, default=list)
    position_codes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    category_codes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    stage_2024: Mapped[str | None]
    is_lifetime_category: Mapped[bool | None]
    post_years_min: Mapped[int | None]
    post_years_max: Mapped[int | None]
    category_years_left_max: Mapped[int | None]
    valid_from: Mapped[date]
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
