"""A cohort with lessons on two days of a week and on one of the next, for the tests of printed sheets."""

from dataclasses import dataclass
from datetime import date, time

from desktop_app.attendance.sheet_issue import issue_sheets, week_of
from desktop_app.attendance.sheet_records import PrintedSheet, SheetWish
from desktop_app.centre import Centre
from tests.factories import cohort, enrolment, person, programme, session, write

MONDAY = date(2026, 11, 16)
DAYS = (MONDAY, date(2026, 11, 17), date(2026, 11, 23))
LONG_NAME = ("Abdurahmonxoʻjayeva-Muhammadyusupova", "Gulbahoroyposhsha", "Mirzoabdulqodir qizi")


@dataclass(frozen=True)
class Printable:
    cohort_id: int
    code: str
    lessons: tuple[int, ...]
    people: tuple[int, ...]


def printable(
    centre: Centre, *, code: str = "MAT-26/11", surnames: tuple[str, ...] = ("Azimova", "Botirova"), lessons: int = 2
) -> Printable:
    """``lessons`` on each of the three days; the programme is called after the cohort."""
    taught = write(centre, programme(code=f"P-{code}"))
    row = write(centre, cohort(taught.id, code=code))
    module_id = taught.modules[0].id
    people = tuple(
        write(centre, enrolment(row.id, write(centre, person(surname=surname)).id)).id for surname in surnames
    )
    held = tuple(
        write(
            centre,
            session(row.id, module_id=module_id, held_on=day, place_in_day=place, starts_at=time(8 + place)),
        ).id
        for day in DAYS
        for place in range(1, lessons + 1)
    )
    return Printable(row.id, code, held, people)


def issued(centre: Centre, *wishes: SheetWish) -> list[PrintedSheet]:
    return centre.write(issue_sheets, wishes).value


def week_sheet(centre: Centre, course: Printable) -> PrintedSheet:
    (sheet,) = issued(centre, week_of(course.cohort_id, MONDAY))
    return sheet
