"""Questionnaires and the answers given to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Questionnaire(Base):
    """A frozen version of a questionnaire; ``definition`` holds its items with texts in every language."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("code", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    edition: Mapped[int]
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)


class SurveyResponse(Base):
    """One answer sheet of a cohort: anonymous, known by its slip number."""

    __tablename__ = "survey_response"
    __table_args__ = (UniqueConstraint("cohort_id", "slip_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    slip_number: Mapped[int]
    is_from_paper: Mapped[bool]
    answered_at: Mapped[datetime]


class SurveyAnswer(Base):
    """One answer: a number for a scale or a choice's place, a text for the open question."""

    __tablename__ = "survey_answer"
    __table_args__ = (Index(None, "item"), {"sqlite_with_rowid": False})

    response_id: Mapped[int] = mapped_column(ForeignKey("survey_response.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int | None]
    text: Mapped[str | None]
