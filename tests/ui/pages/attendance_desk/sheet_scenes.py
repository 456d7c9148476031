"""Scenes of printed sheets for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.attendance.sheet_issue import issue_sheets, wishes_for
from desktop_app.attendance.sheet_records import SheetKind
from desktop_app.attendance.sheets import SheetFilter, sheet_of_code, sheets
from ui.pages.attendance_desk.page import AttendanceDeskPage
from ui.pages.attendance_desk.sheet_dialogs import GiveUpDialog, SheetBackDialog
from ui.pages.attendance_desk.sheet_print_dialog import SheetPrintDialog
from ui.pages.attendance_desk.sheets import SheetsPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage


def register(stage: "Stage") -> QWidget:
    _printed(stage)
    page = stage.page("attendance_desk", "sheets")
    stage.settle()
    return page


def printing(stage: "Stage") -> QWidget:
    panel = _panel(stage)
    dialog = SheetPrintDialog(panel, day=stage.workspace.centre.clock.today())
    stage.settle()
    return dialog


def back(stage: "Stage") -> QWidget:
    panel, centre = _panel(stage), stage.workspace.centre
    number = centre.read(sheets, SheetFilter())[0].number
    return SheetBackDialog(panel, centre.read(sheet_of_code, typed=number))


def giving_up(stage: "Stage") -> QWidget:
    panel = _panel(stage)
    return GiveUpDialog(panel, stage.workspace.centre.read(sheets, SheetFilter())[:2])


def _panel(stage: "Stage") -> SheetsPanel:
    page = register(stage)
    assert isinstance(page, AttendanceDeskPage)
    assert isinstance(page.panel, SheetsPanel)
    return page.panel


def _printed(stage: "Stage") -> None:
    """The sheets of this week, for a register that is not empty."""
    centre = stage.workspace.centre
    wishes = centre.read(wishes_for, kind=SheetKind.WEEK, day=centre.clock.today())
    centre.write(issue_sheets, wishes)


SCENES: "dict[str, Callable[[Stage], QWidget | None]]" = {
    "sheets": register,
    "sheets-print": printing,
    "sheet-back": back,
    "sheets-give-up": giving_up,
}
