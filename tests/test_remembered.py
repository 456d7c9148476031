"""An answer is remembered until something is written, by whomever, and not a moment longer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from sqlalchemy import func, select

from db.engine import open_engine
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.due.records import DueFilter
from desktop_app.due.service import due_overview
from desktop_app.forming.builder import preview_groups
from desktop_app.forming.records import FormingWish
from desktop_app.i18n import use
from desktop_app.plan.fact import plan_fact
from desktop_app.remembered import KEPT_ANSWERS, remembered
from desktop_app.returns.service import compose_return
from tests import factories

FINISHED = date(2026, 11, 20)


@dataclass
class Reckoning:
    """How many people there are, and for what it was counted."""

    asked: list[int] = field(default_factory=list)

    def count(self, unit: UnitOfWork, *, plus: int = 0) -> int:
        self.asked.append(plus)
        return (unit.session.scalar(select(func.count(Person.id))) or 0) + plus


@pytest.fixture
def reckoning() -> Reckoning:
    return Reckoning()


@pytest.fixture
def another(centre: Centre) -> Iterator[Centre]:
    """The same file over connections of its own."""
    engine = open_engine(centre.paths.database)
    yield Centre(centre.paths, engine, centre.clock, centre.actor)
    engine.dispose()


def test_what_is_asked_again_is_not_reckoned_again(centre: Centre, reckoning: Reckoning) -> None:
    count = remembered(reckoning.count)
    assert [centre.read(count, plus=plus) for plus in (1, 2, 1)] == [1, 2, 1]
    assert reckoning.asked == [1, 2]


def test_a_write_by_this_connection_is_seen(centre: Centre, reckoning: Reckoning) -> None:
    count = remembered(reckoning.count)
    assert centre.read(count) == 0
    factories.write(centre, factories.person())
    assert centre.read(count) == 1


def test_a_write_by_another_connection_is_seen(centre: Centre, another: Centre, reckoning: Reckoning) -> None:
    count = remembered(reckoning.count)
    assert centre.read(count) == 0
    factories.write(another, factories.person())
    assert centre.read(count) == 1


def test_what_a_unit_wrote_and_took_back_is_not_remembered(centre: Centre, reckoning: Reckoning) -> None:
    count = remembered(reckoning.count)

    def write_in_vain(unit: UnitOfWork) -> None:
        unit.session.add(factories.person())
        assert count(unit) == 1
        raise InterruptedError

    with pytest.raises(InterruptedError):
        centre.write(write_in_vain)
    # Bears the number in the journal that the other would have had.
    factories.write(centre, factories.institution())
    assert centre.read(count) == 0


def test_for_another_language_or_person_at_the_pc_it_is_reckoned_anew(centre: Centre, reckoning: Reckoning) -> None:
    count = remembered(reckoning.count)
    centre.read(count)
    with use("ru"):
        centre.read(count)
    centre.actor = replace(centre.actor, name="Karimov Anvar")
    centre.read(count)
    assert len(reckoning.asked) == 3


def test_two_centres_are_not_taken_for_each_other(centre: Centre, another: Centre, reckoning: Reckoning) -> None:
    count = remembered(reckoning.count)
    centre.read(count), another.read(count)
    assert len(reckoning.asked) == 2


def test_no_more_than_the_last_answers_are_kept(centre: Centre, reckoning: Reckoning) -> None:
    count = remembered(reckoning.count)
    for plus in (*range(KEPT_ANSWERS + 1), 0):
        centre.read(count, plus=plus)
    assert reckoning.asked[-1] == 0


# Each of these is remembered, and told otherwise by a course that somebody finishes.
ASKED: dict[str, Callable[[Centre], object]] = {
    "who is due": lambda centre: centre.read(due_overview, DueFilter(2026)).people,
    "the return of a month": lambda centre: centre.read(compose_return, year=2026, month=11).digest,
    "plan and actual": lambda centre: centre.read(plan_fact, year=2026, as_of=FINISHED).total.actual,
    "groups in the making": lambda centre: centre.read(preview_groups, FormingWish(2026, FINISHED)).grouping.leftovers,
}


@pytest.mark.parametrize("writer", ["this connection", "another"])
@pytest.mark.parametrize("asked", ASKED)
def test_a_course_that_is_written_changes_what_was_remembered(
    centre: Centre, another: Centre, asked: str, writer: str
) -> None:
    person = factories.write(centre, factories.person())
    taught = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(taught.id, state="completed", starts_on=FINISHED))
    before = ASKED[asked](centre)
    done = factories.enrolment(cohort.id, person.id, state="completed", finished_on=FINISHED, staff_group="PEDAGOG")
    factories.write(centre if writer == "this connection" else another, done)
    assert ASKED[asked](centre) != before
