"""``marks FILE --cohort CODE``: what a file of marks would do to a register, and with ``--apply`` the doing.

``marks --cohort CODE --export FILE`` writes the register in columns that are read again.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from desktop_app.attendance.exporting import RegisterWishes, export_registers
from desktop_app.attendance.import_records import CellState, MarkCell, MarksImport, MarksPreview, Numbers
from desktop_app.attendance.importing import MarksApplied, apply_marks, preview_marks
from desktop_app.attendance.marking import value_text
from desktop_app.attendance.workbook import COLUMNS, DEFAULT_COLUMNS
from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort_by_code
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, _n
from desktop_app.progress import Progress
from desktop_app.rosters.problems import RowState

_STATE_TITLES = {
    CellState.UNKNOWN_PERSON: N_("Not in the cohort"),
    CellState.AMBIGUOUS: N_("To decide"),
    CellState.REFUSED: N_("Refused"),
    CellState.DIFFERS: N_("Another mark stands in the register"),
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="xlsx, xls, ods or csv with marks")
    parser.add_argument("--cohort", required=True, metavar="CODE", help="code of the cohort")
    parser.add_argument("--apply", action="store_true", help="enter the marks that are new")
    parser.add_argument("--overwrite", action="store_true", help="with --apply: enter those that differ, too")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why marks of locked lessons are entered")
    parser.add_argument("--numbers", choices=[each.value for each in Numbers], help="what a number alone means")
    parser.add_argument("--export", type=Path, metavar="OUT", help="write the register as xlsx or csv; no FILE is read")
    parser.add_argument(
        "--columns", default=",".join(DEFAULT_COLUMNS), metavar="NAMES", help=f"of --export: {', '.join(COLUMNS)}"
    )


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    cohort_id = centre.read(cohort_by_code, code=options.cohort).id
    if options.export is not None:
        return _export(centre, options, cohort_id, progress)
    if options.file is None:
        raise Invalid("no_file", N_("Name the file of the marks."), field="file")
    numbers = Numbers(options.numbers) if options.numbers else None
    seen = preview_marks(centre, options.file, cohort_id=cohort_id, numbers=numbers, progress=progress)
    applied = None
    if options.apply:
        overwritten = seen.differing if options.overwrite else frozenset()
        applied = apply_marks(centre, seen, overwritten=overwritten, reason=options.reason, progress=progress).value
    return Report(facts_of(seen, applied), list(lines_of(seen, applied)))


def facts_of(seen: MarksPreview, applied: MarksApplied | None) -> dict[str, Any]:
    first = seen.sheets[0]
    return {
        "cohort": seen.cohort_code,
        "sheet": first.name,
        "header_row": first.header_row,
        "columns": dict(first.columns),
        "unknown_columns": list(first.unknown_columns),
        "sheets": [
            {
                "sheet": sheet.name,
                "shape": sheet.shape,
                "header_row": sheet.header_row,
                "columns": dict(sheet.columns),
                "unknown_columns": list(sheet.unknown_columns),
            }
            for sheet in seen.sheets
        ],
        "other_sheets": list(seen.unread),
        "numbers": seen.numbers.value,
        "applied_before": _told_earlier(seen.earlier),
        "rows": len(seen.rows),
        **{state.value: seen.count_rows(state) for state in RowState},
        "marks": {state.value: count for state, count in seen.counts.items()},
        "locked": sum(cell.is_locked for cell in seen.cells),
        "applied": applied.marks if applied else 0,
        # As a roster tells them: where nothing stood, and where something did.
        "created": applied.marks - applied.overwritten if applied else 0,
        "matched": applied.overwritten if applied else 0,
        "problems": [_problem_facts(cell) for cell in seen.cells if cell.problem is not None],
    }


def lines_of(seen: MarksPreview, applied: MarksApplied | None) -> list[str]:
    """The report for a person at a console: counts first, then every cell with something to say."""
    lines = [
        _("File {file}, cohort {cohort}.", file=seen.workbook.file_name, cohort=seen.cohort_code),
        *(_("Sheet {sheet}, the header is in row {row}.", sheet=one.name, row=one.header_row) for one in seen.sheets),
        _(
            "Marks: new {new}, unchanged {unchanged}, different {differs}, of unknown people {unknown_person}, "
            "to decide {ambiguous}, refused {refused}, rows without marks {ignored}.",
            **{state.value: count for state, count in seen.counts.items()},
        ),
        *seen.remarks,
    ]
    for state, title in _STATE_TITLES.items():
        cells = seen.of(state)
        if cells:
            lines += ["", f"{_(title)}:", *(f"  {cell.place:<16} {_said(cell, seen)}" for cell in cells)]
    if applied is None:
        return [*lines, "", _("Nothing was written. Repeat with --apply.")]
    return [*lines, "", _n("{n} mark was entered.", "{n} marks were entered.", applied.marks)]


def _export(centre: Centre, options: Namespace, cohort_id: int, progress: Progress) -> Report:
    require_target(centre, options.export)
    columns = tuple(name.strip() for name in options.columns.split(",") if name.strip())
    wishes = RegisterWishes(columns)
    written = export_registers(centre, [cohort_id], wishes, out=options.export, progress=progress)
    return Report({"file": str(written)}, [_("The register was written: {file}", file=written)])


def _told_earlier(earlier: MarksImport | None) -> dict[str, Any] | None:
    """When and by whom this very file was applied before."""
    if earlier is None:
        return None
    return {"at": earlier.at.isoformat(), "by": earlier.by, "file": earlier.file_name, "is_same_file": True}


def _problem_facts(cell: MarkCell) -> dict[str, Any]:
    assert cell.problem is not None
    return {
        "sheet": cell.sheet,
        "row": cell.file_row,
        "column": cell.file_column,
        "name": cell.person,
        "lesson": cell.lesson,
        "value": cell.typed,
        "state": cell.state.value,
        "code": cell.problem.code,
        "text": cell.problem.text,
    }


def _said(cell: MarkCell, seen: MarksPreview) -> str:
    mark = "" if cell.value is None else value_text(cell.value, seen.kinds)
    about = ", ".join(filter(None, (cell.person, cell.lesson, mark)))
    text = cell.problem.text if cell.problem else ""
    return text if cell.person and cell.person in text else f"{about}: {text}"


COMMAND = Command("read a file of marks into a register", add_arguments, run)
