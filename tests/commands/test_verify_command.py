"""``verify`` on texts and files that are no certificates."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import BAD_INPUT, REFUSED, main
from desktop_app.centre import Centre


@pytest.fixture
def folder(centre: Centre) -> list[str]:
    centre.is_changed_since_backup = False
    centre.close()
    return ["--data", str(centre.paths.folder)]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_any_text_is_answered_calmly_and_ends_as_a_refusal(
    folder: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, "verify", "salom " * 2000, *folder)
    assert code == REFUSED
    (found,) = told["codes"]
    assert (found["valid"], found["status"], found["name"]) == (False, "unreadable", None)


def test_a_file_that_is_not_there_is_bad_input(folder: list[str], tmp_path: Path) -> None:
    assert main(["verify", str(tmp_path / "yoq.pdf"), *folder]) == BAD_INPUT


def test_a_file_that_is_no_picture_is_bad_input(folder: list[str], tmp_path: Path) -> None:
    file = tmp_path / "matn.pdf"
    file.write_text("bu PDF emas")
    assert main(["verify", str(file), *folder]) == BAD_INPUT


def test_a_folder_is_no_code(folder: list[str], tmp_path: Path) -> None:
    assert main(["verify", str(tmp_path), *folder]) == BAD_INPUT
