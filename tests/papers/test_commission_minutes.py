"""The minutes of the final commission, in each language, as PDF and as Word file."""

import io
from datetime import date

import pypdfium2
import pytest
from docx import Document

from desktop_app.centre import Centre
from desktop_app.completion.commissions import set_commission
from desktop_app.completion.overrides import override_outcome
from desktop_app.completion.records import CommissionRecord, Work
from desktop_app.completion.rules import Outcome
from desktop_app.completion.works import set_works
from desktop_app.papers.commission_minutes import commission_minutes
from desktop_app.papers.printing import PaperFormat, rendered
from tests.courses import Course, Taught, taught_course

DAY = date(2026, 11, 20)


@pytest.fixture
def course(centre: Centre) -> Course:
    course = taught_course(centre, [Taught("Azimova", 80), Taught("Botirova", 40)], has_final_work=True)
    work = Work(course.enrolment_ids["Azimova"], "Baholash usullari", "Karimov Aziz", DAY, 91)
    centre.write(set_works, cohort_id=course.cohort_id, works=[work])
    names = ("Olimova Lola", "Saidov Anvar")
    sitting = CommissionRecord(course.cohort_id, "12-M", DAY, "Karimov Aziz", names, "Aliyeva Zilola", "3", DAY)
    centre.write(set_commission, draft=sitting)
    return course


def read(centre: Centre, course: Course, language: str) -> str:
    paper = centre.read(commission_minutes, cohort_id=course.cohort_id, paper_language=language)
    document = pypdfium2.PdfDocument(rendered([paper], PaperFormat.PDF))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text.replace("\u00a0", " ").replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uz_Latn", ("BAYONNOMA", "№ 3", "12-M-son", "Azimova", "Baholash usullari", "91", "QAROR QILINDI", "Kotib")),
        ("uz_Cyrl", ("БАЁННОМА", "Азимова", "Баҳолаш усуллари", "ҚАРОР ҚИЛИНДИ", "Котиб")),
        ("ru", ("ПРОТОКОЛ", "Азимова", "РЕШИЛИ", "Секретарь")),
    ],
)
def test_the_minutes_tell_the_commission_the_results_and_what_was_decided(
    centre: Centre, course: Course, language: str, words: tuple[str, ...]
) -> None:
    text = read(centre, course, language)
    assert [word for word in words if word not in text] == []


def test_a_decision_against_the_rule_stands_in_the_minutes_with_its_order(centre: Centre, course: Course) -> None:
    grounds = {"outcome": Outcome.CERTIFICATE, "reason": "Kasallik", "order_number": "31-M", "order_date": DAY}
    centre.write(override_outcome, enrolment_id=course.enrolment_ids["Botirova"], **grounds)
    assert "31-M" in read(centre, course, "uz_Latn")


def test_who_is_not_named_yet_is_left_for_a_pen(centre: Centre) -> None:
    course = taught_course(centre, [Taught("Azimova", 80)])
    assert "____________" in read(centre, course, "uz_Latn")


def test_the_same_minutes_can_be_edited_in_word(centre: Centre, course: Course) -> None:
    paper = centre.read(commission_minutes, cohort_id=course.cohort_id, paper_language="uz_Latn")
    document = Document(io.BytesIO(rendered([paper], PaperFormat.WORD)))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"Baholash usullari", "91", "sertifikat", "maʼlumotnoma"} <= cells
