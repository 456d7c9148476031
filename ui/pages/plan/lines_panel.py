"""The lines of the plan with their orders: entering, correcting, amending, withdrawing, and what became of a line."""

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtWidgets import QLabel

from desktop_app.centre import Centre
from desktop_app.i18n import N_, _, _n
from desktop_app.language.orders import order_text
from desktop_app.plan.records import PlanEntry
from desktop_app.plan.rules import count_lines, cut_text, doubtful, in_force, overlap_text
from desktop_app.plan.service import history_of, plan_lines, remove_plan_line, save_plan_line
from desktop_app.plan.words import PlanNames, month_text, plan_names
from desktop_app.reference.records import OWN_CHANNEL
from ui import formats
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Align, Column
from ui.operations import run_command, run_query
from ui.pages.plan.dialogs import AmendDialog, PlanLineDialog
from ui.pages.plan.history_dialog import HistoryDialog
from ui.pages.plan.import_dialog import export_lines, import_workbook
from ui.pages.plan.year_panel import YearPanel, on_current
from ui.theme import Tone
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import label
from ui.workspace import Workspace

MOST_WARNINGS = 3


class LineState(StrEnum):
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    AMENDED = "amended"
    TO_COME = "to_come"


STATES = {
    LineState.IN_FORCE: (N_("In force"), Tone.GOOD),
    LineState.WITHDRAWN: (N_("Withdrawn"), Tone.MUTED),
    LineState.AMENDED: (N_("Amended since"), Tone.MUTED),
    LineState.TO_COME: (N_("Of a later order"), Tone.ACCENT),
}


@dataclass(frozen=True)
class ShownLine:
    line: PlanEntry
    state: LineState
    is_doubtful: bool


@dataclass(frozen=True)
class Found:
    lines: list[PlanEntry]
    names: PlanNames


