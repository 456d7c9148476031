"""Final works: topics, the defence and who is admitted to it, and the commission."""

from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.completion.commissions import commission, set_commission
from desktop_app.completion.records import CommissionRecord, CompletionRow, Work
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import completion_list
from desktop_app.completion.works import pasted_topics, set_works
from desktop_app.errors import Invalid, Refused
from desktop_app.reference.service import set_rule
from tests.courses import Course, Taught, closed_course, taught_course

DAY = date(2026, 11, 20)


@pytest.fixture
def course(centre: Centre) -> Course:
    people = [Taught("Azimova", 80), Taught("Botirova", 40), Taught("Davronova", None)]
    return taught_course(centre, people, has_final_work=True)


def keep(centre: Centre, course: Course, surname: str, **values: object) -> list[Work]:
    work = Work(course.enrolment_ids[surname], **values)  # type: ignore[arg-type]
    return centre.write(set_works, cohort_id=course.cohort_id, works=[work]).value


def rows(centre: Centre, course: Course) -> dict[str, CompletionRow]:
    found = centre.read(completion_list, cohort_id=course.cohort_id).rows
    return {row.name.split()[0]: row for row in found}


def test_the_defence_decides_after_the_test(centre: Centre, course: Course) -> None:
    assert [row.outcome for row in rows(centre, course).values()] == [
        Outcome.UNDECIDED,
        Outcome.STATEMENT,
        Outcome.UNDECIDED,
    ]
    keep(centre, course, "Azimova", score=90.0, defended_on=DAY)
    assert rows(centre, course)["Azimova"].outcome is Outcome.CERTIFICATE
    keep(centre, course, "Azimova", score=55.9, defended_on=DAY)
    assert rows(centre, course)["Azimova"].outcome is Outcome.STATEMENT


@pytest.mark.parametrize("surname", ["Botirova", "Davronova"])
def test_only_who_has_passed_the_test_is_admitted_to_the_defence(centre: Centre, course: Course, surname: str) -> None:
    keep(centre, course, surname, topic="Mavzu", supervisor="Karimov")
    with pytest.raises(Refused) as caught:
        keep(centre, course, surname, topic="Mavzu", score=90.0)
    assert caught.value.code == "not_admitted_to_defence"
    assert surname in caught.value.text
    assert not rows(centre, course)[surname].can_defend


def test_where_no_score_is_ruled_a_final_work_decides_nothing(centre: Centre, course: Course) -> None:
    centre.write(set_rule, name="final_work_min_score", valid_from=date(2026, 1, 1), value="")
    assert rows(centre, course)["Azimova"].outcome is Outcome.CERTIFICATE


def test_an_emptied_work_is_taken_out_and_an_undo_brings_it_back(centre: Centre, course: Course) -> None:
    keep(centre, course, "Azimova", topic="  Mavzu ", supervisor="Karimov")
    before = keep(centre, course, "Azimova")
    assert rows(centre, course)["Azimova"].work is None
    centre.write(set_works, cohort_id=course.cohort_id, works=before)
    assert rows(centre, course)["Azimova"].work == Work(course.enrolment_ids["Azimova"], "Mavzu", "Karimov")


@pytest.mark.parametrize("wrong", [{"score": 100.5}, {"score": -1.0}, {"defended_on": date(2026, 11, 22)}])
def test_a_defence_that_cannot_be_is_refused(centre: Centre, course: Course, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        keep(centre, course, "Azimova", **wrong)


def test_a_programme_without_final_works_and_a_closed_cohort_take_none(centre: Centre) -> None:
    without = taught_course(centre, [Taught("Azimova")])
    with pytest.raises(Refused):
        keep(centre, without, "Azimova", topic="Mavzu")
    closed = closed_course(centre, [Taught("Botirova")], code="FIZ-26/11")
    with pytest.raises(Refused):
        keep(centre, closed, "Botirova", topic="Mavzu")


def test_topics_are_pasted_a_line_a_person_with_the_supervisor_after_a_tab() -> None:
    pasted = "Oʻyin orqali taʼlim\tKarimov A.\n\nBaholash  usullari\n"
    assert pasted_topics(pasted) == [("Oʻyin orqali taʼlim", "Karimov A."), ("", ""), ("Baholash usullari", "")]


def test_a_commission_is_named_and_changed(centre: Centre, course: Course) -> None:
    assert centre.read(commission, cohort_id=course.cohort_id) is None
    named = CommissionRecord(course.cohort_id, "12-M", DAY, "Karimov Aziz", ("Aliyeva", " Aliyeva", ""), "Olimova")
    assert centre.write(set_commission, draft=named).value is None
    kept = centre.read(commission, cohort_id=course.cohort_id)
    assert kept == CommissionRecord(course.cohort_id, "12-M", DAY, "Karimov Aziz", ("Aliyeva",), "Olimova")
    assert centre.write(set_commission, draft=named).value == kept


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "chairperson"),
        ({"chairperson": "Karimov", "order_number": "12-M"}, "order_date"),
        ({"chairperson": "Karimov", "minutes_date": DAY}, "minutes_number"),
        (
            {
                "chairperson": "Karimov",
                "order_number": "12-M",
                "order_date": DAY,
                "minutes_number": "1",
                "minutes_date": date(2026, 11, 19),
            },
            "minutes_date",
        ),
    ],
)
def test_what_a_commission_lacks_is_said_at_its_field(
    centre: Centre, course: Course, values: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        centre.write(set_commission, draft=CommissionRecord(course.cohort_id, **values))  # type: ignore[arg-type]
    assert caught.value.field == field
    assert centre.read(commission, cohort_id=course.cohort_id) is None
