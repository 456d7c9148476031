"""Letters that were lost beside the name are told, read where one known word fits, else asked; words never vanish."""

from collections.abc import Callable

import pytest

from desktop_app.centre import Centre
from desktop_app.people.institutions import find_or_create_institution
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import person_card, save_person
from desktop_app.rosters.apply import apply_roster
from desktop_app.rosters.checking import RosterRow
from desktop_app.rosters.decisions import Decision
from desktop_app.rosters.lost_letters import fitting
from desktop_app.rosters.preview import answered
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.questions import question_of
from tests.rosters.conftest import Preview

NAME = "Karimova Dilnoza Rustam qizi"
WOMAN = "40711904150273"
OnlyRow = Callable[..., RosterRow]


@pytest.mark.parametrize(
    ("text", "known"), [("Чир?и?", "chirchik"), ("O?g?il", "ogil"), ("?ашкент", "tashkent"), ("10-ма?таб", "10 maktab")]
)
def test_a_lost_letter_may_be_any(text: str, known: str) -> None:
    assert fitting(text, [known, "boshka", f"{known} a"]) == [known]


@pytest.mark.parametrize(
    ("column", "text", "fact", "value"),
    [
        ("Туман", "Чир?и?", "district_code", "1727419"),
        ("Туман", "Чир?и? ша?ри", "district_code", "1727419"),
        ("Фан", "?изика", "subject_code", "FIZ"),
        ("Лавозими", "?идеограф и?овчиси", "position_code", None),
        ("Тоифаси", "?лий", "category_code", "OLIY"),
    ],
)
def test_the_one_known_word_that_fits_is_taken(
    only_row: OnlyRow, column: str, text: str, fact: str, value: str | None
) -> None:
    row = only_row(**{column: text})
    (told,) = row.problems
    assert row.person is not None
    assert getattr(row.person, fact) == value
    assert (told.code, row.state) == (
        ("lost_letters_read", RowState.READY) if value else ("lost_letters_unsure", RowState.ASK)
    )
    assert text in told.text


def test_a_workplace_is_read_as_the_only_one_that_fits(centre: Centre, only_row: OnlyRow) -> None:
    centre.write(find_or_create_institution, name="Қорасув агролицейи", district_code=None)
    row = only_row(**{"Иш жойи": "?орасув агролицейи"})
    assert row.person is not None
    assert (row.person.workplace, row.state) == ("Қорасув агролицейи", RowState.READY)
    assert only_row(**{"Иш жойи": "?ўйтепа агролицейи"}).state is RowState.ASK


def test_one_answer_says_what_a_lost_word_was(centre: Centre, preview: Preview) -> None:
    found = preview([["Ф.И.О.", "Фан"], [NAME, "?обототехни?а"], ["Saidova Lola Anvarovna", "?обототехни?а"]])
    question = question_of(found, found.rows[0])
    assert question is not None
    assert question.rows == (2, 3)
    assert {"MAT", "yes", "no"} <= {choice.value for choice in question.choices}
    found = centre.read(answered, found, answers={("subject", "?обототехни?а"): "MAT"})
    assert [row.person.subject_code for row in found.rows if row.person] == ["MAT", "MAT"]
    assert [row.state for row in found.rows] == [RowState.READY, RowState.READY]


def test_words_that_found_no_place_are_in_the_notes(centre: Centre, preview: Preview) -> None:
    cells = {"Туман": "Атлантида", "Тоифаси": "faxriy", "Телефон": "12-34", "Паспорт": "A123", "Изоҳ": "yangi"}
    found = preview([["Ф.И.О.", *cells], [NAME, *cells.values()]])
    applied = centre.write(apply_roster, found, decisions={2: Decision()}).value
    assert applied.created == 1
    (row,) = preview([["Ф.И.О."], [NAME]], sha256="a" * 64, cohort_id=None).rows
    notes = centre.read(person_card, person_id=row.candidates[0].id).draft.notes
    assert [text in notes for text in ("Атлантида", "faxriy", "12-34", "A123", "yangi")] == [True] * 5


def test_a_remark_on_the_card_does_not_swallow_them(centre: Centre, preview: Preview) -> None:
    draft = PersonDraft(surname="Karimova", given_name="Dilnoza", jshshir=WOMAN, notes="Eski izoh")
    known = centre.write(save_person, draft).value
    table = [["Ф.И.О.", "ПИНФЛ", "Туман"], [NAME, WOMAN, "Атлантида"]]
    for digest in "ab":
        centre.write(apply_roster, preview(table, sha256=digest * 64, cohort_id=None))
    assert centre.read(person_card, person_id=known).draft.notes == "Eski izoh; Туман: Атлантида"
