"""What the dated rules are called, in what they are counted, and how their values are written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time

from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, _n
from desktop_app.reference.rules import CHOICES, parse_rule
from ui import formats


@dataclass(frozen=True)
class RuleName:
    """``unit`` is what the value is counted in; ``hint`` says what the rule does where its title does not.

    ``nothing`` is how an empty value is said.
    """

    title: str
    unit: str = ""
    hint: str = ""
    nothing: str = N_("not asked for")


_TWO_PEOPLE = N_("Where the centre has accounts: one asks, another one allows it with their own password.")
_GOOD_TOTAL = N_("Of the plan; only under a total that looks good are its parts held against theirs.")
PERCENT, SCORE, MINUTES = "%", N_("points of 100"), N_("minutes")
HOURS, DAYS, YEARS, PEOPLE = N_("academic hours"), N_("days"), N_("years"), N_("people")
# A number with its unit: Russian has "2 года" and "5 лет".
_COUNTED: Mapping[str, Callable[[int], str]] = {
    MINUTES: lambda n: _n("{n} minute", "{n} minutes", n),
    HOURS: lambda n: _n("{n} academic hour", "{n} academic hours", n),
    DAYS: lambda n: _n("{n} day", "{n} days", n),
    YEARS: lambda n: _n("{n} year", "{n} years", n),
    PEOPLE: lambda n: _n("{n} person", "{n} people", n),
}

# What the rules are about, and in which order they stand.
ATTENDANCE = N_("Attendance")
RULE_AREAS: Mapping[str, tuple[str, ...]] = {
    ATTENDANCE: (
        *("attendance_min_percent", "attendance_max_missed_hours", "attendance_rounding", "excused_counts_as"),
        *("late_limit_minutes", "late_counts_as", "mark_lock_days", "late_marking_days"),
    ),
    N_("Timetable"): (
        *("lesson_minutes", "lesson_hours", "break_minutes", "first_lesson_at", "lessons_per_day", "days_per_week"),
        "week_hours",
    ),
    N_("Cohorts"): ("cohort_min_people", "cohort_max_people", "admission_days"),
    N_("Completion"): ("final_test_min_score", "final_test_counts", "final_work_min_score"),
    N_("Certificates"): ("certificate_prefix", "statement_prefix", "participation_prefix", "certificate_digits"),
    N_("Courses"): ("cycle_years", "course_min_hours", "new_staff_years", "retraining_min_hours"),
    N_("Surveys"): ("survey_min_answers",),
    N_("Papers"): ("return_due_day", "own_order_form", "own_letter_form"),
    N_("Checks of the return"): (
        *("return_good_low", "return_good_high", "return_outlier_low", "return_outlier_high"),
        *("return_copy_least", "return_jump_times"),
    ),
    N_("Accounts"): ("lock_minutes", "lock_minutes_administrator"),
    N_("Backup"): ("backup_months",),
    N_("Two people"): (
        *("issuing_needs", "annulling_needs", "sending_needs", "unlocking_needs"),
        *("merging_needs", "erasing_needs", "deleting_many_needs"),
    ),
}
RULE_TITLES = {
    "attendance_min_percent": RuleName(
        N_("Least attendance for a certificate"),
        PERCENT,
        N_(
            "The share of the programme's academic hours that a trainee must have attended. Leave it empty where only "
            "the hours missed are limited."
        ),
    ),
    "attendance_max_missed_hours": RuleName(
        N_("Most hours that may be missed"),
        HOURS,
        N_("Beside the share, or in its place where the share is empty. Leave it empty where no such rule holds."),
    ),
    "attendance_rounding": RuleName(
        N_("The share attended is compared"), hint=N_("As it is, or rounded to a whole per cent first.")
    ),
    "excused_counts_as": RuleName(
        N_("An excused absence counts as"),
        hint=N_("Left out: its hours are taken off the hours of the course, for this person only."),
    ),
    "late_limit_minutes": RuleName(
        N_("Longest lateness"),
        MINUTES,
        N_("Whoever is later by more has not attended the whole lesson. Empty: lateness takes no hours away."),
        N_("no limit"),
    ),
    "late_counts_as": RuleName(N_("A lesson of somebody later than that counts as")),
    "mark_lock_days": RuleName(
        N_("Days until marks are locked"),
        DAYS,
        N_("Counted from the lesson. Later corrections ask for a reason. Empty: marks are never locked."),
        N_("never"),
    ),
    "late_marking_days": RuleName(
        N_("Days after which marking is looked at"), DAYS, N_("Later marks are shown among the doubtful ones.")
    ),
    "final_test_min_score": RuleName(
        N_("Least score of the final test"), SCORE, N_("Leave it empty where no test is asked for.")
    ),
    "final_test_counts": RuleName(
        N_("Of several sittings of the final test counts"), hint=N_("Sittings of the entry test: always the last one.")
    ),
    "final_work_min_score": RuleName(
        N_("Least score of the final work"),
        SCORE,
        N_("Asked of programmes that end with one. Leave it empty where the defence is not scored."),
    ),
    "lesson_minutes": RuleName(N_("Length of a lesson"), MINUTES),
    "lesson_hours": RuleName(N_("Academic hours in a lesson"), HOURS),
    "break_minutes": RuleName(N_("Break between lessons"), MINUTES),
    "first_lesson_at": RuleName(N_("Beginning of the first lesson"), hint=N_("Hours and minutes: 08:30.")),
    "lessons_per_day": RuleName(N_("Lessons in a day")),
    "days_per_week": RuleName(N_("Working days in a week"), DAYS, N_("5 or 6.")),
    "week_hours": RuleName(N_("Most hours in a week"), HOURS),
    "cohort_min_people": RuleName(
        N_("Least people in a cohort"), PEOPLE, N_("A smaller cohort is a warning, never an obstacle.")
    ),
    "cohort_max_people": RuleName(
        N_("Most people in a cohort"), PEOPLE, N_("A larger cohort is a warning, never an obstacle.")
    ),
    "admission_days": RuleName(N_("Days for the admission order"), DAYS, N_("Counted from the start of the cohort.")),
    "survey_min_answers": RuleName(
        N_("Fewest answers that a survey figure is shown for"),
        hint=N_("A figure of fewer answers could tell who gave them."),
    ),
    "certificate_prefix": RuleName(N_("Letters before a certificate's number")),
    "statement_prefix": RuleName(N_("Letters before a statement's number")),
    "participation_prefix": RuleName(N_("Letters before the number of a paper of participation")),
    "certificate_digits": RuleName(N_("Digits of a certificate's number")),
    "return_due_day": RuleName(
        N_("Day of the month by which the return is due"), hint=N_("In the month that follows.")
    ),
    "backup_months": RuleName(
        N_("Months for which backups are kept"),
        hint=N_("They hold personal data too. The newest ten stay in any case."),
    ),
    "lock_minutes": RuleName(
        N_("Minutes without a touch until the program is locked"),
        MINUTES,
        N_("Where the centre has accounts. What stands open is kept, and comes back with the password."),
    ),
    "lock_minutes_administrator": RuleName(N_("The same for an administrator"), MINUTES),
    "issuing_needs": RuleName(N_("Issuing certificates takes"), hint=_TWO_PEOPLE),
    "annulling_needs": RuleName(N_("Annulling a certificate takes"), hint=_TWO_PEOPLE),
    "sending_needs": RuleName(N_("Sending a return takes"), hint=_TWO_PEOPLE),
    "unlocking_needs": RuleName(N_("Unlocking a month, a cohort or marks takes"), hint=_TWO_PEOPLE),
    "merging_needs": RuleName(N_("Merging two cards takes"), hint=_TWO_PEOPLE),
    "erasing_needs": RuleName(N_("Erasing a person takes"), hint=_TWO_PEOPLE),
    "deleting_many_needs": RuleName(N_("Deleting many cards at once takes"), hint=_TWO_PEOPLE),
    "cycle_years": RuleName(N_("Years until the next course is due"), YEARS),
    "course_min_hours": RuleName(
        N_("Least hours of a course that counts"), HOURS, N_("Shorter courses add up until together they make one.")
    ),
    "new_staff_years": RuleName(
        N_("Years of service until the first course is due"), YEARS, N_("For those whom no line of the turns names.")
    ),
    "retraining_min_hours": RuleName(
        N_("Least hours of a retraining programme"),
        HOURS,
        N_("A retraining programme with fewer hours is a warning, never an obstacle."),
    ),
    "return_good_low": RuleName(N_("A total looks good from"), PERCENT, _GOOD_TOTAL),
    "return_good_high": RuleName(N_("A total looks good up to"), PERCENT, _GOOD_TOTAL),
    "return_outlier_low": RuleName(N_("Under a good total a part is far below its plan at less than"), PERCENT),
    "return_outlier_high": RuleName(N_("Under a good total a part is far above its plan at more than"), PERCENT),
    "return_copy_least": RuleName(
        N_("Equal figures are looked at from"), PEOPLE, N_("Smaller numbers are equal by chance.")
    ),
    "return_jump_times": RuleName(
        N_("A month is looked at that is more than so many times a usual one"),
        hint=N_("A usual month is the mean of the months before it in the year."),
    ),
    "own_order_form": RuleName(
        N_("Form of the numbers of own orders"), hint=N_("{n} stands for the running number of the year.")
    ),
    "own_letter_form": RuleName(
        N_("Form of the numbers of own letters"), hint=N_("{n} stands for the running number of the year.")
    ),
}


# How the values of the rules in words are said.
CHOICE_WORDS = {
    "missed": N_("missed"),
    "attended": N_("attended"),
    "left_out": N_("left out"),
    "half": N_("half attended"),
    "exact": N_("exactly"),
    "whole": N_("as a whole per cent"),
    "best": N_("the best"),
    "last": N_("the last"),
    "one": N_("one person"),
    "two": N_("two people"),
}


def rule_area(name: str) -> str:
    return next(_(area) for area, names in RULE_AREAS.items() if name in names)


def rule_title(name: str) -> str:
    return _(RULE_TITLES[name].title)


def rule_value(name: str, text: str) -> str:
    """The stored value as a person writes it, with its unit."""
    unit = RULE_TITLES[name].unit
    match parse_rule(name, text):
        case None:
            return _(RULE_TITLES[name].nothing)
        case str() as value if name in CHOICES:
            return _(CHOICE_WORDS[value])
        case int() as value if unit in _COUNTED:
            return _COUNTED[unit](value)
        case int() as value:
            shown = formats.integer_text(value)
        case float() as value:
            shown = formats.decimal_text(value, 0 if value.is_integer() else 1)
        case time() as value:
            shown = f"{value:%H:%M}"
        case value:
            shown = str(value)
    if unit == PERCENT:
        return f"{shown}%"
    return f"{shown} {_(unit)}" if unit else shown


def rule_problem(name: str, text: str) -> str:
    """Why a text cannot be the value of a rule; empty when it can."""
    try:
        parse_rule(name, text)
    except Invalid as error:
        return error.text
    return ""
