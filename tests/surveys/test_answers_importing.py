"""Answers from files of our own, of Kobo and of Google Forms: every row has a state, and all of it can be undone."""

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Invalid, NotFound, Refused, WorkbookRejected
from desktop_app.progress import Progress
from desktop_app.rosters.problems import RowState
from desktop_app.spreadsheets.records import CellError, Sheet, SheetRow, UncomputedFormula, Workbook
from desktop_app.surveys.answers_importing import (
    answers_imports,
    apply_answers,
    columns_said,
    judged,
    take_back_answers,
)
from desktop_app.surveys.answers_records import Wanted
from desktop_app.surveys.answers_tables import MARK
from desktop_app.surveys.records import RoundDraft, SurveyChannel
from desktop_app.surveys.rounds import open_round, rounds
from desktop_app.surveys.taking import change_sheet, respondents, save_sheet, sheets
from tests.courses import Taught, taught_course
from tests.surveys.answers_made import (
    CODE,
    COMPUTER,
    ITEMS,
    YEARS,
    answers_file,
    codes,
    count_kept,
    kept_answers,
    on_shelf,
    read_row,
    seen,
)
from tests.surveys.answers_made import (
    MARK as RATED,
)

WANTED = Wanted(questionnaire=CODE)
WHOLE = "| 4 | 5 | 3 | 2 | 1 | phone board pc | 2026-09-01 | 7"
HEADS = "q1 | q2 | q4 | B1.importance | B1.level | B2.importance | B2.level | q7 | q6 | q3"


@pytest.fixture
def shelved(centre: Centre) -> Centre:
    on_shelf(centre)
    centre.is_changed_since_backup = False
    return centre


def test_a_kobo_export_by_codes_is_taken_in_whole(shelved):
    preview = seen(
        shelved,
        """
        start | s/q1 | s/q2 | s/q2/pc | s/q2/board | s/q2/phone | s/q3 | s/q4 | s/q7 | s/B/B.level/B1.level | _uuid
        x     | yes  | pc phone | 1 | 0 | 1 | 12 | 5 | phone board | ? | u-1
        x     | no   |          | 0 | 0 | 0 | 7  |   |             | 3 | u-2
        """,
    )
    assert [row.state for row in preview.rows] == [RowState.READY, RowState.READY]
    assert preview.table.unknown == ()
    taken = apply_answers(shelved, preview).value
    assert taken.answers == 2
    first = {"q1": "yes", "q2": ("pc", "phone"), "q3": 12, "q4": 5, "q7": ("phone", "board"), "B1.level": "?"}
    assert kept_answers(shelved, taken.round_id) == [first, {"q1": "no", "q3": 7, "B1.level": 3}]
    (begun,) = shelved.read(rounds)
    assert (begun.title, begun.is_anonymous, begun.answered) == ("Sinov soʻrovi", True, 2)
    assert {each.channel for each in shelved.read(sheets, round_id=begun.id)} == {SurveyChannel.WORKBOOK}


def test_a_kobo_export_by_labels_finds_the_same_answers(shelved):
    preview = seen(
        shelved,
        """
        Есть ли у вас компьютер? | Чем вы пользуетесь? | Чем вы пользуетесь?/Телефон | Понравился ли курс? | _uuid
        Да                       | Компьютер, ноутбук Телефон | 1                    | очень               | u-1
        """,
    )
    round_id = apply_answers(shelved, preview).value.round_id
    # Where single ticks are told they are believed: the cell with all of them may be cut off.
    assert kept_answers(shelved, round_id) == [{"q1": "yes", "q2": ("phone",), "q4": 5}]


