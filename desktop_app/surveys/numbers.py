"""The numbers that people wrote, such as the year of their last course: middle, spread and ends of each item."""

from collections import defaultdict

from sqlalchemy import select, true

from db.among import among
from db.models.surveys import SurveyAnswer, SurveyResponse
from db.plain_query import plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.reference.service import rules_on
from desktop_app.surveys.figures import NumberFigures, number_figures
from desktop_app.surveys.sorting import EVERYTHING, Where, rounds_of


def survey_numbers(unit: UnitOfWork, *, questionnaire_code: str, where: Where = EVERYTHING) -> dict[str, NumberFigures]:
    """By the code of the item, over all editions; what ``where`` says of answers to items is not heeded."""
    rounds = rounds_of(unit, questionnaire_code=questionnaire_code, where=where)
    statement = (
        select(SurveyAnswer.item, SurveyAnswer.number)
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .where(SurveyAnswer.number.is_not(None), SurveyResponse.is_complete == true())
    )
    if where.channel is not None:
        statement = statement.where(SurveyResponse.channel == where.channel)
    numbers: defaultdict[str, list[float]] = defaultdict(list)
    for condition in among(unit.session, [SurveyResponse.round_id], [each.id for each in rounds]):
        for item, number in plain_rows(unit, statement.where(condition)):
            numbers[item].append(number)
    least = rules_on(unit, unit.today).survey_min_answers
    return {item: number_figures(found, least_shown=least) for item, found in numbers.items()}
