"""What a survey's form and its result look like outside the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.reference.records import Names
from desktop_app.surveys.questionnaire import Choice, Option, Questionnaire
from desktop_app.surveys.rules import CompetenceFigures


@dataclass(frozen=True)
class ModuleChoice:
    id: int
    title: str
    hours: int
    is_elective: bool


@dataclass(frozen=True)
class SurveyForm:
    """What one person fills in for a cohort; a closed cohort takes no more answers."""

    cohort_id: int
    cohort_code: str
    questionnaire: Questionnaire
    modules: tuple[ModuleChoice, ...]
    next_slip: int
    is_open: bool = True


@dataclass(frozen=True)
class AnswerSheet:
    """Answers by item: ``numbers`` for scales (1-5), ranks (1-3) and ticks (1); ``texts`` for the open one."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ResponseRecord:
    id: int
    slip_number: int
    is_from_paper: bool
    answered_at: datetime
    answered_items: int


@dataclass(frozen=True)
class CompetenceResult:
    text: Names
    figures: CompetenceFigures


@dataclass(frozen=True)
class ModuleResult:
    """A module's place in the ranking, 1 for the most needed."""

    id: int
    title: str
    hours: int
    is_elective: bool
    place: int
    gap: float | None
    wishes: int
    score: float
    is_proposed: bool


@dataclass(frozen=True)
class ChoiceResult:
    choice: Choice
    counts: tuple[tuple[Option, int], ...]


@dataclass(frozen=True)
class SurveyResult:
    """``least_shown`` is the number of answers below which no figure is shown."""

    cohort_id: int
    cohort_code: str
    programme: str
    questionnaire: Questionnaire
    enrolled: int
    responses: int
    least_shown: int
    competences: tuple[CompetenceResult, ...]
    modules: tuple[ModuleResult, ...]
    choices: tuple[ChoiceResult, ...]
    open_answers: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        return self.responses >= self.least_shown
