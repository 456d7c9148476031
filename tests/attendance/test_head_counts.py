"""The duty officer's count beside the register; today is 21 November 2026."""

from datetime import date

import pytest

from db.models.cohorts import CohortState
from desktop_app.attendance.head_counts import HeadLine, head_lines, set_heads
from desktop_app.centre import Centre
from desktop_app.errors import CentreError, Conflict, Invalid, Refused
from tests import factories

TODAY = date(2026, 11, 21)


@pytest.fixture
def lesson(centre: Centre) -> int:
    """A lesson of today of a cohort of three."""
    taught = factories.write(centre, factories.programme())
    row = factories.write(centre, factories.cohort(taught.id))
    lesson = factories.write(centre, factories.session(row.id, held_on=TODAY))
    for surname in ("Aliyeva", "Boboyeva", "Choriyeva"):
        person = factories.write(centre, factories.person(surname=surname))
        factories.write(centre, factories.enrolment(row.id, person.id))
    return lesson.id


def line(centre: Centre) -> HeadLine:
    (found,) = centre.read(head_lines, day=TODAY)
    return found


def count(centre: Centre, lesson: int, people: int | None, seen: int | None = None) -> None:
    centre.write(set_heads, session_id=lesson, people=people, seen=seen)


def test_the_difference_shows_once_both_are_there(centre: Centre, lesson: int) -> None:
    assert (line(centre).heads, line(centre).difference) == (None, None)
    count(centre, lesson, 1)
    assert (line(centre).heads, line(centre).difference) == (1, None)
    for enrolment_id, code in ((1, "KELDI"), (2, "KECH"), (3, "KELMADI")):
        factories.write(centre, factories.mark(lesson, enrolment_id, kind_code=code))
    found = line(centre)
    assert (found.marked, found.present, found.difference) == (3, 2, -1)
    assert found.counted_by == "Saidova Nodira Rustam qizi"


def test_a_number_is_changed_and_taken_back(centre: Centre, lesson: int) -> None:
    count(centre, lesson, 12)
    count(centre, lesson, 13, seen=12)
    assert line(centre).heads == 13
    count(centre, lesson, None, seen=13)
    assert line(centre).heads is None


def test_what_somebody_else_noted_meanwhile_is_not_overwritten(centre: Centre, lesson: int) -> None:
    count(centre, lesson, 12)
    with pytest.raises(Conflict):
        count(centre, lesson, 14)
    assert line(centre).heads == 12


@pytest.mark.parametrize("people", [-1, 2_001])
def test_a_number_that_cannot_be_is_refused(centre: Centre, lesson: int, people: int) -> None:
    with pytest.raises(Invalid):
        count(centre, lesson, people)


def test_a_lesson_to_come_and_a_closed_cohort_are_not_counted(centre: Centre) -> None:
    taught = factories.write(centre, factories.programme())
    studying = factories.write(centre, factories.cohort(taught.id))
    closed = factories.write(centre, factories.cohort(taught.id, code="X", state=CohortState.COMPLETED))
    to_come = factories.write(centre, factories.session(studying.id, held_on=date(2026, 11, 22)))
    of_closed = factories.write(centre, factories.session(closed.id, held_on=TODAY))
    for lesson_id in (to_come.id, of_closed.id):
        with pytest.raises(Refused):
            count(centre, lesson_id, 3)


def test_a_lesson_that_is_gone_is_said_to_be(centre: Centre) -> None:
    with pytest.raises(CentreError, match="lesson_gone"):
        count(centre, 99, 3)
