"""Enrolling, admitting, expelling and removing people in a real database."""

from datetime import date

import pytest

from db.models.cohorts import Cohort, CohortState, EnrolmentState
from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.centre import Centre
from desktop_app.cohorts.admission import admit
from desktop_app.cohorts.enrolment import enrol, enrolled_people, remove
from desktop_app.cohorts.leaving import expel
from desktop_app.cohorts.records import EnrolledPerson
from desktop_app.cohorts.service import cohort
from desktop_app.errors import Duplicate, Invalid, Refused
from tests import factories

ORDER = {"order_number": "14-son", "order_date": date(2026, 11, 5)}


@pytest.fixture
def row(centre: Centre) -> Cohort:
    taught = factories.write(centre, factories.programme())
    return factories.write(centre, factories.cohort(taught.id))


def enrol_named(centre: Centre, row: Cohort, *surnames: str) -> list[int]:
    people = [factories.write(centre, factories.person(surname=surname)).id for surname in surnames]
    return centre.write(enrol, cohort_id=row.id, person_ids=people).value


def people_of(centre: Centre, row: Cohort) -> list[EnrolledPerson]:
    return centre.read(enrolled_people, cohort_id=row.id)


def states(centre: Centre, row: Cohort) -> dict[int, EnrolmentState]:
    return {person.id: person.state for person in people_of(centre, row)}


def test_an_enrolment_keeps_the_workplace_of_its_day(centre: Centre, row: Cohort) -> None:
    school = factories.write(centre, factories.institution(name="12-maktab"))
    person = factories.write(
        centre, factories.person(institution_id=school.id, position_code="PSIX", staff_group="MUTAXASSIS")
    )
    centre.write(enrol, cohort_id=row.id, person_ids=[person.id])
    (enrolled,) = people_of(centre, row)
    assert (enrolled.workplace, enrolled.position, enrolled.staff_group) == ("12-maktab", "Psixolog", "MUTAXASSIS")
    assert enrolled.district is not None
    assert enrolled.state == EnrolmentState.APPLIED


def test_people_are_listed_in_uzbek_order(centre: Centre, row: Cohort) -> None:
    enrol_named(centre, row, "Choriyev", "Oʻrinov", "Shodiyev", "Zokirov", "Abdiyev")
    surnames = [person.name.split()[0] for person in people_of(centre, row)]
    assert surnames == ["Abdiyev", "Zokirov", "Oʻrinov", "Shodiyev", "Choriyev"]


def test_nobody_is_enrolled_twice_and_the_name_is_said(centre: Centre, row: Cohort) -> None:
    enrol_named(centre, row, "Aliyeva")
    (aliyeva,) = people_of(centre, row)
    with pytest.raises(Duplicate) as refusal:
        centre.write(enrol, cohort_id=row.id, person_ids=[aliyeva.person_id])
    assert refusal.value.facts["name"] == "Aliyeva Zilola Rustam qizi"


@pytest.mark.parametrize("state", [CohortState.COMPLETED, CohortState.CANCELLED])
def test_a_closed_cohort_takes_no_one(centre: Centre, state: CohortState) -> None:
    taught = factories.write(centre, factories.programme())
    closed = factories.write(centre, factories.cohort(taught.id, state=state))
    with pytest.raises(Refused):
        enrol_named(centre, closed, "Aliyeva")


def test_an_order_admits_all_applicants_of_a_studying_cohort(centre: Centre, row: Cohort) -> None:
    first, second = enrol_named(centre, row, "Aliyeva", "Karimova")
    admission = centre.write(admit, cohort_id=row.id, **ORDER).value
    assert (admission.admitted, admission.not_seen) == (2, ())
    assert states(centre, row) == {first: EnrolmentState.STUDYING, second: EnrolmentState.STUDYING}


