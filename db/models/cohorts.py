"""Cohorts and the people enrolled in them."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import enum_by_value


class CohortState(StrEnum):
    PLANNED = "planned"
    STUDYING = "studying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class EnrolmentState(StrEnum):
    APPLIED = "applied"
    CALLED = "called"
    ABSENT = "absent"
    ADMITTED = "admitted"
    STUDYING = "studying"
    COMPLETED = "completed"
    STATEMENT = "statement"
    EXPELLED = "expelled"
    TRANSFERRED = "transferred"
    # Came without being on the list, and nobody knows yet who it is: marked like the others, counted nowhere.
    WALK_IN = "walk_in"


class Cohort(Versioned, Base):
    __tablename__ = "cohort"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="dates_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    state: Mapped[CohortState] = mapped_column(enum_by_value(CohortState), default=CohortState.PLANNED)
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    place: Mapped[str] = mapped_column(default="")
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]
    completed_on: Mapped[date | None]
    completion_order_number: Mapped[str] = mapped_column(default="")
    completion_order_date: Mapped[date | None]
    language_code: Mapped[str | None]
    shift_code: Mapped[str | None]
    # Of a staged course: which stage; of a cascade: which level, and who of the level before leads it, and where.
    stage_id: Mapped[int | None] = mapped_column(ForeignKey("programme_stage.id"))
    cascade_level: Mapped[int | None]
    led_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    # The kinds of mark that were the default when it was made: a later default never counts its marks anew.
    mark_set_id: Mapped[int | None] = mapped_column(ForeignKey("mark_set.id"))


class Enrolment(Versioned, Base):
    """A person in a cohort. Workplace facts are copied here: a return of March must not change in April."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("cohort_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[EnrolmentState] = mapped_column(enum_by_value(EnrolmentState))
    enrolled_on: Mapped[date]
    left_on: Mapped[date | None]
    leaving_reason: Mapped[str] = mapped_column(default="")
    staff_group: Mapped[str | None]
    district_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"))
    subject_code: Mapped[str | None]
    category_code: Mapped[str | None]
    workplace: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    entry_score: Mapped[float | None]
    final_score: Mapped[float | None]
    finished_on: Mapped[date | None] = mapped_column(index=True)
    # Number of a certificate that was issued elsewhere, such as by the national platform.
    external_certificate: Mapped[str] = mapped_column(default="")
    external_link: Mapped[str] = mapped_column(default="")
    external_issued_on: Mapped[date | None]
    outcome_facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # The enrolment that this one goes on from, after a transfer: its attended hours are kept.
    came_from_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    # The day of the letter or the list by which somebody was called.
    called_on: Mapped[date | None]
    # Why somebody who was called did not come, where a valid reason is known.
    absence_reason_code: Mapped[str | None]
    # Why somebody studies again although their last course still holds.
    repeat_reason: Mapped[str] = mapped_column(default="")


class CohortModule(Base):
    """An elective module that was chosen for a cohort."""

    __tablename__ = "cohort_module"
    __table_args__ = ({"sqlite_with_rowid": False},)

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True, index=True)


class Participation(Versioned, Base):
    """How many people of a region took part in a national course, by which paper."""

    __tablename__ = "participation"
    __table_args__ = (
        UniqueConstraint("cohort_id", "region_code"),
        CheckConstraint("people >= 0", name="people_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    region_code: Mapped[str] = mapped_column(ForeignKey("territory.code"))
    people: Mapped[int]
    source: Mapped[str] = mapped_column(default="")
