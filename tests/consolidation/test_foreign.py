"""Workbooks of other makers, read backwards through a saved form."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from desktop_app.bound_forms.service import propose
from desktop_app.bound_forms.shelf import save_form
from desktop_app.centre import Centre
from desktop_app.consolidation.records import FileState
from desktop_app.consolidation.service import consolidate
from desktop_app.consolidation.workbook import write_country_workbook
from desktop_app.errors import NotFound
from desktop_app.spreadsheets.grid import read_grid_file

TASHKENT_REGION, ANDIJON = ("Olmaliq shahri", "Bekobod tumani"), ("Asaka tumani", "Andijon tumani")
GROUPS = ("Rahbar kadrlar", "Mutaxassis kadrlar", "Pedagog kadrlar")
NAME = "Vazirlik shakli"
SAVED_AS_XLS = Path(__file__).parents[1] / "samples" / "workbooks" / "regional_form.xls"


def ministry_form(
    path: Path,
    region: str,
    figures: Sequence[tuple[int, int]] = (),
    *,
    month: str = "oktyabr",
    total: int = 0,
    labels: Sequence[str] = GROUPS,
) -> Path:
    """Plan and actual by row; the ministry sends it empty."""
    last = 4 + len(labels)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Jadval")
        sheet.write_string("A1", f"{region} pedagog kadrlarining malakasini oshirish toʻgʻrisida maʼlumot")
        sheet.write_string("A2", f"2026-yil {month} oyi boʻyicha")
        for column, header in enumerate(("T/r", "Kadrlar toifasi", "Yil boshidan reja", "Yil boshidan amalda", "%")):
            sheet.write_string(3, column, header)
        share = book.add_format({"num_format": "0.0%"})
        for place, group in enumerate(labels):
            row = 4 + place
            sheet.write_number(row, 0, place + 1)
            sheet.write_string(row, 1, group)
            if figures:
                plan, actual = figures[place]
                sheet.write_number(row, 2, plan)
                sheet.write_number(row, 3, actual)
                sheet.write_formula(row, 4, f"=D{row + 1}/C{row + 1}", share, actual / plan)
        sheet.write_string(last, 1, "Jami")
        plans, actuals = (sum(pair[at] for pair in figures) for at in (0, 1))
        if figures:
            sheet.write_formula(last, 2, f"=SUM(C5:C{last})", None, plans)
            sheet.write_formula(last, 3, f"=SUM(D5:D{last})", None, total or actuals)
            sheet.write_formula(last, 4, f"=D{last + 1}/C{last + 1}", share, (total or actuals) / plans)
    return path


def as_open_document(file: Path) -> Path:
    """The same values as LibreOffice would keep them."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    rows = "".join(
        f"<table:table-row>{''.join(map(open_cell, row))}</table:table-row>"
        for row in openpyxl.load_workbook(file, data_only=True).active.iter_rows(values_only=True)
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="Jadval">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    made = file.with_suffix(".ods")
    with ZipFile(made, "w") as package:
        package.writestr("mimetype", kind)
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        entry = f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        package.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}">{entry}</m:manifest>')
        package.writestr(
            "content.xml", f'<office:document-content {spaces} office:version="1.2">{body}</office:document-content>'
        )
    return made


def open_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    told = 'value-type="string"' if isinstance(value, str) else f'value-type="float" office:value="{value}"'
    return f"<table:table-cell office:{told}><text:p>{value}</text:p></table:table-cell>"


@pytest.fixture
def known(centre: Centre, tmp_path: Path) -> Centre:
    grid = read_grid_file(ministry_form(tmp_path / "shakl.xlsx", "Hudud"))
    bindings = centre.read(propose, grid=grid)
    centre.write(save_form, name=NAME, grid=grid, bindings=bindings, valid_from=date(2026, 1, 1))
    return centre


