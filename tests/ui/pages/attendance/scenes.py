"""Scenes of the register for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.marks.records import MarkValue
from ui.pages.attendance.details_dialog import DetailsDialog
from ui.pages.attendance.keys_dialog import KeysDialog
from ui.pages.attendance.marking import Dispute
from ui.pages.attendance.panel import AttendancePanel
from ui.pages.attendance.reasons import ReasonDialog

if TYPE_CHECKING:
    from tests.screens import Stage


def lesson(stage: "Stage") -> None:
    """The roll of one lesson, half called."""
    panel = _panel(stage)
    if not panel.register.is_one_lesson:
        panel.change_view()
    column = 6
    values = [MarkValue("KELDI"), MarkValue("KELMADI", missed_hours=1), MarkValue("KECH", late_minutes=15)]
    panel.marking.set_marks([panel.model.change(row, column, value) for row, value in enumerate(values)])
    panel.register.go_to((len(values), column))
    stage.settle()


def dispute(stage: "Stage") -> None:
    """Marks of two people in one cell, a note, a block selected."""
    panel = _panel(stage)
    if panel.register.is_one_lesson:
        panel.change_view()
    change = panel.model.change(1, 6, MarkValue("KELDI"))
    panel.marking.set_marks([panel.model.change(2, 6, MarkValue("KELMADI", 1, None, "telefon qildi"))])
    panel.register.marks.select_block(range(4, 8), range(3, 6))
    panel.disputes.add([Dispute(change, panel.model.change(1, 6, MarkValue("KELMADI")), "")])
    stage.settle()


def details(stage: "Stage") -> QWidget:
    panel = _panel(stage)
    grid = panel.model.grid
    assert grid is not None
    return DetailsDialog(panel, grid, grid.people[2], grid.sessions[6], panel.model.mark_at(2, 6))


def keys(stage: "Stage") -> QWidget:
    panel = _panel(stage)
    assert panel.model.grid is not None
    return KeysDialog(panel, panel.model.grid)


def reason(stage: "Stage") -> QWidget:
    panel = _panel(stage)
    return ReasonDialog(panel, panel.model.sessions[:1])


def _panel(stage: "Stage") -> AttendancePanel:
    cohort_id = stage.workspace.centre.read(cohorts, states=[CohortState.STUDYING]).rows[0].id
    page = stage.page("cohort", (cohort_id, "attendance"))
    stage.settle()
    return page.findChildren(AttendancePanel)[-1]


SCENES = {
    "register-lesson": lesson,
    "register-dispute": dispute,
    "register-details": details,
    "register-keys": keys,
    "register-reason": reason,
}
