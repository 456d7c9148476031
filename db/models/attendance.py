"""Marks: who was at which session."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Mark(Base):
    """A mark of one person for one session; no row means that nobody has marked yet."""

    __tablename__ = "mark"
    __table_args__ = (Index(None, "enrolment_id"), {"sqlite_with_rowid": False})

    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    kind_code: Mapped[str]
    marked_at: Mapped[datetime]
    marked_by: Mapped[int | None]
