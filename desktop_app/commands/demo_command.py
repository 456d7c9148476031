"""``demo``: fill an empty folder with a made-up centre."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import asdict

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report
from desktop_app.demo.filling import MOST_PEOPLE, fill_demo
from desktop_app.i18n import _, _n
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--people", type=_people, required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    counts = fill_demo(centre, people=options.people, seed=options.seed, progress=progress)
    lines = [
        _n("{n} person", "{n} people", counts.people),
        _n("{n} cohort", "{n} cohorts", counts.cohorts),
        _n("{n} lesson", "{n} lessons", counts.sessions),
        _n("{n} mark", "{n} marks", counts.marks),
        _n("{n} survey answer", "{n} survey answers", counts.responses),
        _n("{n} certificate", "{n} certificates", counts.certificates),
    ]
    return Report(asdict(counts), lines)


def _people(text: str) -> int:
    """Looked at before the centre is made: a refusal leaves no folder behind."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_PEOPLE:
        raise ArgumentTypeError(_("The number of people must be between 1 and {most}.", most=MOST_PEOPLE))
    return int(text)


COMMAND = Command("fill an empty centre with made-up people", add_arguments, run, makes_centre=True)
