"""``archive --year 2025 --out FILE``: a closed year in a file that is only read; ``--data FILE`` opens it."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from desktop_app.archive.service import archive_year
from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report
from desktop_app.i18n import _
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--year", type=int, required=True, metavar="YEAR")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why returns of its months were not sent")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    made = archive_year(centre, year=options.year, out=options.out, reason=options.reason)
    closed = made.closed
    facts = asdict(closed) | {
        "made_at": closed.made_at.isoformat(),
        "file": str(made.file),
        "journal_head": made.journal_head,
    }
    return Report(facts, [_("The year {year} is closed into {file}.", year=closed.year, file=made.file)])


COMMAND = Command("close a year into a file that is only read", add_arguments, run)
