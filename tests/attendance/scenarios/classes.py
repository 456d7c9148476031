"""A class as other systems' scenarios describe it: statuses with points, sessions taken and to come, a few people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db.models.attendance import MarkKind, MarkSet
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import Attendance, AttendanceGrid, MarkChange
from desktop_app.attendance.service import grid
from desktop_app.centre import Centre
from desktop_app.marks.records import Counts, MarkValue
from tests import factories

TODAY = date(2026, 11, 21)
NOT_TAKEN = "."


@dataclass(frozen=True)
class Status:
    """``share``: the points of a present one as a percentage of the most that a session gives."""

    letter: str
    counts: Counts
    share: int = 100


# Present two points of two, late and excused one, absent none.
POINTS = (
    Status("P", Counts.PRESENT),
    Status("L", Counts.PRESENT, 50),
    Status("E", Counts.PRESENT, 50),
    Status("A", Counts.ABSENT),
)


@dataclass(frozen=True)
class Class:
    """Sessions in order of time; those from ``taken`` on are still to come. People are named by their surnames."""

    centre: Centre
    cohort_id: int
    lessons: Sequence[int]
    people: Mapping[str, int]

    def take(self, name: str, letters: str) -> None:
        """One letter a session, from the first one on; a dot leaves it unmarked."""
        self.set(*((name, place, letter) for place, letter in enumerate(letters) if letter != NOT_TAKEN))

    def set(self, *marks: tuple[str, int, str]) -> None:
        changes = [
            MarkChange(self.people[name], self.lessons[place], MarkValue(letter)) for name, place, letter in marks
        ]
        # For the sessions so long past that they are locked by now.
        self.centre.write(set_marks, marks=changes, reason="Qogʻozdan")

    def grid(self) -> AttendanceGrid:
        return self.centre.read(grid, cohort_id=self.cohort_id)

    def letters_of(self, name: str) -> str:
        marks = self.grid().marks
        values = [marks.get((self.people[name], lesson)) for lesson in self.lessons]
        return "".join(NOT_TAKEN if value is None else value.kind_code for value in values)

    def of(self, name: str) -> Attendance:
        return next(row.attendance for row in self.grid().people if row.enrolment_id == self.people[name])


def mark_set(centre: Centre, statuses: Sequence[Status], *, name: str = "Ball", is_default: bool = False) -> int:
    def add(unit: UnitOfWork) -> int:
        row = MarkSet(name=name, is_default=is_default, made_on=unit.today)
        unit.session.add(row)
        unit.session.flush()
        for place, status in enumerate(statuses, 1):
            names = {"name_uz": status.letter, "name_ru": status.letter, "name_en": status.letter}
            kind = MarkKind(set_id=row.id, code=status.letter, place=place, letter=status.letter, **names)
            kind.counts, kind.share = status.counts, status.share
            unit.session.add(kind)
        return row.id

    return centre.write(add).value


def class_of(
    centre: Centre,
    *names: str,
    hours: Sequence[int],
    taken: int | None = None,
    statuses: Sequence[Status] = POINTS,
    code: str = "MAT-26/11",
) -> Class:
    """``hours`` is what each session gives; all have begun, or the first ``taken`` ones. One session a day."""
    held = len(hours) if taken is None else taken
    days = [TODAY + timedelta(days=place - held + 1) for place in range(len(hours))]
    programme = factories.write(centre, factories.programme(module_hours=(sum(hours),), code=f"P-{code}"))
    dates = {"starts_on": days[0], "ends_on": days[-1]}
    set_id = mark_set(centre, statuses, name=code)
    cohort = factories.write(centre, factories.cohort(programme.id, code=code, mark_set_id=set_id, **dates))
    lessons = [
        factories.write(centre, factories.session(cohort.id, held_on=day, hours=length)).id
        for day, length in zip(days, hours, strict=True)
    ]
    people = {}
    for name in names:
        person = factories.write(centre, factories.person(surname=name))
        people[name] = factories.write(centre, factories.enrolment(cohort.id, person.id, enrolled_on=days[0])).id
    return Class(centre, cohort.id, lessons, people)