def test_a_google_export_is_read_in_both_scripts(shelved):
    preview = seen(
        shelved,
        """
        Vaqt tamg'asi | 1. Компьютерингиз борми? | Nimadan foydalanasiz? | Baholang [Dars rejasi, Darajam] | Qaysi kuni?
        03.10.2026 10:22:11 | Ҳа | Kompyuter, noutbuk, Magnitofon | 4 | 1-sentabr 2026
        """,
    )
    assert preview.table.unknown == ()
    round_id = apply_answers(shelved, preview).value.round_id
    assert kept_answers(shelved, round_id) == [
        {
            "q1": "yes",
            "q2": ("pc", "other"),
            "q2.other": "Magnitofon",
            "q6": "2026-09-01",
            "B1.level": 4,
        }
    ]
    (kept,) = shelved.read(sheets, round_id=round_id)
    assert kept.answered_at.isoformat() == "2026-10-03T00:00:00+00:00", "an anonymous sheet never says the hour"


def test_two_rows_of_heads_are_one_head(shelved):
    preview = seen(
        shelved,
        """
        q1 | q3 | ResponseId
        Kompyuteringiz bormi? | Stajingiz | Javob
        ha | 4 | 1
        """,
    )
    assert (preview.table.header_row, preview.table.last_header_row) == (1, 2)
    assert [row.number for row in preview.rows] == [3]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ("yes | besh | 4 |", "not_a_number", 1),
        ("yes | 4.5 | 4 |", "not_whole", 1),
        ("yes | 61 | 4 |", "too_great", 1),
        ("yes | 4 | 6 |", "out_of_range", 2),
        ("yes | 4 | 3,4 |", "two_marks", 2),
        ("yes | 4 | yaxshi |", "not_a_mark", 2),
        ("Ha; Yoʻq | 4 | 4 |", "two_chosen", 0),
        ("balki | 4 | 4 |", "not_offered", 0),
        ("yes | 4 | 4 | kecha", "not_a_day", 3),
    ],
)
def test_a_wrong_answer_is_named_and_its_sheet_stays_out(shelved, cells, code, column):
    preview = seen(shelved, f"q1 | q3 | q4 | q6\n{cells}\nno | 1 | 1 |")
    wrong = read_row(preview, 2)
    assert wrong.state is RowState.REJECTED
    assert [(found.code, found.column) for found in wrong.problems] == [(code, column)]
    assert wrong.problems[0].value == cells.split("|")[column].strip()
    assert apply_answers(shelved, preview).value.answers == 1


def test_a_person_may_take_a_sheet_in_without_its_wrong_answer(shelved):
    preview = seen(shelved, "q1 | q3 | q4\nyes | 4 | 9")
    assert preview.to_take() == []
    round_id = apply_answers(shelved, preview, also=frozenset({2})).value.round_id
    assert kept_answers(shelved, round_id) == [{"q1": "yes", "q3": 4}]


def test_cells_without_a_value_are_named(shelved):
    rows = (SheetRow(1, ("q1", "q3", "q4")), SheetRow(2, ("yes", UncomputedFormula(), CellError("#REF!"))))
    workbook = Workbook("javoblar.xlsx", "1", "xlsx", (Sheet("Javoblar", rows),))
    (row,) = judged(shelved, workbook, wanted=WANTED).rows
    assert codes(row) == ["formula_without_value", "cell_error"]


def test_an_answer_that_is_missing_or_not_asked_is_told_and_does_not_keep_the_sheet_out(shelved):
    preview = seen(shelved, "q1 | q3 | q5\n | 4 |\nyes | 3 | Chunki")
    assert [(row.state, codes(row)) for row in preview.rows] == [
        (RowState.READY, ["required"]),
        (RowState.READY, ["not_asked"]),
    ]
    round_id = apply_answers(shelved, preview).value.round_id
    assert kept_answers(shelved, round_id) == [{"q3": 4}, {"q1": "yes", "q3": 3}]


def test_empty_rows_and_what_programs_write_for_nothing_are_no_answers(shelved):
    preview = seen(shelved, "_id | q1 | q3 | q4\n1 | | n/a | -\n2 | yes | NA | .")
    assert [(row.state, codes(row)) for row in preview.rows] == [
        (RowState.IGNORED, ["no_answer"]),
        (RowState.READY, []),
    ]


