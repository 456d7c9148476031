"""The training of an institution's people on paper."""

from pathlib import Path
from typing import BinaryIO

from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table
from desktop_app.i18n import _, language
from desktop_app.institutions.records import Coverage, CoveredPerson
from desktop_app.institutions.words import coverage_text, rest_text, standing_text
from desktop_app.language.dates import long_date, short_date
from desktop_app.language.names import full_name
from desktop_app.language.paper_names import IN_CYRILLIC, in_script_of

NOTHING = "–"


def coverage_pdf(target: Path | BinaryIO, found: Coverage, *, centre: str, director: str) -> int:
    """Write the list in the language in force, all names in its script; returns the number of pages."""
    title = _("In-service training of the staff")
    place = found.institution
    report = Report(target, title=title, footer=f"{centre} · {title}", is_landscape=True)
    report.title(title, below=centre)
    report.facts(
        [
            (_("Institution"), _in_script(place.name)),
            (_("District"), place.district or NOTHING),
            (_("STIR"), place.code or NOTHING),
            (_("As of"), long_date(found.day, language())),
        ]
    )
    report.paragraph(coverage_text(found))
    if found.people:
        report.paragraph(rest_text(found))
        draw_table(report, _columns(), [_row(number, each) for number, each in enumerate(found.people, 1)])
    report.signatures([(_("Director"), director)])
    return report.save()


def _columns() -> list[Column]:
    return [
        Column(_("No."), is_number=True, width_mm=10),
        # Most names stand on one line.
        Column(_("Full name"), width_mm=54),
        Column(_("Position")),
        Column(_("Subject")),
        Column(_("Last course")),
        Column(_("When"), width_mm=23),
        Column(_("State"), width_mm=31),
        Column(_("Due in"), is_number=True, width_mm=18),
    ]


def _row(number: int, each: CoveredPerson) -> list[str]:
    person = each.person
    is_cyrillic = language() in IN_CYRILLIC and person.name_cyrl.surname
    return [
        str(number),
        full_name(person.name_cyrl) if is_cyrillic else _in_script(full_name(person.name)),
        _in_script(person.position),
        _in_script(person.subject),
        _in_script(each.last_course),
        short_date(each.last_course_on) if each.last_course_on else NOTHING,
        standing_text(each),
        str(each.due_year),
    ]


def _in_script(name: str) -> str:
    return in_script_of(language(), name)
