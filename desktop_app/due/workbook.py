"""Who is due as a workbook: the list with why, and the totals by district, school and subject."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.due.records import DueList, DuePerson, DueTotal, SchoolTotal
from desktop_app.i18n import _, language
from desktop_app.language.names import full_name
from desktop_app.people.identity import mask_jshshir
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, Value, write_workbook

NO_DATA = "–"
CYRILLIC_LANGUAGES = ("uz_Cyrl", "ru")


def write_due_workbook(path: Path, due: DueList, *, year: int, centre_name: str, with_numbers: bool) -> Path:
    """Write the workbook whole or not at all, in the language in force; returns the path really written.

    ``with_numbers`` writes each JShShIR in full; without it only its last digits are readable.
    """
    totals = due.totals
    heading = (_("Due for a course in {year}", year=year), centre_name)
    sheets = (
        _people_sheet(due.people, heading, with_numbers=with_numbers),
        _totals_sheet(_("By district"), _("District"), totals.districts, totals.whole, heading),
        _schools_sheet(totals.schools, totals.whole, heading),
        _totals_sheet(_("By subject"), _("Subject"), totals.subjects, totals.whole, heading),
    )
    return write_workbook(path, sheets, creator=centre_name)


def _people_sheet(people: Sequence[DuePerson], heading: Sequence[str], *, with_numbers: bool) -> SheetPlan:
    columns = (
        ColumnPlan(_("No."), Kind.INTEGER, 7),
        ColumnPlan(_("Full name"), width=34),
        ColumnPlan(_("Born"), Kind.DATE, 11),
        ColumnPlan(_("JShShIR"), width=17),
        ColumnPlan(_("Phone"), width=20),
        ColumnPlan(_("District"), width=20),
        ColumnPlan(_("Workplace"), width=34),
        ColumnPlan(_("Position"), width=26),
        ColumnPlan(_("Subject"), width=24),
        ColumnPlan(_("Last course"), Kind.DATE, 12),
        ColumnPlan(_("Due in"), Kind.INTEGER, 9, number_format="0"),
        ColumnPlan(_("Why"), width=60),
        ColumnPlan(_("In cohort"), width=14),
    )
    rows = [_person_row(place, due, with_numbers=with_numbers) for place, due in enumerate(people, start=1)]
    return SheetPlan(_("People"), columns, rows, heading=heading, freeze_columns=2)


def _person_row(place: int, due: DuePerson, *, with_numbers: bool) -> Sequence[Value]:
    person = due.person
    is_cyrillic = language() in CYRILLIC_LANGUAGES and person.name_cyrl.surname
    jshshir = person.jshshir or ""
    return (
        place,
        full_name(person.name_cyrl if is_cyrillic else person.name),
        person.birth_date,
        jshshir if with_numbers or not jshshir else mask_jshshir(jshshir),
        person.phone,
        person.district,
        person.workplace,
        person.position,
        person.subject,
        due.last_course_on,
        due.due_year,
        due.why,
        due.cohort_code,
    )


def _totals_sheet(
    title: str, what: str, totals: Sequence[DueTotal], whole: DueTotal, heading: Sequence[str]
) -> SheetPlan:
    columns = (ColumnPlan(_("No."), Kind.INTEGER, 7), ColumnPlan(what, width=40), *_figure_columns())
    rows = [(place, total.name, *_figures(total)) for place, total in enumerate(totals, start=1)]
    total_row = (None, _("Total"), *_figures(whole))
    return SheetPlan(title, columns, rows, heading=heading, total_row=total_row, freeze_columns=2)


def _schools_sheet(totals: Sequence[SchoolTotal], whole: DueTotal, heading: Sequence[str]) -> SheetPlan:
    """No plan names a school: what it plans and what lacks are left out."""
    columns = (
        ColumnPlan(_("No."), Kind.INTEGER, 7),
        ColumnPlan(_("District"), width=22),
        ColumnPlan(_("School"), width=44),
        *_figure_columns()[:-2],
    )
    rows = [(place, total.district, total.name, *_figures(total)[:-2]) for place, total in enumerate(totals, start=1)]
    total_row = (None, "", _("Total"), *_figures(whole)[:-2])
    return SheetPlan(_("By school"), columns, rows, heading=heading, total_row=total_row, freeze_columns=3)


def _figure_columns() -> tuple[ColumnPlan, ...]:
    titles = (
        *(_("Due"), _("Of them overdue"), _("Of them in a cohort")),
        *(_("Trained this year"), _("Plan of the year"), _("Places lacking")),
    )
    return tuple(ColumnPlan(title, Kind.INTEGER, 13) for title in titles)


def _figures(total: DueTotal) -> tuple[Value, ...]:
    planned: Value = NO_DATA if total.planned is None else total.planned
    lacking: Value = NO_DATA if total.lacking is None else total.lacking
    return total.people, total.overdue, total.in_cohort, total.trained, planned, lacking
