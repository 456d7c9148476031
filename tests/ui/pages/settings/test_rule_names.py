"""The values of the dated rules as a person writes them."""

import pytest

from desktop_app.centre import Centre
from desktop_app.i18n import use
from desktop_app.reference.rules import RULE_NAMES
from desktop_app.reference.service import dated_rules
from ui.pages.settings.rule_names import RULE_AREAS, RULE_TITLES, rule_value
from ui.pages.settings.rules import attendance_words, rule_lines


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
        assert rule_value("attendance_min_percent", "72,5") == "72.5%"
        assert rule_value("final_test_min_score", "") == "not asked for"
        assert rule_value("mark_lock_days", "") == "never"
        assert rule_value("late_limit_minutes", "") == "no limit"
        assert rule_value("excused_counts_as", "left_out") == "left out"


def test_every_rule_has_a_title_and_is_about_one_thing() -> None:
    told = [name for names in RULE_AREAS.values() for name in names]
    assert sorted(told) == sorted(RULE_TITLES) == sorted(RULE_NAMES)


def test_the_rules_of_attendance_are_said_for_a_short_and_a_long_course(centre: Centre) -> None:
    lines = rule_lines(centre.read(dated_rules), centre.clock.today())
    with use("en"):
        short, long = attendance_words(lines).split("\n")
        assert short.startswith("At least 80% of 36 academic hours must be attended. An excused absence")
        assert short.endswith("Of 36 hours 7 may be missed.")
        assert long.endswith("Of 144 hours 28 may be missed.")
        by_hours = attendance_words(lines, attendance_min_percent="", attendance_max_missed_hours="20")
        assert "At most 20 academic hours may be missed." in by_hours
        assert "Of 144 hours 20 may be missed." in by_hours
        assert attendance_words(lines, attendance_min_percent="") == (
            "Neither a share nor hours are set: nobody stays without a certificate for being absent."
        )
        assert attendance_words(lines, attendance_min_percent="eighty") == ""
