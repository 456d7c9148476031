"""The merge by itself: whatever both sides do, nothing of either is lost."""

import copy
import random
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.lending.merging import WHOLE, Plan, Shape, mapped, merged
from desktop_app.lending.rows import Rows

SHAPES = {
    "person": Shape(("id",), natural=(lambda row: row["number"] or None,), follows=frozenset({"by"})),
    "mark": Shape(
        ("lesson", "person_id"), references={"person_id": "person"}, is_whole=True, follows=frozenset({"by"})
    ),
}
BASE: Rows = {
    "person": {str(each): {"id": each, "name": "A", "phone": "1", "number": "", "by": ""} for each in (1, 2, 3)},
    "mark": {f"1/{each}": {"lesson": 1, "person_id": each, "kind": "came", "by": ""} for each in (1, 2)},
}
SEEDS = st.integers(0, 2**32)


def edits(seed: int) -> list[tuple[Any, ...]]:
    """Up to eight things that somebody may do; from one number, which hypothesis varies far quicker than lists."""
    dice = random.Random(seed)
    possible: tuple[Callable[[], tuple[Any, ...]], ...] = (
        lambda: ("set", dice.randint(1, 3), dice.choice(["name", "phone"]), dice.choice("ABC12")),
        lambda: ("add", dice.randint(4, 6), dice.choice(["", "77", "78"]), dice.choice("ABC")),
        lambda: ("mark", dice.randint(1, 2), dice.randint(1, 6), dice.choice(["came", "absent", "ill"])),
        lambda: ("drop", dice.randint(1, 6), "", ""),
        lambda: ("unmark", dice.randint(1, 2), dice.randint(1, 6), ""),
    )
    return [dice.choice(possible)() for _edit in range(dice.randint(0, 8))]


def edited(done: list[tuple[Any, ...]], *, by: str) -> Rows:
    """What one side makes of the base, as a database would let it: nothing without what it stands on."""
    rows = copy.deepcopy(BASE)
    people, marks = rows["person"], rows["mark"]
    for what, one, other, value in done:
        numbers = {row["number"] for row in people.values()} - {""}
        if what == "set" and str(one) in people:
            people[str(one)] |= {other: value, "by": by}
        elif what == "add" and str(one) not in people and other not in numbers:
            people[str(one)] = {"id": one, "name": value, "phone": "", "number": other, "by": by}
        elif what == "mark" and str(other) in people:
            marks[f"{one}/{other}"] = {"lesson": one, "person_id": other, "kind": value, "by": by}
        elif what == "unmark":
            marks.pop(f"{one}/{other}", None)
        elif what == "drop" and not any(mark["person_id"] == one for mark in marks.values()):
            people.pop(str(one), None)
    return rows


def carried_out(plan: Plan, ours: Rows) -> Rows:
    rows, ids = copy.deepcopy(ours), plan.ids
    for each in plan.deletes:
        del rows[each.table][each.our_key]
    for each in plan.inserts:
        row = mapped(SHAPES[each.table], each.row, ids)
        if each.table == "person":
            row["id"] = 100 + max([0, *map(int, rows["person"])])
            ids.setdefault("person", {})[each.key] = str(row["id"])
        key = str(row["id"]) if each.table == "person" else f"{row['lesson']}/{row['person_id']}"
        assert key not in rows[each.table]
        rows[each.table][key] = row
    for each in plan.updates:
        rows[each.table][each.our_key] |= mapped(SHAPES[each.table], each.values, ids)
    assert all(str(mark["person_id"]) in rows["person"] for mark in rows["mark"].values())
    return rows


def took_back(ours: Rows, theirs: Rows) -> tuple[Rows, Plan]:
    plan = merged(SHAPES, BASE, theirs, ours, ids={})
    return carried_out(plan, ours), plan


@settings(max_examples=200, deadline=None)
@given(SEEDS, SEEDS)
def test_nothing_of_either_side_is_lost(here: int, there: int) -> None:
    ours, theirs = edited(edits(here), by="here"), edited(edits(there), by="there")
    after, plan = took_back(ours, theirs)
    clashing = {(each.table, each.key): each for each in plan.clashes}
    for key, row in theirs["person"].items():
        our_key = plan.ids.get("person", {}).get(key, key)
        for name in ("name", "phone"):
            changed = key not in BASE["person"] or row[name] != BASE["person"][key][name]
            stands = our_key in after["person"] and after["person"][our_key][name] == row[name]
            told = any((each.table, each.key) == ("person", key) for each in plan.clashes)
            assert not changed or not row[name] or stands or told
    for key, mark in theirs["mark"].items():
        if mark["kind"] != BASE["mark"].get(key, {}).get("kind"):
            person = plan.ids.get("person", {}).get(str(mark["person_id"]), str(mark["person_id"]))
            stands = after["mark"].get(f"{mark['lesson']}/{person}", {}).get("kind") == mark["kind"]
            assert stands or ("mark", key) in clashing
    for name, rows in ours.items():
        for key, row in rows.items():
            was = BASE[name].get(key)
            if was is None or any(row[column] != was[column] for column in row if column != "by"):
                kept = after[name].get(key)
                assert kept is not None
                for column in (column for column in row if column != "by" and row[column]):
                    if was is None or row[column] != was[column]:
                        assert kept[column] == row[column]


