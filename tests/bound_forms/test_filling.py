"""Filling a ministry's workbook: the right figures in the right cells, and nothing else of the file changed."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop_app.bound_forms.filling import fill
from desktop_app.bound_forms.model import Bindings, Block, BoundCell, Line, Part
from desktop_app.bound_forms.records import Filled, WhyUnbound
from desktop_app.bound_forms.service import propose
from desktop_app.centre import Centre
from desktop_app.indicators.model import Span
from desktop_app.indicators.service import figures
from desktop_app.plan.population import period_of
from desktop_app.reference.service import change_profile, profile
from desktop_app.spreadsheets.grid import read_grid
from desktop_app.spreadsheets.grid_records import Grid
from tests.bound_forms.wild_forms import unzipped

OCTOBER = {"year": 2026, "month": 10}
SHEET = "Жадвал"
# Openings, contents and ends of cells, whatever their prefix.
_CELLS = re.compile(rb"<(?:x:)?c r=[^>]*?(?:/>|>.*?</(?:x:)?c>)", re.DOTALL)
WILD = ("districts", "prefixed", "regions", "months", "indicators", "subjects", "chart", "channels", "growth")


def filled(centre: Centre, grid: Grid, bindings: Bindings | None = None) -> Filled:
    bindings = bindings or centre.read(propose, grid=grid)
    return centre.read(fill, grid=grid, bindings=bindings, **OCTOBER)


def values(content: bytes, sheet: str = SHEET) -> dict[str, object]:
    found = read_grid(content, "filled.xlsx").sheet(sheet)
    assert found is not None
    return {f"{chr(65 + column)}{row}": cell.value for (row, column), cell in found.cells.items()}


def _assert_figures_of_their_keys(year: Centre, made: Filled, now: Grid) -> None:
    period = year.read(lambda unit: period_of(2026, 10, today=unit.today))
    cells = [cell for cell in made.filled if cell.key is not None and not cell.months_back]
    counted = year.read(figures, [cell.key for cell in cells if cell.key], period)
    assert [cell.value for cell in cells] == counted
    for cell in made.filled:
        sheet = now.sheet(cell.sheet)
        assert sheet is not None
        assert sheet.cells[cell.place].value == cell.value


def test_a_row_that_nobody_understood_gets_no_figure_and_is_named(year: Centre, wild: Callable[[str], Grid]) -> None:
    """By its columns alone it would get the figures of the whole centre."""
    grid = wild("districts")
    bindings = year.read(propose, grid=grid)
    (block, *others) = bindings.blocks
    misspelt = next(line for line in block.rows if line.part.filters)
    rows = tuple(replace(line, part=Part()) if line == misspelt else line for line in block.rows)
    made = filled(year, grid, replace(bindings, blocks=(replace(block, rows=rows), *others)))
    assert made.filled
    assert misspelt.at not in {cell.place[0] for cell in made.filled if cell.key is not None}
    (told,) = (one for one in made.unbound if one.first[0] == misspelt.at)
    assert (told.words, told.why) == (misspelt.words, WhyUnbound.NOT_KNOWN)


@pytest.mark.parametrize("name", WILD)
def test_bound_cells_get_their_figures_and_nothing_else_changes(
    year: Centre, wild: Callable[[str], Grid], name: str
) -> None:
    grid = wild(name)
    made = filled(year, grid)
    before, after = unzipped(grid.content), unzipped(made.content)
    assert list(before) == list(after)
    sheets = {sheet.part: sheet for sheet in grid.sheets}
    assert {part for part in before if before[part] != after[part]} <= {*sheets, "xl/workbook.xml"}
    now = read_grid(made.content, "filled.xlsx")
    for part, sheet in sheets.items():
        assert _CELLS.sub(b"", before[part]) == _CELLS.sub(b"", after[part])
        written = {cell.place for cell in made.filled if cell.sheet == sheet.name}
        again = next(one for one in now.sheets if one.name == sheet.name)
        assert again.cells.keys() - sheet.cells.keys() <= written
        for place, cell in sheet.cells.items():
            new = again.cells[place]
            assert new.style == cell.style
            if cell.formula_at is not None:
                assert new.formula == cell.formula
            elif place not in written:
                assert new.value == cell.value or new.value is None
    assert made.filled or made.findings
    _assert_figures_of_their_keys(year, made, now)


def test_the_formulas_of_the_form_keep_their_right_values(year: Centre, wild: Callable[[str], Grid]) -> None:
    made = filled(year, wild("districts"))
    cells = values(made.content)
    last = max(int(cell[1:]) for cell in cells if cell.startswith("G") and int(cell[1:]) < 40)
    assert cells[f"D{last}"] == sum(cells[f"D{row}"] or 0 for row in range(9, last))
    assert cells[f"H{last}"] == cells[f"D{last}"] - cells[f"C{last}"]
    assert cells["A3"] == "2026 йил октябрь ойи бўйича МАЪЛУМОТ"


def test_a_formula_that_only_excel_computes_is_left_empty_and_said(year: Centre, wild: Callable[[str], Grid]) -> None:
    made = filled(year, wild("chart"))
    cells = values(made.content, "Xulosa")
    assert cells["B4"] == cells["B1"] * 2 > 0
    assert cells["B2"] is None
    assert cells["B3"] is None
    assert any(finding.rule == "FORM" and "Xulosa!B2" in finding.said for finding in made.findings)
    assert b'fullCalcOnLoad="1"' in unzipped(made.content)["xl/workbook.xml"]


def test_only_the_line_of_our_own_region_is_ours(year: Centre, wild: Callable[[str], Grid]) -> None:
    made = filled(year, wild("regions"))
    own = {cell.place[0] for cell in made.filled if cell.key is not None}
    assert len(own) == 1
    total = next(cell for cell in made.filled if cell.formula.startswith("SUM(D"))
    assert total.value == values(made.content)[f"D{own.pop()}"]


def test_months_to_come_and_crossed_out_cells_stay_as_they_are(year: Centre, wild: Callable[[str], Grid]) -> None:
    made = filled(year, wild("months"))
    assert values(made.content)["M3"] is None
    assert values(filled(year, wild("growth")).content)["C4"] == "х"


def test_last_months_numbers_do_not_outlive_it(year: Centre, wild: Callable[[str], Grid]) -> None:
    assert 777 not in values(filled(year, wild("channels")).content).values()


def test_groups_under_a_heading_are_counted_within_it(year: Centre, wild: Callable[[str], Grid]) -> None:
    made = filled(year, wild("channels"))
    keys = {cell.cell: cell.key.filters for cell in made.filled if cell.key and cell.key.indicator == "completed"}
    assert {"channel": ("PMM",), "staff_group": ("PEDAGOG",)} in keys.values()


def _by_district(grid: Grid, *codes: str) -> Bindings:
    rows = [Line(9 + place, code, Part(filters={"district": (code,)})) for place, code in enumerate(codes)]
    total = Line(9 + len(codes), "Жами", Part(is_total=True))
    column = Line(8, "Изоҳ", Part("completed", Span.YEAR))
    return Bindings((Block(grid.sheets[0].name, 1, (*rows, total), (column,)),))


def test_a_total_is_a_sum_where_the_rows_make_it_up(year: Centre, wild: Callable[[str], Grid]) -> None:
    grid = wild("districts")
    bindings = _by_district(grid, "1727206", "1727212", "UNKNOWN", "1703202")
    total = next(cell for cell in filled(year, grid, bindings).filled if cell.cell == "I13")
    assert (total.formula, total.value) == ("SUM(I9:I12)", 7)


def test_a_total_that_the_rows_do_not_make_up_is_the_figure_and_an_error(
    year: Centre, wild: Callable[[str], Grid]
) -> None:
    grid = wild("districts")
    made = filled(year, grid, _by_district(grid, "1727206", "1727212"))
    total = next(cell for cell in made.filled if cell.cell == "I11")
    assert (total.formula, total.value) == ("", 7)
    assert [(one.rule, one.true) for one in made.findings if one.severity == "error"] == [("SUM", "7")]


def test_words_never_become_a_formula(year: Centre, wild: Callable[[str], Grid]) -> None:
    own = year.read(profile)
    year.write(change_profile, replace(own, name='=HYPERLINK("http://x","y")'), version=own.version)
    grid = wild("indicators")
    bindings = Bindings(cells=(BoundCell(SHEET, (2, 1), "", text="{centre}", language="uz_Latn"),))
    content = filled(year, grid, bindings).content
    sheet = read_grid(content, "x.xlsx").sheets[0]
    assert sheet.cells[2, 1].value == '=HYPERLINK("http://x","y")'
    assert sheet.cells[2, 1].formula_at is None


def test_a_figure_that_is_not_divided_so_is_unbound_not_wrong(year: Centre, wild: Callable[[str], Grid]) -> None:
    grid = wild("indicators")
    cell = BoundCell(SHEET, (4, 2), "", Part("completed", filters={"series": ("A",)}))
    made = filled(year, grid, Bindings(cells=(cell,)))
    assert not made.filled
    assert [one.why for one in made.unbound] == [WhyUnbound.NOT_COUNTED_SO]


def test_no_figure_is_written_over_words(year: Centre, wild: Callable[[str], Grid]) -> None:
    grid = wild("districts")
    bindings = year.read(propose, grid=grid)
    (block, *_others) = bindings.blocks
    sheet = grid.sheet(block.sheet)
    assert sheet is not None
    words = {place for place, cell in sheet.cells.items() if isinstance(cell.value, str) and cell.value.strip()}
    columns = {line.at for line in block.columns}
    above = max(row for row, column in words if row < block.rows[0].at and column in columns)
    header = Line(above, "", Part(indicator="called", span=Span.YEAR))
    made = filled(year, grid, Bindings((Block(block.sheet, block.label, (header,), block.columns),)))
    assert not {cell.place for cell in made.filled if cell.key is not None} & words
