"""Questionnaires, the rounds in which they are answered, the answer sheets, and what was decided from them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import enum_by_value


class QuestionnaireState(StrEnum):
    DRAFT = "draft"
    IN_USE = "in_use"
    RETIRED = "retired"


class SurveyPhase(StrEnum):
    """Before the course, or after it with the same items."""

    BEFORE = "before"
    AFTER = "after"


class SurveyChannel(StrEnum):
    """How an answer sheet came in."""

    SCREEN = "screen"
    PAPER = "paper"
    WORKBOOK = "workbook"


class Questionnaire(Versioned, Base):
    """One edition; ``definition`` is the document of desktop_app.questionnaires.definition, frozen once answered."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("code", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    edition: Mapped[int]
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[QuestionnaireState] = mapped_column(
        enum_by_value(QuestionnaireState), default=QuestionnaireState.IN_USE
    )
    is_built_in: Mapped[bool] = mapped_column(default=False)


class SurveyRound(Versioned, Base):
    """A questionnaire put to a cohort before or after its course, or, without a cohort, to anybody.

    The form that was given out stays as it was: ``options`` are the options of the centre's lists as they stood, by
    source. ``printed`` is the highest number of a printed sheet.
    """

    __tablename__ = "survey_round"
    __table_args__ = (
        UniqueConstraint("cohort_id", "questionnaire_id", "phase"),
        CheckConstraint("opens_on <= closes_on", name="days_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"))
    title: Mapped[str] = mapped_column(default="")
    phase: Mapped[SurveyPhase] = mapped_column(enum_by_value(SurveyPhase), default=SurveyPhase.BEFORE)
    is_anonymous: Mapped[bool] = mapped_column(default=True)
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    printed: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]


class SurveyResponse(Versioned, Base):
    """One answer sheet, known by its number in the round; ``enrolment_id`` only where the round is not anonymous.

    ``packed`` are the closed answers as desktop_app.questionnaires.layout lays them out. ``source_key`` is what the
    program that collected a row calls it, such as the _uuid of Kobo: an edited row comes in again under it.
    """

    __tablename__ = "survey_response"
    __table_args__ = (
        UniqueConstraint("round_id", "slip_number"),
        UniqueConstraint("round_id", "enrolment_id"),
        Index(None, "round_id", "source_key", unique=True),
        # A result reads nothing but this.
        Index(None, "round_id", "is_complete"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("survey_round.id"))
    slip_number: Mapped[int]
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    channel: Mapped[SurveyChannel] = mapped_column(enum_by_value(SurveyChannel))
    is_complete: Mapped[bool] = mapped_column(default=True)
    packed: Mapped[bytes]
    answered_at: Mapped[datetime]
    typed_by: Mapped[str] = mapped_column(default="")
    source_key: Mapped[str | None]


class SurveyAnswer(Base):
    """An answer that has no place in the packed ones: words, a day, a number."""

    __tablename__ = "survey_answer"
    __table_args__ = (Index(None, "item", "number"), {"sqlite_with_rowid": False})

    response_id: Mapped[int] = mapped_column(ForeignKey("survey_response.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[float | None]
    text: Mapped[str | None]


class SurveyAnswered(Base):
    """That a person has answered, kept apart from the sheets: it never says which one is theirs, nor at what hour."""

    __tablename__ = "survey_answered"
    __table_args__ = ({"sqlite_with_rowid": False},)

    round_id: Mapped[int] = mapped_column(ForeignKey("survey_round.id", ondelete="CASCADE"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class SurveyRetyping(Base):
    """A paper sheet typed a second time: in how many of its fields the two typings differed, and in which."""

    __tablename__ = "survey_retyping"

    response_id: Mapped[int] = mapped_column(ForeignKey("survey_response.id", ondelete="CASCADE"), primary_key=True)
    fields: Mapped[int]
    differing: Mapped[list[Any]] = mapped_column(JSON)
    typed_at: Mapped[datetime]
    typed_by: Mapped[str]


class AnswerTheme(Versioned, Base):
    """A theme of the frame by which open answers are coded; ``words`` are beginnings of words that suggest it."""

    __tablename__ = "answer_theme"
    __table_args__ = (UniqueConstraint("questionnaire_code", "item", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_code: Mapped[str]
    item: Mapped[str]
    place: Mapped[int]
    name: Mapped[str]
    words: Mapped[str] = mapped_column(default="")


class AnswerCoding(Base):
    """That somebody read an open answer and put it under a theme; two people who read it may differ."""

    __tablename__ = "answer_coding"
    __table_args__ = ({"sqlite_with_rowid": False},)

    response_id: Mapped[int] = mapped_column(ForeignKey("survey_response.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(
        ForeignKey("answer_theme.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    coded_by: Mapped[str] = mapped_column(primary_key=True)


class ModuleDecision(Versioned, Base):
    """The minutes by which the elective modules of a cohort were chosen (Modul tanlash bayonnomasi).

    ``figures`` are the need figures as they stood when it was decided; a later decision replaces an earlier one, which
    stays. The modules that hold for the cohort are CohortModule.
    """

    __tablename__ = "module_decision"
    __table_args__ = (UniqueConstraint("number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    number: Mapped[str]
    decided_on: Mapped[date]
    chairperson: Mapped[str] = mapped_column(default="")
    members: Mapped[list[Any]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(default="")
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    replaced_on: Mapped[date | None]
    made_by: Mapped[str] = mapped_column(default="")
