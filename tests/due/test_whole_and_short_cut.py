"""Who is due is found the short way, past everybody whose last course settles it, and the long way alike."""

from collections.abc import Callable
from datetime import date
from itertools import product

from desktop_app.centre import Centre
from desktop_app.due.records import DueFilter
from desktop_app.due.service import _are_most_settled, due_overview, due_totals

YEARS = range(2024, 2033)
# Most of them since the newest line of the table of turns came into force: else the long way is the only one.
ENDS = (
    *(date(2020, 12, 31), date(2021, 1, 1), date(2024, 12, 31)),
    *(date(2025, 1, 1), date(2025, 1, 2), date(2025, 6, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 1)),
)
PEDAGOGUE = {"staff_group": "PEDAGOG", "category_code": "OLIY", "stage_2024": "online", "post_since": date(2010, 9, 1)}


def test_the_short_way_finds_as_many_as_the_long_one_in_every_year(
    centre: Centre, add_person: Callable[..., int], add_course: Callable[..., None]
) -> None:
    for card, hours, ended_on in product(({}, PEDAGOGUE), (12, 72), ENDS):
        add_course(add_person(**card), ended_on, hours=hours)
    assert centre.read(_are_most_settled, date(2025, 1, 1))
    for year in YEARS:
        long_way = centre.read(due_totals, DueFilter(year)).whole
        overview = centre.read(due_overview, DueFilter(year))
        assert (overview.people, overview.overdue) == (long_way.people, long_way.overdue), year
