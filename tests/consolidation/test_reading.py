"""One return held against itself: whatever cell of it was changed is found and named, and nothing else is."""

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.consolidation.reading import read_file, read_return
from desktop_app.consolidation.records import FileState, Finding, ReadFile
from desktop_app.language.dates import short_date
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Cell, SheetRow, UncomputedFormula, Workbook
from tests.consolidation.made import Regions, altered

ANNEX = "Ilova tinglovchilar roʻyxati"


def with_cell(book: Workbook, sheet_name: str, row: int, column: int, value: Cell) -> Workbook:
    """The workbook as it would be read with something else in one cell."""

    def changed(each: SheetRow) -> SheetRow:
        cells = [*each.cells, *[None] * (column + 1 - len(each.cells))]
        assert cells[column] != value
        cells[column] = value
        return SheetRow(each.number, tuple(cells))

    sheets = tuple(
        replace(sheet, rows=tuple(changed(each) if each.number == row else each for each in sheet.rows))
        if sheet.name == sheet_name
        else sheet
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets)


def told(read: ReadFile) -> list[tuple[str, str, str, str]]:
    return [(finding.rule, finding.cell, finding.said, finding.true) for finding in read.findings]


def of_buxoro(book: Workbook) -> ReadFile:
    return read_return(Path(book.file_name), book)


def place_of(read: ReadFile, form: str, row: str, column: str) -> tuple[int, int]:
    cell = read.place(form, row, column).rpartition("!")[2]
    return int(cell[1:]), ord(cell[0]) - ord("A")


def test_a_return_as_it_was_made_has_nothing_to_be_said(read_october: list[ReadFile]) -> None:
    assert [(read.state, read.findings) for read in read_october] == [(FileState.ACCEPTED, ())] * 14
    assert [read.people for read in read_october] == [60 + 10 * place for place in range(14)]
    assert read_october[2].region_name == "1706"


@pytest.mark.parametrize(
    ("form", "row", "column", "value", "said"),
    [
        ("2-PMM", "JAMI", "called", 81, "81"),
        ("2-PMM", "UNKNOWN", "came", 0, "0"),
        ("1-PMM", "PMM.RAHBAR", "year_actual", 9_999, "9\u00a0999"),
        ("1-PMM", "PMM", "difference", 7, "7"),
        ("1-PMM", "JAMI", "percent", 1.0, "100,00%"),
        ("3-PMM", "JAMI", "numerator", "57", "57"),
        ("1-PMM", "PMM.UNKNOWN", "plan_year", 5, "5"),
        ("2-PMM", "JAMI", "completed", None, "–"),
    ],
)
def test_a_figure_that_was_changed_is_named_by_its_cell(
    book: Workbook, form: str, row: str, column: str, value: Cell, said: str
) -> None:
    right = of_buxoro(book)
    at = place_of(right, form, row, column)
    read = of_buxoro(with_cell(book, form, *at, value))
    assert read.state is FileState.ALTERED
    ((rule, cell, stated, _true),) = told(read)
    assert (rule, f"{book.file_name}!{cell}", stated) == ("ALTERED", right.place(form, row, column), said)


def test_a_share_changed_behind_its_printed_decimals_is_found(book: Workbook) -> None:
    right = of_buxoro(book)
    row, column = place_of(right, "1-PMM", "JAMI", "percent")
    sheet = next(sheet for sheet in book.sheets if sheet.name == "1-PMM")
    value = next(each for each in sheet.rows if each.number == row).cells[column]
    assert isinstance(value, float)
    assert of_buxoro(with_cell(book, "1-PMM", row, column, value + 1e-5)).state is FileState.ALTERED


def test_the_words_beside_and_above_a_figure_are_held_too(book: Workbook) -> None:
    row, column = place_of(of_buxoro(book), "2-PMM", "JAMI", "called")
    (beside,) = told(of_buxoro(with_cell(book, "2-PMM", row, 1, "Hammasi")))
    assert beside == ("ALTERED", f"2-PMM!B{row}", "Hammasi", "Jami")
    header = max(each.number for each in book.sheets[1].rows if each.number < 9 and isinstance(each.cells[-1], str))
    (above,) = told(of_buxoro(with_cell(book, "2-PMM", header, column, "Kelgan")))
    assert above[:3] == ("ALTERED", f"2-PMM!{chr(ord('A') + column)}{header}", "Kelgan")


