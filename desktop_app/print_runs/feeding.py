"""Feeding a printer page by page: what is about to be printed is on the disk before the printer is told."""

import io
from collections.abc import Sequence
from typing import Protocol

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificate_templates.document import PaperSheet, papers_pdf
from desktop_app.certificate_templates.files import Files
from desktop_app.certificates.papers import issued_papers
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _
from desktop_app.print_runs.calibration import Calibration
from desktop_app.print_runs.service import mark_sent, run
from desktop_app.progress import Progress


class Press(Protocol):
    """What puts pages on paper; raises StorageError when it cannot."""

    def print_pages(self, content: bytes) -> object:
        """Print the pages of a PDF, after what was printed before."""


def feed(
    centre: Centre, *, run_id: int, press: Press, calibration: Calibration, progress: Progress | None = None
) -> int:
    """Send every page of the run that is to be printed; gives back how many were.

    Cancelled or broken off at any moment, what was sent is known as sent: the person says what came of it. A page that
    must not be printed is passed over; when all others are sent, the first such is raised as its Invalid.
    """
    progress = progress or Progress()
    begun = centre.read(run, run_id=run_id)
    pages = begun.to_print
    papers = centre.read(issued_papers, certificate_ids=[page.certificate_id for page in pages])
    problems: list[Invalid] = []
    for done, (page, sheet) in enumerate(zip(pages, papers.sheets, strict=True)):
        progress.step(N_("Printing certificates"), done, len(pages))
        try:
            content = pdf_of([sheet], papers.files, with_background=begun.with_background, calibration=calibration)
        except Invalid as problem:
            problems.append(problem)
            continue
        centre.write(mark_sent, run_id=run_id, place=page.place)
        press.print_pages(content)
    progress.step(N_("Printing certificates"), len(pages), len(pages))
    if problems:
        raise problems[0]
    return len(pages)


def preview(unit: UnitOfWork, *, certificate_ids: Sequence[int], with_background: bool) -> bytes:
    """The pages as a PDF: what comes out, but for the correction that the printer needs."""
    papers = issued_papers(unit, certificate_ids=certificate_ids)
    return pdf_of(papers.sheets, papers.files, with_background=with_background)


def pdf_of(
    sheets: Sequence[PaperSheet], files: Files, *, with_background: bool, calibration: Calibration | None = None
) -> bytes:
    """Raises Invalid for the first sheet that must not be printed."""
    by = calibration or Calibration()
    target = io.BytesIO()
    papers_pdf(
        target,
        sheets,
        title=_("Certificates"),
        files=files,
        with_background=with_background,
        shift=(by.right, by.down),
        scale=by.scale,
    )
    return target.getvalue()
