"""``protect`` without a window, and a restore with nothing but a backup and the recovery sheet."""

import json
from pathlib import Path
from typing import Any

import pytest

from db import schema
from desktop_app.__main__ import BAD_INPUT, DONE, REFUSED, main
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.documents.qr import read_codes
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.protection import slots
from desktop_app.protection.keys import keys_of
from desktop_app.safety.backup import backups
from desktop_app.safety.encrypting import encrypt
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def passwords_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))


@pytest.fixture
def folder(centre: Centre) -> Path:
    """The folder of a closed centre without accounts."""
    centre.close()
    return centre.paths.folder


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any]:
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_centre_without_accounts_is_not_encrypted_and_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, "protect", "status", "--data", folder)
    assert (code, told["is_encrypted"], told["has_accounts"], told["logins"]) == (DONE, False, False, [])
    code, told = run(capsys, "protect", "encrypt", "--data", folder)
    assert (code, told["error"]) == (REFUSED, "keys_are_open")
    assert schema.is_plain(folder / "mahorat.db")


def test_the_sheet_is_written_and_its_code_proved(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, "protect", "recovery", "--out", tmp_path / "sheet.pdf", "--data", folder)
    assert (code, told) == (DONE, {"file": str(tmp_path / "sheet.pdf")})
    (secret, _second) = [found.text for found in read_codes(tmp_path / "sheet.pdf")]
    (tmp_path / "code").write_text(secret.lower() + "\n")
    _code, told = run(capsys, "protect", "prove", "--code-file", tmp_path / "code", "--data", folder)
    assert (told["has_recovery"], told["is_recovery_proved"]) == (True, True)
    (tmp_path / "code").write_text("00000-" * 7)
    code, told = run(capsys, "protect", "prove", "--code-file", tmp_path / "code", "--data", folder)
    assert (code, told["error"]) == (REFUSED, "wrong_code")


def test_the_recovery_sheet_and_a_backup_restore_the_centre_on_a_clean_pc(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = CentrePaths(folder)
    keys = keys_of(paths)
    assert keys is not None
    master = keys.open_master()
    assert master is not None
    keys.add_slot(master, "nodira", "oq terak")
    (tmp_path / "code").write_text(keys.new_recovery(master))
    encrypt(paths, keys.close_keys(master), clock=FixedClock(NOW), progress=Progress())
    paths.backups.rename(tmp_path / "stick")
    file = backups(tmp_path / "stick")[-1].path
    there = tmp_path / "new PC"
    code, told = run(capsys, "restore", file, "--data", there)
    assert (code, told["error"]) == (BAD_INPUT, "sign_in_needed")
    code, told = run(capsys, "restore", file, "--recovery-file", tmp_path / "code", "--data", there)
    assert (code, told["has_manifest"]) == (DONE, True)
    assert not schema.is_plain(there / "mahorat.db")
