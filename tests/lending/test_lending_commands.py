"""Lending without a window: out, opened there, back."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import main
from desktop_app.bootstrap import open_centre
from desktop_app.paths import CentrePaths
from tests.lending.lending_office import PASSWORD, empty_database, office


def test_a_cohort_goes_out_and_comes_back_by_commands(
    centre_paths: CentrePaths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(folder: Path, *arguments: object) -> tuple[int, dict[str, Any]]:
        code = main([str(each) for each in (*arguments, "--data", folder, "--json")])
        return code, json.loads(capsys.readouterr().out)

    centre = open_centre(centre_paths)
    office(centre)
    centre.is_changed_since_backup = False
    centre.close()
    password = tmp_path / "password"
    password.write_text(f"{PASSWORD}\n")
    secret = ("--parcel-password-file", password)
    home, there = centre_paths.folder, tmp_path / "there"
    there.mkdir()
    (there / "mahorat.db").write_bytes(empty_database().read_bytes())
    code, lent = run(home, "lend", "--cohort", "MAT-26/11", "--to", "Filial", "--out", tmp_path, *secret)
    assert (code, lent["number"], lent["people"]) == (0, 1, 3)
    assert (
        run(home, "lend", "--cohort", "MAT-26/11", "--to", "Filial", "--out", tmp_path, *secret)[1]["error"] == "is_out"
    )
    code, opened = run(there, "lend", "--open", lent["file"], *secret)
    assert (code, opened["title"]) == (0, "MAT-26/11")
    code, given = run(there, "lend", "--return", "--out", tmp_path / "back.mahorat-parcel")
    assert (code, given["return_number"]) == (0, 1)
    code, looked = run(home, "take-back", given["file"])
    assert (code, looked["is_applied"], looked["is_known"]) == (0, False, False)
    code, taken = run(home, "take-back", given["file"], "--apply")
    assert (code, taken["is_applied"]) == (0, True)
    code, again = run(home, "take-back", given["file"], "--apply")
    assert (code, again["is_applied"], again["is_known"]) == (0, False, True)
    assert [row["where"] for row in run(home, "lend", "--list")[1]["lent"]] == ["returned"]
