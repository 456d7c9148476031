"""Rows that another program knows by a key of its own: edited there, they come in again as the same sheet."""

import pytest

from desktop_app.centre import Centre
from desktop_app.rosters.problems import RowState
from desktop_app.surveys.answers_importing import apply_answers, judged, take_back_answers
from desktop_app.surveys.answers_records import Wanted
from desktop_app.surveys.records import RoundDraft
from desktop_app.surveys.rounds import open_round
from desktop_app.surveys.taking import respondents
from tests.courses import Taught, taught_course
from tests.surveys.answers_made import answers_file, codes, kept_answers, on_shelf, seen

WHOLE = "| 4 | 5 | 3 | 2 | 1 | phone board pc | 2026-09-01 | 7"
HEADS = "q1 | q2 | q4 | B1.importance | B1.level | B2.importance | B2.level | q7 | q6 | q3"


@pytest.fixture
def shelved(centre: Centre) -> Centre:
    on_shelf(centre)
    centre.is_changed_since_backup = False
    return centre


def test_a_row_that_was_edited_where_it_was_collected_replaces_the_sheet_that_came_from_it(shelved):
    heads = "_id | _uuid | q1 | q3 | q5"
    taken = apply_answers(shelved, seen(shelved, f"{heads}\n7 | a | no | 1 | Band\n8 | b | no | 2 |")).value
    edited = answers_file(f"{heads}\n7 | c | no | 5 | Boʻsh\n8 | b | no | 2 |\n9 | d | no | 2 |", sha256="2")
    preview = judged(shelved, edited, wanted=Wanted(taken.round_id))
    assert [(row.state, codes(row)) for row in preview.rows] == [
        (RowState.ASK, ["changed_at_source"]),
        (RowState.IGNORED, ["taken_in_already"]),
        (RowState.READY, []),
    ]
    second = apply_answers(shelved, preview, also=frozenset({2})).value
    assert second.answers == 2
    first = {"q1": "no", "q3": 5, "q5": "Boʻsh"}
    assert kept_answers(shelved, taken.round_id) == [first, {"q1": "no", "q3": 2}, {"q1": "no", "q3": 2}]
    back = shelved.write(take_back_answers, seq=second.seq).value
    assert (back.answers, back.kept) == (1, 1)
    assert kept_answers(shelved, taken.round_id)[0] == first


def test_long_rows_of_equal_answers_with_keys_of_their_own_are_two_people(shelved):
    long = f"yes | pc {WHOLE}"
    round_id = apply_answers(shelved, seen(shelved, f"_id | {HEADS}\n1 | {long}")).value.round_id
    again = answers_file(f"_id | {HEADS}\n1 | {long}\n2 | {long}", sha256="2")
    preview = judged(shelved, again, wanted=Wanted(round_id))
    assert [row.state for row in preview.rows] == [RowState.IGNORED, RowState.READY]


def test_in_a_survey_by_name_an_edited_row_stays_that_of_its_person(centre):
    course = taught_course(centre, [Taught("Aliyev"), Taught("Boboyev")])
    draft = RoundDraft(on_shelf(centre), course.cohort_id, is_anonymous=False)
    round_id = centre.write(open_round, draft=draft).value
    one, other = (each.name for each in centre.read(respondents, round_id=round_id))
    heads = "_id | F.I.Sh. | q1"
    apply_answers(centre, judged(centre, answers_file(f"{heads}\n1 | {one} | yes"), wanted=Wanted(round_id)))
    edited = answers_file(f"{heads}\n1 | {one} | no", sha256="2")
    assert [codes(row) for row in judged(centre, edited, wanted=Wanted(round_id)).rows] == [["changed_at_source"]]
    renamed = answers_file(f"{heads}\n1 | {other} | no", sha256="3")
    (row,) = judged(centre, renamed, wanted=Wanted(round_id)).rows
    assert "key_of_another" in codes(row)
    assert not row.can_be_taken
