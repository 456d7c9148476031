"""What a session weighs, and which statuses count: by the reckoning of RosarioSIS, Aam Digital and others."""

from collections.abc import Sequence

import pytest

from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.centre import Centre
from desktop_app.marks.records import Counts, MarkValue
from desktop_app.reference.service import set_rule
from tests.attendance.scenarios.classes import TODAY, Status, class_of, mark_set

ONE = "Student"
PRESENT, HALF, ABSENT = Status("P", Counts.PRESENT), Status("H", Counts.PRESENT, 50), Status("A", Counts.ABSENT)
IGNORED, EXCUSED = Status("I", Counts.LEFT_OUT), Status("E", Counts.EXCUSED)


@pytest.mark.parametrize(
    ("letters", "percent"), [("PPLAE", 62.5), ("LL", 50), ("PPPPPPPPLL", 90), ("PPE", 100), ("EE", None)]
)
def test_two_late_ones_are_one_absence_and_excused_ones_are_on_neither_side(
    centre: Centre, letters: str, percent: float | None
) -> None:
    """(present + late / 2) / (all - excused), as several schools' suites have it; of nothing there is no percentage."""
    statuses = (
        Status("P", Counts.PRESENT),
        Status("L", Counts.PRESENT, 50),
        Status("A", Counts.ABSENT),
        Status("E", Counts.LEFT_OUT),
    )
    course = class_of(centre, ONE, hours=[2] * len(letters), statuses=statuses)
    course.take(ONE, letters)
    assert course.of(ONE).percent_so_far == percent


@pytest.mark.parametrize(
    ("hours", "letters", "attended"),
    [([2, 2, 2], "PPP", 6), ([2, 2, 2], "PAP", 4), ([2, 2, 2], "PAH", 3), ([1, 2, 3], "PPA", 3), ([1, 2, 3], "APP", 5)],
)
def test_the_day_is_its_minutes_less_the_absent_and_half_of_the_half_ones(
    centre: Centre, hours: Sequence[int], letters: str, attended: float
) -> None:
    """RosarioSIS, UpdateAttendanceDaily: total - absent - half * 0.5, each by the length of its own period."""
    course = class_of(centre, ONE, hours=hours, statuses=(PRESENT, HALF, ABSENT))
    course.take(ONE, letters)
    assert course.of(ONE).attended == attended
    assert course.of(ONE).missed == sum(hours) - attended


def test_missing_the_one_long_lesson_weighs_more_than_attending_two_short_ones(centre: Centre) -> None:
    """RosarioSIS since 11.2: by minutes a third of the day was attended; counted by periods it would be two thirds."""
    course = class_of(centre, ONE, hours=[4, 1, 1], statuses=(PRESENT, ABSENT))
    course.take(ONE, "APP")
    assert course.of(ONE).percent_so_far == pytest.approx(100 / 3)


@pytest.mark.parametrize(
    ("letters", "percent"),
    [
        ("PPPPPPPPAA", 80),
        ("PPPPPPPPPPPPPPPAAAAA", 75),
        ("PPAI", 200 / 3),
        ("PI", 100),
        ("P.", 100),
        ("A.I", 0),
        ("II", None),
        ("..", None),
    ],
)
def test_only_present_and_absent_make_the_percentage(centre: Centre, letters: str, percent: float | None) -> None:
    """Aam Digital: present / (present + absent); ignored and unknown sessions stand on neither side, none is no 0 %."""
    course = class_of(centre, ONE, hours=[1] * len(letters), statuses=(PRESENT, ABSENT, IGNORED))
    course.take(ONE, letters)
    assert course.of(ONE).percent_so_far == (None if percent is None else pytest.approx(percent))


@pytest.mark.parametrize(
    ("rule", "percent", "asked"), [("missed", 50, 4), ("attended", 75, 4), ("left_out", 200 / 3, 3)]
)
def test_an_excused_absence_counts_as_the_rule_says(centre: Centre, rule: str, percent: float, asked: float) -> None:
    """Moodle's pull request 47 and djattendance's 1567: excused as absent, as present or not at all, by choice."""
    centre.write(set_rule, name="excused_counts_as", valid_from=TODAY.replace(day=1), value=rule)
    course = class_of(centre, ONE, hours=[1] * 4, statuses=(PRESENT, EXCUSED, ABSENT))
    course.take(ONE, "PPEA")
    assert course.of(ONE).percent_so_far == pytest.approx(percent)
    assert course.of(ONE).planned == asked


@pytest.mark.parametrize(("missed", "attended"), [(1, 3), (2, 2), (4, 0), (None, 0)])
def test_of_an_absence_only_the_time_missed_is_taken_off(centre: Centre, missed: int | None, attended: float) -> None:
    """K-State's register (pull requests 93 and 98): an absence misses all of the session unless it says less."""
    course = class_of(centre, ONE, hours=[4], statuses=(PRESENT, ABSENT))
    change = MarkChange(course.people[ONE], course.lessons[0], MarkValue("A", missed_hours=missed))
    centre.write(set_marks, marks=[change])
    assert course.of(ONE).attended == attended


@pytest.mark.parametrize(
    ("minutes", "counts_as", "attended"),
    [(40, "missed", 2), (41, "missed", 0), (41, "half", 1), (20, "half", 2)],
)
def test_lateness_beyond_the_limit_is_an_absence_or_half_of_one(
    centre: Centre, minutes: int, counts_as: str, attended: float
) -> None:
    """An Uzbek centre's system and ITP's policy (issue 14): late beyond so many minutes is missed, or half missed."""
    centre.write(set_rule, name="late_counts_as", valid_from=TODAY.replace(day=1), value=counts_as)
    course = class_of(centre, ONE, hours=[2], statuses=(PRESENT, ABSENT))
    change = MarkChange(course.people[ONE], course.lessons[0], MarkValue("P", late_minutes=minutes))
    centre.write(set_marks, marks=[change])
    assert course.of(ONE).attended == attended


def test_two_classes_may_be_marked_with_sets_of_their_own(centre: Centre) -> None:
    """Moodle, extra_features.feature, status lists P L E A and G O B: each session offers the letters of its own."""
    great, good, bad = Status("G", Counts.PRESENT), Status("O", Counts.PRESENT, 67), Status("B", Counts.ABSENT)
    first = class_of(centre, ONE, hours=[3])
    second = class_of(centre, ONE, hours=[3], statuses=(great, good, bad), code="MAT-26/12")
    assert [kind.letter for kind in first.grid().kinds] == ["P", "L", "E", "A"]
    assert [kind.letter for kind in second.grid().kinds] == ["G", "O", "B"]
    second.take(ONE, "O")
    assert second.of(ONE).attended == pytest.approx(2, abs=0.02)


def test_another_default_set_changes_no_class_that_has_one(centre: Centre) -> None:
    """Moodle, defaultstatus.feature: a new default is for what is made afterwards."""
    course = class_of(centre, ONE, hours=[2, 2])
    course.take(ONE, "L.")
    before = course.of(ONE)
    mark_set(centre, (Status("L", Counts.ABSENT), PRESENT), name="Yangi", is_default=True)
    assert course.of(ONE) == before
    assert [kind.letter for kind in course.grid().kinds] == ["P", "L", "E", "A"]
