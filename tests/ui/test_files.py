"""The name that a file is offered under."""

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
