"""How many of those who are asked have answered; sheets of people who have left the cohort since are told apart."""

from dataclasses import dataclass

from sqlalchemy import func, select

from db.models.cohorts import Enrolment
from db.models.surveys import Questionnaire as QuestionnaireModel
from db.models.surveys import SurveyAnswered, SurveyPhase, SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import NOT_COUNTED
from desktop_app.i18n import _, _n


@dataclass(frozen=True)
class Turnout:
    """Of ``asked`` people ``answered``; ``others`` is how many more sheets there are than that."""

    asked: int
    answered: int
    others: int = 0

    @property
    def lines(self) -> tuple[str, ...]:
        said = _("{responses} of {enrolled} people have answered.", responses=self.answered, enrolled=self.asked)
        return (said, self.others_text) if self.others else (said,)

    @property
    def others_text(self) -> str:
        return _n(
            "{n} more sheet is of somebody who is no longer in the cohort.",
            "{n} more sheets are of people who are no longer in the cohort.",
            self.others,
        )


def turnout_of(*, asked: int, sheets: int, noted: int, gone: int) -> Turnout:
    """``noted`` people of the list, and ``gone`` who have left it, are known to have answered.

    Whose an anonymous sheet of paper is, nobody knows: it counts as one of the list as long as the list has room.
    """
    answered = max(noted, min(sheets - gone, asked))
    return Turnout(asked, answered, max(sheets - answered, 0))


def cohort_turnout(unit: UnitOfWork, *, cohort_id: int, questionnaire_code: str, sheets: int) -> Turnout:
    """Of a cohort before its course, over all editions of the questionnaire; ``sheets`` are those that came in."""
    of_cohort = (SurveyRound.cohort_id == cohort_id, SurveyRound.phase == SurveyPhase.BEFORE)
    rounds = (
        select(SurveyRound.id)
        .join(QuestionnaireModel, QuestionnaireModel.id == SurveyRound.questionnaire_id)
        .where(*of_cohort, QuestionnaireModel.code == questionnaire_code)
    )
    noted = select(SurveyAnswered.enrolment_id).where(SurveyAnswered.round_id.in_(rounds))
    is_there = Enrolment.state.not_in(NOT_COUNTED)
    counted = select(func.count(Enrolment.id)).where(Enrolment.cohort_id == cohort_id)
    return turnout_of(
        asked=unit.session.scalar(counted.where(is_there)) or 0,
        sheets=sheets,
        noted=unit.session.scalar(counted.where(is_there, Enrolment.id.in_(noted))) or 0,
        gone=unit.session.scalar(counted.where(~is_there, Enrolment.id.in_(noted))) or 0,
    )
