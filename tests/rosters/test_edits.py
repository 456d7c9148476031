"""A cell is edited in place, and a decision holds for all equal cells; only what they concern is checked again."""

from datetime import date

import pytest

from db.models.cohorts import Cohort
from desktop_app.centre import Centre
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.rosters.apply import apply_roster
from desktop_app.rosters.card_cells import LEAVE_OUT, TAKE
from desktop_app.rosters.layouts import known_senders
from desktop_app.rosters.preview import RosterPreview, answered, edited, preview_roster, unedited
from desktop_app.rosters.problems import ProblemCode, RowState
from desktop_app.rosters.questions import problems_of, question_of
from tests.rosters.conftest import Preview, workbook

WOMAN, OTHER_WOMAN = "40711904150273", "42802793331206"
NAME, OTHER = "Karimova Dilnoza Rustam qizi", "Saidova Lola Anvarovna"
HEADER = ["F.I.Sh.", "JShShIR", "Lavozimi", "Tuman"]


def states(preview: RosterPreview) -> list[RowState]:
    return [row.state for row in preview.rows]


def as_if_read_whole(centre: Centre, found: RosterPreview, table: list[list[object]]) -> RosterPreview:
    """The same roster with the same edits and answers, previewed from the beginning."""
    return centre.read(
        preview_roster,
        workbook=workbook(table),  # type: ignore[arg-type]
        cohort_id=found.cohort_id,
        edits=found.edits,
        answers=found.answers,
    )


def test_an_edited_cell_is_checked_at_once(centre: Centre, preview: Preview) -> None:
    found = preview([HEADER, [NAME, "4071190415027"], [OTHER]])
    assert states(found) == [RowState.REJECTED, RowState.READY]
    mended = centre.read(edited, found, edits={(2, "jshshir"): WOMAN})
    assert states(mended) == [RowState.READY, RowState.READY]
    assert mended.row(2).person.birth_date == date(1990, 11, 7)
    assert states(found) == [RowState.REJECTED, RowState.READY]


def test_an_edit_taken_back_shows_what_the_sender_wrote(centre: Centre, preview: Preview) -> None:
    found = preview([HEADER, [NAME, "123"]])
    mended = centre.read(edited, found, edits={(2, "jshshir"): ""})
    assert states(mended) == [RowState.READY]
    again = centre.read(unedited, mended, cells=frozenset({(2, "jshshir")}))
    assert (states(again), again.rows) == ([RowState.REJECTED], found.rows)


def test_an_edit_frees_the_row_that_it_stood_in_the_way_of(centre: Centre, preview: Preview) -> None:
    table = [HEADER, [NAME, WOMAN], [OTHER, WOMAN], [NAME, WOMAN]]
    found = preview(table)
    assert states(found) == [RowState.REJECTED, RowState.REJECTED, RowState.IGNORED]
    mended = centre.read(edited, found, edits={(3, "jshshir"): OTHER_WOMAN})
    assert states(mended) == [RowState.READY, RowState.READY, RowState.IGNORED]
    assert mended.rows == as_if_read_whole(centre, mended, table).rows


def test_edits_come_to_the_same_as_reading_the_whole_list_anew(centre: Centre, preview: Preview) -> None:
    for draft in (PersonDraft("Karimova", "Dilnoza", jshshir=WOMAN), PersonDraft("Saidova", "Lola", "Anvarovna")):
        centre.write(save_person, draft)
    table = [HEADER, [NAME, WOMAN], [OTHER], [NAME], [OTHER, "", "", "Buxoro"], ["Aliyev Ali"]]
    found = preview(table)
    for edits in (
        {(4, "jshshir"): WOMAN},
        {(2, "jshshir"): "", (3, "full_name"): NAME},
        {(6, "full_name"): OTHER, (5, "district"): "Chirchiq shahri"},
        {(2, "full_name"): "…"},
        {(4, "jshshir"): OTHER_WOMAN, (2, "full_name"): "Saidova Dilnoza"},
    ):
        found = centre.read(edited, found, edits=edits)
        assert found.rows == as_if_read_whole(centre, found, table).rows


