"""Taking in answers and working out a cohort's needs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from db.models.cohorts import CohortState, Enrolment
from db.models.programmes import Module, Programme
from db.models.surveys import Questionnaire as QuestionnaireRow
from db.models.surveys import SurveyAnswer, SurveyResponse
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import NOT_COUNTED, require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Duplicate, Invalid, NotFound
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import sort_key
from desktop_app.reference.service import rules_on
from desktop_app.surveys.questionnaire import SCALE, Questionnaire, built_in_definition, read_definition
from desktop_app.surveys.records import (
    AnswerSheet,
    ChoiceResult,
    CompetenceResult,
    ModuleChoice,
    ModuleResult,
    ResponseRecord,
    SurveyForm,
    SurveyResult,
)
from desktop_app.surveys.rules import competence_figures, module_need, proposed_modules

TEXT_MAX = 2000
Numbers = Mapping[str, Sequence[tuple[int, int]]]


def survey_form(unit: UnitOfWork, *, cohort_id: int) -> SurveyForm:
    """The questionnaire of a cohort with the modules of its programme."""
    cohort = load_cohort(unit, cohort_id)
    last = unit.session.scalar(
        select(func.max(SurveyResponse.slip_number)).where(SurveyResponse.cohort_id == cohort_id)
    )
    return SurveyForm(
        cohort_id,
        cohort.code,
        _questionnaire(unit, cohort_id),
        tuple(_modules(unit, cohort.programme_id)),
        next_slip=(last or 0) + 1,
        is_open=cohort.state in (CohortState.PLANNED, CohortState.STUDYING),
    )


def save_response(
    unit: UnitOfWork,
    *,
    cohort_id: int,
    sheet: AnswerSheet,
    is_from_paper: bool,
    slip_number: int | None = None,
) -> int:
    """Keep one person's answers; returns the slip number.

    Raises Invalid naming the item that is out of range or unknown, Duplicate for a slip typed already, Refused when
    the cohort is closed.
    """
    _require_open(unit, cohort_id)
    form = survey_form(unit, cohort_id=cohort_id)
    _check(form, sheet)
    slip = form.next_slip if slip_number is None else slip_number
    if slip < 1:
        raise Invalid("slip_not_positive", N_("Sheets are numbered from 1."), field="slip_number")
    same = select(SurveyResponse.id).where(SurveyResponse.cohort_id == cohort_id, SurveyResponse.slip_number == slip)
    if unit.session.scalar(same) is not None:
        raise Duplicate("slip_typed_already", N_("Sheet {slip} has been typed in already."), slip=slip)
    response = SurveyResponse(
        cohort_id=cohort_id,
        questionnaire_id=freeze_questionnaire(unit, form.questionnaire),
        slip_number=slip,
        is_from_paper=is_from_paper,
        answered_at=unit.now,
    )
    unit.session.add(response)
    unit.session.flush()
    answers = [
        {"response_id": response.id, "item": item, "number": n, "text": None} for item, n in sheet.numbers.items()
    ]
    answers += [
        {"response_id": response.id, "item": item, "number": None, "text": tidy(text)}
        for item, text in sheet.texts.items()
        if text.strip()
    ]
    unit.insert_many(SurveyAnswer, answers, reason=f"answers of sheet {slip}")
    return slip


def remove_response(unit: UnitOfWork, *, response_id: int) -> AnswerSheet:
    """Take a sheet back, for instance one typed twice; returns its answers so that it can be undone.

    Raises Refused when the cohort is closed.
    """
    response = unit.session.get(SurveyResponse, response_id)
    if response is None:
        raise NotFound("no_such_sheet", N_("This answer sheet is no longer there."))
    _require_open(unit, response.cohort_id)
    rows = unit.session.scalars(select(SurveyAnswer).where(SurveyAnswer.response_id == response_id)).all()
    sheet = AnswerSheet(
        {row.item: row.number for row in rows if row.number is not None},
        {row.item: row.text for row in rows if row.text is not None},
    )
    unit.session.delete(response)
    return sheet


def responses(unit: UnitOfWork, *, cohort_id: int) -> list[ResponseRecord]:
    """The sheets taken in so far, newest first."""
    rows = unit.session.execute(
        select(SurveyResponse, func.count(SurveyAnswer.item))
        .outerjoin(SurveyAnswer, SurveyAnswer.response_id == SurveyResponse.id)
        .where(SurveyResponse.cohort_id == cohort_id)
        .group_by(SurveyResponse.id)
        .order_by(SurveyResponse.slip_number.desc())
    )
    return [ResponseRecord(row.id, row.slip_number, row.is_from_paper, row.answered_at, count) for row, count in rows]


def survey_result(unit: UnitOfWork, *, cohort_id: int) -> SurveyResult:
    """What the cohort's answers say. Figures of fewer answers than the rule allows are left out."""
    cohort = load_cohort(unit, cohort_id)
    programme = unit.session.get_one(Programme, cohort.programme_id)
    questionnaire = _questionnaire(unit, cohort_id)
    rules = rules_on(unit, unit.today)
    numbers, texts = _answers(unit, cohort_id)
    sheets = select(func.count(SurveyResponse.id)).where(SurveyResponse.cohort_id == cohort_id)
    count = unit.session.scalar(sheets) or 0
    competences = tuple(
        CompetenceResult(
            competence.text,
            competence_figures(
                competence.code,
                _pairs(numbers, competence.importance_item, competence.level_item),
                least_shown=rules.survey_min_answers,
            ),
        )
        for competence in questionnaire.competences
    )
    gaps = {result.figures.code: result.figures.gap for result in competences}
    is_shown = count >= rules.survey_min_answers
    return SurveyResult(
        cohort_id,
        cohort.code,
        programme.title,
        questionnaire,
        enrolled=_enrolled(unit, cohort_id),
        responses=count,
        least_shown=rules.survey_min_answers,
        competences=competences,
        modules=_ranked(unit, programme, questionnaire, numbers, gaps, count) if is_shown else (),
        choices=_choices(questionnaire, numbers) if is_shown else (),
        # By the alphabet: the order of the sheets would help to guess who wrote what.
        open_answers=tuple(sorted(texts.values(), key=sort_key)) if is_shown else (),
    )


