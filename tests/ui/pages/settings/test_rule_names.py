"""The values of the dated rules as a person writes them."""

import pytest

from desktop_app.i18n import use
from ui.pages.settings.rule_names import rule_value


@pytest.mark.parametrize(
    ("language", "rule", "value", "shown"),
    [
        ("ru", "cycle_years", "1", "1 год"),
        ("ru", "cycle_years", "3", "3 года"),
        ("ru", "cycle_years", "5", "5 лет"),
        ("ru", "lesson_hours", "2", "2 академических часа"),
        ("ru", "week_hours", "36", "36 академических часов"),
        ("uz_Latn", "cohort_min_people", "25", "25 nafar"),
        ("en", "admission_days", "1", "1 day"),
        ("en", "return_due_day", "5", "5"),
    ],
)
def test_a_number_agrees_with_its_unit(language: str, rule: str, value: str, shown: str) -> None:
    with use(language):
        assert rule_value(rule, value) == shown


def test_a_share_and_a_missing_test_are_words_of_their_own() -> None:
    with use("en"):
        assert rule_value("attendance_min_percent", "80") == "80%"
        assert rule_value("final_test_min_score", "") == "not asked for"
