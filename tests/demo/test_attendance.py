"""The made-up attendance of today."""

from sqlalchemy import func, select

from db.models.attendance import BadgeScan
from desktop_app.attendance.scan_door import door
from desktop_app.centre import Centre
from desktop_app.demo.filling import fill_demo


def test_badges_have_been_read_at_the_door_of_a_cohort_that_has_lessons_today(centre: Centre) -> None:
    fill_demo(centre, people=200, seed=7)
    found = centre.read(door)
    assert [cohort.came > 0 for cohort in found.cohorts].count(True) == 1
    assert centre.read(lambda unit: unit.session.scalar(select(func.count()).select_from(BadgeScan))) == len(
        found.readings
    )
