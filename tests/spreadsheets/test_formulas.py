"""Formulas give what Excel gives, or are left to Excel."""

from collections.abc import Mapping, Sequence

import pytest

from desktop_app.spreadsheets.formulas import Area, NotComputed, areas_of, computed, may_name_anything
from desktop_app.spreadsheets.grid_records import GridValue, Place
from desktop_app.spreadsheets.records import CellError

# A1:A4 are 10, 20, a word and nothing; B1 is 0, B2 an error, B3 a truth, B4 2.5.
CELLS: Mapping[Place, GridValue] = {
    (1, 0): 10,
    (2, 0): 20,
    (3, 0): "x",
    (1, 1): 0,
    (2, 1): CellError("#N/A"),
    (3, 1): True,
    (4, 1): 2.5,
}


def read(area: Area) -> Sequence[GridValue]:
    rows, columns = range(area.first[0], area.last[0] + 1), range(area.first[1], area.last[1] + 1)
    return [CELLS.get((row, column)) for row in rows for column in columns]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:A4)", 30),
        ("sum(A1,A2,5)", 35),
        ("A1+A2*2", 50),
        ("-A1^2", 100),
        ("2^3^2", 64),
        ("A1/A2", 0.5),
        ("A1/B1", CellError("#DIV/0!")),
        ("A1/A4", CellError("#DIV/0!")),
        ("A1+A3", CellError("#VALUE!")),
        ("SUM(A1:B2)", CellError("#N/A")),
        ('IF(B1=0,"",A1/B1)', ""),
        ("IF(A2>=A1,A1/A2*100,0)", 50),
        ("IFERROR(A1/B1,0)", 0),
        ("A1%", 0.1),
        ("50%*A2", 10),
        ("ROUND(2.5,0)", 3),
        ("ROUND(-2.5,0)", -3),
        ("ROUND(1.005*100,0)", 101),
        ("AVERAGE(A1:A4)", 15),
        ("AVERAGE(A4)", CellError("#DIV/0!")),
        ("MIN(A1:A2)+MAX(A1:A2)", 30),
        ("COUNT(A1:B4)", 4),
        ("COUNTA(A1:A4)", 3),
        ("ABS(A1-A2)", 10),
        ("$A$1+Sheet2!B4", 12.5),
        ("'Oylik hisobot'!A1", 10),
        ("A4", 0),
        ("A3", "x"),
        ('A3="X"', True),
        ('A4=""', True),
        ("B3+1", 2),
        ("AND(A1>0,A2>0)", True),
        ("OR(A1>A2,B3)", True),
        ("(A1+A2)/2-1", 14),
        ("1E3", 1000),
        ("SUM( A1 : A2 )", 30),
    ],
)
def test_what_is_computed_is_what_excel_gives(formula: str, value: object) -> None:
    assert computed(formula, read) == value


@pytest.mark.parametrize(
    "formula",
    [
        "VLOOKUP(A1,A1:B4,2)",
        "SUM(Reja)",
        "SUM(A:A)",
        "INDIRECT(A3)",
        "[1]Sheet!A1",
        "A1&A2",
        '"5"+1',
        "A1:A2",
        "TODAY()",
        "SUMIF(A1:A4,10)",
        "{1,2}",
        "",
        "A1+",
        "(" * 60 + "1" + ")" * 60,
        "-" * 500 + "1",
        "1+" * 2_000 + "1",
    ],
)
def test_what_is_not_sure_is_left_to_excel(formula: str) -> None:
    with pytest.raises(NotComputed):
        computed(formula, read)


def test_cells_are_named_however_the_formula_is_written() -> None:
    assert list(areas_of("VLOOKUP(\"A9\",'Bir ikki'!$B$2:C3,D4)")) == [
        Area("Bir ikki", (2, 1), (3, 2)),
        Area("", (4, 3), (4, 3)),
    ]
    assert not may_name_anything("SUM(A1:B2)*LOG10(C3)")
    assert may_name_anything("SUM(Reja)")
    assert may_name_anything("SUM(A:A)")
    assert may_name_anything("SUM(INDIRECT(A1))")
