"""What a survey's report, workbook and trainer's sheet say, from a real database."""

from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from db.models.programmes import Module
from desktop_app.centre import Centre
from desktop_app.cohorts.electives import choose_modules
from desktop_app.errors import Invalid
from desktop_app.questionnaires.layout import Answers
from desktop_app.surveys.document_content import cohort_content, survey_content
from desktop_app.surveys.figures import ChoiceFigures
from desktop_app.surveys.printing import save_cohort_report, save_report, save_results, save_trainer_sheet
from desktop_app.surveys.sorting import EVERYTHING
from tests import factories
from tests.surveys.forms import answered_round

SHEET: Answers = {
    "B1.importance": 5,
    "B1.level": 4,
    "B2.importance": 4,
    "B2.level": 2,
    "E": ("time",),
    "D": ("y", "x"),
    "F1": "Vaqt yetmaydi",
    "H1": 2020,
}


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    modules = [
        Module(place=1, title="Asosiy", hours=24, competences={"B1": 5}),
        Module(place=2, title="Raqamli", hours=12, is_elective=True),
        Module(place=3, title="Test tuzish", hours=12, is_elective=True, competences={"B2": 3}),
    ]
    programme = factories.write(centre, factories.programme(modules=modules, hours=36))
    return factories.write(centre, factories.cohort(programme.id)).id


def answered(centre: Centre, cohort_id: int, *, people: int = 6) -> None:
    young, old = ({**SHEET, "A7": years} for years in ("new", "old"))
    answered_round(centre, *[young] * people, *[old] * 2, cohort_id=cohort_id)


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_needs_stand_by_their_gap_and_options_by_their_names(centre: Centre, cohort_id: int) -> None:
    answered(centre, cohort_id)
    content = centre.read(survey_content, questionnaire_code="small")
    assert [(each.text, each.figures.gap) for each in content.needs][:2] == [
        ("Baholash", 12.0),
        ("Rejalashtirish", 5.0),
    ]
    assert content.options["D"]["y"] == {"uz": "y"}
    assert content.written["F1"] == ("Vaqt yetmaydi",)


def test_options_of_the_lists_of_the_centre_have_their_names(centre: Centre, cohort_id: int) -> None:
    wished = centre.read(lambda unit: [row.id for row in unit.session.query(Module).all()])[2]
    sheet: Answers = {**SHEET, "A1": "1727", "C": (str(wished),)}
    answered_round(centre, *[sheet] * 5, cohort_id=cohort_id)
    content = centre.read(survey_content, questionnaire_code="small")
    assert content.options["C"] == {str(wished): {"uz": "Test tuzish"}}


def test_the_report_says_who_answered_the_needs_the_modules_and_the_words(
    centre: Centre, cohort_id: int, tmp_path: Path
) -> None:
    answered(centre, cohort_id)
    file, found = save_cohort_report(centre, cohort_id=cohort_id, by=None, out=tmp_path / "a.pdf")
    text = text_of(file)
    assert [word for word in ("Baholash", "12,0", "n = 8", "Raqamli", "Vaqt yetmaydi") if word not in text] == []
    assert (found.code, found.turnout.asked) == ("MAT-26/11", 0)


def test_a_group_of_few_people_is_hatched_in_the_report_and_named_in_the_workbook(
    centre: Centre, cohort_id: int, tmp_path: Path
) -> None:
    answered(centre, cohort_id)
    save_report(centre, questionnaire_code="small", where=EVERYTHING, about="", by="A7", out=tmp_path / "a.pdf")
    assert "Chiziqlangan katak" in text_of(tmp_path / "a.pdf")
    save_results(centre, questionnaire_code="small", where=EVERYTHING, about="", by="A7", out=tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx", read_only=True)
    rows = list(book.worksheets[2].iter_rows(values_only=True))
    book.close()
    assert any(row[0] == "4 va koʻp" and row[2] == "yashirilgan: kishilar soni kam" for row in rows)


def test_what_fewer_than_five_have_answered_is_hidden_everywhere_and_a_count_of_one_within_five_nowhere(
    centre: Centre, cohort_id: int, tmp_path: Path
) -> None:
    most: Answers = {"A7": "new", "B1.importance": 4, "B1.level": 2}
    some: Answers = {**most, "B2.importance": 4, "B2.level": 2, "E": ("time",), "G1": 2, "F1": "Vaqt", "H1": 2020}
    answered_round(centre, *[most] * 2, *[some] * 3, {**some, "A7": "old"}, cohort_id=cohort_id)
    content = centre.read(cohort_content, cohort_id=cohort_id).content
    assert content.few == dict.fromkeys(("E", "G1", "F1", "H1", "B2"), 4)
    assert content.figures.total is not None
    years = content.figures.total.items["A7"]
    assert isinstance(years, ChoiceFigures)
    assert years.counts == {"new": 5, "old": 1}
    save_cohort_report(centre, cohort_id=cohort_id, by=None, out=tmp_path / "a.pdf")
    text = text_of(tmp_path / "a.pdf").replace("\n", " ")
    hidden = content.few_text("E")
    assert text.count(hidden) == len({"E", "G1", "F1", "H1"})
    assert "— Vaqt" not in text
    save_results(centre, questionnaire_code="small", where=EVERYTHING, about="", by=None, out=tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx", read_only=True)
    told = {row[0]: row[2:7] for row in book.worksheets[1].iter_rows(values_only=True) if row[0] in content.few}
    book.close()
    assert told == dict.fromkeys(content.few, (hidden, None, None, 4, None))


def test_the_workbook_counts_every_answer(centre: Centre, cohort_id: int, tmp_path: Path) -> None:
    answered(centre, cohort_id, people=8)
    save_results(centre, questionnaire_code="small", where=EVERYTHING, about="", by=None, out=tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx", read_only=True)
    answers = {(row[0], row[2]): row[3:6] for row in book.worksheets[1].iter_rows(values_only=True) if row[0]}
    book.close()
    assert answers["D", "y"] == (10, 1, 10)
    assert answers["H1", None][2] == 10


def test_the_trainers_sheet_is_one_page_about_the_modules_that_were_chosen(
    centre: Centre, cohort_id: int, tmp_path: Path
) -> None:
    answered(centre, cohort_id)
    digital = centre.read(lambda unit: [row.id for row in unit.session.query(Module).all()])[1]
    centre.write(choose_modules, cohort_id=cohort_id, module_ids=[digital])
    text = text_of(save_trainer_sheet(centre, cohort_id=cohort_id, out=tmp_path / "a.pdf"))
    assert "1 / 1" in text
    assert "Raqamli" in text
    assert "Test tuzish" not in text


def test_of_few_people_the_papers_say_only_that(centre: Centre, cohort_id: int, tmp_path: Path) -> None:
    answered_round(centre, *[SHEET] * 4, cohort_id=cohort_id)
    for file in (
        save_trainer_sheet(centre, cohort_id=cohort_id, out=tmp_path / "a.pdf"),
        save_cohort_report(centre, cohort_id=cohort_id, by=None, out=tmp_path / "b.pdf")[0],
    ):
        text = text_of(file)
        assert "5" in text
        assert "Baholash" not in text
        assert "Vaqt" not in text


def test_an_unknown_field_is_refused(centre: Centre, cohort_id: int) -> None:
    answered(centre, cohort_id)
    with pytest.raises(Invalid):
        centre.read(cohort_content, cohort_id=cohort_id, by="Z9")
