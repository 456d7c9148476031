"""The workbook that is sent to schools comes back filled in, and what was taken in goes out as a table."""

from pathlib import Path

import openpyxl
import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Refused
from desktop_app.rosters.problems import RowState
from desktop_app.surveys.answers_export import ExportWishes, export_answers
from desktop_app.surveys.answers_form import save_answers_form
from desktop_app.surveys.answers_importing import apply_answers, judged, preview_answers
from desktop_app.surveys.answers_records import Wanted
from desktop_app.surveys.answers_target import target_of_round, target_wanted
from desktop_app.surveys.records import RoundDraft
from desktop_app.surveys.rounds import open_round
from desktop_app.surveys.taking import respondents
from tests.courses import Taught, taught_course
from tests.surveys.answers_made import CODE, answers_file, kept_answers, on_shelf

WANTED = Wanted(questionnaire=CODE)
TABLE = """
    q1  | q2       | q2.other   | q3 | q4 | q5      | q6         | q7          | B1.importance | B1.level
    yes | pc other | =1+1       | 4  | 5  |         | 2026-09-01 | phone board | 5             | ?
    no  | board    |            | 7  | 1  | Chunki  |            |             | 4             | 2
    yes |          |            |    | 3  |         |            | pc          |               | 1
    yes | pc phone |            | 9  | 2  |         |            |             | 1             | 1
    no  | phone    |            | 0  | 4  | Vaqt    |            |             | 2             | 3
"""


@pytest.fixture
def answered(centre: Centre) -> int:
    """A survey of anybody with five sheets."""
    on_shelf(centre)
    centre.is_changed_since_backup = False
    preview = judged(centre, answers_file(TABLE), wanted=WANTED)
    assert {row.state for row in preview.rows} == {RowState.READY}
    return apply_answers(centre, preview).value.round_id


def sheet_of(path: Path) -> list[tuple[object, ...]]:
    (sheet,) = openpyxl.load_workbook(path).worksheets
    return list(sheet.iter_rows(values_only=True))


