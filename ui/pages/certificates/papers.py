"""The papers of the step: a look at one certificate, all of a cohort as a file or on the printer."""

import io
from typing import TYPE_CHECKING

from desktop_app.certificates.document import certificate_pdf
from desktop_app.certificates.service import preview_sheet, sheets
from desktop_app.i18n import _
from desktop_app.progress import Progress

if TYPE_CHECKING:
    from desktop_app.centre import Centre


def preview(centre: "Centre", *, enrolment_id: int) -> bytes:
    """One certificate as PDF, issued or as it would be."""
    paper = io.BytesIO()
    certificate_pdf(paper, [centre.read(preview_sheet, enrolment_id=enrolment_id)], title=_("Certificates"))
    return paper.getvalue()


def pages_of_cohort(centre: "Centre", progress: Progress, *, cohort_id: int) -> bytes:
    """Every certificate of the cohort that is in force as one PDF."""
    found = centre.read(sheets, cohort_id=cohort_id)
    paper = io.BytesIO()
    certificate_pdf(paper, found, title=_("Certificates"), total=len(found), progress=progress)
    return paper.getvalue()
