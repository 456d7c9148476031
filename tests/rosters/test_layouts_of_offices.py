"""Layouts that offices print: subtotals, signatures, two lists side by side, workplaces merged over ten rows."""

from collections.abc import Callable

import pytest

from desktop_app.centre import Centre
from desktop_app.rosters.checking import RosterRow
from desktop_app.rosters.preview import preview_roster
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.reading import read_table
from desktop_app.spreadsheets.records import Cell, MergedRange, Sheet, SheetRow, Workbook
from tests.rosters.conftest import Preview, workbook

NAMES = ["Karimova Dilnoza Rustam qizi", "Saidova Lola Anvarovna", "Olimov Anvar Botirovich"]
HEADER: list[Cell] = ["№", "F.I.Sh.", "Ish joyi", "Tuman", "Lavozimi"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["Chirchiq shahri jami", None, None, 1], "total_row"),
        (["Chirchiq shahri boʻyicha jami:", None, None, None, 12], "total_row"),
        ([None, "Jami 12 nafar"], "total_row"),
        ([None, "Жами:", None, None, 25], "total_row"),
        ([1, 2, 3, 4, 5], "column_numbers"),
        (HEADER, "repeated_header"),
        (["M.Oʻ.", None, "Direktor: ________"], "signature_row"),
        ([None, "M.Oʻ."], "signature_row"),
        (["Maktab direktori", "A.Karimov"], "signature_row"),
        ([None, "Rahbar:", "________", "(imzo)"], "signature_row"),
        (["«___» ________ 2026-yil"], "signature_row"),
    ],
)
def test_what_stands_between_people_is_nobody(preview: Preview, cells: list[Cell], code: str) -> None:
    people: list[list[Cell]] = [[number, name, "7-maktab", "Angren", "Psixolog"] for number, name in enumerate(NAMES)]
    found = preview([HEADER, people[0], cells, *people[1:]])
    assert {one.value for one in found.row(3).codes} == {code}
    assert [row.state for row in found.rows] == [RowState.READY, RowState.IGNORED, RowState.READY, RowState.READY]


def test_a_workplace_merged_over_its_people_is_everybodys(centre: Centre) -> None:
    rows: list[list[Cell]] = [HEADER, *([number, name, None, None, "Psixolog"] for number, name in enumerate(NAMES, 1))]
    rows[1][2:4] = ["7-maktab", "Angren shahri"]
    rows[1][4] = None
    merged = (MergedRange(2, 2, 3, 2), MergedRange(2, 3, 4, 3), MergedRange(2, 1, 4, 1))
    sheet = Sheet("A", tuple(SheetRow(number, tuple(cells)) for number, cells in enumerate(rows, 1)), merged=merged)
    book = Workbook("royxat.xlsx", "f" * 64, "xlsx", (sheet,))
    found = centre.read(preview_roster, workbook=book, cohort_id=None)
    told = [(row.person.full_name, row.person.workplace, row.person.district_code) for row in found.rows if row.person]
    assert told == [(NAMES[0], "7-maktab", "1727407"), (NAMES[1], "7-maktab", "1727407"), (NAMES[2], "", "1727407")]


def test_a_second_list_beside_the_first_is_told() -> None:
    header: list[Cell] = ["№", "F.I.Sh.", "Lavozimi"]
    table = read_table(workbook([[*header, None, *header], [1, NAMES[0], "Psixolog", None, 2, NAMES[1], "Metodist"]]))
    assert [reason.text for reason in table.reasons if reason.is_warning]
    assert table.unknown_columns == tuple(header)
    alone = read_table(workbook([header, [1, NAMES[0], "Psixolog"]]))
    assert not [reason for reason in alone.reasons if reason.is_warning]


@pytest.mark.parametrize(
    ("cells", "state", "name"),
    [
        (["Karimova", "Saidova", None], RowState.ASK, ("Karimova", "Saidova", "")),
        (["Karimova", "D.", "R."], RowState.ASK, ("Karimova", "D.", "R.")),
        (["Karimova", None, None], RowState.REJECTED, None),
        (["Karimova", "Dilnoza", None], RowState.READY, ("Karimova", "Dilnoza", "")),
        (["Karimova", "Dilnoza Rustam qizi", None], RowState.READY, ("Karimova", "Dilnoza", "Rustam qizi")),
        (["Karimova Dilnoza", "Rustam qizi", None], RowState.ASK, ("Karimova Dilnoza", "Rustam qizi", "")),
        (["Kаrimova", "Dilnoza", "Rustam qizi"], RowState.ASK, ("Karimova", "Dilnoza", "Rustam qizi")),
    ],
)
def test_a_name_of_three_cells_is_asked_about_where_it_was_guessed(
    preview: Preview, cells: list[Cell], state: RowState, name: tuple[str, ...] | None
) -> None:
    plain = [[f"{letter}olimova", "Zilola", "Botirovna"] for letter in "BDGK"]
    *_, row = preview([["Familiya", "Ism", "Sharif"], *plain, cells]).rows
    assert row.state is state
    assert (row.person and tuple(vars(row.person.name).values())) == name


@pytest.mark.parametrize(
    ("text", "state"),
    [
        *((text, RowState.READY) for text in ("7/11/90", "1990-11-07", "7 noyabr 1990", "1990 yil 7 noyabr")),
        *((text, RowState.READY) for text in ("7 ноября 1990 г.", "07-11-1990", "7-noyabr 1990-yil")),
        ("33184", RowState.ASK),
    ],
)
def test_a_birth_date_is_read_in_every_style(only_row: Callable[..., RosterRow], text: str, state: RowState) -> None:
    row = only_row(**{"Дата рождения": text})
    assert row.person is not None
    assert (str(row.person.birth_date), row.state) == ("1990-11-07", state)


@pytest.mark.parametrize("name", ["😀 Karimova 🎉 Dilnoza", "Karimova Dilnoza😀 Rustam qizi", "Karimova " * 8_000])
def test_pictures_and_novels_are_no_names(only_row: Callable[..., RosterRow], name: str) -> None:
    row = only_row(**{"Ф.И.О.": name})
    assert {one.value for one in row.codes} == {"name_unreadable"}
    assert len(row.problems[0].text) < 300
