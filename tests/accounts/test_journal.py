"""The journal read back: order, filters, what changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.models.centre import Staff
from desktop_app.accounts.chain import journal_head, verify
from desktop_app.accounts.journal import (
    FieldChange,
    JournalFilter,
    count_journal,
    entries_since,
    journal_choices,
    journal_page,
)
from desktop_app.accounts.service import StaffMember, actor_of, save_staff_member, staff
from desktop_app.centre import Centre
from desktop_app.people.erasure import erase_person
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from tests.conftest import NOW
from tests.factories import person, write

NEW = StaffMember(0, "Tursunov Aziz", "Uslubchi", "", None, 1)


def test_the_newest_entry_stands_first(centre: Centre) -> None:
    centre.write(save_staff_member, NEW)
    write(centre, person())
    newest = centre.read(journal_page, JournalFilter(), offset=0, limit=2)
    assert [entry.entity for entry in newest] == ["person", "staff"]
    assert newest[0].seq > newest[1].seq


def test_pages_join_without_a_gap(centre: Centre) -> None:
    for _turn in range(5):
        write(centre, person())
    whole = centre.read(journal_page, JournalFilter(), offset=0, limit=100)
    parts = [
        entry
        for offset in range(0, len(whole), 2)
        for entry in centre.read(journal_page, JournalFilter(), offset=offset, limit=2)
    ]
    assert parts == whole
    assert centre.read(count_journal, JournalFilter()) == len(whole)


def test_a_change_tells_what_was_before_and_after(centre: Centre) -> None:
    member = centre.read(staff)[0]
    centre.write(save_staff_member, replace(member, phone="+998 71 200 00 00"))
    newest = centre.read(journal_page, JournalFilter(), offset=0, limit=1)[0]
    assert (newest.action, newest.actor_name) == ("change", member.full_name)
    assert newest.changes == (FieldChange("phone", "", "+998 71 200 00 00"),)


@pytest.mark.parametrize(
    ("wanted", "entities"),
    [
        (JournalFilter(entity="person"), {"person"}),
        (JournalFilter(actor_name="Tursunov Aziz"), {"person"}),
        (JournalFilter(actor_name="Nobody"), set()),
    ],
)
def test_only_what_is_asked_for_is_listed(centre: Centre, wanted: JournalFilter, entities: set[str]) -> None:
    saved = centre.write(save_staff_member, NEW).value
    centre.actor = actor_of(replace(NEW, id=saved))
    write(centre, person())
    found = centre.read(journal_page, wanted, offset=0, limit=100)
    assert {entry.entity for entry in found} == entities
    assert centre.read(count_journal, wanted) == len(found)


def test_the_choices_are_those_that_occur(centre: Centre) -> None:
    member = centre.read(staff)[0]
    write(centre, person())
    choices = centre.read(journal_choices)
    assert member.full_name in choices.actors
    assert "" not in choices.actors
    assert {"person", "territory"} <= set(choices.entities)


def test_the_head_tells_another_journal_from_this_one(centre: Centre) -> None:
    first = centre.read(journal_head)
    assert first.partition("-")[0].isdecimal()
    assert centre.read(journal_head) == first
    write(centre, person())
    assert centre.read(journal_head) != first


def test_whatever_the_program_writes_and_erases_is_a_whole_chain(centre: Centre) -> None:
    """On a file and on a server: texts in every script, numbers, lists, many rows at once, and an erasure."""
    draft = PersonDraft(surname="Gʻulomova", given_name="Зулфия", notes='Ikki\nqator "qoʻshtirnoq"')
    person_id = centre.write(save_person, draft).value
    centre.write(
        lambda unit: unit.note("import", entity="list", entity_id="", facts={"shares": [0.1, 2.5e-7], "n": None})
    )
    centre.write(lambda unit: unit.insert_many(Staff, [{"full_name": "Xodim"}] * 3, reason="roʻyxat"))
    erase_person(centre, person_id=person_id, reason="Oʻz arizasi")
    found = centre.read(verify, key=centre.journal_key)
    assert (found.ok, found.entries) == (True, centre.read(count_journal, JournalFilter()))


def test_the_journal_is_narrowed_to_a_day_and_an_action(centre: Centre) -> None:
    write(centre, person())
    today, action = NOW.date(), JournalFilter(action="create", entity="person")
    assert centre.read(count_journal, replace(action, day=today)) == 1
    assert centre.read(count_journal, replace(action, day=today - timedelta(days=1))) == 0
    assert centre.read(count_journal, replace(action, host="another PC")) == 0


def test_what_was_written_since_a_moment_is_found_oldest_first(centre: Centre) -> None:
    people = [write(centre, person()) for _turn in range(3)]
    long_ago = NOW - timedelta(days=1)
    ids = [str(each.id) for each in people]
    entries = centre.read(entries_since, long_ago, entities=("person",))
    assert [entry.entity_id for entry in entries] == ids
    assert [entry.entity_id for entry in centre.read(entries_since, long_ago, entities=("person",), most=2)] == ids[1:]
    assert centre.read(entries_since, long_ago, entities=("person",), ids=()) == []
    assert centre.read(entries_since, NOW, entities=("person",)) == []
