"""Files of anybody's: workbooks with hidden rows, Word, plain text, and what is not read at all."""

import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from desktop_app.errors import WorkbookRejected
from desktop_app.inspection.model import Finding
from desktop_app.inspection.service import inspect_file

TODAY = date(2026, 11, 22)


def found(path: Path) -> list[Finding]:
    return inspect_file(path, today=TODAY)


def test_a_total_that_leaves_out_hidden_rows_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Iyun"
    for row in (["Tuman", "Soni"], ["Olot", 20], ["Kogon", 31], ["Peshku", 12], ["Jami", 32]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "iyun.xlsx")
    (finding,) = found(tmp_path / "iyun.xlsx")
    assert (finding.place, finding.said, finding.true) == ("Iyun!B5", "32", "63")
    assert "hidden rows" in finding.message


def test_a_word_document_is_read_with_its_lists_and_tables(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("Quyidagi 3 ta fan boʻyicha dastur tayyorlandi:")
    for subject in ("matematika", "fizika"):
        paper.add_paragraph(subject, style="List Bullet")
    table = paper.add_table(rows=4, cols=2)
    for row, cells in zip(
        table.rows, (("Tuman", "Soni"), ("Olot", "20"), ("Kogon", "31"), ("Jami", "52")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    paper.save(str(tmp_path / "hisobot.docx"))
    assert [(each.rule, each.place) for each in found(tmp_path / "hisobot.docx")] == [
        ("SUM", "1-jadval!B4"),
        ("COUNT-LIST", "1-xatboshi"),
    ]


def test_a_plain_text_keeps_the_numbers_of_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "hisobot.txt"
    file.write_text(
        "Hisobot\n\nTadbirda 120 nafar rahbar, 340 nafar pedagog, jami 480 nafar boʻldi.\n", encoding="utf-8"
    )
    assert [each.place for each in found(file)] == ["3-qator"]


def test_a_word_document_of_an_old_kind_is_refused_with_the_way_out(tmp_path: Path) -> None:
    file = tmp_path / "eski.rtf"
    file.write_bytes(b"{\\rtf1 matn}")
    with pytest.raises(WorkbookRejected) as refused:
        found(file)
    assert refused.value.code == "old_document"


def test_a_bomb_in_the_guise_of_a_word_document_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomba.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * (8 << 20) + b"</w>")
    with pytest.raises(WorkbookRejected) as refused:
        found(tmp_path / "bomba.docx")
    assert refused.value.code == "bomb"
