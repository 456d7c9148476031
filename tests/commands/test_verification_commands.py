"""``keys``, ``revocations`` and ``verifier`` without a window: what two centres send each other."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, REFUSED, main
from desktop_app.centre import Centre
from desktop_app.certificates.signature import sign
from tests.certificates.claims import LATIN
from tests.verification import centres
from tests.verification.issued import SECOND, annul, issue


@pytest.fixture
def folder(centre: Centre) -> list[str]:
    """Azimova's certificate is valid, Botirova's annulled."""
    issue(centre, "Azimova", "Botirova")
    annul(centre, SECOND)
    centre.is_changed_since_backup = False
    centre.close()
    return ["--data", str(centre.paths.folder), "--json"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main(list(arguments))
    return code, json.loads(capsys.readouterr().out)


def test_own_keys_lists_and_page_are_written(
    folder: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys, withdrawn, page = tmp_path / "keys.json", tmp_path / "withdrawn.cose", tmp_path / "page.html"
    code, told = run(capsys, "keys", "--out", str(keys), *folder)
    assert (code, len(told["keys"]), told["fingerprint"]) == (
        DONE,
        1,
        json.loads(keys.read_text(encoding="utf-8"))["fingerprint"],
    )
    code, told = run(capsys, "revocations", "--out", str(withdrawn), *folder)
    assert (code, told["number"], told["withdrawn"]) == (
        DONE,
        1,
        [{"number": SECOND, "status": "annulled", "replaced_by": None}],
    )
    code, told = run(capsys, "verifier", "--out", str(page), *folder)
    assert (code, told["keys"], told["withdrawn"]) == (DONE, 1, 1)
    assert page.stat().st_size == told["bytes"] < 1_000_000
    assert main(["revocations", "--add", str(withdrawn), *folder]) == REFUSED
    assert main(["revocations", "--add", str(keys), *folder]) == BAD_INPUT


def test_keys_of_another_centre_are_trusted_with_their_digits_only(
    folder: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = tmp_path / "keys.json"
    keys.write_bytes(centres.key_list())
    code, told = run(capsys, "keys", "--add", str(keys), *folder)
    assert (code, told["added"]) == (REFUSED, 0)
    code, told = run(capsys, "keys", "--add", str(keys), "--fingerprint", told["fingerprint"], *folder)
    assert (code, told["added"]) == (DONE, 1)
    code, told = run(capsys, "verify", sign(LATIN, centres.KEY), *folder)
    assert (code, told["codes"][0]["number"]) == (DONE, "MO 000831")
