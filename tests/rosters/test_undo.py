"""An import is taken back as long as nothing depends on it, and then whole."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from db.base import Base
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.people import Institution, Person
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.doubles.merging import merge_people
from desktop_app.errors import Refused
from desktop_app.institutions.merging import merge_institutions
from desktop_app.people.institutions import find_or_create_institution
from desktop_app.people.records import PersonDraft
from desktop_app.people.search import search_people
from desktop_app.people.service import person_card, save_person
from desktop_app.rosters.apply import apply_roster
from desktop_app.rosters.decisions import Decision
from desktop_app.rosters.imports import RowBecame, count_imports, import_record, imports, imports_of_file
from desktop_app.rosters.preview import edited
from desktop_app.rosters.undo import undo_import, undo_obstacles
from tests import factories
from tests.rosters.conftest import Preview

WOMAN = "40711904150273"
NAME = "Karimova Dilnoza Rustam qizi"
HEADER = ["F.I.Sh.", "JShShIR", "Lavozimi", "Ish joyi", "Tuman", "Telefon", "Oxirgi kurs"]
ROW = [NAME, WOMAN, "Psixolog", "12-maktab", "Chirchiq shahri", "901234567", "12.05.2021"]
OTHER = ["Saidova Lola Anvarovna", None, "Metodist", "12-maktab", None, None, None]
UNTOUCHED_BY_UNDO = {"journal", "roster_import", "sheet_layout", "name_word", "person"}


def contents(centre: Centre) -> Counter[str]:
    def counted(unit: UnitOfWork) -> Counter[str]:
        tables = [table for table in Base.metadata.sorted_tables if table.name not in UNTOUCHED_BY_UNDO - {"person"}]
        return Counter({table.name: unit.session.scalar(select(func.count()).select_from(table)) for table in tables})

    return centre.read(counted)


def known_woman(centre: Centre, **values: object) -> int:
    draft = PersonDraft(**{"surname": "Karimova", "given_name": "Dilnoza", "jshshir": WOMAN, **values})  # type: ignore[arg-type]
    return centre.write(save_person, draft).value


def test_an_import_taken_back_leaves_the_centre_as_it_was(centre: Centre, preview: Preview) -> None:
    before = contents(centre)
    applied = centre.write(apply_roster, preview([HEADER, ROW, OTHER])).value
    assert contents(centre) != before
    undone = centre.write(undo_import, import_id=applied.import_id, reason="notoʻgʻri guruh").value
    assert (undone.people, undone.enrolments) == (2, 2)
    assert contents(centre) == before
    assert not centre.read(search_people, "Karimova")
    assert centre.read(imports)[0].is_undone


def test_filled_fields_return_where_they_are_still_as_imported(centre: Centre, preview: Preview) -> None:
    known = known_woman(centre, position_text="Metodist")
    applied = centre.write(apply_roster, preview([HEADER, ROW])).value
    card = centre.read(person_card, person_id=known).draft
    assert card.phone
    centre.write(save_person, PersonDraft(**{**card.__dict__, "notes": "oʻzgardi"}))
    centre.write(undo_import, import_id=applied.import_id)
    returned = centre.read(person_card, person_id=known).draft
    assert (returned.phone, returned.workplace, returned.notes) == ("", "", "oʻzgardi")
    assert not centre.read(search_people, "901234567")
    assert centre.read(search_people, "Karimova")


def test_a_changed_name_returns_with_the_words_it_is_found_by(centre: Centre, preview: Preview) -> None:
    known = known_woman(centre, surname="Saidova")
    applied = centre.write(apply_roster, preview([HEADER, ROW]), decisions={2: Decision()}).value
    centre.write(undo_import, import_id=applied.import_id)
    assert centre.read(person_card, person_id=known).draft.surname == "Saidova"
    assert centre.read(search_people, "Saidova")
    assert not centre.read(search_people, "Karimova")
    assert not centre.read(person_card, person_id=known).former_names


def test_who_was_enrolled_again_is_where_they_were(centre: Centre, cohort: Cohort, preview: Preview) -> None:
    known = known_woman(centre)
    left = factories.enrolment(cohort.id, known, state=EnrolmentState.EXPELLED, leaving_reason="Kasallik")
    factories.write(centre, left)
    applied = centre.write(apply_roster, preview([HEADER, ROW]), decisions={2: Decision()}).value
    centre.write(undo_import, import_id=applied.import_id)
    row = centre.read(lambda unit: unit.session.scalars(select(Enrolment)).one())
    assert (row.state, row.leaving_reason) == (EnrolmentState.EXPELLED, "Kasallik")


def test_a_person_enrolled_elsewhere_keeps_the_import(centre: Centre, cohort: Cohort, preview: Preview) -> None:
    applied = centre.write(apply_roster, preview([HEADER, ROW, OTHER])).value
    other = factories.write(centre, factories.cohort(cohort.programme_id, code="BOSHQA"))
    person_id = centre.read(lambda unit: unit.session.scalar(select(Person.id).where(Person.jshshir == WOMAN)))
    factories.write(centre, factories.enrolment(other.id, person_id))
    before = contents(centre)
    (obstacle,) = centre.read(undo_obstacles, import_id=applied.import_id)
    assert (obstacle.person_id, obstacle.name) == (person_id, NAME)
    with pytest.raises(Refused) as refusal:
        centre.write(undo_import, import_id=applied.import_id)
    assert NAME in refusal.value.text
    assert contents(centre) == before


def test_a_mark_keeps_the_import(centre: Centre, cohort: Cohort, preview: Preview) -> None:
    applied = centre.write(apply_roster, preview([HEADER, ROW])).value
    enrolment = centre.read(lambda unit: unit.session.scalars(select(Enrolment)).one())
    session = factories.write(centre, factories.session(cohort.id))
    factories.write(centre, factories.mark(session.id, enrolment.id))
    assert [one.name for one in centre.read(undo_obstacles, import_id=applied.import_id)] == [NAME]


def test_a_card_changed_since_keeps_the_import(centre: Centre, preview: Preview) -> None:
    applied = centre.write(apply_roster, preview([HEADER, ROW])).value
    person_id = centre.read(lambda unit: unit.session.scalar(select(Person.id)))
    card = centre.read(person_card, person_id=person_id).draft
    centre.write(save_person, PersonDraft(**{**card.__dict__, "notes": "oʻzgardi"}))
    assert len(centre.read(undo_obstacles, import_id=applied.import_id)) == 1


def test_an_import_is_taken_back_once(centre: Centre, preview: Preview) -> None:
    applied = centre.write(apply_roster, preview([HEADER, ROW])).value
    centre.write(undo_import, import_id=applied.import_id)
    with pytest.raises(Refused):
        centre.write(undo_import, import_id=applied.import_id)
    again = preview([HEADER, ROW])
    assert not again.was_applied_before
    assert centre.write(apply_roster, again).value.created == 1


def test_an_import_is_opened_down_to_its_rows_and_people(centre: Centre, cohort: Cohort, preview: Preview) -> None:
    found = preview([HEADER, ROW, ["Saidova"], OTHER])
    found = centre.read(edited, found, edits={(4, "full_name"): "Saidova Laylo Anvarovna"})
    applied = centre.write(apply_roster, found).value
    (line,) = centre.read(imports, cohort_id=cohort.id)
    assert (line.cohort_code, line.rows, line.created, line.left_out) == (cohort.code, 3, 2, 1)
    record = centre.read(import_record, import_id=applied.import_id)
    assert [(row.number, row.became, row.person_name) for row in record.rows] == [
        (2, RowBecame.CREATED, NAME),
        (3, RowBecame.LEFT_OUT, ""),
        (4, RowBecame.CREATED, "Saidova Laylo Anvarovna"),
    ]
    assert record.rows[1].problems[0].text
    assert record.rows[2].edits == {"full_name": "Saidova Laylo Anvarovna"}
    assert (centre.read(count_imports), len(centre.read(imports_of_file, sha256="f" * 64))) == (1, 1)


def test_a_roster_goes_into_the_list_of_people_alone(centre: Centre, preview: Preview) -> None:
    found = preview([HEADER, ROW, OTHER], cohort_id=None)
    outcome = centre.write(apply_roster, found).value
    assert (outcome.created, contents(centre)["enrolment"]) == (2, 0)
    before = contents(centre)
    again = preview([HEADER, ROW, OTHER], cohort_id=None)
    assert {code for row in again.rows for code in row.codes} == {"already_taken"}
    assert centre.write(apply_roster, again).value.applied == 0
    centre.write(undo_import, import_id=outcome.import_id)
    assert contents(centre)["person"] == before["person"] - 2


def test_an_import_whose_person_was_made_one_with_another_is_not_half_undone(centre: Centre, preview: Preview) -> None:
    applied = centre.write(apply_roster, preview([HEADER, ROW, OTHER])).value
    newer = known_woman(centre, jshshir="", surname="Karimboyeva")
    record = centre.read(import_record, import_id=applied.import_id)
    gone = record.rows[0].person_id
    centre.write(merge_people, first_id=newer, second_id=gone)
    before = contents(centre)
    with pytest.raises(Refused, match="import_in_use") as refused:
        centre.write(undo_import, import_id=applied.import_id)
    assert "Karimova Dilnoza" in refused.value.text
    assert "Karimboyeva" in refused.value.text
    assert contents(centre) == before


def test_an_import_whose_known_person_was_merged_away_is_not_half_undone(centre: Centre, preview: Preview) -> None:
    known, newer = known_woman(centre), known_woman(centre, jshshir="", surname="Karimboyeva")
    applied = centre.write(apply_roster, preview([HEADER, ROW])).value
    centre.write(merge_people, first_id=newer, second_id=known)
    (obstacle,) = centre.read(undo_obstacles, import_id=applied.import_id)
    assert obstacle.person_id == known
    assert "Karimboyeva" in obstacle.text


@pytest.mark.parametrize("is_new_kept", [True, False])
def test_an_import_whose_institution_was_made_one_with_another_says_which(
    centre: Centre, preview: Preview, is_new_kept: bool
) -> None:
    applied = centre.write(apply_roster, preview([HEADER, OTHER])).value
    new = centre.read(lambda unit: unit.session.scalar(select(Institution.id)))
    old = centre.write(find_or_create_institution, name="Ulugʻbek maktabi", district_code=None).value
    kept, gone = (new, old) if is_new_kept else (old, new)
    centre.write(merge_institutions, kept_id=kept, gone_id=gone)
    before = contents(centre)
    with pytest.raises(Refused, match="import_in_use") as refused:
        centre.write(undo_import, import_id=applied.import_id)
    assert "12-maktab" in refused.value.text
    assert "Ulugʻbek maktabi" in refused.value.text
    assert contents(centre) == before
