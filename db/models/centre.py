"""The centre itself and its staff."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class CentreProfile(Versioned, Base):
    """One row: who the centre is, as its documents print it. ``logo`` is a PNG or JPEG picture.

    ``return_phrase`` is what centres agree on to tell the same person without names; ``return_file_pattern`` names the
    file of a return, ``return_forms`` are the codes of those that it holds, all of them where there are none.
    """

    __tablename__ = "centre_profile"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    uuid: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]
    region_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    director: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    return_address: Mapped[str] = mapped_column(default="")
    document_language: Mapped[str] = mapped_column(default="uz_Latn")
    return_phrase: Mapped[str] = mapped_column(default="")
    return_file_pattern: Mapped[str] = mapped_column(default="")
    return_forms: Mapped[list[Any]] = mapped_column(JSON, default=list)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class Staff(Versioned, Base):
    """A member of the centre's staff, who acts and leads cohorts."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    full_name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    left_on: Mapped[date | None]


class StateMark(Base):
    """Facts about the file itself: clean exit, last check, last backup."""

    __tablename__ = "state_mark"
    is_journaled = False

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
