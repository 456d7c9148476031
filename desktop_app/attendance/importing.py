"""Marks from Excel or CSV over many lessons: seen first, entered whole or not at all, and taken back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from db.models.attendance import Mark
from db.models.cohorts import Cohort
from db.models.journal import JournalEntry
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.import_judging import judge, read_ground
from desktop_app.attendance.import_marks import MarkReader, number_of, numbers_meant
from desktop_app.attendance.import_records import MarkCell, MarksImport, MarksPreview, Numbers
from desktop_app.attendance.import_tables import marks_of, read_sheet
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.calm import collector_at_rest
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Conflict, NotFound, Refused, WorkbookRejected
from desktop_app.i18n import N_, _
from desktop_app.marks.records import MarkValue
from desktop_app.progress import Progress
from desktop_app.rosters.service import BACKING_UP
from desktop_app.safety.backup import back_up, fresh_backup
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Workbook

# The journal calls the act "import" of the cohort; that it counts marks tells it from other imports.
_MARKS = "marks"
_COHORT = Cohort.__tablename__
_IMPORT, _TAKEN_BACK = "import", "annul"
# The columns that make up what a mark says.
_SAID = ("kind_code", "missed_hours", "late_minutes", "note")


@dataclass(frozen=True)
class MarksApplied:
    """``marks`` were entered, ``overwritten`` of them over another mark; ``seq`` is what takes the import back."""

    marks: int
    overwritten: int
    seq: int | None


@dataclass(frozen=True)
class MarksTakenBack:
    """``kept`` are marks that somebody has changed since: they stay as they are."""

    marks: int
    kept: int


def preview_marks(
    centre: Centre,
    path: Path,
    *,
    cohort_id: int,
    numbers: Numbers | None = None,
    progress: Progress | None = None,
) -> MarksPreview:
    """What every cell of the file would do. ``numbers``: what a number alone means, else as the file looks.

    Raises WorkbookRejected where no marks stand in the file, Refused for a cohort that is over.
    """
    workbook = read_workbook(path, progress=progress)
    return centre.read(judged, workbook, cohort_id=cohort_id, numbers=numbers)


def judged(
    unit: UnitOfWork,
    workbook: Workbook,
    *,
    cohort_id: int,
    numbers: Numbers | None = None,
    chosen: Mapping[tuple[str, int], int] | None = None,
) -> MarksPreview:
    """The preview of a workbook that was read; ``chosen`` says who is meant by rows that were unclear."""
    row = load_cohort(unit, cohort_id)
    require_open(row.code, row.state)
    with collector_at_rest():
        ground = read_ground(unit, cohort_id=cohort_id)
        shown = [sheet for sheet in workbook.sheets if sheet.rows and not sheet.is_hidden]
        tables = [table for sheet in shown if (table := read_sheet(sheet, ground.timetable)) is not None]
        if not tables:
            message = N_(
                "{file} has no marks that can be read: a column of names or numbers of people is needed, and lessons "
                "of cohort {cohort} beside it, one a column or one a row."
            )
            raise WorkbookRejected("no_marks_table", message, file=workbook.file_name, cohort=row.code)
        meant = numbers or numbers_meant(marks_of(tables))
        cells = judge(tables, ground, MarkReader(ground.kinds, meant), chosen or {})
    read = {table.sheet.name for table in tables}
    return MarksPreview(
        cohort_id,
        row.code,
        workbook,
        tuple(table.sheet for table in tables),
        cells,
        meant,
        ground.kinds,
        {member.enrolment.id: member.name for member in ground.people.members.values()},
        dict(chosen or {}),
        tuple(sheet.name for sheet in workbook.sheets if sheet.rows and sheet.name not in read),
        next((one for one in marks_imports(unit, cohort_id=cohort_id) if _is_of(one, workbook)), None),
        any(number_of(cell) is not None for cell in marks_of(tables)),
    )


def apply_marks(
    centre: Centre,
    seen: MarksPreview,
    *,
    overwritten: frozenset[tuple[int, int]] = frozenset(),
    reason: str = "",
    progress: Progress | None = None,
) -> Outcome[MarksApplied]:
    """Enter what is new, and of what differs that which is ``overwritten``, by session and enrolment; all or nothing.

    A backup is made first where there is none of the last 24 hours. Raises Conflict when the register has changed
    since the preview, Refused for locked lessons without a ``reason``.
    """
    if seen.to_enter(overwritten) and fresh_backup(centre) is None:
        (progress or Progress()).step(BACKING_UP, 0, 0)
        back_up(centre, reason="before-import")
    return centre.write(_apply, seen, overwritten, reason)


def take_back_marks(unit: UnitOfWork, *, seq: int) -> MarksTakenBack:
    """Put every mark of an import back to what stood before, except those that were changed since.

    Raises NotFound for no such import, Refused for one that was taken back and for a cohort that is over.
    """
    kept = unit.session.get(JournalEntry, seq)
    if kept is None or not _is_import(kept):
        raise NotFound("no_such_import", N_("There is no such import."))
    found = next(one for one in marks_imports(unit, cohort_id=int(kept.entity_id)) if one.seq == seq)
    if found.taken_back is not None:
        raise Refused("import_undone", N_("This import was taken back already."))
    back = list(_before(unit, found))
    reason = _("The import of {file} was taken back.", file=found.file_name)
    set_marks(unit, marks=back, reason=reason)
    facts = {"what": _("Marks from a file"), "file": found.file_name, _MARKS: len(back), "import_seq": seq}
    unit.note(_TAKEN_BACK, entity=_COHORT, entity_id=found.cohort_id, facts=facts)
    return MarksTakenBack(len(back), found.marks - len(back))


def marks_imports(unit: UnitOfWork, *, cohort_id: int | None = None) -> list[MarksImport]:
    """The files of marks that were applied to a cohort, or to any, newest first."""
    query = select(JournalEntry).where(
        JournalEntry.entity == _COHORT,
        JournalEntry.action.in_((_IMPORT, _TAKEN_BACK)),
        JournalEntry.after[_MARKS].as_string().is_not(None),
    )
    if cohort_id is not None:
        query = query.where(JournalEntry.entity_id == str(cohort_id))
    entries = unit.session.scalars(query.order_by(JournalEntry.seq.desc())).all()
    taken_back = {entry.after["import_seq"]: entry.at for entry in entries if entry.action == _TAKEN_BACK}
    named = select(Cohort.id, Cohort.code).where(Cohort.id.in_({int(entry.entity_id) for entry in entries}))
    codes = {row.id: row.code for row in unit.session.execute(named)}
    return [
        MarksImport(
            entry.seq,
            entry.at,
            entry.actor_name,
            int(entry.entity_id),
            codes.get(int(entry.entity_id), ""),
            entry.after["file"],
            entry.after["sha256"],
            entry.after[_MARKS],
            entry.batch,
            taken_back.get(entry.seq),
        )
        for entry in entries
        if entry.action == _IMPORT
    ]


def _apply(unit: UnitOfWork, seen: MarksPreview, overwritten: frozenset[tuple[int, int]], reason: str) -> MarksApplied:
    """What is entered is what was seen: the file is compared once more, under the write lock."""
    fresh = judged(unit, seen.workbook, cohort_id=seen.cohort_id, numbers=seen.numbers, chosen=seen.chosen)
    if fresh.cells != seen.cells:
        raise Conflict
    cells = seen.to_enter(overwritten)
    if not cells:
        return MarksApplied(0, 0, None)
    set_marks(unit, marks=[cell.change for cell in cells], seen=[_standing(cell) for cell in cells], reason=reason)
    unit.session.flush()
    over = sum(cell.standing is not None for cell in cells)
    facts = {
        "what": _("Marks from a file"),
        "file": seen.workbook.file_name,
        "sha256": seen.workbook.sha256,
        _MARKS: len(cells),
        "overwritten": over,
    }
    unit.note(_IMPORT, entity=_COHORT, entity_id=seen.cohort_id, facts=facts)
    # Nobody else writes meanwhile: the newest entry is this one.
    return MarksApplied(len(cells), over, unit.session.scalar(select(func.max(JournalEntry.seq))))


def _standing(cell: MarkCell) -> MarkChange:
    change = cell.change
    return MarkChange(change.enrolment_id, change.session_id, cell.standing)


def _is_import(entry: JournalEntry) -> bool:
    return (entry.entity, entry.action) == (_COHORT, _IMPORT) and _MARKS in entry.after


def _is_of(earlier: MarksImport, workbook: Workbook) -> bool:
    return earlier.sha256 == workbook.sha256 and earlier.taken_back is None


def _before(unit: UnitOfWork, kept: MarksImport) -> Iterator[MarkChange]:
    """What stood before each mark of the import that still is as the import set it, told by the journal.

    The entries of one act stand right before the one that names it.
    """
    entries = select(JournalEntry).where(
        JournalEntry.seq.between(kept.seq - kept.marks, kept.seq - 1),
        JournalEntry.batch == kept.batch,
        JournalEntry.entity == Mark.__tablename__,
    )
    of_cohort = select(Session.id).where(Session.cohort_id == kept.cohort_id)
    marks = unit.session.scalars(select(Mark).where(Mark.session_id.in_(of_cohort)))
    standing = {f"{mark.session_id}/{mark.enrolment_id}": mark for mark in marks}
    for entry in unit.session.scalars(entries):
        mark = standing.get(entry.entity_id)
        if mark is None or not _is_as_set(mark, entry):
            continue
        value = None
        if entry.action != "create":
            said = {name: entry.before.get(name, getattr(mark, name)) for name in _SAID}
            value = MarkValue(said["kind_code"], said["missed_hours"], said["late_minutes"], said["note"] or "")
        yield MarkChange(mark.enrolment_id, mark.session_id, value)


def _is_as_set(mark: Mark, entry: JournalEntry) -> bool:
    """Whether nobody has touched the mark since: what it says and when it was set."""
    if entry.action == "create" and any(getattr(mark, name) for name in _SAID if name not in entry.after):
        return False
    now = {name: getattr(mark, name) for name in _SAID} | {"marked_at": mark.marked_at.isoformat()}
    return all(now[name] == value for name, value in entry.after.items() if name in now)
