"""People, their workplaces, and the keys they are found by."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import enum_by_value


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Institution(Versioned, Base):
    """A school, kindergarten or office that people come from. ``code`` is its own number, such as its tax number.

    It is closed, never deleted: cards, former posts and ledgers stand on it.
    """

    __tablename__ = "institution"
    __table_args__ = (Index(None, "search_key", "district_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind_code: Mapped[str | None]
    district_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"), index=True)
    search_key: Mapped[str]
    code: Mapped[str] = mapped_column(default="")
    locality_code: Mapped[str | None]
    closed_on: Mapped[date | None]
    closing_reason: Mapped[str] = mapped_column(default="")


class FormerInstitutionName(Base):
    """What an institution was called until ``ends_on``: posts of that time say so, and rosters still do."""

    __tablename__ = "former_institution_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    name: Mapped[str]
    search_key: Mapped[str] = mapped_column(index=True)
    ends_on: Mapped[date]
    # The order that gave the name after this one.
    reason: Mapped[str] = mapped_column(default="")


class InstitutionMerge(Base):
    """Two spellings of one institution made one: what is written as the one that is gone is read as the kept one.

    ``moved`` holds the ids of cards and former posts that were handed over, by table; ``before`` what both entries
    said, and ``after`` what they say since, so that the two can be parted again.
    """

    __tablename__ = "institution_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    merged_at: Mapped[datetime]
    merged_by: Mapped[str]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    moved: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(default="")


class InstitutionWord(Base):
    """A folded word of an institution's name; people are found by where they work, too."""

    __tablename__ = "institution_word"
    __table_args__ = (Index(None, "institution_id"), {"sqlite_with_rowid": False})
    is_journaled = False

    word: Mapped[str] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id", ondelete="CASCADE"), primary_key=True)


class Person(Versioned, Base):
    """A trainee's card. ``sort_key`` gives the Uzbek order, ``name_key`` finds the same name however spelt.

    The workplace on the card is the present one, held since ``post_since``; those before it are ``FormerPost``.
    ``identity_note`` says why a JShShIR stands although it does not agree with itself or with the card.
    """

    __tablename__ = "person"
    # The list is read in Uzbek order, whole or by one of its three choosers, with or without those who left.
    __table_args__ = (
        Index("ix_person_in_order", "is_archived", "sort_key", "id"),
        Index("ix_person_by_district", "is_archived", "district_code", "sort_key", "id"),
        Index("ix_person_by_subject", "is_archived", "subject_code", "sort_key", "id"),
        Index("ix_person_by_staff_group", "is_archived", "staff_group", "sort_key", "id"),
        Index(None, "name_key", "birth_date"),
        # Cards that may mean one person are looked for among those born on one day: a few dozen of half a million.
        Index(None, "birth_date"),
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
    identity_note: Mapped[str] = mapped_column(default="")
    post_since: Mapped[date | None]
    service_since: Mapped[date | None]
    locality_code: Mapped[str | None]
    category_given_on: Mapped[date | None]
    category_valid_to: Mapped[date | None]
    category_is_lifetime: Mapped[bool] = mapped_column(default=False)
    graduated_from: Mapped[str] = mapped_column(default="")
    graduation_year: Mapped[int | None]
    diploma_specialty: Mapped[str] = mapped_column(default="")
    # How the person took the national stage of 2024 (order 577): "online" or "offline"; decides the turn.
    stage_2024: Mapped[str | None]
    is_archived: Mapped[bool] = mapped_column(default=False)
    archived_on: Mapped[date | None]
    archive_reason: Mapped[str] = mapped_column(default="")
    erased_on: Mapped[date | None]


class FormerName(Versioned, Base):
    """A name that the person bore until ``changed_on``: earlier certificates stand in it, and it still finds them."""

    __tablename__ = "former_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    surname: Mapped[str]
    given_name: Mapped[str]
    patronymic: Mapped[str] = mapped_column(default="")
    surname_cyrl: Mapped[str] = mapped_column(default="")
    given_name_cyrl: Mapped[str] = mapped_column(default="")
    patronymic_cyrl: Mapped[str] = mapped_column(default="")
    changed_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")


class FormerPost(Versioned, Base):
    """Where a person worked before, as what, from when to when."""

    __tablename__ = "former_post"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"), index=True)
    district_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"))
    position_code: Mapped[str | None]
    position_text: Mapped[str] = mapped_column(default="")
    subject_code: Mapped[str | None]
    subject_text: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]


class OutsideCourse(Versioned, Base):
    """A course taken elsewhere, as its paper tells: it counts for the five years as much as one of ours."""

    __tablename__ = "outside_course"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    provider: Mapped[str] = mapped_column(default="")
    hours: Mapped[int | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date]
    result: Mapped[str] = mapped_column(default="")
    certificate_number: Mapped[str] = mapped_column(default="", index=True)
    link: Mapped[str] = mapped_column(default="")


class Consent(Versioned, Base):
    """A person's consent to the keeping of their data: when and in which form it was given, and withdrawn."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    given_on: Mapped[date]
    form: Mapped[str]
    withdrawn_on: Mapped[date | None]
    withdrawal_reason: Mapped[str] = mapped_column(default="")


class PersonWord(Base):
    """A folded word of a person's card; a prefix of it finds the person in either script.

    Kept in word order without a row id, so that a keystroke reads one stretch of the table.
    """

    __tablename__ = "person_word"
    __table_args__ = (Index(None, "person_id"), {"sqlite_with_rowid": False})

    word: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)


class NameWord(Base):
    """Every word that stands in some name, once: where a part from the middle of a name is looked for.

    A word that nobody bears any longer does no harm: it only leads to nobody.
    """

    __tablename__ = "name_word"
    __table_args__ = ({"sqlite_with_rowid": False},)
    is_journaled = False

    word: Mapped[str] = mapped_column(primary_key=True)


class SavedFilter(Versioned, Base):
    """A choice of people that someone named to use again."""

    __tablename__ = "saved_filter"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)


class BulkEdit(Base):
    """One field set to one value on many cards at once; ``before`` keeps what each card said, by person id."""

    __tablename__ = "bulk_edit"

    id: Mapped[int] = mapped_column(primary_key=True)
    done_at: Mapped[datetime]
    done_by: Mapped[str]
    field: Mapped[str]
    value: Mapped[str]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(default="")
