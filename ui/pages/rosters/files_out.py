"""What the desk gives back as files: the form to hand out, and the sender's own file with its errors marked."""

from pathlib import Path

from desktop_app.i18n import _
from desktop_app.rosters.service import return_file, save_template
from ui.files import WORKBOOK, choose_target, show_saved
from ui.operations import run_long, run_query
from ui.pages.rosters.destinations import Destination
from ui.pages.rosters.work import Work
from ui.widgets.page import Page


def save_form(page: Page, destination: Destination) -> None:
    """Ask where to, and save the form that schools fill in, for a cohort or for none."""
    name = " ".join(filter(None, [_("Roster form"), destination.code]))
    out = choose_target(page, _("Save the form in Excel"), name=name, kind=WORKBOOK)
    if out is not None:
        write_form(page, destination, out)


def write_form(page: Page, destination: Destination, out: Path) -> None:
    run_query(
        page,
        lambda centre: save_template(centre, path=out, cohort_id=destination.cohort_id),
        lambda saved: show_saved(page.workspace, saved),
    )


def save_returned(page: Page, work: Work | None) -> None:
    """Ask where to, and save the sender's own file with its wrong cells coloured and commented."""
    if work is not None:
        name = _("{file} with remarks", file=work.path.stem)
        out = choose_target(page, _("Save the file with its errors marked"), name=name, kind=WORKBOOK)
        if out is not None:
            write_returned(page, work, out)


def write_returned(page: Page, work: Work, out: Path) -> None:
    """Nothing is asked where the rows were not understood at all: then there is nothing to mark."""
    source, preview = work.path, work.preview
    if preview is not None:
        run_long(
            page,
            _("Marking the errors in {file}", file=source.name),
            lambda centre, _progress: return_file(centre, source=source, target=out, preview=preview),
            lambda saved: show_saved(page.workspace, saved),
        )
