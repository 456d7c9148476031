"""Tables of marks as offices write them: grids, lists, visits, a sheet a day, CSV; every cell ends in a named state."""

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.attendance.import_records import CellState, Numbers
from desktop_app.attendance.importing import apply_marks, preview_marks
from desktop_app.centre import Centre
from desktop_app.errors import WorkbookRejected
from desktop_app.marks.records import MarkValue
from tests.attendance.marks_made import (
    ANVAR_B,
    ANVAR_S,
    GAYRAT,
    KELDI,
    KELMADI,
    ZILOLA,
    Cohort,
    at,
    made_cohort,
    marks,
    saved,
    seen,
    states,
)

HEAD = ("No.", "Full name", "19.11 / 1", "19.11 / 2", "20.11 / 1", "20.11 / 2", "Hours attended")


@pytest.fixture
def own(centre: Centre) -> Cohort:
    return made_cohort(centre)


def test_a_grid_is_read_with_letters_words_hours_and_minutes(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    path = saved(
        tmp_path / "a.xlsx",
        (
            "Davomat",
            [
                ("Attendance of cohort MAT-26/11",),
                (),
                HEAD,
                (1, "Abdullayeva Zilola Rustam qizi", "+", "К", "С", "н", 6),
                (2, "Каримов Анвар Ботирович", "keldi", "K15", "-1", "yoʻq", 2),
                (3, "KARIMOV ANVAR SALIMOVICH", "б", "kech 5 daq", "Sababli", 1, 2),
                (4, "Toʻrayev Gʻayrat", "Присутствует", 2, 0, None, 2),
            ],
        ),
    )
    found = seen(centre, path, own)
    assert states(found) == {"new": 15}
    apply_marks(centre, found)
    assert marks(centre, own) == {
        (ZILOLA, 2): KELDI,
        (ZILOLA, 3): MarkValue("KECH"),
        (ZILOLA, 4): MarkValue("SABABLI"),
        (ZILOLA, 5): KELMADI,
        (ANVAR_B, 2): KELDI,
        (ANVAR_B, 3): MarkValue("KECH", late_minutes=15),
        (ANVAR_B, 4): MarkValue("KELMADI", missed_hours=1),
        (ANVAR_B, 5): KELMADI,
        (ANVAR_S, 2): MarkValue("SABABLI"),
        (ANVAR_S, 3): MarkValue("KECH", late_minutes=5),
        (ANVAR_S, 4): MarkValue("SABABLI"),
        (ANVAR_S, 5): MarkValue("KELMADI", missed_hours=1),
        (GAYRAT, 2): KELDI,
        (GAYRAT, 3): KELMADI,
        (GAYRAT, 4): KELDI,
    }


def test_ones_and_noughts_alone_are_presence(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    rows = [("F.I.Sh.", "19.11 / 1", "20.11 / 1"), ("Abdullayeva Zilola", 1, 0), ("Toʻrayev Gʻayrat", 1, 1)]
    path = saved(tmp_path / "a.xlsx", ("1", rows))
    found = seen(centre, path, own)
    assert [cell.value for cell in found.cells] == [KELDI, KELMADI, KELDI, KELDI]
    hours = preview_marks(centre, path, cohort_id=own.id, numbers=Numbers.HOURS)
    assert hours.cells[0].value == MarkValue("KELMADI", missed_hours=1)


@pytest.mark.parametrize(
    "heads",
    [
        ("19.11.2026 / 1", "20.11.2026 / 2"),
        ("19.11.2026 (1)", "20.11.2026 (2)"),
        ("19.11/1", "20.11/2"),
        ("19-noyabr / 1", "20-noyabr, 2-para"),
        ("Pa 19.11 / 1", "Ju 20.11 / 2"),
        ("2026-11-19 / 1", "2026-11-20 / 2"),
    ],
)
def test_lessons_are_known_however_their_heads_are_written(
    centre: Centre, own: Cohort, tmp_path: Path, heads: tuple[str, str]
) -> None:
    path = saved(tmp_path / "a.xlsx", ("1", [("F.I.Sh.", *heads), ("Abdullayeva Zilola", "+", "-")]))
    assert [cell.session_id for cell in seen(centre, path, own).cells] == [own.lessons[2], own.lessons[5]]


def test_days_over_the_places_of_their_lessons_are_read_as_one_head(
    centre: Centre, own: Cohort, tmp_path: Path
) -> None:
    rows = [
        ("T/r", "F.I.Sh.", date(2026, 11, 19), None, date(2026, 11, 20), None, "Jami"),
        (None, None, 1, 2, 1, 2, None),
        (1, "Abdullayeva Zilola", "+", "-", "K", "S", 4),
    ]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    assert [cell.session_id for cell in found.cells] == list(own.lessons[2:6])
    assert states(found) == {"new": 4}


@pytest.mark.parametrize("before", [(1, "Abdullayeva Zilola"), ("1", "Toʻrayev Gʻayrat"), (None, "Abdullayeva Zilola")])
def test_a_first_person_with_numbers_alone_is_no_second_row_of_the_header(
    centre: Centre, own: Cohort, tmp_path: Path, before: tuple[object, str]
) -> None:
    rows = [("T/r", "F.I.Sh.", date(2026, 11, 19), date(2026, 11, 20)), (*before, 2, 2), (2, "Каримов Анвар С.", 2, 2)]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    assert [row for _sheet, row in found.rows] == [2, 3]


def test_a_day_written_once_for_each_lesson_names_them_in_order(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    rows = [
        ("F.I.Sh.", date(2026, 11, 19), "19.11", 46346, 46346),
        ("Abdullayeva Zilola", "+", "-", "K", "S"),
    ]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    assert [cell.session_id for cell in found.cells] == list(own.lessons[2:6])


def test_a_day_alone_is_a_lesson_only_where_the_day_has_one(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    rows = [("F.I.Sh.", "20.11.2026", "24.11.2026", "25.11.2026"), ("Abdullayeva Zilola", "+", "+", "+")]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    assert [(cell.state, cell.problem and cell.problem.code) for cell in found.cells] == [
        (CellState.AMBIGUOUS, "lesson_unclear"),
        (CellState.REFUSED, "lesson_to_come"),
        (CellState.REFUSED, "lesson_unknown"),
    ]


def test_a_long_list_is_read_by_any_identifier(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    rows = [
        ("Telefon", "F.I.Sh.", "Sana", "Dars", "Belgi"),
        ("90 111 22 01", None, date(2026, 11, 19), 1, "+"),
        (998901112202, None, "19.11.2026", "2-para", "-"),
        (None, "Abdullayeva Zilola Rustam qizi", 46346, 1, "K10"),
        ("901112203", "Toʻrayev Gʻayrat", "20.11", "10:30", "S"),
        ("901112203", "Karimov Anvar", "20.11", 1, "+"),
        ("977777777", None, "20.11", 1, "+"),
        ("901112203", None, "30-fevral", 1, "+"),
        ("901112203", None, "20.11", 7, "+"),
        ("901112203", None, "20.11", 1, "=1+1"),
    ]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("Roʻyxat", rows)), own)
    assert [sheet.shape for sheet in found.sheets] == ["list"]
    told = [(cell.row, cell.state.value, cell.problem.code if cell.problem else "") for cell in found.cells]
    assert told == [
        (2, "new", ""),
        (3, "new", ""),
        (4, "new", ""),
        (5, "new", ""),
        (6, "ambiguous", "person_of_another"),
        (7, "unknown_person", "person_unknown"),
        (8, "refused", "day_missing"),
        (9, "refused", "lesson_place_unknown"),
        (10, "refused", "formula_without_value"),
    ]
    apply_marks(centre, found)
    assert marks(centre, own) == {
        (ANVAR_B, 2): KELDI,
        (ANVAR_S, 3): KELMADI,
        (ZILOLA, 4): MarkValue("KECH", late_minutes=10),
        (GAYRAT, 5): MarkValue("SABABLI"),
    }


def test_times_in_and_out_become_marks_by_the_rules_of_the_door(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    rows = [
        ("F.I.Sh.", "Sana", "Kelgan vaqti", "Ketgan vaqti"),
        ("Abdullayeva Zilola", "19.11.2026", "08:50", "11:50"),
        ("Toʻrayev Gʻayrat", "19.11.2026", "09:07", "11:50"),
        ("Karimov Anvar Botirovich", "19.11.2026", "10:25", None),
        ("Karimov Anvar Salimovich", "19.11.2026", "08:55", "10:20"),
        ("Karimov Anvar Salimovich", "20.11.2026", "ertalab", None),
    ]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    apply_marks(centre, found)
    assert marks(centre, own) == {
        (ZILOLA, 2): KELDI,
        (ZILOLA, 3): KELDI,
        (GAYRAT, 2): MarkValue("KECH", late_minutes=7),
        (GAYRAT, 3): KELDI,
        (ANVAR_B, 2): KELMADI,
        (ANVAR_B, 3): KELDI,
        (ANVAR_S, 2): KELDI,
        (ANVAR_S, 3): KELMADI,
    }
    assert at(found, "C6").problem.code == "time_unreadable"  # type: ignore[union-attr]


def test_each_sheet_may_be_a_day(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    path = saved(
        tmp_path / "a.xlsx",
        ("19.11.2026", [("F.I.Sh.", "1-para", "2-para"), ("Abdullayeva Zilola", "+", "-")]),
        ("20.11.2026", [("F.I.Sh.", "Dars", "Davomat"), ("Abdullayeva Zilola", 2, "K")]),
        ("Izoh", [("Bu yerda hech narsa yoʻq",)]),
    )
    found = seen(centre, path, own)
    assert [(cell.sheet, cell.session_id) for cell in found.cells] == [
        ("19.11.2026", own.lessons[2]),
        ("19.11.2026", own.lessons[3]),
        ("20.11.2026", own.lessons[5]),
    ]
    assert found.unread == ("Izoh",)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_in_any_encoding_and_separator(
    centre: Centre, own: Cohort, tmp_path: Path, encoding: str, separator: str
) -> None:
    rows = [("Ф.И.О.", "19.11 / 1", "20.11 / 1"), ("Каримов Анвар Ботирович", "К", "н")]
    path = tmp_path / "a.csv"
    path.write_bytes("\n".join(map(separator.join, rows)).encode(encoding))
    assert [cell.value for cell in seen(centre, path, own).cells] == [MarkValue("KECH"), KELMADI]


@pytest.mark.parametrize(
    "payload",
    [
        "=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"+\")", "+1+cmd|' /C calc'!A0", "-1+1", "@SUM(A1:A9)",
        "=IMPORTXML(\"http://x\")", "\t=1", "\r=1", "=+1", "-2+3+cmd", "＋", "＝1＋1", "=A1", "=DDE(\"a\";\"b\")",
        "=WEBSERVICE(\"x\")", "%0A=1", "<script>alert(1)</script>",
    ],
)  # fmt: skip
def test_a_payload_is_no_mark(centre: Centre, own: Cohort, tmp_path: Path, payload: str) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target).writerows([("F.I.Sh.", "19.11 / 1", "20.11 / 1"), ("Abdullayeva Zilola", payload, "+")])
    cells = seen(centre, path, own).cells
    assert [cell.state for cell in cells if cell.column == 1] in ([CellState.REFUSED], [CellState.NEW])
    assert all(cell.value == KELDI for cell in cells if cell.state is CellState.NEW)


def test_a_file_without_marks_is_refused_with_what_is_needed(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("1", [("F.I.Sh.", "Telefon"), ("Abdullayeva Zilola", "901112200")]))
    with pytest.raises(WorkbookRejected, match="no_marks_table"):
        seen(centre, path, own)


def test_a_column_keldi_holds_marks_where_it_holds_no_times(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    rows = [("F.I.Sh.", "Sana", "Dars", "Keldi"), ("Abdullayeva Zilola", "20.11.2026", 1, "ha")]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    assert [cell.value for cell in found.cells] == [KELDI]


def test_titles_totals_signatures_and_empty_rows_are_told_apart_from_people(
    centre: Centre, own: Cohort, tmp_path: Path
) -> None:
    rows = [
        ("19.11.2026 kungi davomat",),
        ("T/r", "F.I.Sh.", "1-dars", "2-dars", "Jami soat"),
        (1, "Abdullayeva Zilola", "+", "-", 2),
        (2, "Karimov Anvar Botirovich", None, None, 0),
        (None, "Jami:", 1, 0, 2),
        (None, None, 1, 0),
        ("Guruh rahbari: ________",),
    ]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    assert [(cell.row, cell.state.value, cell.problem and cell.problem.code) for cell in found.cells] == [
        (3, "new", None),
        (3, "new", None),
        (4, "ignored", "no_mark"),
        (5, "ignored", "total_row"),
        (6, "ignored", "no_person"),
        (7, "ignored", "no_person"),
    ]


def test_a_log_of_moments_is_one_visit_a_day(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    rows = [
        ("Ism familiya", "Vaqt"),
        ("Abdullayeva Zilola", "2026-11-19 08:58:10"),
        ("Abdullayeva Zilola", "2026-11-19 11:49:00"),
        ("Toʻrayev Gʻayrat", "19.11.2026 9:20"),
    ]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    apply_marks(centre, found)
    assert marks(centre, own) == {
        (ZILOLA, 2): KELDI,
        (ZILOLA, 3): KELDI,
        (GAYRAT, 2): MarkValue("KECH", late_minutes=20),
        (GAYRAT, 3): KELDI,
    }


def test_a_day_merged_over_its_rows_holds_for_all_of_them(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    rows = [
        ("Sana", "F.I.Sh.", "Dars", "Belgi"),
        ("20.11.2026", "Abdullayeva Zilola", 1, "+"),
        (None, "Toʻrayev Gʻayrat", 2, "-"),
    ]
    path = saved(tmp_path / "a.xlsx", ("1", rows))
    book = load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.save(path)
    assert [cell.session_id for cell in seen(centre, path, own).cells] == [own.lessons[4], own.lessons[5]]


@pytest.mark.parametrize("corner", ["F.I.Sh.", "Sana", None])
def test_people_may_stand_across_and_lessons_down(
    centre: Centre, own: Cohort, tmp_path: Path, corner: str | None
) -> None:
    rows = [
        ("Davomat",),
        (corner, "Abdullayeva Zilola Rustam qizi", "Toʻrayev Gʻayrat Oʻktam oʻgʻli", "Nomaʼlumov Anvar"),
        ("19.11 / 1", "+", "k15", "+"),
        ("20.11 / 2", "?", "-", "+"),
        ("31.11 / 1", "+", "+", "+"),
    ]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    assert {cell.place: cell.state for cell in found.cells} == {
        "1!B3": CellState.NEW,
        "1!B4": CellState.REFUSED,
        "1!C3": CellState.NEW,
        "1!C4": CellState.NEW,
        "1!D": CellState.UNKNOWN_PERSON,
    }
    assert (at(found, "B4").file_row, at(found, "B4").file_column) == (4, "B")
    assert found.sheets[0].header_row == 2
    assert found.unread_columns == ["31.11 / 1"]
    apply_marks(centre, found)
    assert marks(centre, own) == {
        (ZILOLA, 2): KELDI,
        (GAYRAT, 2): MarkValue("KECH", late_minutes=15),
        (GAYRAT, 5): KELMADI,
    }


def test_across_or_down_a_day_may_be_written_for_each_place(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    down = [
        ("T/r", None, 1, 2),
        ("Sana", "Para", "Abdullayeva Zilola Rustam qizi", "Toʻrayev Gʻayrat Oʻktam oʻgʻli"),
        ("19.11", 1, "+", "-"),
        ("19.11", 2, "-", "+"),
        ("20.11", 2, "+", None),
    ]
    across = list(zip(*down, strict=True))
    wanted = {(ZILOLA, 2): "+", (ZILOLA, 3): "-", (ZILOLA, 5): "+", (GAYRAT, 2): "-", (GAYRAT, 3): "+"}
    for name, rows in (("down", down), ("across", across)):
        found = seen(centre, saved(tmp_path / f"{name}.xlsx", ("1", rows)), own)
        assert {
            (own.enrolments.index(c.enrolment_id), own.lessons.index(c.session_id)): c.typed
            for c in found.cells
            if c.session_id
        } == wanted


def test_a_column_whose_lesson_cannot_be_read_is_told(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    rows = [("F.I.Sh.", "19.11 / 1", "20.11 / 1", "31.11 / 1"), ("Abdullayeva Zilola", "+", "+", "-")]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("Davomat", rows)), own)
    assert found.unread_columns == ["31.11 / 1"]
    assert any("31.11 / 1" in remark for remark in found.remarks)


def test_hidden_sheets_are_not_read_and_are_named(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    rows = [("F.I.Sh.", "19.11 / 1", "20.11 / 1"), ("Abdullayeva Zilola", "+", "+")]
    path = saved(tmp_path / "a.xlsx", ("Davomat", rows), ("Eski", rows))
    book = load_workbook(path)
    book["Eski"].sheet_state = "hidden"
    book.save(path)
    found = seen(centre, path, own)
    assert states(found) == {"new": 2}
    assert found.unread == ("Eski",)
    assert "Eski" in " ".join(found.remarks)
