"""The templates that come with the program: each language, each length, and the state layout as it always was."""

from pathlib import Path

import pytest

from desktop_app.certificate_templates.built_in import DEFAULTS, built_in, state_layout
from desktop_app.certificate_templates.checking import problems_of_template, sample_problems
from desktop_app.certificate_templates.document import PaperSheet, papers_pdf
from desktop_app.certificate_templates.fields import Sample, own_ids, sample_values, words
from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.model import LANGUAGES, Template, TextElement, text_in
from desktop_app.certificate_templates.shelving import EDITIONS
from desktop_app.documents.qr import read_codes

SHARED = {
    *("state", "kind", "title", "opening", "period", "centre", "hours", "course", "closing"),
    *("signer_role", "signer_name", "stamp"),
}
OWN = {"holder", "number", "register_line", "issued_line", "caption", "mark"}


def by_code(each: Template) -> str:
    return each.code


@pytest.mark.parametrize("each", built_in(), ids=by_code)
def test_a_built_in_template_has_no_faults(each: Template) -> None:
    assert problems_of_template(each, Files()) == ()


@pytest.mark.parametrize("sample", Sample)
@pytest.mark.parametrize("each", built_in(), ids=by_code)
def test_names_of_seventy_letters_and_courses_of_a_hundred_and_fifty_fit(each: Template, sample: Sample) -> None:
    assert sample_problems(each, Files(), sample) == ()


@pytest.mark.parametrize("each", built_in(), ids=by_code)
def test_every_text_is_written_in_every_language(each: Template) -> None:
    for element in each.elements():
        if isinstance(element, TextElement):
            assert all(text_in(element.text, language) for language in LANGUAGES), element.id
            has_words = text_in(element.text, "uz_Latn").strip("{}|_abcdefghijklmnopqrstuvwxyz№ ") != ""
            assert not has_words or {"uz_Latn", "ru", "en"} <= element.text.keys(), element.id


def test_the_editions_that_a_start_looks_for_are_those_that_there_are() -> None:
    assert {each.code: each.edition for each in built_in()} == dict(EDITIONS)


def test_every_kind_of_paper_has_its_template() -> None:
    kinds = {each.code: each.kind for each in built_in()}
    assert {kind: kinds[code] for kind, code in DEFAULTS.items()} == {kind: kind for kind in DEFAULTS}


def test_the_elements_of_the_state_layout_are_named_as_the_words_of_old_certificates() -> None:
    texts = {element.id for element in state_layout().elements() if isinstance(element, TextElement)}
    assert texts == SHARED | OWN
    assert own_ids(state_layout()) == OWN


def test_the_state_layout_says_what_the_law_wants() -> None:
    values = sample_values(Sample.SHORT) | {"origin": "duplicate"}
    said = words(state_layout(), values, language="uz_Latn")
    assert said["state"] == "OʻZBEKISTON RESPUBLIKASI"
    assert said["period"] == "2026-yil 5-oktyabrdan 2026-yil 20-oktyabrgacha"
    assert said["centre"] == "Namangan viloyati pedagogik mahorat markazida"
    assert said["mark"] == "DUBLIKAT"


@pytest.mark.parametrize("each", built_in(), ids=by_code)
def test_the_code_of_a_printed_paper_can_be_read(each: Template, tmp_path: Path) -> None:
    signed, file = "MHR1:" + "A1B2C3D4" * 30, tmp_path / "paper.pdf"
    said = words(each, sample_values(Sample.LONGEST), language="uz_Latn")
    papers_pdf(file, [PaperSheet(each, said, signed)], title="", files=Files())
    assert [code.text for code in read_codes(file)] == [signed]
