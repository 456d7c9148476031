"""The desk with a file on it: file, columns and rows in three lines, the grid under them, the row in hand beside it."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.rosters.answers import enrolled_by
from desktop_app.rosters.lines import state_name
from desktop_app.rosters.problems import RowState
from ui import formats
from ui.actions import Action, make_action, make_button
from ui.icons import icon
from ui.pages.rosters.grid_model import GridModel, place_with
from ui.pages.rosters.grid_view import GridView
from ui.pages.rosters.offers import NOTHING_OFFERED, Offer, offers_for
from ui.pages.rosters.row_pane import MOST_BUTTONS, RowPane
from ui.pages.rosters.step_bars import FileBar, SheetBar, StepMark
from ui.pages.rosters.tones import SIGNS, state_tone
from ui.pages.rosters.work import Change, TablePlace, Work
from ui.theme import GAP_M, GAP_S, Tone
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.wrapping_row import WrappingRow

SEARCH_WIDTH = 190
SEARCH_AFTER_MS = 150
SHOWN_STATES: tuple[RowState | None, ...] = (None, *RowState)


class DeskView(QWidget):
    """Tells what a person wants done; the page has it done and shows the work that comes of it."""

    change_wanted = Signal(object)
    """Change."""
    place_wanted = Signal(object)
    """TablePlace."""

    def __init__(self, another: Action, put_away: Action) -> None:
        super().__init__()
        self.model = GridModel(self)
        self.view = GridView(self.model)
        self.pane = RowPane(self._take_offer, self.view.setFocus)
        self.file_bar = FileBar(another, put_away)
        self.sheet_bar = SheetBar()
        self.search = QLineEdit(self)
        self.filters: dict[RowState | None, QPushButton] = {}
        self._mark = StepMark(3)
        self._row_shown: tuple[Work | None, int] = (None, 0)
        self._nothing = EmptyPlace(self)
        self._lay_out()
        self._connect()

    @property
    def work(self) -> Work | None:
        return self.model.work

    def show_work(self, work: Work) -> None:
        """Show another file, or the same one read otherwise."""
        self.file_bar.show_work(work)
        self.sheet_bar.show_work(work)
        before = self.view.line
        is_other_file = self.work is None or self.work.workbook is not work.workbook
        if is_other_file:
            self.search.clear()
            self._search_soon.stop()
            self.filters[None].setChecked(True)
        self.model.show_work(work, keeps_narrow=not is_other_file)
        is_in_place = not is_other_file and before is not None and self.view.go_to_number(before.row.number)
        # What needs a person comes first.
        if not is_in_place and (self.model.is_waiting(0) or not self.view.go_to_problem()):
            self.view.go_to(0, 0)
        self._show_counts()
        self._show_row()

    def update_work(self, work: Work, *, goes_on: bool = False) -> None:
        """Show what became of the rows after something was typed or decided; after an answer ``goes_on`` leads to the
        next row that waits."""
        self.model.update_work(work)
        self._show_counts()
        if goes_on and not self.model.is_waiting(self.view.currentIndex().row()):
            self.view.go_to_problem()
        self._show_row()

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(self.file_bar)
        card.body.addWidget(self.sheet_bar)
        card.body.addLayout(self._filter_row())
        rows = Card()
        rows.layout().setContentsMargins(GAP_S, GAP_S, GAP_S, GAP_S)
        rows.body.addWidget(self.view, 1)
        rows.body.addWidget(self._nothing, 1)
        beside = QHBoxLayout()
        beside.setSpacing(GAP_M)
        beside.addWidget(rows, 1)
        beside.addWidget(self.pane)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(GAP_M)
        place.addWidget(card)
        place.addLayout(beside, 1)

    def _filter_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        states = WrappingRow(self._mark)
        row.addLayout(states)
        group = QButtonGroup(self)
        for state in SHOWN_STATES:
            button = make_button(self, Action(_filter_name(state), lambda state=state: self._filter(state)))
            button.setToolTip(_("Show these rows (F6: the next state)"))
            button.setCheckable(True)
            button.setProperty("role", "choice")
            if state is not None:
                tone = state_tone(state)
                button.setIcon(icon(SIGNS[tone], tone.value))
            group.addButton(button)
            self.filters[state] = button
            states.addWidget(button)
        self.filters[None].setChecked(True)
        self.search.setPlaceholderText(_("Name, JShShIR or document"))
        self.search.setToolTip(_("Filter the rows ({key})", key="Ctrl+F"))
        self.search.setProperty("role", "quiet")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(SEARCH_WIDTH)
        row.addWidget(self.search, 100)
        row.addStretch(1)
        for action in (
            Action("", lambda: self._find_problem(is_backwards=True), "chevron-up", "Shift+F8", _("Problem before")),
            Action(_("Next problem"), self._find_problem, "chevron-down", "F8"),
        ):
            row.addWidget(make_button(self, action))
        return row

    def _connect(self) -> None:
        self.model.edit_wanted.connect(lambda place, text: self.change_wanted.emit(Change({place: text})))
        self.view.field_chosen.connect(self.take_field)
        self.view.row_changed.connect(self._show_row)
        self.view.answers_wanted.connect(self.pane.take_focus)
        self.sheet_bar.place_chosen.connect(self.place_wanted)
        self._search_soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._search_soon.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _text: self._search_soon.start())
        self.search.returnPressed.connect(self.view.setFocus)
        for number in range(1, MOST_BUTTONS + 1):
            give = Action(
                _("Give answer {number}", number=number),
                lambda number=number: self.pane.choose(number),
                key=f"Alt+{number}",
            )
            make_action(self, give, group=_("Import desk"))
        for action in (
            Action(_("Filter the rows"), self.search.setFocus, key="Ctrl+F"),
            Action(_("Show the next state"), lambda: self._next_filter(1), key="F6"),
            Action(_("Show the state before"), lambda: self._next_filter(-1), key="Shift+F6"),
            Action(_("What the column is"), self._ask_field, key="Ctrl+L"),
            Action(_("How far the answer reaches"), self.pane.reach_further, key="Alt+0"),
            Action(_("Choose the sheet"), self.sheet_bar.sheet.setFocus, key="Ctrl+Shift+L"),
            Action(_("Take back what was typed or decided"), self._take_back, key="Ctrl+Del"),
        ):
            make_action(self, action, group=_("Import desk"))

    def take_field(self, index: int, field: str) -> None:
        """Take a column of the file for this field; the list is read anew by it."""
        work = self.work
        if work is not None:
            columns = place_with(self.model.columns, index, field)
            header_row = work.place.header_row if work.place is not None else None
            if work.preview is None:
                header_row = work.look.header_row
            self.place_wanted.emit(TablePlace(work.look.sheet, header_row, columns))

    def _ask_field(self) -> None:
        if self.model.columns:
            self.view.ask_field(max(self.view.currentIndex().column(), 0))

    def _take_offer(self, offer: Offer, reason: str) -> None:
        self.change_wanted.emit(offer.changed(reason))

    def _take_back(self) -> None:
        """The cell as the sender wrote it; where nothing was typed, the row without its answer."""
        line, place = self.view.line, self.model.cell_place(self.view.currentIndex())
        work = self.work
        if line is None or work is None or work.preview is None:
            return
        if place is not None and place in work.preview.edits:
            self.change_wanted.emit(Change({place: None}))
        elif line.answer is not None:
            self.change_wanted.emit(Change(rows={line.row.number: None}))

    def _find_problem(self, *, is_backwards: bool = False) -> None:
        if not self.view.go_to_problem(is_backwards=is_backwards) and self.filters[None].isChecked() is False:
            self.filters[None].click()
            self.view.go_to_problem(is_backwards=is_backwards)
        if not self.pane.has_focus():
            self.view.setFocus()

    def _next_filter(self, step: int) -> None:
        shown = [state for state in SHOWN_STATES if self.filters[state].isEnabled()]
        here = next(place for place, state in enumerate(shown) if self.filters[state].isChecked())
        self.filters[shown[(here + step) % len(shown)]].click()

    def _filter(self, state: RowState | None) -> None:
        self._narrow(lambda: self.model.show_state(state))

    def _search(self) -> None:
        self._narrow(lambda: self.model.show_text(self.search.text()))

    def _narrow(self, narrow: Callable[[], object]) -> None:
        """Other rows come into sight; the one in hand stays so if it is among them."""
        line, column = self.view.line, self.view.currentIndex().column()
        narrow()
        if line is None or not self.view.go_to_number(line.row.number, column):
            self.view.go_to(0, column)
        self._show_row()

    def _show_counts(self) -> None:
        preview, work = self.model.work.preview if self.model.work else None, self.work
        for state, button in self.filters.items():
            button.setEnabled(preview is not None)
            if preview is None or work is None:
                button.setText(_filter_name(state))
                continue
            count = len(preview.rows) if state is None else preview.count(state)
            shown = formats.integer_text(count)
            if state is RowState.ASK and work.answers:
                shown = _("{left} of {count}", left=formats.integer_text(count - len(work.answers)), count=shown)
            button.setText(f"{_filter_name(state)}  {shown}")
        self._mark.show_tone(_rows_tone(work))

    def _show_row(self) -> None:
        line, work = self.view.line, self.work
        now = (work, line.row.number if line is not None else -self.model.rowCount())
        if now[0] is self._row_shown[0] and now[1] == self._row_shown[1]:
            # What may be answered for thousands of rows is worked out once for each row that is looked at.
            return
        self._row_shown = now
        is_empty = self.model.rowCount() == 0
        if is_empty:
            self._nothing.show_state(EmptyState(_("No row of the file is in this state."), None, "check"))
        self._nothing.setVisible(is_empty)
        self.view.setVisible(not is_empty)
        self.pane.show_line(line, offers_for(work, line) if line is not None and work is not None else NOTHING_OFFERED)


def _filter_name(state: RowState | None) -> str:
    return _("All rows") if state is None else state_name(state)


def _rows_tone(work: Work | None) -> Tone:
    """Done when nothing waits for a person any more."""
    if work is None or work.preview is None:
        return Tone.ACCENT
    waits = work.preview.count(RowState.ASK) > len(work.answers) or work.preview.count(RowState.REJECTED) > 0
    return Tone.ACCENT if waits or not enrolled_by(work.preview, work.decisions) else Tone.GOOD
