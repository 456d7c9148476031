"""Figures worked out by hand from few sheets."""

import pytest

from desktop_app.questionnaires.layout import DONT_KNOW, Answers, layout_of
from desktop_app.surveys.figures import (
    ChoiceFigures,
    CompetenceFigures,
    Figures,
    NumberFigures,
    RankFigures,
    ScaleFigures,
    answered,
    figures_of,
    number_figures,
)
from desktop_app.surveys.tally import SheetCounter, Tally
from tests.surveys.forms import OBSTACLES, ORDER, USELESS, WISHES, YEARS, form, sheets, with_option


def tally_of(*answers: Answers) -> Tally:
    questionnaire = form()
    return SheetCounter(layout_of(questionnaire)).count(sheets(questionnaire, *answers))


def figured(*answers: Answers, hidden: frozenset[str] = frozenset()) -> Figures:
    return figures_of(form().items, tally_of(*answers), hidden=hidden)


def pair(importance: int, level: int, row: str = "B1") -> dict[str, int]:
    return {f"{row}.importance": importance, f"{row}.level": level}


def test_a_competence_worked_out_by_hand() -> None:
    # Gaps 15, 12, 2, 0 and 15; three have a level below the importance, one above it.
    found = figured(pair(5, 2), pair(4, 2), pair(2, 4), pair(5, 5), pair(5, 2)).competences["B1"]
    assert found.n == 5
    assert (found.importance, found.level, found.gap) == (21 / 5, 15 / 5, (15 + 12 + 2 + 0 + 15) / 5)
    assert found.large == 3 / 5
    assert found.weighted_discrepancy == pytest.approx((4.2 - 3.0) * 4.2)
    assert found.ranked_discrepancy == 100 * (1 - 3) / 5
    assert found.level_spread == pytest.approx(2**0.5)
    assert found.gap_spread == pytest.approx(52.7**0.5)


def test_whoever_answered_one_scale_only_counts_there_and_in_no_gap() -> None:
    found = figured(pair(5, 1), {"B1.importance": 1}, {"B1.level": DONT_KNOW}, {}).competences["B1"]
    assert (found.n, found.gap, found.importance) == (1, 20.0, 5.0)
    assert found.of_importance == ScaleFigures(2, 0, 2, 3.0, pytest.approx(8**0.5), {1: 1, 2: 0, 3: 0, 4: 0, 5: 1})
    assert (found.of_level.n, found.of_level.dont_know, found.of_level.missing) == (1, 1, 2)


def test_a_single_answer_has_no_spread() -> None:
    found = figured(pair(5, 1)).competences["B1"]
    assert (found.gap_spread, found.level_spread, found.of_level.spread) == (None, None, None)


def test_a_competence_that_nobody_rated_has_no_figures() -> None:
    nobody = ScaleFigures(0, 0, 1)
    assert figured(pair(5, 1)).competences["B2"] == CompetenceFigures(0, nobody, nobody)


def test_choices_have_their_own_base() -> None:
    found = figured({"A7": "old", "E": ("time", "way")}, {"A7": "old"}, {"E": ("way",)}).items
    assert found[YEARS.code] == ChoiceFigures(2, 1, {"new": 0, "old": 2})
    assert found[OBSTACLES.code] == ChoiceFigures(2, 1, {"time": 1, "way": 2})


def test_options_of_a_list_come_by_how_often_they_were_chosen() -> None:
    found = figured({"A1": "1727"}, {"A1": "1703"}, {"A1": "1703"}).items["A1"]
    assert isinstance(found, ChoiceFigures)
    assert found.counts is not None
    assert list(found.counts.items()) == [("1703", 2), ("1727", 1)]


def test_ranked_options_are_told_by_place() -> None:
    found = figured({"D": ("y", "x"), "C": ("12", "7")}, {"D": ("y",)}, {}).items
    assert found[ORDER.code] == RankFigures(2, 1, {"x": (0, 1, 0), "y": (2, 0, 0), "z": (0, 0, 0)})
    assert found[WISHES.code] == RankFigures(1, 2, {"12": (1, 0, 0), "7": (0, 1, 0)})


def test_a_reversed_rating_tells_what_is_measured() -> None:
    rated = figured({"G1": 1}, {"G1": 2}).items[USELESS.code]
    assert isinstance(rated, ScaleFigures)
    assert rated.mean == 4.5


def test_hidden_figures_keep_nothing_but_how_many_answered() -> None:
    sheet = pair(5, 1) | {"A7": "new", "D": ("x",)}
    found = figured(sheet, hidden=frozenset({"B1", "B1.level", "A7", "D"}))
    competence = found.competences["B1"]
    assert (competence.n, competence.gap, competence.of_level.n, competence.of_level.mean) == (1, None, 1, None)
    assert competence.of_importance.mean == 5.0
    assert (found.items["A7"], found.items["D"]) == (ChoiceFigures(1, 0), RankFigures(1, 0))


def test_every_figure_says_how_many_stand_behind_it() -> None:
    found = answered(form().items, tally_of(pair(5, 1) | {"E": ("way",)}, {"B1.level": 3, "A7": "new"}))
    assert {code: n for code, n in found.items() if n} == {"B1": 1, "B1.importance": 1, "B1.level": 2, "E": 1, "A7": 1}


def test_an_option_of_a_newer_edition_is_shown_with_nobody() -> None:
    found = figures_of([with_option(YEARS, "retired")], tally_of({"A7": "new"})).items["A7"]
    assert found == ChoiceFigures(1, 0, {"new": 1, "old": 0, "retired": 0})


def test_numbers_are_told_by_quartiles() -> None:
    assert number_figures([2021, 2019, 2020, 2024, 2016], least_shown=5) == NumberFigures(
        5, 2020.0, 2016, (2019.0, 2020.0, 2021.0), 2024
    )
    assert number_figures([2021] * 4, least_shown=5) == NumberFigures(4)
    assert number_figures([], least_shown=1) == NumberFigures(0)
