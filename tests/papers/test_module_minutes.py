"""The minutes of the choice of modules, in each language, as PDF and as Word file."""

import io
from datetime import date

import pypdfium2
import pytest
from docx import Document

from db.models.programmes import Module
from desktop_app.centre import Centre
from desktop_app.papers.module_minutes import module_minutes
from desktop_app.papers.printing import PaperFormat, rendered
from desktop_app.surveys.decision_records import DecisionDraft
from desktop_app.surveys.decisions import decide
from tests import factories
from tests.surveys.forms import answered_round


@pytest.fixture
def decision_id(centre: Centre) -> int:
    modules = [
        Module(place=1, title="Asosiy", hours=24, competences={"B1": 5}),
        Module(place=2, title="Baholash", hours=12, is_elective=True, competences={"B2": 3}),
    ]
    programme = factories.write(centre, factories.programme(modules=modules, hours=36))
    cohort_id = factories.write(centre, factories.cohort(programme.id)).id
    answered_round(centre, *[{"B2.importance": 4, "B2.level": 2}] * 6, cohort_id=cohort_id)
    names = ("Azimova Lola Karim qizi",)
    draft = DecisionDraft(cohort_id, (modules[1].id,), "2026/1-MT", date(2026, 11, 20), "Karimov Aziz", names)
    return centre.write(decide, draft=draft).value


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uz_Latn", ("BAYONNOMA", "Baholash", "2026/1-MT", "QAROR QILINDI")),
        ("uz_Cyrl", ("БАЁННОМА", "Баҳолаш", "ҚАРОР ҚИЛИНДИ")),
        ("ru", ("ПРОТОКОЛ", "2026/1-MT", "РЕШИЛИ")),
    ],
)
def test_the_minutes_say_what_was_decided(
    centre: Centre, decision_id: int, language: str, words: tuple[str, ...]
) -> None:
    paper = centre.read(module_minutes, decision_id=decision_id, paper_language=language)
    document = pypdfium2.PdfDocument(rendered([paper], PaperFormat.PDF))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert [word for word in words if word not in text] == []


def test_the_same_minutes_can_be_edited_in_word(centre: Centre, decision_id: int) -> None:
    paper = centre.read(module_minutes, decision_id=decision_id, paper_language="uz_Latn")
    document = Document(io.BytesIO(rendered([paper], PaperFormat.WORD)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {"Baholash", "12,0", "tanlandi"} <= {cell.replace("\u00a0", " ") for cell in cells}