@pytest.mark.parametrize(
    ("column", "value"), [(1, "X"), (2, "Olot tumani"), (6, date(2026, 1, 5)), (8, "Boshqa"), (9, None), (10, "PM-1")]
)
def test_an_annex_that_was_changed_is_another(book: Workbook, column: int, value: Cell) -> None:
    first = next(row.number for row in book.sheets[-2].rows if row.cells[0] == 1)
    read = of_buxoro(with_cell(book, ANNEX, first + 3, column, value))
    assert read.state is FileState.ALTERED
    said = short_date(value) if isinstance(value, date) else value or ""
    assert ("ALTERED", f"{ANNEX}!{chr(ord('A') + column)}{first + 3}", said, "") in told(read)


def test_an_annex_of_an_earlier_program_has_no_marks_and_is_told_as_a_whole(book: Workbook) -> None:
    first = next(row.number for row in book.sheets[-2].rows if row.cells[0] == 1)
    changed = with_cell(book, ANNEX, first + 3, 2, "Olot tumani")
    hidden = changed.sheets[-1]
    rows = tuple(replace(row, cells=row.cells[:1]) for row in hidden.rows)
    read = of_buxoro(replace(changed, sheets=(*changed.sheets[:-1], replace(hidden, rows=rows))))
    assert ("ALTERED", ANNEX, "", "") in told(read)


def test_whose_return_it_is_stands_over_every_table_as_it_was_made(book: Workbook) -> None:
    read = of_buxoro(with_cell(book, "2-PMM", 2, 0, "Navoiy viloyati"))
    (finding,) = [each for each in told(read) if each[0] == "ALTERED"]
    assert finding[:3] == ("ALTERED", "2-PMM!A2", "Navoiy viloyati")


def test_a_word_changed_among_what_is_carried_is_told_though_every_figure_is_right(book: Workbook) -> None:
    texts = [str(row.cells[0]) for row in book.sheets[-1].rows]
    at = next(at for at, text in enumerate(texts) if '"made_at":"2026-11-03"' in text)
    changed = texts[at].replace('"made_at":"2026-11-03"', '"made_at":"2026-11-04"')
    read = of_buxoro(with_cell(book, "mahorat", book.sheets[-1].rows[at].number, 0, changed))
    assert told(read) == [("ALTERED", "mahorat", "", "")]


def test_a_formula_alone_that_was_changed_is_told_at_its_cell(october: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "formula.xlsx"
    with zipfile.ZipFile(october[2]) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            is_second = entry.filename == "xl/worksheets/sheet2.xml"
            after.writestr(entry, content.replace(b"</f>", b"+1</f>", 1) if is_second else content)
    read = read_file(out)
    assert read.state is FileState.ALTERED
    (finding,) = read.findings
    assert (finding.rule, finding.cell.partition("!")[0]) == ("ALTERED", "2-PMM")
    assert "formula" in finding.message


def test_a_person_taken_out_of_the_annex_is_missed_and_so_are_the_figures(book: Workbook) -> None:
    annex = book.sheets[-2]
    less = replace(annex, rows=annex.rows[:-1])
    read = of_buxoro(replace(book, sheets=(*book.sheets[:-2], less, book.sheets[-1])))
    assert ("ALTERED", ANNEX, "79", "80") in told(read)
    assert {finding.rule for finding in read.findings} == {"ALTERED", "COUNT-LIST"}


def test_a_sheet_that_is_gone_is_named(book: Workbook) -> None:
    read = of_buxoro(replace(book, sheets=book.sheets[1:]))
    assert told(read) == [("ALTERED", "1-PMM", "1-PMM", "")]
    without_annex = of_buxoro(replace(book, sheets=(*book.sheets[:-2], book.sheets[-1])))
    assert ("ALTERED", ANNEX, ANNEX, "") in told(without_annex)


def test_carried_figures_that_are_not_those_of_the_digest_are_no_return(book: Workbook) -> None:
    carrier = book.sheets[-1]
    value = '"column":"plan_year","cell":"C7","value":'
    text = str(carrier.rows[1].cells[0])
    assert value in text
    forged = SheetRow(2, (text.replace(value, f"{value}1", 1),))
    changed = replace(carrier, rows=(carrier.rows[0], forged, *carrier.rows[2:]))
    read = of_buxoro(replace(book, sheets=(*book.sheets[:-1], changed)))
    assert read.state is FileState.ALTERED
    assert ("ALTERED", "mahorat", "", "") in told(read)


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        ('{"centre"', '["centre"', FileState.ALTERED),
        ('"edition":2', '"edition":3', FileState.WRONG_EDITION),
        ('"month":10', '"month":13', FileState.ALTERED),
        ('"month":10', '"month":"10"', FileState.ALTERED),
        ('"value":', '"value":NaN,"x":', FileState.ALTERED),
        ('"cell":"C7"', '"cell":"7C"', FileState.ALTERED),
        ('"kind":"count"', '"kind":"odd"', FileState.ALTERED),
    ],
)
def test_whatever_a_carrier_holds_the_file_has_a_state(
    book: Workbook, before: str, after: str, state: FileState
) -> None:
    carrier = book.sheets[-1]
    rows = [SheetRow(row.number, (str(row.cells[0]).replace(before, after),)) for row in carrier.rows]
    assert any(row != was for row, was in zip(rows, carrier.rows, strict=True))
    read = of_buxoro(replace(book, sheets=(*book.sheets[:-1], replace(carrier, rows=tuple(rows)))))
    assert read.state is state
    assert read.findings[0].text


