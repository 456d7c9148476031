"""Professional development hours and days: lighter than a course, by the thousand."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class TrainingEvent(Versioned, Base):
    """An event (KRS, KRK, seminar) at an institution: who led it and how many were there.

    ``people`` is the number that was reported; where a list was kept too, the two are compared. ``batch`` ties together
    what was entered or imported at once, so that it can be taken back at once.
    """

    __tablename__ = "training_event"
    __table_args__ = (
        Index(None, "held_on", "kind_code"),
        Index(None, "programme_id", "cascade_level"),
        CheckConstraint("people >= 0", name="people_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind_code: Mapped[str]
    held_on: Mapped[date]
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"), index=True)
    place: Mapped[str] = mapped_column(default="")
    district_code: Mapped[str | None] = mapped_column(ForeignKey("territory.code"))
    subject_code: Mapped[str | None]
    topic: Mapped[str] = mapped_column(default="")
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))
    cascade_level: Mapped[int | None]
    leader_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    leader: Mapped[str] = mapped_column(default="")
    people: Mapped[int]
    source: Mapped[str] = mapped_column(default="")
    batch: Mapped[str] = mapped_column(default="", index=True)


class EventParticipant(Base):
    __tablename__ = "event_participant"
    __table_args__ = (Index(None, "person_id"), {"sqlite_with_rowid": False})

    event_id: Mapped[int] = mapped_column(ForeignKey("training_event.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
