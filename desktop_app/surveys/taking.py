"""Taking in answer sheets: from the screen answer by answer, from paper and from workbooks whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm.attributes import flag_modified

from db.base import Base
from db.models.cohorts import Enrolment
from db.models.people import Person
from db.models.surveys import (
    AnswerCoding,
    SurveyAnswer,
    SurveyAnswered,
    SurveyChannel,
    SurveyResponse,
    SurveyRetyping,
    SurveyRound,
)
from db.models.surveys import Questionnaire as QuestionnaireModel
from db.unit_of_work import UnitOfWork
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.rules import NOT_COUNTED
from desktop_app.errors import Conflict, Duplicate, Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.names import PersonName, full_name
from desktop_app.questionnaires.definition import read_definition
from desktop_app.questionnaires.layout import Answers, Value, layout_of, open_answers, pack, unpack
from desktop_app.questionnaires.model import Questionnaire
from desktop_app.questionnaires.sheet import asked, faults
from desktop_app.rows import row_at
from desktop_app.surveys.records import AnsweredSheet, Respondent, Retyped, SheetRecord, SurveyForm
from desktop_app.surveys.rounds import load_round, require_open, survey_form

_HUNG_ON_SHEETS = (SurveyAnswer, SurveyRetyping, AnswerCoding)


@dataclass(frozen=True)
class TakenBack:
    """A sheet that was taken back and what hung on it, column by column: all that it takes to undo it."""

    sheet: Mapping[str, Any]
    hung: Mapping[type[Base], Sequence[Mapping[str, Any]]]


def begin_sheet(unit: UnitOfWork, *, round_id: int, enrolment_id: int | None = None) -> AnsweredSheet:
    """A sheet for somebody at the screen: a new one, or in a named round the one that they began before.

    Raises Refused when the round takes no answers, Duplicate when the person has answered already.
    """
    row = load_round(unit, round_id)
    require_open(unit, row)
    _refuse_second(unit, row, enrolment_id)
    begun = None if row.is_anonymous else _sheet_of(unit, round_id, enrolment_id)
    if begun is None:
        form = survey_form(unit, round_id=round_id)
        begun = _new_sheet(unit, form, form.next_slip, SurveyChannel.SCREEN, {}, is_complete=False)
        if not row.is_anonymous:
            begun.enrolment_id = enrolment_id
        unit.session.flush()
    return sheet(unit, response_id=begun.id)


def keep_answers(unit: UnitOfWork, *, response_id: int, answers: Answers) -> None:
    """Keep what somebody at the screen has answered so far, as it is. Raises NotFound, Refused, Invalid."""
    row = _load(unit, response_id)
    require_open(unit, load_round(unit, row.round_id))
    if row.is_complete:
        raise Refused("sheet_complete", N_("Sheet {slip} was handed in already."), slip=row.slip_number)
    form = survey_form(unit, round_id=row.round_id)
    _check(unit, form, answers, is_whole=False)
    _write(unit, row, form.questionnaire, answers)


def hand_in(unit: UnitOfWork, *, response_id: int, answers: Answers, enrolment_id: int | None = None) -> None:
    """The person at the screen has finished; ``enrolment_id`` is who answered, which an anonymous sheet never says.

    A sheet that was begun with a name stays that person's.

    Raises as ``keep_answers`` does, and Invalid for an answer that is required and missing, Duplicate.
    """
    row = _load(unit, response_id)
    survey = load_round(unit, row.round_id)
    require_open(unit, survey)
    if row.is_complete:
        raise Refused("sheet_complete", N_("Sheet {slip} was handed in already."), slip=row.slip_number)
    who = row.enrolment_id or enrolment_id
    _refuse_second(unit, survey, who)
    form = survey_form(unit, round_id=row.round_id)
    _write(unit, row, form.questionnaire, _checked(unit, form, answers, is_whole=True))
    row.is_complete = True
    _tick(unit, survey, who)


def save_sheet(
    unit: UnitOfWork,
    *,
    round_id: int,
    answers: Answers,
    channel: SurveyChannel,
    slip_number: int | None = None,
    enrolment_id: int | None = None,
) -> int:
    """Keep a whole sheet; gives back its id. In an anonymous round ``enrolment_id`` only says who has answered.

    Raises Refused when the round takes no answers; Invalid naming the item that is out of range or unknown, and for an
    empty sheet; Duplicate for a number typed already and for somebody who has answered already.
    """
    survey = load_round(unit, round_id)
    require_open(unit, survey)
    _refuse_second(unit, survey, enrolment_id)
    form = survey_form(unit, round_id=round_id)
    slip = form.next_slip if slip_number is None else slip_number
    _check_slip(unit, round_id, slip)
    counted = _checked(unit, form, answers, is_whole=channel is not SurveyChannel.PAPER)
    _refuse_empty({code: value for code, value in counted.items() if code in answers})
    row = _new_sheet(unit, form, slip, channel, counted, is_complete=True)
    if not survey.is_anonymous:
        row.enrolment_id = enrolment_id
    unit.session.flush()
    _write_open(unit, row, open_answers(form.questionnaire, counted))
    _tick(unit, survey, enrolment_id)
    return row.id


def change_sheet(unit: UnitOfWork, *, response_id: int, answers: Answers, version: int) -> None:
    """Correct a sheet that was typed in. Raises NotFound, Conflict, Refused, Invalid."""
    row = _load(unit, response_id)
    if row.version != version:
        raise Conflict()
    require_open(unit, load_round(unit, row.round_id))
    _refuse_empty(answers)
    form = survey_form(unit, round_id=row.round_id)
    _write(unit, row, form.questionnaire, _checked(unit, form, answers, is_whole=False))
    # Words stand elsewhere: a sheet in which nothing but them was corrected is another version all the same.
    flag_modified(row, "packed")


def take_back(unit: UnitOfWork, *, response_id: int) -> TakenBack:
    """Take a sheet back, for instance one typed twice; gives it back so that it can be undone.

    Of an anonymous round it stays noted that the person has answered, for nobody knows whose sheet it is.
    Raises NotFound, Refused when the round takes no answers.
    """
    row = _load(unit, response_id)
    require_open(unit, load_round(unit, row.round_id))
    taken = TakenBack(
        _columns(unit, SurveyResponse, SurveyResponse.id == response_id)[0],
        {hung: _columns(unit, hung, hung.response_id == response_id) for hung in _HUNG_ON_SHEETS},
    )
    if row.enrolment_id is not None:
        unit.execute_bulk(
            delete(SurveyAnswered).where(
                SurveyAnswered.round_id == row.round_id, SurveyAnswered.enrolment_id == row.enrolment_id
            ),
            reason="a sheet was taken back",
        )
    unit.session.delete(row)
    return taken


def put_back(unit: UnitOfWork, *, taken: TakenBack) -> int:
    """Undo ``take_back``: the sheet is there again as it was, by another id, which is given back.

    Raises Refused when the round takes no answers; Duplicate when its number or its person has another sheet now.
    """
    row = SurveyResponse(**{name: value for name, value in taken.sheet.items() if name != "id"})
    survey = load_round(unit, row.round_id)
    require_open(unit, survey)
    _check_slip(unit, row.round_id, row.slip_number)
    if row.enrolment_id is not None and _sheet_of(unit, row.round_id, row.enrolment_id) is not None:
        raise _answered_already()
    unit.session.add(row)
    unit.session.flush()
    for hung, rows in taken.hung.items():
        again = [{**kept, "response_id": row.id} for kept in rows]
        unit.insert_many(hung, again, reason=f"sheet {row.slip_number} was put back")
    if row.is_complete:
        _tick(unit, survey, row.enrolment_id)
    return row.id


def retype(unit: UnitOfWork, *, response_id: int, answers: Answers) -> Retyped:
    """Compare a second typing of a paper sheet with the first; what is kept stays the first until it is corrected.

    Raises NotFound, Refused for a sheet that did not come on paper, Invalid.
    """
    row = _load(unit, response_id)
    if row.channel is not SurveyChannel.PAPER:
        raise Refused("not_from_paper", N_("Sheet {slip} did not come on paper."), slip=row.slip_number)
    _refuse_empty(answers)
    form = survey_form(unit, round_id=row.round_id)
    second = _checked(unit, form, answers, is_whole=False)
    first = _answers(unit, row, form.questionnaire)
    codes = sorted(first.keys() | second.keys())
    differing = tuple(code for code in codes if _plain(first.get(code)) != _plain(second.get(code)))
    fields = len(layout_of(form.questionnaire).cells)
    before = unit.session.get(SurveyRetyping, response_id)
    kept = before or SurveyRetyping(response_id=response_id)
    kept.fields, kept.differing = fields, list(differing)
    kept.typed_at, kept.typed_by = unit.now, unit.actor.name
    if before is None:
        unit.session.add(kept)
    return Retyped(fields, differing)


def sheets(unit: UnitOfWork, *, round_id: int) -> list[SheetRecord]:
    """The sheets of a round, begun ones too, the highest number first."""
    rows = unit.session.execute(
        select(SurveyResponse, Person.surname, Person.given_name, Person.patronymic)
        .outerjoin(Enrolment, Enrolment.id == SurveyResponse.enrolment_id)
        .outerjoin(Person, Person.id == Enrolment.person_id)
        .where(SurveyResponse.round_id == round_id)
        .order_by(SurveyResponse.slip_number.desc())
    )
    return [
        _record(row, full_name(PersonName(surname, given, patronymic)) if surname else "")
        for row, surname, given, patronymic in rows
    ]


def sheet(unit: UnitOfWork, *, response_id: int) -> AnsweredSheet:
    """A sheet with its answers. Raises NotFound."""
    row = _load(unit, response_id)
    asked = _questionnaire(unit, row.round_id)
    return AnsweredSheet(_record(row, ""), row.enrolment_id, _answers(unit, row, asked))


def respondents(unit: UnitOfWork, *, round_id: int) -> list[Respondent]:
    """Who of the round's cohort can be asked, by name, and who has answered; nobody where there is no cohort."""
    survey = load_round(unit, round_id)
    rows = unit.session.execute(
        select(Enrolment.id, Person.surname, Person.given_name, Person.patronymic, SurveyAnswered.round_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(
            SurveyAnswered, (SurveyAnswered.enrolment_id == Enrolment.id) & (SurveyAnswered.round_id == round_id)
        )
        .where(Enrolment.cohort_id == survey.cohort_id, Enrolment.state.not_in(NOT_COUNTED))
        .order_by(Person.sort_key, Enrolment.id)
    )
    return [
        Respondent(id_, full_name(PersonName(surname, given, patronymic)), answered is not None)
        for id_, surname, given, patronymic, answered in rows
    ]


def _new_sheet(
    unit: UnitOfWork, form: SurveyForm, slip: int, channel: SurveyChannel, answers: Answers, *, is_complete: bool
) -> SurveyResponse:
    # The hour would tell whose sheet it is to somebody who saw the person answer.
    at = unit.now.replace(hour=0, minute=0, second=0, microsecond=0) if form.is_anonymous else unit.now
    row = SurveyResponse(
        round_id=form.round_id,
        slip_number=slip,
        channel=channel,
        is_complete=is_complete,
        packed=pack(layout_of(form.questionnaire), answers),
        answered_at=at,
        typed_by="" if channel is SurveyChannel.SCREEN else unit.actor.name,
    )
    unit.session.add(row)
    return row


def _write(unit: UnitOfWork, row: SurveyResponse, asked: Questionnaire, answers: Answers) -> None:
    row.packed = pack(layout_of(asked), answers)
    unit.session.flush()
    unit.execute_bulk(
        delete(SurveyAnswer).where(SurveyAnswer.response_id == row.id), reason=f"answers of sheet {row.slip_number}"
    )
    _write_open(unit, row, open_answers(asked, answers))


def _write_open(unit: UnitOfWork, row: SurveyResponse, answers: Mapping[str, str | int | float]) -> None:
    kept: list[dict[str, Any]] = [
        {"response_id": row.id, "item": code, "number": None, "text": tidy(value)}
        if isinstance(value, str)
        else {"response_id": row.id, "item": code, "number": float(value), "text": None}
        for code, value in answers.items()
        if value != ""
    ]
    unit.insert_many(SurveyAnswer, kept, reason=f"answers of sheet {row.slip_number}")


def _answers(unit: UnitOfWork, row: SurveyResponse, asked: Questionnaire) -> dict[str, Value]:
    found = unpack(layout_of(asked), row.packed)
    for kept in unit.session.scalars(select(SurveyAnswer).where(SurveyAnswer.response_id == row.id)):
        found[kept.item] = kept.text if kept.text is not None else _number(kept.number or 0.0)
    return found


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _plain(value: Value | None) -> object:
    return tidy(value) if isinstance(value, str) else value


def _checked(unit: UnitOfWork, form: SurveyForm, answers: Answers, *, is_whole: bool) -> Answers:
    """What is kept of a sheet: the answers to what was asked, and what is reckoned from them. Raises Invalid."""
    _check(unit, form, answers, is_whole=is_whole)
    return asked(form.questionnaire, answers, now=_local(unit)).answers


def _check(unit: UnitOfWork, form: SurveyForm, answers: Answers, *, is_whole: bool) -> None:
    found = faults(form.questionnaire, answers, now=_local(unit), is_whole=is_whole)
    if found:
        raise Invalid(found[0].reason, found[0].message, field=found[0].code, **found[0].facts)


def _refuse_empty(answers: Answers) -> None:
    if not any(value not in ("", ()) for value in answers.values()):
        raise Invalid("sheet_empty", N_("The sheet is empty: give at least one answer."))


def _local(unit: UnitOfWork) -> datetime:
    return unit.now.astimezone(TASHKENT)


def _check_slip(unit: UnitOfWork, round_id: int, slip: int) -> None:
    if slip < 1:
        raise Invalid("slip_not_positive", N_("Sheets are numbered from 1."), field="slip_number")
    same = select(SurveyResponse.id).where(SurveyResponse.round_id == round_id, SurveyResponse.slip_number == slip)
    if unit.session.scalar(same) is not None:
        raise Duplicate(
            "slip_typed_already", N_("Sheet {slip} has been typed in already."), field="slip_number", slip=slip
        )


def _refuse_second(unit: UnitOfWork, survey: SurveyRound, enrolment_id: int | None) -> None:
    if enrolment_id is None:
        if not survey.is_anonymous and survey.cohort_id is not None:
            raise Invalid("who_answers", N_("Say who answers: choose the name."), field="enrolment_id")
        return
    if unit.session.get(SurveyAnswered, (survey.id, enrolment_id)) is not None:
        raise _answered_already()


def _answered_already() -> Duplicate:
    return Duplicate("answered_already", N_("This person has answered already."), field="enrolment_id")


def _tick(unit: UnitOfWork, survey: SurveyRound, enrolment_id: int | None) -> None:
    """Note that the person has answered, in a journal entry that names neither them nor their sheet."""
    if enrolment_id is not None:
        row = {"round_id": survey.id, "enrolment_id": enrolment_id}
        unit.insert_many(SurveyAnswered, [row], reason="somebody has answered")


def _sheet_of(unit: UnitOfWork, round_id: int, enrolment_id: int | None) -> SurveyResponse | None:
    if enrolment_id is None:
        return None
    return unit.session.scalar(
        select(SurveyResponse).where(SurveyResponse.round_id == round_id, SurveyResponse.enrolment_id == enrolment_id)
    )


def _load(unit: UnitOfWork, response_id: int) -> SurveyResponse:
    return row_at(unit, SurveyResponse, response_id, "no_such_sheet", N_("This answer sheet is no longer there."))


def _columns(unit: UnitOfWork, model: type[Base], which: ColumnElement[bool]) -> list[dict[str, Any]]:
    return [dict(row) for row in unit.session.execute(select(*model.__table__.columns).where(which)).mappings()]


def _questionnaire(unit: UnitOfWork, round_id: int) -> Questionnaire:
    survey = load_round(unit, round_id)
    return read_definition(unit.session.get_one(QuestionnaireModel, survey.questionnaire_id).definition)


def _record(row: SurveyResponse, name: str) -> SheetRecord:
    return SheetRecord(
        row.id, row.slip_number, row.channel, row.is_complete, name, row.answered_at, row.typed_by, row.version
    )
