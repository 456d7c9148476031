"""The order of a list, and taking out what was entered by mistake."""

from dataclasses import replace
from typing import Any

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.reference.lists import LISTS, delete_list_item, move_list_item
from desktop_app.reference.records import ListItem, Names
from desktop_app.reference.service import list_items, save_list_item
from desktop_app.reference.undoing import undo
from tests.factories import institution, person, plan_line, programme, write


def codes(centre: Centre) -> list[str]:
    return [item.code for item in centre.read(list_items, "subject")]


def added(centre: Centre, list_name: str = "subject") -> ListItem:
    new = ListItem(0, list_name, "ROBO", Names("Robototexnika", "", ""), {}, None, None, 1)
    centre.write(save_list_item, new)
    return next(item for item in centre.read(list_items, list_name) if item.code == "ROBO")


def test_an_entry_goes_up_and_down_and_stops_at_the_ends(centre: Centre) -> None:
    first, second, *_rest = centre.read(list_items, "subject")
    before = codes(centre)
    centre.write(move_list_item, item_id=second.id, steps=-1)
    assert codes(centre)[:2] == [second.code, first.code]
    assert centre.write(move_list_item, item_id=second.id, steps=-1).value == ()
    changes = centre.write(move_list_item, item_id=second.id, steps=len(before)).value
    assert codes(centre)[-1] == second.code
    centre.write(undo, changes)
    centre.write(move_list_item, item_id=second.id, steps=1)
    assert codes(centre) == before


def test_a_change_is_undone_once_and_only_if_nobody_changed_it_since(centre: Centre) -> None:
    item = centre.read(list_items, "subject")[0]
    change = centre.write(save_list_item, replace(item, names=Names("Boshqa", "", ""))).value
    centre.write(undo, [change])
    assert centre.read(list_items, "subject")[0].names == item.names
    with pytest.raises(Conflict):
        centre.write(undo, [change])


def test_an_added_entry_is_taken_back_unless_it_is_used(centre: Centre) -> None:
    before = codes(centre)
    change = centre.write(save_list_item, replace(added(centre), id=0, code="ROBO2")).value
    centre.write(undo, [change])
    assert codes(centre) == [*before, "ROBO"]


@pytest.mark.parametrize(
    ("list_name", "user"),
    [
        ("subject", lambda: person(subject_code="ROBO")),
        ("subject", lambda: programme(subject_code="ROBO")),
        ("subject", lambda: plan_line(subject_code="ROBO")),
        ("position", lambda: person(position_code="ROBO")),
        ("institution_kind", lambda: institution(kind_code="ROBO")),
        ("staff_group", lambda: programme(staff_group="ROBO")),
    ],
)
def test_what_is_used_is_closed_and_never_deleted(centre: Centre, list_name: str, user: Any) -> None:
    item = added(centre, list_name)
    write(centre, user())
    with pytest.raises(Refused) as refusal:
        centre.write(delete_list_item, item_id=item.id)
    assert refusal.value.code == "entry_used"


def test_the_codes_of_the_table_of_turns_are_used(centre: Centre) -> None:
    group = next(item for item in centre.read(list_items, "staff_group") if item.code == "RAHBAR")
    with pytest.raises(Refused):
        centre.write(delete_list_item, item_id=group.id)


def test_what_was_entered_by_mistake_is_deleted_and_comes_back(centre: Centre) -> None:
    item = added(centre)
    change = centre.write(delete_list_item, item_id=item.id).value
    assert "ROBO" not in codes(centre)
    with pytest.raises(NotFound):
        centre.write(delete_list_item, item_id=item.id)
    centre.write(undo, [change])
    assert centre.read(list_items, "subject")[-1] == item


def test_an_entry_does_not_end_before_it_begins(centre: Centre) -> None:
    item = centre.read(list_items, "subject")[0]
    today = centre.clock.today()
    with pytest.raises(Invalid) as refusal:
        centre.write(save_list_item, replace(item, valid_from=today, valid_to=today.replace(year=2025)))
    assert refusal.value.field == "valid_to"


def test_every_list_of_the_file_has_a_name(centre: Centre) -> None:
    assert all(centre.read(list_items, name) for name in LISTS)
