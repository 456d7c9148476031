"""Who saw, changed, printed and sent: every trace of a person in the journal, and none of another."""

from datetime import timedelta

import pytest

from desktop_app.accounts.seeing import NUMBER, note_found, note_sight
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import NotFound, Refused
from desktop_app.given_out import note_given
from desktop_app.people.consents import give_consent
from desktop_app.people.meant_person import meant_person
from desktop_app.people.printing import note_paper
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.people.who_saw import TraceKind, who_saw
from tests import factories
from tests.conftest import NOW

CARD = PersonDraft(surname="Gʻulomova", given_name="Oʻgʻiloy", jshshir="40711904150273")


@pytest.fixture
def person_id(centre: Centre) -> int:
    centre.write(save_person, PersonDraft(surname="Begonayeva", given_name="Nilufar"))
    return centre.write(save_person, CARD).value


def actions(centre: Centre, person_id: int) -> list[str]:
    return [f"{trace.action} {trace.entity}" for trace in centre.read(who_saw, person_id=person_id)]


def test_a_card_is_seen_once_an_hour_by_each(centre: Centre, person_id: int) -> None:
    for _ in range(3):
        note_sight(centre, person_id=person_id)
    assert actions(centre, person_id).count("see person") == 1
    note_sight(centre, person_id=person_id, what=NUMBER)
    assert actions(centre, person_id).count("see person") == 2
    centre.clock = FixedClock(NOW + timedelta(hours=1))
    note_sight(centre, person_id=person_id)
    assert actions(centre, person_id).count("see person") == 3


def test_lists_and_papers_with_the_person_in_them_are_told(centre: Centre, person_id: int) -> None:
    cohort = factories.write(centre, factories.cohort(factories.write(centre, factories.programme()).id))
    factories.write(centre, factories.enrolment(cohort.id, person_id))
    centre.write(give_consent, person_id=person_id, given_on=NOW.date(), form="paper")
    centre.write(note_given, "export", entity="list", people=[1, person_id], content=b"x", recipient="Boshqarma")
    centre.write(note_given, "export", entity="list", people=[1], content=b"y")
    centre.write(note_given, "print", entity="cohort", entity_id=cohort.id, people=25)
    note_paper(centre, person_id=person_id, paper="statement")
    assert actions(centre, person_id) == [
        "print person", "print cohort", "export list", "create consent", "create enrolment", "create person",
    ]  # fmt: skip
    given = centre.read(who_saw, person_id=person_id)[2]
    assert (given.kind, given.recipient, given.people, len(given.sha256)) == (TraceKind.GIVEN, "Boshqarma", 2, 64)


def test_one_person_is_meant_by_number_card_or_name(centre: Centre, person_id: int) -> None:
    for typed in ("40711904150273", str(person_id), "Gʻulomova Oʻgʻiloy", "ғуломова"):
        assert centre.read(meant_person, typed) == person_id
    with pytest.raises(NotFound):
        centre.read(meant_person, "Hechkim")
    centre.write(save_person, PersonDraft(surname="Gʻulomova", given_name="Zilola"))
    with pytest.raises(Refused):
        centre.read(meant_person, "Gʻulomova")


def test_a_search_is_told_to_whom_it_showed_and_keeps_nothing_of_what_was_typed(centre: Centre, person_id: int) -> None:
    other = person_id - 1
    centre.write(note_found, people=[other, person_id])
    centre.write(note_found, people=[other, person_id * 10])
    (found,) = [trace for trace in centre.read(who_saw, person_id=person_id) if trace.action == "search"]
    assert (found.kind, found.people, found.actor_name) == (TraceKind.SEEN, 2, centre.actor.name)
    assert len([trace for trace in centre.read(who_saw, person_id=other) if trace.action == "search"]) == 2
