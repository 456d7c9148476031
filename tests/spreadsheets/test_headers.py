"""Finding the table: six real layouts, and the ways in which headers are typed."""

from pathlib import Path

import pytest

from desktop_app.spreadsheets.headers import TableProposal, propose_sheet, propose_table
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Cell, MergedRange, Sheet, SheetRow, Workbook
from desktop_app.spreadsheets.value_looks import PERSON_VALUE_CHECKS
from desktop_app.spreadsheets.vocabulary import load_vocabulary

SAMPLES = Path(__file__).parents[1] / "samples" / "rosters"
NAMES = ("ISLOMOVA DILBAR ZAFAROVNA", "Каримов Анвар Ботир ўғли", "YOʻLDOSHEV VOHID")
Row = tuple[Cell, ...]


def sheet_of(*rows: Row, name: str = "Лист1", hidden: bool = False, merged: tuple[MergedRange, ...] = ()) -> Sheet:
    filled = [SheetRow(number, row) for number, row in enumerate(rows, 1) if row]
    return Sheet(name, tuple(filled), hidden, merged)


def table(sheet: Sheet) -> TableProposal:
    proposal = propose_table(sheet, load_vocabulary("roster_columns"), value_checks=PERSON_VALUE_CHECKS)
    assert proposal is not None
    return proposal


def tables(workbook: Workbook) -> tuple[TableProposal, ...]:
    return propose_sheet(workbook, load_vocabulary("roster_columns"), value_checks=PERSON_VALUE_CHECKS)


def headers(proposal: TableProposal) -> dict[str, str]:
    return {field: column.header for field, column in proposal.columns.items()}


def fields(*header: str, values: Row = ()) -> dict[int, str]:
    """The field found for each column of a sheet with this header and one row of values."""
    found = table(sheet_of(header, values)).columns
    return {column.index: field for field, column in found.items()}


@pytest.mark.parametrize(
    ("file", "sheet", "header_row", "people", "expected"),
    [
        (
            "02_pinfl_number_float_spaced_dates_7_formats.xlsx",
            "Sheet",
            1,
            40,
            ["number", "full_name", "jshshir", "document", "birth_date", "phone"],
        ),
        (
            "03_cp1251_semicolon.csv",
            "03_cp1251_semicolon",
            1,
            40,
            ["number", "full_name", "birth_date", "jshshir", "position", "subject"],
        ),
        (
            "15_sheet_per_district_summary_formulas_empty_sheet.xlsx",
            "Shofirkon t.",
            1,
            30,
            ["number", "full_name", "birth_year", "position"],
        ),
        (
            "handmade_pedagok_header_row1.xlsx",
            "Лист1",
            1,
            157,
            ["number", "workplace", "full_name", "category", "subject"],
        ),
        (
            "handmade_xodimlar_6cols_header_row6.xlsx",
            "Лист1",
            6,
            117,
            ["number", "full_name", "birth_date", "phone", "position", "subject"],
        ),
    ],
)
def test_the_columns_of_a_real_roster_are_recognised(
    file: str, sheet: str, header_row: int, people: int, expected: list[str]
) -> None:
    found = tables(read_workbook(SAMPLES / file))[0]
    assert (found.sheet.name, found.header_row, len(found.rows)) == (sheet, header_row, people)
    assert [field for field, _ in sorted(found.columns.items(), key=lambda item: item[1].index)] == expected
    assert found.unknown_columns == ()
    assert found.confidence > 0.9


@pytest.mark.parametrize("dialect", [f"dialect{number}" for number in range(1, 6)])
def test_five_dialects_of_one_header_mean_the_same(dialect: str) -> None:
    workbook = read_workbook(SAMPLES / "17_six_header_dialects.xlsx")
    found = next(proposal for proposal in tables(workbook) if proposal.sheet.name == dialect)
    assert {field: column.index for field, column in found.columns.items()} == {
        "number": 0,
        "full_name": 1,
        "birth_date": 2,
        "jshshir": 3,
        "document": 4,
        "workplace": 5,
        "position": 6,
        "subject": 7,
        "category": 8,
        "phone": 9,
    }


def test_a_name_in_three_columns_is_recognised() -> None:
    workbook = read_workbook(SAMPLES / "17_six_header_dialects.xlsx")
    found = next(proposal for proposal in tables(workbook) if proposal.sheet.name == "dialect6")
    assert headers(found) == {
        "number": "№ п/п",
        "surname": "Фамилия",
        "given_name": "Имя",
        "patronymic": "Отчество",
        "birth_year": "Год рожд.",
        "jshshir": "ПИНФЛ (14 цифр)",
        "workplace": "Школа №",
        "subject": "Предмет",
        "category": "Кв. категория",
        "phone": "моб.тел.",
    }


def test_the_sheet_of_totals_comes_after_the_sheets_of_people() -> None:
    workbook = read_workbook(SAMPLES / "15_sheet_per_district_summary_formulas_empty_sheet.xlsx")
    assert [proposal.sheet.name for proposal in tables(workbook)][-1] == "Jami"


def test_a_hidden_sheet_comes_last_however_good_it_is() -> None:
    people = [("F.I.Sh.", "Lavozimi"), *((name, "oʻqituvchi") for name in NAMES)]
    workbook = Workbook(
        "a.xlsx", "", "xlsx", (sheet_of(*people, name="old", hidden=True), sheet_of(*people, name="new"))
    )
    assert [proposal.sheet.name for proposal in tables(workbook)] == ["new", "old"]


