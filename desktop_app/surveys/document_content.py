"""All that is shown of a survey on screen and on paper: figures, numbers, words, and what its options are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy import select

from db.models.programmes import Module
from db.models.surveys import SurveyPhase
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.service import load_cohort
from desktop_app.i18n import _
from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Questionnaire, Source, Texts, text_in
from desktop_app.reference.records import Names
from desktop_app.reference.service import districts, list_items
from desktop_app.surveys.cohort_needs import cohort_needs
from desktop_app.surveys.figures import (
    ChoiceFigures,
    CompetenceFigures,
    Figures,
    NumberFigures,
    RankFigures,
    ScaleFigures,
)
from desktop_app.surveys.needs import ModuleNeeds
from desktop_app.surveys.numbers import survey_numbers
from desktop_app.surveys.results import SurveyFigures, survey_figures
from desktop_app.surveys.sorting import EVERYTHING, Where
from desktop_app.surveys.themes_reading import open_answers_of
from desktop_app.surveys.turnout import Turnout, cohort_turnout

# Of more people nobody reads what they wrote here, but where it is put under themes.
WRITTEN_MOST = 5_000


@dataclass(frozen=True)
class CompetenceNeed:
    """A competence with its figures."""

    row: MatrixRow
    figures: CompetenceFigures

    @property
    def text(self) -> str:
        return text_in(self.row.text)


@dataclass(frozen=True)
class SurveyContent:
    """``options`` are what the options of each item are called, by code; ``written`` the open answers by item,
    none of more than WRITTEN_MOST people.

    ``few`` are the figures that are hidden because of how few people answered, at least one, by their codes.
    ``modules`` are there for a cohort of which enough have answered.
    """

    figures: SurveyFigures
    numbers: Mapping[str, NumberFigures]
    written: Mapping[str, tuple[str, ...]]
    options: Mapping[str, Mapping[str, Texts]]
    few: Mapping[str, int]
    modules: ModuleNeeds | None = None

    @property
    def questionnaire(self) -> Questionnaire:
        return self.figures.questionnaire

    def few_text(self, code: str) -> str:
        """What is said in place of a figure that is hidden, and of one that nobody answered."""
        n = self.few.get(code, 0)
        if not n:
            return _("Nobody has answered this question.")
        return _("Hidden: {n} answered, figures are shown from {least} people on.", n=n, least=self.figures.least_shown)

    @property
    def needs(self) -> tuple[CompetenceNeed, ...]:
        return () if self.figures.total is None else needs_in(self.questionnaire, self.figures.total)


def needs_in(questionnaire: Questionnaire, figures: Figures) -> tuple[CompetenceNeed, ...]:
    """The competences by need, the greatest gap first; those that are hidden last."""
    found = [
        CompetenceNeed(row, figures.competences[row.code])
        for row in questionnaire.competences
        if row.code in figures.competences
    ]
    return tuple(sorted(found, key=lambda each: -1.0 if each.figures.gap is None else each.figures.gap, reverse=True))


def survey_content(
    unit: UnitOfWork,
    *,
    questionnaire_code: str,
    where: Where = EVERYTHING,
    by: str | None = None,
    across: str | None = None,
) -> SurveyContent:
    """Of all editions of a questionnaire. Raises as ``survey_figures``."""
    figures = survey_figures(unit, questionnaire_code=questionnaire_code, where=where, by=by, across=across)
    if figures.total is None:
        return SurveyContent(figures, {}, {}, {}, {})
    texts = [item.code for item in figures.questionnaire.items if item.kind is ItemKind.TEXT]
    if figures.people > WRITTEN_MOST:
        texts = []
    found = {
        code: open_answers_of(unit, questionnaire_code=questionnaire_code, item=code, where=where) for code in texts
    }
    written = {code: tuple(line.text for line in answers.lines) for code, answers in found.items()}
    numbers = survey_numbers(unit, questionnaire_code=questionnaire_code, where=where)
    few = {code: answers.people for code, answers in found.items() if 0 < answers.people < figures.least_shown}
    few |= dict(_few(figures.total, numbers))
    return SurveyContent(figures, numbers, written, dict(_options(unit, figures.questionnaire, figures.total)), few)


@dataclass(frozen=True)
class CohortContent:
    """The newest survey of a cohort before its course."""

    code: str
    programme_id: int
    programme: str
    turnout: Turnout
    content: SurveyContent


def cohort_content(unit: UnitOfWork, *, cohort_id: int, by: str | None = None) -> CohortContent:
    """With its modules by need. Raises NotFound, Invalid."""
    needs = cohort_needs(unit, cohort_id=cohort_id)
    where = Where(phase=SurveyPhase.BEFORE, cohort_ids=frozenset({cohort_id}))
    content = survey_content(unit, questionnaire_code=needs.figures.questionnaire.code, where=where, by=by)
    return CohortContent(
        needs.cohort_code,
        load_cohort(unit, cohort_id).programme_id,
        needs.programme,
        cohort_turnout(
            unit, cohort_id=cohort_id, questionnaire_code=content.questionnaire.code, sheets=content.figures.people
        ),
        replace(content, modules=needs.modules),
    )


def _few(figures: Figures, numbers: Mapping[str, NumberFigures]) -> Iterator[tuple[str, int]]:
    """The closed items and the numbers that are hidden, and how many people answered."""
    for code, found in chain(figures.competences.items(), figures.items.items(), numbers.items()):
        match found:
            case ScaleFigures(n=n, counts=shown) | ChoiceFigures(n=n, counts=shown):
                pass
            case RankFigures(n=n, places=shown) | CompetenceFigures(n=n, gap=shown) | NumberFigures(n=n, mean=shown):
                pass
        if n and shown is None:
            yield code, n


def _options(
    unit: UnitOfWork, questionnaire: Questionnaire, figures: Figures
) -> Iterator[tuple[str, Mapping[str, Texts]]]:
    for item in questionnaire.items:
        match figures.items.get(item.code):
            case ChoiceFigures(counts=counted) | RankFigures(places=counted) if counted is not None:
                yield item.code, _names(unit, item, list(counted))
            case _:
                pass


def _names(unit: UnitOfWork, item: Item, codes: list[str]) -> Mapping[str, Texts]:
    match item.source:
        case Source.OWN:
            return {option.code: option.text for option in item.options}
        case Source.MODULES:
            ids = [int(code) for code in codes if code.isdecimal()]
            rows = unit.session.execute(select(Module.id, Module.title).where(Module.id.in_(ids)))
            return {str(id_): {"uz": title} for id_, title in rows}
        case Source.DISTRICTS:
            return {each.code: _texts(each.names) for each in districts(unit)}
        case _:
            return {str(each.id): _texts(each.names) for each in list_items(unit, item.source)}


def _texts(names: Names) -> Texts:
    return {"uz": names.uz, "uz_Cyrl": names.cyrl, "ru": names.ru, "en": names.en}
