"""What is found in tables: nothing in right ones of many builds, and every altered figure of those that are summed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest

from desktop_app.inspection.layout import GridRow, cell_of, tables_of
from desktop_app.inspection.model import Document, Finding
from desktop_app.inspection.service import inspect
from desktop_app.spreadsheets.records import Cell, MergedRange
from tests.inspection import right_tables
from tests.inspection.right_tables import REGIONS, RIGHT, Rows

TODAY = date(2026, 11, 22)
# What stands over the two-level header's groups.
MERGED = {right_tables.two_level_header: [MergedRange(1, column, 1, column + 1) for column in (2, 4, 6)]}
SUMMED = (
    right_tables.plan_and_actual,
    right_tables.several_levels,
    right_tables.subtotals,
    right_tables.split_by_sex,
    right_tables.two_level_header,
    right_tables.way_of_people,
)


def found(rows: Sequence[Sequence[Cell]], *, merged: Sequence[MergedRange] = (), name: str = "Varaq") -> list[Finding]:
    grid = [GridRow(number, tuple(map(cell_of, row))) for number, row in enumerate(rows, 1)]
    return inspect(Document(tuple(tables_of(name, grid, merged))), today=TODAY)


def told(rows: Sequence[Sequence[Cell]]) -> list[tuple[str, str, str, str]]:
    return [(each.rule, each.place, each.said, each.true) for each in found(rows)]


def altered(rows: Rows) -> Iterator[tuple[Rows, tuple[int, int]]]:
    """The table with one whole figure at a time made one greater; the column of numbers is left alone."""
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if column > 0 and type(value) is int:
                changed = [list(each) for each in rows]
                changed[at][column] = value + 1
                yield changed, (at, column)


@pytest.mark.parametrize("build", RIGHT, ids=lambda build: build.__name__)
def test_a_right_table_raises_no_alarm(build: Callable[[], Rows]) -> None:
    assert found(build(), merged=MERGED.get(build, ())) == []


@pytest.mark.parametrize("build", SUMMED, ids=lambda build: build.__name__)
def test_one_altered_figure_never_stays_hidden(build: Callable[[], Rows]) -> None:
    missed = [place for rows, place in altered(build()) if not found(rows, merged=MERGED.get(build, ()))]
    assert missed == []


def test_two_tables_on_a_sheet_are_summed_apart() -> None:
    rows: list[list[Cell]] = [[] for _ in range(10)]
    for number, cells in right_tables.two_tables():
        rows[number - 1] = cells
    assert found([row or [None] for row in rows]) == []


def test_a_wrong_total_is_told_with_its_place_and_what_is_true() -> None:
    rows: Rows = [["Tuman", "Soni"], ["Olot", 20], ["Kogon", 31], ["Peshku", 12], ["Jami", 65]]
    assert told(rows) == [("SUM", "Varaq!B5", "65", "63")]


def test_a_percentage_of_another_base_is_told_among_right_ones() -> None:
    rows: Rows = [
        ["Kanal", "Reja", "Amalda", "%"],
        ["Rahbarlar", 9729, 6553, 109.2],
        ["Markazlar", 2911, 2989, 102.7],
        ["Platforma", 750, 1807, 240.9],
        ["Boshqalar", 1225, 89, 7.3],
    ]
    assert told(rows) == [("PCT", "Varaq!D2", "109,2%", "67,4%")]


def test_a_full_percentage_of_an_unmet_plan_is_told() -> None:
    rows: Rows = [
        ["Kanal", "Reja", "Amalda", "%"],
        ["A", 100, 90, 90.0],
        ["B", 400, 300, 75.0],
        ["C", 9000, 8999, 100.0],
    ]
    assert told(rows) == [("ROUND", "Varaq!D4", "100%", "99,98%")]


def test_regions_missing_or_out_of_order_are_told_but_a_ranking_is_not() -> None:
    rows: Rows = [["Hudud", "Soni"], *[[name, 40 + 7 * at % 11] for at, name in enumerate(REGIONS)]]
    swapped = [*rows[:3], rows[4], rows[3], *rows[5:]]
    assert [each[0] for each in told(rows[:-2])] == ["LISTPOP"]
    assert [each[0] for each in told(swapped)] == ["LISTPOP"]
    ranked = [rows[0], *sorted(rows[1:], key=lambda row: -int(str(row[1])))]
    assert told(ranked) == []


def test_more_certificates_than_finished_and_more_who_came_than_were_called() -> None:
    rows: Rows = [
        ["Tuman", "Chaqirilgan", "Kelgan", "Tamomlagan", "Sertifikat olgan"],
        ["Olot", 30, 31, 28, 28],
        ["Kogon", 26, 26, 25, 24],
        ["Peshku", 28, 27, 25, 26],
        ["Qorakoʻl", 29, 28, 28, 28],
    ]
    assert [(rule, place) for rule, place, *_ in told(rows)] == [("FLOW", "Varaq!C2"), ("FLOW", "Varaq!E4")]


def test_an_end_before_the_start_and_hours_that_do_not_fit() -> None:
    rows: Rows = [
        ["Kurs", "Boshlanishi", "Tugashi", "Soat"],
        ["Matematika", date(2024, 3, 11), date(2024, 3, 2), 36],
        ["Fizika", date(2024, 12, 3), date(2024, 12, 5), 36],
    ]
    assert [(rule, place) for rule, place, *_ in told(rows)] == [("DATE", "Varaq!C2"), ("HOURS", "Varaq!D3")]


def test_a_group_too_large_and_a_person_twice() -> None:
    groups: Rows = [["Guruh", "Tinglovchilar soni"], ["24-01", 28], ["24-02", 41]]
    assert told(groups) == [("CAP", "Varaq!B3", "41", "")]
    people: Rows = [["T/r", "F.I.Sh.", "Ish joyi"]]
    people += [
        [at, f"Karimova {name} Anvar qizi", "12-maktab"] for at, name in enumerate(["Dilnoza", "Zuhra", "Oysha"], 1)
    ]
    people += [[4, "Aliyev Bobur Rustamovich", "3-maktab"], [5, "Salimov Umid Rustamovich", "3-maktab"]]
    people += [[6, "Каримова Зуҳра Анвар қизи", "12-maktab"]]
    assert [(rule, place) for rule, place, *_ in told(people)] == [("DISJOINT", "Varaq!B7")]


def test_the_same_figure_everywhere_and_a_blank_where_people_were_planned() -> None:
    copied: Rows = [["Hudud", "Oʻqitildi"], *[[f"Tuman {letter}", 150] for letter in "ABCDE"]]
    assert [rule for rule, *_ in told(copied)] == ["COPY"]
    blank: Rows = [["Hudud", "Reja", "Amalda"], ["A", 40, 38], ["B", 35, None], ["C", 20, 19], ["D", 18, 21]]
    assert told(blank) == [("EMPTY", "Varaq!C3", "–", "")]


def test_a_gap_in_the_numbers_of_the_rows() -> None:
    rows: Rows = [
        ["T/r", "Nomi", "Soni"],
        *[[number, f"Fan {number}", 3 * number + 1] for number in (1, 2, 3, 5, 6, 7)],
    ]
    assert told(rows) == [("NUMBERING", "Varaq!A5", "5", "4")]


def test_what_is_counted_since_january_carries_over_from_month_to_month() -> None:
    rows = [*right_tables.of_months(), ["May", 90, 540]]
    assert told(rows) == [("CARRY", "Varaq!C6", "540", "536")]


def test_an_altered_sheet_of_a_month_is_told_against_the_month_before() -> None:
    def sheet(name: str, figures: Sequence[tuple[int, int]]) -> Iterator[object]:
        rows: Rows = [["Kanal", "Shu oyda", "Yil boshidan"]]
        rows += [[f"Kanal {at}", *pair] for at, pair in zip("ABCD", figures, strict=True)]
        return tables_of(name, [GridRow(number, tuple(map(cell_of, row))) for number, row in enumerate(rows, 1)])

    march, april = [(5, 50), (6, 61), (7, 72), (9, 83)], [(1, 51), (2, 63), (3, 75), (4, 88)]
    tables = [*sheet("Mart", march), *sheet("Aprel", april)]
    (finding,) = inspect(Document(tuple(tables)), today=TODAY)  # type: ignore[arg-type]
    assert (finding.rule, finding.place, finding.true) == ("CARRY", "Aprel!C5", "87")


def test_a_mean_by_another_column_and_a_parent_with_one_child_are_right() -> None:
    scores: Rows = [["T/r", "Guruh", "Tugatgan", "Kirish sinovi"], [1, "A", 30, 80.25], [2, "B", 5, 60.5]]
    scores += [[None, "Jami", 35, 77.43]]
    assert told(scores) == []
    assert [rule for rule, *_ in told([*scores[:-1], [None, "Jami", 35, 78.43]])] == ["SUM"]
    nested: Rows = [["T/r", "Tuman", "Ehtiyoj", "Reja", "Keldi"], ["1", "A", 60, 55, 50], ["1.1", "Maktab", 60, 55, 50]]
    nested += [["2", "B", 70, 65, 61], ["2.1", "Maktab 1", 40, 35, 31], ["2.2", "Maktab 2", 30, 30, 30]]
    assert told(nested) == []


def test_one_row_with_its_parts_and_a_way_of_four_parts_are_right() -> None:
    alone: Rows = [["T/r", "Lavozim, toifa", "Jami", "Ayollar"], ["1", "Direktor", 16, 9]]
    alone += [["1.1", "Oliy", 9, 5], ["1.2", "Birinchi", 7, 4], [None, "Jami", 16, 9]]
    assert told(alone) == []
    assert [place for _rule, place, *_ in told([*alone[:-1], [None, "Jami", 17, 9]])] == ["Varaq!C5"]
    way: Rows = [["T/r", "Tuman", "Jami chaqirilgan", "Keldi", "Sababli", "Sababsiz", "Belgilanmagan", "Ketgan"]]
    way += [[1, "A", 7, 5, 0, 1, 1, 1], [2, "B", 1, 1, 0, 0, 0, 0], [3, "C", 1, 1, 0, 0, 0, 0]]
    way += [[4, "D", 1, 1, 0, 0, 0, 0], [None, "Jami", 10, 8, 0, 1, 1, 1]]
    assert told(way) == []
