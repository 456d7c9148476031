"""``backup``: a verified copy of the centre, in its folder or wherever is asked."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop_app.accounts.rights import Right, require_right
from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report
from desktop_app.i18n import _, _n
from desktop_app.progress import Progress
from desktop_app.safety.backup import back_up
from desktop_app.safety.rehearsal import rehearse_newest


def add_arguments(parser: ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--out", type=Path, metavar="FILE")
    what.add_argument("--rehearse", action="store_true", help="restore the newest one aside and compare it")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    centre.read(require_right, Right.BACK_UP)
    if options.rehearse:
        preview = rehearse_newest(centre, progress=progress)
        told = {"file": str(preview.file), "people": preview.people, "digest": preview.digest}
        return Report(told, [_("The backup {file} was restored aside and is whole.", file=preview.file)])
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
