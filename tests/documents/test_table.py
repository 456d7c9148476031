"""Widths of a report's table: words stay whole as long as the page has room."""

from pathlib import Path

import pypdfium2
import pytest

from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table

LONG_CELL = "Differensial yondashuv: turli darajadagi bolalar bilan ishlash " * 3


def printed(file: Path, columns: list[Column], rows: list[list[str]]) -> list[str]:
    """The words on the first page, a broken one in its pieces."""
    report = Report(file, title="Jadval", footer="")
    draw_table(report, columns, rows)
    report.save()
    document = pypdfium2.PdfDocument(file)
    try:
        text: str = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    return text.split()


@pytest.mark.parametrize("title", ["Hozirgi daraja", "Нынешний уровень", "Muhimligi", "Ehtiyoj"])
def test_the_header_of_a_number_is_broken_only_between_words(tmp_path: Path, title: str) -> None:
    columns = [Column("Kompetensiya"), Column(title, is_number=True), Column("n", is_number=True)]
    words = printed(tmp_path / "t.pdf", columns, [[LONG_CELL, "3,15", "27"]])
    assert set(title.split()) <= set(words)


def test_a_narrow_column_is_as_wide_as_its_longest_word(tmp_path: Path) -> None:
    columns = [Column("Modul"), Column("Qism"), Column("Taklif"), Column("Izoh")]
    rows = [[LONG_CELL, "oʻzgaruvchan", "taklifetilmaganlardan", LONG_CELL]]
    words = printed(tmp_path / "t.pdf", columns, rows)
    assert {"oʻzgaruvchan", "taklifetilmaganlardan", "Differensial"} <= set(words)


def test_a_word_wider_than_the_page_is_cut_and_nothing_is_lost(tmp_path: Path) -> None:
    endless = "a" * 400
    words = printed(tmp_path / "t.pdf", [Column("Soʻz"), Column("n", is_number=True)], [[endless, "1"]])
    assert sum(word.count("a") for word in words if set(word) == {"a"}) == len(endless)
