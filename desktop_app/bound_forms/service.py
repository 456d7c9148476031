"""A workbook filled as a form: by the form kept under its name, or by what is recognised in it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from db.unit_of_work import UnitOfWork
from desktop_app.bound_forms.filling import fill
from desktop_app.bound_forms.matching import match
from desktop_app.bound_forms.model import Bindings, surely
from desktop_app.bound_forms.recognising import recognise
from desktop_app.bound_forms.records import Filled, Form
from desktop_app.bound_forms.shelf import form_in_force, forms, save_form
from desktop_app.bound_forms.words import lexicon
from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, language
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import month_title, short_date
from desktop_app.plan.population import period_of
from desktop_app.spreadsheets.grid_records import Grid
from desktop_app.whole_file import whole_bytes


@dataclass(frozen=True)
class FilledFile:
    """A workbook that was filled and written. ``form`` is None where it was filled by what was recognised alone."""

    file: Path
    sha256: str
    form: Form | None
    is_saved: bool
    content: Filled


def propose(unit: UnitOfWork, *, grid: Grid) -> Bindings:
    """What the workbook seems to ask for, each line with how sure that is."""
    return recognise(grid, lexicon(unit))


def fill_file(
    centre: Centre, grid: Grid, *, name: str, year: int, month: int, out: Path, save: bool = False
) -> FilledFile:
    """Fill the workbook as the form of that name and write it whole or not at all.

    Where there is no such form yet, what is surely recognised is filled; ``save`` keeps that as the form's first
    edition. Raises Invalid for a month that has not begun or in which the form is not in use, StorageError.
    """
    form, bindings, filled = centre.read(_filled, grid=grid, name=name, year=year, month=month)

    def keep(unit: UnitOfWork) -> FilledFile:
        saved = form
        if form is None and save:
            first_day = date(year, month, 1)
            saved = save_form(unit, name=name, grid=grid, bindings=bindings, valid_from=first_day)
        written = whole_bytes(out, filled.content)
        sha256 = hashlib.sha256(filled.content).hexdigest()
        facts = {"file": written.name, "sha256": sha256, "form": name, "month": f"{year}-{month:02}"}
        unit.note("export", entity="return_form", entity_id=saved.id if saved else None, facts=facts)
        return FilledFile(written, sha256, saved, form is None and save, filled)

    return centre.write(keep).value


def fill_grid(unit: UnitOfWork, *, grid: Grid, form: Form, year: int, month: int) -> Filled:
    """Fill a file as a form: the form's own, or a later one in which everything is found again by its words."""
    if grid.sha256 == form.sha256:
        return fill(unit, grid=grid, bindings=form.bindings, year=year, month=month)
    matched = match(form.bindings, grid, lexicon(unit))
    filled = fill(unit, grid=grid, bindings=matched.bindings, year=year, month=month)
    return replace(
        filled,
        unbound=[*filled.unbound, *matched.unbound],
        moved=matched.moved,
        findings=[*matched.findings, *filled.findings],
    )


def _filled(unit: UnitOfWork, *, grid: Grid, name: str, year: int, month: int) -> tuple[Form | None, Bindings, Filled]:
    period = period_of(year, month, today=unit.today)
    form = form_in_force(unit, name=name, on=period.last_day)
    if form is not None:
        return form, form.bindings, fill_grid(unit, grid=grid, form=form, year=year, month=month)
    begin = [short_date(each.valid_from) for each in forms(unit) if each.name == tidy(name)]
    if begin:
        # What was bound by hand must not be passed over in silence.
        message = N_(
            "No edition of “{name}” is in use at the end of {month}; they hold from: {days}. Open the form and save it "
            "with an earlier day, or choose another month."
        )
        month_words = month_title(year, month, language())
        raise Invalid("form_not_in_use", message, name=name, month=month_words, days=", ".join(begin))
    bindings = surely(propose(unit, grid=grid))
    return None, bindings, fill(unit, grid=grid, bindings=bindings, year=year, month=month)
