"""Rounds: a questionnaire put to a cohort before or after its course, or to anybody the centre wants to ask."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import defer

from db.models.cohorts import Cohort, CohortState, Enrolment
from db.models.people import Institution, Person
from db.models.programmes import Module, Programme
from db.models.surveys import Questionnaire as QuestionnaireModel
from db.models.surveys import QuestionnaireState, SurveyAnswered, SurveyPhase, SurveyResponse, SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import NOT_COUNTED
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Conflict, Duplicate, Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.dates import short_date
from desktop_app.people.institutions import KINDERGARTEN
from desktop_app.questionnaires.built_in import built_in_for
from desktop_app.questionnaires.definition import read_definition
from desktop_app.questionnaires.model import Option, Questionnaire, Source, Texts, text_in
from desktop_app.reference.records import Names
from desktop_app.reference.service import districts, list_items, profile
from desktop_app.rows import row_at
from desktop_app.surveys.records import QuestionnaireRow, RoundDraft, RoundRow, SurveyForm
from desktop_app.surveys.shelf import newest_in_use
from desktop_app.surveys.turnout import turnout_of


def open_round(unit: UnitOfWork, *, draft: RoundDraft) -> int:
    """Begin a round; the options of the centre's lists are kept as they stand today. Gives back its id.

    Raises NotFound, Refused for a questionnaire that is not in use or a cancelled cohort, Invalid for days the wrong
    way round or a missing title, Duplicate when the cohort was asked the same already.
    """
    _check_days(draft)
    asked = row_at(
        unit,
        QuestionnaireModel,
        draft.questionnaire_id,
        "questionnaire_gone",
        N_("This questionnaire is no longer there."),
    )
    if asked.state is not QuestionnaireState.IN_USE and not _was_asked_before(unit, draft):
        raise Refused("questionnaire_not_in_use", N_("This questionnaire is not in use: put it in use first."))
    cohort = None if draft.cohort_id is None else load_cohort(unit, draft.cohort_id)
    if cohort is None and not draft.title.strip():
        raise Invalid("round_without_title", N_("Give the survey a title, so that it can be found."), field="title")
    if cohort is not None:
        _refuse_second(unit, draft)
    row = SurveyRound(
        questionnaire_id=draft.questionnaire_id,
        cohort_id=draft.cohort_id,
        title=draft.title.strip(),
        phase=draft.phase,
        is_anonymous=draft.is_anonymous,
        opens_on=draft.opens_on,
        closes_on=draft.closes_on,
        options=_options_of(unit, read_definition(asked.definition), cohort),
        made_at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def proposed_round(unit: UnitOfWork, *, cohort_id: int) -> RoundDraft:
    """What the cohort is asked next: before its course what suits its staff, then the very same once more.

    The edition of before it is taken again, in use or not, so that equal items can be compared. Raises NotFound where
    no edition of what suits is in use.
    """
    before = unit.session.scalar(
        select(SurveyRound)
        .where(SurveyRound.cohort_id == cohort_id, SurveyRound.phase == SurveyPhase.BEFORE)
        .order_by(SurveyRound.made_at.desc(), SurveyRound.id.desc())
        .limit(1)
    )
    if before is None:
        return RoundDraft(suited_questionnaire(unit, cohort_id=cohort_id).id, cohort_id)
    return RoundDraft(before.questionnaire_id, cohort_id, SurveyPhase.AFTER, is_anonymous=before.is_anonymous)


def asked_today(unit: UnitOfWork, *, questionnaire_id: int, cohort_id: int | None = None) -> Questionnaire:
    """The questionnaire with the options that a round would have if it were begun today. Raises NotFound."""
    asked = row_at(
        unit, QuestionnaireModel, questionnaire_id, "questionnaire_gone", N_("This questionnaire is no longer there.")
    )
    definition = read_definition(asked.definition)
    cohort = None if cohort_id is None else load_cohort(unit, cohort_id)
    return with_options(definition, _options_of(unit, definition, cohort))


def suited_questionnaire(unit: UnitOfWork, *, cohort_id: int) -> QuestionnaireRow:
    """The built-in questionnaire for the cohort's staff, that of preschools where most of its people work in one."""
    programme = unit.session.get_one(Programme, load_cohort(unit, cohort_id).programme_id)
    is_preschool = _works_in_preschools(unit, cohort_id)
    return newest_in_use(unit, code=built_in_for(programme.staff_group, is_preschool=is_preschool))


