"""The same rows are known again, whatever file they come in, and applying them changes nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from db.models.cohorts import Cohort
from desktop_app.centre import Centre
from desktop_app.rosters.apply import RosterOutcome, apply_roster
from desktop_app.rosters.decisions import Decision
from desktop_app.rosters.preview import RosterPreview, edited
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.service import preview_file
from desktop_app.rosters.undo import undo_import
from tests.rosters.conftest import Preview

HEADER = ["F.I.Sh.", "JShShIR", "Tugʻilgan sana", "Lavozimi", "Izoh"]
ROWS: list[list[object]] = [
    ["Karimova Dilnoza Rustam qizi", 40711904150273, date(1990, 11, 7), "Psixolog", 12.5],
    ["Saidova Lola  Anvarovna", None, date(1985, 3, 14), "Metodist", None],
]
CSV = f"{';'.join(HEADER)}\n\nKarimova Dilnoza Rustam qizi;40711904150273;1990-11-07;Psixolog;12,5\n"
CSV_ROWS = f"{CSV}Saidova Lola Anvarovna;;14.03.1985;Metodist;\n"


@pytest.fixture
def of_file(centre: Centre, cohort: Cohort) -> Callable[[Path], RosterPreview]:
    return lambda path: preview_file(centre, path=path, cohort_id=cohort.id)


def book(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        sheet, day = workbook.add_worksheet(), workbook.add_format({"num_format": "dd.mm.yyyy"})
        for number, row in enumerate([HEADER, *ROWS]):
            for column, value in enumerate(row):
                sheet.write(number, column, value, day if isinstance(value, date) else None)
    return path


def apply(centre: Centre, found: RosterPreview) -> RosterOutcome:
    decisions = {row.number: Decision(is_new_person=True) for row in found.rows if row.state is RowState.ASK}
    return centre.write(apply_roster, found, decisions=decisions).value


def test_rows_saved_anew_as_text_change_nothing(
    centre: Centre, tmp_path: Path, of_file: Callable[[Path], RosterPreview]
) -> None:
    first = of_file(book(tmp_path / "royxat.xlsx"))
    assert apply(centre, first).applied == 2
    again = tmp_path / "boshqa nom.csv"
    again.write_text(CSV_ROWS, encoding="utf-8")
    found = of_file(again)
    assert found.earlier is not None
    assert (found.earlier.file_name, found.earlier.is_same_file) == ("royxat.xlsx", False)
    assert found.earlier.applied_by == "Saidova Nodira Rustam qizi"
    assert [row.state for row in found.rows] == [RowState.IGNORED, RowState.IGNORED]
    assert apply(centre, found).applied == 0


def test_the_very_file_is_known_by_its_bytes(
    centre: Centre, tmp_path: Path, of_file: Callable[[Path], RosterPreview]
) -> None:
    path = book(tmp_path / "royxat.xlsx")
    apply(centre, of_file(path))
    found = of_file(path)
    assert found.earlier is not None
    assert found.earlier.is_same_file


def test_a_row_that_was_mended_here_is_known_again_unmended(centre: Centre, preview: Preview) -> None:
    table = [["F.I.Sh.", "Lavozimi"], ["Karimova D1lnoza", "Psixolog"]]
    mended = centre.read(edited, preview(table), edits={(2, "full_name"): "Karimova Dilnoza Rustam qizi"})
    assert apply(centre, mended).created == 1
    found = preview([*table[:1], [], *table[1:]], sha256="a" * 64, edits={(3, "full_name"): "Karimova Dilnoza"})
    assert found.earlier is not None
    assert [row.state for row in found.rows] == [RowState.IGNORED]


@pytest.mark.parametrize("changed", ["Saidova Lola Anvarovna;;14.03.1986;Metodist;", ""])
def test_a_changed_row_makes_another_list(
    centre: Centre, tmp_path: Path, of_file: Callable[[Path], RosterPreview], changed: str
) -> None:
    apply(centre, of_file(book(tmp_path / "royxat.xlsx")))
    other = tmp_path / "yangi.csv"
    other.write_text(f"{CSV}{changed}\n", encoding="utf-8")
    assert of_file(other).earlier is None


def test_rows_that_were_taken_back_may_come_again(centre: Centre, preview: Preview) -> None:
    table = [["F.I.Sh."], ["Karimova Dilnoza Rustam qizi"]]
    import_id = apply(centre, preview(table)).import_id
    centre.write(undo_import, import_id=import_id)
    assert preview(table, sha256="a" * 64).earlier is None
