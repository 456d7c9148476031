"""Attendance of all cohorts: what is not marked, who is out of reach, what is doubtful, and the papers of it."""

from desktop_app.i18n import N_, _
from ui.widgets.tab_page import TabPage, TabSpec
from ui.workspace import Workspace

TABS: tuple[TabSpec, ...] = (
    TabSpec("unmarked", N_("Not marked"), "ui.pages.attendance_desk.unmarked:UnmarkedPanel"),
    TabSpec("reach", N_("Out of reach"), "ui.pages.attendance_desk.reach:ReachPanel"),
    TabSpec("cohorts", N_("All cohorts"), "ui.pages.attendance_desk.reach_cohorts:CohortsPanel"),
    TabSpec("heads", N_("Heads"), "ui.pages.attendance_desk.heads:HeadsPanel"),
    TabSpec("doubtful", N_("Doubtful"), "ui.pages.attendance_desk.doubtful:DoubtfulPanel"),
    TabSpec("absences", N_("Absences"), "ui.pages.attendance_desk.absences:AbsencesPanel"),
    TabSpec("walk_ins", N_("Not on the list"), "ui.pages.attendance_desk.walk_ins:WalkInsPanel"),
    TabSpec("door", N_("Door"), "ui.pages.attendance_desk.scan_station:DoorPanel"),
    TabSpec("sheets", N_("Sheets"), "ui.pages.attendance_desk.sheets:SheetsPanel"),
    TabSpec("imports", N_("From files"), "ui.pages.attendance_desk.imports:ImportsPanel"),
)


class AttendanceDeskPage(TabPage):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Attendance"), tabs=TABS)
