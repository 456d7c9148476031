"""New districts, homonyms, renaming from a day on, other codes; today is 21 November 2026."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.models.cohorts import Enrolment
from db.models.journal import JournalEntry
from db.models.people import BulkEdit, Institution, Person
from db.models.reference import Territory
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.reference.places import read_districts
from desktop_app.reference.records import Names, TerritoryRecord
from desktop_app.reference.service import districts, regions
from desktop_app.reference.territories import (
    add_territory,
    delete_territory,
    former_territory_names,
    is_provisional,
    order_regions,
    rename_territory,
    replace_code,
    save_territory,
    territories,
)
from desktop_app.reference.undoing import Change, undo
from desktop_app.rosters.lists import read_lists
from tests.factories import cohort, enrolment, institution, person, plan_line, programme, write

YANGI = Names("Yangi Toshkent tumani", "Новый Ташкент", "New Tashkent")


def add(centre: Centre, **values: Any) -> str:
    wanted = {"parent_code": "1727", "level": "district", "names": YANGI} | values
    return str(centre.write(add_territory, **wanted).value.key)


def of_code(centre: Centre, code: str) -> TerritoryRecord:
    return next(place for place in centre.read(territories) if place.code == code)


def whole(centre: Centre) -> list[TerritoryRecord]:
    """Every territory, but for how often it was saved."""
    return [replace(place, version=0) for place in centre.read(territories)]


def test_the_tree_follows_the_ministry_and_leaves_nothing_out(centre: Centre) -> None:
    tree = centre.read(territories)
    assert len(tree) == centre.read(lambda unit: len(unit.session.scalars(select(Territory)).all()))
    assert [place.code for place in tree if place.level == "region"] == [r.code for r in centre.read(regions)]
    inside = next(place for place in tree if place.level == "city_district")
    assert tree.index(inside) > tree.index(of_code(centre, inside.parent_code or ""))


def test_a_district_without_a_code_gets_one_of_the_centres_own(centre: Centre) -> None:
    code = add(centre)
    assert (code, is_provisional(code)) == ("1727X1", True)
    assert add(centre, names=Names("Yana bir tuman", "", "")) == "1727X2"
    assert of_code(centre, code).names.cyrl == "Янги Тошкент тумани"


@pytest.mark.parametrize("parent", ["1727206", "9999", ""])
def test_a_district_stands_in_a_region(centre: Centre, parent: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add(centre, parent_code=parent)
    assert refusal.value.field == "parent_code"


def test_a_district_inside_a_city_has_ten_digits(centre: Centre) -> None:
    assert add(centre, parent_code="1727401", level="city_district", code="1727401999") == "1727401999"


def test_a_new_homonym_is_asked_about_from_then_on(centre: Centre) -> None:
    assert len(centre.read(read_districts).named("Zangiota")) == 1
    assert len(centre.read(read_lists).districts.found("Zangiota")) == 1
    add(centre, level="city", code="1727498", names=Names("Zangiota shahri", "", ""))
    assert len(centre.read(read_districts).named("Zangiota")) == 2
    assert len(centre.read(read_lists).districts.found("Зангиота")) == 2
    assert [place.code for place in centre.read(read_lists).districts.found("Zangiota sh.")] == ["1727498"]


def test_seventeen_names_are_a_city_and_a_district(centre: Centre) -> None:
    names = {place.names.uz.rsplit(" ", 1)[0] for place in centre.read(districts)}
    assert sum(len({place.level for place in centre.read(read_districts).named(name)}) > 1 for name in names) == 17


def test_a_renamed_district_is_found_by_both_names(centre: Centre) -> None:
    before = whole(centre)
    place = of_code(centre, "1727206")
    renamed = replace(place, names=Names("Mustaqillik tumani", "", ""))
    changes = centre.write(rename_territory, renamed, since=date(2026, 9, 1)).value
    for name in ("Mustaqillik", place.names.uz):
        assert [found.code for found in centre.read(read_districts).named(name)] == ["1727206"]
        assert [found.code for found in centre.read(read_lists).districts.found(name)] == ["1727206"]
    (former,) = centre.read(former_territory_names, "1727206")
    assert (former.names.uz, former.ends_on) == (place.names.uz, date(2026, 8, 31))
    centre.write(undo, changes)
    assert whole(centre) == before
    assert centre.read(former_territory_names, "1727206") == []


def test_a_new_name_is_entered_once_it_holds(centre: Centre) -> None:
    with pytest.raises(Invalid) as refusal:
        centre.write(rename_territory, of_code(centre, "1727206"), since=date(2026, 11, 22))
    assert refusal.value.field == "since"


def test_a_name_put_right_leaves_no_former_one(centre: Centre) -> None:
    place = of_code(centre, "1727206")
    centre.write(save_territory, replace(place, names=replace(place.names, ru="Другое")))
    assert of_code(centre, "1727206").names.ru == "Другое"
    assert centre.read(former_territory_names, "1727206") == []
    with pytest.raises(Conflict):
        centre.write(save_territory, place)


def references(centre: Centre) -> Sequence[object]:
    def read(unit: UnitOfWork) -> list[object]:
        columns = (Person.district_code, Institution.district_code, Enrolment.district_code, BulkEdit.before)
        return [row for column in columns for row in unit.session.scalars(select(column))]

    return centre.read(read)


def test_the_code_of_the_ministry_takes_the_place_of_our_own_everywhere(centre: Centre) -> None:
    code = add(centre)
    school = write(centre, institution(district_code=code))
    someone = write(centre, person(district_code=code, institution_id=school.id))
    course = write(centre, cohort(write(centre, programme()).id))
    write(centre, enrolment(course.id, someone.id, district_code=code))
    write(centre, plan_line(district_code=code))
    ledger = {"field": "district_code", "value": "1727206", "before": {str(someone.id): code}}
    write(centre, BulkEdit(done_at=centre.clock.now(), done_by="Saidova", **ledger))
    before = references(centre)
    outcome = centre.write(replace_code, code=code, new_code="1727999")
    assert outcome.value == 4
    assert references(centre) == ["1727999", "1727999", "1727999", {str(someone.id): "1727999"}]
    assert "1727X1" not in {place.code for place in centre.read(territories)}

    def journal(unit: UnitOfWork) -> list[str]:
        rows = select(JournalEntry).where(JournalEntry.batch == outcome.changes.batch)
        return sorted({f"{row.action} {row.entity}" for row in unit.session.scalars(rows)})

    assert {"create territory", "delete territory", "change_many person"} <= set(centre.read(journal))
    centre.write(replace_code, code="1727999", new_code=code)
    assert references(centre) == before


@pytest.mark.parametrize(
    ("code", "new_code", "error"),
    [
        ("1727206", "1727220", Duplicate),
        ("1727206", "1703999", Invalid),
        ("1727206", "12", Invalid),
        ("1727", "1799", Refused),
        ("1727777", "1727778", NotFound),
    ],
)
def test_a_code_that_cannot_be_is_refused(centre: Centre, code: str, new_code: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        centre.write(replace_code, code=code, new_code=new_code)


def test_only_what_nothing_stands_on_is_deleted(centre: Centre) -> None:
    code = add(centre)
    write(centre, person(district_code=code))
    with pytest.raises(Refused):
        centre.write(delete_territory, code=code)
    spare = add(centre)
    before = whole(centre)
    change = centre.write(delete_territory, code=spare).value
    assert spare not in {place.code for place in centre.read(territories)}
    centre.write(undo, [change])
    assert whole(centre) == before


def test_an_added_district_is_taken_out_again_unless_it_is_used(centre: Centre) -> None:
    before = whole(centre)
    change: Change = centre.write(add_territory, parent_code="1727", level="district", names=YANGI).value
    centre.write(undo, [change])
    assert whole(centre) == before
    change = centre.write(add_territory, parent_code="1727", level="district", names=YANGI).value
    write(centre, person(district_code=change.key))
    with pytest.raises(Refused):
        centre.write(undo, [change])


def test_the_ministrys_order_is_changed_and_taken_back(centre: Centre) -> None:
    codes = [region.code for region in centre.read(regions)]
    changes = centre.write(order_regions, codes=[codes[1], codes[0], *codes[2:]]).value
    assert [region.code for region in centre.read(regions)][:2] == [codes[1], codes[0]]
    assert len(changes) == 2
    centre.write(undo, changes)
    assert [region.code for region in centre.read(regions)] == codes
