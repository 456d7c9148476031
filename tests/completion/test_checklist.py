"""The close-out checklist turns from red to green, matter by matter."""

from datetime import date

from desktop_app.centre import Centre
from desktop_app.certificates.service import issue_certificates
from desktop_app.cohorts.path import Step
from desktop_app.completion.checklist import Matter, close_out, matter_name
from desktop_app.completion.records import Work
from desktop_app.completion.service import complete_cohort
from desktop_app.completion.works import set_works
from desktop_app.orders.own import register_own_order
from desktop_app.orders.records import Purpose
from tests import factories
from tests.courses import ORDER_DATE, Course, Taught, taught_course

EVERYBODY = [Taught("Aliyeva"), Taught("Karimova", final_score=20.0)]


def open_matters(centre: Centre, course: Course) -> set[Matter]:
    return {line.matter for line in centre.read(close_out, cohort_id=course.cohort_id) if not line.is_done}


def register(centre: Centre, course: Course, purpose: Purpose, number: str, *, text: str) -> None:
    centre.write(
        register_own_order,
        purpose=purpose,
        cohort_id=course.cohort_id,
        number=number,
        dated_on=ORDER_DATE,
        enrolment_ids=list(course.enrolment_ids.values()),
        text=text,
        script="latin",
    )


def test_what_is_missing_is_red_and_says_where_to_go(centre: Centre) -> None:
    course = taught_course(centre, [Taught("Aliyeva", final_score=None), Taught("Karimova", kind=None)])
    lines = {line.matter: line for line in centre.read(close_out, cohort_id=course.cohort_id)}
    assert not lines[Matter.TESTS].is_done
    assert (
        lines[Matter.TESTS].text == "1 nafar tinglovchining yakuniy test bali yoʻq." or "1" in lines[Matter.TESTS].text
    )
    assert (lines[Matter.DECISIONS].is_done, lines[Matter.DECISIONS].step) == (False, Step.COMPLETION)
    assert not lines[Matter.COMPLETION].is_done
    assert lines[Matter.TIMETABLE].is_done


def test_everything_done_is_green(centre: Centre) -> None:
    course = taught_course(centre, EVERYBODY)
    register(centre, course, Purpose.ADMISSION, "14-M", text="BUYURAMAN")
    centre.write(complete_cohort, cohort_id=course.cohort_id, order_number="45-M", order_date=ORDER_DATE)
    assert open_matters(centre, course) == {Matter.CERTIFICATES, Matter.PAPERS}
    centre.write(issue_certificates, cohort_id=course.cohort_id)
    register(centre, course, Purpose.COMPLETION, "45-M", text="")
    assert open_matters(centre, course) == {Matter.PAPERS}
    register(centre, course, Purpose.COMPLETION, "45-M", text="BUYURAMAN")
    assert open_matters(centre, course) == set()


def test_a_programme_without_a_final_test_or_certificates_asks_for_none(centre: Centre) -> None:
    light = factories.programme(
        module_hours=(2,), has_final_test=False, certificate_kind_code="YOQ", kind_code="CONFERENCE"
    )
    programme = factories.write(centre, light)
    days = {"starts_on": date(2026, 11, 16), "ends_on": date(2026, 11, 20)}
    row = factories.write(centre, factories.cohort(programme.id, **days))
    lesson = factories.write(centre, factories.session(row.id, held_on=date(2026, 11, 16)))
    person = factories.write(centre, factories.person())
    enrolment = factories.write(centre, factories.enrolment(row.id, person.id))
    factories.write(centre, factories.mark(lesson.id, enrolment.id))
    centre.write(complete_cohort, cohort_id=row.id, order_number="45-M", order_date=ORDER_DATE)
    lines = {line.matter: line for line in centre.read(close_out, cohort_id=row.id)}
    assert all(lines[matter].is_done for matter in (Matter.TESTS, Matter.DECISIONS, Matter.CERTIFICATES))


def test_every_matter_has_a_name() -> None:
    assert len({matter_name(matter) for matter in Matter}) == len(Matter)


def test_final_works_are_a_matter_of_programmes_that_end_with_one(centre: Centre) -> None:
    course = taught_course(centre, EVERYBODY, has_final_work=True)
    assert Matter.WORKS in open_matters(centre, course)
    work = Work(course.enrolment_ids["Aliyeva"], "Mavzu", score=90)
    centre.write(set_works, cohort_id=course.cohort_id, works=[work])
    assert Matter.WORKS not in open_matters(centre, course)
    without = taught_course(centre, EVERYBODY, code="FIZ-26/11")
    assert Matter.WORKS not in {line.matter for line in centre.read(close_out, cohort_id=without.cohort_id)}
