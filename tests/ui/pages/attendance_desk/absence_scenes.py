"""Scenes of absences and of those who are not on the list for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.attendance.absence_records import AbsenceView
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.attendance.service import grid
from desktop_app.attendance.walk_in_records import WalkInRecord
from desktop_app.attendance.walk_ins import walk_ins
from desktop_app.marks.records import MarkValue
from ui.pages.attendance_desk.absence_dialog import AbsenceDialog
from ui.pages.attendance_desk.absences import AbsencesPanel
from ui.pages.attendance_desk.page import AttendanceDeskPage
from ui.pages.attendance_desk.walk_in_dialogs import DismissDialog, RecogniseDialog, WalkInDialog, WhoDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage


def absences_tab(stage: "Stage") -> QWidget:
    page = stage.page("attendance_desk", "absences")
    stage.settle()
    panel = _panel(page)
    panel.view.choose(AbsenceView.ALL)
    panel.refresh()
    stage.settle()
    return page


def absence(stage: "Stage") -> QWidget:
    absences_tab(stage)
    page = stage.page("attendance_desk", "absences")
    row = _panel(page).table.current()
    assert row is not None
    dialog = AbsenceDialog(page, draft=row.draft)
    stage.settle()
    return dialog


def walk_ins_tab(stage: "Stage") -> QWidget:
    page = stage.page("attendance_desk", "walk_ins")
    stage.settle()
    return page


def new_walk_in(stage: "Stage") -> QWidget:
    return WalkInDialog(walk_ins_tab(stage), cohort_id=_waiting(stage).cohort_id)


def who(stage: "Stage") -> QWidget:
    dialog = WhoDialog(walk_ins_tab(stage), _waiting(stage))
    stage.settle()
    return dialog


def recognised(stage: "Stage") -> QWidget:
    """As somebody of the cohort who is marked for the same lessons, once as absent."""
    page, record, centre = walk_ins_tab(stage), _waiting(stage), stage.workspace.centre
    found = centre.read(grid, cohort_id=record.cohort_id)
    person = next(each for each in found.people if not each.is_walk_in and each.is_markable)
    lessons = [session for session in found.sessions if (record.enrolment_id, session.id) in found.marks]
    change = MarkChange(person.enrolment_id, lessons[0].id, MarkValue("KELMADI"))
    centre.write(set_marks, marks=[change], reason="varaqdan")
    dialog = RecogniseDialog(page, record, person.person_id)
    stage.settle()
    return dialog


def dismissal(stage: "Stage") -> QWidget:
    return DismissDialog(walk_ins_tab(stage), _waiting(stage))


def _panel(page: QWidget) -> AbsencesPanel:
    assert isinstance(page, AttendanceDeskPage)
    assert isinstance(page.panel, AbsencesPanel)
    return page.panel


def _waiting(stage: "Stage") -> WalkInRecord:
    return stage.workspace.centre.read(walk_ins)[0]


SCENES: "dict[str, Callable[[Stage], QWidget]]" = {
    "absences": absences_tab,
    "absence_noted": absence,
    "walk_ins": walk_ins_tab,
    "walk_in": new_walk_in,
    "walk_in-who": who,
    "walk_in-recognised": recognised,
    "walk_in-dismissed": dismissal,
}
