"""The country's table without a window."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest

from desktop_app.centre import Centre
from desktop_app.commands.consolidate_command import COMMAND
from desktop_app.errors import Refused
from desktop_app.progress import Progress
from tests.consolidation.made import Regions, altered


def run(centre: Centre, *words: str | Path) -> dict[str, Any]:
    parser = ArgumentParser()
    COMMAND.add_arguments(parser)
    report = COMMAND.run(centre, parser.parse_args([str(word) for word in words]), Progress())
    assert report.lines
    facts: dict[str, Any] = json.loads(json.dumps(report.facts))
    return facts


def test_centres_missing_findings_and_the_total_are_told(centre: Centre, tmp_path: Path) -> None:
    maker = Regions(centre, tmp_path)
    files = [maker.make(place) for place in range(3)]
    files[1] = altered(files[1], "2-PMM", "E9", "999", out=tmp_path / "andijon.xlsx")
    facts = run(centre, *files, "--out", tmp_path / "r.xlsx", "--letters", tmp_path / "xatlar", "--keep")
    assert Path(facts["file"]).exists()
    assert facts["month"] == "2026-10"
    assert [(one["region"], one["state"], one["counted"], one["people"]) for one in facts["centres"]] == [
        ("1735", "accepted", True, 60),
        ("1703", "altered", False, 70),
        ("1706", "accepted", True, 80),
    ]
    assert facts["centres"][0]["figures"]["year_actual"] == 132
    assert [one["region"] for one in facts["missing"]] == [region.code for region in maker.all[3:]]
    (finding,) = [one for one in facts["findings"] if one["rule"] == "ALTERED"]
    assert (finding["place"], finding["said"], finding["region"]) == ("andijon.xlsx!2-PMM!E9", "999", "1703")
    assert facts["total"]["1-PMM"]["JAMI"]["year_actual"] == 132 + 146
    assert facts["total"]["1-PMM"]["UKT"]["year_actual"] == 180
    assert facts["total"]["1-PMM"]["PMM.RAHBAR"]["year_actual"] > 0
    assert facts["total"]["1-PMM"]["JAMI"]["percent"] == pytest.approx(100 * 278 / 312, abs=0.06)
    assert len(facts["letters"]) == 12
    assert facts["kept"] == 2


def test_the_workbook_never_takes_the_place_of_a_return(centre: Centre, tmp_path: Path) -> None:
    file = Regions(centre, tmp_path).make(0)
    before = file.read_bytes()
    with pytest.raises(Refused, match="target_is_return"):
        run(centre, file, "--out", file)
    assert file.read_bytes() == before
