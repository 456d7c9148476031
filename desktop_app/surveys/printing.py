"""The report of a survey as a file: whole or absent, journaled as printed."""

from functools import partial
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.i18n import use
from desktop_app.language.dates import short_date
from desktop_app.reference.service import profile
from desktop_app.surveys.document import survey_pdf
from desktop_app.surveys.records import SurveyResult
from desktop_app.surveys.service import survey_result
from desktop_app.whole_file import replace_whole


def write_survey_report(centre: Centre, *, cohort_id: int, out: Path) -> tuple[Path, SurveyResult]:
    """Write the report in the language of the centre's documents; returns where it stands and what it says."""
    result = centre.read(survey_result, cohort_id=cohort_id)
    own = centre.read(profile)
    made_on = short_date(centre.clock.today())
    with use(own.document_language):
        written = replace_whole(out, partial(survey_pdf, result=result, centre_name=own.name, made_on=made_on))
    centre.write(
        lambda unit: unit.note("print", entity="cohort", entity_id=cohort_id, facts={"answers": result.responses})
    )
    return written, result
