"""Attendance: the kinds of mark, the marks themselves, and the papers, badges and absences they come from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class MarkSet(Versioned, Base):
    """Kinds of mark that a cohort is marked with. New cohorts get the default one and keep it for good."""

    __tablename__ = "mark_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    is_default: Mapped[bool] = mapped_column(default=False)
    made_on: Mapped[date]
    retired_on: Mapped[date | None]


class MarkKind(Versioned, Base):
    """A kind of mark of a set. ``share`` is the percentage of the lesson's hours that a present one counts for.

    ``keys`` are what is typed for it; ``visible_to`` are the roles that see the letter, all when empty.
    """

    __tablename__ = "mark_kind"
    __table_args__ = (
        UniqueConstraint("set_id", "code"),
        CheckConstraint("counts IN ('present', 'excused', 'absent', 'left_out')", name="counts_known"),
        CheckConstraint("share BETWEEN 0 AND 100", name="share_of_hundred"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("mark_set.id", ondelete="CASCADE"))
    code: Mapped[str]
    place: Mapped[int]
    letter: Mapped[str]
    name_uz: Mapped[str]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    counts: Mapped[str]
    share: Mapped[int] = mapped_column(default=100)
    keys: Mapped[str] = mapped_column(default="")
    visible_to: Mapped[list[Any]] = mapped_column(JSON, default=list)


class Mark(Base):
    """A mark of one person for one session; no row means that nobody has marked yet.

    ``missed_hours`` are those of the session's academic hours that an absence took, all when it is not said;
    ``late_minutes`` how late somebody came. ``reason`` is why a locked mark was corrected. ``marked_by`` nobody: the
    badges at the door made it.
    """

    __tablename__ = "mark"
    # What the percentages of every open cohort are counted from, without a look at the rows themselves.
    __table_args__ = (
        Index(None, "enrolment_id", "kind_code", "missed_hours", "late_minutes"),
        {"sqlite_with_rowid": False},
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    kind_code: Mapped[str]
    marked_at: Mapped[datetime]
    marked_by: Mapped[int | None]
    missed_hours: Mapped[int | None]
    late_minutes: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")


class Absence(Versioned, Base):
    """An absence that was announced or explained; of the whole cohort where no enrolment is named.

    It reaches from lesson ``first_place`` of its first day to ``last_place`` of its last one; ``kind_code`` is the mark
    that its lessons are to get, ``document`` the paper that proves the reason.
    """

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    first_place: Mapped[int | None]
    last_place: Mapped[int | None]
    kind_code: Mapped[str]
    reason_code: Mapped[str | None]
    document: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime]
    noted_by: Mapped[str]


class WalkIn(Base):
    """An enrolment of somebody who was not on the list and whose card is only a name until they are recognised.

    ``code`` is the badge that nobody knew, if one was read.
    """

    __tablename__ = "walk_in"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    came_at: Mapped[datetime]
    noted_by: Mapped[str]


class HeadCount(Versioned, Base):
    """How many people the duty officer counted in the room, apart from the register."""

    __tablename__ = "head_count"

    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), primary_key=True)
    people: Mapped[int]
    counted_at: Mapped[datetime]
    counted_by: Mapped[str]


class AttendanceSheet(Versioned, Base):
    """A printed sheet: ``lessons`` and ``people`` are the session and enrolment ids of its columns and rows in order.

    ``kind`` is day, week, course or journal. A sheet that never came back has no ``returned_at``; ``cancelled_on`` is
    when one was given up.
    """

    __tablename__ = "attendance_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    kind: Mapped[str]
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    lessons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    people: Mapped[list[Any]] = mapped_column(JSON, default=list)
    printed_at: Mapped[datetime]
    printed_by: Mapped[str]
    returned_at: Mapped[datetime | None]
    returned_by: Mapped[str] = mapped_column(default="")
    cancelled_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class AttendanceFile(Base):
    """A scan or photo, kept byte for byte: of a sheet that came back, or of the paper behind an absence."""

    __tablename__ = "attendance_file"
    __table_args__ = (CheckConstraint("(sheet_id IS NULL) <> (absence_id IS NULL)", name="of_one_thing"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_sheet.id", ondelete="CASCADE"), index=True)
    absence_id: Mapped[int | None] = mapped_column(ForeignKey("absence.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class BadgeScan(Base):
    """A code that the scanner at the door read, and whose it is."""

    __tablename__ = "badge_scan"
    __table_args__ = (Index(None, "cohort_id", "scanned_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scanned_at: Mapped[datetime]
    code: Mapped[str]
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    scanned_by: Mapped[str]