def test_one_decision_holds_for_all_equal_cells(centre: Centre, preview: Preview) -> None:
    table = [HEADER, [NAME, "", "", "Buxoro"], [OTHER, "", "", "Buxoro"], ["Aliyev Ali Olimovich", "", "", "Qarshi"]]
    found = preview(table)
    question = question_of(found, found.rows[1])
    assert (question.field, question.text, question.rows) == ("district", "Buxoro", (2, 3))
    assert [choice.value for choice in question.choices] == ["1706207", "1706401", LEAVE_OUT]
    decided = centre.read(answered, found, answers={("district", "Buxoro"): "1706401"})
    assert states(decided) == [RowState.READY, RowState.READY, RowState.ASK]
    assert {row.person.district_code for row in decided.rows[:2]} == {"1706401"}
    undecided = centre.read(answered, decided, answers={("district", "Buxoro"): ""})
    assert undecided.rows == found.rows


@pytest.mark.parametrize(
    ("answer", "state", "code"),
    [(TAKE, RowState.READY, ProblemCode.DECIDED), (LEAVE_OUT, RowState.IGNORED, ProblemCode.LEFT_OUT)],
)
def test_equal_doubts_are_taken_or_left_out_together(
    centre: Centre, preview: Preview, answer: str, state: RowState, code: ProblemCode
) -> None:
    found = preview([HEADER, [NAME, "", "Qorovul"], [OTHER, "", "Qorovul"]])
    decided = centre.read(answered, found, answers={("position", "Qorovul"): answer})
    assert states(decided) == [state, state]
    assert decided.rows[0].codes == {code}
    assert problems_of(decided.rows[0], "position")[0].text


def test_an_unknown_subject_may_be_given_its_entry_for_all(centre: Centre, preview: Preview) -> None:
    header = ["F.I.Sh.", "Fani"]
    found = preview([header, [NAME, "Robototexnika"], [OTHER, "Robototexnika"]])
    question = question_of(found, found.rows[0])
    assert question is not None
    assert (question.code, question.rows) == (ProblemCode.SUBJECT_UNKNOWN, (2, 3))
    decided = centre.read(answered, found, answers={("subject", "Robototexnika"): "INF"})
    assert [(row.person.subject_code, row.problems) for row in decided.rows] == [("INF", ())] * 2


def test_what_a_sender_was_answered_is_remembered_for_the_next_file(centre: Centre, preview: Preview) -> None:
    table = [["F.I.Sh.", "Kim", "Tuman"], [NAME, "Psixolog", "Buxoro"]]
    columns = {"full_name": 0, "position": 1, "district": 2}
    found = preview(table, sender="Chirchiq MMTB", columns=columns, answers={("district", "Buxoro"): "1706401"})
    centre.write(apply_roster, found)
    other = [["F.I.Sh.", "Kim", "Tuman"], [OTHER, "Metodist", "Buxoro"]]
    again = preview(other, sha256="a" * 64, sender="Chirchiq MMTB")
    assert again.remembered is not None
    assert again.rows[0].person.position_code == "METOD"
    assert again.rows[0].person.district_code == "1706401"
    assert preview(other, sha256="a" * 64, sender="Boshqa").rows[0].state is RowState.ASK
    assert centre.read(known_senders, "chirchik") == ("Chirchiq MMTB",)


def test_edits_and_answers_are_applied(centre: Centre, cohort: Cohort, preview: Preview) -> None:
    found = preview([HEADER, [NAME, "123", "Qorovul"]])
    found = centre.read(edited, found, edits={(2, "jshshir"): WOMAN})
    found = centre.read(answered, found, answers={("position", "Qorovul"): TAKE})
    assert centre.write(apply_roster, found).value.created == 1
