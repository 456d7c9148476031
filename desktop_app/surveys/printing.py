"""Results of surveys as files: whole or absent, in the language of the centre's documents, journaled as printed."""

from functools import partial
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.cohorts.electives import chosen_modules
from desktop_app.i18n import use
from desktop_app.language.dates import short_date
from desktop_app.reference.service import profile
from desktop_app.surveys.cohort_needs import serving_modules
from desktop_app.surveys.document import survey_pdf
from desktop_app.surveys.document_content import CohortContent, SurveyContent, cohort_content, survey_content
from desktop_app.surveys.document_trainer import trainer_sheet_pdf
from desktop_app.surveys.export import write_results
from desktop_app.surveys.field_titles import field_title
from desktop_app.surveys.sorting import Where
from desktop_app.surveys.turnout import Turnout
from desktop_app.whole_file import replace_whole


def save_report(
    centre: Centre, *, questionnaire_code: str, where: Where, about: str, by: str | None, out: Path
) -> Path:
    """The report of some rounds of a questionnaire; returns where it stands. Raises StorageError and as
    ``survey_figures``."""
    content = centre.read(survey_content, questionnaire_code=questionnaire_code, where=where, by=by)
    return _write_report(centre, content, about=about, turnout=None, out=out)


def save_cohort_report(centre: Centre, *, cohort_id: int, by: str | None, out: Path) -> tuple[Path, CohortContent]:
    """The report of a cohort's survey before its course; returns where it stands and what it says."""
    found = centre.read(cohort_content, cohort_id=cohort_id, by=by)
    return _write_report(centre, found.content, about=found.code, turnout=found.turnout, out=out), found


def save_trainer_sheet(centre: Centre, *, cohort_id: int, out: Path) -> Path:
    """What matters to a cohort, for its trainers; returns where it stands. Raises NotFound, StorageError."""
    found = centre.read(cohort_content, cohort_id=cohort_id)
    modules = centre.read(serving_modules, programme_id=found.programme_id)
    chosen = centre.read(chosen_modules, cohort_id=cohort_id)
    own = centre.read(profile)
    draw = partial(
        trainer_sheet_pdf,
        content=found.content,
        modules=[module for module in modules if not module.is_elective or not chosen or module.id in chosen],
        cohort=found.code,
        programme=found.programme,
        centre=own.name,
    )
    with use(own.document_language):
        written = replace_whole(out, draw)
    _note(centre, found.content)
    return written


def save_results(
    centre: Centre, *, questionnaire_code: str, where: Where, about: str, by: str | None, out: Path
) -> Path:
    """The figures as a workbook; returns where it stands. Raises as ``save_report``."""
    content = centre.read(survey_content, questionnaire_code=questionnaire_code, where=where, by=by)
    own = centre.read(profile)
    with use(own.document_language):
        field = "" if by is None else field_title(content.questionnaire, by)
        written = write_results(out, content, centre=own.name, about=about, field=field)
    _note(centre, content)
    return written


def _write_report(centre: Centre, content: SurveyContent, *, about: str, turnout: Turnout | None, out: Path) -> Path:
    own = centre.read(profile)
    draw = partial(
        survey_pdf,
        content=content,
        about=about,
        turnout=turnout,
        centre_name=own.name,
        made_on=short_date(centre.clock.today()),
    )
    with use(own.document_language):
        written = replace_whole(out, draw)
    _note(centre, content)
    return written


def _note(centre: Centre, content: SurveyContent) -> None:
    facts = {"questionnaire": content.questionnaire.code, "answers": content.figures.people}
    centre.write(
        lambda unit: unit.note("print", entity="questionnaire", entity_id=content.questionnaire.code, facts=facts)
    )
