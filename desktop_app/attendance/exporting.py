"""The registers of cohorts as a workbook or as CSV, in the columns that were chosen; the journal tells of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from db.models.cohorts import Enrolment
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.rights import Right, may, require_right
from desktop_app.attendance.records import AttendanceGrid
from desktop_app.attendance.service import grid
from desktop_app.attendance.workbook import COLUMNS, DEFAULT_COLUMNS, JSHSHIR, RowFacts, register_sheet
from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.given_out import note_given
from desktop_app.i18n import N_, _
from desktop_app.people.identity import mask_jshshir
from desktop_app.progress import Progress
from desktop_app.reference.service import districts, profile
from desktop_app.spreadsheets.text_writing import write_csv
from desktop_app.spreadsheets.writing import write_workbook

WRITING = N_("Writing the registers")
CSV, WORKBOOK = ".csv", ".xlsx"


@dataclass(frozen=True)
class RegisterWishes:
    """``columns`` are names of COLUMNS; that of the JShShIR writes them in full, and the journal tells so."""

    columns: tuple[str, ...] = DEFAULT_COLUMNS


def export_registers(
    centre: Centre, cohort_ids: Sequence[int], wishes: RegisterWishes, *, out: Path, progress: Progress | None = None
) -> Path:
    """Write a sheet a cohort, or with the ending .csv the one cohort; returns the path really written.

    Raises Invalid for an unknown column, none at all, or several cohorts in one CSV; Cancelled; StorageError when the
    file cannot be written: then the journal tells of no export.
    """
    _check(cohort_ids, wishes, out)
    if JSHSHIR in wishes.columns:
        centre.read(require_right, Right.SEE_NUMBERS)
    followed = progress or Progress()
    plans, codes, people = [], [], 0
    for done, cohort_id in enumerate(cohort_ids):
        followed.step(WRITING, done, len(cohort_ids))
        shown, facts = centre.read(_register, cohort_id)
        plans.append(register_sheet(shown, wishes.columns, facts))
        codes.append(shown.cohort_code)
        people += len(shown.people)
    if out.suffix.lower() == CSV:
        written = write_csv(out, plans[0])
    else:
        written = write_workbook(out, plans, creator=centre.read(profile).name)
    told = {
        "what": _("Register of attendance"),
        "rows": people,
        "cohorts": codes,
        "full_numbers": JSHSHIR in wishes.columns,
    }
    ids = centre.read(_people_of, cohort_ids)
    centre.write(note_given, "export", entity="list", entity_id="register", people=ids, content=written, facts=told)
    return written


def _people_of(unit: UnitOfWork, cohort_ids: Sequence[int]) -> list[int]:
    return list(unit.session.scalars(select(Enrolment.person_id).where(Enrolment.cohort_id.in_(cohort_ids))))


def _check(cohort_ids: Sequence[int], wishes: RegisterWishes, out: Path) -> None:
    unknown = [name for name in wishes.columns if name not in COLUMNS]
    if unknown:
        message = N_("There is no column {name}. The columns: {columns}.")
        raise Invalid("no_such_column", message, field="columns", name=unknown[0], columns=", ".join(COLUMNS))
    if not wishes.columns or not cohort_ids:
        raise Invalid("no_columns", N_("Choose what is to be written."), field="columns")
    if out.suffix.lower() not in (CSV, WORKBOOK):
        message = N_("{file}: a register is written as .xlsx or .csv. Give the file one of these endings.")
        raise Invalid("unknown_ending", message, field="file", file=out.name)
    if len(cohort_ids) > 1 and out.suffix.lower() == CSV:
        message = N_("A CSV file holds one table. Choose one cohort, or write an Excel workbook.")
        raise Invalid("several_in_csv", message, field="file")


def _register(unit: UnitOfWork, cohort_id: int) -> tuple[AttendanceGrid, dict[int, RowFacts]]:
    rows = unit.session.execute(
        select(Enrolment.id, Person.jshshir, Enrolment.workplace, Enrolment.district_code)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id == cohort_id)
    )
    shown = str if may(unit, Right.SEE_NUMBERS) else mask_jshshir
    names = {place.code: place.names.text for place in districts(unit)}
    facts = {
        enrolment_id: RowFacts(shown(jshshir or ""), workplace, names.get(district or "", ""))
        for enrolment_id, jshshir, workplace, district in rows
    }
    return grid(unit, cohort_id=cohort_id), facts
