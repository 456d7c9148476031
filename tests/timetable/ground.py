"""What the tests of the timetable stand on: a cohort with its lessons made, in a room and with a trainer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.centre import Centre
from desktop_app.timetable.assigning import Assignment, assign
from desktop_app.timetable.records import SessionRecord
from desktop_app.timetable.service import make_sessions, sessions_of
from tests import factories

MONDAY = date(2026, 11, 2)


@dataclass(frozen=True)
class Course:
    """A cohort of two modules, 4 and 8 hours: three lessons on Monday, three on Tuesday."""

    centre: Centre
    cohort_id: int
    code: str
    room_id: int | None
    trainer_id: int | None

    @property
    def lessons(self) -> list[SessionRecord]:
        return self.centre.read(sessions_of, cohort_id=self.cohort_id)

    def mark(self, place: int = 0, *, kind: str = "KELDI", surname: str = "Abdullayeva") -> None:
        """Let somebody new have a mark for one lesson."""
        person = factories.write(self.centre, factories.person(surname=surname))
        enrolled = factories.write(self.centre, factories.enrolment(self.cohort_id, person.id))
        factories.write(self.centre, factories.mark(self.lessons[place].id, enrolled.id, kind_code=kind))


def course(
    centre: Centre,
    *,
    code: str = "MAT-26/11",
    room_id: int | None = None,
    trainer_id: int | None = None,
    module_hours: tuple[int, ...] = (4, 8),
    programme: dict[str, Any] | None = None,
    **values: Any,
) -> Course:
    taught = factories.programme(code=f"P-{code}", module_hours=module_hours, **programme or {})
    row = factories.write(centre, factories.cohort(factories.write(centre, taught).id, code=code, **values))
    centre.write(make_sessions, cohort_id=row.id)
    made = Course(centre, row.id, code, room_id, trainer_id)
    if room_id is not None or trainer_id is not None:
        wanted = Assignment(row.id, room_id=room_id, trainer_id=trainer_id)
        centre.write(assign, wanted, despite_clashes=True)
    return made