def test_a_return_of_an_earlier_edition_is_read_as_it_is(maker: Regions) -> None:
    book = read_workbook(maker.make(2, has_categories=False))
    carrier = book.sheets[-1]
    rows = [SheetRow(row.number, (str(row.cells[0]).replace('"edition":2', '"edition":1'),)) for row in carrier.rows]
    assert rows != list(carrier.rows)
    read = of_buxoro(replace(book, sheets=(*book.sheets[:-1], replace(carrier, rows=tuple(rows)))))
    assert (read.state, read.findings) == (FileState.ACCEPTED, ())


def test_results_that_another_program_dropped_are_told_once_a_file(book: Workbook) -> None:
    unseen, places = book, []
    for form in ("2-PMM", "3-PMM"):
        row, column = place_of(of_buxoro(book), form, "JAMI", "called")
        places.append(f"{form}!{chr(ord('A') + column)}{row}")
        for each in (column, column + 1):
            unseen = with_cell(unseen, form, row, each, UncomputedFormula())
    read = of_buxoro(unseen)
    assert read.state is FileState.ACCEPTED
    assert [(rule, cell, said) for rule, cell, said, _true in told(read)] == [("FORMULA", places[0], "4")]


def test_one_cell_changed_in_the_file_itself_is_found(october: list[Path], tmp_path: Path) -> None:
    other = altered(october[2], "2-PMM", "E9", "999", out=tmp_path / "ozgargan.xlsx")
    read = read_file(other)
    assert read.state is FileState.ALTERED
    assert [finding.place for finding in read.findings] == ["ozgargan.xlsx!2-PMM!E9"]
    assert "999" in read.findings[0].text


def test_what_cannot_be_read_or_is_no_return_is_told_and_never_raised(tmp_path: Path, maker: Regions) -> None:
    with zipfile.ZipFile(tmp_path / "bomba.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b" " * 20_000_000)
    (tmp_path / "matn.xlsx").write_text("salom; dunyo\n1; 2\n", encoding="utf-8")
    found = [read_file(tmp_path / name) for name in ("bomba.xlsx", "matn.xlsx", "yoq.xlsx")]
    assert [read.state for read in found] == [FileState.UNREADABLE, FileState.FOREIGN, FileState.UNREADABLE]
    assert all(isinstance(read.findings[0], Finding) and read.findings[0].rule == "FILE" for read in found)


def test_somebody_listed_twice_is_named_with_the_rows(maker: Regions) -> None:
    again = maker.people(4, 1, (2026, 10))
    read = read_file(maker.make(4, people=40, also=again))
    (finding,) = [finding for finding in read.findings if finding.rule == "DISJOINT"]
    assert (finding.said, finding.true) == ("2", "1")
    assert again[0].code in finding.text
