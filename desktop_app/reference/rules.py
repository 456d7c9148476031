"""Rules that a ministry may change, as they hold on a day."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

from desktop_app.errors import Invalid
from desktop_app.i18n import N_


@dataclass(frozen=True)
class Rules:
    """Every dated rule in its own type. Minutes, academic hours, per cent and scores of 100 as named.

    ``week_hours`` is the most a week may have (the regulation on courses of 2019, resolution 149); ``cycle_years`` is
    how long a course holds before the next is due (resolution PQ-231 of 2024). Courses shorter than
    ``course_min_hours`` add up until together they make one; ``new_staff_years`` is when the first course is due.
    ``retraining_min_hours`` is the least that ends with a diploma (resolution 149 again).
    Somebody more than ``late_limit_minutes`` late has attended what ``late_counts_as`` says; after ``mark_lock_days`` a
    mark is corrected with a reason only, and one made later than ``late_marking_days`` after its lesson is looked at.
    Of several sittings of the final test ``final_test_counts`` says which one counts.
    What of a month's return needs a word: under a total from ``return_good_low`` to ``return_good_high`` per cent of
    the plan, parts outside the outlier bounds; figures of at least ``return_copy_least`` people that equal others to
    the unit; a month of more than ``return_jump_times`` the usual one.
    ``own_order_form`` and ``own_letter_form`` say how the centre numbers its own papers, such as "{n}-M".
    What ends in ``_needs`` says whether one person is enough for an act, or it takes two, where there are accounts.
    Backups hold personal data too: none is kept longer than ``backup_months``, but for the newest.
    After ``lock_minutes`` without a touch the program is locked, where the centre has accounts.
    """

    attendance_min_percent: float | None
    attendance_max_missed_hours: int | None
    attendance_rounding: str
    excused_counts_as: str
    late_limit_minutes: int | None
    late_counts_as: str
    mark_lock_days: int | None
    late_marking_days: int
    final_test_min_score: float | None
    final_test_counts: str
    final_work_min_score: float | None
    lesson_minutes: int
    lesson_hours: int
    break_minutes: int
    first_lesson_at: time
    lessons_per_day: int
    days_per_week: int
    week_hours: int
    cohort_min_people: int
    cohort_max_people: int
    admission_days: int
    survey_min_answers: int
    certificate_prefix: str
    statement_prefix: str
    participation_prefix: str
    certificate_digits: int
    return_due_day: int
    return_good_low: int
    return_good_high: int
    return_outlier_low: int
    return_outlier_high: int
    return_copy_least: int
    return_jump_times: int
    cycle_years: int
    course_min_hours: int
    new_staff_years: int
    retraining_min_hours: int
    own_order_form: str
    own_letter_form: str
    backup_months: int
    lock_minutes: int
    lock_minutes_administrator: int
    issuing_needs: str
    annulling_needs: str
    sending_needs: str
    unlocking_needs: str
    merging_needs: str
    erasing_needs: str
    deleting_many_needs: str


RULE_NAMES = tuple(field.name for field in fields(Rules))
# The least and the greatest number that makes sense for a rule.
LIMITS: Mapping[str, tuple[int, int]] = {
    "attendance_min_percent": (0, 100),
    "attendance_max_missed_hours": (0, 2_000),
    "late_limit_minutes": (1, 240),
    "mark_lock_days": (0, 365),
    "late_marking_days": (0, 365),
    "final_test_min_score": (0, 100),
    "final_work_min_score": (0, 100),
    "lesson_minutes": (20, 240),
    "lesson_hours": (1, 6),
    "break_minutes": (0, 120),
    "lessons_per_day": (1, 10),
    "days_per_week": (5, 6),
    "week_hours": (6, 60),
    "cohort_min_people": (1, 500),
    "cohort_max_people": (1, 500),
    "admission_days": (0, 60),
    "survey_min_answers": (1, 100),
    "certificate_digits": (4, 10),
    "return_due_day": (1, 28),
    "return_good_low": (1, 100),
    "return_good_high": (100, 1_000),
    "return_outlier_low": (0, 99),
    "return_outlier_high": (101, 1_000),
    "return_copy_least": (1, 10_000),
    "return_jump_times": (2, 100),
    "cycle_years": (1, 20),
    "course_min_hours": (1, 1_000),
    "new_staff_years": (0, 20),
    "retraining_min_hours": (1, 2_000),
    "backup_months": (1, 120),
    "lock_minutes": (1, 120),
    "lock_minutes_administrator": (1, 120),
}
# What a rule in words may say.
MISSED, ATTENDED, LEFT_OUT, HALF, EXACT, WHOLE = "missed", "attended", "left_out", "half", "exact", "whole"
BEST, LAST = "best", "last"
ONE, TWO = "one", "two"
CHOICES: Mapping[str, tuple[str, ...]] = {
    "excused_counts_as": (MISSED, ATTENDED, LEFT_OUT),
    "late_counts_as": (MISSED, HALF),
    "attendance_rounding": (EXACT, WHOLE),
    "final_test_counts": (BEST, LAST),
    **{name: (ONE, TWO) for name in RULE_NAMES if name.endswith("_needs")},
}
# Where the running number stands in the form of a number.
RUNNING = "{n}"
_NUMBER_FORMS = ("own_order_form", "own_letter_form")
_TYPES = {field.name: field.type for field in fields(Rules)}
# The rules that need not hold at all.
MAY_BE_EMPTY = frozenset(name for name, kind in _TYPES.items() if kind in (int | None, float | None))


def parse_rule(name: str, text: str) -> Any:
    """The typed value of a rule. Raises Invalid when the text does not fit the rule."""
    text = text.strip()
    try:
        value = _parse(_TYPES[name], text)
    except (ValueError, KeyError):
        raise Invalid("rule_value", N_("“{value}” does not fit this rule."), field="value", value=text) from None
    if name in CHOICES and value not in CHOICES[name]:
        raise Invalid("rule_value", N_("“{value}” does not fit this rule."), field="value", value=text)
    if name in _NUMBER_FORMS and text.count(RUNNING) != 1:
        raise Invalid(
            "rule_form", N_("Write {place} once, where the running number stands."), field="value", place=RUNNING
        )
    lowest, highest = LIMITS.get(name, (0, 0))
    if name in LIMITS and value is not None and not lowest <= value <= highest:
        raise Invalid(
            "rule_range",
            N_("Give a number from {lowest} to {highest}."),
            field="value",
            lowest=lowest,
            highest=highest,
        )
    return value


def build_rules(values: Mapping[str, str]) -> Rules:
    return Rules(**{name: parse_rule(name, values[name]) for name in RULE_NAMES})


def _parse(kind: Any, text: str) -> Any:
    if kind == float | None:
        return float(text.replace(",", ".")) if text else None
    if kind is float:
        return float(text.replace(",", "."))
    if kind == int | None:
        return int(text) if text else None
    if kind is int:
        return int(text)
    if kind is time:
        return time.fromisoformat(text)
    return text


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked: Sundays off (Saturdays too in a five-day week), holidays off, moved days worked."""

    days_per_week: int
    exceptions: Mapping[date, bool]

    def is_working(self, day: date) -> bool:
        if day in self.exceptions:
            return self.exceptions[day]
        return day.weekday() < self.days_per_week
