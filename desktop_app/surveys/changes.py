"""What a course changed: the same items before it and after it.

The sheets of a round cannot be laid beside those of another, as most are anonymous: two groups are compared, not pairs
of answers of the same people. Only cohorts that answered both times are in either.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import sqrt

from sqlalchemy import func, select, true

from db.models.surveys import Questionnaire as QuestionnaireModel
from db.models.surveys import SurveyPhase, SurveyResponse, SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.questionnaires.model import Questionnaire, Texts, text_in
from desktop_app.surveys.figures import CompetenceFigures, Figures, ScaleFigures
from desktop_app.surveys.results import survey_figures
from desktop_app.surveys.sorting import EVERYTHING, Where

# Of the normal distribution: nineteen times in twenty.
CONFIDENCE = 1.96


@dataclass(frozen=True)
class Change:
    """A mean before and after, each with the number of people behind it.

    ``margin`` is how far the change may be from the true one, nineteen times in twenty; None where that is not known.
    """

    before: float
    after: float
    n_before: int
    n_after: int
    margin: float | None

    @property
    def change(self) -> float:
        return self.after - self.before

    @property
    def is_beyond_chance(self) -> bool:
        return self.margin is not None and abs(self.change) > self.margin


@dataclass(frozen=True)
class CompetenceChange:
    """None where either side is hidden or has not been asked."""

    level: Change | None
    gap: Change | None


@dataclass(frozen=True)
class GroupChange:
    """What changed for one group; None in place of people who are hidden."""

    key: str
    texts: Texts
    people_before: int | None
    people_after: int | None
    competences: Mapping[str, CompetenceChange]
    ratings: Mapping[str, Change]

    @property
    def text(self) -> str:
        return text_in(self.texts)


@dataclass(frozen=True)
class SurveyChanges:
    """``everybody`` is the group of all, the others are those of the field."""

    questionnaire: Questionnaire
    cohorts: int
    everybody: GroupChange
    groups: tuple[GroupChange, ...] = ()


def survey_changes(
    unit: UnitOfWork, *, questionnaire_code: str, where: Where = EVERYTHING, by: str | None = None
) -> SurveyChanges:
    """The changes of all editions of a questionnaire together, by a field such as "trainer" or "programme".

    Raises as ``survey_figures``.
    """
    cohorts = _asked_twice(unit, questionnaire_code)
    if where.cohort_ids is not None:
        cohorts &= where.cohort_ids
    both = replace(where, phase=None, cohort_ids=cohorts)
    phases = survey_figures(unit, questionnaire_code=questionnaire_code, where=both, by="phase")
    of_phase = {group.key: group.figures for group in phases.groups}
    everybody = _group("", {}, of_phase.get(SurveyPhase.BEFORE), of_phase.get(SurveyPhase.AFTER))
    if by is None:
        return SurveyChanges(phases.questionnaire, len(cohorts), everybody)
    found = survey_figures(unit, questionnaire_code=questionnaire_code, where=both, by=by, across="phase")
    groups = (
        _group(
            group.key,
            group.texts,
            found.cells.get((group.key, SurveyPhase.BEFORE)),
            found.cells.get((group.key, SurveyPhase.AFTER)),
        )
        for group in found.groups
    )
    return SurveyChanges(phases.questionnaire, len(cohorts), everybody, tuple(groups))


def change_of(
    before: tuple[int, float | None, float | None], after: tuple[int, float | None, float | None]
) -> Change | None:
    """From the number of people, the mean and the spread of each side; None where a mean is hidden."""
    (n_before, mean_before, spread_before), (n_after, mean_after, spread_after) = before, after
    if mean_before is None or mean_after is None:
        return None
    margin = None
    if spread_before is not None and spread_after is not None:
        margin = CONFIDENCE * sqrt(spread_before**2 / n_before + spread_after**2 / n_after)
    return Change(mean_before, mean_after, n_before, n_after, margin)


def _asked_twice(unit: UnitOfWork, questionnaire_code: str) -> frozenset[int]:
    """The cohorts with a complete sheet from before and one from after the course."""
    rows = unit.session.scalars(
        select(SurveyRound.cohort_id)
        .join(QuestionnaireModel, QuestionnaireModel.id == SurveyRound.questionnaire_id)
        .where(
            QuestionnaireModel.code == questionnaire_code,
            select(SurveyResponse.id)
            .where(SurveyResponse.round_id == SurveyRound.id, SurveyResponse.is_complete == true())
            .exists(),
        )
        .group_by(SurveyRound.cohort_id)
        .having(func.count(SurveyRound.phase.distinct()) == len(SurveyPhase))
    )
    return frozenset(cohort_id for cohort_id in rows if cohort_id is not None)


def _group(key: str, texts: Texts, before: Figures | None, after: Figures | None) -> GroupChange:
    counted = (before.sheets if before else None, after.sheets if after else None)
    if before is None or after is None:
        return GroupChange(key, texts, *counted, {}, {})
    competences = {
        code: _competence(own, after.competences[code])
        for code, own in before.competences.items()
        if code in after.competences
    }
    ratings = {}
    for code, own in before.items.items():
        other = after.items.get(code)
        if isinstance(own, ScaleFigures) and isinstance(other, ScaleFigures):
            change = change_of(_mean(own), _mean(other))
            if change is not None:
                ratings[code] = change
    return GroupChange(key, texts, *counted, competences, ratings)


def _competence(before: CompetenceFigures, after: CompetenceFigures) -> CompetenceChange:
    return CompetenceChange(
        level=change_of(_mean(before.of_level), _mean(after.of_level)),
        gap=change_of((before.n, before.gap, before.gap_spread), (after.n, after.gap, after.gap_spread)),
    )


def _mean(figures: ScaleFigures) -> tuple[int, float | None, float | None]:
    return figures.n, figures.mean, figures.spread