def fill(path: Path, by_code: dict[str, object]) -> None:
    """Type one sheet under the heads of the form."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    (codes,) = (row for row in sheet.iter_rows() if any(cell.value == "q1" for cell in row))
    assert sheet.row_dimensions[codes[0].row].hidden
    for cell in codes:
        if cell.value in by_code:
            sheet.cell(cell.row + 2, cell.column).value = by_code[cell.value]
    book.save(path)


@pytest.mark.parametrize("language", ["uz_Latn", "uz_Cyrl", "ru", "en"])
def test_the_form_comes_back_in_whatever_language_it_went_out(centre, tmp_path, language):
    on_shelf(centre)
    target = centre.read(target_wanted, WANTED)
    path = save_answers_form(centre, target=target, out=tmp_path / "shakl.xlsx", language=language)
    said = {"uz_Latn": "Ha", "uz_Cyrl": "Ҳа", "ru": "Да", "en": "Ha"}[language]
    typed = {"q1": said, "q2/pc": "+", "q2/other": "+", "q2.other": "Magnitofon", "q3": 4, "q4": "5"}
    fill(path, {**typed, "q7/1": "Doska", "q7/2": "Telefon", "B1.level": "Bilmayman", "B1.importance": 3})
    preview = preview_answers(centre, path, wanted=WANTED)
    assert [(row.state, row.problems) for row in preview.rows] == [(RowState.READY, ())]
    assert preview.table.unknown == ()
    round_id = apply_answers(centre, preview).value.round_id
    assert kept_answers(centre, round_id) == [
        {
            "q1": "yes", "q2": ("pc", "other"), "q2.other": "Magnitofon", "q3": 4, "q4": 5,
            "q7": ("board", "phone"), "B1.importance": 3, "B1.level": "?",
        }
    ]  # fmt: skip


def test_the_form_of_a_survey_by_name_offers_the_people_of_the_cohort(centre, tmp_path):
    course = taught_course(centre, [Taught("Aliyev"), Taught("Boboyev")])
    draft = RoundDraft(on_shelf(centre), course.cohort_id, is_anonymous=False)
    round_id = centre.write(open_round, draft=draft).value
    target = centre.read(target_of_round, round_id=round_id)
    path = save_answers_form(centre, target=target, out=tmp_path / "shakl.xlsx", language="uz_Latn")
    names = [who.name for who in centre.read(respondents, round_id=round_id)]
    book = openpyxl.load_workbook(path)
    assert [row[0] for row in book["roʻyxatlar"].iter_rows(values_only=True, max_row=2)] == names
    assert book["roʻyxatlar"].sheet_state == "hidden"
    fill(path, {"(person)": names[1], "q1": "Yoʻq", "q3": 61})
    (row,) = preview_answers(centre, path, wanted=Wanted(round_id)).rows
    assert (row.person, [found.code for found in row.problems]) == (names[1], ["too_great"])


def test_an_export_with_codes_is_read_again_as_the_same_answers(centre, answered, tmp_path):
    for is_split in (True, False):
        wishes = ExportWishes(has_labels=False, is_split=is_split)
        written = export_answers(centre, out=tmp_path / f"{is_split}.xlsx", round_id=answered, wishes=wishes)
        assert (written.answers, written.left_out) == (5, 0)
        preview = preview_answers(centre, written.file, wanted=WANTED)
        assert {column.header for column in preview.table.unknown} == {"Soʻrov", "Kun"}
        kept = sorted(kept_answers(centre, answered), key=str)
        layout_free = [row.words for row in preview.rows]
        assert sorted(words.get("q3", -1) for words in layout_free) == sorted(each.get("q3", -1) for each in kept)
        assert {row.packed for row in preview.rows} == {
            row.packed for row in judged(centre, answers_file(TABLE), wanted=WANTED).rows
        }


def test_an_export_with_labels_has_texts_and_no_formula(centre, answered, tmp_path):
    written = export_answers(centre, out=tmp_path / "javoblar.xlsx", round_id=answered)
    rows = sheet_of(written.file)
    heads = next(row for row in rows if "Kompyuteringiz bormi?" in row)
    by_head = [dict(zip(heads, row, strict=True)) for row in rows[rows.index(heads) + 1 :]]
    assert len(by_head) == 5
    (wrote,) = (row for row in by_head if row["Stajingiz"] == 4)
    assert wrote["Kompyuteringiz bormi?"] == "Ha"
    assert (wrote["Nimadan foydalanasiz? [Doska]"], wrote["Nimadan foydalanasiz? [Kompyuter, noutbuk]"]) == (0, 1)
    assert (wrote["Tartiblang [1]"], wrote["Dars rejasi: Darajam"]) == ("Telefon", "Bilmayman")
    sheet = openpyxl.load_workbook(written.file).worksheets[0]
    (formula,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert formula.data_type == "s"


def test_an_anonymous_export_says_neither_number_nor_hour_and_has_an_order_of_its_own(centre, answered, tmp_path):
    wishes = ExportWishes(has_labels=False, is_split=False)
    rows = sheet_of(export_answers(centre, out=tmp_path / "a.xlsx", round_id=answered, wishes=wishes).file)
    assert not {"Varaq raqami", "F.I.Sh."} & set(rows[0])
    years = [row[rows[0].index("q3")] for row in rows[1:]]
    assert sorted(years, key=str) == sorted([4, 7, None, 9, 0], key=str)
    assert years != [4, 7, None, 9, 0]
    again = sheet_of(export_answers(centre, out=tmp_path / "b.xlsx", round_id=answered, wishes=wishes).file)
    assert again == rows, "the same order every time, or two exports would tell more than one"


def test_nothing_is_written_for_fewer_people_than_may_be_shown(centre, tmp_path):
    on_shelf(centre)
    centre.is_changed_since_backup = False
    four = "\n".join(TABLE.strip().splitlines()[:5])
    round_id = apply_answers(centre, judged(centre, answers_file(four), wanted=WANTED)).value.round_id
    for asked in ({"round_id": round_id}, {"questionnaire": CODE}):
        with pytest.raises(Refused, match="too_few_answers"):
            export_answers(centre, out=tmp_path / "javoblar.xlsx", **asked)
    assert not (tmp_path / "javoblar.xlsx").exists()


def test_all_surveys_with_a_questionnaire_stand_in_one_csv(centre, answered, tmp_path):
    second = centre.write(open_round, draft=RoundDraft(on_shelf(centre), title="Ikkinchi")).value
    workbook = answers_file(TABLE.replace("Chunki", "Yana"), sha256="2")
    apply_answers(centre, judged(centre, workbook, wanted=Wanted(second)))
    wishes = ExportWishes(has_labels=False)
    written = export_answers(centre, out=tmp_path / "javoblar.csv", questionnaire=CODE, wishes=wishes)
    lines = written.file.read_text(encoding="utf-8-sig").splitlines()
    assert (written.answers, len(lines)) == (10, 11)
    assert sum(line.startswith("Ikkinchi;") for line in lines) == 5
