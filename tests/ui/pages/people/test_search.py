"""Every hit of the search of everything leads to its place."""

from desktop_app.institutions.service import workplace_of
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from tests import factories
from tests.factories import write
from ui.navigation import SEARCHES, Target, load
from ui.pages.people.search import find
from ui.workspace import Workspace


def test_a_person_leads_to_the_card(workspace: Workspace) -> None:
    person_id = workspace.centre.write(save_person, PersonDraft(surname="Olimova", given_name="Zilola")).value
    assert [(hit.title, hit.target) for hit in find(workspace.centre, "олим")] == [
        ("Olimova Zilola", Target("person", person_id))
    ]


def test_cohorts_programmes_and_colleagues_lead_to_their_places(workspace: Workspace) -> None:
    programme = write(workspace.centre, factories.programme(code="KIM-72", title="Kimyo oʻqituvchilari"))
    cohort = write(workspace.centre, factories.cohort(programme.id, code="KIM-26/1"))
    places = {hit.target for hit in find(workspace.centre, "kim")}
    assert places == {Target("cohort", cohort.id), Target("programmes", programme.id)}
    assert [hit.target for hit in find(workspace.centre, "Yusupova")] == [Target("settings", "staff")]


def test_an_institution_leads_to_its_page_after_the_people_who_work_there(workspace: Workspace) -> None:
    draft = PersonDraft(surname="Olimova", given_name="Zilola", workplace="1-maktab")
    person_id = workspace.centre.write(save_person, draft).value
    place_id = workspace.centre.read(workplace_of, person_id=person_id)
    hits = [hit for place in SEARCHES for hit in load(place)(workspace.centre, "школа 1")]
    assert [hit.target for hit in hits] == [Target("person", person_id), Target("institution", place_id)]
