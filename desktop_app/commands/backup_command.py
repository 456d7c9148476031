"""``backup``: a verified copy of the centre, in its folder or wherever is asked."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report
from desktop_app.i18n import _n
from desktop_app.progress import Progress
from desktop_app.safety.backup import back_up


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="FILE")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    record = back_up(centre, reason="on-demand", out=options.out)
    facts = {"file": str(record.path), "people": record.people, "digest": record.sha256}
    line = _n(
        "The backup {file} is written and verified: {n} person.",
        "The backup {file} is written and verified: {n} people.",
        record.people,
        file=record.path,
    )
    return Report(facts, [line])


COMMAND = Command("a verified copy of the centre", add_arguments, run)
