"""The register as a workbook and as CSV: read back with another library, and by our own import."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from db.models.journal import JournalEntry
from desktop_app import i18n
from desktop_app.attendance.exporting import RegisterWishes, export_registers
from desktop_app.attendance.importing import apply_marks
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import (
    Attendance,
    AttendanceGrid,
    AttendanceRule,
    GridPerson,
    GridSession,
    MarkChange,
)
from desktop_app.attendance.workbook import COLUMNS, register_sheet
from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.marks.records import Counts, MarkKind, MarkValue
from desktop_app.reference.records import Names
from desktop_app.spreadsheets.text_writing import write_csv
from desktop_app.spreadsheets.writing import ColumnPlan, SheetPlan, write_workbook
from tests.attendance.marks_made import Cohort, made_cohort, marks, seen, states

TOTAL = Attendance(2.5, 1.5, 0, 8, AttendanceRule(80))
GRID = AttendanceGrid(
    cohort_id=1,
    cohort_code="TV-26-014",
    today=date(2026, 11, 21),
    is_open=True,
    sessions=tuple(GridSession(n, date(2026, 11, 19 + n), 1, time(8, 30), 2, "") for n in (1, 2, 3)),
    people=(GridPerson(7, "=Aliyeva", True, None, TOTAL),),
    kinds=(
        MarkKind("KELDI", "+", Counts.PRESENT, Names("Keldi", "", "Present")),
        MarkKind("KELMADI", "-", Counts.ABSENT, Names("Kelmadi", "", "Absent")),
    ),
    marks={(7, 1): MarkValue("KELDI"), (7, 2): MarkValue("KELMADI", missed_hours=1)},
    rule_text="At least 80% of 8 hours.",
)
SAID = (
    MarkValue("KELDI"), MarkValue("KECH", late_minutes=15), MarkValue("SABABLI", missed_hours=1), MarkValue("KELMADI")
)  # fmt: skip


@pytest.fixture
def own(centre: Centre) -> Cohort:
    """Everybody has marks; the last two people share one name to the letter."""
    found = made_cohort(centre)
    changes = [
        MarkChange(who, lesson, SAID[(place + number) % 4])
        for place, who in enumerate(found.enrolments)
        for number, lesson in enumerate(found.lessons[2:6])
    ]
    centre.write(set_marks, marks=changes)
    return found


def test_marks_are_letters_and_nothing_typed_becomes_a_formula(tmp_path: Path) -> None:
    i18n.set_language("en")
    path = write_workbook(tmp_path / "davomat.xlsx", [register_sheet(GRID)], creator="Saidova")
    sheet = load_workbook(path).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    row_of_person = next(cell.row for cell in cells if cell.value == "=Aliyeva")
    assert [cell.value for cell in sheet[row_of_person]] == [1, "=Aliyeva", "+", "-1", None, 2.5, 1.5, 0, 8, 0.3125]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    headers = [cell.value for cell in sheet[row_of_person - 1]]
    assert headers[2:5] == ["20.11 / 1", "21.11 / 1", "22.11 / 1"]
    told = [str(cell.value) for cell in cells]
    assert any("+ – Present" in text for text in told)
    assert "At least 80% of 8 hours." in told


def test_every_column_can_be_chosen_and_says_what_it_is_called() -> None:
    i18n.set_language("en")
    plan = register_sheet(GRID, tuple(COLUMNS))
    headers = [column.header for column in plan.columns]
    assert headers[-5:] == [
        "Attended so far",
        "Share of the programme",
        "Best still possible",
        "Present (+)",
        "Absent (-)",
    ]
    assert plan.rows[0][-2:] == (1, 1)
    assert [round(float(str(share)), 4) for share in plan.rows[0][-5:-2]] == [0.625, 0.3125, 0.8125]


def test_lessons_of_two_years_are_named_with_their_year() -> None:
    sessions = (GRID.sessions[0], replace(GRID.sessions[1], held_on=date(2027, 1, 8)))
    plan = register_sheet(replace(GRID, sessions=sessions), ("name", "marks"))
    assert [column.header for column in plan.columns[1:]] == ["20.11.2026 / 1", "08.01.2027 / 1"]


@pytest.mark.parametrize("language", ["uz_Latn", "uz_Cyrl", "ru", "en"])
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("columns", [("name", "marks"), tuple(COLUMNS)])
def test_what_was_exported_is_read_again_mark_for_mark(
    centre: Centre, own: Cohort, tmp_path: Path, language: str, ending: str, columns: tuple[str, ...]
) -> None:
    i18n.set_language(language)
    path = export_registers(centre, [own.id], RegisterWishes(columns), out=tmp_path / f"a{ending}")
    assert states(seen(centre, path, own)).get("unchanged") == 16
    assert not seen(centre, path, own).of(*set(seen(centre, path, own).counts) - {"unchanged", "ignored"})
    written = marks(centre, own)
    cleared = [MarkChange(who, lesson, None) for who in own.enrolments for lesson in own.lessons[2:6]]
    centre.write(set_marks, marks=cleared)
    apply_marks(centre, seen(centre, path, own))
    assert marks(centre, own) == written


def test_people_of_one_name_are_told_apart_by_the_number_of_their_enrolment(
    centre: Centre, own: Cohort, tmp_path: Path
) -> None:
    from sqlalchemy import update

    from db.models.people import Person

    same = update(Person).where(Person.surname == "Karimov").values(patronymic="Botirovich")
    centre.write(lambda unit: unit.execute_bulk(same, reason="test"))
    path = export_registers(centre, [own.id], RegisterWishes(("name", "marks")), out=tmp_path / "a.xlsx")
    assert states(seen(centre, path, own)) == {"unchanged": 16, "ignored": 2}


def test_several_cohorts_stand_in_one_workbook_and_the_journal_tells(
    centre: Centre, own: Cohort, tmp_path: Path
) -> None:
    other = made_cohort(centre, code="FIZ-26/11")
    wishes = RegisterWishes(("name", "jshshir", "attended"))
    path = export_registers(centre, [own.id, other.id], wishes, out=tmp_path / "a.xlsx")
    assert load_workbook(path).sheetnames == ["MAT-26 11", "FIZ-26 11"]
    noted = select(JournalEntry.after).where(JournalEntry.action == "export")
    (facts,) = centre.read(lambda unit: unit.session.scalars(noted).all())
    assert (facts["file"], facts["rows"], facts["full_numbers"]) == ("a.xlsx", 8, True)
    assert facts["cohorts"] == ["MAT-26/11", "FIZ-26/11"]
    with pytest.raises(Invalid, match="several_in_csv"):
        export_registers(centre, [own.id, other.id], wishes, out=tmp_path / "a.csv")


@pytest.mark.parametrize("columns", [(), ("name", "salary")])
def test_a_wrong_choice_of_columns_is_refused(
    centre: Centre, own: Cohort, tmp_path: Path, columns: tuple[str, ...]
) -> None:
    with pytest.raises(Invalid):
        export_registers(centre, [own.id], RegisterWishes(columns), out=tmp_path / "a.xlsx")


def test_a_file_of_another_ending_is_refused(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="unknown_ending") as refused:
        export_registers(centre, [own.id], RegisterWishes(), out=tmp_path / "davomat.doc")
    assert "davomat.doc" in refused.value.text


@pytest.mark.parametrize(
    ("text", "written"), [("=1+1", "'=1+1"), ("@a", "'@a"), ("-A1", "'-A1"), ("+", "+"), ("-12", "-12"), ("K15", "K15")]
)
def test_in_csv_only_a_mark_may_begin_like_a_formula(tmp_path: Path, text: str, written: str) -> None:
    path = write_csv(tmp_path / "a.csv", SheetPlan(title="1", columns=[ColumnPlan("F.I.Sh.")], rows=[(text,)]))
    assert path.read_text("utf-8-sig").splitlines() == ["F.I.Sh.", written]