def test_a_sheet_that_stands_in_the_file_twice_is_taken_once(shelved):
    preview = seen(shelved, "_uuid | q1 | q3\na | yes | 4\na | yes | 4\nb | yes | 4\nc | no | 1\nc | no | 2")
    assert [(row.state, codes(row)) for row in preview.rows] == [
        (RowState.READY, []),
        (RowState.IGNORED, ["repeated"]),
        (RowState.READY, []),
        (RowState.ASK, ["contradicts"]),
        (RowState.ASK, ["contradicts"]),
    ]


def test_long_rows_of_equal_answers_are_asked_about_and_short_ones_are_two_people(shelved):
    long = f"yes | pc {WHOLE}"
    preview = seen(shelved, f"{HEADS}\n{long}\n{long}\nno |  | 3\nno |  | 3")
    assert [row.state for row in preview.rows] == [RowState.READY, RowState.ASK, RowState.READY, RowState.READY]
    assert codes(read_row(preview, 3)) == ["repeated_answers"]


def test_a_longer_export_brings_only_what_is_new(shelved):
    first = f"yes | pc {WHOLE}"
    apply_answers(shelved, seen(shelved, f"{HEADS}\n{first}"))
    workbook = answers_file(f"{HEADS}\n{first}\nno | board {WHOLE}", sha256="2")
    preview = judged(shelved, workbook, wanted=WANTED)
    assert [(row.state, codes(row)) for row in preview.rows] == [
        (RowState.IGNORED, ["taken_in_already"]),
        (RowState.READY, []),
    ]
    assert apply_answers(shelved, preview).value.answers == 1


def test_the_same_file_is_not_taken_in_twice(shelved):
    table = "q1 | q3\nyes | 4\nno | 2"
    assert apply_answers(shelved, seen(shelved, table)).value.answers == 2
    again = seen(shelved, table)
    assert again.earlier is not None
    assert {code for row in again.rows for code in codes(row)} == {"file_taken_in"}
    assert apply_answers(shelved, again).value.seq is None
    assert count_kept(shelved) == (2, 2)


def test_an_import_is_taken_back_with_the_survey_that_began_with_it(shelved):
    taken = apply_answers(shelved, seen(shelved, "q1 | q3\nyes | 4\nno | 2")).value
    back = shelved.write(take_back_answers, seq=taken.seq).value
    assert (back.answers, back.kept) == (2, 0)
    assert count_kept(shelved) == (0, 0)
    assert shelved.read(rounds) == []
    (found,) = shelved.read(answers_imports)
    assert found.taken_back is not None
    with pytest.raises(Refused, match="import_undone"):
        shelved.write(take_back_answers, seq=taken.seq)


def test_a_sheet_that_was_corrected_since_stays_when_its_import_is_taken_back(shelved):
    taken = apply_answers(shelved, seen(shelved, "q1 | q3\nyes | 4\nno | 2")).value
    last = shelved.read(sheets, round_id=taken.round_id)[0]
    shelved.write(change_sheet, response_id=last.id, answers={"q1": "no", "q3": 3}, version=1)
    back = shelved.write(take_back_answers, seq=taken.seq).value
    assert (back.answers, back.kept) == (1, 1)
    assert kept_answers(shelved, taken.round_id) == [{"q1": "no", "q3": 3}]


def test_what_came_in_meanwhile_makes_the_file_be_looked_at_again(shelved):
    round_id = apply_answers(shelved, seen(shelved, "q1 | q3\nyes | 4")).value.round_id
    table = "Varaq raqami | q1 | q3\n7 | no | 9"
    second = judged(shelved, answers_file(table, sha256="2"), wanted=Wanted(round_id))
    third = judged(shelved, answers_file("q1 | q3\nno | 9", sha256="3"), wanted=Wanted(round_id))
    shelved.write(save_sheet, round_id=round_id, answers={"q1": "yes"}, channel=SurveyChannel.PAPER, slip_number=7)
    with pytest.raises(Conflict):
        apply_answers(shelved, second)
    assert apply_answers(shelved, third).value.answers == 1
    with pytest.raises(Conflict):
        apply_answers(shelved, third)
    assert count_kept(shelved)[0] == 3


