"""Who is due in which year, and why, in a real database."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.models.certificates import Certificate, CertificateState
from db.models.cohorts import Cohort, CohortState
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificates.issuing import begin_issue, next_certificate
from desktop_app.cohorts.enrolment import enrol, enrolled_people
from desktop_app.due.choosing import wanted_ids
from desktop_app.due.records import NO_INSTITUTION, NOT_STATED, DueFilter, DuePerson, DueReason
from desktop_app.due.service import (
    NOT_SPLIT,
    due_count,
    due_ids,
    due_list,
    due_people,
    due_totals,
    placement,
    take_back,
)
from desktop_app.errors import Invalid, Refused
from desktop_app.people.records import PeopleFilter, PersonDraft
from desktop_app.people.service import save_person
from desktop_app.reference.service import set_rule
from tests import factories

Add = Callable[..., int]
AddCourse = Callable[..., None]

TEACHER = {"staff_group": "PEDAGOG", "position_code": "OQIT", "subject_code": "FIZ"}


def due_in(centre: Centre, year: int, **narrowing: Any) -> list[DuePerson]:
    ids = centre.read(due_ids, DueFilter(year, **narrowing))
    return centre.read(due_people, year=year, person_ids=ids)


def due(centre: Centre, person_id: int, year: int) -> DuePerson | None:
    return next((line for line in due_in(centre, year) if line.person.id == person_id), None)


def due_year(centre: Centre, person_id: int, *, until: int = 2040) -> int | None:
    found = due(centre, person_id, until)
    return found and found.due_year


def test_five_years_after_the_last_course_the_next_is_due(bare: Centre, add_person: Add, add_course: AddCourse) -> None:
    person = add_person()
    add_course(person, date(2017, 3, 4))
    add_course(person, date(2022, 3, 4))
    assert due(bare, person, 2026) is None
    found = due(bare, person, 2027)
    assert found is not None
    assert (found.due_year, found.reason, found.last_course_on) == (2027, DueReason.CYCLE, date(2022, 3, 4))


def test_who_was_due_and_did_not_come_is_due_still_and_says_since_when(
    bare: Centre, add_person: Add, add_course: AddCourse
) -> None:
    person = add_person()
    add_course(person, date(2019, 3, 4))
    found = due(bare, person, 2027)
    assert found is not None
    assert found.due_year == 2024
    assert [line.person.id for line in due_in(bare, 2027, is_overdue=True)] == [person]


def test_a_course_taken_elsewhere_counts_as_much(bare: Centre, add_person: Add, add_outside_course: AddCourse) -> None:
    person = add_person()
    add_outside_course(person, date(2023, 5, 6))
    assert due_year(bare, person) == 2028


def test_a_paper_that_names_no_hours_counts_as_a_course(
    bare: Centre, add_person: Add, add_outside_course: AddCourse
) -> None:
    person = add_person()
    add_outside_course(person, date(2023, 5, 6), hours=None)
    assert due_year(bare, person) == 2028


@pytest.mark.parametrize("state", ["statement", "expelled", "absent", "studying"])
def test_a_course_without_a_certificate_is_no_course(
    bare: Centre, add_person: Add, add_course: AddCourse, state: str
) -> None:
    person = add_person()
    add_course(person, date(2023, 5, 6), state=state)
    found = due(bare, person, 2026)
    assert found is not None
    assert found.reason is DueReason.NEVER


def test_a_certificate_that_was_annulled_is_no_course(bare: Centre, certified: Callable[..., int]) -> None:
    kept, lost = certified(CertificateState.VALID), certified(CertificateState.ANNULLED)
    assert due(bare, kept, 2026) is None
    assert due(bare, lost, 2026) is not None


def test_short_courses_add_up_until_together_they_make_one(
    bare: Centre, add_person: Add, add_course: AddCourse, add_outside_course: AddCourse
) -> None:
    person = add_person(service_since=date(2000, 9, 1))
    add_course(person, date(2022, 1, 10), hours=18)
    assert due_year(bare, person) == 2003
    add_outside_course(person, date(2023, 1, 10), hours=18)
    assert due_year(bare, person) == 2028
    add_course(person, date(2024, 1, 10), hours=18)
    assert due_year(bare, person) == 2028


def test_a_whole_course_begins_the_sum_anew(bare: Centre, add_person: Add, add_course: AddCourse) -> None:
    person = add_person()
    add_course(person, date(2021, 1, 10), hours=30)
    add_course(person, date(2022, 1, 10), hours=72)
    add_course(person, date(2023, 1, 10), hours=30)
    assert due_year(bare, person) == 2027


def test_what_counts_as_a_course_is_the_rule_of_the_year_asked_for(
    bare: Centre, add_person: Add, add_course: AddCourse
) -> None:
    person = add_person()
    add_course(person, date(2024, 3, 4), hours=72)
    bare.write(set_rule, name="course_min_hours", valid_from=date(2027, 1, 1), value="144")
    assert due(bare, person, 2026) is None
    found = due(bare, person, 2027)
    assert found is not None
    assert found.reason is DueReason.NEVER


def test_new_staff_are_due_after_their_first_years(bare: Centre, add_person: Add) -> None:
    person = add_person(service_since=date(2024, 9, 1))
    assert due(bare, person, 2026) is None
    found = due(bare, person, 2027)
    assert found is not None
    assert (found.due_year, found.reason) == (2027, DueReason.SERVICE)


def test_whoever_is_not_known_to_have_been_trained_is_due_at_once(bare: Centre, add_person: Add) -> None:
    person = add_person()
    found = due(bare, person, 2026)
    assert found is not None
    assert (found.due_year, found.reason, found.last_course_on) == (2026, DueReason.NEVER, None)


@pytest.mark.parametrize(
    ("card", "year"),
    [
        ({"staff_group": "RAHBAR", "post_since": date(2021, 9, 1)}, 2025),
        ({"staff_group": "RAHBAR", "post_since": date(2019, 9, 1)}, 2026),
        ({"staff_group": "RAHBAR", "post_since": date(2018, 9, 1)}, 2027),
        ({"staff_group": "RAHBAR", "post_since": date(2017, 9, 1)}, 2028),
        ({"staff_group": "RAHBAR", "post_since": date(2009, 9, 1)}, 2029),
        ({"staff_group": "MUTAXASSIS", "position_code": "PSIX", "post_since": date(2009, 9, 1)}, 2029),
        ({"staff_group": "MUTAXASSIS", "position_code": "KUTUB", "post_since": date(2024, 9, 1)}, 2025),
        ({**TEACHER, "stage_2024": "online", "category_code": "OM"}, 2025),
        ({**TEACHER, "stage_2024": "online", "category_code": "STAJ"}, 2025),
        ({**TEACHER, "stage_2024": "online", "category_code": "I", "category_valid_to": date(2026, 4, 1)}, 2025),
        ({**TEACHER, "stage_2024": "online", "category_code": "I", "category_valid_to": date(2028, 4, 1)}, 2026),
        ({**TEACHER, "stage_2024": "online", "category_code": "II"}, 2026),
        ({**TEACHER, "stage_2024": "offline", "category_code": "MUT"}, 2027),
        ({**TEACHER, "stage_2024": "offline", "category_code": "II"}, 2028),
        ({**TEACHER, "stage_2024": "offline", "category_code": "I"}, 2028),
        ({**TEACHER, "stage_2024": "offline", "category_code": "OLIY"}, 2029),
        ({**TEACHER, "stage_2024": "online", "category_code": "OLIY", "category_is_lifetime": True}, 2029),
    ],
)
def test_the_table_of_turns_names_the_year(
    centre: Centre, add_person: Add, add_course: AddCourse, card: dict[str, Any], year: int
) -> None:
    person = add_person(**card)
    add_course(person, date(2022, 6, 1))
    found = due(centre, person, 2030)
    assert found is not None
    assert (found.due_year, found.reason) == (year, DueReason.TURN)
    assert due(centre, person, year - 1) is None


def test_whom_no_line_fits_the_five_years_decide(centre: Centre, add_person: Add, add_course: AddCourse) -> None:
    person = add_person(**TEACHER, category_code="YOQ", stage_2024="online")
    add_course(person, date(2023, 6, 1))
    assert due_year(centre, person) == 2028


def test_a_course_since_the_table_came_into_force_was_the_turn(
    centre: Centre, add_person: Add, add_course: AddCourse
) -> None:
    person = add_person(**TEACHER, category_code="II", stage_2024="online")
    add_course(person, date(2026, 3, 1))
    assert due(centre, person, 2026) is None
    found = due(centre, person, 2031)
    assert found is not None
    assert (found.due_year, found.reason) == (2031, DueReason.CYCLE)


def test_the_archive_is_left_out(bare: Centre, add_person: Add) -> None:
    add_person(is_archived=True)
    assert bare.read(due_count, year=2026) == 0


def test_who_is_in_a_running_cohort_is_shown_in_it_and_not_offered(bare: Centre, add_person: Add) -> None:
    person, other = add_person(surname="Aliyeva"), add_person(surname="Boboyeva")
    cohort = new_cohort(bare)
    bare.write(enrol, cohort_id=cohort, person_ids=[person])
    assert [line.cohort_code for line in due_in(bare, 2026)] == ["MAT-26/11", ""]
    assert [line.person.id for line in due_in(bare, 2026, is_free=True)] == [other]


def test_who_dropped_out_of_a_running_cohort_is_free_again(bare: Centre, add_person: Add) -> None:
    person = add_person()
    factories.write(bare, factories.enrolment(new_cohort(bare), person, state="expelled"))
    assert [line.cohort_id for line in due_in(bare, 2026)] == [None]


def test_the_list_is_in_uzbek_order(bare: Centre, add_person: Add) -> None:
    for surname in ("Choriyev", "Oʻrinov", "Shodiyev", "Zokirov", "Abdiyev"):
        add_person(surname=surname)
    surnames = [line.person.name.surname for line in due_in(bare, 2026)]
    assert surnames == ["Abdiyev", "Zokirov", "Oʻrinov", "Shodiyev", "Choriyev"]


@pytest.mark.parametrize("text", ["gulchehr", "ehra", "Пулат", "poʻlatova g", "12-мактаб", "1234567", "34567"])
def test_a_text_finds_any_part_of_a_card_as_the_list_of_people_does(bare: Centre, text: str) -> None:
    draft = PersonDraft(
        surname="Poʻlatova", given_name="Gulchehra", phone="901234567", workplace="12-maktab", staff_group="PEDAGOG"
    )
    person_id = bare.write(save_person, draft).value
    bare.write(save_person, PersonDraft(surname="Olimov", given_name="Ali", workplace="120-maktab"))
    assert [line.person.id for line in due_in(bare, 2026, text=text)] == [person_id]
    assert bare.read(due_totals, DueFilter(2026, text=text)).whole.people == 1
    assert list(bare.read(wanted_ids, PeopleFilter(text=text, due_year=2026))) == [person_id]


def test_every_chooser_narrows_the_list(bare: Centre, add_person: Add) -> None:
    school = factories.write(bare, factories.institution())
    card = {**TEACHER, "institution_id": school.id, "category_code": "I", "language_code": "ru"}
    person = add_person(**card, service_since=date(2020, 1, 1))
    add_person(district_code=None)
    for narrowing in (
        {"district_code": factories.DISTRICT_CODE},
        {"institution_id": school.id},
        {"subject_code": "FIZ"},
        {"staff_group": "PEDAGOG"},
        {"category_code": "I"},
        {"language_code": "ru"},
        {"reason": DueReason.SERVICE},
        {"is_overdue": True},
    ):
        assert [line.person.id for line in due_in(bare, 2026, **narrowing)] == [person], narrowing


def test_those_whose_card_does_not_say_are_asked_for_too(bare: Centre, add_person: Add) -> None:
    person = add_person(district_code=None)
    add_person(**TEACHER, institution_id=factories.write(bare, factories.institution()).id)
    for narrowing in (
        {"district_code": NOT_STATED},
        {"subject_code": NOT_STATED},
        {"institution_id": NO_INSTITUTION},
    ):
        assert [line.person.id for line in due_in(bare, 2026, **narrowing)] == [person], narrowing


def test_the_totals_agree_with_each_other_and_with_the_list(
    centre: Centre, add_person: Add, add_course: AddCourse
) -> None:
    school = factories.write(centre, factories.institution())
    for place in range(12):
        person = add_person(
            district_code=[factories.DISTRICT_CODE, "1727212", None][place % 3],
            institution_id=[school.id, None][place % 2],
            subject_code=["FIZ", "MAT", None, "NO_SUCH"][place % 4],
        )
        if place % 5 == 0:
            add_course(person, date(2026, 2, 3))
    found = centre.read(due_list, DueFilter(2026))
    totals = found.totals
    assert len(found.people) == totals.whole.people == centre.read(due_count, year=2026) == 9
    assert totals.whole.trained == 3
    for split in (totals.districts, totals.schools, totals.subjects):
        for name in ("people", "overdue", "in_cohort", "trained"):
            assert sum(getattr(total, name) for total in split) == getattr(totals.whole, name), name


def test_a_total_is_as_long_as_the_list_behind_it(bare: Centre, add_person: Add) -> None:
    for place in range(9):
        add_person(district_code=[factories.DISTRICT_CODE, "1727212", None][place % 3], subject_code="FIZ")
    totals = bare.read(due_totals, DueFilter(2026))
    for total in totals.districts:
        assert len(due_in(bare, 2026, district_code=total.key)) == total.people
    for school in totals.schools:
        assert len(due_in(bare, 2026, institution_id=school.key)) == school.people


def test_the_plan_is_held_against_the_due(bare: Centre, add_person: Add) -> None:
    for _place in range(4):
        add_person(**TEACHER)
    for line in (
        factories.plan_line(people=3, district_code=factories.DISTRICT_CODE, subject_code="FIZ"),
        factories.plan_line(people=2, district_code=None, subject_code="FIZ"),
        factories.plan_line(people=50, channel_code="UKT"),
        factories.plan_line(people=60, year=2027),
    ):
        factories.write(bare, line)
    totals = bare.read(due_totals, DueFilter(2026))
    assert {total.key: (total.people, total.planned) for total in totals.districts} == {
        factories.DISTRICT_CODE: (4, 3),
        NOT_SPLIT: (0, 2),
    }
    assert [(total.key, total.people, total.planned) for total in totals.subjects] == [("FIZ", 4, 5)]
    assert (totals.whole.planned, totals.whole.lacking) == (5, -1)


def test_no_plan_is_held_against_what_it_does_not_know(bare: Centre, add_person: Add) -> None:
    add_person(**TEACHER, category_code="I")
    factories.write(bare, factories.plan_line())
    assert bare.read(due_totals, DueFilter(2026, category_code="I")).whole.planned is None


@pytest.mark.parametrize("year", [0, 1999, 2101, 99999])
def test_a_year_without_a_list_is_told(centre: Centre, year: int) -> None:
    with pytest.raises(Invalid):
        centre.read(due_count, year=year)


def test_a_placement_tells_its_limits_before_anything_is_done(bare: Centre, add_person: Add) -> None:
    cohort = new_cohort(bare, subject_code="FIZ")
    fitting, stranger, taken = add_person(**TEACHER), add_person(staff_group="RAHBAR"), add_person(surname="Boboyeva")
    bare.write(enrol, cohort_id=new_cohort(bare, "G-2"), person_ids=[taken])
    found = bare.read(placement, cohort_id=cohort, person_ids=[stranger, fitting, taken])
    assert (found.free_ids, found.taken, found.strangers) == ((stranger, fitting), 1, 1)
    assert [(warning.people, warning.least, warning.most) for warning in found.warnings] == [(2, 25, 30)]


def test_enrolments_are_taken_back_together(bare: Centre, add_person: Add) -> None:
    cohort = new_cohort(bare)
    enrolled = bare.write(enrol, cohort_id=cohort, person_ids=[add_person(), add_person()]).value
    bare.write(take_back, enrolment_ids=enrolled)
    assert bare.read(enrolled_people, cohort_id=cohort) == []


def test_when_one_was_admitted_meanwhile_nobody_is_taken_back(bare: Centre, add_person: Add) -> None:
    cohort = new_cohort(bare)
    first = bare.write(enrol, cohort_id=cohort, person_ids=[add_person()]).value
    admitted = factories.write(bare, factories.enrolment(cohort, add_person(), state="studying")).id
    with pytest.raises(Refused):
        bare.write(take_back, enrolment_ids=[*first, admitted])
    assert len(bare.read(enrolled_people, cohort_id=cohort)) == 2


def new_cohort(centre: Centre, code: str = "MAT-26/11", **programme: Any) -> int:
    taught = factories.write(centre, factories.programme(code=f"P {code}", **programme))
    return factories.write(centre, factories.cohort(taught.id, code=code)).id


@pytest.fixture
def certified(centre: Centre, add_person: Add) -> Callable[..., int]:
    """A person with a certificate in a state, of a cohort completed in 2024."""

    def certify(state: CertificateState) -> int:
        person = add_person()
        cohort_id = new_cohort(centre, f"S-{person}")
        ended = date(2024, 3, 4)
        enrolment = factories.write(
            centre, factories.enrolment(cohort_id, person, state="completed", finished_on=ended)
        ).id

        def issue(unit: UnitOfWork) -> None:
            cohort = unit.session.get_one(Cohort, cohort_id)
            cohort.state, cohort.completed_on = CohortState.COMPLETED, ended
            terms = begin_issue(unit, cohort=cohort, day=ended)
            made = next_certificate(terms, enrolment_id=enrolment, holder="Abdullayeva Zilola")
            unit.insert_many(Certificate, [dict(made.columns)], reason="test")
            issued = unit.session.scalars(select(Certificate).where(Certificate.enrolment_id == enrolment)).one()
            issued.state = state

        centre.write(issue)
        return person

    return certify


def test_a_placement_leaves_out_whose_last_course_still_holds_and_says_why(
    bare: Centre, add_person: Add, add_course: AddCourse
) -> None:
    trained, fresh = add_person(surname="Aliyeva"), add_person(surname="Karimova")
    add_course(trained, date(2025, 3, 29))
    taught = factories.write(bare, factories.programme())
    cohort = factories.write(bare, factories.cohort(taught.id)).id
    found = bare.read(placement, cohort_id=cohort, person_ids=[trained, fresh])
    assert found.free_ids == (fresh,)
    (why,) = found.hindered
    assert why.startswith("Aliyeva")
