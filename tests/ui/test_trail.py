"""Back leads to where one came from; without such a place it leads up."""

from ui.navigation import Target
from ui.trail import Trail

RETURN, PERSON, COHORT = Target("return", (2026, 10)), Target("person", 7), Target("cohort", 3)


def test_back_leads_by_the_same_places_to_the_beginning() -> None:
    trail = Trail()
    trail.leave(RETURN, "person")
    trail.leave(PERSON, "cohort")
    assert [trail.back(), trail.back(), trail.back()] == [PERSON, RETURN, None]


def test_who_comes_to_a_page_again_has_gone_back_to_it() -> None:
    trail = Trail()
    trail.leave(RETURN, "person")
    trail.leave(PERSON, "cohort")
    trail.leave(COHORT, "return")
    assert trail.back() is None


def test_another_month_on_the_same_page_is_no_step() -> None:
    trail = Trail()
    trail.leave(RETURN, "return")
    assert trail.back() is None


def test_the_side_bar_begins_anew() -> None:
    trail = Trail()
    trail.leave(RETURN, "person")
    trail.begin_anew()
    assert trail.back() is None
