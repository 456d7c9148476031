"""The shelf of questionnaires: drafts, editions in use, and what answers freeze."""

from dataclasses import replace

import pytest

from db.models.surveys import QuestionnaireState
from desktop_app.centre import Centre
from desktop_app.codes import free_code
from desktop_app.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.questionnaires.built_in import LEADERS, PRESCHOOL, TEACHERS
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Section
from desktop_app.surveys.records import RoundDraft
from desktop_app.surveys.rounds import open_round
from desktop_app.surveys.shelf import (
    competences,
    newest_in_use,
    put_in_use,
    questionnaire,
    questionnaires,
    remove_draft,
    retire,
    save_draft,
)

OWN = Questionnaire(
    "own", 1, {"uz": "Yangi anketa"}, ("uz",), (Section("s", {}, (Item("a", ItemKind.TEXT, {"uz": "Savol"}),)),)
)


def drafted(centre: Centre, draft: Questionnaire = OWN) -> int:
    return centre.write(save_draft, draft=draft).value


def test_a_new_centre_has_the_three_questionnaires_in_use(centre: Centre) -> None:
    rows = centre.read(questionnaires)
    assert {row.questionnaire.code for row in rows} == {TEACHERS, PRESCHOOL, LEADERS}
    assert {(row.state, row.is_built_in) for row in rows} == {(QuestionnaireState.IN_USE, True)}


def test_a_draft_is_changed_where_it_stands_and_goes_into_use(centre: Centre) -> None:
    id_ = drafted(centre)
    row = centre.read(questionnaire, questionnaire_id=id_)
    assert (row.state, row.questionnaire) == (QuestionnaireState.DRAFT, OWN)
    changed = replace(OWN, title={"uz": "Boshqa nom"})
    assert centre.write(save_draft, draft=changed, questionnaire_id=id_, version=row.version).value == id_
    with pytest.raises(Conflict):
        centre.write(save_draft, draft=changed, questionnaire_id=id_, version=row.version)
    with pytest.raises(NotFound):
        centre.read(newest_in_use, code="own")
    centre.write(put_in_use, questionnaire_id=id_)
    assert centre.read(newest_in_use, code="own").questionnaire == changed


def test_what_was_given_out_is_frozen_and_a_change_is_a_new_edition(centre: Centre) -> None:
    id_ = drafted(centre)
    centre.write(put_in_use, questionnaire_id=id_)
    centre.write(open_round, draft=RoundDraft(id_, title="Maktablarga"))
    row = centre.read(questionnaire, questionnaire_id=id_)
    changed = replace(row.questionnaire, title={"uz": "Ikkinchi"})
    newer = centre.write(save_draft, draft=changed, questionnaire_id=id_, version=row.version).value
    assert centre.read(questionnaire, questionnaire_id=id_).questionnaire == OWN
    drafted_row = centre.read(questionnaire, questionnaire_id=newer)
    assert (drafted_row.questionnaire.edition, drafted_row.state) == (2, QuestionnaireState.DRAFT)
    assert centre.read(newest_in_use, code="own").id == id_
    with pytest.raises(Refused):
        centre.write(remove_draft, questionnaire_id=id_)
    assert centre.write(remove_draft, questionnaire_id=newer).value.title == {"uz": "Ikkinchi"}


def test_a_built_in_questionnaire_is_changed_as_an_edition_of_the_centre(centre: Centre) -> None:
    row = centre.read(newest_in_use, code=TEACHERS)
    changed = replace(row.questionnaire, note={"uz": "Oʻzimizniki"})
    own = centre.write(save_draft, draft=changed, questionnaire_id=row.id, version=row.version).value
    kept = centre.read(questionnaire, questionnaire_id=own)
    assert (kept.is_built_in, kept.questionnaire.edition) == (False, row.questionnaire.edition + 1)


def test_a_retired_edition_gives_way_to_the_one_before(centre: Centre) -> None:
    first, second = drafted(centre), drafted(centre)
    for id_ in (first, second):
        centre.write(put_in_use, questionnaire_id=id_)
    assert centre.read(newest_in_use, code="own").id == second
    centre.write(retire, questionnaire_id=second)
    assert centre.read(newest_in_use, code="own").id == first


def test_a_questionnaire_needs_a_title(centre: Centre) -> None:
    with pytest.raises(Invalid, match="questionnaire_without_title"):
        drafted(centre, replace(OWN, title={"uz": "  "}))


def test_codes_stay_apart() -> None:
    assert free_code("needs", ()) == "needs"
    assert free_code("needs", ("needs", "needs-2")) == "needs-3"


def test_the_competences_of_all_questionnaires_in_use_can_be_served(centre: Centre) -> None:
    found = centre.read(competences)
    assert {f"B{place}" for place in range(1, 16)} <= found.keys()
    assert len(found) > 15
