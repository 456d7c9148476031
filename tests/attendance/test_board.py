"""The board of what is not marked; today is 21 November 2026, two in the afternoon in Uzbekistan."""

from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.attendance.board import UnmarkedLesson, newest_unmarked, unmarked_lessons
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from tests import factories

YESTERDAY, TODAY = date(2026, 11, 20), date(2026, 11, 21)


@dataclass(frozen=True)
class Group:
    """A cohort with two people."""

    centre: Centre
    id: int
    people: list[int]

    def lesson(self, day: date = YESTERDAY, **values: object) -> int:
        return factories.write(self.centre, factories.session(self.id, held_on=day, **values)).id

    def mark(self, lesson: int, *enrolments: int) -> None:
        for enrolment_id in enrolments:
            factories.write(self.centre, factories.mark(lesson, enrolment_id))

    def enrol(self, surname: str, **values: object) -> int:
        person = factories.write(self.centre, factories.person(surname=surname))
        return factories.write(self.centre, factories.enrolment(self.id, person.id, **values)).id

    def board(self) -> list[UnmarkedLesson]:
        return self.centre.read(unmarked_lessons)

    def counts(self) -> list[tuple[int, int, int]]:
        return [(line.session_id, line.marked, line.people) for line in self.board()]


@pytest.fixture
def group(centre: Centre) -> Group:
    taught = factories.write(centre, factories.programme())
    made = Group(centre, factories.write(centre, factories.cohort(taught.id)).id, [])
    made.people.extend([made.enrol("Aliyeva"), made.enrol("Boboyeva")])
    return made


def test_a_lesson_with_marks_of_everybody_is_not_on_the_board(group: Group) -> None:
    group.mark(group.lesson(), *group.people)
    assert group.board() == []


def test_a_lesson_marked_in_part_says_of_how_many(group: Group) -> None:
    lesson = group.lesson()
    group.mark(lesson, group.people[0])
    (line,) = group.board()
    assert (line.session_id, line.marked, line.people, line.lacking, line.days) == (lesson, 1, 2, 1, 1)
    assert (line.cohort_code, line.title) == ("MAT-26/11", "Matematika oʻqituvchilari malakasini oshirish")


def test_the_newest_stand_first(group: Group) -> None:
    old, morning, noon = group.lesson(date(2026, 11, 3)), group.lesson(TODAY), group.lesson(TODAY, place_in_day=2)
    del noon
    assert [line.session_id for line in group.board()][-1] == old
    assert [line.days for line in group.board()] == [0, 0, 18]
    assert morning in [line.session_id for line in group.centre.read(newest_unmarked)]
    assert old not in [line.session_id for line in group.centre.read(newest_unmarked)]


def test_a_lesson_of_today_waits_for_marks_from_its_beginning(group: Group) -> None:
    begun = group.lesson(TODAY, starts_at=time(14))
    group.lesson(TODAY, place_in_day=2, starts_at=time(14, 1))
    assert [line.session_id for line in group.board()] == [begun]


def test_a_lesson_that_begins_meanwhile_stands_there_though_nothing_was_written(group: Group) -> None:
    lesson = group.lesson(TODAY, starts_at=time(14, 1))
    assert group.board() == []
    group.centre.clock = FixedClock(group.centre.clock.now() + timedelta(minutes=1))
    assert [line.session_id for line in group.board()] == [lesson]
    group.mark(lesson, *group.people)
    assert group.board() == []


def test_nobody_waits_for_marks_of_days_before_somebody_came(group: Group) -> None:
    before, since = group.lesson(), group.lesson(TODAY)
    late = group.enrol("Choriyeva", enrolled_on=TODAY)
    group.mark(before, *group.people)
    assert group.counts() == [(since, 0, 3)]
    # A mark of that day all the same does not stand for somebody else's.
    other = group.lesson(YESTERDAY, place_in_day=2)
    group.mark(other, group.people[0], late)
    assert (other, 1, 2) in group.counts()


def test_whoever_left_is_waited_for_until_then(group: Group) -> None:
    before, after = group.lesson(date(2026, 11, 18)), group.lesson()
    left = group.enrol("Choriyeva", state=EnrolmentState.EXPELLED, left_on=date(2026, 11, 19))
    earlier = group.lesson(date(2026, 11, 17))
    group.mark(earlier, *group.people, left)
    for lesson in (before, after):
        group.mark(lesson, *group.people)
    assert group.counts() == [(before, 2, 3)]


def test_nobody_waits_for_walk_ins_nor_for_those_who_never_came(group: Group) -> None:
    lesson = group.lesson()
    walk_in = group.enrol("Choriyeva", state=EnrolmentState.WALK_IN)
    group.enrol("Davlatova", state=EnrolmentState.ABSENT)
    group.enrol("Ergasheva", state=EnrolmentState.EXPELLED, left_on=TODAY)
    group.mark(lesson, group.people[0], walk_in)
    assert group.counts() == [(lesson, 1, 2)]


def test_closed_cohorts_are_not_on_the_board(centre: Centre) -> None:
    taught = factories.write(centre, factories.programme())
    for state in (CohortState.COMPLETED, CohortState.CANCELLED):
        row = factories.write(centre, factories.cohort(taught.id, code=state.value, state=state))
        closed = Group(centre, row.id, [])
        closed.enrol("Aliyeva")
        closed.lesson()
    assert centre.read(unmarked_lessons) == []


def test_one_cohort_alone_can_be_asked_for(group: Group) -> None:
    taught = factories.write(group.centre, factories.programme(code="FIZ"))
    other = Group(group.centre, factories.write(group.centre, factories.cohort(taught.id, code="FIZ-1")).id, [])
    other.enrol("Choriyeva")
    lesson, theirs = group.lesson(), other.lesson()
    assert {line.session_id for line in group.board()} == {lesson, theirs}
    asked = group.centre.read(lambda unit: unmarked_lessons(unit, cohort_id=other.id))
    assert [line.session_id for line in asked] == [theirs]
