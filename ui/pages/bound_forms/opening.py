"""A workbook brought to the desk: a form that is kept, a file that is none yet, or the next file of a form."""

from dataclasses import dataclass
from pathlib import Path

from desktop_app.bound_forms.matching import Matched, match
from desktop_app.bound_forms.model import Bindings
from desktop_app.bound_forms.records import Form
from desktop_app.bound_forms.service import propose
from desktop_app.bound_forms.shelf import form, form_file
from desktop_app.bound_forms.words import lexicon
from desktop_app.centre import Centre
from desktop_app.progress import Progress
from desktop_app.spreadsheets.grid import read_grid, read_grid_file
from desktop_app.spreadsheets.grid_records import Grid


@dataclass(frozen=True)
class Opened:
    """A workbook on the desk: what it is bound to, and the form it is kept as, if it is."""

    grid: Grid
    bindings: Bindings
    form: Form | None
    matched: Matched | None = None


def open_form(centre: Centre, form_id: int, progress: Progress) -> Opened:
    """Runs in the worker, as the other two do."""
    kept = centre.read(form, form_id=form_id)
    content = centre.read(form_file, form_id=form_id)
    return Opened(read_grid(content, kept.file_name, progress=progress), kept.bindings, kept)


def open_file(centre: Centre, path: Path, progress: Progress) -> Opened:
    """A new workbook with what is recognised in it."""
    grid = read_grid_file(path, progress=progress)
    return Opened(grid, centre.read(propose, grid=grid), None)


def open_next(centre: Centre, path: Path, before: Form, progress: Progress) -> Opened:
    """A later file of a form: everything is found again by its words."""
    grid = read_grid_file(path, progress=progress)
    matched = match(before.bindings, grid, centre.read(lexicon))
    return Opened(grid, matched.bindings, before, matched)
