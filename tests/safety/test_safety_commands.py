"""``backup``, ``restore`` and ``check`` without a window."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, REFUSED, main
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.paths import CentrePaths
from desktop_app.safety.backup import backups
from desktop_app.safety.snapshot import digest_of, opened
from tests import factories


@pytest.fixture
def folder(centre: Centre) -> Path:
    """The folder of a closed centre with one person."""
    factories.write(centre, factories.person())
    centre.is_changed_since_backup = False
    centre.close()
    return centre.paths.folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_backup_writes_into_the_folder_of_the_centre(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, "backup", "--data", str(folder))
    (record,) = backups(folder / "backups")
    assert code == DONE
    assert told == {"file": str(record.path), "people": 1, "digest": digest_of(record.path)}


def test_backup_writes_where_it_is_told_to(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, "backup", "--data", str(folder), "--out", str(tmp_path / "nusxa.db"))
    assert (code, told["file"], told["people"]) == (DONE, str(tmp_path / "nusxa.db"), 1)
    assert told["digest"] == digest_of(tmp_path / "nusxa.db")


def test_restore_brings_the_people_back(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "nusxa.db"
    _code, saved = run(capsys, "backup", "--data", str(folder), "--out", str(copy))
    with opened(folder / "mahorat.db", read_only=False) as raw:
        raw.execute("DELETE FROM person")
    code, told = run(capsys, "restore", str(copy), "--data", str(folder))
    expected = {"file": str(copy), "people": 1, "digest": saved["digest"], "has_manifest": True}
    assert (code, told) == (DONE, expected)
    with opened(folder / "mahorat.db") as raw:
        assert raw.execute("SELECT count(*) FROM person").fetchone()[0] == 1


def test_restore_of_a_file_without_its_manifest_says_so(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "nusxa.db"
    run(capsys, "backup", "--data", str(folder), "--out", str(copy))
    copy.with_name("nusxa.db.json").unlink()
    code, told = run(capsys, "restore", str(copy), "--data", str(folder))
    assert (code, told["has_manifest"]) == (DONE, False)


def test_restore_makes_a_centre_in_an_empty_folder(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "backup", "--data", str(folder), "--out", str(tmp_path / "nusxa.db"))
    code, told = run(capsys, "restore", str(tmp_path / "nusxa.db"), "--data", str(tmp_path / "yangi"))
    assert (code, told["people"]) == (DONE, 1)
    open_centre(CentrePaths(tmp_path / "yangi")).close()


def test_restore_of_something_else_is_bad_input(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.db").write_text("Familiya;Ism")
    code, told = run(capsys, "restore", str(tmp_path / "x.db"), "--data", str(folder))
    assert (code, told["error"]) == (BAD_INPUT, "not_a_centre")


def test_check_says_that_sound_data_are_sound(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(folder / "mahorat.db", read_only=False) as raw:
        raw.execute("INSERT INTO person_word VALUES ('abdulaeva', 1)")
    code, told = run(capsys, "check", "--data", str(folder))
    assert (code, told["ok"]) == (DONE, True)
    assert len(told["checks"]) >= 15
    assert {tuple(check) for check in told["checks"]} == {("name", "ok", "found")}


def test_check_counts_what_it_finds_and_says_no(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, "check", "--data", str(folder))
    assert (code, told["ok"]) == (REFUSED, False)
    assert [check for check in told["checks"] if not check["ok"]] == [
        {"name": "person_not_findable", "ok": False, "found": 1}
    ]