def _ranked(
    unit: UnitOfWork,
    programme: Programme,
    questionnaire: Questionnaire,
    numbers: Numbers,
    gaps: Mapping[str, float | None],
    responses: int,
) -> tuple[ModuleResult, ...]:
    rows = unit.session.scalars(select(Module).where(Module.programme_id == programme.id).order_by(Module.place)).all()
    needs = {
        row.id: module_need(
            row.id,
            serves=row.competences.split(),
            gaps=gaps,
            ranks=[rank for _response, rank in numbers.get(questionnaire.module_item(row.id), ())],
            responses=responses,
        )
        for row in rows
    }
    electives = [row for row in rows if row.is_elective]
    room = programme.hours - sum(row.hours for row in rows if not row.is_elective)
    chosen = proposed_modules(
        [needs[row.id] for row in electives], hours={row.id: row.hours for row in electives}, room=room
    )
    ordered = sorted(rows, key=lambda row: (-needs[row.id].score, row.place))
    return tuple(
        ModuleResult(
            row.id,
            row.title,
            row.hours,
            row.is_elective,
            place,
            needs[row.id].gap,
            needs[row.id].wishes,
            needs[row.id].score,
            row.id in chosen,
        )
        for place, row in enumerate(ordered, start=1)
    )


def _choices(questionnaire: Questionnaire, numbers: Numbers) -> tuple[ChoiceResult, ...]:
    return tuple(
        ChoiceResult(choice, tuple((option, len(numbers.get(choice.item(option), ()))) for option in choice.options))
        for choice in questionnaire.choices
    )


def _pairs(numbers: Numbers, first_item: str, second_item: str) -> list[tuple[int, int]]:
    second = dict(numbers.get(second_item, ()))
    return [(value, second[response]) for response, value in numbers.get(first_item, ()) if response in second]


def _answers(unit: UnitOfWork, cohort_id: int) -> tuple[Numbers, dict[int, str]]:
    """Numbers by item as (response, number), and open texts by response, in one query."""
    numbers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    texts: dict[int, str] = {}
    rows = unit.session.execute(
        select(SurveyAnswer.response_id, SurveyAnswer.item, SurveyAnswer.number, SurveyAnswer.text)
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .where(SurveyResponse.cohort_id == cohort_id)
    )
    for response, item, number, text in rows:
        if number is not None:
            numbers[item].append((response, number))
        elif text is not None:
            texts[response] = text
    return numbers, texts


