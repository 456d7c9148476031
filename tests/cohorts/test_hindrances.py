"""Nobody studies in two cohorts at once, or twice in a cycle without a written reason."""

from datetime import date

import pytest

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import OutsideCourse
from db.models.programmes import Programme, ProgrammeStage
from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.centre import Centre
from desktop_app.cohorts.enrolment import enrol, enrolled_people
from desktop_app.cohorts.hindrances import Hindrance, HindranceKind, Study, hindrances
from desktop_app.cohorts.rules import begins_cycle, may_repeat
from desktop_app.errors import Refused
from tests import factories

STARTS_ON, ENDS_ON = date(2026, 11, 2), date(2026, 11, 28)


@pytest.fixture
def taught(centre: Centre) -> Programme:
    return factories.write(centre, factories.programme())


@pytest.fixture
def row(centre: Centre, taught: Programme) -> Cohort:
    return factories.write(centre, factories.cohort(taught.id))


@pytest.fixture
def person_id(centre: Centre) -> int:
    return factories.write(centre, factories.person()).id


def put(centre: Centre, person_id: int, programme_id: int, **values: object) -> Cohort:
    """Into a cohort of its own, in the state given."""
    state = values.pop("person", EnrolmentState.STUDYING)
    other = factories.write(centre, factories.cohort(programme_id, **{"code": "BOSHQA", **values}))
    finished_on = other.ends_on if state is EnrolmentState.COMPLETED else None
    factories.write(centre, factories.enrolment(other.id, person_id, state=state, finished_on=finished_on))
    return other


def found(centre: Centre, row: Cohort, person_id: int) -> Hindrance | None:
    study = Study(row.programme_id, row.starts_on, row.ends_on, row.stage_id, row.cascade_level, row.id)
    return centre.read(hindrances, study, [person_id]).get(person_id)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "overlaps"),
    [
        (date(2026, 10, 5), date(2026, 11, 2), True),
        (date(2026, 11, 28), date(2026, 12, 19), True),
        (date(2026, 10, 5), date(2026, 11, 1), False),
        (date(2026, 11, 29), date(2026, 12, 19), False),
    ],
)
def test_one_common_day_is_an_overlap(
    centre: Centre, row: Cohort, person_id: int, starts_on: date, ends_on: date, overlaps: bool
) -> None:
    short = factories.write(centre, factories.programme(code="QISQA", module_hours=(12,)))
    put(centre, person_id, short.id, starts_on=starts_on, ends_on=ends_on)
    hindrance = found(centre, row, person_id)
    assert (hindrance is not None and hindrance.kind is HindranceKind.OVERLAP) == overlaps


def test_an_overlap_is_stopped_whatever_the_reason_and_both_cohorts_are_told(
    centre: Centre, row: Cohort, person_id: int
) -> None:
    put(centre, person_id, row.programme_id)
    with pytest.raises(Refused) as refusal:
        centre.write(enrol, cohort_id=row.id, person_ids=[person_id], repeat_reason="Direktor ruxsati")
    assert refusal.value.code == "cohorts_overlap"
    assert refusal.value.facts["course"] == "BOSHQA"
    assert (refusal.value.facts["starts"], refusal.value.facts["ends"]) == ("02.11.2026", "28.11.2026")


@pytest.mark.parametrize("state", [EnrolmentState.EXPELLED, EnrolmentState.ABSENT, EnrolmentState.TRANSFERRED])
def test_who_left_the_other_cohort_is_free(centre: Centre, row: Cohort, person_id: int, state: EnrolmentState) -> None:
    put(centre, person_id, row.programme_id, person=state)
    assert found(centre, row, person_id) is None


def test_a_cancelled_cohort_hinders_nobody(centre: Centre, row: Cohort, person_id: int) -> None:
    put(centre, person_id, row.programme_id, state=CohortState.CANCELLED)
    assert found(centre, row, person_id) is None


def test_a_second_course_of_the_cycle_needs_a_written_reason_which_is_kept_and_journaled(
    centre: Centre, row: Cohort, person_id: int
) -> None:
    put(
        centre,
        person_id,
        row.programme_id,
        person=EnrolmentState.COMPLETED,
        starts_on=date(2025, 3, 3),
        ends_on=date(2025, 3, 29),
    )
    with pytest.raises(Refused) as refusal:
        centre.write(enrol, cohort_id=row.id, person_ids=[person_id], repeat_reason="  ")
    assert refusal.value.code == "course_holds"
    assert refusal.value.facts["year"] == 2030
    outcome = centre.write(enrol, cohort_id=row.id, person_ids=[person_id], repeat_reason="Vazirlik topshirigʻi")
    (enrolled,) = centre.read(enrolled_people, cohort_id=row.id)
    assert enrolled.repeat_reason == "Vazirlik topshirigʻi"
    page = centre.read(journal_page, JournalFilter(entity="enrolment"), offset=0, limit=10)
    told = {
        change.field: change.after for entry in page for change in entry.changes if entry.batch == outcome.changes.batch
    }
    assert told["repeat_reason"] == "Vazirlik topshirigʻi"