@settings(max_examples=80, deadline=None)
@given(SEEDS, SEEDS)
def test_taking_the_same_back_again_changes_nothing(here: int, there: int) -> None:
    theirs = edited(edits(there), by="there")
    after, plan = took_back(edited(edits(here), by="here"), theirs)
    again = merged(SHAPES, theirs, theirs, after, ids=plan.ids)
    assert again.changes == again.clashes == []


@settings(max_examples=80, deadline=None)
@given(SEEDS, SEEDS)
def test_the_order_of_two_returns_does_not_matter(one: int, other: int) -> None:
    """Where both changed a value the first stands and the second is set beside it: the two together are the same."""

    def settled(first: Rows, second: Rows) -> set[object]:
        after, _plan = took_back(copy.deepcopy(BASE), first)
        after, plan = took_back(after, second)
        disputed = {(each.table, each.our_key, each.field or WHOLE) for each in plan.clashes}
        return {
            (name, key, column, repr(row[column]))
            for name in ("person",)
            for key, row in after[name].items()
            if key in BASE[name] and (name, key, WHOLE) not in disputed
            for column in ("name", "phone")
            if (name, key, column) not in disputed
        }

    first, second = edited(edits(one), by="one"), edited(edits(other), by="other")
    assert settled(first, second) == settled(second, first)


def test_what_only_one_side_changed_is_taken_or_stays() -> None:
    ours = edited([("set", 1, "phone", "2")], by="here")
    after, plan = took_back(ours, edited([("set", 1, "name", "B")], by="there"))
    assert plan.clashes == []
    assert after["person"]["1"] == {"id": 1, "name": "B", "phone": "2", "number": "", "by": "there"}


def test_what_both_changed_waits_side_by_side() -> None:
    after, plan = took_back(edited([("set", 1, "name", "B")], by="here"), edited([("set", 1, "name", "C")], by="there"))
    (clash,) = plan.clashes
    assert (clash.field, clash.base, clash.ours, clash.theirs) == ("name", "A", "B", "C")
    assert after["person"]["1"]["name"] == "B"


def test_columns_that_are_joined_are_taken_or_disputed_together() -> None:
    shapes = {"person": Shape(("id",), joined=(("latin", "cyrillic"),))}
    sent = {"id": 1, "latin": "Aliyeva", "cyrillic": "Алиева", "phone": "1"}

    def plan_of(here: dict[str, str], there: dict[str, str]) -> Plan:
        rows = [{"person": {"1": sent | changed}} for changed in ({}, there, here)]
        return merged(shapes, *rows, ids={})

    there = {"latin": "Valiyeva", "cyrillic": "Валиева"}
    (update,) = plan_of({"phone": "2"}, there).updates
    assert update.values == there
    here = {"latin": "Soliyeva", "cyrillic": "Солиева"}
    (clash,) = plan_of(here, there).clashes
    assert (clash.field, clash.ours, clash.theirs) == ("latin", here, there)
    # One script of each side would be a name of nobody.
    plan = plan_of({"latin": "Aliyyeva"}, {"cyrillic": "Алийева"})
    assert (plan.updates, len(plan.clashes)) == ([], 1)


def test_two_new_people_of_the_same_id_are_two_and_keep_their_marks() -> None:
    ours = edited([("add", 4, "77", "B"), ("mark", 2, 4, "came")], by="here")
    after, plan = took_back(ours, edited([("add", 4, "78", "C"), ("mark", 2, 4, "ill")], by="there"))
    assert plan.clashes == []
    assert {row["number"] for row in after["person"].values()} == {"", "77", "78"}
    assert [mark["kind"] for mark in after["mark"].values() if mark["lesson"] == 2] == ["came", "ill"]


def test_one_new_person_of_both_is_one() -> None:
    ours = edited([("add", 4, "77", "B"), ("mark", 2, 4, "came")], by="here")
    after, plan = took_back(ours, edited([("add", 5, "77", "B"), ("mark", 1, 5, "ill")], by="there"))
    assert plan.ids == {"person": {"5": "4"}}
    assert after["mark"]["1/4"]["kind"] == "ill"


def test_who_has_marks_here_is_not_deleted_from_there() -> None:
    _after, plan = took_back(edited([("mark", 2, 3, "came")], by="here"), edited([("drop", 3, "", "")], by="there"))
    (clash,) = plan.clashes
    assert (clash.field, clash.theirs) == (WHOLE, None)
    assert plan.deletes == []
