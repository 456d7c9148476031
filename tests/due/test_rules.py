"""What a line of the table of turns asks for, in days and in words."""

from datetime import date
from typing import Any

import pytest

from desktop_app.due.records import DueFilter, DueReason, DueTotal, Turn
from desktop_app.due.rules import TurnNames, bounds, check_turn, turn_words, why_due
from desktop_app.errors import Invalid
from desktop_app.i18n import use

NAMES = TurnNames({"PEDAGOG": "Teachers", "RAHBAR": "Leaders"}, {"PSIX": "Psychologist"}, {"I": "First category"})


def turn(**values: Any) -> Turn:
    return Turn(**{"due_year": 2027, "valid_from": date(2025, 1, 1), **values})


def years_in_post(since: date, on: date) -> int:
    """Whole years, counted by birthdays: negative before the first day."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def is_meant(line: Turn, since: date) -> bool:
    days = bounds(line)
    return (days.since_after is None or since > days.since_after) and (days.since_by is None or since <= days.since_by)


@pytest.mark.parametrize("since", [date(y, m, d) for y in range(2015, 2029) for m, d in ((1, 1), (1, 2), (12, 31))])
def test_years_in_the_post_are_whole_years_on_the_first_day_of_the_year(since: date) -> None:
    years = years_in_post(since, date(2027, 1, 1))
    assert is_meant(turn(post_years_max=8), since) == (0 <= years <= 8)
    assert is_meant(turn(post_years_min=3), since) == (years >= 3)
    assert is_meant(turn(post_years_min=3, post_years_max=8), since) == (3 <= years <= 8)


def test_whoever_comes_to_the_post_within_the_year_waits_for_the_next_one() -> None:
    assert not is_meant(turn(post_years_max=8), date(2027, 1, 2))
    assert is_meant(turn(due_year=2028, post_years_max=8), date(2027, 1, 2))


def test_a_category_with_a_year_left_ends_before_two_years_are_over() -> None:
    assert bounds(turn(category_years_left_max=1)).ends_before == date(2029, 1, 1)


def test_a_line_without_years_bounds_no_day() -> None:
    days = bounds(turn())
    assert (days.since_after, days.since_by, days.ends_before) == (None, None, None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"due_year": 1999}, "due_year"),
        ({"post_years_min": 9, "post_years_max": 8}, "post_years_max"),
        ({"post_years_min": -1}, "post_years_min"),
        ({"category_years_left_max": 99}, "category_years_left_max"),
        ({"stage_2024": "by post"}, "stage_2024"),
    ],
)
def test_a_senseless_line_is_refused_at_its_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_turn(turn(**values))
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Everybody"),
        ({"staff_groups": ("RAHBAR",), "position_codes": ("PSIX",)}, "Leaders, Psychologist"),
        ({"post_years_max": 1}, "in the post up to 1 year"),
        ({"post_years_min": 11}, "in the post 11 years or more"),
        ({"post_years_min": 5, "post_years_max": 8}, "in the post 5 to 8 years"),
        ({"is_lifetime_category": True}, "category for life"),
        ({"is_lifetime_category": False}, "category for a term"),
        (
            {"staff_groups": ("PEDAGOG",), "category_codes": ("I", "II"), "stage_2024": "online"},
            "Teachers; First category, II; the stage of 2024 online",
        ),
        ({"category_years_left_max": 1}, "1 year of the category left or less"),
    ],
)
def test_a_line_says_whom_it_is_for(values: dict[str, Any], words: str) -> None:
    with use("en"):
        assert turn_words(turn(**values), NAMES) == words


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (DueReason.TURN, "Turn of 2027: Leaders."),
        (DueReason.CYCLE, "The last course ended on 05.03.2022."),
        (DueReason.SERVICE, "No course is known; in service since 01.09.2024."),
        (DueReason.NEVER, "No course is known."),
    ],
)
def test_everybody_is_told_why(reason: DueReason, words: str) -> None:
    with use("en"):
        why = why_due(
            reason,
            turn=turn(staff_groups=("RAHBAR",)),
            names=NAMES,
            last_on=date(2022, 3, 5),
            since=date(2024, 9, 1),
            year=2027,
        )
    assert why == words


def test_what_lacks_is_the_due_and_the_trained_beyond_the_plan() -> None:
    def total(planned: int | None) -> DueTotal:
        return DueTotal("1727206", "", people=41, overdue=3, in_cohort=0, trained=10, planned=planned)

    assert (total(30).lacking, total(60).lacking, total(None).lacking) == (21, -9, None)


def test_a_plan_is_held_only_against_what_it_knows() -> None:
    assert DueFilter(2027, district_code="1727206", subject_code="FIZ", staff_group="PEDAGOG").is_as_planned
    assert not DueFilter(2027, category_code="I").is_as_planned
    assert not DueFilter(2027, is_overdue=True).is_as_planned
