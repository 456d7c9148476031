"""Proposing, saving, listing, starting and cancelling cohorts in a real database."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.cohorts import Cohort, CohortState, EnrolmentState
from db.models.programmes import CascadeLevel, ProgrammeStage
from desktop_app.centre import Centre
from desktop_app.cohorts.placing import level_leaders
from desktop_app.cohorts.records import CohortDraft, CohortRule
from desktop_app.cohorts.service import (
    cancel_cohort,
    cohort,
    cohort_by_code,
    cohort_warnings,
    cohorts,
    draft_warnings,
    propose_cohort,
    save_cohort,
    start_cohort,
)
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from tests import factories

MONDAY = date(2026, 11, 23)


@pytest.fixture
def programme_id(centre: Centre) -> int:
    return factories.write(centre, factories.programme(module_hours=(12, 24))).id


def draft(programme_id: int, /, **values: object) -> CohortDraft:
    ends_on = date(2026, 11, 28)
    return replace(CohortDraft("TV-26-001", programme_id, MONDAY, ends_on, order_number="14-son"), **values)


def kept(centre: Centre, programme_id: int, **values: object) -> Cohort:
    return factories.write(centre, factories.cohort(programme_id, **values))


def enrolled(centre: Centre, cohort_id: int, **values: object) -> int:
    person = factories.write(centre, factories.person())
    return factories.write(centre, factories.enrolment(cohort_id, person.id, **values)).id


def test_a_new_cohort_is_proposed_its_code_and_its_last_day(centre: Centre, programme_id: int) -> None:
    kept(centre, programme_id, code="TV-26-013")
    proposal = centre.read(propose_cohort, programme_id=programme_id, starts_on=MONDAY)
    assert (proposal.code, proposal.ends_on) == ("TV-26-014", date(2026, 11, 28))


def test_a_cohort_comes_back_as_it_was_saved_with_its_programme_and_leader(centre: Centre, programme_id: int) -> None:
    leader_id = centre.actor.staff_id
    new = draft(programme_id, place="  Chirchiq  sh. ", leader_id=leader_id, order_date=date(2026, 11, 24))
    cohort_id = centre.write(save_cohort, new).value
    found = centre.read(cohort, cohort_id=cohort_id)
    assert (found.code, found.order_number, found.order_date) == ("TV-26-001", "14-son", date(2026, 11, 24))
    assert (found.place, found.hours, found.leader) == ("Chirchiq sh.", 36, "Saidova Nodira Rustam qizi")
    assert found.state == CohortState.PLANNED
    assert centre.read(cohort_by_code, code="TV-26-001") == found


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": ""}, "code"),
        ({"programme_id": 999}, "programme_id"),
        ({"ends_on": date(2026, 11, 22)}, "ends_on"),
        ({"leader_id": 999}, "leader_id"),
    ],
)
def test_a_mistake_is_named_at_its_field(
    centre: Centre, programme_id: int, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        centre.write(save_cohort, draft(programme_id, **change))
    assert refusal.value.field == field


def test_a_code_is_given_once(centre: Centre, programme_id: int) -> None:
    centre.write(save_cohort, draft(programme_id))
    with pytest.raises(Duplicate):
        centre.write(save_cohort, draft(programme_id))


def test_a_cohort_changed_by_another_is_not_overwritten(centre: Centre, programme_id: int) -> None:
    cohort_id = centre.write(save_cohort, draft(programme_id)).value
    centre.write(save_cohort, draft(programme_id, id=cohort_id, place="Bekobod"))
    with pytest.raises(Conflict):
        centre.write(save_cohort, draft(programme_id, id=cohort_id, place="Angren"))


def test_a_closed_cohort_can_no_longer_be_changed(centre: Centre, programme_id: int) -> None:
    closed = kept(centre, programme_id, state=CohortState.COMPLETED)
    with pytest.raises(Refused):
        centre.write(save_cohort, draft(programme_id, id=closed.id))


def test_lessons_with_marks_are_not_left_outside_the_dates(centre: Centre, programme_id: int) -> None:
    row = kept(centre, programme_id)
    lesson = factories.write(centre, factories.session(row.id, held_on=date(2026, 11, 3)))
    moved = draft(programme_id, id=row.id)
    centre.write(save_cohort, replace(moved, ends_on=date(2026, 11, 29)))
    factories.write(centre, factories.mark(lesson.id, enrolled(centre, row.id)))
    with pytest.raises(Refused) as refusal:
        centre.write(save_cohort, replace(moved, version=2))
    assert refusal.value.code == "marks_outside_dates"


def test_what_is_unusual_is_told_and_does_not_stop_the_work(centre: Centre, programme_id: int) -> None:
    late = draft(programme_id, ends_on=date(2026, 11, 25), order_date=date(2026, 11, 30))
    cohort_id = centre.write(save_cohort, late).value
    warnings = centre.read(cohort_warnings, cohort_id=cohort_id)
    assert [warning.rule for warning in warnings] == [CohortRule.DATE, CohortRule.HOURS, CohortRule.CAP]


def test_people_who_dropped_out_are_not_counted(centre: Centre, programme_id: int) -> None:
    row = kept(centre, programme_id)
    for state in (EnrolmentState.STUDYING, EnrolmentState.APPLIED, EnrolmentState.ABSENT, EnrolmentState.EXPELLED):
        enrolled(centre, row.id, state=state)
    (line,) = centre.read(cohorts).rows
    assert line.people == 2


def test_cohorts_are_filtered_by_state_year_and_text_in_either_script(centre: Centre, programme_id: int) -> None:
    kept(centre, programme_id, code="A-1", starts_on=date(2025, 11, 3), state=CohortState.COMPLETED)
    kept(centre, programme_id, code="A-2", place="Bekobod")
    kept(centre, factories.write(centre, factories.programme(code="X", title="Oʻzbek tili")).id, code="A-3")

    def codes(**filters: object) -> set[str]:
        return {row.code for row in centre.read(cohorts, **filters).rows}

    assert codes(states=[CohortState.COMPLETED]) == {"A-1"}
    assert codes(year=2026) == {"A-2", "A-3"}
    assert codes(text="ўзбек") == {"A-3"}
    assert codes(text="bekob") == codes(text="Бекоб") == {"A-2"}
    assert codes(text="a-1") == {"A-1"}
    assert codes(text="%") == set()


def test_a_page_of_cohorts_says_how_many_there_are(centre: Centre, programme_id: int) -> None:
    for day in range(1, 6):
        kept(centre, programme_id, code=f"A-{day}", starts_on=date(2026, 11, day))
    page = centre.read(cohorts, first=1, rows=2)
    assert [row.code for row in page.rows] == ["A-4", "A-3"]
    assert page.total == 5


def test_an_unknown_code_is_named(centre: Centre) -> None:
    with pytest.raises(NotFound) as refusal:
        centre.read(cohort_by_code, code="YOQ-1")
    assert refusal.value.facts == {"cohort": "YOQ-1"}


def test_a_cohort_starts_on_its_day_with_its_admitted_people(centre: Centre, programme_id: int) -> None:
    row = kept(centre, programme_id, state=CohortState.PLANNED)
    enrolled(centre, row.id, state=EnrolmentState.ADMITTED)
    centre.write(start_cohort, cohort_id=row.id)
    assert centre.read(cohort, cohort_id=row.id).state == CohortState.STUDYING


def test_a_cohort_does_not_start_before_its_day_nor_empty(centre: Centre, programme_id: int) -> None:
    early = kept(centre, programme_id, code="A-1", state=CohortState.PLANNED, starts_on=MONDAY)
    empty = kept(centre, programme_id, code="A-2", state=CohortState.PLANNED)
    for cohort_id, code in ((early.id, "cohort_too_early"), (empty.id, "cohort_empty")):
        with pytest.raises(Refused) as refusal:
            centre.write(start_cohort, cohort_id=cohort_id)
        assert refusal.value.code == code


def test_a_cohort_is_cancelled_with_a_reason_until_someone_is_marked(centre: Centre, programme_id: int) -> None:
    row = kept(centre, programme_id)
    with pytest.raises(Invalid):
        centre.write(cancel_cohort, cohort_id=row.id, reason=" ")
    lesson = factories.write(centre, factories.session(row.id))
    factories.write(centre, factories.mark(lesson.id, enrolled(centre, row.id)))
    with pytest.raises(Refused) as refusal:
        centre.write(cancel_cohort, cohort_id=row.id, reason="Isitish tizimi ishlamayapti")
    assert refusal.value.code == "cohort_has_marks"


def test_language_shift_place_and_room_come_back_with_their_names(centre: Centre, programme_id: int) -> None:
    school = factories.write(centre, factories.institution())
    hall = factories.write(centre, factories.room())
    new = draft(programme_id, language_code="ru", shift_code="2", institution_id=school.id, room_id=hall.id)
    found = centre.read(cohort, cohort_id=centre.write(save_cohort, new).value)
    assert (found.language_code, found.shift_code) == ("ru", "2")
    assert (found.institution, found.room) == ("12-sonli umumiy oʻrta taʼlim maktabi", "204-xona")
    (line,) = centre.read(cohorts).rows
    assert (line.language_code, line.shift_code, line.institution) == ("ru", "2", found.institution)


@pytest.mark.parametrize(
    "change",
    [
        {"language_code": "xx"},
        {"shift_code": "9"},
        {"stage_id": 999},
        {"cascade_level": 1},
        {"led_by_person_id": 999},
        {"institution_id": 999},
        {"room_id": 999},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_does_not_fit_is_named_at_its_field(centre: Centre, programme_id: int, change: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refusal:
        centre.write(save_cohort, draft(programme_id, **change))
    assert refusal.value.field == next(iter(change))


def test_the_list_is_narrowed_to_a_language_and_a_shift(centre: Centre, programme_id: int) -> None:
    kept(centre, programme_id, code="A-1", language_code="ru", shift_code="1")
    kept(centre, programme_id, code="A-2", language_code="uz", shift_code="1")
    assert [row.code for row in centre.read(cohorts, language_code="ru").rows] == ["A-1"]
    assert centre.read(cohorts, shift_code="1").total == 2


def test_an_edition_that_does_not_hold_on_the_first_day_is_told(centre: Centre) -> None:
    old = factories.write(centre, factories.programme(valid_to=date(2026, 11, 22)))
    new = factories.write(centre, factories.programme(code="MAT-72/2", valid_from=date(2027, 1, 1)))
    for taught, text in ((old, "22.11.2026"), (new, "01.01.2027")):
        cohort_id = centre.write(save_cohort, draft(taught.id, code=taught.code)).value
        warnings = centre.read(cohort_warnings, cohort_id=cohort_id)
        assert [warning for warning in warnings if warning.rule is CohortRule.EDITION and text in warning.text]


def test_a_stage_proposes_its_own_days_and_hours_and_is_told_when_left(centre: Centre, programme_id: int) -> None:
    days = {"starts_on": date(2026, 12, 7), "ends_on": date(2026, 12, 19)}
    stage = factories.write(
        centre, ProgrammeStage(programme_id=programme_id, place=1, hours=18, mode_code="AJR", **days)
    )
    proposal = centre.read(propose_cohort, programme_id=programme_id, starts_on=days["starts_on"], stage_id=stage.id)
    assert proposal.ends_on == date(2026, 12, 19)
    cohort_id = centre.write(save_cohort, draft(programme_id, stage_id=stage.id)).value
    found = centre.read(cohort, cohort_id=cohort_id)
    assert (found.stage_place, found.hours) == (1, 18)
    assert CohortRule.STAGE in {warning.rule for warning in centre.read(cohort_warnings, cohort_id=cohort_id)}


def test_a_cohort_of_a_cascade_is_led_by_whom_the_level_before_has_trained(centre: Centre, programme_id: int) -> None:
    for place, role in enumerate(("Master-trener", "Mentor"), start=1):
        factories.write(centre, CascadeLevel(programme_id=programme_id, place=place, role=role))
    first = kept(centre, programme_id, code="1-BOSQICH", cascade_level=1, state=CohortState.COMPLETED)
    trained = factories.write(centre, factories.person(surname="Aliyeva"))
    stranger = factories.write(centre, factories.person(surname="Karimova"))
    factories.write(centre, factories.enrolment(first.id, trained.id, state=EnrolmentState.COMPLETED))
    leaders = centre.read(level_leaders, programme_id=programme_id, cascade_level=2)
    assert [(leader.person_id, leader.cohorts) for leader in leaders] == [(trained.id, 0)]
    level = {"cascade_level": 2, "led_by_person_id": trained.id}
    cohort_id = centre.write(save_cohort, draft(programme_id, **level)).value
    found = centre.read(cohort, cohort_id=cohort_id)
    assert (found.level_role, found.led_by) == ("Mentor", "Aliyeva Zilola Rustam qizi")
    assert CohortRule.LEADER not in {warning.rule for warning in centre.read(cohort_warnings, cohort_id=cohort_id)}
    by_stranger = draft(programme_id, cascade_level=2, led_by_person_id=stranger.id)
    (warning,) = [one for one in centre.read(draft_warnings, by_stranger) if one.rule is CohortRule.LEADER]
    assert "Master-trener" in warning.text
    assert centre.read(level_leaders, programme_id=programme_id, cascade_level=2)[0].cohorts == 1


def test_people_who_are_in_two_cohorts_at_once_are_told(centre: Centre, programme_id: int) -> None:
    row, other = kept(centre, programme_id), kept(centre, programme_id, code="BOSHQA")
    person = factories.write(centre, factories.person())
    for cohort_id in (row.id, other.id):
        factories.write(centre, factories.enrolment(cohort_id, person.id))
    (warning,) = [one for one in centre.read(cohort_warnings, cohort_id=row.id) if one.rule is CohortRule.OVERLAP]
    assert "Abdullayeva" in warning.text
