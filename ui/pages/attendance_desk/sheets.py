"""The tab of printed sheets: which are out, which came back, and the way from the code on paper to its lesson."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from desktop_app.attendance.sheet_printing import sheet_again
from desktop_app.attendance.sheet_records import STATE_NAMES, SheetKind, SheetPlace, SheetRow, SheetState
from desktop_app.attendance.sheet_scans import take_in_scans
from desktop_app.attendance.sheets import SheetFilter, note_out, note_returned, sheet_of_code, sheets, sheets_count
from desktop_app.changes import Outcome
from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n
from ui import failures
from ui.actions import Action, make_action
from ui.icons import icon
from ui.models.choices_model import Choice
from ui.models.paged_model import Order, PagedModel
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.pages.attendance_desk.desk_panel import DeskPanel
from ui.pages.attendance_desk.sheet_dialogs import SCANS, GiveUpDialog, SheetBackDialog
from ui.pages.attendance_desk.sheet_pane import SheetPane
from ui.pages.attendance_desk.sheet_print_dialog import SheetPrintDialog, chosen_look
from ui.pages.attendance_desk.sheets_columns import SHEET_COLUMNS
from ui.printing import ask_printer, print_pdf
from ui.theme import GAP_M, GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, dress, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

CODE_WIDTH, PANE_WIDTH = 320, 300
WEEK, MONTH, EVER = "week", "month", "ever"


class SheetsPanel(DeskPanel):
    """``go_to`` takes the number of a sheet, as the search of everything does."""

    changes_that_matter = frozenset({"attendance_sheet", "attendance_file", "cohort"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.code_box = QLineEdit()
        self._model = PagedModel(self, SHEET_COLUMNS, count=self._count, fetch=self._fetch)
        self.table: RecordTable[SheetRow] = RecordTable(
            workspace, "attendance.sheets", SHEET_COLUMNS, paged=self._model, filter_hint=_("Number or cohort")
        )
        self.period_box = Chooser(
            _("Lessons"), [Choice(MONTH, _("This month")), Choice(WEEK, _("This week")), Choice(EVER, _("All days"))]
        )
        states = [Choice(state, _(STATE_NAMES[state])) for state in SheetState]
        self.state_box = Chooser(_("State"), [Choice(None, _("All states")), *states])
        self.pane = SheetPane(workspace)
        self._lay_out()
        self._connect()
        self._offer_acts()
        self.setFocusProxy(self.code_box)

    def actions_of_page(self) -> Sequence[Action]:
        return (
            Action(_("Print sheets…"), self.ask_print, icon="print", key="Ctrl+P"),
            Action(_("Sheets not returned"), self.show_missing, icon="warning", key="Ctrl+Shift+M"),
            Action(_("Take in scans…"), self.ask_scans, icon="upload", key="Ctrl+Shift+I", right="mark_attendance"),
        )

    def go_to(self, place: object) -> None:
        self.take_code(str(place))

    def refresh(self) -> None:
        self._model.reload()
        self._look_at_chosen()

    def ask_print(self) -> None:
        """Numbers, prints or writes what is chosen in the dialog."""
        SheetPrintDialog.ask(self, day=self.workspace.centre.clock.today())

    def show_missing(self) -> None:
        """Every sheet that should have come back, of any day."""
        self.period_box.choose(EVER)
        self.state_box.choose(SheetState.MISSING)
        self._model.reload()

    def ask_scans(self) -> None:
        pattern = _("Scans and photos ({endings})", endings=SCANS)
        names, _kind = QFileDialog.getOpenFileNames(self, _("Take in scans"), "", pattern)
        if names:
            self.take_in_scans([Path(name) for name in names])

    def take_in_scans(self, files: Sequence[Path]) -> None:
        """Keep each file with the sheets whose codes are read in it."""
        run_long(
            self,
            _("Take in scans"),
            lambda centre, progress: take_in_scans(centre, files, progress=progress),
            lambda outcome: self.workspace.show_notice(outcome.value.text),
            is_aside=True,
        )

    def take_code(self, typed: str) -> None:
        """What a scanner read or somebody typed: ask whether the sheet is back, and go to its lesson."""
        if typed.strip():
            run_query(
                self,
                lambda centre: centre.read(sheet_of_code, typed=typed, is_bare=True),
                self._ask_back,
                self._say_wrong,
                slot="code",
            )

    def mark_returned(self) -> None:
        chosen = [row for row in self.table.selected() if row.state is not SheetState.RETURNED]
        if not chosen:
            return
        ids = [row.id for row in chosen]

        def note(centre: "Centre") -> Outcome[list[SheetRow]]:
            return centre.write(note_returned, sheet_ids=ids)

        said = _n("{n} sheet came back.", "{n} sheets came back.", len(ids))
        run_command(self, note, lambda _outcome: self._say_with_undo(said, ids))

    def give_up_chosen(self) -> None:
        chosen = [row for row in self.table.selected() if row.state in (SheetState.OUT, SheetState.MISSING)]
        if chosen and GiveUpDialog.ask(self, chosen) is not None:
            said = _n("{n} sheet is given up.", "{n} sheets are given up.", len(chosen))
            self._say_with_undo(said, [row.id for row in chosen])

    def print_again(self) -> None:
        chosen = self.table.current()
        if chosen is None:
            return
        is_landscape = chosen.kind in (SheetKind.WEEK, SheetKind.COURSE)
        printer = ask_printer(self, title=chosen.number, is_landscape=is_landscape)
        if printer is not None:
            look = chosen_look(self.workspace.settings)
            run_long(
                self,
                chosen.number,
                lambda centre, _progress: sheet_again(centre, sheet_id=chosen.id, look=look),
                lambda content: print_pdf(self, content, printer=printer, title=chosen.number),
            )

    def go_to_lesson(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            run_query(self, lambda centre: centre.read(sheet_of_code, typed=chosen.number), self._go_to, slot="code")

    def _lay_out(self) -> None:
        self.code_box.setPlaceholderText(_("Scan or type the code of a sheet"))
        self.code_box.setAccessibleName(_("Code of a sheet"))
        self.code_box.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.code_box.setFixedWidth(CODE_WIDTH)
        for place, box in enumerate((self.period_box, self.state_box), start=1):
            self.table.tools.insertWidget(place, box)
        code = QHBoxLayout()
        code.setSpacing(GAP_M)
        code.addWidget(self.code_box)
        code.addWidget(label(_("Enter takes the sheet in and opens its lesson."), Role.MUTED, wrap=True), 1)
        left = QVBoxLayout()
        left.setContentsMargins(0, GAP_S, 0, 0)
        left.setSpacing(GAP_S)
        left.addLayout(code)
        left.addWidget(self.table, 1)
        self.pane.setFixedWidth(PANE_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_M)
        row.addLayout(left, 1)
        row.addWidget(self.pane)

    def _connect(self) -> None:
        self.code_box.returnPressed.connect(lambda: self.take_code(self.code_box.text()))
        self.code_box.textEdited.connect(lambda _text: dress(self.code_box, is_wrong=False))
        for box in (self.period_box, self.state_box):
            box.chosen.connect(lambda _value: self._model.reload())
        self._model.counted.connect(self._show_count)
        self.table.selection_changed.connect(self._look_at_chosen)
        self.table.opened.connect(lambda _row: self.go_to_lesson())

    def _offer_acts(self) -> None:
        for action in (
            Action(_("Open its lesson in the register"), self.go_to_lesson, icon="attendance", key="Ctrl+Return"),
            Action(_("Returned"), self.mark_returned, icon="check", key="Ctrl+Shift+R", right="mark_attendance"),
            Action(_("Give up…"), self.give_up_chosen, icon="cross", key="Ctrl+Delete", right="mark_attendance"),
            Action(_("Print again…"), self.print_again, icon="print", key="Ctrl+Shift+P"),
        ):
            self.table.add_row_action(action)
        make_action(self, Action(_("Code of a sheet"), self._go_to_code, key="Ctrl+L"), group=_("Attendance sheets"))

    def _go_to_code(self) -> None:
        self.code_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.code_box.selectAll()

    def _ask_back(self, place: SheetPlace) -> None:
        self.code_box.clear()
        dress(self.code_box, is_wrong=False)
        self.pane.look_at(place.sheet.id)
        goes_on: bool | None = SheetBackDialog.ask(self, place)
        if goes_on:
            self._go_to(place)
        else:
            self.code_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, place: SheetPlace) -> None:
        where = (place.sheet.cohort_id, "attendance", place.session_id)
        self.workspace.navigate(Target("cohort", where if place.session_id is not None else where[:2]))

    def _say_wrong(self, error: CentreError) -> None:
        """The next scan types over what was no code."""
        dress(self.code_box, is_wrong=True)
        self.code_box.selectAll()
        self.code_box.setFocus(Qt.FocusReason.OtherFocusReason)
        failures.show(self, error)

    def _say_with_undo(self, said: str, ids: Sequence[int]) -> None:
        def put_back(centre: "Centre") -> Outcome[list[SheetRow]]:
            return centre.write(note_out, sheet_ids=ids)

        self.workspace.show_notice(said, undo=lambda: run_command(self, put_back))

    def _look_at_chosen(self) -> None:
        chosen = self.table.current()
        self.pane.look_at(chosen.id if chosen is not None else None)

    def _filter(self, text: str) -> SheetFilter:
        first, last = _span(self.period_box.value, self.workspace.centre.clock.today())
        return SheetFilter(first, last, self.state_box.value, text=text)

    def _count(self, centre: "Centre", text: str) -> int:
        return centre.read(sheets_count, self._filter(text))

    def _fetch(self, centre: "Centre", order: Order, text: str, offset: int, limit: int) -> list[SheetRow]:
        by = {"order": order.column, "is_descending": order.is_descending} if order.column else {}
        return centre.read(sheets, self._filter(text), first=offset, rows=limit, **by)

    def _show_count(self, count: int) -> None:
        is_narrowed = bool(self._model.filter_text.strip() or self.state_box.value or self.period_box.value != EVER)
        nothing = _("No sheet fits.") if is_narrowed else _("No sheet has been printed yet.")
        self.table.set_empty(EmptyState(nothing, icon="print"))
        if count and not self.table.view.currentIndex().isValid():
            self.table.select_place(0)


def _span(period: str, today: date) -> tuple[date | None, date | None]:
    match period:
        case "week":
            monday = today - timedelta(days=today.weekday())
            return monday, monday + timedelta(days=6)
        case "month":
            first = today.replace(day=1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        case _:
            return None, None
