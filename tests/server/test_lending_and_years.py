"""What leaves a server in a file and comes back into it: lent work, and a year that is closed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.attendance import Mark
from db.models.cohorts import Cohort
from desktop_app.archive.service import archive_year, closed_years
from desktop_app.archived import Archive
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.lending.arriving import look
from desktop_app.lending.deciding import decide, differences
from desktop_app.lending.records import Side
from desktop_app.lending.returning import give_back
from desktop_app.lending.service import lent_works
from desktop_app.lending.taking_back import take_back
from desktop_app.marks.records import MarkValue
from desktop_app.paths import CentrePaths
from desktop_app.people.service import person_card
from desktop_app.protection import slots
from tests.conftest import NOW
from tests.courses import Course, Taught, closed_course
from tests.lending.lending_office import change, lent_file, office, second_lesson
from tests.lending.lending_office import other_pc as pc_of_a_branch

WHY = "Hisobotlar eski dasturda yuborilgan"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "COST", (32, 1, 4))


def mark(centre: Centre, course: Course, surname: str, kind: str) -> None:
    given = MarkChange(course.enrolment_ids[surname], second_lesson(centre), MarkValue(kind))
    centre.write(set_marks, marks=[given])


def kinds(centre: Centre, course: Course) -> dict[str, str]:
    lesson = second_lesson(centre)
    of_lesson = select(Mark.enrolment_id, Mark.kind_code).where(Mark.session_id == lesson)
    found = dict(centre.read(lambda unit: [tuple(row) for row in unit.session.execute(of_lesson)]))
    return {surname: found[key] for surname, key in course.enrolment_ids.items() if key in found}


@contextmanager
def lent(centre: Centre, tmp_path: Path) -> Iterator[tuple[Course, Centre]]:
    course = office(centre)
    with pc_of_a_branch(lent_file(centre, course, tmp_path).file, tmp_path / "there") as there:
        yield course, there


def test_lent_work_comes_back_to_the_server_once(served: Centre, tmp_path: Path) -> None:
    with lent(served, tmp_path) as (course, there):
        for surname in course.enrolment_ids:
            mark(there, course, surname, "KELDI")
        given = give_back(there, out=tmp_path)
    assert served.read(look, file=Path(given.file)).added == {"mark": 3}
    assert take_back(served, file=Path(given.file)).is_applied
    assert kinds(served, course) == dict.fromkeys(course.enrolment_ids, "KELDI")
    (row,) = served.read(lent_works)
    assert (row.where, row.returns, row.conflicts) == ("returned", 1, 0)
    assert not take_back(served, file=Path(given.file)).is_applied


def test_what_another_pc_wrote_on_the_server_meanwhile_stands_beside_what_came_back(
    served: Centre, other_pc: Centre, tmp_path: Path
) -> None:
    with lent(served, tmp_path) as (course, there):
        mark(there, course, "Aliyeva", "KELDI")
        given = give_back(there, out=tmp_path)
    mark(other_pc, course, "Aliyeva", "KELMADI")
    take_back(served, file=Path(given.file))
    assert kinds(served, course)["Aliyeva"] == "KELMADI"
    (row,) = served.read(lent_works)
    (one,) = served.read(differences, parcel_id=row.id)
    assert (one.ours.endswith("KELMADI"), one.theirs.endswith("KELDI")) == (True, True)
    served.write(decide, conflict_id=one.id, side=Side.THEIRS)
    assert kinds(served, course)["Aliyeva"] == "KELDI"


def test_a_year_of_a_server_is_closed_into_a_file_that_opens_without_it(served: Centre, tmp_path: Path) -> None:
    course = closed_course(served, [Taught("Aliyeva")])
    days = {"starts_on": NOW.date().replace(year=2025, day=1), "ends_on": NOW.date().replace(year=2025)}
    change(served, Cohort, course.cohort_id, **days)
    made = archive_year(served, year=2025, out=tmp_path, reason=WHY)
    (row,) = served.read(closed_years)
    assert (row.year, row.counts["people"]) == (2025, 1)
    archive = open_centre(CentrePaths(made.file), clock=FixedClock(NOW))
    try:
        assert isinstance(archive, Archive)
        assert archive.read(person_card, person_id=1).line.name.surname == "Aliyeva"
    finally:
        archive.close()
