"""Levels of a cascade: who counts, how often, how far it has reached, and where it is thin."""

import pytest

from db.models.cohorts import CohortState, EnrolmentState
from db.models.events import EventParticipant, TrainingEvent
from db.models.people import Person
from db.models.plan import StatedFigure
from db.models.programmes import CascadeLevel, Programme
from desktop_app.cascades.records import GroupKind, StatedCount
from desktop_app.cascades.service import cascade, cascade_by_code, cascades, thin_places
from desktop_app.cascades.tree import first_people, groups_of, groups_without_leader, people_in
from desktop_app.centre import Centre
from desktop_app.errors import NotFound
from desktop_app.people.words import keep_words
from tests import factories

ROLES = ("Master-trener", "Mentor", "Yetakchi oʻqituvchi", "Fan oʻqituvchisi")


def cascade_programme(centre: Centre, *, planned: tuple[int | None, ...] = (None,) * 4, **values: object) -> Programme:
    levels = [
        CascadeLevel(place=place, role=role, planned_people=number)
        for place, (role, number) in enumerate(zip(ROLES, planned, strict=False), 1)
    ]
    return factories.write(centre, factories.programme(**{"code": "KASKAD", "levels": levels} | values))


def person(centre: Centre, surname: str, **values: object) -> Person:
    """Somebody whom the search finds, too."""
    row = factories.write(centre, factories.person(surname=surname, **values))
    centre.write(keep_words, row)
    return row


def trained_in_cohort(centre: Centre, programme: Programme, level: int, people: list[Person], **values: object) -> int:
    cohort = factories.write(
        centre,
        factories.cohort(
            programme.id, **{"code": f"K-{level}", "cascade_level": level, "state": CohortState.COMPLETED} | values
        ),
    )
    for each in people:
        factories.write(centre, factories.enrolment(cohort.id, each.id, state=EnrolmentState.COMPLETED))
    return cohort.id


def event(centre: Centre, programme: Programme, level: int, listed: list[Person], **values: object) -> TrainingEvent:
    row = factories.write(
        centre,
        factories.training_event(
            **{"programme_id": programme.id, "cascade_level": level, "people": len(listed)} | values
        ),
    )
    for each in listed:
        factories.write(centre, EventParticipant(event_id=row.id, person_id=each.id))
    return row


def test_the_cascade_of_order_317_fans_out_as_the_paper_has_it(centre: Centre) -> None:
    programme = cascade_programme(centre, planned=(127, 792, 20_167, 92_000))
    for level, people in enumerate((127, 792, 20_167, 92_000), 1):
        event(centre, programme, level, [], people=people)
    levels = centre.read(cascade_by_code, code="kaskad").levels
    assert [level.people for level in levels] == [127, 792, 20_167, 92_000]
    assert [level.fan_out and round(level.fan_out, 1) for level in levels] == [None, 6.2, 25.5, 4.6]
    assert [level.coverage for level in levels] == [100.0] * 4
    assert [level.trained_by for level in levels] == ["", *ROLES[:3]]


def test_a_person_counts_once_on_a_level_however_often_they_took_part(centre: Centre) -> None:
    programme = cascade_programme(centre)
    anvar, botir = person(centre, "Anvarov"), person(centre, "Botirov")
    trained_in_cohort(centre, programme, 1, [anvar])
    event(centre, programme, 1, [anvar, botir])
    event(centre, programme, 1, [botir])
    first = centre.read(cascade, programme_id=programme.id).levels[0]
    assert (first.named, first.reported) == (2, 0)
    assert (first.cohorts, first.events) == (1, 2)


def test_a_reported_number_adds_only_what_the_list_does_not_name(centre: Centre) -> None:
    programme = cascade_programme(centre)
    event(centre, programme, 2, [person(centre, "Anvarov")], people=20)
    # The list names more than were reported: it takes nothing away from the event above.
    event(centre, programme, 2, [person(centre, "Botirov"), person(centre, "Davronov")], people=1)
    second = centre.read(cascade, programme_id=programme.id).levels[1]
    assert (second.named, second.reported, second.people) == (3, 19, 22)


def test_only_those_who_finished_are_people_of_the_level(centre: Centre) -> None:
    programme = cascade_programme(centre)
    cohort_id = trained_in_cohort(centre, programme, 1, [person(centre, "Anvarov")], state=CohortState.STUDYING)
    for surname, state in (("Botirov", EnrolmentState.STUDYING), ("Davronov", EnrolmentState.EXPELLED)):
        factories.write(centre, factories.enrolment(cohort_id, person(centre, surname).id, state=state))
    trained_in_cohort(
        centre, programme, 1, [person(centre, "Ergashev")], code="K-cancelled", state=CohortState.CANCELLED
    )
    first = centre.read(cascade, programme_id=programme.id).levels[0]
    assert (first.people, first.studying) == (1, 1)


def test_what_a_paper_states_stands_beside_the_people_and_is_never_added(centre: Centre) -> None:
    programme = cascade_programme(centre)
    event(centre, programme, 3, [], people=20_000)
    factories.write(
        centre, StatedFigure(what="cascade_level", key="KASKAD:3", year=2024, count=20_167, source="Hisobot")
    )
    third = centre.read(cascade, programme_id=programme.id).levels[2]
    assert third.people == 20_000
    assert third.stated == (StatedCount(20_167, "Hisobot", 2024),)
    assert third.beyond(third.stated[0]) == 167


