"""``sheets`` without a window: one PDF for a week, and the same numbers when it is run again."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, REFUSED, main
from desktop_app.centre import Centre
from desktop_app.documents.qr import read_codes
from tests.attendance.printed_sheets import printable


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main(["sheets", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(centre: Centre) -> list[str]:
    """Two cohorts with lessons in the week, the program closed."""
    for code in ("FIZ-1", "MAT-1"):
        printable(centre, code=code)
    centre.is_changed_since_backup = False
    centre.close()
    return ["--data", str(centre.paths.folder)]


def test_a_week_of_all_cohorts_is_printed_and_printed_again_under_the_same_numbers(
    folder: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "hafta.pdf"
    arguments = ("--week", "2026-W47", "--out", str(out), *folder)
    code, told = run(capsys, *arguments)
    numbers = ["DV-2026-000001", "DV-2026-000002"]
    assert (code, told) == (DONE, {"sheets": 2, "pages": 2, "numbers": numbers, "file": str(out)})
    assert [code.text for code in read_codes(out)] == numbers
    assert run(capsys, *arguments) == (DONE, told)


def test_one_cohort_alone_can_be_asked_for(
    folder: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, "--week", "2026-W47", "--cohort", "mat-1", "--out", str(tmp_path / "bir.pdf"), *folder)
    assert (code, told["sheets"]) == (DONE, 1)


@pytest.mark.parametrize("week", ["2026-47", "2026-W00", "2026-W54", "W47", "0000-W01", "9999-W52"])
def test_what_is_no_week_is_bad_input(
    folder: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], week: str
) -> None:
    code, _told = run(capsys, "--week", week, "--out", str(tmp_path / "a.pdf"), *folder)
    assert code == BAD_INPUT


def test_a_week_without_lessons_is_refused_and_leaves_no_file(
    folder: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.pdf"
    code, told = run(capsys, "--week", "2030-W01", "--out", str(out), *folder)
    assert (code, told["error"]["code"] if isinstance(told["error"], dict) else told["error"]) == (
        REFUSED,
        "no_lessons_then",
    )
    assert not out.exists()


def test_the_centres_own_data_are_no_target(
    folder: list[str], centre: Centre, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _told = run(capsys, "--week", "2026-W47", "--out", str(centre.paths.database), *folder)
    assert code == REFUSED
