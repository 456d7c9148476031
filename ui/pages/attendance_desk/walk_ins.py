"""Those who came and were not on the list, of all cohorts, until somebody says who they are."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.attendance.walk_in_records import WalkInRecord
from desktop_app.attendance.walk_ins import walk_ins
from desktop_app.i18n import N_, _
from ui import formats
from ui.actions import Action
from ui.models.table_model import Column
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.attendance_desk.desk_panel import DeskPanel
from ui.pages.attendance_desk.walk_in_dialogs import ask_change, ask_dismissal, ask_who
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace


def _days(row: WalkInRecord) -> str:
    if row.first_on is None or row.first_on == row.last_on:
        return formats.date_text(row.first_on)
    return f"{formats.date_text(row.first_on)} – {formats.date_text(row.last_on)}"


def _noted(row: WalkInRecord) -> str:
    return ", ".join(filter(None, (formats.moment_text(row.came_at), row.noted_by)))


WALK_IN_COLUMNS: tuple[Column[WalkInRecord], ...] = (
    Column("name", N_("Who"), lambda row: row.name, width=200, is_stretched=True),
    Column("cohort", N_("Cohort"), lambda row: row.cohort_code, width=110),
    Column("marks", N_("Marks"), lambda row: row.marks, width=80),
    Column("days", N_("When"), _days, width=180, sort=lambda row: row.first_on or row.came_at.date()),
    Column("note", N_("Note"), lambda row: row.note, width=180, is_told_whole=True),
    Column("code", N_("Badge"), lambda row: row.code, width=110),
    Column(
        "came",
        N_("Noted"),
        _noted,
        width=220,
        is_told_whole=True,
        sort=lambda row: row.came_at,
    ),
)


class WalkInsPanel(DeskPanel):
    changes_that_matter = frozenset({"walk_in", "mark", "enrolment", "person", "cohort"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.table: RecordTable[WalkInRecord] = RecordTable(
            workspace,
            "attendance_desk.walk_ins",
            WALK_IN_COLUMNS,
            filter_hint=_("Name, cohort or note"),
            empty=EmptyState(
                _("Everybody in the registers is known. In a register Ctrl+Shift+N adds somebody not on its list."),
                icon="person",
            ),
        )
        self.table.opened.connect(lambda _row: self.say_who())
        self.table.add_row_action(Action(_("Change…"), self.change, icon="edit", key="F2", right="mark_attendance"))
        self.table.add_row_action(Action(_("Open the register"), self.go_to_register, icon="attendance", key="Ctrl+R"))
        self.table.add_row_action(
            Action(_("Take out…"), self.dismiss, icon="delete", key="Del", right="mark_attendance")
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.table)
        # The list itself is hidden until there is something in it.
        self.setFocusProxy(self.table.filter_box)

    def actions_of_page(self) -> Sequence[Action]:
        if not self.table.view.model().rowCount():
            return ()
        return (Action(_("Say who it is…"), self.say_who, icon="person", key="Ctrl+Shift+W", right="mark_attendance"),)

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(walk_ins), self._show, slot="refresh")

    def say_who(self) -> None:
        row = self.table.current()
        if row is not None:
            ask_who(self, row)

    def change(self) -> None:
        row = self.table.current()
        if row is not None:
            ask_change(self, row)

    def dismiss(self) -> None:
        row = self.table.current()
        if row is not None:
            ask_dismissal(self, row)

    def go_to_register(self) -> None:
        row = self.table.current()
        if row is not None:
            self.workspace.navigate(Target("cohort", (row.cohort_id, "attendance")))

    def _show(self, rows: list[WalkInRecord]) -> None:
        self.fill(self.table, rows)
        if self.table.current() is None:
            self.table.select_place(0)
        self.actions_changed.emit()
