"""Sheets and journals as files: numbered first, then written in small portions, and taken back if that is stopped."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from db.unit_of_work import UnitOfWork
from desktop_app.attendance.journal_content import journal
from desktop_app.attendance.journal_document import journal_book
from desktop_app.attendance.sheet_content import sheet_papers
from desktop_app.attendance.sheet_document import TITLES, sheet_book
from desktop_app.attendance.sheet_issue import issue_sheets, preview_sheets, reprint, take_back
from desktop_app.attendance.sheet_records import PrintedSheet, SheetKind, SheetLook, SheetWish
from desktop_app.centre import Centre
from desktop_app.changes import Changes, Outcome
from desktop_app.documents.pen import Book, write_books
from desktop_app.i18n import N_, _, use
from desktop_app.progress import Progress
from desktop_app.reference.logo import logo
from desktop_app.reference.service import profile
from desktop_app.whole_file import replace_whole

# So many groups are read at once: more would only keep more of them in memory.
_AT_ONCE = 20


@dataclass(frozen=True)
class WrittenSheets:
    """Where the file stands, the numbers in their order, and how many pages there are."""

    file: Path
    numbers: tuple[str, ...]
    pages: int


def write_sheets(
    centre: Centre, wishes: Sequence[SheetWish], look: SheetLook, *, out: Path, progress: Progress
) -> Outcome[WrittenSheets]:
    """Issue the sheets and write them into one file.

    Raises what ``issue_sheets`` does, StorageError, and Cancelled; then none of them stays in the register.
    """
    pages = 0

    def write(path: Path) -> None:
        nonlocal pages
        with path.open("wb") as target:
            pages = _write(centre, issued, look, target, progress)

    with _issued(centre, wishes) as (issued, changes):
        file = replace_whole(out, write)
    return Outcome(WrittenSheets(file, tuple(sheet.number for sheet in issued), pages), changes)


def sheets_to_print(
    centre: Centre, wishes: Sequence[SheetWish], look: SheetLook, *, progress: Progress
) -> Outcome[bytes]:
    """Issue the sheets and give them as PDF, for a printer; raises as ``write_sheets``."""
    target = io.BytesIO()
    with _issued(centre, wishes) as (issued, changes):
        _write(centre, issued, look, target, progress)
    return Outcome(target.getvalue(), changes)


def sheet_again(centre: Centre, *, sheet_id: int, look: SheetLook) -> bytes:
    """A printed sheet once more, marked as a copy. Raises NotFound, Refused."""
    sheet = centre.write(reprint, sheet_id=sheet_id).value
    target = io.BytesIO()
    _write(centre, [sheet], look, target, Progress())
    return target.getvalue()


def preview(centre: Centre, wish: SheetWish, look: SheetLook) -> bytes:
    """The sheet as it would be printed, without a number of its own yet. Raises Refused, NotFound."""
    target = io.BytesIO()
    _write(centre, centre.read(preview_sheets, [wish]), look, target, Progress())
    return target.getvalue()


@contextmanager
def _issued(centre: Centre, wishes: Sequence[SheetWish]) -> Iterator[tuple[list[PrintedSheet], Changes]]:
    """Sheets with their numbers, which are given back if what is inside does not come to its end."""
    outcome = centre.write(issue_sheets, wishes)
    try:
        yield outcome.value, outcome.changes
    except BaseException:
        centre.write(take_back, outcome.value)
        raise


def _write(
    centre: Centre, sheets: Sequence[PrintedSheet], look: SheetLook, target: BinaryIO, progress: Progress
) -> int:
    own = centre.read(profile)
    with use(look.language or own.document_language):
        kinds = {sheet.kind for sheet in sheets}
        title = _(TITLES[kinds.pop()]) if len(kinds) == 1 else _("Attendance sheets")
        books = _books(centre, sheets, look, progress)
        return write_books(target, books, title=title, logo=centre.read(logo))


def _books(centre: Centre, sheets: Sequence[PrintedSheet], look: SheetLook, progress: Progress) -> Iterator[Book]:
    for begin in range(0, len(sheets), _AT_ONCE):
        part = sheets[begin : begin + _AT_ONCE]
        for place, book in enumerate(centre.read(_part, part, look), start=begin):
            progress.step(N_("Sheets of groups"), place, len(sheets))
            yield book
    progress.step(N_("Sheets of groups"), len(sheets), len(sheets))


def _part(unit: UnitOfWork, sheets: Sequence[PrintedSheet], look: SheetLook) -> list[Book]:
    return [
        journal_book(journal(unit, paper, cohort_id=sheet.cohort_id, is_filled=look.is_filled))
        if sheet.kind is SheetKind.JOURNAL
        else sheet_book(paper)
        for sheet, paper in zip(sheets, sheet_papers(unit, sheets, look), strict=True)
    ]
