"""The questionnaires that the centre has: built-in ones and its own, each in editions that answers freeze."""

from dataclasses import replace

from sqlalchemy import Select, func, select

from db.models.surveys import Questionnaire as QuestionnaireModel
from db.models.surveys import QuestionnaireState, SurveyResponse, SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.questionnaires.definition import read_definition, to_definition
from desktop_app.questionnaires.model import MatrixRow, Questionnaire, text_in
from desktop_app.rows import row_at
from desktop_app.surveys.records import QuestionnaireRow


def questionnaires(unit: UnitOfWork) -> list[QuestionnaireRow]:
    """Every edition, the newest of each questionnaire first."""
    answered = dict(unit.session.execute(_sheets_by_edition()).all())
    rows = unit.session.scalars(
        select(QuestionnaireModel).order_by(QuestionnaireModel.code, QuestionnaireModel.edition.desc())
    )
    return [_record(row, answered.get(row.id, 0)) for row in rows]


def questionnaire(unit: UnitOfWork, *, questionnaire_id: int) -> QuestionnaireRow:
    """Raises NotFound."""
    return _alone(unit, _load(unit, questionnaire_id))


def newest_in_use(unit: UnitOfWork, *, code: str) -> QuestionnaireRow:
    """The edition that a new round is given. Raises NotFound."""
    row = unit.session.scalar(
        select(QuestionnaireModel)
        .where(QuestionnaireModel.code == code, QuestionnaireModel.state == QuestionnaireState.IN_USE)
        .order_by(QuestionnaireModel.edition.desc())
        .limit(1)
    )
    if row is None:
        raise NotFound("no_such_questionnaire", N_("There is no questionnaire {code} in use."), code=code)
    return _alone(unit, row)


def save_draft(unit: UnitOfWork, *, draft: Questionnaire, questionnaire_id: int | None = None, version: int = 1) -> int:
    """Keep what is being written; gives back its id.

    A new draft gets the next edition of its code. A draft, and an edition that nobody has been asked with yet, is
    changed where it stands; of one that was given out a new edition is made, as a draft. Raises Invalid, Conflict.
    """
    if not text_in(draft.title).strip():
        raise Invalid("questionnaire_without_title", N_("Give the questionnaire a title."), field="title")
    row = None if questionnaire_id is None else _load(unit, questionnaire_id)
    if row is not None and row.version != version:
        raise Conflict()
    if row is None or row.is_built_in or _is_given_out(unit, row.id):
        edition = _next_edition(unit, draft.code)
        row = QuestionnaireModel(code=draft.code, edition=edition, state=QuestionnaireState.DRAFT, definition={})
        unit.session.add(row)
    row.definition = to_definition(replace(draft, code=row.code, edition=row.edition))
    unit.session.flush()
    return row.id


def put_in_use(unit: UnitOfWork, *, questionnaire_id: int) -> None:
    """New rounds are given this edition from now on. Raises NotFound."""
    _load(unit, questionnaire_id).state = QuestionnaireState.IN_USE


def retire(unit: UnitOfWork, *, questionnaire_id: int) -> None:
    """No new round is given this edition; its answers stay. Raises NotFound."""
    _load(unit, questionnaire_id).state = QuestionnaireState.RETIRED


def remove_draft(unit: UnitOfWork, *, questionnaire_id: int) -> Questionnaire:
    """Take a draft off the shelf; gives it back so that it can be undone. Raises NotFound, Refused when it is none."""
    row = _load(unit, questionnaire_id)
    if row.state is not QuestionnaireState.DRAFT or _is_given_out(unit, row.id):
        raise Refused(
            "questionnaire_in_use",
            N_("Edition {edition} of the questionnaire is in use: retire it instead."),
            edition=row.edition,
        )
    kept = read_definition(row.definition)
    unit.session.delete(row)
    return kept


def competences(unit: UnitOfWork) -> dict[str, MatrixRow]:
    """The competences that the questionnaires in use ask for, by code, in their order."""
    found: dict[str, MatrixRow] = {}
    for row in questionnaires(unit):
        if row.state is QuestionnaireState.IN_USE:
            for each in row.questionnaire.competences:
                found.setdefault(each.code, each)
    return found


def codes_taken(unit: UnitOfWork) -> frozenset[str]:
    return frozenset(unit.session.scalars(select(QuestionnaireModel.code).distinct()))


def _load(unit: UnitOfWork, questionnaire_id: int) -> QuestionnaireModel:
    return row_at(
        unit, QuestionnaireModel, questionnaire_id, "questionnaire_gone", N_("This questionnaire is no longer there.")
    )


def _record(row: QuestionnaireModel, answered: int) -> QuestionnaireRow:
    return QuestionnaireRow(row.id, read_definition(row.definition), row.state, row.is_built_in, answered, row.version)


def _alone(unit: UnitOfWork, row: QuestionnaireModel) -> QuestionnaireRow:
    """With the sheets of this edition counted, and of no other: there may be hundreds of thousands."""
    counted = unit.session.execute(_sheets_by_edition().where(SurveyRound.questionnaire_id == row.id)).first()
    return _record(row, 0 if counted is None else counted[1])


def _sheets_by_edition() -> Select[int, int]:
    return (
        select(SurveyRound.questionnaire_id, func.count(SurveyResponse.id))
        .join(SurveyResponse, SurveyResponse.round_id == SurveyRound.id)
        .group_by(SurveyRound.questionnaire_id)
    )


def _is_given_out(unit: UnitOfWork, questionnaire_id: int) -> bool:
    asked = select(SurveyRound.id).where(SurveyRound.questionnaire_id == questionnaire_id).limit(1)
    return unit.session.scalar(asked) is not None


def _next_edition(unit: UnitOfWork, code: str) -> int:
    newest = select(func.max(QuestionnaireModel.edition)).where(QuestionnaireModel.code == code)
    return (unit.session.scalar(newest) or 0) + 1
