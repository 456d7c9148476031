"""``roster FILE --cohort CODE``: what a workbook would do to a cohort, and with ``--apply`` the doing.

Without ``--cohort`` the people go into the list alone. ``roster --template FILE`` writes the form to hand out.
"""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop_app.centre import Centre
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.service import cohort_by_code
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, _n
from desktop_app.language.dates import short_date
from desktop_app.progress import Progress
from desktop_app.rosters.apply import RosterOutcome
from desktop_app.rosters.earlier import EarlierImport
from desktop_app.rosters.preview import RosterPreview
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.returned import require_workbook_name
from desktop_app.rosters.service import apply_with_backup, preview_file, return_file, save_template

_STATE_TITLES = {
    RowState.REJECTED: N_("Rejected"),
    RowState.ASK: N_("To decide"),
    RowState.IGNORED: N_("Not people, or enrolled already"),
    RowState.READY: N_("Ready, with a remark"),
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="xlsx, xls, ods or csv")
    parser.add_argument("--cohort", metavar="CODE", help="code of the cohort; without it the list of people alone")
    parser.add_argument("--sheet", metavar="NAME", help="sheet to read; by default the likeliest")
    parser.add_argument("--sender", default="", metavar="NAME", help="who sent it: columns are remembered for them")
    parser.add_argument("--apply", action="store_true", help="take in the rows that are ready")
    parser.add_argument("--returned", type=Path, metavar="OUT", help="write the sender's file, wrong cells commented")
    parser.add_argument("--template", type=Path, metavar="OUT", help="write the form to hand out; no FILE is read")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    cohort_id = centre.read(cohort_by_code, code=options.cohort).id if options.cohort is not None else None
    if options.template is not None:
        require_target(centre, options.template)
        written = save_template(centre, path=options.template, cohort_id=cohort_id)
        return Report({"template": str(written)}, [_("The form was written: {file}", file=written)])
    if options.file is None:
        raise Invalid("no_file", N_("Name the file of the roster."), field="file")
    if options.returned is not None:
        require_workbook_name(options.returned)
        require_target(centre, options.returned)
    preview = preview_file(
        centre, path=options.file, cohort_id=cohort_id, sheet=options.sheet, sender=options.sender, progress=progress
    )
    returned = None
    if options.returned is not None:
        returned = return_file(centre, source=options.file, target=options.returned, preview=preview)
    outcome = apply_with_backup(centre, preview).value if options.apply else None
    facts = facts_of(preview, outcome) | {"returned": str(returned) if returned else ""}
    return Report(facts, list(lines_of(preview, outcome)))


def facts_of(preview: RosterPreview, outcome: RosterOutcome | None) -> dict[str, Any]:
    return {
        "sheet": preview.table.sheet,
        "sheet_confidence": preview.table.confidence,
        "header_row": preview.table.header_row,
        "columns": {field: column.header for field, column in preview.table.columns.items()},
        "unknown_columns": list(preview.table.unknown_columns),
        "other_sheets": [asdict(sheet) for sheet in preview.table.other_sheets],
        "reasons": [reason.text for reason in preview.table.reasons],
        "applied_before": _told_earlier(preview.earlier),
        "rows": len(preview.rows),
        **{state.value: preview.count(state) for state in RowState},
        "applied": outcome.applied if outcome else 0,
        "created": outcome.created if outcome else 0,
        "matched": outcome.matched if outcome else 0,
        "problems": [
            {
                "row": row.number,
                "column": found.column,
                "value": found.value,
                "code": found.code.value,
                "text": found.text,
            }
            for row in preview.rows
            for found in row.problems
        ],
    }


def _told_earlier(earlier: EarlierImport | None) -> dict[str, Any] | None:
    """When, by whom and from which file these rows were applied before."""
    if earlier is None:
        return None
    return {
        "at": earlier.applied_at.isoformat(),
        "by": earlier.applied_by,
        "file": earlier.file_name,
        "is_same_file": earlier.is_same_file,
    }


def lines_of(preview: RosterPreview, outcome: RosterOutcome | None) -> list[str]:
    """The report for a person at a console: counts first, then every row with something to say."""
    table = preview.table
    lines = [
        _("File {file}, sheet {sheet}.", file=table.file_name, sheet=table.sheet),
        *([_("The header is in row {row}.", row=table.header_row)] if table.has_header else []),
        _(
            "Rows: {rows}; ready {ready}, to decide {ask}, rejected {rejected}, ignored {ignored}.",
            rows=len(preview.rows),
            **{state.value: preview.count(state) for state in RowState},
        ),
    ]
    if preview.earlier is not None:
        lines.append(
            _(
                "These rows were applied before: on {day} by {who}, from {file}.",
                day=short_date(preview.earlier.applied_at.astimezone(TASHKENT).date()),
                who=preview.earlier.applied_by or "–",
                file=preview.earlier.file_name,
            )
        )
    for other in table.other_sheets:
        lines.append(
            _n(
                "Sheet {sheet} was not read: {n} person seems to stand in it.",
                "Sheet {sheet} was not read: {n} people seem to stand in it.",
                other.rows,
                sheet=other.sheet,
            )
        )
    lines += [reason.text for reason in table.reasons if reason.is_warning]
    if table.unknown_columns:
        lines.append(_("Nothing is taken from these columns: {columns}.", columns=", ".join(table.unknown_columns)))
    for state, title in _STATE_TITLES.items():
        lines += _rows_of(preview, state, _(title))
    if outcome is None:
        lines += ["", _("Nothing was written. Repeat with --apply to enrol the rows that are ready.")]
    else:
        lines += ["", _n("{n} person was enrolled.", "{n} people were enrolled.", outcome.applied)]
    return lines


def _rows_of(preview: RosterPreview, state: RowState, title: str) -> list[str]:
    rows = [row for row in preview.rows if row.state is state and row.problems]
    if not rows:
        return []
    lines = ["", f"{title}:"]
    for row in rows:
        name = row.person.full_name if row.person else row.problems[0].value
        lines += [f"  {row.number:>5}  {name}", *(f"         {found.text}" for found in row.problems)]
    return lines


COMMAND = Command("read a roster into a cohort", add_arguments, run)
