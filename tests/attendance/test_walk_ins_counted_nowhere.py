"""A walk-in is in the register alone: every list, count, return and paper reads as if nobody had come."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from desktop_app.attendance.recognising import recognise
from desktop_app.attendance.walk_ins import add_walk_in
from desktop_app.centre import Centre
from desktop_app.certificates.service import candidates
from desktop_app.cohorts.admission import admit, call_people
from desktop_app.cohorts.board import BoardKind, today_board
from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.leaving import expel, transfer_choices
from desktop_app.cohorts.overview import cohort_facts, cohort_overview
from desktop_app.cohorts.service import cohorts
from desktop_app.cohorts.today import lessons_of, today_figures
from desktop_app.completion.service import complete_cohort, completion_list
from desktop_app.doubles.merging import merge_people
from desktop_app.doubles.portraits import portraits_after
from desktop_app.due.service import due_count
from desktop_app.errors import Refused
from desktop_app.papers.service import cohort_papers
from desktop_app.people.archive import return_from_archive
from desktop_app.people.filters import chosen_ids
from desktop_app.people.records import PeopleFilter
from desktop_app.people.search import search_people
from desktop_app.people.service import person_card, save_person
from desktop_app.plan.population import period_of
from desktop_app.questionnaires.built_in import TEACHERS
from desktop_app.returns.service import compose_return
from desktop_app.surveys.turnout import cohort_turnout
from tests.attendance.walk_ins_made import NAME, Attended, attended
from tests.plan.cells import count_cells

TODAY = date(2026, 11, 21)
Reading = Callable[[Attended], Any]


def of_cohort(service: Callable[..., Any]) -> Reading:
    return lambda lesson: lesson.centre.read(service, cohort_id=lesson.cohort.id)


def of_centre(service: Callable[..., Any], **given: Any) -> Reading:
    return lambda lesson: lesson.centre.read(service, **given)


READINGS: dict[str, Reading] = {
    "the people of the cohort": of_cohort(enrolled_people),
    "the overview of the cohort": of_cohort(cohort_overview),
    "the facts of the cohort": of_cohort(cohort_facts),
    "the list of completion": of_cohort(completion_list),
    "the people for certificates": of_cohort(candidates),
    "the papers of the cohort": of_cohort(cohort_papers),
    "the people asked": of_cohort(partial(cohort_turnout, questionnaire_code=TEACHERS, sheets=0)),
    "the list of cohorts": of_centre(cohorts),
    "the figures of today": of_centre(today_figures),
    "the lessons of today": lambda lesson: lesson.centre.read(lessons_of, TODAY),
    "where one could be transferred": lambda lesson: lesson.centre.read(transfer_choices, enrolment_id=lesson.listed),
    "the people": of_centre(chosen_ids, wanted=PeopleFilter()),
    "the archive": of_centre(chosen_ids, wanted=PeopleFilter(is_archived=True)),
    "the search": lambda lesson: lesson.centre.read(search_people, NAME),
    "the look-alikes": of_centre(portraits_after, person_id=0),
    "the people who are due": of_centre(due_count, year=2026),
    "the counted population": lambda lesson: lesson.centre.read(count_cells, period_of(2026, 11, today=TODAY)),
    "the return": lambda lesson: lesson.centre.read(compose_return, year=2026, month=11).forms,
}


@pytest.fixture
def lesson(centre: Centre) -> Attended:
    found = attended(centre)
    found.mark(found.listed, "KELDI", "KELDI", "KELDI")
    return found


@pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS.keys())
def test_nothing_changes_when_one_more_comes(lesson: Attended, reading: Reading) -> None:
    """The one who is there already is as little counted: taken out of the register, all reads alike."""
    before = reading(lesson)
    more = lesson.centre.write(add_walk_in, cohort_id=lesson.cohort.id, name="Yusupova Nargiza").value
    lesson.mark(more, "KELDI", "KELDI", "KELDI")
    assert reading(lesson) == before


def test_the_page_of_today_says_that_somebody_waits(lesson: Attended) -> None:
    (line,) = [line for line in lesson.centre.read(today_board) if line.kind is BoardKind.WALK_INS]
    assert (line.cohort_code, line.count) == (lesson.cohort.code, 1)


def test_there_is_one_person_and_not_two(lesson: Attended) -> None:
    assert list(lesson.centre.read(chosen_ids, wanted=PeopleFilter())) == [lesson.listed_person]
    assert list(lesson.centre.read(chosen_ids, wanted=PeopleFilter(is_archived=True))) == []
    assert lesson.centre.read(search_people, NAME) == []
    people = lesson.centre.read(enrolled_people, cohort_id=lesson.cohort.id)
    assert [person.id for person in people] == [lesson.listed]


def test_who_is_not_recognised_is_not_admitted(lesson: Attended) -> None:
    order = {"cohort_id": lesson.cohort.id, "order_number": "5-T", "order_date": date(2026, 11, 20)}
    with pytest.raises(Refused, match="not_recognised") as told:
        lesson.centre.write(admit, **order, enrolment_ids=[lesson.stranger])
    assert told.value.facts["name"] == NAME
    with pytest.raises(Refused, match="nobody_to_admit"):
        lesson.centre.write(admit, **order)


def test_nothing_is_written_on_the_card_of_a_mere_name(lesson: Attended) -> None:
    card = lesson.row(lesson.stranger).person_id
    draft = lesson.centre.read(person_card, person_id=card).draft
    for act, given in (
        (save_person, {"draft": draft}),
        (return_from_archive, {"person_id": card}),
        (merge_people, {"first_id": card, "second_id": lesson.listed_person}),
        (recognise, {"enrolment_id": lesson.stranger, "person_id": card}),
    ):
        with pytest.raises(Refused, match="not_recognised"):
            lesson.centre.write(act, **given)


def test_nor_called_nor_expelled(lesson: Attended) -> None:
    with pytest.raises(Refused, match="nobody_to_call"):
        lesson.centre.write(call_people, cohort_id=lesson.cohort.id, called_on=TODAY, enrolment_ids=[lesson.stranger])
    with pytest.raises(Refused, match="not_in_cohort"):
        lesson.centre.write(expel, enrolment_id=lesson.stranger, reason="xato", order_number="", order_date=None)


def test_a_cohort_is_not_closed_over_somebody_unknown(lesson: Attended) -> None:
    def end_today(unit: Any) -> None:
        unit.session.get_one(type(lesson.cohort), lesson.cohort.id).ends_on = TODAY

    lesson.centre.write(end_today)
    order = {"order_number": "9-T", "order_date": TODAY}
    with pytest.raises(Refused, match="walk_ins_wait") as told:
        lesson.centre.write(complete_cohort, cohort_id=lesson.cohort.id, **order)
    assert told.value.facts["count"] == 1
