"""Writing the workbook of a return and the letter that carries it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.i18n import _, use
from desktop_app.progress import Progress
from desktop_app.reference.service import profile
from desktop_app.returns.mail import write_mail_draft
from desktop_app.returns.service import write_return

STEPS = 2


@dataclass(frozen=True)
class Prepared:
    file: Path
    letter: Path


def prepare(centre: Centre, progress: Progress, *, month: date, out: Path) -> Prepared:
    """Runs in the worker. Both are written in the language of the centre's documents."""
    progress.step(_("Workbook"), 0, STEPS)
    made = write_return(centre, year=month.year, month=month.month, out=out)
    progress.step(_("Letter"), 1, STEPS)
    own = centre.read(profile)
    with use(own.document_language):
        letter = write_mail_draft(made.file.with_suffix(".eml"), made, centre=own)
    return Prepared(made.file, letter)
