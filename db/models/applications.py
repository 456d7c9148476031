"""Applications of employers: whom they ask the centre to train, and when."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class Application(Versioned, Base):
    """An employer's or a district office's application (buyurtmanoma); ``people_stated`` is the count it names."""

    __tablename__ = "application"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(default="")
    dated_on: Mapped[date] = mapped_column(index=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"), index=True)
    applicant: Mapped[str] = mapped_column(default="")
    district_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"))
    people_stated: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class ApplicationPerson(Versioned, Base):
    """A person of an application: waiting until ``enrolment_id`` says where they got a place, or withdrawn."""

    __tablename__ = "application_person"
    __table_args__ = (
        Index(None, "application_id", "person_id", unique=True),
        CheckConstraint("month BETWEEN 1 AND 12", name="month_of_year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))
    year: Mapped[int]
    month: Mapped[int | None]
    shift_code: Mapped[str | None]
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="SET NULL"), index=True)
    withdrawn_on: Mapped[date | None]
    withdrawal_reason: Mapped[str] = mapped_column(default="")
