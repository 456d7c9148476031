"""``take-back FILE``: what a return of lent work would bring; with ``--apply`` it is taken back."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report
from desktop_app.i18n import _
from desktop_app.lending.arriving import look
from desktop_app.lending.taking_back import take_back
from desktop_app.lending.words import brought, heading
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--apply", action="store_true", help="take it back; without it nothing is changed")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    result = take_back(centre, file=options.file) if options.apply else centre.read(look, file=options.file)
    lines = [heading(result), *brought(result)]
    if not options.apply and not result.is_known:
        lines.append(_("Nothing was changed yet. Repeat with {option} to take it back.", option="--apply"))
    return Report(asdict(result) | {"made_at": result.made_at.isoformat()}, lines)


COMMAND = Command("take back what was lent to another PC", add_arguments, run)