def test_titles_and_blank_rows_above_the_header_are_passed_over() -> None:
    found = table(
        sheet_of(
            ("Buxoro tumani maktablari oʻqituvchilari roʻyxati",),
            ("2024-yil dekabr holatiga",),
            (),
            ("T/r", "F.I.Sh.", "Lavozimi"),
            *((number, name, "oʻqituvchi") for number, name in enumerate(NAMES, 1)),
        )
    )
    assert (found.header_row, len(found.rows)) == (4, 3)


def test_a_header_of_two_rows_with_merged_cells_is_one_header() -> None:
    found = table(
        sheet_of(
            ("T/r", "F.I.Sh.", "Pasport", None, "Tugʻilgan", None),
            (None, None, "seriyasi va raqami", "berilgan joyi", "sanasi", "joyi"),
            (1, NAMES[0], "AA1234567", "Buxoro IIB", "03.10.2002", "Buxoro"),
            merged=(MergedRange(1, 2, 1, 3), MergedRange(1, 4, 1, 5)),
        )
    )
    assert (found.header_row, found.last_header_row, len(found.rows)) == (1, 2, 1)
    assert {field: column.index for field, column in found.columns.items()} == {
        "number": 0,
        "full_name": 1,
        "document": 2,
        "birth_date": 4,
    }


def test_a_row_of_people_is_never_taken_for_a_second_header_row() -> None:
    found = table(sheet_of(("F.I.Sh.", "Joy", "Lavozimi"), (NAMES[0], "Maktab", "Fan"), (NAMES[1], "a", "b")))
    assert (found.last_header_row, len(found.rows)) == (1, 2)


def test_the_row_that_numbers_the_columns_is_no_person() -> None:
    found = table(sheet_of(("T/r", "F.I.Sh.", "Fan"), (1, 2, 3), (1, NAMES[0], "Kimyo")))
    assert (found.header_row, found.last_header_row, len(found.rows)) == (1, 2, 1)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("lavozm", "position"),
        ("Лавозми", "position"),
        ("mutaxasislgi", "subject"),
        ("pedagokning ismi familiyasi", "full_name"),
        ("Ф.И.О. / Full name", "full_name"),
        ("JSHSHIR\n(14 xonali raqam)", "jshshir"),
        ("Oʼqitish tili", "language"),
        ("TUMAN (SHAHAR)", "district"),
        ("Imzo", "ignore"),
    ],
)
def test_a_header_is_known_however_it_is_spelt(header: str, field: str) -> None:
    assert fields("№", header)[1] == field


def test_values_decide_what_a_full_name_is_the_name_of() -> None:
    people = fields("№", "Полное наименование", "Должность", values=(1, NAMES[0], "учитель"))
    schools = fields("№", "Полное наименование", "Ф.И.О.", values=(1, "99-сонли мактаб", NAMES[0]))
    assert people[1] == "full_name"
    assert (schools[1], schools[2]) == ("workplace", "full_name")


def test_values_decide_between_a_year_and_a_date_of_birth() -> None:
    assert fields("F.I.Sh.", "Tugʻilgan yili", values=(NAMES[0], 1987))[1] == "birth_year"
    assert fields("F.I.Sh.", "Tugʻilgan yili", values=(NAMES[0], "03.10.1987"))[1] == "birth_date"


def test_telling_values_name_a_column_under_an_unknown_header() -> None:
    found = fields("F.I.Sh.", "Lavozimi", "Kod", "Boshqa", values=(NAMES[0], "a", "3120 3852 3100 42", "x"))
    assert found == {0: "full_name", 1: "position", 2: "jshshir"}


def test_a_known_header_over_wrong_values_is_still_that_column() -> None:
    assert fields("F.I.Sh.", "JShShIR", values=(NAMES[0], "312038523100"))[1] == "jshshir"


def test_unknown_columns_are_shown_and_not_dropped() -> None:
    found = table(sheet_of(("F.I.Sh.", "Lavozimi", "Poyabzal oʻlchami"), (NAMES[0], "a", 42)))
    assert [(column.index, column.header) for column in found.unknown_columns] == [(2, "Poyabzal oʻlchami")]


def test_the_second_of_two_like_columns_is_unknown() -> None:
    found = table(sheet_of(("F.I.Sh.", "Telefon", "Telefon"), (NAMES[0], "901234567", "911234567")))
    assert found.columns["phone"].index == 1
    assert [column.index for column in found.unknown_columns] == [2]


@pytest.mark.parametrize("rows", [[], [("a", "b"), ("c", "d")], [(1, 2, 3)], [(NAMES[0], 5)]])
def test_a_sheet_without_a_header_has_no_table(rows: list[Row]) -> None:
    vocabulary = load_vocabulary("roster_columns")
    assert propose_table(sheet_of(*rows), vocabulary, value_checks=PERSON_VALUE_CHECKS) is None


def test_a_list_of_names_alone_is_a_table() -> None:
    found = table(sheet_of(("F.I.Sh.",), *((name,) for name in NAMES)))
    assert found.has_key_fields
    assert len(found.rows) == 3


def test_every_phrase_of_the_roster_vocabulary_leads_back_to_its_field() -> None:
    vocabulary = load_vocabulary("roster_columns")
    assert all(phrase.joined for phrase in vocabulary.phrases)
    shared = {"polnoenaimenovanie", "tugilganyili", "godrojdeniya"}
    owners: dict[str, set[str]] = {}
    for phrase in vocabulary.phrases:
        owners.setdefault(phrase.joined, set()).add(phrase.field)
    assert {joined for joined, fields in owners.items() if len(fields) > 1} <= shared