def change_round(unit: UnitOfWork, *, round_id: int, draft: RoundDraft, version: int) -> None:
    """New days, a new title, another questionnaire. Whether it is anonymous, and what is asked, are fixed by the first
    answer and by the first printed sheet. Raises NotFound, Conflict, Invalid, Refused."""
    row = load_round(unit, round_id)
    if row.version != version:
        raise Conflict()
    _check_days(draft)
    is_other = (row.questionnaire_id, row.is_anonymous) != (draft.questionnaire_id, draft.is_anonymous)
    if is_other and _has_answers(unit, round_id):
        raise Refused(
            "round_answered",
            N_(
                "Answers have been given already: what is asked, and whether it is anonymous, can no longer be changed."
            ),
        )
    if is_other and row.printed:
        raise Refused(
            "round_printed",
            N_(
                "Sheets have been printed already: what is asked, and whether it is anonymous, can no longer be "
                "changed. Begin another survey."
            ),
        )
    if row.questionnaire_id != draft.questionnaire_id:
        asked = unit.session.get_one(QuestionnaireModel, draft.questionnaire_id)
        cohort = None if row.cohort_id is None else load_cohort(unit, row.cohort_id)
        row.options = _options_of(unit, read_definition(asked.definition), cohort)
        row.questionnaire_id = asked.id
    row.title, row.opens_on, row.closes_on = draft.title.strip(), draft.opens_on, draft.closes_on
    row.is_anonymous = draft.is_anonymous


def remove_round(unit: UnitOfWork, *, round_id: int) -> None:
    """Take back a round that nobody has answered. Raises NotFound, Refused.

    One whose sheets were printed stays: its number stands on them, and would be given to another survey.
    """
    row = load_round(unit, round_id)
    if row.printed or _has_answers(unit, round_id):
        raise Refused(
            "round_answered_stays", N_("Sheets have been printed or answers given already: close the survey instead.")
        )
    unit.session.delete(row)


def survey_form(unit: UnitOfWork, *, round_id: int) -> SurveyForm:
    """The form of a round. Raises NotFound."""
    row = load_round(unit, round_id)
    asked = unit.session.get_one(QuestionnaireModel, row.questionnaire_id)
    cohort = None if row.cohort_id is None else load_cohort(unit, row.cohort_id)
    closed = _closed(unit, row)
    last = unit.session.scalar(select(func.max(SurveyResponse.slip_number)).where(SurveyResponse.round_id == round_id))
    return SurveyForm(
        round_id,
        row.title or (cohort.code if cohort else ""),
        row.cohort_id,
        row.phase,
        row.is_anonymous,
        with_options(read_definition(asked.definition), row.options),
        row.opens_on,
        row.closes_on,
        next_slip=max(last or 0, row.printed) + 1,
        closed="" if closed is None else closed.text,
        version=row.version,
    )


