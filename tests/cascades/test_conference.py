"""A conference: attendance is all there is, without tests and without papers of the centre."""

from datetime import date

import pytest

from db.models.cohorts import CohortState
from db.models.plan import StatedFigure
from desktop_app.cascades.participation import participation
from desktop_app.centre import Centre
from desktop_app.certificates.service import issue_certificates
from desktop_app.completion.records import Outcome
from desktop_app.completion.service import complete_cohort, completion_list
from desktop_app.errors import Refused
from tests import factories
from tests.cascades.test_cascade import person

PEOPLE = 161


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    """A day of six hours with 161 people, every one of whom was there."""
    values = {"kind_code": "CONFERENCE", "certificate_kind_code": "YOQ", "has_entry_test": False}
    taught = factories.write(
        centre, factories.programme(code="KONF", module_hours=(6,), has_final_test=False, **values)
    )
    day = date(2026, 11, 20)
    cohort = factories.write(
        centre, factories.cohort(taught.id, state=CohortState.STUDYING, starts_on=day, ends_on=day)
    )
    lessons = [
        factories.write(centre, factories.session(cohort.id, held_on=day, place_in_day=place)) for place in (1, 2, 3)
    ]
    enrolments = [
        factories.enrolment(cohort.id, person(centre, f"Ishtirokchi {number}").id) for number in range(1, PEOPLE + 1)
    ]
    marks = []
    for row in enrolments:
        factories.write(centre, row)
        marks += [factories.mark(lesson.id, row.id) for lesson in lessons]
    centre.write(lambda unit: unit.session.add_all(marks))
    return cohort.id


def test_a_conference_ends_by_attendance_alone_and_gives_no_certificate(centre: Centre, cohort_id: int) -> None:
    found = centre.read(completion_list, cohort_id=cohort_id)
    assert [row.outcome for row in found.rows] == [Outcome.CERTIFICATE] * PEOPLE
    centre.write(
        complete_cohort, cohort_id=cohort_id, order_number="5-T/T", order_date=date(2026, 11, 21), version=found.version
    )
    with pytest.raises(Refused) as error:
        centre.write(issue_certificates, cohort_id=cohort_id)
    assert error.value.code == "no_certificates"


def test_the_161_of_the_paper_are_the_161_of_the_list(centre: Centre, cohort_id: int) -> None:
    factories.write(centre, StatedFigure(what="course_people", key="KONF", year=2026, count=PEOPLE, source="Hisobot"))
    table = centre.read(participation, cohort_id=cohort_id)
    assert (table.enrolled, table.total, [stated.count for stated in table.stated]) == (PEOPLE, 0, [PEOPLE])
