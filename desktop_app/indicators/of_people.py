"""The indicators of people: who was called, came, studies and finished, and how the contingent moved."""

from desktop_app.i18n import N_
from desktop_app.indicators.model import Indicator, Measure, Span
from desktop_app.indicators.movement import MOVEMENT
from desktop_app.indicators.people import FINISHED_CODES, PEOPLE

_MONTH_AND_YEAR = (Span.MONTH, Span.YEAR)
_REGISTER, _TESTS = N_("Register of persons"), N_("Register of persons: scores of the tests")


def _person(code: str, title: str, definition: str, *spans: Span) -> Indicator:
    """Of people of whom each is counted once a year; a finish has a month."""
    dimensions = PEOPLE.dimensions if code in FINISHED_CODES else PEOPLE.dimensions - {"month"}
    return Indicator(code, title, definition, Measure.PEOPLE, spans, dimensions, _REGISTER)


def _place(code: str, title: str, definition: str, *spans: Span) -> Indicator:
    """Of places in cohorts."""
    return Indicator(code, title, definition, Measure.PEOPLE, spans or _MONTH_AND_YEAR, MOVEMENT.dimensions, _REGISTER)


def _mean(code: str, title: str, definition: str, tested: str) -> Indicator:
    return Indicator(
        code, title, definition, Measure.POINTS, _MONTH_AND_YEAR, MOVEMENT.dimensions, _TESTS, denominator=tested
    )


OF_PEOPLE = (
    _person(
        "called",
        N_("All called"),
        N_("Everybody called to courses of the year, each person once."),
        *_MONTH_AND_YEAR,
    ),
    _person(
        "came",
        N_("Came"),
        N_("Came to the course: finished, dropped out or still studying."),
        *_MONTH_AND_YEAR,
    ),
    _person(
        "absent_excused",
        N_("Did not come, for a valid reason"),
        N_("Called, marked as not having come, and a valid reason is noted."),
        Span.YEAR,
    ),
    _person(
        "absent_unexcused",
        N_("Did not come, without a valid reason"),
        N_("Called, marked as not having come, and no valid reason is noted."),
        Span.YEAR,
    ),
    _person("unmarked", N_("Not marked yet"), N_("Called, but not marked whether they came."), Span.YEAR),
    _person("studying", N_("Studying"), N_("Studying on the last day of the month."), Span.DAY),
    _person("left", N_("Dropped out"), N_("Expelled or transferred by the last day of the month."), Span.YEAR),
    _person(
        "completed",
        N_("Finished"),
        N_("Finished a course, with certificate or statement; each person once a year, by the first finish."),
        *_MONTH_AND_YEAR,
    ),
    _person(
        "certificate",
        N_("Finished with a certificate"),
        N_("Finished with the right to a certificate; each person once a year, by the first finish."),
        *_MONTH_AND_YEAR,
    ),
    _person(
        "statement",
        N_("Finished with a statement"),
        N_("Finished with a statement instead; each person once a year, by the first finish."),
        *_MONTH_AND_YEAR,
    ),
)
OF_MOVEMENT = (
    _place(
        "month_start",
        N_("At the month's beginning"),
        N_("Places in cohorts taken when the first day of the month began."),
        Span.MONTH,
    ),
    _place("admitted", N_("Admitted"), N_("Places taken in the period: the course began, or somebody came later.")),
    _place("transferred_in", N_("Transferred in"), N_("Places taken in the period by a transfer from another cohort.")),
    _place("expelled", N_("Expelled"), N_("Places given up in the period by expulsion.")),
    _place(
        "transferred_out", N_("Transferred out"), N_("Places given up in the period by a transfer to another cohort.")
    ),
    _place(
        "finishes",
        N_("Courses finished"),
        N_(
            "Places that ended in the period with a certificate or a statement; a second finish of a person counts too."
        ),
    ),
    _place(
        "month_end",
        N_("At the month's end"),
        N_("Places in cohorts taken when the last day of the month was over."),
        Span.DAY,
    ),
    _mean(
        "entry_score",
        N_("Entry test"),
        N_("Mean score of the entry test, of 100, of those who finished in the period and took it."),
        "entry_tested",
    ),
    _mean(
        "final_score",
        N_("Final test"),
        N_("Mean score of the final test, of 100, of those who finished in the period and took it."),
        "final_tested",
    ),
    _mean(
        "score_growth",
        N_("Growth"),
        N_("Mean of the final score less the entry score, of those who finished in the period and took both tests."),
        "both_tested",
    ),
    _place(
        "not_passed",
        N_("Final test not passed"),
        N_("Finished in the period with a final score below what the rules of the course's first day ask for."),
    ),
)
