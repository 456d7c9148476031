"""Remembering itself: what is asked again, what a write takes away, and what several threads learn at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import event, func, select

from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.i18n import use
from desktop_app.remembered import KEPT_ANSWERS, ask_again, remembered
from tests import factories
from tests.reckoning import Reckoning


@pytest.fixture
def reckoning() -> Reckoning:
    return Reckoning()


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


def test_a_unit_that_began_before_a_write_is_not_told_of_it(
    centre: Centre, another: Centre, reckoning: Reckoning
) -> None:
    count = remembered(reckoning.count)
    factories.write(centre, factories.institution())
    centre.read(count)

    def count_late(unit: UnitOfWork) -> int:
        unit.session.scalar(select(func.count(Person.id)))
        factories.write(another, factories.person())
        assert centre.read(count) == 1
        return count(unit)

    assert centre.read(count_late) == 0
    assert centre.read(count) == 1


def test_what_another_thread_learns_meanwhile_is_not_taken_for_ones_own(
    centre: Centre, another: Centre, reckoning: Reckoning
) -> None:
    count, told = remembered(reckoning.count), list[int]()
    factories.write(centre, factories.institution())
    centre.read(count)

    def write_and_count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "max(journal" in statement and not told:
            told.append(len(told))
            factories.write(another, factories.person())
            told.append(centre.read(count))

    event.listen(centre.engine, "after_cursor_execute", write_and_count)
    assert (centre.read(count), told, centre.read(count)) == (0, [0, 1], 1)


def test_whoever_asks_meanwhile_waits_for_the_same_answer(centre: Centre, reckoning: Reckoning) -> None:
    @remembered
    def count(unit: UnitOfWork) -> int:
        time.sleep(0.05)
        return reckoning.count(unit)

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda _turn: centre.read(count), range(2))) == [0, 0]
    assert len(reckoning.asked) == 1


def test_what_was_asked_last_is_at_hand_again_after_a_write(centre: Centre, reckoning: Reckoning) -> None:
    count, other = remembered(reckoning.count), remembered(Reckoning().count)
    for plus in (1, 2):
        centre.read(count, plus=plus)
    centre.read(other)
    factories.write(centre, factories.person())
    assert [centre.read(ask_again, place=place) for place in range(3)] == [True, True, False]
    assert centre.read(count, plus=2) == 3
    assert reckoning.asked == [1, 2, 2]