def test_coverage_short_of_the_plan_is_never_a_hundred(centre: Centre) -> None:
    programme = cascade_programme(centre, planned=(None, None, None, 92_000))
    event(centre, programme, 4, [], people=91_999)
    assert centre.read(cascade, programme_id=programme.id).levels[3].coverage == 99.99


def test_all_editions_of_a_programme_are_one_cascade(centre: Centre) -> None:
    first = cascade_programme(centre)
    second = cascade_programme(centre, code="KASKAD-2", base_id=first.id, edition=2)
    event(centre, first, 1, [], people=100)
    event(centre, second, 1, [], people=27)
    assert centre.read(cascade, programme_id=second.id).levels[0].people == 127
    assert [each.code for each in centre.read(cascades)] == ["KASKAD-2"]


def test_a_programme_without_levels_is_no_cascade(centre: Centre) -> None:
    factories.write(centre, factories.programme())
    with pytest.raises(NotFound) as error:
        centre.read(cascade_by_code, code="MAT-72")
    assert error.value.code == "no_cascade"


def test_who_was_trained_and_led_nobody_is_told(centre: Centre) -> None:
    programme = cascade_programme(centre)
    leader, idle = person(centre, "Anvarov"), person(centre, "Botirov")
    trained_in_cohort(centre, programme, 1, [leader, idle])
    trained_in_cohort(centre, programme, 2, [], led_by_person_id=leader.id)
    first, *_rest = centre.read(thin_places, programme_id=programme.id)
    assert [line.id for line in first.idle_leaders] == [idle.id]
    assert (first.leaders, first.idle) == (2, 1)


def test_a_leader_of_another_level_is_still_idle_on_this_one(centre: Centre) -> None:
    programme = cascade_programme(centre)
    leader = person(centre, "Anvarov")
    trained_in_cohort(centre, programme, 1, [leader])
    event(centre, programme, 3, [], people=5, leader_person_id=leader.id)
    assert centre.read(thin_places, programme_id=programme.id)[0].idle == 1


def test_districts_and_schools_without_a_leader_are_told(centre: Centre) -> None:
    programme = cascade_programme(centre)
    led = factories.write(centre, factories.institution(name="1-maktab"))
    unled = factories.write(centre, factories.institution(name="2-maktab"))
    factories.write(centre, factories.institution(name="3-bogʻcha", kind_code="MTT"))
    leader = person(centre, "Anvarov", institution_id=led.id, district_code=factories.DISTRICT_CODE)
    trained_in_cohort(centre, programme, 3, [leader])
    *_before, last = centre.read(thin_places, programme_id=programme.id)
    assert [place.institution_id for place in last.institutions] == [unled.id]
    assert last.unled_institutions == 1
    whole = len(centre.read(thin_places, programme_id=programme.id)[0].districts)
    assert len(last.districts) == whole - 1


def test_the_koica_trainers_lead_the_second_stage_at_their_own_kindergartens(centre: Centre) -> None:
    programme = cascade_programme(centre, code="TOT", kind_code="TOT")
    kindergartens = [
        factories.write(centre, factories.institution(name=f"{number}-bogʻcha", kind_code="MTT"))
        for number in range(1, 36)
    ]
    trainers = [
        person(centre, f"Trener{chr(ord('a') + place // 26)}{chr(ord('a') + place % 26)}", institution_id=each.id)
        for place, each in enumerate(kindergartens)
    ]
    trained_in_cohort(centre, programme, 1, trainers)
    for number, (trainer, kindergarten) in enumerate(zip(trainers, kindergartens, strict=True), 1):
        teacher = person(centre, f"Tarbiyachi{number}")
        trained_in_cohort(
            centre,
            programme,
            2,
            [teacher],
            code=f"T-{number}",
            led_by_person_id=trainer.id,
            institution_id=kindergarten.id,
        )
    first, second, *_rest = centre.read(cascade, programme_id=programme.id).levels
    assert (first.people, second.people, second.fan_out) == (35, 35, 1.0)
    assert centre.read(thin_places, programme_id=programme.id)[0].idle == 0
    roots = centre.read(first_people, programme_id=programme.id)
    assert (roots.total, {(each.groups, each.people) for each in roots.people}) == (35, {(1, 1)})
    for each in roots.people[:3]:
        (group,) = centre.read(groups_of, programme_id=programme.id, person_id=each.line.id, level=1).groups
        assert (group.kind, group.people, group.place) == (GroupKind.COHORT, 1, each.line.workplace)
        (below,) = centre.read(people_in, programme_id=programme.id, group=group).people
        assert below.level == 2


def test_groups_that_nobody_known_led_stand_apart(centre: Centre) -> None:
    programme = cascade_programme(centre)
    apart = event(centre, programme, 2, [], people=30, leader="Koreyalik mutaxassis")
    event(centre, programme, 2, [], people=30, leader_person_id=person(centre, "Anvarov").id)
    found = centre.read(groups_without_leader, programme_id=programme.id)
    assert [(group.id, group.leader) for group in found.groups] == [(apart.id, "Koreyalik mutaxassis")]


def test_a_long_branch_comes_by_parts(centre: Centre) -> None:
    programme = cascade_programme(centre)
    people = [person(centre, f"Anvarov{letter}") for letter in "abcde"]
    event(centre, programme, 1, people)
    part = centre.read(first_people, programme_id=programme.id, first=3, rows=3)
    assert [each.line.id for each in part.people] == [each.id for each in people[3:]]
    assert part.total == 5
