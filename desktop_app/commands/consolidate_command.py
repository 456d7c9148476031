"""``consolidate FILE ...``: the returns of the regions, checked one by one and together, as the country's workbook."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, month_argument, require_target
from desktop_app.commands.inspect_command import facts_of
from desktop_app.consolidation.keeping import keep
from desktop_app.consolidation.letters import write_letters
from desktop_app.consolidation.records import CentreLine, Country
from desktop_app.consolidation.service import consolidate
from desktop_app.consolidation.words import STATES
from desktop_app.consolidation.workbook import write_country
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _, _n
from desktop_app.progress import Progress
from desktop_app.returns.figures import value_of
from desktop_app.returns.records import PLAN_FORM, Form, Row

MAIN_FIGURES = ("plan_year", "month_plan", "month_actual", "year_plan", "year_actual", "percent")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.xlsx")
    parser.add_argument("--form", default="", metavar="NAME", help="the saved form of workbooks of other makers")
    parser.add_argument("--month", type=month_argument, metavar="YYYY-MM", help="else the month of most returns")
    parser.add_argument("--letters", type=Path, metavar="FOLDER", help="a letter to each region on its discrepancies")
    parser.add_argument("--keep", action="store_true", help="keep the returns, for next month's checks")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    if options.out.resolve() in {file.resolve() for file in options.files}:
        message = N_("The national workbook cannot take the place of a return: {name}.")
        raise Refused("target_is_return", message, name=options.out.name)
    require_target(centre, options.out, ".xlsx")
    country = consolidate(centre, options.files, month=options.month, form=options.form, progress=progress)
    written = write_country(centre, country, options.out)
    facts: dict[str, Any] = {
        "file": str(written),
        "month": f"{country.year}-{country.month:02}",
        "centres": [_centre(line) for line in country.lines],
        "missing": [{"region": region.code, "name": region.names.text} for region in country.missing],
        "findings": [{**facts_of(finding), "region": finding.region or None} for finding in country.findings],
        "total": {form.code: {row.code: _values(form, row) for row in form.all_rows} for form in country.totals},
        "shared": len(country.shared),
    }
    lines = list(_lines(country, written))
    if options.letters is not None:
        # What is in the way of the folder is told when the letters are written into it.
        with suppress(OSError):
            options.letters.mkdir(parents=True, exist_ok=True)
        letters = write_letters(centre, country, options.letters)
        facts["letters"] = [str(letter) for letter in letters]
        lines.append(_n("{n} letter was written.", "{n} letters were written.", len(letters)))
    if options.keep:
        facts["kept"] = centre.write(keep, country.lines).value
        lines.append(_n("{n} return was kept.", "{n} returns were kept.", facts["kept"]))
    return Report(facts, lines, is_bad_input=not country.counted)


def _centre(line: CentreLine) -> dict[str, Any]:
    read = line.read
    form = read.form(PLAN_FORM)
    return {
        "region": line.region.code if line.region is not None else None,
        "name": line.region.names.text if line.region is not None else read.region_name or None,
        "centre": read.own.centre.name if read.own is not None else None,
        "file": str(read.path),
        "month": f"{read.period[0]}-{read.period[1]:02}" if read.period is not None else None,
        "number": read.number,
        "state": line.state.value,
        "counted": line.state.is_counted,
        "people": read.people,
        "figures": {name: value for name, value in _values(form, form.total).items() if name in MAIN_FIGURES}
        if form is not None
        else {},
    }


def _values(form: Form, row: Row) -> dict[str, int | float | None]:
    return {column.code: value_of(row, column) for column in form.columns}


def _lines(country: Country, written: Path) -> Iterator[str]:
    yield _("National workbook: {file}", file=written)
    yield _("Returns counted: {counted} of {regions}", counted=len(country.counted), regions=len(country.regions))
    for line in country.lines:
        region = line.region.names.text if line.region is not None else "–"
        yield f"{region:<32}{_(STATES[line.state]):<28}{line.read.name}"
    yield from (f"{finding.rule:<11}{finding.place}: {finding.text}" for finding in country.findings)


COMMAND = Command("the returns of the regions as the country's table, with what does not add up", add_arguments, run)
