"""Certificates as files: read back by other programs, whatever the name, however many."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.certificates.document import CertificateSheet, certificate_pdf, problems_of
from desktop_app.certificates.reading import check_codes
from desktop_app.certificates.signature import Verdict, new_key
from desktop_app.errors import Cancelled
from desktop_app.progress import Progress
from tests.certificates.claims import CYRILLIC, LATIN, LONG
from tests.certificates.sheets import CYRILLIC_BLANK, LATIN_BLANK, sheet_of

KEY = new_key("NAM", 2026)
KEYS = {KEY.kid: KEY.public}
SHEET = sheet_of(LATIN, KEY)
HOSTILE_NAMES = [
    "A<B",
    "<b>Ali</b>",
    '<img src="/etc/passwd"/>',
    '<img src="http://127.0.0.1:9/x.png"/>',
    "<para><font color='red'>",
    "&lt;&amp;&#0;",
    "Ali & Vali",
    ") Tj ET Q (",
    "\\) endstream endobj",
    "%PDF-1.4",
    "<a href='file:///x'>bosing</a>",
    "=HYPERLINK(1)",
    "{{ 7*7 }} ${x}",
    "'; DROP TABLE trainee; --",
    "Oʻgʻiloy Жўраева ı ğ ş ә ң",
]


def text_of(raw: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(raw)
    try:
        return " ".join(document[page].get_textpage().get_text_range().split())
    finally:
        document.close()


def printed(*sheets: CertificateSheet) -> bytes:
    target = io.BytesIO()
    certificate_pdf(target, sheets, title="Sertifikatlar")
    return target.getvalue()


def test_every_word_of_the_certificate_stands_on_the_page() -> None:
    text = text_of(printed(SHEET))
    for words in ("OʻZBEKISTON RESPUBLIKASI", "MALAKA SERTIFIKATI", "MO № 000831", "72 soatlik", "M.Oʻ."):
        assert words in text
    assert LATIN.name in text


def test_the_code_on_paper_verifies_in_both_scripts(tmp_path: Path) -> None:
    file = tmp_path / "certificates.pdf"
    sheets = [SHEET, sheet_of(CYRILLIC, KEY, blank=CYRILLIC_BLANK), sheet_of(LONG, KEY, blank=CYRILLIC_BLANK)]
    assert certificate_pdf(file, sheets, title="Sertifikatlar") == 3
    checked = check_codes(file, KEYS)
    assert [code.page for code in checked] == [1, 2, 3]
    assert [code.verification.claims for code in checked] == [LATIN, CYRILLIC, LONG]


def test_the_text_of_a_code_is_checked_like_the_code_on_paper() -> None:
    (checked,) = check_codes(f"  {SHEET.code}\n", KEYS)
    assert checked.verification.reason is Verdict.VALID


def test_the_same_sheets_give_the_same_bytes() -> None:
    assert printed(SHEET, SHEET) == printed(SHEET, SHEET)


def test_the_properties_of_the_file_name_nobody() -> None:
    document = pypdfium2.PdfDocument(printed(SHEET))
    try:
        properties = document.get_metadata_dict()
    finally:
        document.close()
    assert properties["Title"] == "Sertifikatlar"
    assert not any("lomova" in value for value in properties.values())


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_ink_and_nothing_else(name: str) -> None:
    sheet = replace(SHEET, holder=name)
    assert problems_of(sheet) == []
    assert " ".join(name.split()) in text_of(printed(sheet))


def test_long_names_of_both_scripts_are_printed_whole() -> None:
    for name in (
        "Abdurahmonova-Mirzaraximova Shahnozaxon Muhammadyoqubjonovna Abdulqizi",
        LONG.name,
    ):
        sheet = replace(SHEET, holder=name)
        assert problems_of(sheet) == []
        assert name in text_of(printed(sheet))


@pytest.mark.parametrize(
    ("sheet", "code", "field"),
    [
        (replace(SHEET, holder="Ali 漢字"), "missing_letters", "holder"),
        (replace(SHEET, holder=" "), "no_holder", "holder"),
        (replace(SHEET, holder="Abdurahmonova " * 20), "name_too_long", "holder"),
        (replace(SHEET, holder="Bir\nikki"), "missing_letters", "holder"),
        (replace(SHEET, code="A" * 3000), "code_too_long", "code"),
        (replace(SHEET, code="A" * 9000), "code_too_long", "code"),
        (replace(SHEET, blank=replace(LATIN_BLANK, course="Kurs " * 90)), "course_too_long", "course"),
        (replace(SHEET, blank=replace(LATIN_BLANK, centre="☃")), "missing_letters", "centre"),
    ],
)
def test_what_cannot_be_printed_well_is_told_before(sheet: CertificateSheet, code: str, field: str) -> None:
    assert [(problem.code, problem.field) for problem in problems_of(sheet)] == [(code, field)]


def test_a_good_sheet_has_no_problems() -> None:
    assert problems_of(SHEET) == []
    assert problems_of(sheet_of(LONG, KEY, blank=CYRILLIC_BLANK)) == []


def test_one_bad_name_does_not_stop_the_batch() -> None:
    raw = printed(SHEET, replace(SHEET, holder="漢字"), SHEET)
    document = pypdfium2.PdfDocument(raw)
    pages = len(document)
    document.close()
    assert pages == 3


def test_finished_pages_leave_for_the_file_at_once() -> None:
    target = io.BytesIO()
    sizes: list[int] = []

    def watched() -> Iterator[CertificateSheet]:
        for _number in range(60):
            sizes.append(target.tell())
            yield SHEET

    certificate_pdf(target, watched(), title="Sertifikatlar")
    assert sizes[-1] - sizes[1] > 50 * 1000


def test_a_batch_can_be_stopped() -> None:
    progress = Progress()
    told: list[int] = []

    def endless() -> Iterator[CertificateSheet]:
        while True:
            told.append(len(told))
            if len(told) == 5:
                progress.cancel()
            yield SHEET

    with pytest.raises(Cancelled):
        certificate_pdf(io.BytesIO(), endless(), title="Sertifikatlar", progress=progress)
    assert len(told) == 5
