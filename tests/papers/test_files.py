"""What Word and PDF show of the same blocks."""

import io
import re
from datetime import date

import pypdfium2
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from db.models.cohorts import EnrolmentState
from desktop_app.centre import Centre
from desktop_app.documents.fonts import Face, missing_glyphs
from desktop_app.errors import CentreError
from desktop_app.orders.records import Purpose
from desktop_app.papers.about import group_passport, name_proof
from desktop_app.papers.printing import PaperFormat, rendered, save_papers
from desktop_app.papers.records import Paper, Paragraph
from desktop_app.papers.service import PaperDraft, preview
from tests.papers.listed_people import enrolled

STUDYING = EnrolmentState.STUDYING
DAY = date(2026, 11, 3)


def admission(centre: Centre, cohort_id: int, people: int, language: str = "uz_Latn") -> Paper:
    ids = tuple(enrolled(centre, cohort_id, [STUDYING] * people))
    return centre.read(preview, PaperDraft(Purpose.ADMISSION, cohort_id, ids, "14-M", DAY, language))


def word(paper: Paper) -> WordDocument:
    return Document(io.BytesIO(rendered([paper], PaperFormat.WORD)))


def pdf_pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range().replace("\r\n", "\n"))
        text.close()
        page.close()
    document.close()
    return texts


def test_word_has_styles_paper_and_a_header_that_returns(centre: Centre, cohort_id: int) -> None:
    document = word(admission(centre, cohort_id, 30))
    section = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.text.strip()}
    assert {"Title", "Body Text", "Word of command", "Day and number"} <= styles
    (table,) = document.tables
    assert len(table.rows) == 31
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert document.core_properties.author == ""


def test_letters_that_look_like_mark_up_are_only_letters(centre: Centre, cohort_id: int) -> None:
    paper = admission(centre, cohort_id, 2)
    name = "O<b>ripova & {cohort} Laylo Rustam qizi"
    assert word(paper).tables[0].rows[2].cells[1].text == name
    assert name in " ".join(pdf_pages(rendered([paper], PaperFormat.PDF))[1].split())


def test_letters_that_a_word_file_cannot_hold_become_spaces(centre: Centre, cohort_id: int) -> None:
    laid = Paper("Sinov", "uz_Latn", (Paragraph("a\x0bb\x00c"),))
    assert word(laid).paragraphs[0].text == "a b c"


@pytest.mark.parametrize("people", [60, 120])
def test_every_page_of_a_long_annex_has_its_header(centre: Centre, cohort_id: int, people: int) -> None:
    first, *annex = pdf_pages(rendered([admission(centre, cohort_id, people)], PaperFormat.PDF))
    assert "BUYURAMAN:" in first
    assert len(annex) > 1
    assert all("Familiya, ism, sharif" in page for page in annex)
    assert f"\n{people} " in annex[-1]


@pytest.mark.parametrize("form", list(PaperFormat))
def test_the_same_paper_makes_the_same_bytes(centre: Centre, cohort_id: int, form: PaperFormat) -> None:
    paper = admission(centre, cohort_id, 3)
    assert rendered([paper], form) == rendered([paper], form)


def test_a_draft_leaves_the_number_to_a_pen(centre: Centre, cohort_id: int) -> None:
    ids = tuple(enrolled(centre, cohort_id, [STUDYING]))
    paper = centre.read(preview, PaperDraft(Purpose.ADMISSION, cohort_id, ids, "", DAY, "uz_Latn"))
    assert "№ ____" in pdf_pages(rendered([paper], PaperFormat.PDF))[0].replace("\u00a0", " ")


def test_several_papers_go_into_one_file_each_on_its_own_page(centre: Centre, cohort_id: int) -> None:
    papers = [admission(centre, cohort_id, 1)]
    papers.append(centre.read(group_passport, cohort_id=cohort_id, paper_language="uz_Latn"))
    pages = pdf_pages(rendered(papers, PaperFormat.PDF))
    assert len(pages) == 3
    assert "MAT-26/11 guruhi pasporti" in pages[2]
    assert len(Document(io.BytesIO(rendered(papers, PaperFormat.WORD))).tables) == 3


def test_word_breaks_no_line_inside_a_date_or_a_number(centre: Centre, cohort_id: int) -> None:
    paragraphs = word(admission(centre, cohort_id, 25)).paragraphs
    texts = [text.text or "" for paragraph in paragraphs for text in paragraph._p.iter(qn("w:t"))]
    assert not [text for text in texts if re.search(r"\d-\w|\w-\d|\d [^\W\d_]", text)]
    said = "".join(paragraph.text for paragraph in paragraphs)
    assert "2026-yil 2-noyabrdan" in said
    assert "25\u00a0nafar" in said
    (dating,) = (paragraph for paragraph in paragraphs if paragraph.style.name == "Day and number")
    assert len(list(dating._p.iter(qn("w:tab")))) == 1


def test_the_sheet_of_names_has_both_scripts_of_those_who_are_there(centre: Centre, cohort_id: int) -> None:
    enrolled(centre, cohort_id, [STUDYING, EnrolmentState.ABSENT, STUDYING])
    table = word(centre.read(name_proof, cohort_id=cohort_id, paper_language="uz_Latn")).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        ["1", "Abdullayeva Zilola Rustam qizi", "Абдуллаева Зилола Рустам қизи", "", ""],
        ["2", "Soy Yelena Rustam qizi", "Цой Елена Рустам қизи", "", ""],
    ]


def test_nobody_signs_for_an_empty_cohort(centre: Centre, cohort_id: int) -> None:
    with pytest.raises(CentreError, match="nobody_listed"):
        centre.read(name_proof, cohort_id=cohort_id, paper_language="ru")


@pytest.mark.parametrize("language", ["uz_Latn", "uz_Cyrl", "ru"])
def test_the_passport_is_one_page_and_lacks_no_letter(centre: Centre, cohort_id: int, language: str) -> None:
    enrolled(centre, cohort_id, [STUDYING, EnrolmentState.EXPELLED, STUDYING])
    (page,) = pdf_pages(
        rendered([centre.read(group_passport, cohort_id=cohort_id, paper_language=language)], PaperFormat.PDF)
    )
    assert missing_glyphs("".join(page.split()), Face.SANS) == ""
    assert "577" in page


def test_a_saved_paper_is_journaled_without_a_name(centre: Centre, cohort_id: int, tmp_path) -> None:  # type: ignore[no-untyped-def]
    paper = admission(centre, cohort_id, 1)
    file = save_papers(centre, [paper], cohort_id=cohort_id, form=PaperFormat.WORD, out=tmp_path / "buyruq.docx")
    assert file.read_bytes() == rendered([paper], PaperFormat.WORD)
