"""One file of a region: read, told what it is, and held against itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop_app.consolidation.annex import (
    Annex,
    annex_of,
    check_annex,
    check_counts,
    check_headings,
    check_twice,
    codes_of,
)
from desktop_app.consolidation.carried_forms import form_of, period_of
from desktop_app.consolidation.cells import altered, check_cells
from desktop_app.consolidation.foreign import FormReader
from desktop_app.consolidation.live_formulas import check_formulas
from desktop_app.consolidation.records import FileState, Finding, ReadFile
from desktop_app.errors import Invalid, WorkbookRejected
from desktop_app.i18n import N_
from desktop_app.inspection import model as inspection
from desktop_app.inspection.model import Severity
from desktop_app.progress import Progress
from desktop_app.returns.carrier import CARRIER_SHEET, Carried, carried_in, digest_of_carried
from desktop_app.returns.trace import is_carried_whole, trace_in
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Workbook

OTHER_DIGEST = N_("The figures that the return carries are not those that its digest was made of.")
NOT_OURS = N_("{file} carries no figures for programs: it is no return of this program. Read it through a saved form.")
BROKEN = N_("What this return carries for programs is damaged: ask the centre for the file again.")


def read_file(path: Path, *, form: FormReader | None = None, progress: Progress | None = None) -> ReadFile:
    """Never raises for what the file is: every file has a state. Raises Cancelled through ``progress``.

    What is no return of ours is read through the ``form``.
    """
    try:
        book = read_workbook(path, progress=progress)
    except WorkbookRejected as error:
        finding = Finding("FILE", Severity.ERROR, path.name, "", "", error.message, error.facts, file=path.name)
        return ReadFile(path, "", FileState.UNREADABLE, (finding,))
    return read_return(path, book, form, progress=progress)


def read_return(
    path: Path, book: Workbook, form: FormReader | None = None, *, progress: Progress | None = None
) -> ReadFile:
    """What a workbook is that was read already."""
    try:
        own = carried_in(book)
        if own is None and form is not None:
            return form.read(path, book)
        if own is None:
            facts = {"file": path.name}
            finding = Finding("FILE", Severity.ERROR, path.name, "", "", NOT_OURS, facts, file=path.name)
            return ReadFile(path, book.sha256, FileState.FOREIGN, (finding,))
        return _checked(path, book, own, progress)
    except Invalid as error:
        state = FileState.ALTERED if error.code == "carrier_damaged" else FileState.WRONG_EDITION
        rule = "ALTERED" if state is FileState.ALTERED else "EDITION"
        finding = Finding(rule, Severity.ERROR, path.name, "", "", error.message, error.facts, file=path.name)
    except (ValueError, TypeError, ArithmeticError):
        # Well-formed, but with a month 13 or words among the figures: nobody's program wrote that.
        finding = altered(path.name, CARRIER_SHEET, "", "", BROKEN)
        state = FileState.ALTERED
    return ReadFile(path, book.sha256, state, (finding,))


def _checked(path: Path, book: Workbook, own: Carried, progress: Progress | None) -> ReadFile:
    month = period_of(own.year, own.month).first_day
    date.fromisoformat(own.made_at)
    forms = tuple(form_of(form) for form in own.forms)
    annex = annex_of(book, own.people.sheet)
    read = ReadFile(
        path,
        book.sha256,
        FileState.ACCEPTED,
        own=own,
        forms=forms,
        annex=codes_of(annex) if annex is not None else None,
        region_name=own.centre.region,
        period=(own.year, own.month),
    )
    changes = list(_alterations(read, book, annex))
    touched = {form.sheet for form in own.forms if any(f"!{form.sheet}!" in finding.place for finding in changes)}
    changes += check_formulas(path, book, own, without=touched, progress=progress)
    state = FileState.ALTERED if any(finding.rule == "ALTERED" for finding in changes) else FileState.ACCEPTED
    return replace(read, state=state, findings=(*changes, *_contradictions(read, annex, month)))


def placed(read: ReadFile, finding: inspection.Finding) -> Finding:
    """What a rule found in a form/row/column, at the cell where the file shows it."""
    form, row, column = (*finding.place.split("/"), "", "")[:3]
    return Finding.placed(finding, read.place(form, row, column), read.name)


def _alterations(read: ReadFile, book: Workbook, annex: Annex | None) -> Iterator[Finding]:
    assert read.own is not None
    trace = trace_in(book)
    if digest_of_carried(read.own) != read.own.digest:
        yield altered(read.name, CARRIER_SHEET, "", "", OTHER_DIGEST)
    elif trace is not None and not is_carried_whole(book, trace):
        yield altered(read.name, CARRIER_SHEET, "", "", BROKEN)
    yield from check_cells(read.name, book, read.own, read.forms)
    yield from check_annex(read.name, annex, read.own, trace)
    yield from check_headings(read.name, book, trace)


def _contradictions(read: ReadFile, annex: Annex | None, month: date) -> Iterator[Finding]:
    if read.own is None or read.annex is None or annex is None:
        return
    for finding in check_counts(annex, {form.code: form for form in read.forms}, month):
        yield placed(read, finding)
    yield from check_twice(read.name, read.own.people.sheet, read.annex)
