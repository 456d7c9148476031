"""The register as a sheet, read back with another library."""

from datetime import date, time
from pathlib import Path

from openpyxl import load_workbook

from desktop_app import i18n
from desktop_app.attendance.records import Attendance, AttendanceGrid, AttendanceRule, GridPerson, GridSession
from desktop_app.attendance.workbook import write_register
from desktop_app.marks.records import Counts, MarkKind, MarkValue
from desktop_app.reference.records import Names

GRID = AttendanceGrid(
    cohort_id=1,
    cohort_code="TV-26-014",
    today=date(2026, 11, 21),
    is_open=True,
    sessions=tuple(GridSession(n, date(2026, 11, 19 + n), 1, time(8, 30), 2, "") for n in (1, 2, 3)),
    people=(GridPerson(7, "=Aliyeva", True, None, Attendance(2, 2, 0, 8, AttendanceRule(80))),),
    kinds=(
        MarkKind("KELDI", "+", Counts.PRESENT, Names("Keldi", "", "Present")),
        MarkKind("KELMADI", "-", Counts.ABSENT, Names("Kelmadi", "", "Absent")),
    ),
    marks={(7, 1): MarkValue("KELDI"), (7, 2): MarkValue("KELMADI")},
)


def test_marks_are_letters_and_nothing_typed_becomes_a_formula(tmp_path: Path) -> None:
    i18n.set_language("en")
    path = write_register(tmp_path / "davomat.xlsx", GRID, creator="Saidova")
    sheet = load_workbook(path).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    row_of_person = next(cell.row for cell in cells if cell.value == "=Aliyeva")
    values = [cell.value for cell in sheet[row_of_person]]
    assert values == [1, "=Aliyeva", "+", "-", None, 2, 2, 0, 8, 0.25]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    headers = [cell.value for cell in sheet[row_of_person - 1]]
    assert headers[2:5] == ["20.11 / 1", "21.11 / 1", "22.11 / 1"]
    assert any("+ – Present" in str(cell.value) for cell in cells)
