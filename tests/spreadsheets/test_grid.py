"""A workbook read as a grid and written back byte for byte but for the cells that were changed."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from desktop_app.errors import WorkbookRejected
from desktop_app.spreadsheets.grid import read_grid, read_grid_file
from desktop_app.spreadsheets.grid_filling import Changes, Written, filled_in
from desktop_app.spreadsheets.grid_records import Grid, NumberLook
from desktop_app.spreadsheets.recalculation import recalculated

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="0.00%"/></numFmts>'
    '<fonts><font/><font><b/></font></fonts><cellXfs><xf/><xf numFmtId="164" fontId="1"/>'
    '<xf numFmtId="14"/></cellXfs></styleSheet>'
)


def workbook(sheet: str, *, book: str = "", strings: str = "") -> bytes:
    """A workbook of one sheet as a careless program writes it."""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        f'<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>{book}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="/xl/s.xml"/>'
        f'<Relationship Id="r2" Type="{RELATIONS}/styles" Target="st.xml"/>'
        f'<Relationship Id="r3" Type="{RELATIONS}/sharedStrings" Target="ss.xml"/></Relationships>',
        "xl/s.xml": sheet,
        "xl/st.xml": STYLES,
        "xl/ss.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def grid(rows: str, **parts: str) -> Grid:
    book, strings = parts.pop("book", ""), parts.pop("strings", "")
    return read_grid(workbook(sheet(rows, **parts), book=book, strings=strings), "a.xlsx")


def part(content: bytes, name: str = "xl/s.xml") -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def written(before: Grid, changes: Changes, *, recalculate: bool = False) -> str:
    return part(filled_in(before, changes, recalculate=recalculate))


def test_values_formulas_and_looks_are_read() -> None:
    found = grid(
        '<row r="2"><c r="B2" s="1"><f>C2/2</f><v>0.5</v></c><c r="C2" t="s"><v>0</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>ichki</t></is></c><c r="B3" t="b"><v>1</v></c>'
        '<c r="C3" t="e"><v>#REF!</v></c><c r="D3" s="2"><v>45000</v></c></row>',
        strings="<si><r><t>Qoʻ</t></r><r><t>qon</t></r><rPh><t>yomon</t></rPh></si>",
    )
    cells = found.sheets[0].cells
    assert (cells[2, 1].formula, cells[2, 1].value) == ("C2/2", 0.5)
    assert [cells[place].value for place in ((2, 2), (3, 0), (3, 1))] == ["Qoʻqon", "ichki", True]
    assert [found.look(style).number for style in (1, 2)] == [NumberLook.PERCENT, NumberLook.DATE]
    assert (found.look(1).decimals, found.look(1).is_bold) == (2, True)


def test_cells_without_addresses_and_shared_formulas_are_understood() -> None:
    found = grid(
        '<row><c><v>1</v></c><c><f t="shared" ref="B1:B2" si="0">A1*2</f></c></row>'
        '<row><c><v>2</v></c><c><f t="shared" si="0"/></c></row>'
    )
    assert found.sheets[0].cells[2, 1].formula == "A2*2"


def test_a_changed_cell_is_all_that_changes() -> None:
    rows = '<row r="1" spans="1:3" custom="&gt;"><c r="A1" s="1"/><c r="C1"><v>7</v></c></row>'
    before = grid(rows, before='<dimension ref="A1:C1"/>', after="<!-- a > b --><pageMargins left='1'/>")
    after = written(before, {"A": {(1, 0): Written(5)}})
    assert after == part(before.content).replace('<c r="A1" s="1"/>', '<c r="A1" s="1"><v>5</v></c>')


def test_new_cells_and_rows_stand_in_their_order() -> None:
    before = grid(
        '<row r="2" spans="2:2"><c r="B2"><v>1</v></c></row><row r="4"/><row r="9"><c r="A9"/></row>',
        before='<dimension ref="B2:B2"/>',
    )
    places = [(1, 0), (2, 0), (2, 2), (2, 3), (4, 1), (5, 0), (10, 1)]
    after = filled_in(before, {"A": {place: Written(3) for place in places}}, recalculate=False)
    again = read_grid(after, "a.xlsx").sheets[0]
    assert [place for place, cell in again.cells.items() if cell.value == 3] == places
    assert '<dimension ref="A1:D10"/>' in part(after)
    assert "spans" not in part(after)


def test_an_empty_sheet_takes_values() -> None:
    source = workbook(f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>')
    after = filled_in(read_grid(source, "a.xlsx"), {"A": {(1, 0): Written("a<b & c")}}, recalculate=False)
    assert read_grid(after, "a.xlsx").sheets[0].cells[1, 0].value == "a<b & c"
    assert "<x:c " in part(after)


def test_a_formula_stays_and_only_its_value_is_new() -> None:
    before = grid('<row r="1"><c r="A1" cm="1"><f t="array" ref="A1">SUM(B1:B2)</f><v>1</v></c></row>')
    after = written(before, {"A": {(1, 0): Written(9, "B1")}})
    assert '<c r="A1" cm="1"><f t="array" ref="A1">SUM(B1:B2)</f><v>9</v></c>' in after


@pytest.mark.parametrize("book", ["", '<calcPr calcId="1" fullCalcOnLoad="0"/>', "<definedNames/>"])
def test_a_workbook_may_be_told_to_compute_everything_anew(book: str) -> None:
    before = grid('<row r="1"/>', book=book)
    after = part(filled_in(before, {}, recalculate=True), "xl/workbook.xml")
    assert after.count("calcPr") == 1
    assert after.count('fullCalcOnLoad="1"') == 1
    assert 'fullCalcOnLoad="0"' not in after
    assert read_grid(filled_in(before, {}, recalculate=True), "a.xlsx").sheets


def test_formulas_follow_each_other_and_a_ring_is_left_to_excel() -> None:
    before = grid(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>C1*2</f><v>4</v></c><c r="C1"><f>A1+1</f><v>2</v></c>'
        '<c r="D1"><f>E1+A1</f><v>0</v></c><c r="E1"><f>D1</f><v>0</v></c><c r="F1"><f>TODAY()</f><v>5</v></c></row>'
    )
    again = recalculated(before, {"A": {(1, 0): Written(5)}})
    assert again.grid.value("A", (1, 1)) == 12
    assert again.left == (("A", (1, 3)), ("A", (1, 4)))
    assert set(again.values["A"]) == {(1, 1), (1, 2), (1, 3), (1, 4)}


def test_a_long_chain_of_formulas_is_no_matter() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f>A{n - 1}+1</f><v>0</v></c></row>' for n in range(2, 3_000))
    before = grid('<row r="1"><c r="A1"><v>1</v></c></row>' + rows)
    assert recalculated(before, {"A": {(1, 0): Written(10)}}).grid.value("A", (2_999, 0)) == 3_008


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="B1"/><c r="A1"/></row>',
        '<row r="2"/><row r="1"/>',
        '<row r="1"><c r="A2"/></row>',
        '<row r="1"><c r="A1"><v>nan</v></c></row>',
        '<row r="9999999"/>',
        '<row r="1"><c r="A1"><f t="shared" si="3"/></c></row>',
        "<row",
    ],
)
def test_what_no_program_writes_is_refused(rows: str) -> None:
    with pytest.raises(WorkbookRejected, match="broken"):
        grid(rows)


def test_a_bomb_and_another_kind_are_refused_with_the_way_out(tmp_path: Path) -> None:
    bomb = workbook('<!DOCTYPE a [<!ENTITY b "c">]>' + sheet(""))
    with pytest.raises(WorkbookRejected, match="suspicious"):
        read_grid(bomb, "a.xlsx")
    table = tmp_path / "a.csv"
    table.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(WorkbookRejected, match="only_xlsx") as refused:
        read_grid_file(table)
    assert ".xlsx" in refused.value.text
