"""The sender gets the own file back, wrong cells coloured and commented in Uzbek; the form comes back recognised."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from db.models.cohorts import Cohort
from desktop_app.__main__ import DONE, main
from desktop_app.centre import Centre
from desktop_app.errors import Refused
from desktop_app.i18n import set_language
from desktop_app.rosters.columns import look_at_workbook
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.service import preview_file, return_file, save_template
from desktop_app.rosters.template import cohort_code_in
from desktop_app.spreadsheets.reading import read_workbook
from tests.rosters.conftest import SAMPLES

XLSX = SAMPLES / "02_pinfl_number_float_spaced_dates_7_formats.xlsx"
CSV = SAMPLES / "03_cp1251_semicolon.csv"
WOMAN = "40711904150273"


@pytest.mark.parametrize("sample", [XLSX, CSV])
def test_wrong_cells_come_back_coloured_and_commented_in_uzbek(
    centre: Centre, cohort: Cohort, tmp_path: Path, sample: Path
) -> None:
    set_language("en")
    found = preview_file(centre, path=sample, cohort_id=cohort.id)
    target = return_file(centre, source=sample, target=tmp_path / "javob.xlsx", preview=found)
    book = openpyxl.load_workbook(target)
    commented = {
        cell.row: cell for row in book[found.table.sheet].iter_rows() for cell in row if cell.comment is not None
    }
    asked = {row.number for row in found.rows if row.state in (RowState.ASK, RowState.REJECTED)}
    assert commented.keys() == asked
    assert all(cell.fill.start_color.rgb[-6:] in ("FFC7CE", "FFEB9C") for cell in commented.values())
    assert not any("enrol" in cell.comment.text for cell in commented.values())


def test_an_xlsx_keeps_its_look_and_its_other_cells(centre: Centre, cohort: Cohort, tmp_path: Path) -> None:
    found = preview_file(centre, path=XLSX, cohort_id=cohort.id)
    target = return_file(centre, source=XLSX, target=tmp_path / "javob.xlsx", preview=found)
    before, after = openpyxl.load_workbook(XLSX).worksheets[0], openpyxl.load_workbook(target).worksheets[0]
    assert [[cell.value for cell in row] for row in before.iter_rows()] == [
        [cell.value for cell in row] for row in after.iter_rows()
    ]
    assert {key: size.width for key, size in before.column_dimensions.items()} == {
        key: size.width for key, size in after.column_dimensions.items()
    }


def test_the_senders_own_file_is_never_written_over(centre: Centre, cohort: Cohort, tmp_path: Path) -> None:
    source = tmp_path / "royxat.xlsx"
    shutil.copyfile(XLSX, source)
    found = preview_file(centre, path=source, cohort_id=cohort.id)
    with pytest.raises(Refused) as refusal:
        return_file(centre, source=source, target=tmp_path / "." / "royxat.xlsx", preview=found)
    assert refusal.value.code == "target_is_source"
    assert source.read_bytes() == XLSX.read_bytes()


def test_text_that_looks_like_a_formula_stays_text(centre: Centre, cohort: Cohort, tmp_path: Path) -> None:
    source = tmp_path / "royxat.csv"
    source.write_text("F.I.Sh.;Izoh\nKarimova;=1+1\n", encoding="utf-8-sig")
    found = preview_file(centre, path=source, cohort_id=cohort.id)
    target = return_file(centre, source=source, target=tmp_path / "javob.xlsx", preview=found)
    cell = openpyxl.load_workbook(target).worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_file_changed_since_it_was_read_is_not_commented(centre: Centre, cohort: Cohort, tmp_path: Path) -> None:
    source = shutil.copy(CSV, tmp_path / "royxat.csv")
    found = preview_file(centre, path=source, cohort_id=cohort.id)
    source.write_bytes(source.read_bytes() + b"\r\n")
    with pytest.raises(Refused):
        return_file(centre, source=source, target=tmp_path / "javob.xlsx", preview=found)


def test_the_form_comes_back_recognised_with_its_cohort(centre: Centre, cohort: Cohort, tmp_path: Path) -> None:
    form = save_template(centre, path=tmp_path / "shakl.xlsx", cohort_id=cohort.id)
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows(max_row=10) if row[0].value == "Familiya, ism, sharif")
    texts = {cell.value: cell.column for cell in header}
    first = header[0].row + 1
    sheet.cell(first, texts["Familiya, ism, sharif"], "Karimova Dilnoza Rustam qizi")
    sheet.cell(first, texts["JShShIR"], WOMAN)
    sheet.cell(first, texts["Lavozimi"], "Fan oʻqituvchisi")
    book.save(form)
    workbook = read_workbook(form)
    assert cohort_code_in(workbook) == cohort.code
    (likeliest, *_others) = look_at_workbook(workbook)
    assert (likeliest.sheet, likeliest.confidence) == ("Roʻyxat", 1.0)
    found = preview_file(centre, path=form, cohort_id=cohort.id)
    assert not found.table.unknown_columns
    assert [(row.state, row.person.position_code) for row in found.rows if row.person] == [(RowState.READY, "OQIT")]


def test_the_form_offers_its_lists(centre: Centre, tmp_path: Path) -> None:
    form = save_template(centre, path=tmp_path / "shakl.xlsx")
    sheet = openpyxl.load_workbook(form).worksheets[0]
    offered = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert len(offered) == 4
    assert cohort_code_in(read_workbook(form)) == ""


def test_the_command_writes_the_form_and_the_returned_file(
    centre: Centre, cohort: Cohort, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre.is_changed_since_backup = False
    centre.close()
    common = ["--data", str(centre.paths.folder), "--json", "--cohort", cohort.code]
    assert main(["roster", "--template", str(tmp_path / "shakl.xlsx"), *common]) == DONE
    assert json.loads(capsys.readouterr().out) == {"template": str(tmp_path / "shakl.xlsx")}
    assert main(["roster", str(CSV), "--returned", str(tmp_path / "javob.xlsx"), *common]) == DONE
    facts = json.loads(capsys.readouterr().out)
    assert facts["returned"] == str(tmp_path / "javob.xlsx")
    assert 0.8 < facts["sheet_confidence"] <= 1
    assert (tmp_path / "shakl.xlsx").exists()
    assert (tmp_path / "javob.xlsx").exists()
