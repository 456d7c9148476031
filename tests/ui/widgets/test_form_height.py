"""A form is as high as its fields where the screen has room, and scrolled where it has not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looks import show_in_front
from ui.widgets import form_dialog
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace


@pytest.fixture
def owner(workspace: Workspace, qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.workspace = workspace
    qtbot.addWidget(made)
    return made


def form_of(owner: QWidget, fields: int, qtbot: QtBot) -> FormDialog:
    form = FormDialog(owner, title="Karta")
    for number in range(fields):
        form.add(TextField(f"f{number}", f"Maydon {number}", hint="Izoh bir necha soʻzdan iborat"))
    show_in_front(form)
    return form


@pytest.fixture
def long_form(owner: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[FormDialog]:
    """Twenty fields on a screen of 768 pixels with its taskbar."""
    monkeypatch.setattr(form_dialog, "room_for_height", lambda _window: 668)
    made = form_of(owner, 20, qtbot)
    yield made
    made.hide()


def area_of(form: FormDialog) -> QScrollArea:
    (area,) = form.findChildren(QScrollArea)
    return area


def is_in_sight(form: FormDialog, name: str) -> bool:
    field = form.field(name)
    top = field.mapTo(area_of(form).viewport(), field.rect().topLeft()).y()
    return top >= 0 and top + field.height() <= area_of(form).viewport().height()


def test_a_short_form_shows_all_its_fields_and_grows_with_an_error(owner: QWidget, qtbot: QtBot) -> None:
    form = form_of(owner, 3, qtbot)
    assert not area_of(form).verticalScrollBar().isVisible()
    before = form.height()
    form.field("f0").show_error("Bir qatorga sigʻmaydigan uzun xato matni. " * 12)
    qtbot.waitUntil(lambda: form.height() > before)
    assert not area_of(form).verticalScrollBar().isVisible()
    form.hide()


def test_a_long_form_stays_on_the_screen_with_its_buttons(long_form: FormDialog) -> None:
    assert long_form.height() <= 668
    assert area_of(long_form).verticalScrollBar().isVisible()
    button = long_form.save_button
    assert button.mapTo(long_form, button.rect().bottomLeft()).y() < long_form.height()


def test_tab_brings_each_field_into_sight(long_form: FormDialog, qtbot: QtBot) -> None:
    for number in range(20):
        assert is_in_sight(long_form, f"f{number}"), number
        qtbot.keyClick(long_form.focusWidget(), Qt.Key.Key_Tab)


def test_the_field_with_the_error_is_brought_into_sight(long_form: FormDialog) -> None:
    assert not is_in_sight(long_form, "f19")
    long_form.field("f19").setFocus()
    assert is_in_sight(long_form, "f19")


def test_a_bar_that_scrolls_nothing_does_not_stay_over_the_edge(owner: QWidget, qtbot: QtBot) -> None:
    form = form_of(owner, 3, qtbot)
    area = area_of(form)
    # As Qt leaves it when words come while the form grows for them.
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    qtbot.waitUntil(lambda: not area.verticalScrollBar().isVisible())
    assert area.viewport().width() == area.width()
    form.hide()
