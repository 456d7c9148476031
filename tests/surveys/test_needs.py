"""Modules ranked by need, worked out by hand."""

from collections.abc import Mapping

import pytest

from desktop_app.surveys.figures import CompetenceFigures, Figures, RankFigures, ScaleFigures
from desktop_app.surveys.needs import ModuleNeeds, ServingModule, module_needs, needed

SHEETS = 10


def module(
    id_: int, hours: int = 12, *, weights: Mapping[str, int] | None = None, is_elective: bool = True
) -> ServingModule:
    return ServingModule(id_, f"{id_}-modul", hours, is_elective, weights or {})


def needs(
    *modules: ServingModule, gaps: Mapping[str, float | None], wishes: RankFigures | None = None, hours: int = 36
) -> ModuleNeeds:
    nobody = ScaleFigures(0, 0, 0)
    competences = {code: CompetenceFigures(SHEETS, nobody, nobody, gap=gap) for code, gap in gaps.items()}
    return module_needs(modules, Figures(SHEETS, competences, {}), wishes=wishes, hours=hours)


def test_the_gap_of_a_module_is_the_weighted_mean_of_those_it_serves() -> None:
    found = needs(module(1, weights={"B1": 3, "B2": 1}), gaps={"B1": 12.0, "B2": 4.0}).modules[0]
    assert (found.gap, found.score) == (10.0, 10.0)


def test_serving_many_competences_a_little_does_not_make_a_module_needed() -> None:
    broad = module(1, weights=dict.fromkeys(("B1", "B2", "B3"), 1))
    deep = module(2, weights={"B1": 1})
    first, second = needs(broad, deep, gaps={"B1": 12.0, "B2": 3.0, "B3": 3.0}).modules
    assert (first.module, first.score, second.score) == (deep, 12.0, 6.0)


def test_wishes_bring_points_as_a_mean_over_all_sheets() -> None:
    wishes = RankFigures(6, 4, {"1": (2, 1, 3), "2": (0, 0, 1)})
    first, second = needs(module(1), module(2), gaps={}, wishes=wishes).modules
    assert (first.wishes, first.wish_points) == (6, (2 * 3 + 1 * 2 + 3 * 1) / SHEETS)
    assert (second.wishes, second.wish_points) == (1, 0.1)


def test_hidden_wishes_bring_no_points_and_are_not_told() -> None:
    found = needs(module(1), gaps={}, wishes=RankFigures(3, 7)).modules[0]
    assert (found.wishes, found.wish_points) == (None, 0.0)


def test_the_neediest_elective_modules_that_fit_are_proposed() -> None:
    found = needs(
        module(1, 24, is_elective=False, weights={"B1": 5}),
        module(2, 16, weights={"B1": 1}),
        module(3, 12, weights={"B2": 1}),
        module(4, 12, weights={"B3": 1}),
        gaps={"B1": 15.0, "B2": 12.0, "B3": 9.0},
        hours=50,
    )
    assert {each.module.id: each.is_proposed for each in found.modules} == {1: False, 2: True, 3: False, 4: False}
    assert (found.room, found.hours_left) == (26, 10)


def test_a_module_that_nobody_needs_is_not_proposed_even_if_it_fits() -> None:
    assert not needs(module(1), gaps={"B1": 3.0}).modules[0].is_proposed


def test_needs_are_the_competences_from_the_middle_gap_up() -> None:
    assert needed({"B1": 12.0, "B2": 8.0, "B3": 2.0}) == {"B1", "B2"}
    assert needed({"B1": 0.0}) == frozenset()


def test_needs_that_no_module_serves_are_told_widest_first() -> None:
    found = needs(
        module(1, weights={"B3": 2, "B1": 0}), gaps={"B1": 9.0, "B2": 12.0, "B3": 10.0, "B4": 1.0, "B5": None}
    )
    assert found.unserved == ("B2",)
    assert needs(gaps={"B1": 9.0, "B2": 12.0, "B3": 1.0}).unserved == ("B2", "B1")


@pytest.mark.parametrize(
    ("weights", "wishes", "is_idle"),
    [
        ({"B3": 5}, None, True),
        ({"B3": 5}, RankFigures(5, 5, {"2": (5, 0, 0)}), True),
        ({"B3": 5}, RankFigures(5, 5, {"1": (1, 0, 0)}), False),
        ({"B3": 5}, RankFigures(2, 8), False),
        ({"B3": 5, "B1": 1}, None, False),
        ({}, None, False),
    ],
)
def test_a_module_is_idle_when_it_serves_no_need_and_nobody_wished_for_it(
    weights: Mapping[str, int], wishes: RankFigures | None, is_idle: bool
) -> None:
    found = needs(module(1, weights=weights), gaps={"B1": 12.0, "B2": 10.0, "B3": 2.0}, wishes=wishes)
    assert found.modules[0].is_idle is is_idle