def test_of_two_rows_that_are_one_sheet_only_one_can_be_taken_in(shelved):
    preview = seen(shelved, "Varaq raqami | q1 | q3\n3 | no | 1\n3 | yes | 2")
    assert [row.state for row in preview.rows] == [RowState.ASK, RowState.ASK]
    with pytest.raises(Refused, match="same_sheet_twice"):
        apply_answers(shelved, preview, also=frozenset({2, 3}))
    assert apply_answers(shelved, preview, also=frozenset({3})).value.answers == 1


def test_a_number_of_a_sheet_is_taken_even_where_its_row_is_wrong(shelved):
    round_id = apply_answers(shelved, seen(shelved, "Varaq raqami | q1 | q3\n3 | no | 1")).value.round_id
    workbook = answers_file("Varaq raqami | q1 | q3\n3 | no | 99", sha256="2")
    (row,) = judged(shelved, workbook, wanted=Wanted(round_id)).rows
    assert (codes(row), row.can_be_taken) == (["slip_typed_already", "too_great"], False)


def test_words_beside_other_tick_it(shelved):
    preview = seen(shelved, "q1 | q2/pc | q2.other\nyes | + | Magnitofon\nno | | Doska oldida")
    round_id = apply_answers(shelved, preview).value.round_id
    assert kept_answers(shelved, round_id) == [
        {"q1": "yes", "q2": ("pc", "other"), "q2.other": "Magnitofon"},
        {"q1": "no", "q2": ("other",), "q2.other": "Doska oldida"},
    ]


def test_a_number_of_a_sheet_is_kept_and_never_given_twice(shelved):
    questionnaire_id = on_shelf(shelved, COMPUTER, YEARS, code="boshqa")
    round_id = shelved.write(open_round, draft=RoundDraft(questionnaire_id, title="Ochiq")).value
    shelved.write(save_sheet, round_id=round_id, answers={"q1": "yes"}, channel=SurveyChannel.PAPER, slip_number=5)
    workbook = answers_file("Varaq raqami | q1 | q3\n5 | no | 1\n5x | no | 1\n9 | no | 3\n | yes | 4")
    preview = judged(shelved, workbook, wanted=Wanted(round_id))
    assert [codes(row) for row in preview.rows] == [["slip_typed_already"], ["not_a_slip"], [], []]
    apply_answers(shelved, preview)
    assert [each.slip_number for each in shelved.read(sheets, round_id=round_id)] == [10, 9, 5]


def test_in_a_survey_by_name_every_row_says_who_answers(centre):
    on_shelf(centre)
    course = taught_course(centre, [Taught("Aliyev"), Taught("Boboyev"), Taught("Choriyev")])
    questionnaire_id = on_shelf(centre)
    draft = RoundDraft(questionnaire_id, course.cohort_id, is_anonymous=False)
    round_id = centre.write(open_round, draft=draft).value
    names = [each.name for each in centre.read(respondents, round_id=round_id)]
    short = " ".join(names[1].split()[:2])
    workbook = answers_file(
        f"F.I.Sh. | q1 | q3\n{names[0].upper()} | yes | 1\n{short} | no | 2\nKimdir Birov | no | 3\n | no | 4"
    )
    preview = judged(centre, workbook, wanted=Wanted(round_id))
    assert [codes(row) for row in preview.rows] == [[], [], ["person_unknown"], ["no_person"]]
    assert apply_answers(centre, preview).value.answers == 2
    assert {each.name for each in centre.read(respondents, round_id=round_id) if each.has_answered} == set(names[:2])
    again = judged(centre, answers_file(f"F.I.Sh. | q1\n{names[0]} | no", sha256="2"), wanted=Wanted(round_id))
    assert codes(again.rows[0]) == ["answered_already"]


