"""The register of events: what one must say, when two are one, lists beside numbers, and many at once."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.cascades.event_records import EventDraft, EventFilter, EventState, ReadEvent
from desktop_app.cascades.events import (
    add_participants,
    count_by_list,
    delete_event,
    enter_events,
    judge_events,
    remove_participant,
    report_people,
    restore_event,
    save_event,
    take_back,
)
from desktop_app.cascades.register import event_card, event_count, event_lines, event_sums, event_years
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Duplicate, Invalid, Refused
from desktop_app.institutions.merging import merge_institutions, part_institutions
from desktop_app.people.institutions import keep_institution_words
from desktop_app.people.service import person_card
from tests import factories
from tests.cascades.test_cascade import cascade_programme, person

HOUR = EventDraft(
    "KRS", date(2026, 11, 5), place="12-maktab", district_code=factories.DISTRICT_CODE, subject_code="MAT", people=20
)


def rows(*drafts: EventDraft) -> list[ReadEvent]:
    return [ReadEvent(number, draft) for number, draft in enumerate(drafts, 1)]


def test_an_event_is_entered_and_found_in_the_register(centre: Centre) -> None:
    school = factories.write(centre, factories.institution())
    centre.write(keep_institution_words, school)
    leader = person(centre, "Anvarov")
    draft = replace(HOUR, institution_id=school.id, place="", district_code=None, leader_person_id=leader.id)
    event_id = centre.write(save_event, draft).value
    (line,) = centre.read(event_lines, EventFilter(year=2026, text="12 maktab"))
    assert (line.id, line.institution, line.people, line.subject) == (event_id, school.name, 20, "Matematika")
    assert line.leader.startswith("Anvarov")
    assert line.draft.district_code == factories.DISTRICT_CODE


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"kind_code": ""}, "kind_missing", "kind_code"),
        ({"kind_code": "TOY"}, "kind_unknown", "kind_code"),
        ({"held_on": None}, "day_missing", "held_on"),
        ({"held_on": date(2026, 11, 22)}, "day_to_come", "held_on"),
        ({"held_on": date(1926, 11, 5)}, "day_too_early", "held_on"),
        ({"place": " "}, "place_missing", "institution"),
        ({"people": None}, "people_missing", "people"),
        ({"people": -1}, "people_unreadable", "people"),
    ],
)
def test_an_event_says_what_when_where_and_how_many(
    centre: Centre, wrong: dict[str, object], code: str, field: str
) -> None:
    with pytest.raises(Invalid) as error:
        centre.write(save_event, replace(HOUR, **wrong))
    assert (error.value.code, error.value.field) == (code, field)
    assert error.value.text


def test_a_level_that_the_programme_does_not_have_is_refused(centre: Centre) -> None:
    programme = cascade_programme(centre)
    with pytest.raises(Invalid) as error:
        centre.write(save_event, replace(HOUR, programme_id=programme.id, cascade_level=9))
    assert error.value.code == "level_unknown"


def test_the_same_event_is_not_entered_twice(centre: Centre) -> None:
    centre.write(save_event, HOUR)
    with pytest.raises(Duplicate):
        centre.write(save_event, replace(HOUR, place="12-MAKTAB", people=25))


def test_another_leader_makes_another_event_of_the_same_hour(centre: Centre) -> None:
    centre.write(save_event, replace(HOUR, leader="Karimov Anvar"))
    with pytest.raises(Duplicate):
        centre.write(save_event, replace(HOUR, leader="Каримов Анвар"))
    centre.write(save_event, replace(HOUR, leader="Botirova Zilola"))
    assert centre.read(event_count, EventFilter()) == 2


def test_a_leader_in_the_register_is_the_one_who_was_written_as_a_text(centre: Centre) -> None:
    leader = person(centre, "Karimov", given_name="Anvar", patronymic="")
    centre.write(save_event, replace(HOUR, leader="Karimov Anvar"))
    with pytest.raises(Duplicate):
        centre.write(save_event, replace(HOUR, leader_person_id=leader.id))


def test_an_event_is_changed_and_stays_one(centre: Centre) -> None:
    event_id = centre.write(save_event, HOUR).value
    line = centre.read(event_card, event_id=event_id).line
    centre.write(save_event, replace(line.draft, people=22))
    assert centre.read(event_card, event_id=event_id).line.people == 22
    with pytest.raises(Conflict):
        centre.write(save_event, replace(line.draft, people=23))


def test_the_list_stands_beside_the_number_and_the_difference_shows(centre: Centre) -> None:
    event_id = centre.write(save_event, HOUR).value
    assert centre.read(event_card, event_id=event_id).line.difference is None
    people = [person(centre, surname) for surname in ("Botirov", "Anvarov")]
    ids = [each.id for each in people]
    assert centre.write(add_participants, event_id=event_id, person_ids=ids).value == 2
    assert centre.write(add_participants, event_id=event_id, person_ids=ids[:1]).value == 0
    card = centre.read(event_card, event_id=event_id)
    assert (card.line.people, card.line.listed, card.line.difference) == (20, 2, -18)
    assert [line.id for line in card.people] == [ids[1], ids[0]]
    centre.write(remove_participant, event_id=event_id, person_id=ids[0])
    assert centre.write(count_by_list, event_id=event_id).value == 20
    assert centre.read(event_card, event_id=event_id).line.difference == 0
    centre.write(report_people, event_id=event_id, people=20)
    assert centre.read(event_card, event_id=event_id).line.people == 20


def test_a_deleted_event_comes_back_with_its_list(centre: Centre) -> None:
    event_id = centre.write(save_event, HOUR).value
    anvar = person(centre, "Anvarov")
    centre.write(add_participants, event_id=event_id, person_ids=[anvar.id])
    draft, people = centre.write(delete_event, event_id=event_id).value
    assert centre.read(event_count, EventFilter()) == 0
    back = centre.write(restore_event, draft, people).value
    assert centre.read(event_card, event_id=back).line.listed == 1


def test_a_grid_is_entered_in_one_step_and_taken_back_in_one(centre: Centre) -> None:
    grid = rows(*(replace(HOUR, place=f"{number}-maktab") for number in range(1, 31)))
    entered = centre.write(enter_events, grid, source="Chilonzor tumani").value
    assert (entered.events, entered.people) == (30, 600)
    found = centre.read(event_lines, EventFilter(batch=entered.batch))
    assert (len(found), {line.draft.source for line in found}) == (30, {"Chilonzor tumani"})
    assert centre.write(take_back, batch=entered.batch).value == 30
    assert centre.read(event_count, EventFilter()) == 0


def test_rows_that_the_register_or_the_grid_has_already_are_told(centre: Centre) -> None:
    centre.write(save_event, HOUR)
    judged = centre.read(
        judge_events,
        rows(HOUR, replace(HOUR, place="13-maktab"), replace(HOUR, place="13-maktab"), replace(HOUR, people=None)),
    )
    assert [row.state for row in judged] == [
        EventState.KNOWN,
        EventState.NEW,
        EventState.REJECTED,
        EventState.REJECTED,
    ]
    assert [problem.code for row in judged for problem in row.problems] == [
        "event_known",
        "event_repeated",
        "people_missing",
    ]
    assert "20" in judged[0].problems[0].text
    entered = centre.write(enter_events, rows(HOUR, replace(HOUR, place="13-maktab")), source="").value
    assert entered.events == 1


def test_a_grid_without_anything_new_is_refused(centre: Centre) -> None:
    centre.write(save_event, HOUR)
    with pytest.raises(Refused):
        centre.write(enter_events, rows(HOUR), source="")


def test_what_was_shown_is_what_is_entered(centre: Centre) -> None:
    shown = centre.read(judge_events, rows(HOUR))
    centre.write(save_event, HOUR)
    with pytest.raises(Conflict):
        centre.write(enter_events, rows(HOUR), source="", expected=shown)


def test_events_that_were_worked_on_since_are_not_taken_back_at_once(centre: Centre) -> None:
    batch = centre.write(enter_events, rows(HOUR, replace(HOUR, place="13-maktab")), source="").value.batch
    (first, _second) = centre.read(event_lines, EventFilter(batch=batch))
    centre.write(save_event, replace(first.draft, people=1))
    with pytest.raises(Refused):
        centre.write(take_back, batch=batch)
    assert centre.read(event_count, EventFilter(batch=batch)) == 2


def test_sums_by_district_and_subject_open_down_to_the_events(centre: Centre) -> None:
    other = "1727212"
    grid = (
        HOUR,
        replace(HOUR, place="13-maktab", people=10),
        replace(HOUR, subject_code="FIZ", people=5),
        replace(HOUR, district_code=other, people=7),
        replace(HOUR, subject_code=None, people=1),
    )
    centre.write(enter_events, rows(*grid), source="")
    sums = centre.read(event_sums, EventFilter(year=2026), by_district=True, by_subject=True)
    found = {(each.district_code, each.subject_code): (each.events, each.people) for each in sums}
    assert found == {
        (factories.DISTRICT_CODE, "MAT"): (2, 30),
        (factories.DISTRICT_CODE, "FIZ"): (1, 5),
        (factories.DISTRICT_CODE, ""): (1, 1),
        (other, "MAT"): (1, 7),
    }
    for (district, subject), (events, _people) in found.items():
        assert centre.read(event_count, EventFilter(district_code=district, subject_code=subject)) == events
    by_district = centre.read(event_sums, EventFilter(), by_district=True, by_subject=False)
    assert sum(each.people for each in by_district) == 43


def test_the_register_is_narrowed_by_year_kind_and_words(centre: Centre) -> None:
    leader = person(centre, "Anvarov")
    for values in (
        {"held_on": date(2025, 3, 1)},
        {"kind_code": "KRK", "topic": "Interfaol usullar"},
        {"leader": "Karimova Zilola", "place": "3-maktab"},
        {"leader": "", "leader_person_id": leader.id, "place": "4-maktab"},
    ):
        factories.write(centre, factories.training_event(**values))
    assert centre.read(event_years) == [2026, 2025]
    for wanted, count in (
        (EventFilter(year=2025), 1),
        (EventFilter(kind_code="KRK"), 1),
        (EventFilter(text="interfaol"), 1),
        (EventFilter(text="Karimova"), 1),
        (EventFilter(text="anvarov"), 1),
        (EventFilter(text="nobody"), 0),
        (EventFilter(subject_code=""), 4),
    ):
        assert centre.read(event_count, wanted) == count


def test_the_card_of_a_person_tells_the_events_they_took_part_in_and_led(centre: Centre) -> None:
    leader, present = person(centre, "Anvarov"), person(centre, "Botirov")
    event_id = centre.write(save_event, replace(HOUR, leader_person_id=leader.id, topic="4K modeli")).value
    centre.write(add_participants, event_id=event_id, person_ids=[present.id])
    for each, is_leader in ((leader, True), (present, False)):
        card = centre.read(person_card, person_id=each.id)
        (event,) = card.training
        assert (event.event_id, event.is_leader, event.place) == (event_id, is_leader, "12-maktab")
        assert event.programme == "Kasbiy rivojlanish soati: 4K modeli"
        assert card.recent_hours == 0


def test_events_follow_an_institution_that_is_made_one_with_another_and_come_back(centre: Centre) -> None:
    kept, gone = (
        factories.write(centre, factories.institution(name=name)) for name in ("12-maktab", "12-sonli maktab")
    )
    centre.write(save_event, replace(HOUR, institution_id=gone.id))
    merge_id = centre.write(merge_institutions, kept_id=kept.id, gone_id=gone.id).value.merge_id
    assert centre.read(event_lines, EventFilter())[0].draft.institution_id == kept.id
    centre.write(part_institutions, merge_id=merge_id)
    assert centre.read(event_lines, EventFilter())[0].draft.institution_id == gone.id
