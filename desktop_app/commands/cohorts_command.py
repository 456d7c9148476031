"""``cohorts``: the list of cohorts with their state and people."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import MAXYEAR, MINYEAR

from desktop_app.centre import Centre
from desktop_app.cohorts.records import CohortRow, cohort_state_name
from desktop_app.cohorts.service import cohorts
from desktop_app.commands.command import Command, Report
from desktop_app.i18n import _, _n
from desktop_app.language.dates import short_date
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--year", type=_year, metavar="YYYY", help="only cohorts that start in this year")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    rows = centre.read(cohorts, year=options.year, rows=None).rows
    return Report({"cohorts": [_facts(row) for row in rows]}, [_line(row) for row in rows])


def _facts(row: CohortRow) -> dict[str, object]:
    return {
        "code": row.code,
        "programme": row.programme_title,
        "state": row.state.value,
        "from": row.starts_on.isoformat(),
        "to": row.ends_on.isoformat(),
        "people": row.people,
    }


def _year(text: str) -> int:
    if not text.isdecimal() or not MINYEAR <= int(text) <= MAXYEAR:
        raise ArgumentTypeError(_("“{text}” is not a year; write it as 2024.", text=text))
    return int(text)


def _line(row: CohortRow) -> str:
    dates = f"{short_date(row.starts_on)}–{short_date(row.ends_on)}"
    people = _n("{n} person", "{n} people", row.people)
    return f"{row.code}  {dates}  {cohort_state_name(row.state)}  {people}  {row.programme_title}"


COMMAND = Command("list the cohorts with their state and people", add_arguments, run)
