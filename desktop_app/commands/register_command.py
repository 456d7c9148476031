"""``register``: the book of what was issued in a year, as a workbook or a PDF, and how many there are."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.certificates.printing import write_register
from desktop_app.certificates.register import RegisterFilter, register_figures, register_series
from desktop_app.commands.command import Command, Report, require_target, year_argument
from desktop_app.errors import NotFound
from desktop_app.i18n import N_, _, _n
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--year", required=True, type=year_argument, metavar="YEAR")
    parser.add_argument("--series", default="", metavar="LETTERS")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.xlsx|FILE.pdf")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    require_target(centre, options.out, ".xlsx", ".pdf")
    figures = centre.read(register_figures, year=options.year)
    if options.series and options.series not in centre.read(register_series, year=options.year):
        raise NotFound("no_such_series", N_("This series is not there."))
    which = RegisterFilter(options.year, series=options.series)
    written = write_register(centre, which=which, out=options.out, progress=progress)
    facts = {**asdict(figures), "rows": written.count}
    lines = [
        _n(
            "{n} certificate in the register of {year}.",
            "{n} certificates in the register of {year}.",
            written.count,
            year=options.year,
        ),
        _("Duplicates: {duplicates}, annulled: {annulled}, on blanks: {blanks}.", **facts),
    ]
    return Report({**facts, "file": str(written.file)}, lines)


COMMAND = Command("write the register of certificates of a year", add_arguments, run)
