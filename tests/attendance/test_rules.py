"""What marks come to, without a database."""

import pytest

from desktop_app import i18n
from desktop_app.attendance.records import Attendance, Counts
from desktop_app.attendance.rules import attendance, attended_hours
from tests import factories

RULES = factories.rules()
P, E, A = Counts.PRESENT, Counts.EXCUSED, Counts.ABSENT


def counted(*marks: Counts | None, planned_hours: int = 36, **rules: object) -> Attendance:
    return attendance(((2, mark) for mark in marks), planned_hours=planned_hours, rules=factories.rules(**rules))


def test_hours_are_weighed_and_what_nobody_marked_is_not_attended() -> None:
    assert attended_hours([(2, P), (1, P), (2, A), (2, None)], RULES) == 3


def test_an_excused_absence_counts_by_rule() -> None:
    assert counted(P, E).attended == 2
    assert counted(P, E, excused_counts_as_present=True).attended == 4


def test_unmarked_lessons_count_neither_way() -> None:
    total = counted(P, A, None, None)
    assert (total.attended, total.missed, total.unmarked, total.held) == (2, 2, 4, 8)
    assert (total.percent_so_far, total.best_possible) == (50, 34)


def test_before_the_first_mark_there_is_no_percentage() -> None:
    total = counted(None)
    assert total.percent_so_far is None


@pytest.mark.parametrize(("absent", "can_be_enough", "spare"), [(0, True, 7), (3, True, 1), (4, False, 0)])
def test_it_is_known_when_the_threshold_can_no_longer_be_reached(absent: int, can_be_enough: bool, spare: int) -> None:
    total = counted(*[A] * absent)
    assert (total.can_be_enough, total.may_still_miss) == (can_be_enough, spare)


@pytest.mark.parametrize(("planned", "attended", "is_enough"), [(10, 8, True), (36, 28, False), (36, 30, True)])
def test_the_threshold_is_reached_at_exactly_its_share(planned: int, attended: int, is_enough: bool) -> None:
    assert counted(*[P] * (attended // 2), planned_hours=planned).is_enough is is_enough


def test_the_reckoning_is_said_in_a_sentence() -> None:
    i18n.set_language("en")
    assert counted(*[P] * 17, A).text == "34 of 36 hours attended = 94.4%; the threshold of 80% is reached."
    assert counted(P, A).text == "2 of 36 hours attended = 5.6%; threshold 80%; 5 more may be missed."
    assert counted(*[A] * 4).text == "0 of 36 hours attended = 0.0%; the threshold of 80% can no longer be reached."
