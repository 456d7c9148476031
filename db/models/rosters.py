"""Roster files that were applied, and what was learnt of the layouts that senders use."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


class RosterImport(Base):
    """One application of a file, to a cohort or to the list of people alone, with what became of every row.

    ``changes`` keeps what known cards said before, by person id and field, so that it can be undone; ``counts`` are
    the rows by what became of them, for the list of imports, and their digest, by which they are known again.
    """

    __tablename__ = "roster_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    applied_at: Mapped[datetime]
    applied_by: Mapped[str]
    file_name: Mapped[str]
    file_sha256: Mapped[str] = mapped_column(index=True)
    sheet: Mapped[str]
    header_row: Mapped[int]
    rows: Mapped[list[Any]] = mapped_column(JSON)
    sender: Mapped[str] = mapped_column(default="")
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(default="")
    undo_reason: Mapped[str] = mapped_column(default="")


class SheetLayout(Versioned, Base):
    """What someone chose for a layout of a sender: which column is which, and what an unclear cell means there.

    ``layout`` is a digest of the header's texts; ``answers`` are the remembered decisions by field and cell text.
    """

    __tablename__ = "sheet_layout"
    __table_args__ = (UniqueConstraint("sender", "layout"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sender: Mapped[str]
    layout: Mapped[str]
    columns: Mapped[dict[str, Any]] = mapped_column(JSON)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    used_at: Mapped[datetime]
