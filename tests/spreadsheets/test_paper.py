"""Tables on paper: no group of columns torn between two pages, no total alone on one."""

from itertools import accumulate

import pytest

from desktop_app.spreadsheets.paper import LEAST_PRESSED_SCALE, balanced, dots, pages_down

GROUPS = ("", "", "", "came", "came", "", "passed", "passed", "passed", "share", "share", "share")


@pytest.mark.parametrize("widths", [(6, 40, *(9,) * 10), (6, 40, 9, 30, 30, *(9,) * 7), (6, 40, *(9,) * 7, 25, 25, 25)])
def test_a_table_is_widest_on_two_pages_where_a_group_begins(widths: tuple[float, ...]) -> None:
    wider, begins = balanced(widths, GROUPS, repeated=2)
    sums = [0.0, *accumulate(dots(wider))]
    pages = {at: max(sums[at], sums[-1] - sums[at] + sums[2]) for at in range(3, len(widths))}
    second = min(pages, key=lambda at: pages[at])
    assert begins == second
    assert GROUPS[second] == "" or GROUPS[second] != GROUPS[second - 1]
    assert wider[:2] == [6, 40]
    assert all(new >= old for new, old in zip(wider, widths, strict=True))


def test_a_table_of_one_group_stays_as_it_is() -> None:
    assert balanced((6, 40, 9, 9), ("", "", "all", "all"), repeated=3) == ([6, 40, 9, 9], 4)


@pytest.mark.parametrize(
    ("height", "pages"),
    [(500, 0), (520, 1), (660, 1), (670, 0), (960, 0), (980, 2), (1120, 2), (1130, 0)],
)
def test_what_runs_over_by_little_is_pressed_into_the_pages_before(height: float, pages: int) -> None:
    assert pages_down(height, 50, room=510, scale=1.0) == pages


def test_a_table_that_is_small_already_is_not_pressed() -> None:
    scale = LEAST_PRESSED_SCALE
    assert pages_down(1.1 * 500 / scale, 50, room=500, scale=scale) == 0
