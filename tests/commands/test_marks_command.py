"""``marks`` without a window: what a file would do, the doing, and the register in a file."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, REFUSED, main
from desktop_app.centre import Centre
from tests.attendance.marks_made import made_cohort, saved

ROWS = [
    ("No.", "F.I.Sh.", "05.11 / 1", "19.11 / 1", "20.11 / 1", "Jami"),
    (1, "Abdullayeva Zilola", "", "+", "K5", 4),
    (2, "Karimov Anvar", "", "+", "-", 2),
    (3, "Kimdir Notanish", "", "+", "?", 2),
    (4, "Toʻrayev Gʻayrat", "", "x!", "S", 2),
]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main(["marks", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(centre: Centre) -> list[str]:
    made_cohort(centre)
    centre.is_changed_since_backup = False
    centre.close()
    return ["--data", str(centre.paths.folder), "--cohort", "mat-26/11"]


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(saved(tmp_path / "davomat.xlsx", ("Davomat", ROWS)))


def test_a_file_is_looked_at_and_nothing_is_written(
    folder: list[str], file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, file, *folder)
    assert code == DONE
    assert {name: told[name] for name in ("rows", "ready", "ask", "rejected", "ignored", "applied")} == {
        "rows": 4, "ready": 1, "ask": 1, "rejected": 2, "ignored": 0, "applied": 0
    }  # fmt: skip
    assert {state: count for state, count in told["marks"].items() if count} == {
        "new": 3, "ambiguous": 1, "unknown_person": 1, "refused": 1
    }  # fmt: skip
    assert [(each["sheet"], each["row"], each["column"], each["code"]) for each in told["problems"]] == [
        ("Davomat", 3, "", "person_ambiguous"),
        ("Davomat", 4, "", "person_unknown"),
        ("Davomat", 5, "D", "mark_unknown"),
    ]
    assert run(capsys, file, *folder) == (code, told)


def test_a_file_is_applied_once_and_then_changes_nothing(
    folder: list[str], file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, file, *folder, "--apply")
    assert (code, told["applied"]) == (DONE, 3)
    code, told = run(capsys, file, *folder, "--apply")
    assert (code, told["applied"], told["marks"]["unchanged"]) == (DONE, 0, 3)
    assert told["applied_before"]["is_same_file"]


def test_locked_lessons_refuse_the_whole_file_without_a_reason(
    folder: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [("F.I.Sh.", "05.11 / 1", "20.11 / 1"), ("Abdullayeva Zilola", "+", "+")]
    file = str(saved(tmp_path / "a.xlsx", ("D", rows)))
    code, _told = run(capsys, file, *folder, "--apply")
    assert code == REFUSED
    code, told = run(capsys, file, *folder, "--apply", "--reason", "Jurnal kech topshirildi")
    assert (code, told["applied"]) == (DONE, 2)


def test_what_differs_is_entered_only_when_that_is_said(
    folder: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for mark, extra, entered in (("+", (), (2, 2, 0)), ("-", (), (0, 0, 0)), ("-", ("--overwrite",), (2, 0, 2))):
        rows = [("F.I.Sh.", "19.11 / 1", "20.11 / 1"), ("Abdullayeva Zilola", mark, mark)]
        file = str(saved(tmp_path / "a.xlsx", ("D", rows)))
        told = run(capsys, file, *folder, "--apply", *extra)[1]
        assert (told["applied"], told["created"], told["matched"]) == entered


def test_a_register_written_is_a_register_read(
    folder: list[str], file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, file, *folder, "--apply")
    out = str(tmp_path / "jurnal.csv")
    assert run(capsys, *folder, "--export", out, "--columns", "name,marks") == (DONE, {"file": out})
    assert run(capsys, out, *folder)[1]["marks"]["unchanged"] == 3


@pytest.mark.parametrize("wrong", [(), ("--export", "x.xlsx", "--columns", "salary"), ("--numbers", "weight", "a.csv")])
def test_what_makes_no_sense_is_bad_input(
    folder: list[str], capsys: pytest.CaptureFixture[str], wrong: tuple[str, ...]
) -> None:
    assert main(["marks", *folder, *wrong]) == BAD_INPUT


def test_a_person_at_a_console_reads_where_each_problem_stands(
    folder: list[str], file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["marks", file, *folder]) == DONE
    told = capsys.readouterr().out
    assert "Davomat!D5" in told
    assert "Davomat!4" in told
