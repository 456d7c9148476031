"""Reports read back: the words as given, pages numbered, headers repeated, nothing taken for mark-up."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pypdfium2
import pytest

from desktop_app.documents.charts import Bar, bars
from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table

COLUMNS = [Column("T/r", is_number=True), Column("Tinglovchi"), Column("Soat", is_number=True, width_mm=20)]


def saved(write: Callable[[Report], None], *, is_landscape: bool = False) -> bytes:
    target = io.BytesIO()
    report = Report(target, title="Hisobot", footer="Pedagogik mahorat markazi", is_landscape=is_landscape)
    write(report)
    report.save()
    return target.getvalue()


@contextmanager
def opened(raw: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(raw)
    try:
        yield document
    finally:
        document.close()


def texts_of(raw: bytes) -> list[str]:
    with opened(raw) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def rows(count: int, *, name: str = "Gʻulomova Oʻgʻiloy") -> list[list[str]]:
    return [[str(number), name, "72"] for number in range(1, count + 1)]


def test_every_page_has_its_number_and_their_count() -> None:
    pages = texts_of(saved(lambda report: draw_table(report, COLUMNS, rows(120))))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page.endswith(f"Pedagogik mahorat markazi {number} / {len(pages)}")


def test_the_header_of_a_table_returns_on_every_page() -> None:
    pages = texts_of(saved(lambda report: draw_table(report, COLUMNS, rows(120))))
    assert all("T/r Tinglovchi Soat" in page for page in pages)


def test_every_row_of_a_long_table_is_printed_once() -> None:
    names = [[str(number), f"qator{number}x", "72"] for number in range(500)]
    words = " ".join(texts_of(saved(lambda report: draw_table(report, COLUMNS, names)))).split()
    assert [word for word in words if word.startswith("qator")] == [row[1] for row in names]


def test_a_row_higher_than_a_page_goes_on_on_the_next() -> None:
    long = " ".join(f"soz{number}" for number in range(4000))
    words = " ".join(texts_of(saved(lambda report: draw_table(report, COLUMNS, [["1", long, "72"]])))).split()
    assert [word for word in words if word.startswith("soz")] == long.split()


def test_the_total_stands_last() -> None:
    raw = saved(lambda report: draw_table(report, COLUMNS, rows(3), total=["", "Jami", "216"]))
    assert "72 Jami 216" in texts_of(raw)[0]


def everywhere(report: Report, text: str) -> None:
    report.title(text)
    report.paragraph(text)
    report.facts([(text, text)])
    draw_table(report, [Column(text)], [[text]])
    report.signatures([(text, text)])


@pytest.mark.parametrize("text", ["A<B & C", "<img src='http://127.0.0.1/x'/>", "<b>qalin</b>", "(a) \\ %"])
def test_words_from_outside_are_never_mark_up(text: str) -> None:
    assert texts_of(saved(lambda report: everywhere(report, text)))[0].count(text) >= 6


def test_no_letter_goes_without_ink_and_without_a_word() -> None:
    raw = saved(lambda report: everywhere(report, "👩 Ǵ漢"))
    assert texts_of(raw)[0].count("? Ǵ?") >= 6


def test_the_same_report_gives_the_same_bytes() -> None:
    def write(report: Report) -> None:
        report.title("Soʻrovnoma", below="Guruh")
        report.chart(lambda width, measure: bars([Bar("a", 1, "1")], width=width, text_width=measure))

    assert saved(write) == saved(write)


def test_a_block_of_signatures_is_not_torn_apart() -> None:
    def write(report: Report) -> None:
        draw_table(report, COLUMNS, rows(1))
        report.take(report.y - 40)
        report.signatures([("Direktor", "A. B. Karimov"), ("Ijrochi", "D. Rahimova")])

    first, second = texts_of(saved(write))
    assert "Direktor" not in first
    assert "Direktor A. B. Karimov Ijrochi D. Rahimova" in second


def test_a_landscape_report_lies_down() -> None:
    with opened(saved(lambda report: report.paragraph("a"), is_landscape=True)) as document:
        width, height = document[0].get_size()
    assert (round(width), round(height)) == (842, 595)


def test_a_table_of_numbers_only_fills_the_width() -> None:
    numbers = [Column("a", is_number=True), Column("b", is_number=True)]
    assert "1 2" in texts_of(saved(lambda report: draw_table(report, numbers, [["1", "2"]])))[0]
