"""What is decided about the elective modules of a cohort, and the figures that it rests on."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from desktop_app.questionnaires.model import Texts, text_in
from desktop_app.surveys.cohort_needs import CohortNeeds


@dataclass(frozen=True)
class DecidedCompetence:
    """A competence as it stood; figures are None where they were hidden."""

    code: str
    texts: Texts
    n: int
    importance: float | None
    level: float | None
    gap: float | None
    large: float | None

    @property
    def text(self) -> str:
        return text_in(self.texts)


@dataclass(frozen=True)
class DecidedModule:
    """A module as it stood in the ranking; ``place`` is None where too few had answered for one."""

    id: int
    title: str
    hours: int
    is_elective: bool
    is_chosen: bool
    is_proposed: bool = False
    place: int | None = None
    gap: float | None = None
    wishes: int | None = None
    score: float | None = None


@dataclass(frozen=True)
class DecidedFigures:
    """Competences by need, the greatest first; ``unserved`` are codes of needs that no module of the programme serves.

    ``answered`` of ``asked`` people had answered; ``room`` are the hours for elective modules.
    """

    questionnaire: Texts
    answered: int
    asked: int
    room: int
    competences: tuple[DecidedCompetence, ...]
    modules: tuple[DecidedModule, ...]
    unserved: tuple[str, ...]

    @property
    def chosen(self) -> tuple[DecidedModule, ...]:
        return tuple(module for module in self.modules if module.is_chosen)


@dataclass(frozen=True)
class DecisionDraft:
    """``note`` says why what is chosen is not what the answers propose."""

    cohort_id: int
    module_ids: tuple[int, ...]
    number: str
    decided_on: date
    chairperson: str
    members: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class DecisionRecord:
    """A decision that was taken; one with ``replaced_on`` holds no longer."""

    id: int
    cohort_id: int
    number: str
    decided_on: date
    chairperson: str
    members: tuple[str, ...]
    note: str
    figures: DecidedFigures
    replaced_on: date | None
    made_by: str


@dataclass(frozen=True)
class DecisionGround:
    """What a decision is taken from: modules by need, those marked as chosen that hold today.

    ``room`` are the hours for elective modules; ``taught_otherwise`` are titles of modules in the timetable that were
    not chosen.
    """

    needs: CohortNeeds
    modules: tuple[DecidedModule, ...]
    room: int
    taught_otherwise: tuple[str, ...]
    number: str
    chairperson: str
    decisions: tuple[DecisionRecord, ...]

    @property
    def electives(self) -> tuple[DecidedModule, ...]:
        return tuple(module for module in self.modules if module.is_elective)

    @property
    def chosen(self) -> tuple[int, ...]:
        return tuple(module.id for module in self.modules if module.is_chosen)


def to_kept(figures: DecidedFigures) -> dict[str, Any]:
    return asdict(figures)


def from_kept(kept: dict[str, Any]) -> DecidedFigures:
    competences = tuple(DecidedCompetence(**each) for each in kept["competences"])
    modules = tuple(DecidedModule(**each) for each in kept["modules"])
    return DecidedFigures(
        **{**kept, "competences": competences, "modules": modules, "unserved": tuple(kept["unserved"])}
    )
