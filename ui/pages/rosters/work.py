"""What lies on the import desk: a file, how it is read, what was typed and decided. Changed in the worker alone."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.calm import made_to_stay
from desktop_app.errors import Invalid
from desktop_app.i18n import language
from desktop_app.progress import Progress
from desktop_app.rosters.answers import Answer, answers_to
from desktop_app.rosters.columns import SheetLook, SheetProposal, look_at_sheet, look_at_workbook
from desktop_app.rosters.decisions import Decision
from desktop_app.rosters.imports import ImportLine, imports_of_file
from desktop_app.rosters.preview import RosterPreview, answered, edited, preview_roster, rematched, unedited
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Workbook

if TYPE_CHECKING:
    from desktop_app.centre import Centre

DRAFT = "roster"
STEPS_BACK = 200

CellPlace = tuple[int, str]
"""A cell by the number of its row and the field of its column."""


@dataclass(frozen=True)
class TablePlace:
    """Where a person said that the list stands; None is left to be recognised. ``columns``: field to column, from 0."""

    sheet: str
    header_row: int | None = None
    columns: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Work:
    """A file as it is read now. ``problem`` says why no people were found; ``answers`` are those of single rows."""

    path: Path
    workbook: Workbook
    cohort_id: int | None
    sender: str
    sheets: tuple[SheetProposal, ...]
    look: SheetLook
    place: TablePlace | None = None
    preview: RosterPreview | None = None
    problem: Invalid | None = None
    answers: Mapping[int, Answer] = field(default_factory=dict)
    earlier: tuple[ImportLine, ...] = ()
    """Where this very file went before; newest first."""
    language: str = ""

    @property
    def decisions(self) -> dict[int, Decision]:
        """The answers as applying takes them, by row."""
        return {number: answer.decision for number, answer in self.answers.items()}


@dataclass(frozen=True)
class Change:
    """Texts typed into cells (None: as the sender wrote it), decisions for equal cells ("": none), answers of rows."""

    cells: Mapping[CellPlace, str | None] = field(default_factory=dict)
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    rows: Mapping[int, Answer | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Stowed:
    """What lay on a desk, and the way back through its changes."""

    work: Work
    back: list[Change]


class Desk:
    """One place to work at: for a cohort, or (None) for the list of people alone.

    Only the worker writes it, one work after another, so that nothing is lost when the page is made anew meanwhile.
    """

    def __init__(self, cohort_id: int | None) -> None:
        self.cohort_id = cohort_id
        self.sender = ""
        self.work: Work | None = None
        self.applied: tuple[int, Stowed] | None = None
        """The id of the import that was made here last, and what lay on the desk then."""
        self._back: list[Change] = []

    def put_away(self) -> "Stowed | None":
        """Clear the desk; gives what lay on it."""
        stowed = Stowed(self.work, self._back) if self.work is not None else None
        self.work, self._back = None, []
        return stowed

    def take_up(self, stowed: "Stowed") -> None:
        """Lay on the desk what was put away, from here or from another desk."""
        self.work, self._back = stowed.work, stowed.back
        self.sender = stowed.work.sender

    def read(self, centre: "Centre", path: Path, progress: Progress) -> None:
        """Read a file in place of the one before. Raises WorkbookRejected and Cancelled; then nothing has changed."""
        with made_to_stay():
            self._read(centre, path, progress)

    def _read(self, centre: "Centre", path: Path, progress: Progress) -> None:
        workbook = read_workbook(path, progress=progress)
        sheets = look_at_workbook(workbook)
        not_looked_at = SheetLook(sheets[0].sheet, 0, (), ())
        earlier = tuple(centre.read(imports_of_file, sha256=workbook.sha256))
        blank = Work(path, workbook, self.cohort_id, self.sender, sheets, not_looked_at, earlier=earlier)
        self.work, self._back = _previewed(centre, blank), []

    def read_again(self, centre: "Centre", *, place: TablePlace | None = None) -> None:
        """Read the same file otherwise: from another place, for another sender, in another language."""
        if self.work is not None:
            kept = replace(self.work, cohort_id=self.cohort_id, sender=self.sender, place=place or self.work.place)
            with made_to_stay():
                self.work = _previewed(centre, kept)

    def bring_up_to_date(self, centre: "Centre") -> None:
        """Compare with the centre as it is now; words that were taken in another language are taken again."""
        work = self.work
        if work is None:
            return
        if work.language != language() or work.preview is None:
            self.read_again(centre)
        else:
            with made_to_stay():
                self.work = _with_preview(work, centre.read(rematched, work.preview))

    def change(self, centre: "Centre", change: Change) -> None:
        if self.work is not None and self.work.preview is not None:
            # One decision may concern thousands of rows, a typed cell only its own.
            with made_to_stay() if change.texts else nullcontext():
                self.work, back = _changed(centre, self.work, self.work.preview, change)
            self._back = [*self._back[-STEPS_BACK:], back]

    def step_back(self, centre: "Centre") -> None:
        """Undo the last change."""
        if self._back and self.work is not None and self.work.preview is not None:
            *self._back, last = self._back
            self.work, _redo = _changed(centre, self.work, self.work.preview, last)


def desks_of(drafts: dict[str, Any]) -> dict[int | None, Desk]:
    """The desks of the open centre by cohort."""
    desks: dict[int | None, Desk] = drafts.setdefault(DRAFT, {})
    return desks


def _previewed(centre: "Centre", work: Work) -> Work:
    """Everything read anew from where the list stands; what was typed and decided is kept where it still fits."""
    place, before = work.place, work.preview
    try:
        preview = centre.read(
            preview_roster,
            workbook=work.workbook,
            cohort_id=work.cohort_id,
            sheet=place.sheet if place else None,
            header_row=place.header_row if place else None,
            columns=place.columns if place else None,
            sender=work.sender,
            edits=before.edits if before else None,
            answers=before.answers if before else None,
        )
    except Invalid as problem:
        sheet = place.sheet if place else work.look.sheet
        look = look_at_sheet(work.workbook, sheet=sheet, header_row=place.header_row if place else None)
        return replace(work, look=look, preview=None, problem=problem, answers={}, language=language())
    look = look_at_sheet(work.workbook, sheet=preview.table.sheet, header_row=preview.table.header_row)
    return _with_preview(replace(work, look=look, problem=None, language=language()), preview)


def _with_preview(work: Work, preview: RosterPreview) -> Work:
    """With the answers that still answer what is asked; what the screen will ask for is counted here, not there."""
    kept = {
        number: answer
        for number, answer in work.answers.items()
        if number in preview.place_of and answer in answers_to(preview.row(number))
    }
    assert sum(preview.counts.values()) == len(preview.rows)
    return replace(work, preview=preview, answers=kept)


def _changed(centre: "Centre", work: Work, preview: RosterPreview, change: Change) -> tuple[Work, Change]:
    """The work with the change, and the change that would take it back."""
    back = Change(
        {cell: preview.edits.get(cell) for cell in change.cells},
        {text: preview.answers.get(text, "") for text in change.texts},
        {number: work.answers.get(number) for number in change.rows},
    )
    typed = {cell: text for cell, text in change.cells.items() if text is not None}
    untyped = frozenset(change.cells.keys() - typed.keys())
    if typed:
        preview = centre.read(edited, preview, edits=typed)
    if untyped:
        preview = centre.read(unedited, preview, cells=untyped)
    if change.texts:
        preview = centre.read(answered, preview, answers=change.texts)
    rows = {number: answer for number, answer in {**work.answers, **change.rows}.items() if answer is not None}
    return _with_preview(replace(work, answers=rows), preview), back
