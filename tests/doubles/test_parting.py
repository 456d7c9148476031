"""A merging undone: everything as it was, unless later changes stand in the way, and then they are named."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Table, select

from db.base import Base
from db.models.applications import Application, ApplicationPerson
from db.models.attendance import Absence, AttendanceSheet, BadgeScan
from db.models.cohorts import Enrolment
from db.models.duplicates import PersonMerge
from db.models.orders import OrderEntry
from db.models.people import OutsideCourse, Person
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.doubles.choices import Side
from desktop_app.doubles.merging import merge_people
from desktop_app.doubles.pairs import pairs, say_different
from desktop_app.doubles.parting import mergings, undo_merge
from desktop_app.doubles.records import PairFilter, PairState
from desktop_app.doubles.scan import scan
from desktop_app.errors import NotFound, Refused
from desktop_app.i18n import _
from desktop_app.people.history import save_former_name
from desktop_app.people.records import CardChange, FormerNameDraft
from desktop_app.people.service import person_card, save_person
from desktop_app.progress import Progress
from tests import factories
from tests.doubles.conftest import Enter
from tests.factories import write

# What a merging leaves for ever: the journal and its own ledger; and words of names lead nowhere if nobody bears them.
LEFT_OUT = {"journal", "person_merge", "name_word"}


def everything(centre: Centre) -> dict[str, list[Any]]:
    """Every row of the database, but for the counters of changes of the card that stayed and of printed sheets."""
    counted = {("person", "version"), ("attendance_sheet", "version")}

    def read(table: Table) -> list[Any]:
        columns = [column for column in table.columns if (table.name, column.name) not in counted]
        return centre.read(lambda unit: sorted(map(repr, unit.session.execute(select(*columns)))))

    return {table.name: read(table) for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT}


def merge(centre: Centre, first: int, second: int, **options: Any) -> int:
    """The id of the merging in the ledger."""
    return centre.write(merge_people, first_id=first, second_id=second, **options).value.merge_id


def undo(centre: Centre, merge_id: int) -> int:
    return centre.write(undo_merge, merge_id=merge_id).value


def refusal(centre: Centre, merge_id: int) -> Refused:
    with pytest.raises(Refused) as refused:
        undo(centre, merge_id)
    return refused.value


def test_everything_returns_exactly(centre: Centre, enter: Enter) -> None:
    programme = write(centre, factories.programme())
    shared, other = (write(centre, factories.cohort(programme.id, code=code)) for code in ("A", "B"))
    first = enter(surname="Saidova", jshshir="41403850010011", workplace="12-maktab", phone="90 123 45 67", notes="A")
    second = enter(document="AA 1234567", workplace="7-maktab", phone="91 123 45 67", notes="B")
    third = enter()
    for person_id in (first, second):
        write(centre, factories.enrolment(shared.id, person_id))
        write(centre, OutsideCourse(person_id=person_id, title="STEAM", ends_on=date(2024, 5, 1)))
        centre.write(save_former_name, FormerNameDraft("Aliyeva", "Nodira"), person_id=person_id)
    write(centre, factories.enrolment(other.id, first, outcome_facts={"hours": 72}, final_score=81.5))
    scan(centre, Progress())
    centre.write(say_different, first_id=first, second_id=third, reason="Boshqa odam")
    before = everything(centre)
    merge_id = merge(centre, first, second, chosen={"name": Side.FIRST, "workplace": Side.FIRST})
    assert everything(centre) != before
    assert undo(centre, merge_id) == first
    assert everything(centre) == before


@pytest.fixture
def folded(centre: Centre, enter: Enter) -> tuple[int, int]:
    """Two cards in one cohort: the first was marked; of the second everything but marks is known there."""
    first, second = enter(), enter()
    programme_id = write(centre, factories.programme()).id
    cohort_id, other_id = (write(centre, factories.cohort(programme_id, code=code)).id for code in ("A", "B"))
    marked, empty = (write(centre, factories.enrolment(cohort_id, person_id)).id for person_id in (first, second))
    lesson = write(centre, factories.session(cohort_id))
    write(centre, factories.mark(lesson.id, marked))
    write(centre, factories.enrolment(other_id, second, came_from_id=empty))
    now, day = centre.clock.now(), lesson.held_on
    noted = {"starts_on": day, "ends_on": day, "noted_at": now, "noted_by": "S"}
    write(centre, Absence(cohort_id=cohort_id, enrolment_id=empty, kind_code="SABABLI", **noted))
    write(centre, BadgeScan(scanned_at=now, code="B", cohort_id=cohort_id, enrolment_id=empty, scanned_by="S"))
    printed = {"kind": "day", "starts_on": day, "ends_on": day, "printed_at": now, "printed_by": "S"}
    people = [marked, empty, marked]
    write(centre, AttendanceSheet(number="DV-2026-000001", cohort_id=cohort_id, people=people, **printed))
    asked = write(centre, Application(dated_on=day))
    write(centre, ApplicationPerson(application_id=asked.id, person_id=second, year=2026, enrolment_id=empty))
    for number, people in (("1", (marked, empty)), ("2", (empty,))):
        order = write(centre, factories.order(number=number, number_key=number))
        for place, enrolment_id in enumerate(people, 1):
            write(centre, OrderEntry(order_id=order.id, enrolment_id=enrolment_id, place=place))
    return first, second


def test_what_hung_on_an_enrolment_of_the_same_cohort_returns_to_it(centre: Centre, folded: tuple[int, int]) -> None:
    before = everything(centre)
    merge_id = merge(centre, *folded)
    assert everything(centre) != before
    undo(centre, merge_id)
    assert everything(centre) == before


def test_a_merging_of_an_earlier_version_is_undone_as_far_as_it_tells(centre: Centre, folded: tuple[int, int]) -> None:
    merge_id = merge(centre, *folded)

    def forget(unit: UnitOfWork) -> None:
        row = unit.session.get_one(PersonMerge, merge_id)
        row.before = {name: value for name, value in row.before.items() if name != "passed"}

    centre.write(forget)
    assert undo(centre, merge_id) == folded[0]
    assert len(centre.read(lambda unit: unit.session.scalars(select(Enrolment)).all())) == 3


def test_a_card_that_was_changed_elsewhere_keeps_the_change(centre: Centre, enter: Enter) -> None:
    first, second = enter(document="AA 1234567"), enter()
    merge_id = merge(centre, first, second)
    card = centre.read(person_card, person_id=second).draft
    centre.write(save_person, replace(card, phone="93 123 45 67"))
    undo(centre, merge_id)
    kept, back = (centre.read(person_card, person_id=person_id).line for person_id in (second, first))
    assert (kept.phone, kept.document) == ("+998 93 123 45 67", None)
    assert (back.phone, back.document) == ("", "AA 1234567")


def test_a_later_change_of_what_has_to_go_back_is_named(centre: Centre, enter: Enter) -> None:
    first, second = enter(document="AA 1234567", surname="Saidova"), enter()
    merge_id = merge(centre, first, second, chosen={"name": Side.FIRST})
    card = centre.read(person_card, person_id=second).draft
    changed = replace(card, document="AB 7654321", surname="Umarova")
    centre.write(save_person, changed, renamed=CardChange(is_correction=True))
    refused = refusal(centre, merge_id)
    assert refused.code == "merged_card_changed"
    assert refused.facts["fields"] == f"{_('Full name')}, {_('Document')}"
    assert centre.read(lambda unit: unit.session.get(Person, first)) is None


def test_what_was_merged_on_is_parted_from_the_end(centre: Centre, enter: Enter) -> None:
    first, second, third = enter(), enter(), enter()
    before = everything(centre)
    earlier, later = merge(centre, first, second), merge(centre, second, third)
    assert refusal(centre, earlier).code == "merged_on"
    undo(centre, later)
    undo(centre, earlier)
    assert everything(centre) == before


def test_a_number_that_another_card_took_meanwhile_stands_in_the_way(centre: Centre, enter: Enter) -> None:
    first, second = enter(jshshir="41403850010011"), enter(jshshir="41403850010028")
    merge_id = merge(centre, first, second, chosen={"jshshir": Side.SECOND})
    enter(surname="Umarova", jshshir="41403850010011")
    refused = refusal(centre, merge_id)
    assert refused.code == "merged_number_taken"
    assert "Umarova" in refused.text


def test_what_was_removed_since_is_not_brought_back(centre: Centre, enter: Enter) -> None:
    cohort = write(centre, factories.cohort(write(centre, factories.programme()).id))
    first, second = enter(), enter()
    enrolled = write(centre, factories.enrolment(cohort.id, first))
    merge_id = merge(centre, first, second)
    centre.write(lambda unit: unit.session.delete(unit.session.get_one(Enrolment, enrolled.id)))
    undo(centre, merge_id)
    assert centre.read(lambda unit: unit.session.scalars(select(Enrolment)).all()) == []


def test_what_was_decided_of_the_card_meanwhile_holds_on(centre: Centre, enter: Enter) -> None:
    first, second, third = enter(), enter(), enter()
    scan(centre, Progress())
    merge_id = merge(centre, first, second)
    centre.clock = FixedClock(datetime(2026, 11, 22, 9, tzinfo=UTC))
    centre.write(say_different, first_id=second, second_id=third)
    undo(centre, merge_id)
    different = {pair.ids for pair in centre.read(pairs, wanted=PairFilter(PairState.DIFFERENT))}
    assert different == {(second, third)}


def test_a_merging_can_be_undone_for_a_year(centre: Centre, enter: Enter) -> None:
    merge_id = merge(centre, enter(), enter())
    centre.clock = FixedClock(datetime(2027, 11, 21, 9, tzinfo=UTC))
    assert centre.read(mergings)[0].can_undo
    centre.clock = FixedClock(datetime(2027, 11, 22, 9, tzinfo=UTC))
    assert not centre.read(mergings)[0].can_undo
    assert refusal(centre, merge_id).code == "merging_too_old"


def test_a_merging_is_undone_once(centre: Centre, enter: Enter) -> None:
    merge_id = merge(centre, enter(surname="Saidova"), enter(), reason="Bir odam")
    undo(centre, merge_id)
    assert refusal(centre, merge_id).code == "merging_undone"
    (told,) = centre.read(mergings)
    assert (told.gone_name, told.kept_name) == ("Saidova Nodira Botir qizi", "Karimova Nodira Botir qizi")
    assert (told.reason, told.can_undo) == ("Bir odam", False)
    assert told.undone_at is not None


def test_a_merging_that_never_was_is_not_found(centre: Centre) -> None:
    with pytest.raises(NotFound):
        undo(centre, 999)
