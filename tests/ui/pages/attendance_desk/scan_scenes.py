"""Scenes of badges and the station at the door for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.attendance.badges import badge_owners
from desktop_app.attendance.scan_closing import closing
from desktop_app.attendance.scan_door import door
from desktop_app.attendance.scan_records import ScanOutcome
from desktop_app.attendance.scans import record_scan
from desktop_app.i18n import _
from ui.pages.attendance_desk.badge_dialog import BadgeDialog
from ui.pages.attendance_desk.page import AttendanceDeskPage
from ui.pages.attendance_desk.scan_dialogs import StrangerDialog
from ui.pages.attendance_desk.scan_station import DoorPanel
from ui.pages.attendance_desk.scan_words import closing_lines
from ui.widgets.confirm import ConfirmDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage


def station(stage: "Stage") -> QWidget:
    """Some have come, and the last badge belongs to somebody who is late."""
    page = stage.page("attendance_desk", "door")
    centre = stage.workspace.centre
    for place, cohort in enumerate(centre.read(door).cohorts):
        owners = centre.read(badge_owners, cohort_id=cohort.cohort_id)
        if cohort.came:
            continue
        for owner in owners[: len(owners) - place - 1]:
            centre.write(record_scan, text=owner.code)
    panel_of(page).refresh()
    stage.settle()
    _type(stage, panel_of(page), owners[-1].code)
    return page


def refused(stage: "Stage") -> QWidget:
    page = stage.page("attendance_desk", "door")
    _type(stage, panel_of(page), "DV-2026-000012")
    return page


def unknown(stage: "Stage") -> QWidget:
    page = stage.page("attendance_desk", "door")
    panel = panel_of(page)
    _type(stage, panel, "AB-12345")
    assert panel.unknown is not None
    assert panel.unknown.outcome is ScanOutcome.UNKNOWN
    return StrangerDialog(panel, panel.unknown)


def closing_day(stage: "Stage") -> QWidget:
    page = station(stage)
    details = closing_lines(stage.workspace.centre.read(closing))
    return ConfirmDialog(
        page, _("Mark the lessons that are over?"), action=_("Close the day"), details=details, is_danger=True
    )


def badges(stage: "Stage") -> QWidget:
    page = stage.page("attendance_desk", "door")
    first = stage.workspace.centre.read(door).cohorts[0]
    dialog = BadgeDialog(page, cohort_id=first.cohort_id)
    stage.settle()
    return dialog


def panel_of(page: QWidget) -> DoorPanel:
    assert isinstance(page, AttendanceDeskPage)
    assert isinstance(page.panel, DoorPanel)
    return page.panel


def _type(stage: "Stage", panel: DoorPanel, code: str) -> None:
    panel.code_box.setText(code)
    panel.take_code()
    stage.settle()


SCENES: "dict[str, Callable[[Stage], QWidget | None]]" = {
    "door": station,
    "door-refused": refused,
    "door-unknown": unknown,
    "door-closing": closing_day,
    "badges": badges,
}
