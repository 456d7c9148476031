"""Registers worth a second look, and honest ones that are silent; today is 21 November 2026."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from db.models.attendance import HeadCount
from db.models.centre import Staff
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.suspicion import findings
from desktop_app.attendance.suspicion_records import Doubt, Finding
from desktop_app.centre import Centre
from desktop_app.demo.filling import fill_demo
from tests import factories

FIRST_DAY = date(2026, 11, 2)
LESSONS = 14
# Six o'clock UTC is eleven in Uzbekistan: two hours after the lessons have begun.
NOON = timedelta(hours=6)


class Register:
    """A cohort of fourteen lessons on as many days, led by the first of the staff, all marked by the leader."""

    def __init__(self, unit: UnitOfWork, code: str = "MAT-1") -> None:
        self.unit = unit
        self.leader = self._add(Staff(full_name=f"Rahbar {code}")).id
        taught = self._add(factories.programme(code=code))
        self.cohort = self._add(factories.cohort(taught.id, code=code, leader_id=self.leader))
        self.lessons = [
            self._add(factories.session(self.cohort.id, held_on=FIRST_DAY + timedelta(days=number)))
            for number in range(LESSONS)
        ]

    def person(
        self, surname: str, missed: tuple[int, ...] = (), marked: Callable[[int], dict[str, object]] | None = None
    ) -> int:
        person = self._add(factories.person(surname=surname))
        enrolment = self._add(factories.enrolment(self.cohort.id, person.id))
        for place, lesson in enumerate(self.lessons):
            values: dict[str, object] = {
                "kind_code": "KELMADI" if place in missed else "KELDI",
                "marked_at": datetime.combine(lesson.held_on, datetime.min.time(), UTC) + NOON,
                "marked_by": self.leader,
            }
            self._add(factories.mark(lesson.id, enrolment.id, **values | (marked(place) if marked else {})))
        return enrolment.id

    def honest(self, people: int = 9) -> "Register":
        """Everybody misses one lesson, each another one."""
        for number in range(people):
            self.person(f"Halol{number}", missed=(number, (number + 3) % LESSONS))
        return self

    def moment(self, place: int, **later: int) -> datetime:
        return datetime.combine(self.lessons[place].held_on, datetime.min.time(), UTC) + timedelta(**later)

    def _add(self, row):  # type: ignore[no-untyped-def]
        self.unit.session.add(row)
        self.unit.session.flush()
        return row


def found(centre: Centre, fill: Callable[[UnitOfWork], object]) -> list[Finding]:
    centre.write(lambda unit: fill(unit) and None)
    return centre.read(findings)


def test_an_honest_register_is_silent(centre: Centre) -> None:
    assert found(centre, lambda unit: [Register(unit, "A").honest(), Register(unit, "B").honest()]) == []


def test_the_demonstration_is_nearly_silent(centre: Centre) -> None:
    fill_demo(centre, people=400, seed=1)
    told = [each.doubt for each in centre.read(findings)]
    assert len(told) <= 6
    assert not {Doubt.ALIKE, Doubt.LATE, Doubt.EARLY, Doubt.AT_NIGHT} & set(told)


def test_a_cohort_without_a_single_absence_is_told_beside_the_others(centre: Centre) -> None:
    def fill(unit: UnitOfWork) -> object:
        Register(unit, "A").honest()
        spotless = Register(unit, "B")
        return [spotless.person(f"Toʻla{number}") for number in range(8)]

    (told,) = found(centre, fill)
    assert (told.doubt, told.cohort.code, told.session_id) == (Doubt.NO_ABSENCE, "B", None)
    assert "0%" in told.text


def test_a_cohort_far_above_the_others_is_told(centre: Centre) -> None:
    def fill(unit: UnitOfWork) -> object:
        Register(unit, "A").honest()
        odd = Register(unit, "B")
        return [odd.person(f"Toʻla{number}", missed=(3,) if number < 2 else ()) for number in range(8)]

    (told,) = found(centre, fill)
    assert (told.doubt, told.cohort.code) == (Doubt.MANY_PERFECT, "B")
    assert "6" in told.text


def test_people_whose_absences_are_the_same_are_told_together(centre: Centre) -> None:
    def fill(unit: UnitOfWork) -> object:
        register = Register(unit).honest()
        return [register.person(surname, missed=(2, 5, 11)) for surname in ("Aliyeva", "Boboyeva")]

    (told,) = found(centre, fill)
    assert told.doubt is Doubt.ALIKE
    assert [name.split()[0] for name in told.people] == ["Aliyeva", "Boboyeva"]
    assert [lesson.held_on.day for lesson in told.lessons] == [4, 7, 13]


def test_days_that_most_of_the_cohort_missed_make_nobody_alike(centre: Centre) -> None:
    def fill(unit: UnitOfWork) -> object:
        register = Register(unit)
        return [register.person(f"Tinglovchi{number}", missed=(2, 5, 11, number % 3)) for number in range(9)]

    assert found(centre, fill) == []


@pytest.mark.parametrize(
    ("later", "doubt"),
    [
        pytest.param({"days": 4}, Doubt.LATE, id="four days after, three are allowed"),
        pytest.param({"hours": 2}, Doubt.EARLY, id="seven in the morning, the lesson begins at nine"),
        pytest.param({"hours": 18}, Doubt.AT_NIGHT, id="eleven in the evening"),
    ],
)
def test_marks_made_at_an_odd_time_are_told_with_their_lesson(
    centre: Centre, later: dict[str, int], doubt: Doubt
) -> None:
    def fill(unit: UnitOfWork) -> object:
        register = Register(unit).honest()
        moment = register.moment(4, **later)
        if doubt is Doubt.LATE:
            moment += NOON
        return register.person("Aliyeva", (1, 7), lambda place: {"marked_at": moment} if place == 4 else {})

    (told,) = found(centre, fill)
    assert (told.doubt, [lesson.held_on.day for lesson in told.lessons]) == (doubt, [6])


def test_a_correction_that_says_why_is_not_late(centre: Centre) -> None:
    def fill(unit: UnitOfWork) -> object:
        register = Register(unit).honest()
        corrected = {"marked_at": register.moment(4, days=9, hours=6), "reason": "Maʼlumotnoma keltirdi"}
        return register.person("Aliyeva", (1, 7), lambda place: corrected if place == 4 else {})

    assert found(centre, fill) == []


def test_marks_by_somebody_not_on_duty_name_who_it_was(centre: Centre) -> None:
    def fill(unit: UnitOfWork) -> object:
        register = Register(unit).honest()
        other = Staff(full_name="Begona Xodim")
        unit.session.add(other)
        unit.session.flush()
        return register.person("Aliyeva", (1, 7), lambda place: {"marked_by": other.id} if place == 4 else {})

    (told,) = found(centre, fill)
    assert (told.doubt, told.people, told.session_id) == (Doubt.NOT_ON_DUTY, ("Begona Xodim",), told.lessons[0].id)


def test_whoever_keeps_the_register_for_the_leader_is_on_duty(centre: Centre) -> None:
    def fill(unit: UnitOfWork) -> object:
        register = Register(unit)
        clerk = Staff(full_name="Kotiba")
        unit.session.add(clerk)
        unit.session.flush()
        return [
            register.person(f"Tinglovchi{number}", (number, number + 4), lambda _place: {"marked_by": clerk.id})
            for number in range(9)
        ]

    assert found(centre, fill) == []


def test_another_count_of_heads_is_told_with_both_numbers(centre: Centre) -> None:
    def fill(unit: UnitOfWork) -> object:
        register = Register(unit).honest()
        for place, people in ((3, 8), (4, 7)):
            noted = {"counted_at": register.moment(place, hours=5), "counted_by": "Navbatchi"}
            unit.session.add(HeadCount(session_id=register.lessons[place].id, people=people, **noted))
        return register

    (told,) = found(centre, fill)
    assert (told.doubt, told.lessons[0].held_on.day) == (Doubt.HEADS, 5)
    assert "8" in told.text
    assert "7" in told.text