def test_who_needs_no_reason_keeps_none(centre: Centre, row: Cohort, person_id: int) -> None:
    centre.write(enrol, cohort_id=row.id, person_ids=[person_id], repeat_reason="Vazirlik topshirigʻi")
    (enrolled,) = centre.read(enrolled_people, cohort_id=row.id)
    assert enrolled.repeat_reason == ""


def test_a_course_still_to_come_is_one_of_the_cycle_too(centre: Centre, row: Cohort, person_id: int) -> None:
    put(centre, person_id, row.programme_id, starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 27))
    hindrance = found(centre, row, person_id)
    assert hindrance is not None
    assert hindrance.kind is HindranceKind.REPEAT


@pytest.mark.parametrize(
    "values",
    [{"kind_code": "CONFERENCE"}, {"module_hours": (24,)}],
    ids=["a conference", "a short course"],
)
def test_conferences_and_short_courses_do_not_count(
    centre: Centre, row: Cohort, person_id: int, values: dict[str, object]
) -> None:
    light = factories.write(centre, factories.programme(code="YENGIL", **values))
    put(
        centre,
        person_id,
        light.id,
        person=EnrolmentState.COMPLETED,
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 7),
    )
    assert found(centre, row, person_id) is None
    counted = factories.write(centre, factories.cohort(light.id, code="YANA"))
    put(centre, person_id, row.programme_id, code="UCHINCHI", starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 26))
    assert found(centre, counted, person_id) is None


def test_a_course_taken_elsewhere_counts(centre: Centre, row: Cohort, person_id: int) -> None:
    course = OutsideCourse(person_id=person_id, title="Xorijiy kurs", hours=72, ends_on=date(2025, 6, 1))
    factories.write(centre, course)
    hindrance = found(centre, row, person_id)
    assert hindrance is not None
    assert hindrance.course == "Xorijiy kurs"


def test_a_course_of_before_the_table_of_turns_belongs_to_the_cycle_before(
    centre: Centre, row: Cohort, person_id: int
) -> None:
    course = OutsideCourse(person_id=person_id, title="Kurs", hours=72, ends_on=date(2024, 12, 28))
    factories.write(centre, course)
    assert found(centre, row, person_id) is None


def test_the_next_stage_of_a_course_is_no_second_course(
    centre: Centre, row: Cohort, taught: Programme, person_id: int
) -> None:
    first, second = (
        factories.write(centre, ProgrammeStage(programme_id=taught.id, place=place, hours=36, mode_code="AJR"))
        for place in (1, 2)
    )
    dates = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 7)}
    put(centre, person_id, taught.id, person=EnrolmentState.COMPLETED, stage_id=first.id, **dates)
    of_second = factories.write(centre, factories.cohort(taught.id, code="2-BOSQICH", stage_id=second.id))
    of_first = factories.write(centre, factories.cohort(taught.id, code="1-BOSQICH", stage_id=first.id))
    assert found(centre, of_second, person_id) is None
    assert found(centre, of_first, person_id) is not None


def test_what_stands_in_the_file_already_stays_readable(centre: Centre, row: Cohort, person_id: int) -> None:
    other = put(centre, person_id, row.programme_id)
    factories.write(centre, factories.enrolment(row.id, person_id))
    for cohort_id in (row.id, other.id):
        assert len(centre.read(enrolled_people, cohort_id=cohort_id)) == 1


def test_the_cycle_begins_with_its_first_year_or_with_the_table_of_turns() -> None:
    rules = factories.rules(cycle_years=5)
    assert begins_cycle(date(2026, 11, 2), rules, table_of_turns_on=None) == date(2022, 1, 1)
    assert begins_cycle(date(2026, 11, 2), rules, table_of_turns_on=date(2025, 1, 1)) == date(2025, 1, 1)
    assert begins_cycle(date(2031, 11, 2), rules, table_of_turns_on=date(2025, 1, 1)) == date(2027, 1, 1)


def test_only_whole_courses_come_once_a_cycle() -> None:
    rules = factories.rules(course_min_hours=36)
    assert may_repeat("REGULAR", 36, rules)
    assert not may_repeat("REGULAR", 35, rules)
    assert not may_repeat("CONFERENCE", 72, rules)


def test_an_enrolment_given_up_by_a_transfer_does_not_hinder(centre: Centre, row: Cohort, person_id: int) -> None:
    other = put(centre, person_id, row.programme_id)
    own = centre.read(lambda unit: unit.session.query(Enrolment).filter_by(cohort_id=other.id).one().id)
    study = Study(row.programme_id, row.starts_on, row.ends_on, cohort_id=row.id)
    assert centre.read(hindrances, study, [person_id], but_enrolment_id=own) == {}
