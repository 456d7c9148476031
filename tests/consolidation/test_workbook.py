"""The country's workbook: fourteen rows in the ministry's order, sums and ranks that recalculate, nothing left out."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from desktop_app.centre import Centre
from desktop_app.consolidation.ground import gather
from desktop_app.consolidation.records import Country, FileState, ReadFile
from desktop_app.consolidation.service import put_together
from desktop_app.consolidation.workbook import write_country_workbook
from tests.consolidation.made import OCTOBER


@pytest.fixture
def country(makers_centre: Centre, read_october: list[ReadFile]) -> Country:
    """Buxoro altered, Toshkent city missing, somebody of Andijon in Qoraqalpogʻiston too."""
    ground = makers_centre.read(gather, year=OCTOBER[0], month=OCTOBER[1])
    first, second = read_october[0].annex, read_october[1].annex
    assert first is not None
    assert second is not None
    shared = replace(second, codes=(first.codes[0], *second.codes[1:]))
    altered = replace(read_october[2], state=FileState.ALTERED)
    return put_together([read_october[0], replace(read_october[1], annex=shared), altered, *read_october[3:13]], ground)


@pytest.fixture
def written(country: Country, tmp_path: Path) -> Path:
    return write_country_workbook(tmp_path / "respublika.xlsx", country, creator="PMM")


def test_there_is_a_sheet_for_each_form_and_for_all_that_was_said(written: Path) -> None:
    names = openpyxl.load_workbook(written).sheetnames
    assert names[:5] == ["1-PMM", "1-PMM kanallar", "1-PMM kadrlar", "2-PMM", "3-PMM"]
    assert len(names) == 9


def test_regions_stand_in_the_ministrys_order_under_live_sums_with_their_results(
    written: Path, country: Country
) -> None:
    live, seen = openpyxl.load_workbook(written), openpyxl.load_workbook(written, data_only=True)
    for form in country.national:
        place = country.national.index(form)
        sheet, values = live.worksheets[place], seen.worksheets[place]
        first = next(cell.row for cell in sheet["A"] if cell.value == "1")
        names = [sheet.cell(first + at, 2).value for at in range(15)]
        assert names == [*(region.names.text for region in country.regions), "Jami"]
        for at, column in enumerate(form.columns, 3):
            total = sheet.cell(first + 14, at).value
            if form.total.values[column.code] is not None and column.key is not None:
                assert str(total).startswith("=SUM(")
                assert values.cell(first + 14, at).value == form.total.values[column.code]


def test_ranks_follow_the_percentage_and_leave_out_who_is_not_counted(written: Path, country: Country) -> None:
    live, seen = openpyxl.load_workbook(written)["1-PMM"], openpyxl.load_workbook(written, data_only=True)["1-PMM"]
    first = next(cell.row for cell in live["A"] if cell.value == "1")
    columns = [column.code for column in country.national[0].columns]
    percent, rank = columns.index("percent") + 3, len(columns) + 3
    rows = [(seen.cell(first + at, percent).value, seen.cell(first + at, rank).value) for at in range(14)]
    assert rows[2] == rows[13] == ("–", "–")
    shares = sorted((share for share, _rank in rows if share != "–"), reverse=True)
    assert all(place == 1 + shares.index(share) for share, place in rows if share != "–")
    assert str(live.cell(first, rank).value).startswith("=RANK(")
    states = [seen.cell(first + at, rank + 1).value for at in range(14)]
    assert (states[2], states[13]) == ("Oʻzgartirilgan", "Kelmagan")


def test_findings_missing_regions_and_people_in_two_regions_are_listed_by_code(written: Path, country: Country) -> None:
    book = openpyxl.load_workbook(written)
    texts = [[str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value] for sheet in book]
    assert all(finding.text in texts[-3] for finding in country.findings)
    assert "Toshkent shahri" in texts[-2]
    assert country.shared[0].code in texts[-1]
    assert any("21-noyabr" in text for text in texts[0])


def test_what_centres_write_never_becomes_a_formula(
    makers_centre: Centre, read_october: list[ReadFile], tmp_path: Path
) -> None:
    ground = makers_centre.read(gather, year=OCTOBER[0], month=OCTOBER[1])
    own = read_october[0].own
    assert own is not None
    evil = replace(
        read_october[0],
        path=Path('=HYPERLINK("http://x").xlsx'),
        region_name="=1+1",
        own=replace(own, centre=replace(own.centre, name="@SUM(A1)")),
    )
    written = write_country_workbook(tmp_path / "r.xlsx", put_together([evil], ground), creator="=1")
    cells = [cell for sheet in openpyxl.load_workbook(written) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" and "HYPERLINK" in str(cell.value)]
    assert {"@SUM(A1)", "=1+1"} <= {cell.value for cell in cells if cell.data_type == "s"}
