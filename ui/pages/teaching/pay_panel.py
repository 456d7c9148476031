"""The hours of trainers in a month, what they come to, on paper and in Excel."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.i18n import _, _n, language
from desktop_app.language.dates import month_title
from desktop_app.timetable.pay import PaySheet, TrainerHours, pay_sheet
from desktop_app.timetable.printing import pay_paper, write_pay
from desktop_app.whole_file import whole_bytes
from ui import formats
from ui.actions import Action, make_button
from ui.files import PDF, WORKBOOK, choose_target, show_saved
from ui.operations import run_long, run_query
from ui.pages.teaching.columns import PAY_COLUMNS
from ui.printing import ask_printer, print_pdf
from ui.theme import GAP_S
from ui.widgets.empty_state import EmptyState
from ui.widgets.month_chooser import MonthChooser
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace


class PayPanel(Panel):
    changes_that_matter = frozenset({"session", "mark", "substitution", "trainer", "cohort"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.months = MonthChooser(self, workspace.centre.clock.today())
        self.months.chosen.connect(lambda _month: self.make_stale())
        self.sums = label("", Role.STRONG, wrap=True)
        self.table: RecordTable[TrainerHours] = RecordTable(
            workspace,
            "teaching.pay",
            PAY_COLUMNS,
            filter_hint=_("Trainer"),
            has_export_button=False,
            empty=EmptyState(_("No trainer had a lesson in this month."), icon="clock"),
        )
        self.table.tools.insertWidget(0, self.months)
        group = _("Hours of trainers")
        for action in (
            Action(_("Save as PDF"), self.save_pdf, icon="file-pdf", key="Ctrl+S"),
            Action(_("Print"), self.print, icon="print", key="Ctrl+P"),
            Action(_("Export to Excel"), self.save_workbook, icon="file-excel", key="Ctrl+E"),
        ):
            self.table.tools.addWidget(make_button(self, action, group=group))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addWidget(self.sums)
        outer.addWidget(self.table, 1)
        self.setFocusProxy(self.table.view)

    def refresh(self) -> None:
        month = self.months.month
        run_query(
            self, lambda centre: centre.read(pay_sheet, year=month.year, month=month.month), self._show, slot="refresh"
        )

    def save_pdf(self) -> None:
        month = self.months.month
        out = choose_target(self, self._title(month), name=self._title(month), kind=PDF)
        if out is not None:
            run_long(
                self,
                self._title(month),
                lambda centre, _progress: whole_bytes(out, pay_paper(centre, year=month.year, month=month.month)),
                lambda written: show_saved(self.workspace, written),
            )

    def save_workbook(self) -> None:
        month = self.months.month
        out = choose_target(self, self._title(month), name=self._title(month), kind=WORKBOOK)
        if out is not None:
            run_long(
                self,
                self._title(month),
                lambda centre, _progress: write_pay(centre, year=month.year, month=month.month, out=out),
                lambda written: show_saved(self.workspace, written),
            )

    def print(self) -> None:
        month, title = self.months.month, self._title(self.months.month)
        printer = ask_printer(self, title=title, is_landscape=True)
        if printer is not None:
            run_long(
                self,
                title,
                lambda centre, _progress: pay_paper(centre, year=month.year, month=month.month),
                lambda content: print_pdf(self, content, printer=printer, title=title),
            )

    def _show(self, sheet: PaySheet) -> None:
        self.table.set_rows(sheet.lines)
        self.sums.setText(_sums(sheet) if sheet.lines else "")

    def _title(self, month: date) -> str:
        return _("Hours of trainers, {month}", month=month_title(month.year, month.month, language()))


def _sums(sheet: PaySheet) -> str:
    facts: dict[str, Any] = {"held": formats.integer_text(sheet.held), "pay": formats.integer_text(sheet.pay)}
    words = _n(
        "{n} trainer, {held} hours held, {pay} soums.",
        "{n} trainers, {held} hours held, {pay} soums.",
        len(sheet.lines),
        **facts,
    )
    if sheet.without_rate:
        words += " " + _n(
            "{n} trainer held lessons and has no rate.",
            "{n} trainers held lessons and have no rate.",
            sheet.without_rate,
        )
    return words
