"""Another office's workbook as a grid: its cells bound to figures, seen with those of a month, kept as a form."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from desktop_app.bound_forms.editing import (
    CellState,
    Offered,
    counts,
    offered,
    with_cell,
    with_column,
    with_row,
    with_table,
    without_table,
)
from desktop_app.bound_forms.filling import fill
from desktop_app.bound_forms.matching import Matched
from desktop_app.bound_forms.model import Bindings, Part
from desktop_app.bound_forms.records import Filled, Form, told
from desktop_app.bound_forms.service import propose
from desktop_app.i18n import _, _n
from desktop_app.spreadsheets.grid_records import GridSheet, GridValue, Place
from ui import formats
from ui.actions import Action, make_action, make_button
from ui.draft_history import History
from ui.files import WORKBOOK, choose_source
from ui.navigation import Target
from ui.operations import run_long, run_query
from ui.pages.bound_forms.grid_model import SheetModel
from ui.pages.bound_forms.grid_view import GridView
from ui.pages.bound_forms.opening import Opened, open_file, open_form, open_next
from ui.pages.bound_forms.part_form import Scope
from ui.pages.bound_forms.save_dialog import SaveDialog
from ui.pages.bound_forms.side_panel import SidePanel
from ui.pages.bound_forms.words import MARKS
from ui.theme import GAP_L, GAP_S
from ui.widgets.card import Card
from ui.widgets.confirm import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.month_chooser import MonthChooser
from ui.widgets.page import Page
from ui.widgets.text import OneLine, Role, label
from ui.widgets.wrapping_row import WrappingRow
from ui.workspace import Workspace

OPEN_STATES = frozenset({CellState.DOUBTFUL, CellState.WAITING})
_DRAFT = "form being bound"
MOST_REMARKS = 4


class BindingPage(Page):
    """``open(form_id)`` opens an edition, ``open(path)`` a workbook that is no form yet."""

    changes_that_matter = frozenset({"reference_item", "territory"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Bind a workbook"))
        self.set_back(Target("bound_forms"))
        self._opened: Opened | None = None
        self._argument: object = None
        self._sheet: GridSheet | None = None
        self._figures: Mapping[str, Mapping[Place, GridValue]] = {}
        self.history: History[Bindings, Place | None] = History(Bindings(), None)
        self.model = SheetModel(self)
        self.view = GridView(self.model, self)
        self.side = SidePanel(self)
        self.tabs = QTabBar(self)
        self.months = MonthChooser(self, workspace.centre.clock.today())
        self._state = OneLine(Role.MUTED)
        self._lay_out()
        self._connect()

    def open(self, argument: object) -> None:
        self._argument = argument
        self.show_empty(None)
        draft = self.workspace.drafts.pop(_DRAFT, None)
        if draft is not None and draft[0] == argument:
            _argument, opened, history = draft
            self._show(opened)
            self.history = history
            self._show_bindings()
            return
        match argument:
            case int():
                run_long(
                    self,
                    _("Opening the form"),
                    lambda centre, progress: open_form(centre, argument, progress),
                    self._show,
                )
            case Path():
                run_long(
                    self,
                    _("Reading the workbook"),
                    lambda centre, progress: open_file(centre, argument, progress),
                    self._show,
                )

    def here(self) -> object:
        return self._argument

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._opened is not None and self.history.can_undo:
            self.workspace.drafts[_DRAFT] = self._argument, self._opened, self.history

    def first_focus(self) -> QWidget | None:
        return self.view if self._argument is not None else self._empty

    def refresh(self) -> None:
        if self._argument is None:
            forms = Action(_("Forms of others"), lambda: self.workspace.navigate(Target("bound_forms")), icon="list")
            self.show_empty(EmptyState(_("Choose a form or a workbook first."), forms, "file-excel"))
        run_query(self, lambda centre: centre.read(offered), self._offer, slot="refresh")

    @property
    def bindings(self) -> Bindings:
        return self.history.now.draft

    def recognise(self) -> None:
        """Read the words of the workbook again; what was bound by hand is asked about first."""
        if self._opened is None:
            return
        question = _("Bind everything anew by what is recognised?")
        if self.history.can_undo and not confirm(self, question, action=_("Recognise")):
            return
        grid = self._opened.grid
        run_query(self, lambda centre: centre.read(propose, grid=grid), self._do, slot="recognise")

    def take_next_file(self) -> None:
        """The form's next file: what moved and what is new is said, everything else stays bound."""
        if self._opened is None or self._opened.form is None:
            self.banner.show_warning(_("Save the form first: then its next file can be put in its place."))
            return
        before = replace(self._opened.form, bindings=self.bindings)
        path = choose_source(self, _("The next file of the form"), kind=WORKBOOK)
        if path is not None:
            run_long(
                self,
                _("Reading the workbook"),
                lambda centre, progress: open_next(centre, path, before, progress),
                self._show,
            )

    def look_at_month(self) -> None:
        """Put the month's figures into the cells, to look at."""
        if self._opened is None:
            return
        grid, bindings, month = self._opened.grid, self.bindings, self.months.month
        run_query(
            self,
            lambda centre: centre.read(fill, grid=grid, bindings=bindings, year=month.year, month=month.month),
            self._show_figures,
            slot="figures",
        )

    def save(self) -> None:
        if self._opened is None:
            return
        month = self.months.month
        kept: Form | None = SaveDialog.ask(self, self._opened.grid, self.bindings, self._opened.form, month=month)
        if kept is not None:
            self._argument = kept.id
            self._opened = replace(self._opened, form=kept, matched=None)
            self.history = History(self.bindings, self.view.place)
            self._show_title()
            self.workspace.show_notice(_("“{name}”, edition {edition}, is kept.", name=kept.name, edition=kept.edition))

    def go_to_open(self) -> None:
        if not self.view.go_to_next(OPEN_STATES):
            self.banner.show_outcome(_("Every cell of this sheet's tables is bound."))

    def undo(self) -> None:
        if self.history.undo():
            self._show_bindings()

    def redo(self) -> None:
        if self.history.redo():
            self._show_bindings()

    def clear_cell(self) -> None:
        """The chosen cell is bound by itself no more."""
        place = self.view.place
        if self._sheet is not None and place is not None and self.bindings.cell_at(self._sheet.name, place):
            self._do(with_cell(self.bindings, self._sheet, place))

    def _lay_out(self) -> None:
        save = self.set_primary(
            Action(_("Save the form"), self.save, icon="save", key="Ctrl+S", right="prepare_returns")
        )
        again = self.add_secondary(Action(_("Recognise"), self.recognise, icon="search", key="Ctrl+R"))
        later = self.add_secondary(Action(_("Next file"), self.take_next_file, icon="file-excel", key="Ctrl+Shift+O"))
        self._acts = (save, again, later)
        self._allow(False)
        look = make_button(self, Action(_("Show the figures"), self.look_at_month, icon="chart", key="Ctrl+Return"))
        following = make_button(self, Action(_("Next open cell"), self.go_to_open, icon="arrow-right", key="F8"))
        tools = WrappingRow(self.months, look, following)
        sheet = Card()
        sheet.body.addLayout(tools)
        sheet.body.addWidget(self.view, 1)
        sheet.body.addWidget(self.tabs)
        sheet.body.addLayout(self._legend())
        beside = Card()
        beside.body.addWidget(self.side, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP_L)
        row.addWidget(sheet, 1)
        row.addWidget(beside)
        self.body.addLayout(row, 1)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setShape(QTabBar.Shape.RoundedSouth)

    def _allow(self, is_there: bool) -> None:
        """There is something to act upon only once a workbook is open."""
        for button in self._acts:
            button.setEnabled(is_there)

    def _legend(self) -> QVBoxLayout:
        words = [label(f"{mark} {_(words)}", Role.SMALL, tone=tone.value) for mark, tone, words in MARKS.values()]
        marks = WrappingRow(*words, gap=GAP_L)
        lines = QVBoxLayout()
        lines.setSpacing(GAP_S)
        lines.addLayout(marks)
        lines.addWidget(self._state)
        return lines

    def _connect(self) -> None:
        self.view.place_chosen.connect(self._show_place)
        self.view.binding_wanted.connect(self.side.focus)
        self.view.clearing_wanted.connect(self.clear_cell)
        self.side.part_changed.connect(self._bind)
        self.side.table_wanted.connect(self._make_table)
        self.side.table_unwanted.connect(self._leave_table)
        self.tabs.currentChanged.connect(self._choose_sheet)
        make_action(self, Action(_("Undo"), self.undo, key="Ctrl+Z"), group=self.title)
        make_action(self, Action(_("Redo"), self.redo, key="Ctrl+Y"), group=self.title)

    def _offer(self, found: Offered) -> None:
        self.side.offer(found)

    def _show(self, opened: Opened) -> None:
        self._opened = opened
        self._allow(True)
        self._figures = {}
        self.history = History(opened.bindings, None)
        self._show_title()
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for sheet in opened.grid.sheets:
            if not sheet.is_hidden:
                self.tabs.setTabData(self.tabs.addTab(sheet.name), sheet.name)
        self.tabs.blockSignals(False)
        self._choose_sheet(0)
        if opened.matched is not None:
            self._tell_matched(opened.matched)

    def _show_title(self) -> None:
        assert self._opened is not None
        kept = self._opened.form
        self.set_title(kept.name if kept else self._opened.grid.file_name)
        self.set_context(
            _("Edition {edition}, holds from {day}", edition=kept.edition, day=formats.date_text(kept.valid_from))
            if kept
            else _("Not kept yet: look through what was recognised, then save it.")
        )

    def _tell_matched(self, matched: Matched) -> None:
        lines = told(matched.moved) + [f"{one.cells}, {one.words}: {one.text}" for one in matched.unbound]
        lines += [finding.text for finding in matched.findings]
        if not lines:
            self.banner.show_outcome(_("Everything stands where it stood."))
            return
        shown = lines[:6] + ([_n("and {n} more", "and {n} more", len(lines) - 6)] if len(lines) > 6 else [])
        self.banner.show_warning("\n".join(shown))

    def _choose_sheet(self, at: int) -> None:
        if self._opened is None or at < 0:
            return
        self._sheet = self._opened.grid.sheet(self.tabs.tabData(at))
        if self._sheet is not None:
            self.model.show_sheet(self._opened.grid, self._sheet, self.bindings)
            self.view.lay_out()
            self.model.show_figures(self._figures.get(self._sheet.name, {}))
            blocks = [block for block in self.bindings.of_sheet(self._sheet.name) if block.rows and block.columns]
            self.view.go_to((blocks[0].rows[0].at, blocks[0].columns[0].at) if blocks else (1, 0))
        self._show_place()
        self._show_state()

    def _show_place(self) -> None:
        self.side.show_place(self.bindings, self._sheet, self.view.place, has_area=self.view.area is not None)

    def _show_state(self) -> None:
        bound, waiting = counts(self.bindings)
        words = [_n("{n} line or cell is bound", "{n} lines and cells are bound", bound)]
        words.append(_n("{n} column waits", "{n} columns wait", waiting) if waiting else "")
        self._state.setText(" · ".join(filter(None, words)))

    def _bind(self, scope: Scope, part: Part, text: str) -> None:
        sheet, place = self._sheet, self.view.place
        if sheet is None or place is None:
            return
        block = self.bindings.block_at(sheet.name, place)
        if scope is Scope.CELL or block is None:
            self._do(with_cell(self.bindings, sheet, place, part=None if part.says_nothing else part, text=text))
        elif scope is Scope.COLUMN:
            self._do(with_column(self.bindings, block, place[1], part))
        else:
            self._do(with_row(self.bindings, block, place[0], part))

    def _make_table(self) -> None:
        area = self.view.area
        if self._sheet is not None and area is not None:
            self._do(with_table(self.bindings, self._sheet, *area))

    def _leave_table(self) -> None:
        place = self.view.place
        block = self.bindings.block_at(self._sheet.name, place) if self._sheet and place else None
        if block is not None:
            self._do(without_table(self.bindings, block))

    def _do(self, bindings: Bindings) -> None:
        self.history.do(bindings, self.view.place)
        self._show_bindings()

    def _show_bindings(self) -> None:
        self.model.show_bindings(self.bindings)
        if self._figures:
            self._figures = {}
            self.model.show_figures({})
        self._show_place()
        self._show_state()

    def _show_figures(self, filled: Filled) -> None:
        figures: dict[str, dict[Place, GridValue]] = {}
        for (name, place), value in filled.formulas.items():
            figures.setdefault(name, {})[place] = value
        for cell in filled.filled:
            figures.setdefault(cell.sheet, {})[cell.place] = cell.value
        self._figures = figures
        if self._sheet is not None:
            self.model.show_figures(figures.get(self._sheet.name, {}))
        left_out = [f"{one.cells}, {one.words}: {one.text}" for one in filled.unbound]
        remarks = [*(finding.text for finding in filled.findings), *left_out][:MOST_REMARKS]
        if remarks:
            self.banner.show_warning("\n".join(remarks))
        else:
            self.banner.show_outcome(_n("{n} cell was filled.", "{n} cells were filled.", len(filled.filled)))
