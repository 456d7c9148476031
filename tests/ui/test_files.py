"""The name that a file is offered under, and copies to look at."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.files import PDF, choose_target


def test_the_offered_name_is_one_that_windows_takes(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def ask(_owner: QWidget, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(Path(name).name)
        return str(tmp_path / "kept"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    owner = QWidget()
    qtbot.addWidget(owner)
    assert choose_target(owner, "", name='The "best"?: A/B\\C|<1>*', kind=PDF) == tmp_path / "kept.pdf"
    assert offered == ["The -best--- A-B-C--1--.pdf"]


LOOKED_AT = """
from ui.files import temporary_copy
copy = temporary_copy("a/doctor.pdf", b"%PDF")
assert copy.read_bytes() == b"%PDF"
print(copy)
"""


def test_a_copy_to_look_at_goes_with_the_program() -> None:
    run = [sys.executable, "-c", LOOKED_AT]
    done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2], timeout=60)
    copy = Path(done.stdout.strip())
    assert copy.name == "doctor.pdf"
    assert not copy.parent.exists()
