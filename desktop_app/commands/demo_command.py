"""``demo``: fill an empty folder with a made-up centre."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report
from desktop_app.demo.filling import fill_demo
from desktop_app.i18n import _n
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--people", type=int, required=True, metavar="N")
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


COMMAND = Command("fill an empty centre with made-up people", add_arguments, run, makes_centre=True)
