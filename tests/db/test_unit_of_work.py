"""Units of work: the journal cannot be forgotten, readers cannot write, two editors cannot lose a change."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from db.models.centre import Staff, StateMark
from db.models.journal import JournalEntry
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, StorageError
from desktop_app.safety.snapshot import opened
from tests import factories

Entry = tuple[str, str, str, dict[str, Any], dict[str, Any]]


def journal(centre: Centre) -> list[Entry]:
    def entries(unit: UnitOfWork) -> list[Entry]:
        rows = unit.session.scalars(select(JournalEntry).order_by(JournalEntry.seq))
        return [(row.action, row.entity, row.entity_id, row.before, row.after) for row in rows]

    return centre.read(entries)


def new_entries(centre: Centre, act: Callable[[UnitOfWork], Any]) -> list[Entry]:
    before = len(journal(centre))
    centre.write(act)
    return journal(centre)[before:]


@pytest.fixture
def person_id(centre: Centre) -> int:
    return factories.write(centre, factories.person()).id


def rename(unit: UnitOfWork, *, person_id: int, surname: str = "Karimova") -> None:
    unit.session.get_one(Person, person_id).surname = surname


def test_a_new_record_is_journaled_with_its_values(centre: Centre) -> None:
    ((action, entity, entity_id, before, after),) = new_entries(
        centre, lambda unit: unit.session.add(factories.person())
    )
    assert (action, entity, entity_id, before) == ("create", "person", "1", {})
    assert (after["surname"], after["birth_date"], after["sex"]) == ("Abdullayeva", "1985-03-14", "female")


def test_a_change_is_journaled_with_what_was_before(centre: Centre, person_id: int) -> None:
    entries = new_entries(centre, lambda unit: rename(unit, person_id=person_id))
    assert entries == [("change", "person", str(person_id), {"surname": "Abdullayeva"}, {"surname": "Karimova"})]


def test_setting_the_same_value_is_no_change(centre: Centre, person_id: int) -> None:
    assert new_entries(centre, lambda unit: rename(unit, person_id=person_id, surname="Abdullayeva")) == []


def test_a_deleted_record_is_journaled_whole(centre: Centre, person_id: int) -> None:
    def remove(unit: UnitOfWork) -> None:
        unit.session.delete(unit.session.get_one(Person, person_id))

    ((action, _entity, _id, before, after),) = new_entries(centre, remove)
    assert (action, before["surname"], after) == ("delete", "Abdullayeva", {})


def test_the_parts_of_a_record_are_journaled_with_it(centre: Centre) -> None:
    entries = new_entries(centre, lambda unit: unit.session.add(factories.programme(module_hours=(24, 48))))
    assert sorted(entry[1] for entry in entries) == ["module", "module", "programme"]


def test_an_entry_tells_who_when_and_where(centre: Centre, person_id: int) -> None:
    def last(unit: UnitOfWork) -> JournalEntry:
        return unit.session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc())).first()

    entry = centre.read(last)
    assert (entry.actor_id, entry.actor_name) == (centre.actor.staff_id, "Saidova Nodira Rustam qizi")
    assert (entry.at, entry.host) == (centre.clock.now(), centre.actor.host)


def test_one_unit_of_work_is_one_batch(centre: Centre) -> None:
    outcome = centre.write(
        lambda unit: unit.session.add_all([factories.person(), factories.person(surname="Karimova")])
    )

    def batches(unit: UnitOfWork) -> list[str]:
        return list(unit.session.scalars(select(JournalEntry.batch).where(JournalEntry.entity == "person")))

    assert centre.read(batches) == [outcome.changes.batch] * 2
    assert outcome.changes.touch("person")
    assert not outcome.changes.touch("cohort")


def test_many_rows_at_once_are_journaled_as_one_entry(centre: Centre) -> None:
    rows = [{"full_name": f"Xodim {number}"} for number in range(50)]
    entries = new_entries(centre, lambda unit: unit.insert_many(Staff, rows, reason="staff list"))
    assert entries == [("insert_many", "staff", "", {}, {"what": "staff list", "rows": 50, "ids": "2-51"})]


def test_a_bulk_change_tells_how_many_rows_it_changed(centre: Centre) -> None:
    factories.write(centre, factories.person())
    factories.write(centre, factories.person())
    statement = update(Person).values(notes="tekshirildi")
    entries = new_entries(centre, lambda unit: unit.execute_bulk(statement, reason="checked"))
    assert entries == [("change_many", "person", "", {}, {"what": "checked", "rows": 2})]


@pytest.mark.parametrize(
    "statement",
    [insert(Staff).values(full_name="X"), update(Staff).values(phone=""), delete(Staff)],
    ids=["insert", "update", "delete"],
)
def test_a_bulk_write_that_does_not_say_why_is_refused(centre: Centre, statement: Any) -> None:
    before = journal(centre)
    with pytest.raises(RuntimeError, match="must say what the journal should call it"):
        centre.write(lambda unit: unit.session.execute(statement))
    assert journal(centre) == before


def test_an_act_without_a_row_of_its_own_can_be_noted(centre: Centre) -> None:
    entries = new_entries(
        centre, lambda unit: unit.note("print", entity="cohort", entity_id=4, facts={"on": date(2026, 11, 21)})
    )
    assert entries == [("print", "cohort", "4", {}, {"on": "2026-11-21"})]


def test_facts_about_the_file_are_nobodys_change(centre: Centre) -> None:
    assert new_entries(centre, lambda unit: unit.session.merge(StateMark(name="x", value="1"))) == []


def test_a_unit_that_fails_leaves_neither_rows_nor_journal(centre: Centre) -> None:
    def fail(unit: UnitOfWork) -> None:
        unit.session.add(factories.person())
        unit.session.flush()
        raise ValueError

    before = journal(centre)
    with pytest.raises(ValueError):
        centre.write(fail)
    assert journal(centre) == before
    assert centre.read(lambda unit: unit.session.scalars(select(Person)).all()) == []
    assert not centre.is_changed_since_backup


def test_a_reading_unit_cannot_write(centre: Centre, person_id: int) -> None:
    def sneak(unit: UnitOfWork) -> None:
        rename(unit, person_id=person_id)
        unit.session.flush()

    # A server has one word for this and for a database that its data have left.
    with pytest.raises(StorageError, match=r"read_only|moved_away"):
        centre.read(sneak)


def test_what_another_changed_meanwhile_is_a_conflict(centre: Centre, person_id: int) -> None:
    def overtaken(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Person, person_id)
        raw = unit.session.connection().connection.driver_connection
        raw.execute("UPDATE person SET version = version + 1")
        row.surname = "Karimova"

    with pytest.raises(Conflict):
        centre.write(overtaken)


def test_every_change_counts_the_version_up(centre: Centre, person_id: int) -> None:
    centre.write(rename, person_id=person_id)
    assert centre.read(lambda unit: unit.session.get_one(Person, person_id).version) == 2


def test_a_relation_that_was_not_asked_for_is_never_loaded_behind_our_back(centre: Centre) -> None:
    factories.write(centre, factories.programme())
    with pytest.raises(Exception, match="lazy='raise'"):
        centre.read(lambda unit: unit.session.scalars(select(Programme)).one().modules)


@pytest.mark.of_a_file
def test_data_that_are_busy_say_so(centre: Centre) -> None:
    with centre.engine.connect() as pooled:
        pooled.connection.driver_connection.execute("PRAGMA busy_timeout = 20")
    with opened(centre.paths.database, read_only=False) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="locked"):
            centre.write(lambda unit: unit.session.add(factories.person()))