def test_a_workbook_of_another_questionnaire_is_refused_by_name(shelved):
    on_shelf(shelved, YEARS, code="boshqa")
    workbook = answers_file("q1 | q3\nyes | 4", mark=(MARK, "boshqa", "1"))
    with pytest.raises(WorkbookRejected, match="other_questionnaire"):
        judged(shelved, workbook, wanted=WANTED)
    with pytest.raises(WorkbookRejected, match="not_this_questionnaire"):
        seen(shelved, "Familiya | Ism | Stajingiz | Telefon\nA | B | 4 | 90")
    with pytest.raises(NotFound, match="no_such_questionnaire"):
        seen(shelved, "q1\nyes", questionnaire="notanish")
    assert count_kept(shelved) == (0, 0)


def test_an_older_edition_goes_to_its_own_survey_or_where_it_asks_the_same(shelved):
    first = apply_answers(shelved, seen(shelved, "q1 | q3\nyes | 4")).value.round_id
    newer = on_shelf(shelved, *ITEMS[:3])
    second = shelved.write(open_round, draft=RoundDraft(newer, title="Ikkinchi")).value
    old = answers_file("q1 | q3\nno | 9", mark=(MARK, CODE, "1"), sha256="2")
    preview = judged(shelved, old, wanted=Wanted(second))
    assert preview.target.round_id == first
    assert preview.remarks
    same = answers_file("q1 | q3\nno | 9", mark=(MARK, CODE, "2"), sha256="3")
    assert judged(shelved, same, wanted=Wanted(first)).target.round_id == second


def test_an_edition_without_a_survey_is_taken_where_it_asks_the_same_and_refused_where_it_does_not(shelved):
    newer = on_shelf(shelved, *ITEMS, RATED.__class__("q9", RATED.kind, {"uz": "Yangi"}, scales=RATED.scales))
    second = shelved.write(open_round, draft=RoundDraft(newer, title="Ikkinchi")).value
    old = answers_file("q1 | q3\nno | 9", mark=(MARK, CODE, "1"))
    preview = judged(shelved, old, wanted=Wanted(second))
    assert (preview.target.round_id, [row.state for row in preview.rows]) == (second, [RowState.READY])
    shorter = on_shelf(shelved, COMPUTER, YEARS)
    third = shelved.write(open_round, draft=RoundDraft(shorter, title="Uchinchi")).value
    with pytest.raises(WorkbookRejected, match="other_edition"):
        judged(shelved, old, wanted=Wanted(third))


def test_a_person_says_what_a_column_is_for(shelved):
    table = "q1 | Necha yil ishlaysiz | q4\nyes | 4 | 3"
    preview = seen(shelved, table)
    assert [column.header for column in preview.table.unknown] == ["Necha yil ishlaysiz"]
    chosen = columns_said(preview, [("Necha yil ishlaysiz", "q3"), ("q4", "")])
    again = judged(shelved, preview.workbook, wanted=WANTED, chosen=chosen)
    round_id = apply_answers(shelved, again).value.round_id
    assert kept_answers(shelved, round_id) == [{"q1": "yes", "q3": 4}]
    for said, code in (("Yoʻq ustun", "q3"), "no_such_column"), (("q1", "q99"), "no_such_item"):
        with pytest.raises(Invalid, match=code):
            columns_said(preview, [said])


def test_a_question_called_as_a_column_of_another_program_is_a_question_all_the_same(centre):
    on_shelf(centre, COMPUTER, YEARS.__class__("score", YEARS.kind, {"uz": "Email"}, least=0, most=60))
    preview = seen(centre, "q1 | score\nyes | 4")
    assert [column.slot.item for column in preview.table.used] == ["q1", "score"]
    assert [column.slot.item for column in seen(centre, "q1 | Email\nyes | 4").table.used] == ["q1", "score"]


def test_looking_at_a_file_can_be_stopped(shelved):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Exception, match="cancelled"):
        judged(shelved, answers_file("q1 | q3\nyes | 4"), wanted=WANTED, progress=progress)