@pytest.mark.parametrize(
    ("starts_on", "cohort_state", "person_state"),
    [
        (date(2026, 11, 21), CohortState.STUDYING, EnrolmentState.STUDYING),
        (date(2026, 11, 22), CohortState.PLANNED, EnrolmentState.ADMITTED),
    ],
)
def test_a_cohort_begins_with_its_order_from_the_first_day_on(
    centre: Centre, starts_on: date, cohort_state: CohortState, person_state: EnrolmentState
) -> None:
    taught = factories.write(centre, factories.programme())
    planned = factories.write(centre, factories.cohort(taught.id, state=CohortState.PLANNED, starts_on=starts_on))
    (enrolment_id,) = enrol_named(centre, planned, "Aliyeva")
    centre.write(admit, cohort_id=planned.id, **ORDER)
    assert centre.read(cohort, cohort_id=planned.id).state == cohort_state
    assert states(centre, planned) == {enrolment_id: person_state}


def test_who_was_not_seen_in_the_first_three_days_is_not_admitted(centre: Centre, row: Cohort) -> None:
    came, excused, came_late = enrol_named(centre, row, "Aliyeva", "Karimova", "Salimova")
    first_day = factories.write(centre, factories.session(row.id, held_on=date(2026, 11, 2)))
    fourth_day = factories.write(centre, factories.session(row.id, held_on=date(2026, 11, 5)))
    factories.write(centre, factories.mark(first_day.id, came))
    factories.write(centre, factories.mark(first_day.id, excused, kind_code="SABABLI"))
    factories.write(centre, factories.mark(fourth_day.id, came_late))
    admission = centre.write(admit, cohort_id=row.id, **ORDER).value
    assert admission.not_seen == ("Karimova Zilola Rustam qizi", "Salimova Zilola Rustam qizi")
    assert states(centre, row) == {
        came: EnrolmentState.STUDYING,
        excused: EnrolmentState.ABSENT,
        came_late: EnrolmentState.ABSENT,
    }


def test_who_missed_only_some_hours_of_the_first_lessons_was_seen(centre: Centre, row: Cohort) -> None:
    part, whole = enrol_named(centre, row, "Aliyeva", "Karimova")
    lesson = factories.write(centre, factories.session(row.id, held_on=date(2026, 11, 2)))
    factories.write(centre, factories.mark(lesson.id, part, kind_code="KELMADI", missed_hours=1))
    factories.write(centre, factories.mark(lesson.id, whole, kind_code="KELMADI"))
    centre.write(admit, cohort_id=row.id, **ORDER)
    assert states(centre, row) == {part: EnrolmentState.STUDYING, whole: EnrolmentState.ABSENT}


def test_only_the_given_applicants_are_admitted(centre: Centre, row: Cohort) -> None:
    first, second = enrol_named(centre, row, "Aliyeva", "Karimova")
    centre.write(admit, cohort_id=row.id, enrolment_ids=[first], **ORDER)
    assert states(centre, row) == {first: EnrolmentState.STUDYING, second: EnrolmentState.APPLIED}


def test_a_later_order_leaves_the_first_on_the_cohort_and_stands_in_the_journal(centre: Centre, row: Cohort) -> None:
    first, second = enrol_named(centre, row, "Aliyeva", "Karimova")
    centre.write(admit, cohort_id=row.id, enrolment_ids=[first], **ORDER)
    later = {"order_number": "20-son", "order_date": date(2026, 11, 9)}
    admission = centre.write(admit, cohort_id=row.id, **later).value
    assert admission.kept_order == "14-son"
    record = centre.read(cohort, cohort_id=row.id)
    assert (record.order_number, record.order_date) == ("14-son", date(2026, 11, 5))
    (newest, *_older) = centre.read(journal_page, JournalFilter(entity="cohort"), offset=0, limit=10)
    told = {change.field: change.after for change in newest.changes}
    assert told == {"order_number": "20-son", "order_date": "2026-11-09", "enrolments": [second]}


