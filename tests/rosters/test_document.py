"""The sheet of rows that were not taken."""

import io
from datetime import UTC, datetime

import pypdfium2
import pytest

from desktop_app.i18n import use
from desktop_app.rosters.document import left_out_pdf
from desktop_app.rosters.imports import ImportedRow, ImportLine, ImportRecord, RowBecame
from desktop_app.rosters.problems import ProblemCode, RowState, problem

LINE = ImportLine(
    id=1,
    applied_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
    applied_by="Yusupova Nargiza",
    file_name="royxat.xlsx",
    sheet="Varaq1",
    sender="Chirchiq XTB",
    cohort_id=None,
    cohort_code="",
    rows=60,
    created=1,
    matched=0,
    left_out=59,
    undone_at=None,
    undone_by="",
)
WRONG_DATE = problem(ProblemCode.BIRTH_DATE_IMPOSSIBLE, "Tugʻilgan sana", "31.02.1984", field="birth_date")


def _record(left_out: int) -> ImportRecord:
    taken = ImportedRow(2, RowState.READY, RowBecame.CREATED, 7, "Olimova Zilola", ())
    rest = [
        ImportedRow(number, RowState.REJECTED, RowBecame.LEFT_OUT, None, "Yusupov Jasur Baxtiyor oʻgʻli", (WRONG_DATE,))
        for number in range(3, 3 + left_out)
    ]
    return ImportRecord(LINE, "f" * 64, 1, "", (taken, *rest))


def _words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("language", ["en", "uz_Latn", "uz_Cyrl", "ru"])
def test_the_rows_left_out_are_named_with_their_reasons_and_nobody_else(language: str) -> None:
    paper = io.BytesIO()
    with use(language):
        left_out_pdf(paper, _record(2), centre="Markaz")
    words = _words(paper.getvalue())
    assert words.count("31.02.1984") == 2
    assert words.count("Yusupov") == 2
    assert "Olimova" not in words
    assert "Chirchiq XTB" in words


def test_many_rows_go_on_over_the_pages() -> None:
    assert left_out_pdf(io.BytesIO(), _record(120), centre="Markaz") > 2
