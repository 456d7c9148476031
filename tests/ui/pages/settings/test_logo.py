"""The logo in the settings: chosen, shown, taken off, and given back."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop_app.reference.logo import logo
from tests.ui.looks import clipped_words
from ui.pages.settings.logo_dialog import LogoDialog
from ui.pages.settings.page import SettingsPage
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> SettingsPage:
    made = SettingsPage(workspace)
    qtbot.addWidget(made)
    made.open("centre")
    made.resize(1166, 768)
    made.show()
    settle()
    return made


def fill_in(monkeypatch: pytest.MonkeyPatch, settle: Settle, **values: object) -> list[str]:
    """Every form that opens is filled in so and saved; gives the errors under the file."""
    errors: list[str] = []

    def run(form: QDialog) -> int:
        assert isinstance(form, LogoDialog)
        form.show()
        assert clipped_words(form) == []
        for name, value in values.items():
            form.field(name).set_value(value)
        form.save()
        settle()
        errors.append(form.field("logo").error)
        form.hide()
        return 0

    monkeypatch.setattr(LogoDialog, "exec", run)
    return errors


def test_a_logo_is_chosen_shown_and_taken_off_and_the_banner_gives_it_back(
    page: SettingsPage, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = io.BytesIO()
    Image.new("RGB", (80, 40), (200, 0, 0)).save(made, "PNG")
    file = tmp_path / "logo.png"
    file.write_bytes(made.getvalue())
    workspace, section = page.workspace, page.section
    undone: list[Callable[[], object]] = []
    workspace.notice_requested.connect(lambda _text, undo, _link: undone.append(undo))
    assert section.logo.pixmap().isNull()
    fill_in(monkeypatch, settle, logo=file)
    section.edit_logo()
    settle()
    assert workspace.centre.read(logo) == made.getvalue()
    assert not section.logo.pixmap().isNull()
    fill_in(monkeypatch, settle, is_off=True)
    section.edit_logo()
    settle()
    assert workspace.centre.read(logo) is None
    undone[-1]()
    settle()
    assert workspace.centre.read(logo) == made.getvalue()


def test_a_file_that_is_no_picture_is_told_under_its_field(
    page: SettingsPage, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"salom")
    errors = fill_in(monkeypatch, settle, logo=file)
    page.section.edit_logo()
    assert "2000" in errors[0]
    assert page.workspace.centre.read(logo) is None
