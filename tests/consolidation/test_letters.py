"""A letter to each region: numbered remarks with the cell, what stands there and what should."""

from dataclasses import replace
from pathlib import Path

import docx
import pytest

from desktop_app.centre import Centre
from desktop_app.consolidation.ground import gather
from desktop_app.consolidation.letters import write_letters
from desktop_app.consolidation.reading import read_file
from desktop_app.consolidation.records import Country, ReadFile
from desktop_app.consolidation.service import put_together
from desktop_app.errors import StorageError
from desktop_app.i18n import use
from tests.consolidation.made import OCTOBER, altered


@pytest.fixture
def country(makers_centre: Centre, read_october: list[ReadFile], october: list[Path], tmp_path: Path) -> Country:
    """Andijon altered in one cell, Toshkent city missing."""
    wrong = read_file(altered(october[1], "2-PMM", "E9", "999", out=tmp_path / "andijon.xlsx"))
    ground = makers_centre.read(gather, year=OCTOBER[0], month=OCTOBER[1])
    return put_together([read_october[0], wrong, *read_october[2:13]], ground)


def test_only_regions_of_which_something_was_found_get_a_letter(
    makers_centre: Centre, country: Country, tmp_path: Path
) -> None:
    letters = write_letters(makers_centre, country, tmp_path)
    assert [letter.name for letter in letters] == [
        "02 Andijon viloyati 2026-10.docx",
        "14 Toshkent shahri 2026-10.docx",
    ]


def test_a_remark_stands_with_its_number_cell_and_both_figures(
    makers_centre: Centre, country: Country, tmp_path: Path
) -> None:
    andijon, capital = (docx.Document(str(path)) for path in write_letters(makers_centre, country, tmp_path))
    rows = [[cell.text for cell in row.cells] for row in andijon.tables[0].rows]
    assert (rows[1][0], rows[1][1], rows[1][3]) == ("1", "2-PMM, E9", "999")
    (finding,) = country.findings_of("1703")
    assert rows[1][2:] == [finding.text, finding.said, finding.true]
    assert not capital.tables
    assert any("kelmadi" in paragraph.text for paragraph in capital.paragraphs)


def test_a_letter_is_in_one_language_whatever_the_screen_speaks(
    makers_centre: Centre, october: list[Path], tmp_path: Path
) -> None:
    ground = makers_centre.read(gather, year=OCTOBER[0], month=OCTOBER[1])
    with use("uz_Cyrl"):
        country = put_together([read_file(october[0])], ground)
        assert "октябрь" in country.findings_of("1703")[0].text
        (letter, *_others) = write_letters(makers_centre, country, tmp_path)
    told = "".join(paragraph.text for paragraph in docx.Document(str(letter)).paragraphs)
    assert "oktyabr" in told
    assert not any("\u0400" <= character <= "\u04ff" for character in told)


def test_a_folder_that_is_not_there_gets_no_letter(makers_centre: Centre, country: Country, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        write_letters(makers_centre, replace(country), tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
