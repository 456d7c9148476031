"""What a second person is shown of a request: the people and the values it is about, as long as they may see them."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from desktop_app.accounts.approvals import ApprovalRecord, ask_second, decide, requests, second_signs
from desktop_app.attendance.asked import marks_asked
from desktop_app.attendance.marking import MOST_TOLD, set_marks
from desktop_app.attendance.records import MarkChange, MarkValue
from desktop_app.centre import Centre
from desktop_app.doubles.asked import AskedField, fields_asked
from desktop_app.doubles.choices import Side
from desktop_app.doubles.merging import merge_people
from desktop_app.errors import NotFound, Refused, SecondNeeded
from desktop_app.i18n import set_language
from desktop_app.people.erasure import erase
from tests import factories
from tests.accounts.people import PASSWORD, acting, hired, lay

HELD = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


@pytest.fixture
def office(closed: Centre) -> Centre:
    """A director ``dilbar``; Malika, a methodist, acts."""
    hired(closed, "Dilbar", "dilbar", "director")
    closed.actor = hired(closed, "Malika", "malika", "methodist")
    return closed


@pytest.fixture
def marks(office: Centre) -> list[MarkChange]:
    """Locked by now: Vohidov was absent and is to be excused, Aliyev was not marked and is to be present."""
    programme = factories.programme()
    lay(office, programme)
    cohort = factories.cohort(programme.id, starts_on=HELD)
    people = [factories.person(surname=surname) for surname in ("Vohidov", "Aliyev")]
    lay(office, cohort, *people)
    lesson = factories.session(cohort.id, held_on=HELD, place_in_day=2)
    vohidov, aliyev = (factories.enrolment(cohort.id, person.id, enrolled_on=HELD) for person in people)
    lay(office, lesson, vohidov, aliyev)
    lay(office, factories.mark(lesson.id, vohidov.id, kind_code="KELMADI"))
    return [
        MarkChange(vohidov.id, lesson.id, MarkValue("SABABLI", note="certificate of 1 September")),
        MarkChange(aliyev.id, lesson.id, MarkValue("KELDI")),
    ]


@pytest.fixture
def cards(office: Centre) -> tuple[int, int]:
    first = factories.person(surname="Aliyev", phone="90 123 45 67", birth_date=date(1980, 5, 1))
    second = factories.person(surname="Aliyeva", phone="91 123 45 67", birth_date=date(1980, 5, 1))
    lay(office, first, second)
    return first.id, second.id


def needed(centre: Centre, command: Callable[..., object], **asked: object) -> SecondNeeded:
    with pytest.raises(SecondNeeded) as caught:
        centre.write(command, **asked)
    return caught.value


def end_of_course(centre: Centre, mark: MarkChange) -> int:
    """Whoever the mark is of may be erased from now on; their id."""
    with Session(centre.engine, expire_on_commit=False) as session:
        enrolment = session.get_one(Enrolment, mark.enrolment_id)
        cohort = session.get_one(Cohort, enrolment.cohort_id)
    enrolment.state, cohort.state = EnrolmentState.COMPLETED, CohortState.COMPLETED
    lay(centre, enrolment, cohort)
    return enrolment.person_id


def as_director(centre: Centre) -> ApprovalRecord:
    """The one request, as another director reads it."""
    with acting(centre, hired(centre, "Davron", "davron", "director")):
        (record,) = centre.read(requests)
    assert record.may_decide
    return record


def test_of_marks_it_is_told_whose_of_which_lesson_what_stood_there_and_what_will(
    office: Centre, marks: list[MarkChange]
):
    office.write(ask_second, needed(office, set_marks, marks=marks, reason="from the paper"))
    record = as_director(office)
    told = office.read(marks_asked, wish=record.wish)
    assert [(mark.name.split()[0], mark.stood, mark.wanted) for mark in told] == [
        ("Aliyev", "not marked", "Present"),
        ("Vohidov", "Absent", "Excused · certificate of 1 September"),
    ]
    assert {mark.lesson_text for mark in told} == {"01.09.2026, lesson 2"}
    assert "Aliyev" not in str(record.wish)


def test_of_two_cards_it_is_told_which_values_stay_and_which_go(office: Centre, cards: tuple[int, int]):
    first, second = cards
    chosen = {"name": Side.SECOND}
    office.write(ask_second, needed(office, merge_people, first_id=first, second_id=second, chosen=chosen))
    record = as_director(office)
    with acting(office, hired(office, "Davron 2", "davron2", "director")):
        told = {field.title: field for field in office.read(fields_asked, pair=record.entity_id, wish=record.wish)}
    assert (told["Full name"].stays.split()[0], told["Full name"].goes.split()[0]) == ("Aliyeva", "Aliyev")
    assert told["Birth date"] == AskedField("Birth date", "01.05.1980", "")
    assert told["Phones"] == AskedField("Phones", "90 123 45 67 + 91 123 45 67", "")


def test_whoever_turns_the_choice_is_shown_the_other_value_as_the_one_that_stays(
    office: Centre, cards: tuple[int, int]
):
    second, first = cards
    asked = needed(office, merge_people, first_id=first, second_id=second, chosen={"name": Side.SECOND})
    office.write(ask_second, asked)
    record = as_director(office)
    told = {field.title: field for field in office.read(fields_asked, pair=record.entity_id, wish=record.wish)}
    assert told["Full name"].stays.split()[0] == "Aliyev"


def test_the_names_are_for_those_who_may_see_people(office: Centre, marks: list[MarkChange], cards: tuple[int, int]):
    first, second = cards
    office.write(ask_second, needed(office, set_marks, marks=marks, reason="from the paper"))
    office.write(ask_second, needed(office, merge_people, first_id=first, second_id=second))
    merging, correcting = office.read(requests)
    with acting(office, hired(office, "Anvar", "anvar", "administrator")):
        with pytest.raises(Refused, match="no_right"):
            office.read(marks_asked, wish=correcting.wish)
        with pytest.raises(Refused, match="no_right"):
            office.read(fields_asked, pair=merging.entity_id, wish=merging.wish)


def test_what_is_over_is_told_by_name_only_to_whoever_may_see_people(office: Centre, cards: tuple[int, int]):
    first, second = cards
    number = office.write(ask_second, needed(office, merge_people, first_id=first, second_id=second)).value
    director = hired(office, "Davron", "davron", "director")
    with acting(office, director):
        office.write(decide, approval_id=number, is_approved=False, note="two people", version=1)
    seen = {}
    for role in ("administrator", "group_leader", "auditor", "director"):
        with acting(office, hired(office, role, role.replace("_", ""), role)):
            seen[role] = len(office.read(requests, is_open=False))
    assert seen == {"administrator": 0, "group_leader": 0, "auditor": 1, "director": 1}
    assert len(office.read(requests, is_open=False)) == 1


def test_two_cards_that_are_one_already_are_said_to_be_gone(office: Centre, cards: tuple[int, int]):
    first, second = cards
    asked = needed(office, merge_people, first_id=first, second_id=second)
    second_signs(office, asked, "dilbar", PASSWORD)
    office.write(merge_people, first_id=first, second_id=second)
    (record,) = office.read(requests, is_open=False)
    with pytest.raises(NotFound):
        office.read(fields_asked, pair=record.entity_id, wish=record.wish)


def test_an_erasure_takes_out_whose_marks_a_signed_request_was_about(office: Centre, marks: list[MarkChange]):
    """Signed on the spot, so that no form was kept with it."""
    second_signs(office, needed(office, set_marks, marks=marks, reason="from the paper"), "dilbar", PASSWORD)
    office.write(set_marks, marks=marks, reason="from the paper")
    (record,) = office.read(requests, is_open=False)
    assert "certificate of 1 September" in str(record.wish)
    person_id = end_of_course(office, marks[0])
    with acting(office, hired(office, "Anvar", "anvar", "auditor")):
        second_signs(office, needed(office, erase, person_id=person_id, reason="request"), "dilbar", PASSWORD)
        office.write(erase, person_id=person_id, reason="request")
        records = office.read(requests, is_open=False)
    assert [each.wish for each in records if each.id == record.id] == [{}]


def test_of_a_whole_term_the_first_marks_are_told_and_all_are_counted(office: Centre, marks: list[MarkChange]):
    """A request keeps no more than anybody reads, and its line says how many there are."""
    lesson = marks[0].session_id
    with Session(office.engine) as session:
        cohort_id = session.get_one(Enrolment, marks[0].enrolment_id).cohort_id
    people = [factories.person(surname=f"Qodirov{number}") for number in range(MOST_TOLD)]
    lay(office, *people)
    rows = [factories.enrolment(cohort_id, person.id, enrolled_on=HELD) for person in people]
    lay(office, *rows)
    every = [*marks, *(MarkChange(row.id, lesson, MarkValue("KELDI")) for row in rows)]
    asked = needed(office, set_marks, marks=every, reason="from the paper")
    assert "402" in asked.summary["what"]
    office.write(ask_second, asked)
    (record,) = office.read(requests)
    assert len(office.read(marks_asked, wish=record.wish)) == MOST_TOLD