class LinesPanel(YearPanel):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._lines: list[PlanEntry] = []
        self.which = Chooser(
            _("Which lines"),
            [Choice(False, _("In force on the day")), Choice(True, _("All, with what was amended"))],
        )
        self.which.chosen.connect(lambda _value: self._show_rows())
        self.table: RecordTable[ShownLine] = RecordTable(
            workspace,
            "plan.lines",
            self._columns(),
            empty=EmptyState(
                _("No plan is entered for this year: returns have nothing to compare with."),
                Action(_("New line of the plan"), self.add, icon="plus", right="edit_plan"),
                "calendar",
            ),
        )
        self.table.tools.insertWidget(1, self.which)
        self.table.opened.connect(self.edit)
        for action in (
            Action(_("Edit"), on_current(self.table, self.edit), icon="edit", key="F2", right="edit_plan"),
            Action(
                _("Amend by an order"), on_current(self.table, self.amend), icon="copy", key="Ctrl+M", right="edit_plan"
            ),
            Action(
                _("Withdraw by an order"),
                on_current(self.table, self.withdraw),
                icon="close",
                key="Ctrl+W",
                right="edit_plan",
            ),
            Action(_("What became of the line"), on_current(self.table, self.show_history), icon="clock", key="Ctrl+H"),
            Action(_("Remove"), on_current(self.table, self.remove), icon="delete", key="Del", right="edit_plan"),
        ):
            self.table.add_row_action(action)
        self.doubts: QLabel = label("", wrap=True, tone="warn")
        self.column.addWidget(self.doubts)
        self.column.addWidget(self.table, 1)
        self.doubts.hide()
        # The list itself is hidden until there is something in it.
        self.setFocusProxy(self.table.filter_box)

    def actions_of_page(self) -> tuple[Action, ...]:
        return (
            Action(_("New line"), self.add, icon="plus", key="Ctrl+N", right="edit_plan"),
            Action(
                _("From Excel"),
                lambda: import_workbook(self, is_of_figures=False),
                icon="upload",
                key="Ctrl+I",
                right="edit_plan",
            ),
            Action(_("To Excel"), lambda: export_lines(self), icon="file-excel", key="Ctrl+E"),
        )

    def refresh(self) -> None:
        year = self.year

        def look(centre: Centre) -> Found:
            return Found(centre.read(plan_lines, year=year), centre.read(plan_names))

        run_query(self, look, self._show, slot="refresh")

    def add(self) -> None:
        current = self.table.current()
        last = current.line if current is not None else next(iter(reversed(self._lines)), None)
        month = self.workspace.centre.clock.today().month
        new = PlanEntry(self.year, month, OWN_CHANNEL, "", 0)
        if last is not None:
            new = replace(last, id=0, version=1, people=0, replaces_id=None, note="")
        self.tell_saved(None, PlanLineDialog.ask(self, new, self.names))

    def edit(self, shown: ShownLine) -> None:
        self.tell_saved(shown.line, PlanLineDialog.ask(self, shown.line, self.names))

    def amend(self, shown: ShownLine) -> None:
        self._tell_amended(AmendDialog.ask(self, shown.line, self.names))

    def withdraw(self, shown: ShownLine) -> None:
        self._tell_amended(AmendDialog.ask(self, shown.line, self.names, people=0))

    def show_history(self, shown: ShownLine) -> None:
        line_id = shown.line.id

        def show(chain: list[PlanEntry]) -> None:
            HistoryDialog(self, chain, self.names).exec()

        run_query(self, lambda centre: centre.read(history_of, line_id=line_id), show)

    def remove(self, shown: ShownLine) -> None:
        line = shown.line

        def tell(_done: object) -> None:
            back = replace(line, id=0, version=1)
            self.workspace.show_notice(
                _n(
                    "The line of {n} person is removed from the plan.",
                    "The line of {n} people is removed from the plan.",
                    line.people,
                ),
                undo=lambda: run_command(self, lambda centre: centre.write(save_plan_line, back)),
            )

        run_command(self, lambda centre: centre.write(remove_plan_line, line_id=line.id, version=line.version), tell)

    def tell_saved(self, before: PlanEntry | None, after: PlanEntry | None) -> None:
        """Say that a line was saved, with the way back. ``after`` None: the form was left."""
        if after is None or after == before:
            return

        def undo() -> None:
            if before is None:
                run_command(self, lambda centre: centre.write(remove_plan_line, line_id=after.id, version=1))
            else:
                back = replace(before, version=before.version + 1)
                run_command(self, lambda centre: centre.write(save_plan_line, back))

        self.workspace.show_notice(_("The plan is saved."), undo=undo)

    def _tell_amended(self, amendment_id: int | None) -> None:
        if amendment_id is not None:
            self.workspace.show_notice(
                _("The line is amended."),
                undo=lambda: run_command(
                    self, lambda centre: centre.write(remove_plan_line, line_id=amendment_id, version=1)
                ),
            )

    def _show(self, found: Found) -> None:
        self._lines, self.names = found.lines, found.names
        self._show_rows()

    def _show_rows(self) -> None:
        holding = in_force(self._lines, self.day)
        _counted, overlaps = count_lines(holding)
        doubts = doubtful(overlaps)
        doubted = {line.id for each in doubts for line in each.lines}
        replaced = {line.replaces_id for line in self._lines}
        held = {line.id for line in holding}

        def state(line: PlanEntry) -> LineState:
            if line.id in held:
                return LineState.WITHDRAWN if line.is_withdrawn else LineState.IN_FORCE
            return LineState.AMENDED if line.id in replaced else LineState.TO_COME

        rows = [ShownLine(line, state(line), line.id in doubted) for line in self._lines]
        wanted = rows if self.which.value else [row for row in rows if row.line.id in held]
        self.table.set_rows(wanted)
        self._warn_of([overlap_text(each, self.names.cuts, formats.integer_text) for each in doubts])

    def _warn_of(self, sentences: list[str]) -> None:
        """Name the lines that do not agree; where there are many, the first ones."""
        told = sentences[:MOST_WARNINGS]
        if len(sentences) > MOST_WARNINGS:
            more = len(sentences) - MOST_WARNINGS
            told.append(_n("And {n} more such place.", "And {n} more such places.", more))
        self.doubts.setText("\n".join(told))
        self.doubts.setVisible(bool(told))

    # The names are looked up when a cell is painted, so the table stands before the lists are read.
    def _columns(self) -> tuple[Column[ShownLine], ...]:
        def month(row: ShownLine) -> str:
            return month_text(row.line.year, row.line.stated_month)

        def state(row: ShownLine) -> Tone:
            return Tone.WARN if row.is_doubtful else STATES[row.state][1]

        def part(row: ShownLine) -> str:
            return cut_text(row.line.cut, self.names.cuts)

        return (
            Column("month", N_("Month"), month, width=130, is_told_whole=True, sort=lambda row: row.line.month),
            Column("channel", N_("Channel"), self._channel, width=174, is_told_whole=True),
            Column("group", N_("Staff group"), lambda row: self.names.group(row.line.staff_group), width=170),
            Column("part", N_("District, subject, programme"), part, width=200, is_stretched=True, is_told_whole=True),
            Column("people", N_("People"), lambda row: row.line.people, width=80, align=Align.RIGHT),
            Column("order", N_("Order"), lambda row: order_text(row.line.order_number, row.line.order_date), width=150),
            Column("state", N_("State"), lambda row: _(STATES[row.state][0]), width=120, tone=state),
        )

    def _channel(self, row: ShownLine) -> str:
        return self.names.channels.get(row.line.channel_code, row.line.channel_code)