def _check(form: SurveyForm, sheet: AnswerSheet) -> None:
    """Raises Invalid for an unknown item, a number out of range, a rank given twice, an empty sheet."""
    if not sheet.numbers and not any(text.strip() for text in sheet.texts.values()):
        raise Invalid("sheet_empty", N_("The sheet is empty: give at least one answer."))
    questionnaire = form.questionnaire
    allowed: dict[str, range] = {}
    for competence in questionnaire.competences:
        allowed[competence.importance_item] = allowed[competence.level_item] = SCALE
    modules = {questionnaire.module_item(module.id) for module in form.modules}
    allowed |= {item: range(1, questionnaire.modules_most + 1) for item in modules}
    for choice in questionnaire.choices:
        allowed |= {choice.item(option): range(1, 2) for option in choice.options}
    for item, number in sheet.numbers.items():
        if item not in allowed:
            raise Invalid("unknown_item", N_("The questionnaire has no item {item}."), field=item, item=item)
        if number not in allowed[item]:
            raise Invalid(
                "out_of_range",
                N_("{item}: {number} is not between {low} and {high}."),
                field=item,
                item=item,
                number=number,
                low=allowed[item][0],
                high=allowed[item][-1],
            )
    _check_ranks([number for item, number in sheet.numbers.items() if item in modules])
    _check_single_choices(questionnaire, sheet)
    for item, text in sheet.texts.items():
        if item != questionnaire.open_code:
            raise Invalid("unknown_item", N_("The questionnaire has no item {item}."), field=item, item=item)
        if len(text) > TEXT_MAX:
            raise Invalid("text_too_long", N_("The answer is longer than {most} letters."), field=item, most=TEXT_MAX)


def _check_ranks(ranks: list[int]) -> None:
    if len(ranks) != len(set(ranks)):
        raise Invalid("rank_twice", N_("Two modules have the same place. Give each place once."))


def _check_single_choices(questionnaire: Questionnaire, sheet: AnswerSheet) -> None:
    for choice in questionnaire.choices:
        chosen = [option for option in choice.options if choice.item(option) in sheet.numbers]
        if not choice.is_multiple and len(chosen) > 1:
            raise Invalid(
                "two_chosen", N_("{item}: only one answer may be chosen."), field=choice.code, item=choice.code
            )


def _questionnaire(unit: UnitOfWork, cohort_id: int) -> Questionnaire:
    """The edition that the cohort's first answer froze; before it, the built-in one."""
    row = unit.session.scalar(
        select(QuestionnaireRow)
        .join(SurveyResponse, SurveyResponse.questionnaire_id == QuestionnaireRow.id)
        .where(SurveyResponse.cohort_id == cohort_id)
        .limit(1)
    )
    return read_definition(row.definition if row else built_in_definition())


def freeze_questionnaire(unit: UnitOfWork, questionnaire: Questionnaire) -> int:
    row = unit.session.scalar(
        select(QuestionnaireRow).where(
            QuestionnaireRow.code == questionnaire.code, QuestionnaireRow.edition == questionnaire.edition
        )
    )
    if row is None:
        row = QuestionnaireRow(code=questionnaire.code, edition=questionnaire.edition, definition=built_in_definition())
        unit.session.add(row)
        unit.session.flush()
    return row.id


def _modules(unit: UnitOfWork, programme_id: int) -> list[ModuleChoice]:
    rows = unit.session.scalars(select(Module).where(Module.programme_id == programme_id).order_by(Module.place))
    return [ModuleChoice(row.id, row.title, row.hours, row.is_elective) for row in rows]


def _require_open(unit: UnitOfWork, cohort_id: int) -> None:
    cohort = load_cohort(unit, cohort_id)
    require_open(cohort.code, cohort.state)


def _enrolled(unit: UnitOfWork, cohort_id: int) -> int:
    """Those who can be asked: whoever did not come or has left is not counted."""
    inside = (Enrolment.cohort_id == cohort_id, Enrolment.state.not_in(NOT_COUNTED))
    return unit.session.scalar(select(func.count(Enrolment.id)).where(*inside)) or 0
