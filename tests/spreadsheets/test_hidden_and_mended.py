"""Hidden rows are read and told; letters that were saved in a wrong encoding are put right."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.text_tables import is_misread, mended

SMALL_ODS = Path(__file__).resolve().parent.parent / "samples" / "workbooks" / "small.ods"
NAMES = ("Қодирова Ҳилола Ўткир қизи", "Каримов Анвар", "Oʻrinova Maʼmura", "boʻlim ‘kino’")


def misread(text: str) -> str:
    """UTF-8 taken for cp1251; the one byte without a sign there stays as it is."""
    return "".join(bytes([byte]).decode("cp1251", "ignore") or chr(byte) for byte in text.encode())


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "royxat.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(4):
            sheet.write_string(row, 0, f"qator {row + 1}")
        sheet.set_row(2, None, None, {"hidden": True})
    (read,) = read_workbook(path).sheets
    assert ([row.number for row in read.rows], read.hidden_rows) == ([1, 2, 3, 4], frozenset({3}))


def test_hidden_rows_of_an_open_document_are_told_too(tmp_path: Path) -> None:
    path = tmp_path / "royxat.ods"
    shutil.copyfile(SMALL_ODS, path)
    (before, *_) = read_workbook(path).sheets
    with zipfile.ZipFile(SMALL_ODS) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "content.xml":
                tags = [match.end() - 1 for match in re.finditer(rb"<table:table-row(?=[\s>])[^>/]*>", part)]
                part = part[: tags[1]] + b' table:visibility="collapse"' + part[tags[1] :]
            target.writestr(entry, part)
    (read, *_) = read_workbook(path).sheets
    assert read.rows == before.rows
    assert (before.hidden_rows, read.hidden_rows) == (frozenset(), frozenset({2}))


@pytest.mark.parametrize("name", NAMES)
def test_letters_in_a_wrong_encoding_are_told_and_mended(name: str) -> None:
    assert is_misread(misread(name))
    assert mended(misread(name)) == name
    assert not is_misread(name)


@pytest.mark.parametrize("name", ["Рўзиев Сўфи Рўзиевич", "СССР", "Комилов «Умид» МЧЖ", "Ттт"])
def test_cyrillic_as_people_write_it_is_not_taken_for_misread(name: str) -> None:
    assert not is_misread(name)


def test_a_sheet_saved_in_a_wrong_encoding_is_put_right(tmp_path: Path) -> None:
    path = tmp_path / "royxat.csv"
    path.write_text(misread("Ф.И.О.;Лавозими\nҚодирова Ҳилола;ўқитувчи\n"), encoding="utf-8")
    (read,) = read_workbook(path).sheets
    assert read.is_mended
    assert read.rows[1].cells == ("Қодирова Ҳилола", "ўқитувчи")
