"""A year closed into a file: what hinders it, and that the file is only read."""

from datetime import timedelta
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import delete, select, text

from db.models.cohorts import Cohort
from db.models.parcels import YearArchive
from db.models.people import Person
from desktop_app.archive.service import Archived, archive_year, closed_years, contents, hindrances, years_to_close
from desktop_app.archived import Archive
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import CentreError, Invalid, Refused, StorageError
from desktop_app.paths import CentrePaths
from desktop_app.people.erasure import erase_person, years_that_hold
from desktop_app.people.printing import act_of_erasure
from desktop_app.people.service import person_card
from tests import factories
from tests.conftest import NOW
from tests.courses import Taught, closed_course
from tests.lending.lending_office import change

WHY = "Hisobotlar eski dasturda yuborilgan"


@pytest.fixture
def year(centre: Centre, tmp_path: Path) -> Archived:
    """A year of one cohort, closed into its file."""
    course = closed_course(centre, [Taught("Aliyeva")])
    days = {"starts_on": NOW.date().replace(year=2025, day=1), "ends_on": NOW.date().replace(year=2025)}
    change(centre, Cohort, course.cohort_id, **days)
    return archive_year(centre, year=2025, out=tmp_path, reason=WHY)


def opened(made: Archived) -> Archive:
    archive = open_centre(CentrePaths(made.file), clock=FixedClock(NOW))
    assert isinstance(archive, Archive)
    return archive


def test_a_closed_year_says_what_is_in_it_and_stays_in_the_centre(centre: Centre, year: Archived) -> None:
    (row,) = centre.read(closed_years)
    assert (row.year, row.counts["cohorts"], row.counts["people"], row.counts["why_not_sent"]) == (2025, 1, 1, WHY)
    assert year.file.name == "2025.mahorat-year"
    assert year.journal_head
    assert centre.read(lambda unit: unit.session.scalars(select(Cohort)).all())
    assert centre.read(years_to_close) == [2025]


def test_the_archive_opens_and_shows_everything_as_it_stood(centre: Centre, year: Archived) -> None:
    person_id = centre.read(lambda unit: unit.session.scalars(select(Person.id)).one())
    change(centre, Person, person_id, surname="Boshqa")
    archive = opened(year)
    assert archive.year == 2025
    assert archive.read(person_card, person_id=person_id).line.name.surname == "Aliyeva"
    archive.close()
    assert sorted(file.name for file in year.file.parent.glob("2025*")) == [
        "2025.mahorat-year",
        "2025.mahorat-year.json",
        "2025.mahorat-year.keys",
    ]


def test_nothing_is_written_into_an_archive(year: Archived) -> None:
    before = year.file.read_bytes()
    archive = opened(year)
    writes = (
        lambda unit: unit.session.add(factories.person()),
        lambda unit: unit.insert_many(Person, [{"surname": "X", "given_name": "Y"}], reason="x"),
        lambda unit: unit.execute_bulk(delete(YearArchive), reason="x"),
        lambda unit: unit.session.execute(text("UPDATE person SET surname = 'X'")),
    )
    for write in writes:
        with pytest.raises(CentreError) as refused:
            archive.write(write)
        assert refused.value.code == "archive_is_read"
    archive.write(lambda unit: unit.note("print", entity="certificate", entity_id=1, facts={}))
    archive.close()
    assert year.file.read_bytes() == before


def test_a_changed_archive_is_not_opened(year: Archived) -> None:
    year.file.chmod(0o600)
    content = bytearray(year.file.read_bytes())
    content[len(content) // 2] ^= 1
    year.file.write_bytes(content)
    with pytest.raises(StorageError) as refused:
        opened(year)
    assert refused.value.code == "archive_altered"


def test_an_open_cohort_and_returns_not_sent_hinder_the_closing(centre: Centre, tmp_path: Path) -> None:
    programme = factories.write(centre, factories.programme())
    days = {"starts_on": NOW.date().replace(year=2025, day=1), "ends_on": NOW.date().replace(year=2025)}
    factories.write(centre, factories.cohort(programme.id, code="OCHIQ-25", **days))
    cohorts, returns = centre.read(hindrances, year=2025)
    assert "OCHIQ-25" in cohorts.text
    assert (cohorts.can_be_explained, returns.can_be_explained) == (False, True)
    with pytest.raises(Refused):
        archive_year(centre, year=2025, out=tmp_path, reason=WHY)
    with pytest.raises(Invalid):
        archive_year(centre, year=2026, out=tmp_path, reason=WHY)
    assert list(tmp_path.glob("*.mahorat-year")) == []


def test_a_file_that_holds_somebody_erased_since_says_so_until_the_year_is_closed_anew(
    centre: Centre, year: Archived, tmp_path: Path
) -> None:
    assert year.closed.counts["all_people"] == 1
    assert centre.read(contents, year=2025)["all_people"] == 1
    person_id = centre.read(lambda unit: unit.session.scalars(select(Person.id)).one())
    centre.clock = FixedClock(NOW + timedelta(hours=1))
    act = erase_person(centre, person_id=person_id, reason="Oʻz arizasi").value
    assert [row.erased_since for row in centre.read(closed_years)] == [1]
    assert centre.read(years_that_hold, erased_on=act.erased_on) == [2025]
    with PdfDocument(act_of_erasure(centre, act, in_language="en")) as paper:
        assert "The files of the closed years 2025 still hold" in paper[0].get_textpage().get_text_range()
    centre.clock = FixedClock(NOW + timedelta(hours=2))
    archive_year(centre, year=2025, out=tmp_path / "anew.mahorat-year", reason=WHY)
    assert [row.erased_since for row in centre.read(closed_years)] == [0]
