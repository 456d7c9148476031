"""``inspect`` needs no centre, tells what it found as JSON, and ends as bad input over what it cannot read."""

import json
from pathlib import Path

import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, main


def test_findings_are_told_without_a_centre(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "hisobot.txt"
    file.write_text("120 nafar rahbar, 340 nafar pedagog, jami 480 nafar.", encoding="utf-8")
    assert main(["inspect", str(file), "--json"]) == DONE
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert {"rule": "SUM", "place": "1-qator", "said": "480", "true": "460"}.items() <= finding.items()
    assert "460" in finding["text"]


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    assert main(["inspect", str(tmp_path / "yoq.xlsx")]) == BAD_INPUT
