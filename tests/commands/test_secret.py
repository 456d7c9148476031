"""Secrets of headless commands: from a file, or typed where somebody can type."""

from io import StringIO
from pathlib import Path

import pytest

from desktop_app.commands.secret import read_secret
from desktop_app.errors import Invalid


def test_the_first_line_of_a_file_is_the_secret(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_bytes("\ufeffChorvoq tongi\r\nboshqa qator".encode())
    assert read_secret(file, "") == "Chorvoq tongi"


def test_without_a_file_and_a_terminal_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("typed where everybody sees it\n"))
    with pytest.raises(Invalid, match="no_terminal"):
        read_secret(None, "Password: ")
