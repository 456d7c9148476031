"""What other channels report for each month, with the paper that says so."""

from dataclasses import dataclass, replace

from desktop_app.centre import Centre
from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import month_title
from desktop_app.language.orders import order_text
from desktop_app.plan.figures import channel_figures, remove_channel_figure, save_channel_figure
from desktop_app.plan.records import FigureEntry
from desktop_app.plan.words import PlanNames, plan_names
from ui.actions import Action
from ui.models.table_model import Align, Column
from ui.operations import run_command, run_query
from ui.pages.plan.dialogs import FigureDialog
from ui.pages.plan.import_dialog import import_workbook
from ui.pages.plan.year_panel import YearPanel, on_current
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace


@dataclass(frozen=True)
class Found:
    figures: list[FigureEntry]
    names: PlanNames


class FiguresPanel(YearPanel):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.table: RecordTable[FigureEntry] = RecordTable(
            workspace,
            "plan.figures",
            self._columns(),
            empty=EmptyState(
                _("No figures of other channels are entered for this year."),
                Action(_("New figure"), self.add, icon="plus", right="edit_plan"),
                "chart",
            ),
        )
        self.table.opened.connect(self.edit)
        self.table.add_row_action(
            Action(_("Edit"), on_current(self.table, self.edit), icon="edit", key="F2", right="edit_plan")
        )
        self.table.add_row_action(
            Action(_("Remove"), on_current(self.table, self.remove), icon="delete", key="Del", right="edit_plan")
        )
        self.column.addWidget(self.table, 1)
        # The list itself is hidden until there is something in it.
        self.setFocusProxy(self.table.filter_box)

    def actions_of_page(self) -> tuple[Action, ...]:
        return (
            Action(_("New figure"), self.add, icon="plus", key="Ctrl+N", right="edit_plan"),
            Action(
                _("From Excel"),
                lambda: import_workbook(self, is_of_figures=True),
                icon="upload",
                key="Ctrl+I",
                right="edit_plan",
            ),
            self.to_organisations(),
        )

    def refresh(self) -> None:
        year = self.year

        def look(centre: Centre) -> Found:
            return Found(centre.read(channel_figures, year=year), centre.read(plan_names))

        run_query(self, look, self._show, slot="refresh")

    def add(self) -> None:
        new = FigureEntry(self.year, self.workspace.centre.clock.today().month, "", "", 0, "")
        self.tell_saved(None, FigureDialog.ask(self, new, self.names))

    def edit(self, figure: FigureEntry) -> None:
        self.tell_saved(figure, FigureDialog.ask(self, figure, self.names))

    def remove(self, figure: FigureEntry) -> None:
        back = replace(figure, id=0, version=1)
        run_command(
            self,
            lambda centre: centre.write(remove_channel_figure, figure_id=figure.id, version=figure.version),
            lambda _done: self.workspace.show_notice(
                _("The figure is removed."),
                undo=lambda: run_command(self, lambda centre: centre.write(save_channel_figure, back)),
            ),
        )

    def tell_saved(self, before: FigureEntry | None, after: FigureEntry | None) -> None:
        """Say that a figure was saved, with the way back. ``after`` None: the form was left."""
        if after is None or after == before:
            return

        def undo() -> None:
            if before is None:
                run_command(self, lambda centre: centre.write(remove_channel_figure, figure_id=after.id, version=1))
            else:
                back = replace(before, version=before.version + 1)
                run_command(self, lambda centre: centre.write(save_channel_figure, back))

        self.workspace.show_notice(_("The figure is saved."), undo=undo)

    def _show(self, found: Found) -> None:
        self.names = found.names
        self.table.set_rows(found.figures)

    # The names are looked up when a cell is painted, so the table stands before the lists are read.
    def _columns(self) -> tuple[Column[FigureEntry], ...]:
        def month(figure: FigureEntry) -> str:
            return month_title(figure.year, figure.month, language())

        def channel(figure: FigureEntry) -> str:
            return self.names.channels.get(figure.channel_code, figure.channel_code)

        def paper(figure: FigureEntry) -> str:
            return order_text(figure.order_number, figure.order_date)

        return (
            Column("month", N_("Month"), month, width=172, sort=lambda figure: figure.month),
            Column("channel", N_("Channel"), channel, width=280, is_stretched=True),
            Column("group", N_("Staff group"), lambda figure: self.names.group(figure.staff_group), width=176),
            Column("people", N_("People"), lambda figure: figure.people, width=110, align=Align.RIGHT),
            Column("source", N_("Source"), lambda figure: figure.source, width=200),
            Column("paper", N_("Paper"), paper, width=150),
        )