def rounds(unit: UnitOfWork, *, cohort_id: int | None = None) -> list[RoundRow]:
    """Every round, or those of a cohort, the newest first."""
    of_cohort = () if cohort_id is None else (SurveyRound.cohort_id == cohort_id,)
    counted = select(
        SurveyResponse.round_id,
        func.sum(case((SurveyResponse.is_complete, 1), else_=0)).label("answered"),
        func.count().label("all"),
    ).group_by(SurveyResponse.round_id)
    asked_cohorts = select(SurveyRound.cohort_id).where(SurveyRound.cohort_id.is_not(None), *of_cohort)
    people = (
        select(Enrolment.cohort_id, func.count().label("asked"))
        .where(Enrolment.cohort_id.in_(asked_cohorts), Enrolment.state.not_in(NOT_COUNTED))
        .group_by(Enrolment.cohort_id)
    )
    noted = select(SurveyAnswered.round_id, func.count().label("people")).group_by(SurveyAnswered.round_id)
    # By who has left, for they are few.
    left = noted.join(Enrolment, Enrolment.id == SurveyAnswered.enrolment_id).where(Enrolment.state.in_(NOT_COUNTED))
    if cohort_id is not None:
        its = select(SurveyRound.id).where(*of_cohort)
        counted = counted.where(SurveyResponse.round_id.in_(its))
        noted = noted.where(SurveyAnswered.round_id.in_(its))
        left = left.where(SurveyAnswered.round_id.in_(its))
    asked, sheets, known, gone = people.subquery(), counted.subquery(), noted.subquery(), left.subquery()
    found = unit.session.execute(
        select(
            SurveyRound,
            Cohort.code,
            sheets.c.answered,
            sheets.c.all,
            asked.c.asked,
            known.c.people,
            gone.c.people,
        )
        # Each keeps its lists of options, which are long and not wanted here.
        .options(defer(SurveyRound.options))
        .outerjoin(Cohort, Cohort.id == SurveyRound.cohort_id)
        .outerjoin(sheets, sheets.c.round_id == SurveyRound.id)
        .outerjoin(asked, asked.c.cohort_id == SurveyRound.cohort_id)
        .outerjoin(known, known.c.round_id == SurveyRound.id)
        .outerjoin(gone, gone.c.round_id == SurveyRound.id)
        .where(*of_cohort)
        .order_by(SurveyRound.made_at.desc(), SurveyRound.id.desc())
    )
    asked_in = select(QuestionnaireModel.id, QuestionnaireModel.definition["title"].label("title"))
    titles = {row.id: row.title for row in unit.session.execute(asked_in)}
    return [
        _row(row, code or "", titles[row.questionnaire_id], *(number or 0 for number in numbers))
        for row, code, *numbers in found
    ]