def test_an_order_number_noted_beforehand_gives_way_to_the_order_itself(centre: Centre) -> None:
    taught = factories.write(centre, factories.programme())
    planned = factories.write(centre, factories.cohort(taught.id, order_number="loyiha"))
    enrol_named(centre, planned, "Aliyeva")
    assert centre.write(admit, cohort_id=planned.id, **ORDER).value.kept_order == ""
    assert centre.read(cohort, cohort_id=planned.id).order_number == "14-son"


def test_an_order_needs_its_number_and_somebody_to_admit(centre: Centre, row: Cohort) -> None:
    with pytest.raises(Refused):
        centre.write(admit, cohort_id=row.id, **ORDER)
    enrol_named(centre, row, "Aliyeva")
    with pytest.raises(Invalid) as refusal:
        centre.write(admit, cohort_id=row.id, order_number=" ", order_date=date(2026, 11, 5))
    assert refusal.value.field == "order_number"


def test_a_person_is_expelled_once_and_with_a_reason(centre: Centre, row: Cohort) -> None:
    (enrolment_id,) = enrol_named(centre, row, "Aliyeva")
    with pytest.raises(Invalid):
        centre.write(expel, enrolment_id=enrolment_id, reason="")
    centre.write(expel, enrolment_id=enrolment_id, reason="Oʻz arizasiga koʻra")
    (expelled,) = people_of(centre, row)
    assert (expelled.state, expelled.left_on) == (EnrolmentState.EXPELLED, date(2026, 11, 21))
    assert expelled.leaving_reason == "Oʻz arizasiga koʻra"
    with pytest.raises(Refused):
        centre.write(expel, enrolment_id=enrolment_id, reason="Yana")


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 11, 22)])
def test_nobody_leaves_before_the_enrolment_or_on_a_day_to_come(centre: Centre, row: Cohort, day: date) -> None:
    (enrolment_id,) = enrol_named(centre, row, "Aliyeva")
    with pytest.raises(Invalid, match="left_on_wrong"):
        centre.write(expel, enrolment_id=enrolment_id, reason="Oʻz arizasiga koʻra", left_on=day)
    assert people_of(centre, row)[0].state is EnrolmentState.APPLIED


def test_an_applicant_without_marks_can_be_removed(centre: Centre, row: Cohort) -> None:
    (enrolment_id,) = enrol_named(centre, row, "Aliyeva")
    centre.write(remove, enrolment_id=enrolment_id)
    assert people_of(centre, row) == []


def test_people_who_were_marked_or_admitted_are_expelled_not_removed(centre: Centre, row: Cohort) -> None:
    marked, admitted = enrol_named(centre, row, "Aliyeva", "Karimova")
    lesson = factories.write(centre, factories.session(row.id))
    centre.write(admit, cohort_id=row.id, enrolment_ids=[admitted], **ORDER)
    factories.write(centre, factories.mark(lesson.id, marked))
    for enrolment_id in (marked, admitted):
        with pytest.raises(Refused) as refusal:
            centre.write(remove, enrolment_id=enrolment_id)
        assert refusal.value.code == "cannot_remove"


def test_a_list_that_comes_when_the_course_is_under_way_is_of_people_who_were_there_from_its_first_day(
    centre: Centre, row: Cohort
) -> None:
    begun = factories.write(centre, factories.cohort(row.programme_id, code="KECH-1", starts_on=date(2026, 11, 19)))
    listed, joined = [factories.write(centre, factories.person(surname=name)).id for name in ("Aliyeva", "Olimova")]
    (first,) = centre.write(enrol, cohort_id=begun.id, person_ids=[listed]).value
    (later,) = centre.write(enrol, cohort_id=begun.id, person_ids=[joined]).value
    since = {person.id: person.enrolled_on for person in people_of(centre, begun)}
    assert since == {first: date(2026, 11, 19), later: date(2026, 11, 21)}
