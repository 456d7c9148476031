"""The table of turns: its lines kept in order, and how many people each one takes."""

import lzma
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.due.records import Turn
from desktop_app.due.turns import move_turn, people_by_turn, remove_turn, save_turn, turn_names, turns
from desktop_app.errors import Conflict, Invalid, NotFound
from desktop_app.paths import CentrePaths
from desktop_app.reference.service import dated_rules

FIRST_RELEASE = Path(__file__).resolve().parents[1] / "db" / "released" / "0001.db.xz"
NEW = Turn(due_year=2030, valid_from=date(2030, 1, 1), staff_groups=("RAHBAR",), order_number="12-son")


def years(centre: Centre) -> list[int]:
    return [turn.due_year for turn in centre.read(turns)]


def test_a_new_centre_begins_with_the_turns_of_2025_to_2029(centre: Centre) -> None:
    table = centre.read(turns)
    assert [turn.place for turn in table] == list(range(1, 13))
    assert {turn.due_year for turn in table} == {2025, 2026, 2027, 2028, 2029}
    assert {(turn.order_number, turn.order_date) for turn in table} == {("VMQ 867", date(2024, 12, 20))}


def test_a_centre_of_the_first_release_gets_the_same_table_and_rules(centre: Centre, tmp_path: Path) -> None:
    paths = CentrePaths(tmp_path / "released")
    paths.folder.mkdir(mode=0o700)
    paths.database.write_bytes(lzma.decompress(FIRST_RELEASE.read_bytes()))
    with closing(open_centre(paths)) as released:
        assert released.read(turns) == centre.read(turns)
        ours, theirs = (
            {(rule.name, rule.valid_from, rule.value) for rule in each.read(dated_rules)} for each in (centre, released)
        )
        assert ours == theirs


def test_every_code_in_the_table_has_a_name(centre: Centre) -> None:
    names = centre.read(turn_names)
    for turn in centre.read(turns):
        assert set(turn.staff_groups) <= set(names.staff_groups)
        assert set(turn.position_codes) <= set(names.positions)
        assert set(turn.category_codes) <= set(names.categories)


def test_a_new_line_comes_last_or_where_it_is_put(bare: Centre) -> None:
    bare.write(save_turn, replace(NEW, due_year=2031))
    bare.write(save_turn, replace(NEW, due_year=2032))
    saved = bare.write(save_turn, replace(NEW, place=2)).value
    assert years(bare) == [2031, 2030, 2032]
    assert saved in bare.read(turns)


def test_a_line_is_changed_and_changed_back(bare: Centre) -> None:
    before = bare.write(save_turn, NEW).value
    changed = bare.write(save_turn, replace(before, due_year=2033, post_years_max=4)).value
    assert (changed.due_year, changed.post_years_max, changed.place) == (2033, 4, 1)
    bare.write(save_turn, replace(before, version=changed.version))
    assert [replace(turn, version=0) for turn in bare.read(turns)] == [replace(before, version=0)]


def test_a_line_that_another_changed_meanwhile_is_not_overwritten(bare: Centre) -> None:
    mine = bare.write(save_turn, NEW).value
    bare.write(save_turn, replace(mine, note="boshqa"))
    with pytest.raises(Conflict):
        bare.write(save_turn, replace(mine, note="meniki"))


@pytest.mark.parametrize("field", ["staff_groups", "position_codes", "category_codes"])
def test_a_code_that_no_list_knows_is_refused_at_its_field(bare: Centre, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        bare.write(save_turn, replace(NEW, **{field: ("NOBODY",)}))
    assert refusal.value.field == field


def test_lines_move_up_and_down_and_stop_at_the_ends(bare: Centre) -> None:
    first, _second, third = (bare.write(save_turn, replace(NEW, due_year=year)).value.id for year in (2030, 2031, 2032))
    bare.write(move_turn, turn_id=third, by=-1)
    assert years(bare) == [2030, 2032, 2031]
    bare.write(move_turn, turn_id=first, by=-1)
    assert years(bare) == [2030, 2032, 2031]
    bare.write(move_turn, turn_id=first, by=1)
    assert years(bare) == [2032, 2030, 2031]


def test_a_removed_line_leaves_no_gap_and_comes_back_to_its_place(bare: Centre) -> None:
    lines = [bare.write(save_turn, replace(NEW, due_year=year)).value for year in (2030, 2031, 2032)]
    bare.write(remove_turn, turn_id=lines[1].id, version=lines[1].version)
    assert [turn.place for turn in bare.read(turns)] == [1, 2]
    bare.write(save_turn, replace(lines[1], id=0))
    assert years(bare) == [2030, 2031, 2032]


def test_a_line_that_is_gone_is_told(bare: Centre) -> None:
    with pytest.raises(NotFound):
        bare.write(move_turn, turn_id=77, by=1)


def test_everybody_is_counted_by_the_first_line_that_fits(bare: Centre, add_person: Callable[..., int]) -> None:
    narrow = bare.write(save_turn, replace(NEW, post_years_max=5)).value
    wide = bare.write(save_turn, NEW).value
    nobody = bare.write(save_turn, replace(NEW, staff_groups=("MUTAXASSIS",))).value
    add_person(staff_group="RAHBAR", post_since=date(2026, 1, 1))
    add_person(staff_group="RAHBAR", post_since=date(2001, 1, 1))
    add_person(staff_group="RAHBAR")
    add_person(staff_group="PEDAGOG")
    assert bare.read(people_by_turn) == {narrow.id: 1, wide.id: 2, nobody.id: 0}