def test_bound_cells_become_the_country_with_plan_actual_percentage_and_rank(known: Centre, tmp_path: Path) -> None:
    files = [
        ministry_form(tmp_path / "1.xlsx", "Buxoro viloyati", ((100, 90), (200, 150), (300, 297))),
        ministry_form(tmp_path / "2.xlsx", "Andijon viloyati", ((10, 9), (20, 15), (30, 30))),
    ]
    country = consolidate(known, files, form=NAME)
    assert [(line.region.code, line.state) for line in country.lines if line.region] == [
        ("1703", FileState.ACCEPTED),
        ("1706", FileState.ACCEPTED),
    ]
    assert (country.year, country.month) == (2026, 10)
    (form,) = country.national
    by_title = {(column.group, column.title): column.code for column in form.columns}
    plan, actual = by_title["", "Yil boshidan reja"], by_title["", "Yil boshidan amalda"]
    assert (form.total.values[plan], form.total.values[actual]) == (660, 591)
    assert form.row("1706").values[actual] == 537
    assert form.row("1703").values[by_title["Rahbar kadrlar", "Yil boshidan amalda"]] == 9
    assert write_country_workbook(tmp_path / "r.xlsx", country, creator="PMM").exists()


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_what_other_programs_save_is_read_through_the_form_as_well(known: Centre, tmp_path: Path, kind: str) -> None:
    file = ministry_form(tmp_path / "1.xlsx", "Buxoro viloyati", ((100, 90), (200, 150), (300, 297)))
    country = consolidate(known, [as_open_document(file) if kind == "ods" else SAVED_AS_XLS], form=NAME)
    assert [line.region.code for line in country.lines if line.region] == ["1706"]
    assert [line.state for line in country.lines if line.region] == [FileState.ACCEPTED]
    (form,) = country.national
    by_title = {(column.group, column.title): column.code for column in form.columns}
    told = {title: form.total.values[by_title["", title]] for title in ("Yil boshidan reja", "Yil boshidan amalda")}
    assert told == {"Yil boshidan reja": 600, "Yil boshidan amalda": 537}


def test_what_does_not_add_up_in_a_foreign_workbook_is_told_at_its_cell(known: Centre, tmp_path: Path) -> None:
    file = ministry_form(tmp_path / "1.xlsx", "Buxoro viloyati", ((100, 90), (200, 150), (300, 297)), total=600)
    country = consolidate(known, [file], form=NAME)
    assert country.lines[0].state is FileState.DISPUTED
    assert "1.xlsx!Jadval!D8" in {finding.place for finding in country.findings if finding.rule == "SUM"}


def test_a_foreign_workbook_of_another_month_or_of_no_region_is_not_counted(known: Centre, tmp_path: Path) -> None:
    figures = ((100, 90), (200, 150), (300, 297))
    files = [
        ministry_form(tmp_path / "1.xlsx", "Buxoro viloyati", figures, month="sentyabr"),
        ministry_form(tmp_path / "2.xlsx", "Markaz", figures),
        ministry_form(tmp_path / "xorazm.xlsx", "Markaz", figures),
    ]
    country = consolidate(known, files, form=NAME, month=(2026, 10))
    states = {line.read.name: line.state for line in country.lines}
    assert states == {
        "1.xlsx": FileState.WRONG_MONTH,
        "2.xlsx": FileState.WRONG_REGION,
        "xorazm.xlsx": FileState.ACCEPTED,
    }


def test_a_form_by_district_is_read_in_every_region_though_its_rows_are_others(centre: Centre, tmp_path: Path) -> None:
    grid = read_grid_file(ministry_form(tmp_path / "shakl.xlsx", "Toshkent viloyati", labels=TASHKENT_REGION))
    bindings = centre.read(propose, grid=grid)
    centre.write(save_form, name=NAME, grid=grid, bindings=bindings, valid_from=date(2026, 1, 1))
    own = ministry_form(tmp_path / "1.xlsx", "Toshkent viloyati", ((10, 9), (20, 15)), labels=TASHKENT_REGION)
    other = ministry_form(tmp_path / "2.xlsx", "Andijon viloyati", ((30, 30), (40, 20)), labels=ANDIJON)
    (form,) = consolidate(centre, [own, other], form=NAME).national
    assert [form.row(code).values["completed.year"] for code in ("1727", "1703")] == [24, 50]
    assert form.total.values["plan_to_date.year"] == 100


def test_a_workbook_without_the_cells_of_the_form_is_foreign(known: Centre, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "boshqa.xlsx") as book:
        book.add_worksheet("Jadval").write_string("A1", "Buxoro viloyati 2026-yil oktyabr oyi")
    country = consolidate(known, [tmp_path / "boshqa.xlsx"], form=NAME)
    assert [line.state for line in country.lines] == [FileState.FOREIGN]


def test_a_form_that_is_not_kept_is_refused_before_anything_is_read(known: Centre, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no_such_form"):
        consolidate(known, [tmp_path / "yoq.xlsx"], form="Boshqa shakl", month=(2026, 10))
