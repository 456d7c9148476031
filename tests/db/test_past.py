"""The records as they stood at an earlier moment: corrections undone, what came later gone, what was deleted back."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any, TypeVar

import pytest
from sqlalchemy import func, select, text

from db.models.cohorts import Enrolment, EnrolmentState
from db.models.people import Person
from db.models.plan import PlanLine
from db.past import standing_at
from db.unit_of_work import UnitOfWork, read_ids, written_ids
from desktop_app.centre import Centre
from desktop_app.clock import TASHKENT, FixedClock
from desktop_app.doubles.merging import merge_people
from desktop_app.errors import StorageError
from desktop_app.remembered import remembered
from tests import factories

T = TypeVar("T")
APRIL = datetime.combine(date(2026, 4, 5), time.max, TASHKENT)


def on(centre: Centre, day: date) -> None:
    """Let it be that day."""
    centre.clock = FixedClock(datetime.combine(day, time(12), TASHKENT))


@pytest.fixture
def enrolment_id(centre: Centre) -> int:
    """Somebody who was enrolled in March and finished on the 20th."""
    on(centre, date(2026, 3, 1))
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(
        centre, factories.cohort(programme.id, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 20))
    )
    person = factories.write(centre, factories.person())
    return factories.write(
        centre,
        factories.enrolment(
            cohort.id, person.id, state=EnrolmentState.COMPLETED, finished_on=date(2026, 3, 20), final_score=71.5
        ),
    ).id


def in_april(centre: Centre, look: Callable[[UnitOfWork], T]) -> T:
    def query(unit: UnitOfWork) -> T:
        with standing_at(unit, APRIL) as past:
            return look(past.unit)

    return centre.read(query)


def states(unit: UnitOfWork) -> list[tuple[Any, ...]]:
    rows = select(Enrolment.id, Enrolment.state, Enrolment.finished_on, Enrolment.final_score).order_by(Enrolment.id)
    return [tuple(row) for row in unit.session.execute(rows)]


def set_score(unit: UnitOfWork, *, enrolment_id: int, score: float) -> None:
    unit.session.get_one(Enrolment, enrolment_id).final_score = score


def test_a_correction_since_is_undone(centre: Centre, enrolment_id: int) -> None:
    on(centre, date(2026, 4, 20))

    def correct(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Enrolment, enrolment_id)
        row.state, row.finished_on, row.final_score = EnrolmentState.STATEMENT, date(2026, 4, 1), 40.0

    centre.write(correct)
    assert in_april(centre, states) == [(enrolment_id, EnrolmentState.COMPLETED, date(2026, 3, 20), 71.5)]
    assert centre.read(states) == [(enrolment_id, EnrolmentState.STATEMENT, date(2026, 4, 1), 40.0)]


def test_of_several_corrections_the_first_tells_how_it_stood(centre: Centre, enrolment_id: int) -> None:
    for day, score in ((date(2026, 4, 4), 60.0), (date(2026, 4, 10), 70.0), (date(2026, 4, 11), 80.0)):
        on(centre, day)
        centre.write(set_score, enrolment_id=enrolment_id, score=score)
    assert in_april(centre, states)[0][3] == 60.0


def test_who_was_enrolled_later_is_not_there(centre: Centre, enrolment_id: int) -> None:
    on(centre, date(2026, 4, 6))
    other = factories.write(centre, factories.person(surname="Karimova"))
    factories.write(centre, factories.enrolment(1, other.id))
    assert [row[0] for row in in_april(centre, states)] == [enrolment_id]
    assert in_april(centre, lambda unit: unit.session.scalar(select(func.count(Person.id)))) == 1


def test_who_was_deleted_since_is_back_whole(centre: Centre, enrolment_id: int) -> None:
    on(centre, date(2026, 5, 1))
    before = centre.read(states)

    def remove(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Enrolment, enrolment_id)
        row.final_score = 3.0
        unit.session.flush()
        unit.session.delete(row)

    centre.write(remove)
    assert centre.read(states) == []
    assert in_april(centre, states) == before


def test_a_row_made_and_deleted_since_was_never_there(centre: Centre, enrolment_id: int) -> None:
    on(centre, date(2026, 5, 1))
    other = factories.write(centre, factories.person(surname="Karimova"))
    centre.write(lambda unit: unit.session.delete(unit.session.get_one(Person, other.id)))
    assert in_april(centre, lambda unit: unit.session.scalar(select(func.count(Person.id)))) == 1


def test_merged_people_are_two_again(centre: Centre, enrolment_id: int) -> None:
    other = factories.write(centre, factories.person(surname="Abdulaeva", jshshir=None))
    theirs = lambda unit: unit.session.scalars(select(Enrolment.person_id)).all()  # noqa: E731
    before = centre.read(theirs)
    on(centre, date(2026, 6, 1))
    centre.write(merge_people, first_id=before[0], second_id=other.id)
    assert centre.read(theirs) == [other.id]
    assert in_april(centre, theirs) == before
    assert in_april(centre, lambda unit: unit.session.scalar(select(func.count(Person.id)))) == 2


def test_rows_imported_since_are_known_by_their_ids(centre: Centre) -> None:
    line = {"year": 2026, "month": 3, "channel_code": "PMM", "staff_group": "PEDAGOG", "people": 9, "order_number": ""}
    on(centre, date(2026, 4, 1))
    centre.write(lambda unit: unit.insert_many(PlanLine, [line] * 3, reason="import"))
    on(centre, date(2026, 4, 7))
    centre.write(lambda unit: unit.insert_many(PlanLine, [line] * 20, reason="import"))
    count = lambda unit: unit.session.scalar(select(func.count(PlanLine.id)))  # noqa: E731
    assert (in_april(centre, count), centre.read(count)) == (3, 23)


def test_what_cannot_be_known_is_said(centre: Centre, enrolment_id: int) -> None:
    on(centre, date(2026, 4, 7))
    rows = [{"id": enrolment_id, "position": "direktor"}]
    centre.write(lambda unit: unit.update_many(Enrolment, rows, reason="posts"))

    def told(unit: UnitOfWork) -> list[tuple[str, str, int]]:
        with standing_at(unit, APRIL) as past:
            return [(each.table, each.what, each.rows) for each in past.unknown]

    assert centre.read(told) == [("enrolment", "posts", 1)]


def test_today_is_the_day_that_is_looked_at(centre: Centre) -> None:
    assert in_april(centre, lambda unit: unit.today) == date(2026, 4, 5)


@pytest.mark.of_a_file
def test_queries_of_the_past_find_their_indexes(centre: Centre, enrolment_id: int) -> None:
    on(centre, date(2026, 4, 20))
    factories.write(centre, factories.person(surname="Karimova"))
    plan = "EXPLAIN QUERY PLAN SELECT id FROM person WHERE is_archived = 0 ORDER BY sort_key, id"
    steps = in_april(centre, lambda unit: [row[3] for row in unit.session.execute(text(plan))])
    assert len(steps) == 1
    assert "INDEX ix_person_in_order" in steps[0]


def temporary(unit: UnitOfWork) -> int | None:
    return unit.session.scalar(text("SELECT count(*) FROM sqlite_temp_master"))


@pytest.mark.of_a_file
def test_nothing_is_left_of_it_even_after_an_error(centre: Centre, enrolment_id: int) -> None:
    on(centre, date(2026, 4, 20))
    factories.write(centre, factories.person(surname="Karimova"))

    seen: list[int | None] = []

    def look_and_fail(unit: UnitOfWork) -> None:
        seen.append(temporary(unit))
        raise ZeroDivisionError

    def fail(unit: UnitOfWork) -> None:
        seen.append(temporary(unit))
        with suppress(ZeroDivisionError), standing_at(unit, APRIL) as past:
            look_and_fail(past.unit)
        seen.append(temporary(unit))

    centre.read(fail)
    assert seen[0] == seen[2] == 0
    assert seen[1]


@pytest.mark.of_a_file
def test_nothing_can_be_written_through_the_past(centre: Centre, enrolment_id: int) -> None:
    on(centre, date(2026, 4, 20))
    factories.write(centre, factories.person(surname="Karimova"))

    def write(unit: UnitOfWork) -> None:
        unit.session.get_one(Person, 1).surname = "X"
        unit.session.flush()

    with pytest.raises(StorageError):
        in_april(centre, write)
    with pytest.raises(StorageError):
        centre.read(write)


def test_a_unit_that_writes_has_no_past(centre: Centre) -> None:
    def look(unit: UnitOfWork) -> None:
        with standing_at(unit, APRIL):
            pass

    with pytest.raises(RuntimeError, match="has no past"):
        centre.write(look)


def test_nothing_is_remembered_of_the_past(centre: Centre, enrolment_id: int) -> None:
    people = remembered(lambda unit: unit.session.scalar(select(func.count(Person.id))))
    on(centre, date(2026, 4, 20))
    factories.write(centre, factories.person(surname="Karimova"))
    assert centre.read(people) == 2
    assert in_april(centre, people) == 1
    assert centre.read(people) == 2


def test_ids_are_written_in_runs_and_read_again() -> None:
    ids = [7, 1, 2, 3, 9, 10]
    assert written_ids(ids) == "1-3, 7, 9-10"
    assert read_ids(written_ids(ids)) == sorted(ids)
    assert read_ids("") == []
