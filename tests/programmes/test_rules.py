"""The hours of programmes, modules and lessons."""

import pytest

from desktop_app.errors import Invalid, Refused
from desktop_app.programmes.records import ModuleRecord, Part
from desktop_app.programmes.rules import check_hours, lessons_of, parts_of

FIXED = ModuleRecord("Pedagogika", 24, id=1)
SHORT_ELECTIVE = ModuleRecord("Inklyuziv taʼlim", 6, is_elective=True, id=2)
LONG_ELECTIVE = ModuleRecord("Raqamli savodxonlik", 12, is_elective=True, id=3)


@pytest.mark.parametrize(
    ("hours", "modules"),
    [(36, []), (24, [FIXED]), (36, [FIXED, LONG_ELECTIVE]), (36, [FIXED, SHORT_ELECTIVE, LONG_ELECTIVE])],
)
def test_modules_that_can_make_up_the_hours_are_accepted(hours: int, modules: list[ModuleRecord]) -> None:
    check_hours(hours, modules)


@pytest.mark.parametrize(
    ("hours", "modules", "code", "field"),
    [
        (0, [], "hours_missing", "hours"),
        (36, [FIXED], "module_hours", "modules"),
        (20, [FIXED], "module_hours", "modules"),
        (24, [FIXED, SHORT_ELECTIVE], "no_hours_for_electives", "modules"),
        (36, [FIXED, SHORT_ELECTIVE], "electives_too_short", "modules"),
        (24, [FIXED, ModuleRecord(" ", 6)], "module_incomplete", "modules"),
        (24, [FIXED, ModuleRecord("Psixologiya", 0)], "module_incomplete", "modules"),
    ],
)
def test_hours_that_do_not_fit_are_refused_at_their_field(
    hours: int, modules: list[ModuleRecord], code: str, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        check_hours(hours, modules)
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_chosen_electives_fill_the_hours_in_the_order_of_choice_and_the_last_is_cut() -> None:
    modules = [SHORT_ELECTIVE, FIXED, LONG_ELECTIVE]
    assert parts_of(36, modules, [3, 2]) == [Part(1, 24), Part(3, 12)]
    assert parts_of(36, modules, [2, 3]) == [Part(1, 24), Part(2, 6), Part(3, 6)]


def test_hours_without_a_chosen_elective_stay_open() -> None:
    assert parts_of(36, [FIXED, LONG_ELECTIVE]) == [Part(1, 24), Part(None, 12)]
    assert parts_of(36, []) == [Part(None, 36)]


def test_a_fixed_module_cannot_be_chosen() -> None:
    with pytest.raises(Refused):
        parts_of(36, [FIXED, LONG_ELECTIVE], [1])


def test_an_odd_hour_makes_a_shorter_lesson_of_the_same_module() -> None:
    lessons = list(lessons_of([Part(1, 3), Part(2, 2)], lesson_hours=2))
    assert lessons == [Part(1, 2), Part(1, 1), Part(2, 2)]
