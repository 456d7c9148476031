"""What each key means, by the set of marks, the choice of the PC and the layout of the keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop_app.attendance.records import AttendanceGrid
from desktop_app.marks.records import Counts, MarkKind
from desktop_app.reference.records import Names
from ui.pages.attendance.keys import (
    Act,
    ActPress,
    DigitPress,
    KeyMap,
    MarkPress,
    Press,
    SearchPress,
    doubles,
    key_map,
    mark_name,
)

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
USUAL = (
    MarkKind("KELDI", "+", Counts.PRESENT, Names("Keldi", "", "")),
    MarkKind("KECH", "K", Counts.PRESENT, Names("Kechikdi", "", "")),
    MarkKind("SABABLI", "S", Counts.EXCUSED, Names("Sababli", "", "")),
    MarkKind("KELMADI", "-", Counts.ABSENT, Names("Kelmadi", "", "")),
)


def keys(kinds: tuple[MarkKind, ...] = USUAL, **chosen: str) -> KeyMap:
    grid = AttendanceGrid(1, "A", date(2026, 11, 2), True, (), (), kinds, {})
    return key_map(grid, {name.replace("__", "."): key for name, key in chosen.items()})


def press(text: str, modifiers: Qt.KeyboardModifier = NONE, *, of: KeyMap | None = None) -> Press | None:
    return (of or keys()).read(QKeyEvent(QEvent.Type.KeyPress, 0, modifiers, text))


@pytest.mark.parametrize("letter", ["s", "S", "с", "С", "ы", "қ"])
def test_the_excused_mark_is_typed_in_latin_cyrillic_and_by_the_place_of_its_key(letter: str) -> None:
    assert press(letter) == MarkPress("SABABLI")


@pytest.mark.parametrize("letter", ["k", "к", "л", "Л"])
def test_so_is_the_late_one(letter: str) -> None:
    assert press(letter) == MarkPress("KECH")


@pytest.mark.parametrize("sign", ["-", "–", "−", "ғ"])
def test_absence_is_any_dash_and_the_same_key_in_the_uzbek_layout(sign: str) -> None:
    assert press(sign) == MarkPress("KELMADI")


def test_plus_and_star_need_shift_and_do_not_mean_from_here_down() -> None:
    assert press("+", SHIFT) == MarkPress("KELDI")
    assert press("*", SHIFT) == ActPress(Act.REST)


@pytest.mark.parametrize(("sign", "kind"), [("S", "SABABLI"), (" ", "KELDI"), ("_", "KELMADI"), ("Ы", "SABABLI")])
def test_shift_with_a_mark_means_from_here_down(sign: str, kind: str) -> None:
    assert press(sign, SHIFT) == MarkPress(kind, is_down=True)


def test_capitals_without_shift_are_the_lock_of_capitals() -> None:
    assert press("S") == MarkPress("SABABLI")


def test_other_letters_begin_a_surname_and_digits_are_figures() -> None:
    assert press("a") == SearchPress("a")
    assert press("Ж", SHIFT) == SearchPress("Ж")
    assert press("3") == DigitPress(3)
    assert press("&") is None


def test_a_shortcut_is_no_mark() -> None:
    assert press("s", Qt.KeyboardModifier.ControlModifier) is None


def test_a_set_with_its_own_letters_and_keys_keeps_the_signs_that_everybody_knows() -> None:
    kinds = (
        MarkKind("P", "P", Counts.PRESENT, Names("Present", "", ""), keys="1h"),
        MarkKind("A", "Y", Counts.ABSENT, Names("Absent", "", "")),
        MarkKind("L", "L", Counts.EXCUSED, Names("Leave", "", ""), keys="s"),
    )
    map_ = keys(kinds)
    assert press("h", of=map_) == MarkPress("P")
    assert press("y", of=map_) == press("-", of=map_) == MarkPress("A")
    assert press("s", of=map_) == press("l", of=map_) == MarkPress("L")
    assert press(" ", of=map_) == press("+", of=map_) == MarkPress("P")
    # The letter of the set comes before the place of another's key.
    assert press("k", of=map_) == SearchPress("k")


def test_a_chosen_key_takes_the_place_of_all_usual_ones_of_its_mark() -> None:
    map_ = keys(mark__KELMADI="n", rest="/")
    assert press("n", of=map_) == press("т", of=map_) == MarkPress("KELMADI")
    assert press("-", of=map_) is None
    assert press("/", of=map_) == ActPress(Act.REST)
    assert press("*", of=map_) is None
    assert map_.shown["KELMADI"] == ("n",)


def test_keys_that_stand_twice_are_found_by_both_names() -> None:
    assert doubles({"rest": "x", mark_name("KECH"): "x", "clear": "Del"}) == {"rest", "mark.KECH"}
