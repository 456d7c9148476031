"""Workbooks from outside: what is read, and the reason given for what is not."""

import datetime as dt
import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from desktop_app.errors import Cancelled, WorkbookRejected
from desktop_app.progress import Progress
from desktop_app.spreadsheets.limits import DEFAULT
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Cell, CellError, UncomputedFormula, Workbook

SAMPLES = Path(__file__).parents[1] / "samples" / "rosters"
WORKBOOKS = Path(__file__).parents[1] / "samples" / "workbooks"
LAST_ROW = 1_048_576
LAST_CELL = f"XFD{LAST_ROW}"
SHEET_PART = "xl/worksheets/sheet1.xml"


def values(workbook: Workbook, sheet: int = 0) -> dict[int, tuple[Cell, ...]]:
    return {row.number: row.cells for row in workbook.sheets[sheet].rows}


def reason(path: Path, **limits: float) -> str:
    with pytest.raises(WorkbookRejected) as refused:
        read_workbook(path, limits=replace(DEFAULT, **limits))
    assert path.name in refused.value.text
    return refused.value.code


def saved(path: Path, fill: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.Workbook()
    fill(book)
    book.save(path)
    return path


def ole(stream: str) -> bytes:
    """The signature and the directory of a file as Office wrote them until 2003, and nothing else."""
    return bytes.fromhex("D0CF11E0A1B11AE1") + f"Root Entry\0{stream}\0".encode("utf-16-le")


def with_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same archive with one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def simple(tmp_path: Path) -> Path:
    return saved(tmp_path / "roster.xlsx", lambda book: book.active.append(["F.I.Sh.", "Karimov Anvar"]))


def test_values_keep_their_types(tmp_path: Path) -> None:
    typed = ["Oʻktam", 31203852310042, 2.5, True, dt.date(2002, 10, 3), dt.datetime.fromisoformat("2024-12-03T09:30")]
    path = saved(tmp_path / "typed.xlsx", lambda book: book.active.append(typed))
    assert values(read_workbook(path))[1] == tuple(typed)


def test_rows_are_counted_as_excel_counts_and_empty_ones_left_out(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["B3"] = "first"
        book.active["D7"] = "last"
        book.active["E9"] = "   "

    workbook = read_workbook(saved(tmp_path / "sparse.xlsx", fill))
    assert values(workbook) == {3: (None, "first"), 7: (None, None, None, "last")}
    assert workbook.sheets[0].rows[0].cell(12) is None
    assert workbook.sheets[0].used_columns == 4


def test_the_hash_is_of_the_file(simple: Path) -> None:
    workbook = read_workbook(simple)
    assert workbook.sha256 == hashlib.sha256(simple.read_bytes()).hexdigest()
    assert (workbook.file_name, workbook.kind) == ("roster.xlsx", "xlsx")


def test_hidden_sheets_and_merged_cells_are_told(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["B2"] = "Pasport"
        book.active.merge_cells("B2:C2")
        hidden = book.create_sheet("Lists")
        hidden["A1"] = 1
        hidden.sheet_state = "hidden"

    shown, hidden = read_workbook(saved(tmp_path / "two.xlsx", fill)).sheets
    assert (shown.is_hidden, hidden.is_hidden) == (False, True)
    (merged,) = shown.merged
    assert (merged.first_row, merged.first_column, merged.last_row, merged.last_column) == (2, 1, 2, 2)


def test_a_formula_without_a_result_is_reported_and_not_taken_for_empty(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["Soni", "=COUNTA(A2:A9)"])
        book.create_sheet("Jami")["C5"] = "=1+1"

    workbook = read_workbook(saved(tmp_path / "formulas.xlsx", fill))
    assert values(workbook) == {1: ("Soni", UncomputedFormula())}
    assert values(workbook, 1) == {5: (None, None, UncomputedFormula())}


def test_a_formula_with_a_result_is_its_result(tmp_path: Path) -> None:
    path = tmp_path / "computed.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=20+20", None, 40)
        sheet.write_formula("B1", "=NA()", None, "#N/A")
        sheet.write_formula("C1", '=A1&""', None, "40")
    assert values(read_workbook(path)) == {1: (40, CellError("#N/A"), "40")}


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_excel_and_open_document_are_read_alike(kind: str) -> None:
    workbook = read_workbook(WORKBOOKS / f"small.{kind}")
    assert workbook.kind == kind
    assert [(sheet.name, sheet.is_hidden, len(sheet.rows)) for sheet in workbook.sheets] == [
        ("Roʻyxat", False, 2),
        ("Lists", True, 1),
        ("Empty", False, 0),
    ]
    person = (None, "Oʻktamova Gʻuncha", 31203852310042, dt.date(2002, 10, 3), 2.5, 2)
    assert values(workbook) == {2: (None, "Pasport"), 3: person}


def test_a_damaged_old_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "small.xls"
    content = (WORKBOOKS / "small.xls").read_bytes()
    path.write_bytes(content[:512] + b"\xff" * 1536 + content[2048:])
    assert reason(path) == "broken"


def test_the_name_of_a_file_tells_nothing_about_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_bytes((WORKBOOKS / "small.xls").read_bytes())
    assert read_workbook(path).kind == "xls"


def test_the_uncomputed_totals_of_a_real_sheet_are_reported() -> None:
    workbook = read_workbook(SAMPLES / "15_sheet_per_district_summary_formulas_empty_sheet.xlsx")
    assert [row.cell(1) for row in workbook.sheets[0].rows[1:]] == [UncomputedFormula()] * 4
    assert workbook.sheets[-1].rows == ()


def test_ten_people_in_a_sheet_of_a_million_rows_are_ten_rows(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(10):
            sheet.write_string(row, 0, f"Karimov Anvar {row}")
        sheet.write_string(LAST_ROW - 1, 5, "end")
    assert [row.number for row in read_workbook(path).sheets[0].rows] == [*range(1, 11), LAST_ROW]


def test_one_cell_in_the_last_corner_is_refused_with_the_way_out(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"] = "F.I.Sh."
        book.active[LAST_CELL] = "x"

    assert reason(saved(tmp_path / "corner.xlsx", fill)) == "too_many_columns"


def test_a_cell_far_to_the_right_does_not_hide_the_list(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"] = "F.I.Sh."
        book.active["B1"] = "=1+1"
        book.active["A2"] = dt.date(2024, 12, 3)
        book.active.cell(LAST_ROW, 900, "x")

    rows = values(read_workbook(saved(tmp_path / "wide.xlsx", fill)))
    assert rows[1] == ("F.I.Sh.", UncomputedFormula())
    assert rows[2] == (dt.date(2024, 12, 3),)
    assert len(rows[LAST_ROW]) == 900


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7\n", "pdf_document"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "web_page"),
        ("\ufeff <!DOCTYPE html>\n<html>".encode(), "web_page"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "xml_workbook"),
        (b"{\\rtf1 text}", "word_document"),
        (b"\x00\x01\x02\x03 nonsense", "not_a_workbook"),
        (b"a;b\n" * 2000 + b"\x00\x01", "not_a_workbook"),
        (b"PK\x03\x04 cut short", "broken"),
        (ole("Other"), "not_a_workbook"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 600, "broken"),
        (ole("EncryptedPackage"), "password_protected"),
        (ole("WordDocument"), "word_document"),
        (ole("Workbook"), "broken"),
        ("║Фамилия;Имя║\nКаримов;Анвар\n".encode("cp866"), "unknown_encoding"),
        (b"\xff\xfeA", "unknown_encoding"),
        (b";;\n;;\n", "no_rows"),
    ],
)
def test_what_is_no_workbook_is_called_what_it_is(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)
    assert reason(path) == code


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": b"<d/>", "[Content_Types].xml": b"<t/>"}, "word_document"),
        ({"ppt/presentation.xml": b"<d/>"}, "presentation"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "word_document"),
        ({"photo.jpg": b"..."}, "archive"),
        ({"xl/workbook.xml": b"<workbook"}, "broken"),
        ({"xl/workbook.xml": b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><workbook/>'}, "suspicious"),
        ({"xl/workbook.xml": '<?xml version="1.0"?><!DOCTYPE x>'.encode("utf-16")}, "suspicious"),
        ({"xl/workbook.xml": b"<w/>", "../evil.xml": b""}, "suspicious"),
        ({"xl/workbook.xml": b"<w/>", "XL/WORKBOOK.xml": b"<w/>"}, "suspicious"),
        ({"xl/workbook.xml": b"<w/>", "xl/media/zeros": b"\0" * 3_000_000}, "bomb"),
        ({"xl/workbook.xml": b"<w/>"} | {f"xl/part{n}": b"" for n in range(1_000)}, "bomb"),
    ],
)
def test_an_archive_is_looked_through_before_it_is_parsed(tmp_path: Path, parts: dict[str, bytes], code: str) -> None:
    path = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert reason(path) == code


def test_what_a_part_unpacks_into_is_counted_not_believed(simple: Path) -> None:
    with_part(simple, "xl/media/much", lambda _: bytes(range(256)) * 40)
    assert reason(simple, unpacked_size=10_000) == "bomb"


def test_a_part_that_lies_about_its_size_is_refused(simple: Path) -> None:
    with_part(simple, "xl/media/much", lambda _: b"\0" * 900_000)
    content = simple.read_bytes()
    simple.write_bytes(content.replace((900_000).to_bytes(4, "little"), (9).to_bytes(4, "little")))
    assert reason(simple) == "broken"


def test_a_part_of_the_sheet_that_is_missing_makes_the_file_broken(simple: Path) -> None:
    with_part(simple, SHEET_PART, lambda sheet: sheet[: len(sheet) // 2])
    assert reason(simple) == "broken"


def test_every_limit_has_its_own_reason(simple: Path, tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.create_sheet("two")
        for row in range(20):
            book.active.append([row, "a", "b"])

    several = saved(tmp_path / "several.xlsx", fill)
    assert reason(simple, file_size=100) == "too_large"
    assert reason(several, sheets=1) == "too_many_sheets"
    assert reason(several, filled_rows=19) == "too_many_rows"
    assert reason(several, filled_cells=59) == "too_many_cells"
    assert reason(several, columns=2) == "too_many_columns"
    assert reason(simple, seconds=0.001) == "took_too_long"
    assert len(read_workbook(several).sheets[0].rows) == 20


def test_a_sheet_that_needs_too_much_memory_is_refused_and_the_program_lives(simple: Path, tmp_path: Path) -> None:
    path = tmp_path / "strings.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(60_000):
            sheet.write_row(row, 0, [f"{row} {'x' * 60}", row])
    # Wherever the memory ends: at a library, at the parser or at the rows.
    assert {reason(path, memory=size) for size in range(20_000_000, 31_000_000, 5_000_000)} == {"needs_too_much_memory"}
    assert read_workbook(simple, limits=replace(DEFAULT, memory=30_000_000)).sheets[0].rows


def test_a_workbook_with_nothing_typed_has_no_rows(tmp_path: Path) -> None:
    assert reason(saved(tmp_path / "blank.xlsx", lambda book: None)) == "no_rows"


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert reason(tmp_path / "gone.xlsx") == "not_found"
    assert reason(tmp_path) == "is_folder"


def test_reading_stops_when_the_person_stops_it(simple: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        read_workbook(simple, progress=progress)


def test_a_refused_file_is_left_as_it_was(simple: Path) -> None:
    with_part(simple, SHEET_PART, lambda sheet: sheet[:100])
    before = simple.read_bytes()
    reason(simple)
    assert simple.read_bytes() == before
    assert list(simple.parent.iterdir()) == [simple]
