"""The front door: which call does what, and how failures are told."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import desktop_app
from desktop_app.__main__ import BAD_INPUT, BUG, DONE, REFUSED, main
from desktop_app.commands import cohorts_command
from desktop_app.commands.command import Command
from desktop_app.paths import CentrePaths


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """The one JSON object on standard output; anything else there fails."""
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_command_without_a_folder_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cohorts", "--json"]) == BAD_INPUT
    assert answer(capsys)["error"] == "usage"


def test_an_unknown_command_is_bad_input_and_stays_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dance", "--json"]) == BAD_INPUT
    assert answer(capsys)["error"] == "usage"


def test_a_folder_without_a_centre_is_bad_input(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["cohorts", "--data", str(tmp_path), "--json"]) == BAD_INPUT
    assert answer(capsys)["error"] == "no_centre_in_folder"
    assert list(tmp_path.iterdir()) == []


def test_the_folder_may_be_named_before_or_after_the_command(
    capsys: pytest.CaptureFixture[str], centre_paths: CentrePaths
) -> None:
    folder = str(centre_paths.folder)
    assert main(["--data", folder, "--json", "cohorts"]) == DONE
    assert answer(capsys) == {"cohorts": []}
    assert main(["cohorts", "--data", folder, "--json"]) == DONE
    assert answer(capsys) == {"cohorts": []}


def test_demo_makes_a_centre_of_an_empty_folder_and_refuses_a_full_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    call = ["demo", "--people", "30", "--seed", "2", "--data", str(tmp_path / "new"), "--json"]
    assert main(call) == DONE
    assert answer(capsys)["people"] == 30
    assert main(call) == REFUSED
    assert answer(capsys)["error"] == "centre_not_empty"


@pytest.mark.parametrize("people", ["0", "-1", "2000001", "many"])
def test_demo_refuses_a_number_of_people_before_it_makes_a_folder(
    people: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["demo", "--people", people, "--data", str(tmp_path / "new"), "--json"]) == BAD_INPUT
    assert answer(capsys)["error"] == "usage"
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("call", [["roster", "a.csv"], ["answers", "a.csv", "--questionnaire", "needs-teachers"]])
def test_an_empty_cohort_of_a_script_is_not_taken_for_no_cohort(
    call: list[str], capsys: pytest.CaptureFixture[str], centre_paths: CentrePaths
) -> None:
    assert main([*call, "--cohort", "", "--data", str(centre_paths.folder), "--json"]) == BAD_INPUT
    assert answer(capsys)["error"] == "cohort_unknown"


def test_the_answer_follows_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], centre_paths: CentrePaths
) -> None:
    call = ["survey", "--cohort", "X-1", "--out", "x.pdf", "--data", str(centre_paths.folder), "--language"]
    main([*call, "ru"])
    russian = capsys.readouterr().err
    main([*call, "en"])
    assert russian != capsys.readouterr().err


def test_a_failure_is_told_on_standard_error_for_people(
    capsys: pytest.CaptureFixture[str], centre_paths: CentrePaths
) -> None:
    call = ["survey", "--cohort", "X-1", "--out", "x.pdf", "--data", str(centre_paths.folder)]
    assert main(call) == BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert "X-1" in told.err


def test_a_year_that_is_none_is_bad_input(capsys: pytest.CaptureFixture[str], centre_paths: CentrePaths) -> None:
    assert main(["cohorts", "--year", "0", "--data", str(centre_paths.folder), "--json"]) == BAD_INPUT
    assert answer(capsys)["error"] == "usage"


def test_a_mistake_of_the_program_is_told_by_its_places_and_not_taken_for_a_refusal(
    capsys: pytest.CaptureFixture[str], centre_paths: CentrePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_arguments: object) -> None:
        raise ValueError("31203852310042")

    monkeypatch.setattr(cohorts_command, "COMMAND", Command("", lambda _parser: None, stumble))
    assert main(["cohorts", "--data", str(centre_paths.folder), "--json"]) == BUG
    told = capsys.readouterr()
    assert json.loads(told.out)["error"] == "bug"
    assert "stumble" in told.err
    assert "31203852310042" not in told.out + told.err + centre_paths.log.read_text()


def test_a_reader_who_goes_away_is_no_failure(centre_paths: CentrePaths) -> None:
    call = [sys.executable, "-m", "desktop_app", "cohorts", "--data", str(centre_paths.folder), "--json"]
    root = Path(desktop_app.__file__).parents[1]
    with subprocess.Popen(call, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        told = program.stderr.read()
    assert (program.returncode, told) == (DONE, b"")
