"""Which round the answers of a file go to: the one that is there, that of an older edition, or one that is begun."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.cohorts import Cohort
from db.models.surveys import Questionnaire as QuestionnaireModel
from db.models.surveys import QuestionnaireState, SurveyRound
from db.unit_of_work import UnitOfWork
from desktop_app.errors import NotFound, WorkbookRejected
from desktop_app.i18n import N_, _
from desktop_app.questionnaires.definition import read_definition
from desktop_app.questionnaires.model import Questionnaire, text_in
from desktop_app.spreadsheets.records import Workbook
from desktop_app.surveys.answers_heads import all_texts, folded
from desktop_app.surveys.answers_records import Target, Wanted
from desktop_app.surveys.answers_tables import marked_edition
from desktop_app.surveys.merging import unequal_items
from desktop_app.surveys.rounds import asked_today, load_round, require_open, survey_form
from desktop_app.surveys.shelf import newest_in_use

_SHOWN_ITEMS = 5


def settled_target(unit: UnitOfWork, wanted: Wanted, workbook: Workbook) -> tuple[Target, tuple[str, ...]]:
    """Where the answers go, and what is to be said about it.

    Raises NotFound for a questionnaire that is not there, Refused when the round takes no answers today,
    WorkbookRejected for a workbook of another questionnaire, or of an edition that asks something else.
    """
    code = _code_of(unit, wanted)
    marked = marked_edition(workbook)
    if marked is not None and marked[0] != code:
        message = N_("{file} was made for another questionnaire: “{theirs}”. This survey asks “{ours}”.")
        theirs, ours = (_title(unit, each) for each in (marked[0], code))
        raise WorkbookRejected("other_questionnaire", message, file=workbook.file_name, theirs=theirs, ours=ours)
    edition = marked[1] if marked is not None else None
    target = _target(unit, wanted, code, edition)
    remarks: tuple[str, ...] = ()
    if edition is not None and edition != target.form.edition:
        target, remarks = _of_edition(unit, target, edition, workbook)
    if target.round_id is not None:
        require_open(unit, load_round(unit, target.round_id))
    return target, remarks


def target_wanted(unit: UnitOfWork, wanted: Wanted) -> Target:
    """Where answers would go, whatever file they come from. Raises NotFound."""
    return _target(unit, wanted, _code_of(unit, wanted), None)


def target_of_round(unit: UnitOfWork, *, round_id: int) -> Target:
    """Raises NotFound."""
    row = load_round(unit, round_id)
    form = survey_form(unit, round_id=round_id)
    cohort = None if row.cohort_id is None else unit.session.get_one(Cohort, row.cohort_id)
    return Target(
        row.questionnaire_id,
        form.questionnaire,
        round_id,
        row.cohort_id,
        cohort.code if cohort else "",
        row.phase,
        row.is_anonymous,
    )


def _target(unit: UnitOfWork, wanted: Wanted, code: str, edition: int | None) -> Target:
    if wanted.round_id is not None:
        return target_of_round(unit, round_id=wanted.round_id)
    rounds = _rounds_of(unit.session, code, wanted)
    if rounds:
        same = next((round_id for round_id, asked in rounds if asked == edition), rounds[0][0])
        return target_of_round(unit, round_id=same)
    shelved = newest_in_use(unit, code=code)
    cohort = None if wanted.cohort_id is None else unit.session.get_one(Cohort, wanted.cohort_id)
    form = asked_today(unit, questionnaire_id=shelved.id, cohort_id=wanted.cohort_id)
    return Target(
        shelved.id, form, None, wanted.cohort_id, cohort.code if cohort else "", wanted.phase, is_anonymous=True
    )


def _of_edition(unit: UnitOfWork, target: Target, edition: int, workbook: Workbook) -> tuple[Target, tuple[str, ...]]:
    """A workbook of another edition: into the round of its own, else in here if all it asks is asked here too."""
    own = Wanted(None, target.form.code, target.cohort_id, target.phase)
    kept = next((each for each, asked in _rounds_of(unit.session, target.form.code, own) if asked == edition), None)
    if kept is not None:
        told = _(
            "The workbook is of edition {edition}: its answers go to the survey with that edition.", edition=edition
        )
        return target_of_round(unit, round_id=kept), (told,)
    theirs = _edition(unit, target.form.code, edition)
    items = {item.code for item in target.form.items}
    gone = [item.code for item in theirs.items if item.code not in items] if theirs else []
    changed = sorted(unequal_items(theirs, target.form)) if theirs and not gone else []
    if gone or changed:
        message = N_(
            "{file} is of edition {theirs} of the questionnaire and the survey asks with edition {ours}, where these "
            "questions are no longer the same: {items}."
        )
        raise WorkbookRejected(
            "other_edition",
            message,
            file=workbook.file_name,
            theirs=edition,
            ours=target.form.edition,
            items=", ".join((gone or changed)[:_SHOWN_ITEMS]),
        )
    told = _(
        "The workbook is of edition {edition}, which asks the same: its answers are taken in here.", edition=edition
    )
    return target, (told,)


def _code_of(unit: UnitOfWork, wanted: Wanted) -> str:
    """The code of the questionnaire that is meant by its code or by its title in any language."""
    if wanted.round_id is not None:
        row = load_round(unit, wanted.round_id)
        return unit.session.get_one(QuestionnaireModel, row.questionnaire_id).code
    shelved = select(QuestionnaireModel.code, QuestionnaireModel.definition).where(
        QuestionnaireModel.state != QuestionnaireState.DRAFT
    )
    names: dict[str, set[str]] = {}
    for code, definition in unit.session.execute(shelved.order_by(QuestionnaireModel.edition)):
        for name in (code, folded(code), *map(folded, all_texts(definition["title"]))):
            names.setdefault(name, set()).add(code)
    found = names.get(wanted.questionnaire) or names.get(folded(wanted.questionnaire)) or set()
    if len(found) != 1:
        message = N_("There is no questionnaire “{name}”. Those that there are: {codes}.")
        codes = ", ".join(sorted({code for each in names.values() for code in each}))
        raise NotFound("no_such_questionnaire", message, name=wanted.questionnaire, codes=codes)
    return next(iter(found))


def _rounds_of(session: Session, code: str, wanted: Wanted) -> list[tuple[int, int]]:
    """The rounds with any edition of the questionnaire, and their editions, the newest first."""
    rows = session.execute(
        select(SurveyRound.id, QuestionnaireModel.edition)
        .join(QuestionnaireModel, QuestionnaireModel.id == SurveyRound.questionnaire_id)
        .where(
            QuestionnaireModel.code == code,
            SurveyRound.cohort_id == wanted.cohort_id,
            SurveyRound.phase == wanted.phase,
        )
        .order_by(SurveyRound.made_at.desc(), SurveyRound.id.desc())
    )
    return [(round_id, edition) for round_id, edition in rows]


def _edition(unit: UnitOfWork, code: str, edition: int) -> Questionnaire | None:
    same = (QuestionnaireModel.code == code, QuestionnaireModel.edition == edition)
    definition = unit.session.scalar(select(QuestionnaireModel.definition).where(*same))
    return None if definition is None else read_definition(definition)


def _title(unit: UnitOfWork, code: str) -> str:
    definition = unit.session.scalar(
        select(QuestionnaireModel.definition)
        .where(QuestionnaireModel.code == code)
        .order_by(QuestionnaireModel.edition.desc())
        .limit(1)
    )
    return code if definition is None else text_in(definition["title"])
