"""What many pages ask for is known until one of the tables that it reads is written; a reading asks for it once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from db.base import Base
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.cohorts.hours import planned_by_cohort
from desktop_app.cohorts.service import load_cohort
from desktop_app.marks.kinds import kinds_by_set
from desktop_app.once import once
from desktop_app.programmes.service import programme
from desktop_app.reference.service import (
    calendar,
    districts,
    list_items,
    profile,
    regions,
    rules_by_day,
    rules_on,
    working_calendar,
)
from desktop_app.remembered import KNOWN, known_from
from tests import factories
from tests.reckoning import Reckoning
from tests.test_remembered import FINISHED, TABLES_READ

SERVICE = "desktop_app.reference.service"
READS: dict[str, Callable[[Centre], object]] = {
    f"{SERVICE}.rules_on": lambda centre: centre.read(rules_on, FINISHED),
    f"{SERVICE}._rule_values": lambda centre: centre.read(rules_by_day, [FINISHED]),
    f"{SERVICE}._items": lambda centre: centre.read(list_items, "subject"),
    f"{SERVICE}.calendar": lambda centre: centre.read(calendar),
    f"{SERVICE}.working_calendar": lambda centre: centre.read(working_calendar, days_per_week=6),
    f"{SERVICE}._all_regions": lambda centre: centre.read(regions),
    f"{SERVICE}._all_districts": lambda centre: centre.read(districts),
    f"{SERVICE}.profile": lambda centre: centre.read(profile),
    "desktop_app.marks.kinds.kinds_by_set": lambda centre: centre.read(kinds_by_set),
    "desktop_app.programmes.service.programme": lambda centre: centre.read(programme, programme_id=1),
}


@pytest.fixture
def reckoning() -> Reckoning:
    return Reckoning()


def test_only_a_write_to_its_tables_makes_it_be_asked_again(
    centre: Centre, another: Centre, reckoning: Reckoning
) -> None:
    count = known_from("person", kept_answers=1)(reckoning.count)
    assert centre.read(count) == 0
    factories.write(another, factories.institution())
    assert (centre.read(count), len(reckoning.asked)) == (0, 1)
    for writer in (centre, another):
        factories.write(writer, factories.person())
        before = len(reckoning.asked)
        assert centre.read(count) == before
        factories.write(writer, factories.institution())
        centre.read(count)
        assert len(reckoning.asked) == before + 1


@pytest.mark.parametrize("known", READS)
def test_it_reads_the_tables_that_it_names_and_no_other(centre: Centre, known: str) -> None:
    factories.write(centre, factories.programme())
    read: set[str] = set()
    event.listen(
        centre.engine, "before_cursor_execute", lambda *statement: read.update(TABLES_READ.findall(statement[2]))
    )
    READS[known](centre)
    assert read - {"journal"} == set(KNOWN[known])
    journaled = {mapper.local_table.name for mapper in Base.registry.mappers if mapper.class_.is_journaled}
    assert journaled >= set(KNOWN[known])
    read.clear()
    READS[known](centre)
    assert read == {"journal"}


def test_everything_that_is_known_is_asked_for_here() -> None:
    sources = (Path(__file__).parents[1] / "desktop_app").rglob("*.py")
    assert sum(source.read_text(encoding="utf-8").count("\n@known_from(") for source in sources) == len(READS)


def test_a_reading_asks_once_and_a_writing_each_time(centre: Centre, reckoning: Reckoning) -> None:
    count = once(reckoning.count)

    def twice(unit: UnitOfWork) -> list[int]:
        return [count(unit), count(unit), count(unit, plus=1)]

    assert centre.read(twice) == [0, 0, 1]
    assert reckoning.asked == [0, 1]
    assert centre.read(twice) == [0, 0, 1]
    assert reckoning.asked == [0, 1] * 2

    def write_between(unit: UnitOfWork) -> tuple[int, int]:
        before = count(unit)
        unit.session.add(factories.person())
        return before, count(unit)

    assert centre.write(write_between).value == (0, 1)


def test_a_cohort_and_its_hours_are_asked_for_once_in_a_reading(centre: Centre) -> None:
    taught = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(taught.id))
    read: list[str] = []
    event.listen(centre.engine, "before_cursor_execute", lambda *statement: read.append(statement[2]))

    def ask(unit: UnitOfWork, times: int) -> int:
        read.clear()
        for _turn in range(times):
            load_cohort(unit, cohort.id), planned_by_cohort(unit, (cohort.id,))
        return len(read)

    assert centre.read(ask, 3) == centre.read(ask, 1)
