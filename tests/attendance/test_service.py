"""The register and its marks in a real database; today is 21 November 2026."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import select

from db.models.cohorts import Cohort, CohortState, EnrolmentState
from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import AttendanceGrid, MarkChange
from desktop_app.attendance.service import attendance_of, grid, people_of
from desktop_app.centre import Centre
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.marks.records import MarkValue
from desktop_app.reference.service import set_rule
from tests import factories


@dataclass(frozen=True)
class Register:
    """Two people and three lessons: of yesterday, of today, and to come."""

    centre: Centre
    cohort: Cohort
    aliyeva: int
    choriyeva: int
    past: int
    present: int
    to_come: int

    def grid(self) -> AttendanceGrid:
        return self.centre.read(grid, cohort_id=self.cohort.id)

    def codes(self) -> dict[tuple[int, int], str]:
        return {key: value.kind_code for key, value in self.grid().marks.items()}

    def mark(self, *marks: tuple[int, int, str | None]) -> list[MarkChange]:
        return self.centre.write(set_marks, marks=[changed(*mark) for mark in marks]).value


@pytest.fixture
def register(centre: Centre) -> Register:
    taught = factories.write(centre, factories.programme(module_hours=(6,)))
    row = factories.write(centre, factories.cohort(taught.id))
    choriyeva, aliyeva = [enrolled(centre, row.id, surname) for surname in ("Choriyeva", "Aliyeva")]
    days = (date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23))
    lessons = [factories.write(centre, factories.session(row.id, held_on=day)).id for day in days]
    return Register(centre, row, aliyeva, choriyeva, *lessons)


def changed(enrolment_id: int, session_id: int, code: str | None) -> MarkChange:
    return MarkChange(enrolment_id, session_id, None if code is None else MarkValue(code))


def enrolled(centre: Centre, cohort_id: int, surname: str, **values: object) -> int:
    person = factories.write(centre, factories.person(surname=surname))
    return factories.write(centre, factories.enrolment(cohort_id, person.id, **values)).id


def change(centre: Centre, model: type, row_id: int, **values: object) -> None:
    def command(unit: UnitOfWork) -> None:
        row = unit.session.get_one(model, row_id)
        for name, value in values.items():
            setattr(row, name, value)

    centre.write(command)


def test_the_register_has_people_in_uzbek_order_lessons_in_order_of_time_and_their_marks(register: Register) -> None:
    register.mark((register.aliyeva, register.past, "KELDI"), (register.choriyeva, register.past, "KELMADI"))
    found = register.grid()
    assert [person.enrolment_id for person in found.people] == [register.aliyeva, register.choriyeva]
    assert [session.id for session in found.sessions] == [register.past, register.present, register.to_come]
    assert register.codes() == {
        (register.aliyeva, register.past): "KELDI",
        (register.choriyeva, register.past): "KELMADI",
    }
    totals = [(person.attendance.attended, person.attendance.missed) for person in found.people]
    assert totals == [(2, 0), (0, 2)]
    assert found.people[0].attendance.unmarked == 2


def test_some_rows_asked_for_after_a_mark_are_those_of_the_whole_register(register: Register) -> None:
    register.mark((register.aliyeva, register.past, "KELDI"), (register.choriyeva, register.past, "KELMADI"))
    asked = register.centre.read(people_of, cohort_id=register.cohort.id, enrolment_ids=[register.choriyeva])
    assert asked == [person for person in register.grid().people if person.enrolment_id == register.choriyeva]


def test_setting_marks_gives_back_what_undoes_it(register: Register) -> None:
    assert register.mark((register.aliyeva, register.past, "KELDI"))[0].value is None
    before = register.mark((register.aliyeva, register.past, "KECH"), (register.choriyeva, register.past, "SABABLI"))
    assert [mark.value for mark in before] == [MarkValue("KELDI"), None]
    register.centre.write(set_marks, marks=before)
    assert register.codes() == {(register.aliyeva, register.past): "KELDI"}


def test_of_two_marks_for_one_lesson_the_last_holds_and_undoing_clears_both(register: Register) -> None:
    key = (register.aliyeva, register.past)
    before = register.mark((*key, "KELDI"), (*key, "KECH"))
    assert register.codes() == {key: "KECH"}
    register.centre.write(set_marks, marks=before)
    assert register.codes() == {}


def test_every_change_of_a_mark_stands_in_the_journal_with_its_old_value(register: Register) -> None:
    register.mark((register.aliyeva, register.past, "KELDI"))
    register.mark((register.aliyeva, register.past, "KELMADI"))
    register.mark((register.aliyeva, register.past, None))

    def told(unit: UnitOfWork) -> list[tuple[str, object, object]]:
        entries = unit.session.scalars(select(JournalEntry).where(JournalEntry.entity == "mark"))
        return [(entry.action, entry.before.get("kind_code"), entry.after.get("kind_code")) for entry in entries]

    assert register.centre.read(told) == [
        ("create", None, "KELDI"),
        ("change", "KELDI", "KELMADI"),
        ("delete", "KELMADI", None),
    ]


def test_a_lesson_to_come_cannot_be_marked_and_nothing_of_the_change_is_kept(register: Register) -> None:
    with pytest.raises(Refused) as refusal:
        register.mark((register.aliyeva, register.past, "KELDI"), (register.aliyeva, register.to_come, "KELDI"))
    assert refusal.value.facts == {"day": "23.11.2026"}
    assert register.codes() == {}


@pytest.mark.parametrize("state", [CohortState.COMPLETED, CohortState.CANCELLED])
def test_a_closed_cohort_keeps_its_marks(register: Register, state: CohortState) -> None:
    change(register.centre, Cohort, register.cohort.id, state=state)
    assert not register.grid().is_open
    with pytest.raises(Refused):
        register.mark((register.aliyeva, register.past, "KELDI"))


def test_who_left_is_marked_and_counted_only_until_that_day(register: Register) -> None:
    left = enrolled(
        register.centre,
        register.cohort.id,
        "Karimova",
        state=EnrolmentState.EXPELLED,
        left_on=date(2026, 11, 21),
    )
    register.mark((left, register.past, "KELDI"))
    with pytest.raises(Refused) as refusal:
        register.mark((left, register.present, "KELDI"))
    assert refusal.value.code == "person_left"
    karimova = next(person for person in register.grid().people if person.enrolment_id == left)
    assert (karimova.attendance.held, karimova.is_markable) == (2, False)


@pytest.mark.parametrize(
    ("state", "code"), [(EnrolmentState.ABSENT, "not_admitted"), (EnrolmentState.STATEMENT, "person_finished")]
)
def test_who_is_not_studying_is_not_marked(register: Register, state: EnrolmentState, code: str) -> None:
    enrolment_id = enrolled(register.centre, register.cohort.id, "Karimova", state=state)
    with pytest.raises(Refused) as refusal:
        register.mark((enrolment_id, register.past, "KELDI"))
    assert refusal.value.code == code


def test_applicants_are_marked_because_the_first_days_decide_their_admission(register: Register) -> None:
    applicant = enrolled(register.centre, register.cohort.id, "Karimova", state=EnrolmentState.APPLIED)
    register.mark((applicant, register.past, "KELDI"))
    assert (applicant, register.past) in register.grid().marks


def test_unknown_kinds_lessons_and_people_are_refused(register: Register) -> None:
    with pytest.raises(Invalid):
        register.mark((register.aliyeva, register.past, "UXLADI"))
    with pytest.raises(NotFound):
        register.mark((register.aliyeva, 999, "KELDI"))
    with pytest.raises(NotFound):
        register.mark((999, register.past, "KELDI"))


def test_a_person_is_not_marked_in_a_lesson_of_another_cohort(register: Register) -> None:
    other = factories.write(register.centre, factories.cohort(register.cohort.programme_id, code="MAT-26/12"))
    stranger = enrolled(register.centre, other.id, "Karimova")
    with pytest.raises(NotFound):
        register.mark((stranger, register.past, "KELDI"))


def test_a_later_rule_does_not_judge_an_older_cohort(register: Register) -> None:
    register.mark((register.aliyeva, register.past, "KELMADI"))
    register.centre.write(set_rule, name="attendance_min_percent", valid_from=date(2026, 11, 10), value="10")
    reckoned = register.centre.read(attendance_of, cohort_id=register.cohort.id)[register.aliyeva]
    assert reckoned.rule.min_percent == 80
    assert not reckoned.can_be_enough
