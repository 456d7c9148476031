"""What tests of the import desk share: rows as offices write them, and looking and typing as a person does."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.cohorts.enrolment import enrolled_people
from ui.pages.rosters.page import RosterPage

Settle = Callable[[], None]
Read = Callable[[Path], None]
Type = Callable[[QWidget, str], None]
WriteRoster = Callable[..., Path]

READY = ("Olimova Zilola Rustam qizi", "14.03.1985", "41403850010011")
NO_NAME = ("", "14.03.1985", "41403850010011")
OTHER_BIRTH = ("Karimova Dilnoza Rustam qizi", "08.11.1990", "40711904150273")
DISTRICTS = "№;F.I.Sh.;Tugʻilgan sana;Tuman"
IN_BUXORO = [(f"{name} Nodira Rustam qizi", "14.03.1985", "Buxoro") for name in ("Aliyeva", "Valiyeva", "Soliyeva")]


def states(page: RosterPage) -> list[str]:
    """The words beside the rows in sight."""
    lines = [page.view.model.line(place) for place in range(page.view.model.rowCount())]
    return [line.state for line in lines if line is not None]


def shown(page: RosterPage, row: int, field: str) -> str:
    model = page.view.model
    return str(model.index(row, model.place_of_field(field)).data())


def enrolled(page: RosterPage, cohort_id: int) -> list[str]:
    return [person.name for person in page.workspace.centre.read(enrolled_people, cohort_id=cohort_id)]


def press(page: RosterPage, qtbot: QtBot, key: Qt.Key, *, ctrl: bool = False, alt: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    if ctrl:
        modifiers |= Qt.KeyboardModifier.ControlModifier
    if alt:
        modifiers |= Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(page.view.view, key, modifiers)


def type_over(page: RosterPage, qtbot: QtBot, type_text: Type, text: str) -> None:
    """Into the current cell, as in Excel: F2, select all, type, Enter."""
    press(page, qtbot, Qt.Key.Key_F2)
    editor = page.view.view.findChild(QLineEdit)
    editor.selectAll()
    type_text(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    # Qt hands the text over a moment after the key.
    qtbot.waitUntil(lambda: page.view.view.state() != QAbstractItemView.State.EditingState)
