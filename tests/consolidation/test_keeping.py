"""Returns that came are kept byte for byte, once, and are what next month's are held against."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from db.models.returns import ReceivedReturn
from desktop_app.centre import Centre
from desktop_app.consolidation.keeping import figures_of_month, keep, kept_digests, lay_out_kept
from desktop_app.consolidation.records import CentreLine, FileState
from desktop_app.consolidation.service import consolidate
from tests.consolidation.made import Regions, altered


def test_a_return_is_kept_once_with_its_bytes_and_figures(centre: Centre, october: list[Path]) -> None:
    country = consolidate(centre, october[:2])
    assert centre.write(keep, country.lines).value == 2
    assert centre.write(keep, country.lines).value == 0
    rows = centre.read(
        lambda unit: [(row.region_code, row.file) for row in unit.session.scalars(select(ReceivedReturn))]
    )
    assert [region for region, _file in rows] == ["1735", "1703"]
    assert rows[0][1] == october[0].read_bytes()
    figures = centre.read(figures_of_month, year=2026, month=10)
    assert figures["1735"]["1-PMM", "JAMI", "year_actual"] == 132


def test_an_altered_file_and_one_of_no_region_are_not_kept(centre: Centre, october: list[Path], tmp_path: Path) -> None:
    wrong = altered(october[2], "2-PMM", "E9", "999", out=tmp_path / "a.xlsx")
    country = consolidate(centre, [wrong, tmp_path / "yoq.xlsx"], month=(2026, 10))
    assert centre.write(keep, country.lines).value == 0


def test_a_file_that_changed_since_it_was_read_is_not_kept(centre: Centre, maker: Regions) -> None:
    path = maker.make(3)
    country = consolidate(centre, [path])
    path.write_bytes(path.read_bytes() + b" ")
    assert centre.write(keep, country.lines).value == 0


def test_the_highest_number_is_what_the_next_month_is_held_against(centre: Centre, maker: Regions) -> None:
    country = consolidate(centre, [maker.make(0, number=2, people=100), maker.make(0, number=1, people=80)])
    centre.write(keep, country.lines)
    assert centre.read(figures_of_month, year=2026, month=10)["1735"]["2-PMM", "JAMI", "called"] == 100


def test_next_months_return_is_held_against_the_one_that_was_kept(centre: Centre, maker: Regions) -> None:
    centre.write(keep, consolidate(centre, [maker.make(0, people=200)]).lines)
    november = consolidate(centre, [maker.make(0, people=100, month=(2026, 11))])
    carried = [finding for finding in november.findings if finding.rule == "CARRY"]
    assert {("1-PMM", "2-PMM", "3-PMM")} == {tuple(sorted({each.cell.partition("!")[0] for each in carried}))}


def test_kept_returns_are_files_again(centre: Centre, october: list[Path], tmp_path: Path) -> None:
    country = consolidate(centre, october[:2])
    centre.write(keep, country.lines)
    laid = centre.read(lay_out_kept, year=2026, month=10, folder=tmp_path)
    assert [path.name for path in laid] == [path.name for path in october[:2]]
    assert [path.read_bytes() for path in laid] == [path.read_bytes() for path in october[:2]]
    assert centre.read(kept_digests, year=2026, month=10) == {line.read.sha256 for line in country.lines}
    assert centre.read(kept_digests, year=2026, month=9) == frozenset()


def test_lines_without_a_region_are_passed_over(centre: Centre, october: list[Path]) -> None:
    (line,) = consolidate(centre, october[:1]).lines
    nowhere = CentreLine(None, replace(line.read), FileState.WRONG_REGION)
    assert centre.write(keep, [nowhere]).value == 0
