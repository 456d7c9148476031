"""The absences of all cohorts: what is announced, what no paper proves yet; each with its scans."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout

from desktop_app.attendance.absence_records import AbsenceRecord, AbsenceView, SavedAbsence, TakenBack
from desktop_app.attendance.absences import absences, marks_that_stay, restore_absence, take_back_absence
from desktop_app.i18n import N_, _, _n
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.attendance_desk.absence_dialog import AbsenceDialog, days_text, tell_saved
from ui.pages.attendance_desk.absence_pane import AbsencePane
from ui.pages.attendance_desk.desk_panel import DeskPanel
from ui.theme import GAP_M, Tone
from ui.widgets.chooser import Chooser
from ui.widgets.confirm import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

LEAST_PANE, MOST_PANE = 250, 290
# Of the room the list takes so many times what the pane takes.
LIST_SHARE = 3
# A year of a large centre is some thousands; what is older is found in the register of its cohort.
SHOWN_DAYS = 400
VIEWS = {
    AbsenceView.COMING: N_("Announced"),
    AbsenceView.UNPROVEN: N_("Without a document"),
    AbsenceView.ALL: N_("All of the last year"),
}
EMPTY = {
    AbsenceView.COMING: N_("Nobody has announced an absence."),
    AbsenceView.UNPROVEN: N_("A document stands behind every absence."),
    AbsenceView.ALL: N_("No absence has been noted."),
}
ABSENCE_COLUMNS: tuple[Column[AbsenceRecord], ...] = (
    Column(
        "days",
        N_("When"),
        lambda row: days_text(row.draft),
        width=200,
        is_told_whole=True,
        sort=lambda row: (row.draft.starts_on, row.draft.ends_on),
    ),
    Column("who", N_("Who"), lambda row: row.name or _("The whole group"), width=185, is_stretched=True),
    Column("cohort", N_("Cohort"), lambda row: row.cohort_code, width=100),
    Column("reason", N_("Reason"), lambda row: row.reason, width=145, is_told_whole=True, is_stretched=True),
    Column(
        "document",
        N_("Document"),
        lambda row: row.draft.document or (_("scan") if row.files else _("None yet")),
        width=118,
        hint=lambda row: row.draft.document,
        tone=lambda row: None if row.draft.document or row.files else Tone.WARN,
    ),
)


class AbsencesPanel(DeskPanel):
    changes_that_matter = frozenset({"absence", "attendance_file", "enrolment", "person", "cohort", "reference_item"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.table: RecordTable[AbsenceRecord] = RecordTable(
            workspace, "attendance_desk.absences", ABSENCE_COLUMNS, filter_hint=_("Name, cohort or reason")
        )
        # The absence that was just noted or changed.
        self._sought: int | None = None
        self.view = Chooser(_("Which absences"), [Choice(view, _(words)) for view, words in VIEWS.items()])
        self.view.chosen.connect(lambda _view: self.refresh())
        self.table.tools.addWidget(self.view)
        self.pane = AbsencePane(workspace)
        self.pane.setMinimumWidth(LEAST_PANE)
        self.pane.setMaximumWidth(MOST_PANE)
        self.table.opened.connect(lambda _row: self.change())
        self.table.selection_changed.connect(lambda: self.pane.look_at(self.table.current()))
        self.table.add_row_action(Action(_("Change…"), self.change, icon="edit", key="F2", right="mark_attendance"))
        self.table.add_row_action(Action(_("Open the register"), self.go_to_register, icon="attendance", key="Ctrl+R"))
        self.table.add_row_action(
            Action(_("Take back…"), self.take_back, icon="delete", key="Del", right="mark_attendance")
        )
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_M)
        outer.addWidget(self.table, LIST_SHARE)
        outer.addWidget(self.pane, 1)
        # The list itself is hidden until there is something in it.
        self.setFocusProxy(self.table.filter_box)

    def actions_of_page(self) -> Sequence[Action]:
        return (self._new(),)

    def refresh(self) -> None:
        view: AbsenceView = self.view.value
        first = self.workspace.centre.clock.today() - timedelta(days=SHOWN_DAYS)
        run_query(self, lambda centre: centre.read(absences, view=view, first=first), self._show, slot="refresh")

    def add(self) -> None:
        self._tell_saved(AbsenceDialog.ask(self))

    def change(self) -> None:
        row = self.table.current()
        if row is not None:
            self._tell_saved(AbsenceDialog.ask(self, draft=row.draft))

    def go_to_register(self) -> None:
        row = self.table.current()
        if row is not None:
            self.workspace.navigate(Target("cohort", (row.draft.cohort_id, "attendance")))

    def take_back(self) -> None:
        """Say first which marks stay; the banner brings the absence back with its scans."""
        row = self.table.current()
        if row is not None:
            run_query(
                self,
                lambda centre: len(centre.read(marks_that_stay, absence_id=row.id)),
                lambda stay: self._take_back(row, stay),
            )

    def _tell_saved(self, saved: SavedAbsence | None) -> None:
        if saved is not None:
            self._sought = saved.id
            self.refresh()
            tell_saved(self, saved)

    def _take_back(self, row: AbsenceRecord, stay: int) -> None:
        details = _n(
            "{n} mark that was set for it stays in the register. Change it there if it is wrong.",
            "{n} marks that were set for it stay in the register. Change them there if they are wrong.",
            stay,
        )
        question = _("Take back the absence of {days}?", days=days_text(row.draft))
        if stay and not confirm(self, question, action=_("Take back"), details=details):
            return
        run_command(
            self,
            lambda centre: centre.write(take_back_absence, absence_id=row.id),
            lambda outcome: self._tell_taken(outcome.value),
        )

    def _tell_taken(self, taken: TakenBack) -> None:
        self.workspace.show_notice(
            _("The absence of {days} is taken back.", days=days_text(taken.draft)),
            undo=lambda: run_command(self, lambda centre: centre.write(restore_absence, taken)),
        )

    def _new(self) -> Action:
        return Action(_("Absence…"), self.add, icon="plus", key="Ctrl+N", right="mark_attendance")

    def _show(self, rows: list[AbsenceRecord]) -> None:
        is_sought = self._sought is not None and all(row.id != self._sought for row in rows)
        if is_sought and self.view.value is not AbsenceView.ALL:
            # What was just noted is to be seen, also where it is over or proven.
            self.view.choose(AbsenceView.ALL)
            self.refresh()
            return
        self.table.set_empty(EmptyState(_(EMPTY[self.view.value]), self._new_of_empty(), "attendance"))
        before = self.table.current()
        wanted, self._sought = self._sought or (before.id if before is not None else None), None
        self.fill(self.table, rows)
        if not self.table.select(lambda row: row.id == wanted):
            self.table.select(lambda _row: True)
        self.pane.look_at(self.table.current())

    def _new_of_empty(self) -> Action:
        return Action(_("Note an absence"), self.add, icon="plus", right="mark_attendance")
