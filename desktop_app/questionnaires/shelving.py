"""Puts the program's own questionnaires on the centre's shelf."""

from sqlalchemy import select

from db.models.surveys import Questionnaire as QuestionnaireModel
from db.unit_of_work import UnitOfWork
from desktop_app.questionnaires.built_in import built_in
from desktop_app.questionnaires.definition import to_definition
from desktop_app.questionnaires.model import Questionnaire


def lacks_built_in(unit: UnitOfWork) -> bool:
    """Whether this program brings a questionnaire, or a newer edition of one, that the centre does not have yet."""
    return bool(_missing(unit))


def add_built_in(unit: UnitOfWork) -> None:
    """What is there stays as it is."""
    for each in _missing(unit):
        row = QuestionnaireModel(code=each.code, edition=each.edition, definition=to_definition(each), is_built_in=True)
        unit.session.add(row)


def _missing(unit: UnitOfWork) -> list[Questionnaire]:
    there = {
        (code, edition)
        for code, edition in unit.session.execute(select(QuestionnaireModel.code, QuestionnaireModel.edition))
    }
    return [each for each in built_in() if (each.code, each.edition) not in there]
