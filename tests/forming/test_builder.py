"""From those who are due to cohorts with people, and back."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.cohorts import CohortState
from db.models.people import OutsideCourse
from db.models.programmes import Programme
from desktop_app.centre import Centre
from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.service import cohort, cohorts, save_cohort
from desktop_app.errors import Invalid, Refused
from desktop_app.forming.applications import add_people, save_application, wishes
from desktop_app.forming.builder import make_cohorts, preview_groups, unmake_cohorts
from desktop_app.forming.records import (
    ApplicationDraft,
    CohortToMake,
    Formed,
    FormingPreview,
    FormingWish,
    LeftoverReason,
    WishState,
)
from desktop_app.progress import Progress
from tests import factories
from tests.forming.conftest import Teachers

STARTS_ON = date(2026, 12, 7)
WISH = FormingWish(2026, STARTS_ON)


def preview(centre: Centre, wish: FormingWish = WISH) -> FormingPreview:
    return centre.read(preview_groups, wish)


def make(centre: Centre, found: FormingPreview, programme_id: int) -> Formed:
    wanted = [
        CohortToMake(programme_id, STARTS_ON, group.people, group.kind.language_code, group.kind.shift_code)
        for group in found.grouping.groups
    ]
    return centre.write(make_cohorts, wanted=wanted, progress=Progress()).value


def test_those_due_are_grouped_by_the_size_of_the_rules(centre: Centre, taught: Programme, teachers: Teachers) -> None:
    teachers(55)
    found = preview(centre)
    assert found.grouping.placed == 55
    assert all(25 <= len(group.people) <= 30 for group in found.grouping.groups)
    assert found.programmes_for(found.grouping.groups[0].kind)[0].id == taught.id


def test_languages_and_categories_do_not_mix_unless_asked(
    centre: Centre, taught: Programme, teachers: Teachers
) -> None:
    teachers(20)
    teachers(6, language_code="ru", category_code="OLIY")
    assert preview(centre).grouping.placed == 0
    mixed = preview(centre, replace(WISH, is_by_language=False, is_by_profile=False))
    assert [len(group.people) for group in mixed.grouping.groups] == [26]


def test_whoever_cannot_come_is_left_over_with_the_sentence_why(
    centre: Centre, taught: Programme, teachers: Teachers
) -> None:
    ids = teachers(27)
    course = OutsideCourse(person_id=ids[0], title="Kurs", hours=72, ends_on=date(2026, 12, 10))
    factories.write(centre, course)
    over = factories.write(
        centre,
        factories.cohort(taught.id, state=CohortState.COMPLETED, starts_on=STARTS_ON, ends_on=date(2026, 12, 19)),
    )
    factories.write(centre, factories.enrolment(over.id, ids[1], state="statement"))
    found = preview(centre)
    (leftover,) = [left for left in found.grouping.leftovers if left.person.person_id == ids[1]]
    assert leftover.reason is LeftoverReason.HINDERED
    assert over.code in leftover.text
    assert found.grouping.placed == 25


def test_a_subject_without_a_programme_is_left_over(centre: Centre, taught: Programme, teachers: Teachers) -> None:
    teachers(25, subject_code="FIZ")
    assert {left.reason for left in preview(centre).grouping.leftovers} == {LeftoverReason.NO_PROGRAMME}


def test_an_edition_that_does_not_hold_yet_is_not_offered(centre: Centre, teachers: Teachers) -> None:
    factories.write(centre, factories.programme(subject_code="MAT", valid_from=date(2027, 1, 1)))
    assert preview(centre).programmes == ()


def test_cohorts_are_made_with_their_people_codes_and_last_days(
    centre: Centre, taught: Programme, teachers: Teachers
) -> None:
    teachers(52)
    formed = make(centre, preview(centre), taught.id)
    assert (formed.codes, formed.people) == (("TV-26-001", "TV-26-002"), 52)
    for cohort_id in formed.cohort_ids:
        record = centre.read(cohort, cohort_id=cohort_id)
        assert (record.language_code, record.starts_on, record.state) == ("uz", STARTS_ON, CohortState.PLANNED)
        assert len(centre.read(enrolled_people, cohort_id=cohort_id)) in (25, 26, 27)
    assert preview(centre).grouping.placed == 0


def test_nothing_is_made_when_one_cohort_cannot_be(centre: Centre, taught: Programme, teachers: Teachers) -> None:
    teachers(25)
    (group,) = preview(centre).grouping.groups
    twice = CohortToMake(taught.id, STARTS_ON, group.people)
    with pytest.raises(Refused, match="cohorts_overlap"):
        centre.write(make_cohorts, wanted=[twice, twice])
    with pytest.raises(Invalid, match="group_empty"):
        centre.write(make_cohorts, wanted=[replace(twice, people=())])
    assert centre.read(cohorts).total == 0


def test_untouched_cohorts_are_taken_back_whole(centre: Centre, taught: Programme, teachers: Teachers) -> None:
    teachers(52)
    formed = make(centre, preview(centre), taught.id)
    centre.write(unmake_cohorts, cohort_ids=formed.cohort_ids)
    assert centre.read(cohorts).total == 0
    assert preview(centre).grouping.placed == 52


def test_a_touched_cohort_stays_and_so_do_the_others(centre: Centre, taught: Programme, teachers: Teachers) -> None:
    teachers(52)
    formed = make(centre, preview(centre), taught.id)
    record = centre.read(cohort, cohort_id=formed.cohort_ids[1])
    centre.write(save_cohort, replace(record, place="Bekobod"))
    with pytest.raises(Refused, match="cohort_touched"):
        centre.write(unmake_cohorts, cohort_ids=formed.cohort_ids)
    assert centre.read(cohorts).total == 2


def test_applications_bring_their_wishes_and_get_their_places(
    centre: Centre, taught: Programme, teachers: Teachers
) -> None:
    ids = teachers(25)
    application_id = centre.write(
        save_application, ApplicationDraft(date(2026, 11, 2), applicant="Chirchiq shahar boʻlimi")
    ).value
    wish = {"year": 2026, "month": 12, "programme_id": taught.id, "shift_code": "2"}
    centre.write(add_people, application_id=application_id, person_ids=ids, **wish)
    asked = replace(WISH, from_applications=True)
    assert preview(centre, replace(asked, month=11)).grouping.placed == 0
    found = preview(centre, replace(asked, month=12))
    (group,) = found.grouping.groups
    assert (group.kind.programme_id, group.kind.shift_code) == (taught.id, "2")
    formed = make(centre, found, taught.id)
    assert {one.state for one in centre.read(wishes, application_id=application_id)} == {WishState.PLACED}
    centre.write(unmake_cohorts, cohort_ids=formed.cohort_ids)
    assert {one.state for one in centre.read(wishes, application_id=application_id)} == {WishState.WAITING}
