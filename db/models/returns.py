"""Monthly returns as they were made: figures, file and digest, kept byte for byte."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class ReturnSnapshot(Base):
    __tablename__ = "return_snapshot"
    __table_args__ = (Index(None, "year", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    month: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    workbook: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
