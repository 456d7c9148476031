"""How the need for each competence goes over a year, by the month in which people were asked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from db.models.surveys import Questionnaire as QuestionnaireModel
from db.models.surveys import QuestionnaireState, SurveyPhase, SurveyRound
from db.plain_query import plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.questionnaires.definition import read_definition
from desktop_app.questionnaires.model import Questionnaire, Texts, text_in
from desktop_app.surveys.results import Group, survey_figures
from desktop_app.surveys.shelf import questionnaires
from desktop_app.surveys.sorting import Where


@dataclass(frozen=True)
class MonthNeed:
    """The mean need gap of a month, 0 to 20 points, by ``n`` people who gave both marks; None where it is hidden."""

    n: int
    gap: float | None


@dataclass(frozen=True)
class CompetenceTrend:
    """``months`` are those, 1 to 12, in which people were asked and may be counted."""

    code: str
    texts: Texts
    months: Mapping[int, MonthNeed]

    @property
    def text(self) -> str:
        return text_in(self.texts)

    @property
    def change(self) -> float | None:
        """From the first month with a figure to the last; None where there are not two."""
        gaps = [need.gap for _month, need in sorted(self.months.items()) if need.gap is not None]
        return gaps[-1] - gaps[0] if len(gaps) > 1 else None

    @property
    def latest(self) -> float | None:
        gaps = (need.gap for _month, need in sorted(self.months.items(), reverse=True) if need.gap is not None)
        return next(gaps, None)


@dataclass(frozen=True)
class NeedTrend:
    """``people`` are the sheets by month, None where they are too few to be told."""

    title: Texts
    year: int
    people: Mapping[int, int | None]
    competences: tuple[CompetenceTrend, ...]
    least_shown: int


def need_trend(unit: UnitOfWork, *, questionnaire_code: str, year: int) -> NeedTrend:
    """From all rounds before a course, and from those put to anybody, of every edition. Raises NotFound."""
    found = survey_figures(
        unit,
        questionnaire_code=questionnaire_code,
        where=Where(since=date(year, 1, 1), until=date(year, 12, 31), phase=SurveyPhase.BEFORE),
        by="month",
        items=competence_items(unit, questionnaire_code=questionnaire_code),
    )
    months = {int(group.key.removeprefix(f"{year}-")): group for group in found.groups}
    return NeedTrend(
        found.questionnaire.title,
        year,
        {month: group.people for month, group in months.items()},
        tuple(
            CompetenceTrend(row.code, row.text, _by_month(row.code, months)) for row in found.questionnaire.competences
        ),
        found.least_shown,
    )


def newest_editions(unit: UnitOfWork) -> list[Questionnaire]:
    """The newest edition of every questionnaire that is no draft, the one with the most answers first."""
    newest: dict[str, Questionnaire] = {}
    answered: Counter[str] = Counter()
    for row in questionnaires(unit):
        if row.state is not QuestionnaireState.DRAFT:
            newest.setdefault(row.questionnaire.code, row.questionnaire)
            answered[row.questionnaire.code] += row.answered
    return sorted(newest.values(), key=lambda each: -answered[each.code])


def need_questionnaires(unit: UnitOfWork) -> list[Questionnaire]:
    """Those of the ``newest_editions`` that ask for competences."""
    return [each for each in newest_editions(unit) if each.competences]


def years_asked(unit: UnitOfWork) -> list[int]:
    """The years in which rounds of any questionnaire were opened, the last one first."""
    day = func.coalesce(func.day_text(SurveyRound.opens_on), func.day_text(func.date(SurveyRound.made_at)))
    rows = plain_rows(unit, select(func.substr(day, 1, 4)).distinct())
    return sorted((int(year) for (year,) in rows), reverse=True)


def competence_items(unit: UnitOfWork, *, questionnaire_code: str) -> frozenset[str]:
    """The codes of the items, of any edition, whose rows are competences."""
    definitions = unit.session.scalars(
        select(QuestionnaireModel.definition).where(QuestionnaireModel.code == questionnaire_code)
    )
    return frozenset(
        item.code for definition in definitions for item in read_definition(definition).items if item.is_competences
    )


def _by_month(code: str, months: Mapping[int, Group]) -> dict[int, MonthNeed]:
    found = {}
    for month, group in months.items():
        figures = group.figures.competences.get(code) if group.figures else None
        if figures is not None:
            found[month] = MonthNeed(figures.n, figures.gap)
    return found
