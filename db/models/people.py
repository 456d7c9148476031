"""People, their workplaces, and the keys they are found by."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import enum_by_value


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Institution(Versioned, Base):
    """A school, kindergarten or office that people come from."""

    __tablename__ = "institution"
    __table_args__ = (Index(None, "search_key", "district_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind_code: Mapped[str | None]
    district_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"), index=True)
    search_key: Mapped[str]


class Person(Versioned, Base):
    """A trainee's card. ``sort_key`` gives the Uzbek order, ``name_key`` finds the same name however spelt."""

    __tablename__ = "person"
    # The list is read in Uzbek order, whole or by one of its three choosers.
    __table_args__ = (
        Index(None, "sort_key", "id"),
        Index(None, "district_code", "sort_key", "id"),
        Index(None, "subject_code", "sort_key", "id"),
        Index(None, "staff_group", "sort_key", "id"),
        Index(None, "name_key", "birth_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    surname: Mapped[str]
    given_name: Mapped[str]
    patronymic: Mapped[str] = mapped_column(default="")
    surname_cyrl: Mapped[str] = mapped_column(default="")
    given_name_cyrl: Mapped[str] = mapped_column(default="")
    patronymic_cyrl: Mapped[str] = mapped_column(default="")
    name_key: Mapped[str]
    sort_key: Mapped[str]
    jshshir: Mapped[str | None] = mapped_column(unique=True)
    document: Mapped[str | None] = mapped_column(index=True)
    birth_date: Mapped[date | None]
    birth_year: Mapped[int | None]
    sex: Mapped[Sex | None] = mapped_column(enum_by_value(Sex))
    phone: Mapped[str] = mapped_column(default="")
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"), index=True)
    district_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"))
    position_code: Mapped[str | None]
    position_text: Mapped[str] = mapped_column(default="")
    staff_group: Mapped[str | None]
    subject_code: Mapped[str | None]
    subject_text: Mapped[str] = mapped_column(default="")
    category_code: Mapped[str | None]
    education_code: Mapped[str | None]
    language_code: Mapped[str | None]
    notes: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class PersonWord(Base):
    """A folded word of a person's card; a prefix of it finds the person in either script.

    Kept in word order without a row id, so that a keystroke reads one stretch of the table.
    """

    __tablename__ = "person_word"
    __table_args__ = (Index(None, "person_id"), {"sqlite_with_rowid": False})

    word: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
