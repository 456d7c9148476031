"""What a cohort needs: the figures of its survey before the course, and its programme's modules ranked by them."""

from dataclasses import dataclass

from sqlalchemy import select

from db.models.programmes import Module, Programme
from db.models.surveys import Questionnaire as QuestionnaireModel
from db.models.surveys import SurveyPhase, SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.service import load_cohort
from desktop_app.questionnaires.built_in import built_in_for
from desktop_app.surveys.figures import RankFigures
from desktop_app.surveys.needs import ModuleNeeds, ServingModule, module_needs
from desktop_app.surveys.results import SurveyFigures, survey_figures
from desktop_app.surveys.sorting import Where


@dataclass(frozen=True)
class CohortNeeds:
    """``modules`` is None where too few have answered for anything to be shown."""

    cohort_id: int
    cohort_code: str
    programme: str
    figures: SurveyFigures
    modules: ModuleNeeds | None


def cohort_needs(unit: UnitOfWork, *, cohort_id: int) -> CohortNeeds:
    """From the newest round before the course; without one there are no figures. Raises NotFound."""
    cohort = load_cohort(unit, cohort_id)
    programme = unit.session.get_one(Programme, cohort.programme_id)
    code = unit.session.scalar(
        select(QuestionnaireModel.code)
        .join(SurveyRound, SurveyRound.questionnaire_id == QuestionnaireModel.id)
        .where(SurveyRound.cohort_id == cohort_id, SurveyRound.phase == SurveyPhase.BEFORE)
        .order_by(SurveyRound.made_at.desc(), SurveyRound.id.desc())
        .limit(1)
    )
    figures = survey_figures(
        unit,
        questionnaire_code=code or built_in_for(programme.staff_group),
        where=Where(phase=SurveyPhase.BEFORE, cohort_ids=frozenset({cohort_id})),
    )
    return CohortNeeds(cohort_id, cohort.code, programme.title, figures, _modules(unit, programme, figures))


def serving_modules(unit: UnitOfWork, *, programme_id: int) -> list[ServingModule]:
    """The modules of a programme in their order, with the competences that they serve."""
    rows = unit.session.scalars(select(Module).where(Module.programme_id == programme_id).order_by(Module.place))
    return [ServingModule(row.id, row.title, row.hours, row.is_elective, dict(row.competences)) for row in rows]


def _modules(unit: UnitOfWork, programme: Programme, figures: SurveyFigures) -> ModuleNeeds | None:
    if figures.total is None:
        return None
    item = figures.questionnaire.modules_item
    wishes = figures.total.items.get(item.code) if item else None
    return module_needs(
        serving_modules(unit, programme_id=programme.id),
        figures.total,
        wishes=wishes if isinstance(wishes, RankFigures) else None,
        hours=programme.hours,
    )
