"""What a lesson comes to by its mark, without a database."""

import pytest

from desktop_app.marks.records import Counts, MarkKind, MarkValue, Weighed
from desktop_app.marks.rules import weigh
from desktop_app.reference.records import Names
from tests import factories

NO_NAMES = Names("", "", "")
KINDS = {
    "P": MarkKind("P", "+", Counts.PRESENT, NO_NAMES),
    "H": MarkKind("H", "Y", Counts.PRESENT, NO_NAMES, share=50),
    "E": MarkKind("E", "S", Counts.EXCUSED, NO_NAMES),
    "A": MarkKind("A", "-", Counts.ABSENT, NO_NAMES),
    "O": MarkKind("O", "O", Counts.LEFT_OUT, NO_NAMES),
}


def weighed(
    code: str, hours: int = 2, *, missed: int | None = None, late: int | None = None, **rules: object
) -> Weighed:
    return weigh(hours, MarkValue(code, missed, late), KINDS[code], factories.rules(**rules))


def test_a_present_mark_counts_for_its_share_of_the_hours() -> None:
    assert weighed("P") == Weighed(2, 0)
    assert weighed("H", 3) == Weighed(1.5, 1.5)
    assert weighed("A") == Weighed(0, 2)


def test_a_mark_that_is_left_out_is_asked_of_nobody() -> None:
    assert weighed("O") == Weighed(0, 0, 2)


@pytest.mark.parametrize(
    ("counts_as", "expected"),
    [("missed", Weighed(0, 2)), ("attended", Weighed(2, 0)), ("left_out", Weighed(0, 0, 2))],
)
def test_an_excused_absence_counts_by_rule(counts_as: str, expected: Weighed) -> None:
    assert weighed("E", excused_counts_as=counts_as) == expected


def test_of_an_absence_for_an_hour_only_this_hour_is_missed() -> None:
    assert weighed("A", 2, missed=1) == Weighed(1, 1)
    assert weighed("E", 2, missed=1) == Weighed(1, 1)
    assert weighed("E", 2, missed=1, excused_counts_as="left_out") == Weighed(1, 0, 1)
    assert weighed("A", 1, missed=2) == Weighed(0, 1), "a lesson that was made shorter cannot miss more than it has"


@pytest.mark.parametrize(
    ("late", "rules", "attended"),
    [
        pytest.param(40, {}, 2, id="exactly the limit is in time"),
        pytest.param(41, {}, 0, id="a minute more misses the lesson"),
        pytest.param(41, {"late_counts_as": "half"}, 1, id="or half of it, by rule"),
        pytest.param(239, {"late_limit_minutes": None}, 2, id="without a limit nobody is too late"),
    ],
)
def test_who_is_too_late_has_missed_the_lesson_or_half_of_it(
    late: int, rules: dict[str, object], attended: float
) -> None:
    assert weighed("P", late=late, **rules) == Weighed(attended, 2 - attended)


def test_half_a_lesson_never_counts_for_more_than_the_mark_itself() -> None:
    quarter = MarkKind("Q", "Q", Counts.PRESENT, NO_NAMES, share=25)
    rules = factories.rules(late_counts_as="half")
    assert weigh(4, MarkValue("Q", late_minutes=60), quarter, rules) == Weighed(1, 3)
