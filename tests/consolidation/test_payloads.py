"""What a foreign file says of itself stays text in the country's workbook and in the letters: nothing is a formula."""

import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl

from desktop_app.centre import Centre
from desktop_app.consolidation.ground import gather
from desktop_app.consolidation.letters import write_letters
from desktop_app.consolidation.records import Country, FileState, Finding, ReadFile, SharedPerson
from desktop_app.consolidation.service import put_together
from desktop_app.consolidation.workbook import write_country_workbook
from desktop_app.inspection.model import Severity
from tests.consolidation.made import OCTOBER
from tests.returns.test_payloads import PAYLOADS

# What a formula of ours never holds.
FOREIGN = re.compile(r"http|cmd|HYPERLINK|IMPORTXML|WEBSERVICE|1\+1|2\+3|SUM\(1,1\)")


def poisoned(centre: Centre, read: list[ReadFile]) -> Country:
    """Every text that a file brings along holds one of the payloads, each payload in each of them."""
    ground = centre.read(gather, year=OCTOBER[0], month=OCTOBER[1])
    country = put_together(read, ground)
    own = country.regions[0].code
    findings = tuple(
        Finding("FILE", Severity.ERROR, f"x!{text}", text, text, "{row}", {"row": text}, file=text, region=own)
        for text in PAYLOADS
    )
    lines = tuple(
        replace(line, read=replace(line.read, path=Path(f"{text.replace('/', '_')}.xlsx"), region_name=text))
        for line, text in zip(country.lines, PAYLOADS, strict=False)
    )
    lost = tuple(
        replace(
            country.lines[0], region=None, state=FileState.WRONG_REGION, read=replace(lines[0].read, region_name=text)
        )
        for text in PAYLOADS
    )
    shared = tuple(SharedPerson(text, ((own, 1), (country.regions[1].code, 2)), 0) for text in PAYLOADS)
    return replace(country, findings=findings, lines=(*lines, *lost), shared=shared)


def test_no_text_becomes_a_formula_or_a_link(
    makers_centre: Centre, read_october: list[ReadFile], tmp_path: Path
) -> None:
    country = poisoned(makers_centre, read_october)
    path = write_country_workbook(tmp_path / "respublika.xlsx", country, creator=PAYLOADS[0])
    formulas = [
        cell.value
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas
    assert [formula for formula in formulas if FOREIGN.search(str(formula))] == []
    with ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if b'TargetMode="External"' in archive.read(name)]


def test_letters_have_no_fields_nor_links_of_others(
    makers_centre: Centre, read_october: list[ReadFile], tmp_path: Path
) -> None:
    (letter, *_others) = write_letters(makers_centre, poisoned(makers_centre, read_october), tmp_path)
    xml = docx.Document(str(letter)).element.xml
    assert "instrText" not in xml
    assert "<w:hyperlink" not in xml
    with ZipFile(letter) as archive:
        assert not [name for name in archive.namelist() if b'TargetMode="External"' in archive.read(name)]