def with_options(questionnaire: Questionnaire, options: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire with the options that a round keeps for the centre's lists."""
    by_source = {source: tuple(Option(**option) for option in kept) for source, kept in options.items()}
    sections = (
        replace(
            section,
            items=tuple(
                replace(item, options=by_source.get(item.source, ())) if item.source else item for item in section.items
            ),
        )
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=tuple(sections))


def list_options(unit: UnitOfWork, source: Source) -> list[dict[str, Any]]:
    """The options of a list of the centre as they stand today, as a round keeps them; districts are its region's."""
    if source is Source.DISTRICTS:
        own = districts(unit, region_code=profile(unit).region_code)
        return [{"code": each.code, "text": _texts(each.names)} for each in own]
    return [
        {"code": str(item.id), "text": _texts(item.names)} for item in list_items(unit, source.value, on=unit.today)
    ]


def load_round(unit: UnitOfWork, round_id: int) -> SurveyRound:
    """The row itself, for the services of surveys. Raises NotFound."""
    return row_at(unit, SurveyRound, round_id, "round_gone", N_("This survey is no longer there."))


def require_open(unit: UnitOfWork, row: SurveyRound) -> None:
    """Raises Refused with the reason why no answer is taken today."""
    closed = _closed(unit, row)
    if closed is not None:
        raise closed


def _row(
    row: SurveyRound, code: str, title: Texts, complete: int, every: int, asked: int, noted: int, gone: int
) -> RoundRow:
    is_of_cohort = row.cohort_id is not None
    turnout = turnout_of(asked=asked, sheets=complete, noted=noted - gone, gone=gone) if is_of_cohort else None
    return RoundRow(
        row.id,
        row.title,
        row.cohort_id,
        code,
        text_in(title),
        row.phase,
        row.is_anonymous,
        row.opens_on,
        row.closes_on,
        turnout,
        complete,
        every - complete,
        row.version,
        row.questionnaire_id,
    )


def _closed(unit: UnitOfWork, row: SurveyRound) -> Refused | None:
    cohort = None if row.cohort_id is None else load_cohort(unit, row.cohort_id)
    if cohort is not None and cohort.state is CohortState.CANCELLED:
        return Refused(
            "cohort_cancelled", N_("Cohort {code} is cancelled: it is asked nothing any more."), code=cohort.code
        )
    if cohort is not None and cohort.state is CohortState.COMPLETED and row.phase is SurveyPhase.BEFORE:
        return Refused(
            "cohort_completed",
            N_("Cohort {code} is completed: its answers from before the course stay as they are."),
            code=cohort.code,
        )
    if row.opens_on is not None and unit.today < row.opens_on:
        return Refused("round_not_open", N_("The survey opens on {day}."), day=short_date(row.opens_on))
    if row.closes_on is not None and unit.today > row.closes_on:
        return Refused("round_closed", N_("The survey was closed on {day}."), day=short_date(row.closes_on))
    return None


def _options_of(unit: UnitOfWork, questionnaire: Questionnaire, cohort: Cohort | None) -> dict[str, Any]:
    sources = {item.source for item in questionnaire.items if item.source}
    modules = [] if cohort is None else _modules(unit, cohort.programme_id)
    return {
        source.value: modules if source is Source.MODULES else list_options(unit, source) for source in sorted(sources)
    }


def _modules(unit: UnitOfWork, programme_id: int) -> list[dict[str, Any]]:
    """The modules that can be chosen; of a programme that leaves no choice, all of them."""
    rows = unit.session.scalars(select(Module).where(Module.programme_id == programme_id).order_by(Module.place)).all()
    offered = [row for row in rows if row.is_elective] or rows
    return [{"code": str(row.id), "text": {"uz": row.title}} for row in offered]


def _works_in_preschools(unit: UnitOfWork, cohort_id: int) -> bool:
    kinds = unit.session.scalars(
        select(Institution.kind_code)
        .join(Person, Person.institution_id == Institution.id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state.not_in(NOT_COUNTED))
    ).all()
    return 2 * sum(kind == KINDERGARTEN for kind in kinds) > len(kinds)


def _texts(names: Names) -> dict[str, str]:
    kept = {"uz": names.uz, "uz_Cyrl": names.cyrl, "ru": names.ru, "en": names.en}
    return {code: text for code, text in kept.items() if text}


def _was_asked_before(unit: UnitOfWork, draft: RoundDraft) -> bool:
    """Whether a round after the course asks what the cohort was asked before it."""
    same = select(SurveyRound.id).where(
        SurveyRound.cohort_id == draft.cohort_id,
        SurveyRound.questionnaire_id == draft.questionnaire_id,
        SurveyRound.phase == SurveyPhase.BEFORE,
    )
    return draft.phase is SurveyPhase.AFTER and unit.session.scalar(same) is not None


def _refuse_second(unit: UnitOfWork, draft: RoundDraft) -> None:
    same = select(SurveyRound.id).where(
        SurveyRound.cohort_id == draft.cohort_id,
        SurveyRound.questionnaire_id == draft.questionnaire_id,
        SurveyRound.phase == draft.phase,
    )
    if unit.session.scalar(same) is not None:
        raise Duplicate("round_there", N_("The cohort has this survey already."), field="questionnaire_id")


def _has_answers(unit: UnitOfWork, round_id: int) -> bool:
    return (
        unit.session.scalar(select(SurveyResponse.id).where(SurveyResponse.round_id == round_id).limit(1)) is not None
    )


def _check_days(draft: RoundDraft) -> None:
    if draft.opens_on and draft.closes_on and draft.opens_on > draft.closes_on:
        raise Invalid("round_days", N_("The survey would close before it opens."), field="closes_on")
