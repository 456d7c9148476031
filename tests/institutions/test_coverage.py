"""Who of a school was trained when, who never, who came and went; today is 21 November 2026."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from db.models.cohorts import EnrolmentState
from db.models.people import FormerPost, OutsideCourse
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.due.records import DueReason
from desktop_app.errors import NotFound
from desktop_app.institutions.coverage import coverage, institution_page, movements
from desktop_app.institutions.printing import coverage_paper, write_coverage
from desktop_app.institutions.records import InstitutionFilter
from desktop_app.institutions.service import institution_ids, institution_lines
from desktop_app.institutions.training import count_training
from desktop_app.reference.service import change_profile, profile
from tests.factories import cohort, enrolment, institution, person, programme, write


@pytest.fixture
def school(centre: Centre) -> int:
    """Three people: one trained this year, one nine years ago elsewhere, one never; and one in the archive."""
    school_id = write(centre, institution()).id
    trained, stale, _never = (
        write(centre, person(surname=surname, institution_id=school_id, position_code="OQIT", staff_group=None))
        for surname in ("Aliyeva", "Boboyeva", "Valiyeva")
    )
    write(centre, person(surname="Gʻaniyeva", institution_id=school_id, is_archived=True))
    course = write(centre, cohort(write(centre, programme()).id, ends_on=date(2026, 11, 14)))
    finished: dict[str, Any] = {"state": EnrolmentState.COMPLETED, "finished_on": date(2026, 11, 14)}
    write(centre, enrolment(course.id, trained.id, **finished))
    write(centre, OutsideCourse(person_id=stale.id, title="Ingliz tili", hours=72, ends_on=date(2017, 5, 1)))
    return school_id


def test_each_is_told_with_the_last_course_and_the_next_one(centre: Centre, school: int) -> None:
    found = centre.read(coverage, institution_id=school)
    told = {each.person.name.surname: each for each in found.people}
    assert list(told) == ["Valiyeva", "Boboyeva", "Aliyeva"]
    assert (told["Valiyeva"].has_course, told["Valiyeva"].due_year, told["Valiyeva"].reason) == (
        False,
        2026,
        DueReason.NEVER,
    )
    assert (told["Boboyeva"].last_course, told["Boboyeva"].due_year) == ("Ingliz tili", 2022)
    assert (told["Aliyeva"].last_course_on, told["Aliyeva"].due_year) == (date(2026, 11, 14), 2031)


def test_the_share_has_a_numerator_and_a_denominator(centre: Centre, school: int) -> None:
    found = centre.read(coverage, institution_id=school)
    assert (found.trained, found.expired, found.never, len(found.people)) == (1, 1, 1, 3)
    assert found.share == pytest.approx(1 / 3)


def test_the_list_says_the_same_as_the_page(centre: Centre, school: int) -> None:
    (line,) = centre.read(institution_lines, [school])
    assert (line.people, line.trained) == (3, 1)
    assert line == centre.read(coverage, institution_id=school).institution


def test_a_school_without_people_has_no_share(centre: Centre) -> None:
    empty = write(centre, institution()).id
    found = centre.read(coverage, institution_id=empty)
    assert (found.share, found.people, found.institution.coverage) == (None, (), None)


def test_schools_are_put_in_the_order_of_their_coverage(centre: Centre, school: int) -> None:
    full, empty = write(centre, institution(name="13-maktab")).id, write(centre, institution(name="14-maktab")).id
    taught = write(centre, person(institution_id=full))
    write(centre, OutsideCourse(person_id=taught.id, title="Fizika", hours=None, ends_on=date(2025, 5, 1)))
    wanted = InstitutionFilter()
    assert list(centre.read(institution_ids, wanted, column="coverage")) == [empty, school, full]
    assert next(iter(centre.read(institution_ids, wanted, column="people", is_descending=True))) == school
    assert list(centre.read(institution_ids, InstitutionFilter(is_untrained=True))) == []


def test_who_came_and_who_left_is_told_the_latest_first(centre: Centre, school: int) -> None:
    other = write(centre, institution(name="13-maktab")).id
    gone = write(centre, person(surname="Yusupova", institution_id=other))
    days = {"starts_on": date(2019, 9, 1), "ends_on": date(2026, 8, 25)}
    write(centre, FormerPost(person_id=gone.id, institution_id=school, position_text="Kutubxonachi", **days))
    write(centre, person(surname="Zokirova", institution_id=school, post_since=date(2026, 9, 1)))
    first, second, *rest = centre.read(movements, institution_id=school)
    assert (first.person.name.surname, first.starts_on, first.is_present) == ("Zokirova", date(2026, 9, 1), True)
    assert (second.position, second.works_now, second.ends_on) == ("Kutubxonachi", "13-maktab", date(2026, 8, 25))
    assert all(each.starts_on is None for each in rest)


def test_the_page_of_a_school_tells_who_left_among_the_movements_alone(centre: Centre, school: int) -> None:
    other = write(centre, institution(name="13-maktab")).id
    gone = write(centre, person(surname="Yusupova", institution_id=other))
    write(centre, FormerPost(person_id=gone.id, institution_id=school, position_text="Kutubxonachi"))
    page = centre.read(institution_page, institution_id=school)
    assert page.coverage == centre.read(coverage, institution_id=school)
    assert page.movements == centre.read(movements, institution_id=school)
    assert len(page.movements) == len(page.coverage.people) + 1


def test_a_school_that_is_not_there_is_not_found(centre: Centre) -> None:
    with pytest.raises(NotFound):
        centre.read(coverage, institution_id=10_000)


def test_the_paper_tells_the_share_and_every_name(centre: Centre, school: int) -> None:
    document = pypdfium2.PdfDocument(io.BytesIO(coverage_paper(centre, institution_id=school)))
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "Valiyeva" in text
    assert "33 %" in text.replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["uz_Cyrl", "ru"])
def test_a_cyrillic_paper_has_no_latin_name(centre: Centre, school: int, language: str) -> None:
    def change(unit: UnitOfWork) -> None:
        own = profile(unit)
        change_profile(unit, replace(own, document_language=language), version=own.version)

    centre.write(change)
    document = pypdfium2.PdfDocument(io.BytesIO(coverage_paper(centre, institution_id=school)))
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "Тошкент вилояти педагогик маҳорат маркази" in text
    assert re.findall("[A-Za-z]{3,}", text) == []


def test_what_was_counted_once_orders_the_list_again(centre: Centre, school: int) -> None:
    figures = centre.read(count_training)
    assert figures[school] == (3, 1)
    ids = centre.read(institution_ids, InstitutionFilter(), column="trained", is_descending=True, figures=figures)
    assert ids[0] == school


@pytest.mark.parametrize(("hours", "trained"), [((20, 16), 2), ((20, 15), 1), ((None,), 2)])
def test_short_courses_count_together_in_the_list_as_on_the_page(
    centre: Centre, school: int, hours: tuple[int | None, ...], trained: int
) -> None:
    person_id = write(centre, person(surname="Zokirova", institution_id=school)).id
    for month, each in enumerate(hours, start=1):
        write(centre, OutsideCourse(person_id=person_id, title="Fizika", hours=each, ends_on=date(2026, month, 1)))
    (line,) = centre.read(institution_lines, [school])
    assert centre.read(count_training)[school] == (line.people, line.trained) == (4, trained)


def test_the_workbook_holds_people_and_movement(centre: Centre, school: int, tmp_path: Path) -> None:
    written = write_coverage(centre, institution_id=school, out=tmp_path / "maktab.xlsx")
    with CalamineWorkbook.from_path(written) as book:
        people, moved = (book.get_sheet_by_index(place).to_python() for place in range(2))
    assert [row[1].split()[0] for row in people if isinstance(row[0], float)] == ["Valiyeva", "Boboyeva", "Aliyeva"]
    assert sum(isinstance(row[0], float) for row in moved) == 3
