"""A cohort to import marks into, and the files that bring them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from db.unit_of_work import UnitOfWork
from desktop_app.attendance.import_records import MarkCell, MarksPreview
from desktop_app.attendance.importing import preview_marks
from desktop_app.attendance.service import grid
from desktop_app.centre import Centre
from desktop_app.marks.records import MarkValue
from tests.factories import cohort, enrolment, person, programme, session, write

NAMES = (
    ("Abdullayeva", "Zilola", "Rustam qizi"),
    ("Karimov", "Anvar", "Botirovich"),
    ("Karimov", "Anvar", "Salimovich"),
    ("Toʻrayev", "Gʻayrat", "Oʻktam oʻgʻli"),
)
ZILOLA, ANVAR_B, ANVAR_S, GAYRAT = range(4)
# Two lessons a day; today is Saturday the 21st. The marks of the 5th are locked.
DAYS = (date(2026, 11, 5), date(2026, 11, 19), date(2026, 11, 20))
KELDI, KELMADI = MarkValue("KELDI"), MarkValue("KELMADI")


@dataclass(frozen=True)
class Cohort:
    id: int
    enrolments: tuple[int, ...]
    lessons: tuple[int, ...]


def made_cohort(centre: Centre, *, code: str = "MAT-26/11") -> Cohort:
    """Four people, two of whom share surname and given name, and seven lessons, the last one to come."""
    own = write(centre, cohort(write(centre, programme(code=f"P-{code}")).id, code=code))
    people = [
        write(
            centre,
            person(surname=surname, given_name=given, patronymic=patronymic, phone=f"+998 90 111 22 0{place}"),
        )
        for place, (surname, given, patronymic) in enumerate(NAMES)
    ]
    enrolled = tuple(write(centre, enrolment(own.id, one.id)).id for one in people)
    lessons = [
        write(centre, session(own.id, held_on=day, place_in_day=place, starts_at=at)).id
        for day in DAYS
        for place, at in ((1, time(9)), (2, time(10, 30)))
    ]
    lessons.append(write(centre, session(own.id, held_on=date(2026, 11, 24))).id)
    return Cohort(own.id, enrolled, tuple(lessons))


def saved(path: Path, *sheets: tuple[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook of these rows just as they are, beginning in A1."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def seen(centre: Centre, path: Path, own: Cohort) -> MarksPreview:
    return preview_marks(centre, path, cohort_id=own.id)


def at(preview: MarksPreview, place: str) -> MarkCell:
    """The cell of the first sheet that Excel calls so; a number alone is a whole row."""
    return next(cell for cell in preview.cells if cell.place.partition("!")[2] == place)


def states(preview: MarksPreview) -> dict[str, int]:
    return {state.value: count for state, count in preview.counts.items() if count}


def marks(centre: Centre, own: Cohort) -> dict[tuple[int, int], MarkValue]:
    """The register, by the places of the person and of the lesson."""

    def read(unit: UnitOfWork) -> dict[tuple[int, int], MarkValue]:
        found = grid(unit, cohort_id=own.id).marks
        return {(own.enrolments.index(who), own.lessons.index(lesson)): value for (who, lesson), value in found.items()}

    return centre.read(read)
