"""``due``: everybody whose turn for a course has come by a year, with why, and how many by district and subject."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, year_argument
from desktop_app.due.records import DueFilter, DuePerson, DueTotal
from desktop_app.due.service import due_list
from desktop_app.i18n import _, _n
from desktop_app.language.dates import short_date
from desktop_app.language.names import full_name
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--year", type=year_argument, required=True, metavar="YYYY")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    found = centre.read(due_list, DueFilter(options.year))
    facts = {
        "year": options.year,
        "people": [_facts(due) for due in found.people],
        "total": found.totals.whole.people,
        "by_district": _counts(found.totals.districts),
        "by_subject": _counts(found.totals.subjects),
    }
    head = _n("{year}: {n} person is due", "{year}: {n} people are due", found.totals.whole.people, year=options.year)
    return Report(facts, [head, *map(_line, found.people)])


def _facts(due: DuePerson) -> dict[str, Any]:
    person = due.person
    return {
        "name_latin": person.full_name,
        "name_cyrillic": full_name(person.name_cyrl),
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "workplace": person.workplace,
        "district": person.district,
        "subject": person.subject,
        "last_course": due.last_course_on.isoformat() if due.last_course_on else None,
        "due_year": due.due_year,
        "reason": due.why,
        "cohort": due.cohort_code or None,
    }


def _counts(totals: Sequence[DueTotal]) -> list[dict[str, Any]]:
    return [{"name": total.name, "people": total.people} for total in totals if total.people]


def _line(due: DuePerson) -> str:
    born = short_date(due.person.birth_date) if due.person.birth_date else ""
    place = ", ".join(filter(None, (due.person.workplace, due.person.district)))
    cohort = _("in cohort {cohort}", cohort=due.cohort_code) if due.cohort_code else ""
    return "  ".join(filter(None, (str(due.due_year), due.person.full_name, born, place, due.why, cohort)))


COMMAND = Command("list the people due for a course by a year, with why", add_arguments, run)
