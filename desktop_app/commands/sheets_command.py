"""``sheets``: the attendance sheets of a week, of one cohort or of all that have lessons in it, in one PDF."""

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path

from desktop_app.attendance.sheet_issue import wishes_for
from desktop_app.attendance.sheet_printing import write_sheets
from desktop_app.attendance.sheet_records import SheetKind, SheetLook
from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort_by_code
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.i18n import _, _n
from desktop_app.progress import Progress

_NAMED = 3
_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--week", required=True, type=_monday, metavar="YYYY-Www")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.pdf")
    parser.add_argument("--cohort", metavar="CODE", help="of this cohort only")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    require_target(centre, options.out, ".pdf")
    cohort_id = None if options.cohort is None else centre.read(cohort_by_code, code=options.cohort).id
    wishes = centre.read(wishes_for, kind=SheetKind.WEEK, day=options.week, cohort_id=cohort_id)
    written = write_sheets(centre, wishes, SheetLook(), out=options.out, progress=progress).value
    numbers = written.numbers
    facts = {"sheets": len(numbers), "pages": written.pages, "numbers": list(numbers), "file": str(written.file)}
    shown = ", ".join(numbers) if len(numbers) <= _NAMED else f"{min(numbers)} – {max(numbers)}"
    lines = [
        _n("{n} sheet: {numbers}", "{n} sheets: {numbers}", len(numbers), numbers=shown),
        _n("{n} page written to {file}.", "{n} pages written to {file}.", written.pages, file=written.file),
    ]
    return Report(facts, lines)


def _monday(text: str) -> date:
    found = _WEEK.fullmatch(text.strip())
    if found is not None and 1 <= int(found[2]) <= _weeks_in(int(found[1])):
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    raise ArgumentTypeError(_("“{text}” is not a week; write it as {example}.", text=text, example="2026-W47"))


def _weeks_in(year: int) -> int:
    """The 28th of December is always in the last week."""
    return date(year, 12, 28).isocalendar().week if date.min.year <= year < date.max.year else 0


COMMAND = Command("print the attendance sheets of a week", add_arguments, run)
