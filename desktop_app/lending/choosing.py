"""What can be lent: cohorts that are not cancelled, the newest first, and their surveys."""

from dataclasses import dataclass

from sqlalchemy import select

from db.models.cohorts import Cohort, CohortState
from db.models.programmes import Programme
from db.models.surveys import Questionnaire, SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.borrowed import Kind

MOST = 500


@dataclass(frozen=True)
class Lendable:
    """``hint`` tells a cohort's programme, or that it is a survey."""

    kind: Kind
    entity_id: int
    title: str
    hint: str


def lendable(unit: UnitOfWork) -> list[Lendable]:
    cohorts = unit.session.execute(
        select(Cohort.id, Cohort.code, Programme.title)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Cohort.state != CohortState.CANCELLED)
        .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
        .limit(MOST)
    )
    rounds = unit.session.execute(
        select(SurveyRound.id, SurveyRound.title, Questionnaire.code, Cohort.code.label("cohort"))
        .join(Questionnaire, Questionnaire.id == SurveyRound.questionnaire_id)
        .outerjoin(Cohort, Cohort.id == SurveyRound.cohort_id)
        .order_by(SurveyRound.id.desc())
        .limit(MOST)
    )
    found = [Lendable(Kind.COHORT, row.id, row.code, row.title) for row in cohorts]
    found += [
        Lendable(Kind.SURVEY, row.id, " · ".join(filter(None, (row.cohort, row.title or row.code))), "")
        for row in rounds
    ]
    return found
