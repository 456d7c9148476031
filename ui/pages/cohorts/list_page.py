"""The list of cohorts: by year and state, found by code, programme or place; a new one; open one."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop_app.borrowed import Kind
from desktop_app.cohorts.records import CohortPage, CohortRow, CohortState, cohort_state_name
from desktop_app.cohorts.service import cohorts
from desktop_app.i18n import _, _n
from desktop_app.reference.service import list_items
from ui import formats, rights
from ui.actions import Action, make_action, make_button
from ui.icons import icon
from ui.models.choices_model import Choice
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.cohorts.columns import cohort_columns
from ui.pages.cohorts.edit_dialog import CohortDialog
from ui.pages.cohorts.form_choices import LISTS
from ui.theme import GAP_S, GAP_XS
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

FIND_AFTER_MS = 150
FIND_WIDTH, FIND_LEAST_WIDTH = 300, 240
# Under this name the page keeps what it was asked for, while a new language makes it anew.
ASKED = "cohorts asked for"
# More lines than anyone reads; whoever looks for an older cohort types its code or chooses its year.
MOST_ROWS = 1_000
DETAILS = 8
YEARS_BACK = 6


@dataclass(frozen=True)
class Wanted:
    """What the list is asked for; no year means all of them."""

    year: int | None
    text: str
    language_code: str | None = None
    shift_code: str | None = None


@dataclass(frozen=True)
class Found:
    """The page of the list, and the names of languages and shifts by field and code."""

    page: CohortPage
    names: dict[tuple[str, str], str]


class CohortsPage(Page):
    changes_that_matter = frozenset({"cohort", "enrolment", "programme", "staff"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Cohorts"))
        self._found = CohortPage((), 0)
        self.state_buttons: dict[CohortState | None, QPushButton] = {}
        self.set_primary(Action(_("New cohort"), self.add_cohort, icon="plus", key="Ctrl+N", right="edit_cohorts"))
        self.add_secondary(
            Action(
                _("Applications"),
                lambda: workspace.navigate(Target("applications")),
                icon="list",
                key="Ctrl+Shift+B",
                right="see_cohorts",
                is_wide=True,
            )
        )
        self.add_secondary(
            Action(
                _("Form cohorts"),
                lambda: workspace.navigate(Target("forming")),
                icon="people",
                key="Ctrl+Shift+G",
                right="edit_cohorts",
            )
        )
        self.add_secondary(
            Action(
                _("Lent work"),
                lambda: workspace.navigate(Target("lending")),
                icon="upload",
                key="Ctrl+Shift+L",
                right="lend",
            )
        )
        self.year_box = ChoiceBox()
        self.find_box = QLineEdit()
        self._names: dict[tuple[str, str], str] = {}
        self.kind_box = Chooser(_("Language and shift"), [Choice(None, _("All languages and shifts"))])
        self.kind_box.chosen.connect(lambda _value: self.refresh())
        self.table: RecordTable[CohortRow] = RecordTable(
            workspace, "cohorts", cohort_columns(self._details), has_filter=False, has_export_button=True
        )
        self._foot = label("", Role.SMALL)
        self._lay_out()
        self.table.opened.connect(self._open_cohort)
        self.table.add_row_action(Action(_("Open the cohort"), self._open_current, icon="cohort", key="Ctrl+O"))
        self.table.add_row_action(Action(_("Lend…"), self._lend_current, icon="upload", right="lend"))
        make_action(self, Action(_("Find a cohort"), self._go_to_find, key="Ctrl+F"), group=self.title)
        self._take_up()

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        wanted = self._wanted
        run_query(self, lambda centre: _found(centre, wanted), self._show, slot="refresh")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.workspace.drafts[ASKED] = self._wanted, self._state

    def add_cohort(self) -> None:
        cohort_id = CohortDialog.ask(self)
        if cohort_id is not None:
            self.workspace.navigate(Target("cohort", cohort_id))

    @property
    def _wanted(self) -> Wanted:
        narrowed = dict([self.kind_box.value]) if self.kind_box.value else {}
        return Wanted(self.year_box.currentData(), self.find_box.text(), **narrowed)

    @property
    def _state(self) -> CohortState | None:
        return next(state for state, button in self.state_buttons.items() if button.isChecked())

    def _take_up(self) -> None:
        """What the page of another language was asked for."""
        if ASKED not in self.workspace.drafts:
            return
        wanted, state = self.workspace.drafts[ASKED]
        self.find_box.setText(wanted.text)
        self.year_box.setCurrentIndex(self.year_box.findData(wanted.year))
        self.state_buttons[state].setChecked(True)
        kind = next(((field, code) for field in LISTS if (code := getattr(wanted, field))), None)
        # Its name comes with the list.
        self.kind_box.set_choices([*self.kind_box.choices, *([Choice(kind, "")] if kind else [])])
        self.kind_box.choose(kind)

    def _lay_out(self) -> None:
        card = Card()
        chosen = QHBoxLayout()
        chosen.setSpacing(GAP_S)
        for widget in (self._find_line(), self._year_line(), self.kind_box):
            chosen.addWidget(widget)
        chosen.addStretch(1)
        card.body.addLayout(chosen)
        self.table.tools.insertLayout(0, self._state_line())
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._foot)
        self.body.addWidget(card, 1)

    def _find_line(self) -> QLineEdit:
        box = self.find_box
        box.setProperty("role", "quiet")
        box.setPlaceholderText(_("Code, programme or place"))
        box.setAccessibleName(_("Find a cohort"))
        box.setToolTip(_("Find a cohort ({key})", key="Ctrl+F"))
        box.setClearButtonEnabled(True)
        box.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        box.setMinimumWidth(FIND_LEAST_WIDTH)
        box.setMaximumWidth(FIND_WIDTH)
        soon = QTimer(self, singleShot=True, interval=FIND_AFTER_MS)
        soon.timeout.connect(self.refresh)
        box.textChanged.connect(lambda _text: soon.start())
        box.returnPressed.connect(self.table.view.setFocus)
        return box

    def _year_line(self) -> QComboBox:
        this_year = self.workspace.centre.clock.today().year
        for year in range(this_year + 1, this_year - YEARS_BACK, -1):
            self.year_box.addItem(_("Year {year}", year=year), year)
        self.year_box.addItem(_("All years"), None)
        self.year_box.setCurrentIndex(self.year_box.findData(this_year))
        self.year_box.setAccessibleName(_("Year"))
        self.year_box.currentIndexChanged.connect(lambda _place: self.refresh())
        return self.year_box

    def _state_line(self) -> QHBoxLayout:
        """One button a state, with the number of its cohorts; the first shows all."""
        row = QHBoxLayout()
        row.setSpacing(GAP_XS)
        group = QButtonGroup(self)
        for number, state in enumerate((None, *CohortState)):
            show = Action(_state_words(state), self._show_rows, key=f"Alt+{number}")
            button = make_button(self, show, group=self.title)
            button.setCheckable(True)
            button.setProperty("role", "choice")
            group.addButton(button)
            self.state_buttons[state] = button
            row.addWidget(button)
        self.state_buttons[None].setChecked(True)
        return row

    def _show(self, answer: Found) -> None:
        found = answer.page
        self._found = found
        self._names = answer.names
        every = [Choice(None, _("All languages and shifts"))]
        self.kind_box.set_choices([*every, *(Choice(key, text) for key, text in answer.names.items())])
        for state, button in self.state_buttons.items():
            count = sum(1 for row in found.rows if state in (None, row.state))
            button.setText(f"{_state_words(state)}  {formats.integer_text(count)}")
        self._show_rows()

    def _show_rows(self) -> None:
        chosen = self._state
        self.table.set_empty(self._nothing())
        self.table.set_rows_by([row for row in self._found.rows if chosen in (None, row.state)], lambda row: row.id)
        # Where no cohort says its language or shift, the room is for the titles.
        self.table.view.setColumnHidden(DETAILS, not any(self._details(row) for row in self._found.rows))
        if self.table.current() is None:
            self.table.select(lambda _row: True)
        self.set_context(_n("{n} cohort", "{n} cohorts", self._found.total))
        is_cut = self._found.total > len(self._found.rows)
        self._foot.setVisible(is_cut)
        if is_cut:
            self._foot.setText(
                _(
                    "The newest {shown} of {total} are shown: choose a year or type what you look for.",
                    shown=formats.integer_text(len(self._found.rows)),
                    total=formats.integer_text(self._found.total),
                )
            )

    def _details(self, row: CohortRow) -> str:
        codes = (("language_code", row.language_code), ("shift_code", row.shift_code))
        words = [self._names.get((field, code), code) for field, code in codes if code]
        if row.stage_place is not None:
            words.append(_("Stage {n}", n=row.stage_place))
        if row.cascade_level is not None:
            words.append(_("Level {n}", n=row.cascade_level))
        return " · ".join(words)

    def _nothing(self) -> EmptyState:
        if self.find_box.text().strip():
            return EmptyState(_("No cohort fits."), Action(_("Clear the search"), self.find_box.clear), "filter")
        if self._found.rows:
            show_all = Action(_("Show all states"), self.state_buttons[None].click)
            return EmptyState(_("No cohort is in this state."), show_all, "filter")
        if not rights.may_for_all("see_cohorts"):
            return EmptyState(
                _("You lead no cohort of this year. A methodist names who leads a cohort."), icon="cohort"
            )
        words = _("There are no cohorts of this year yet. A cohort studies one programme between two days.")
        return EmptyState(words, Action(_("New cohort"), self.add_cohort, icon="plus", right="edit_cohorts"), "cohort")

    def _open_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self._open_cohort(row)

    def _lend_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self.workspace.navigate(Target("lending", (Kind.COHORT, row.id)))

    def _open_cohort(self, row: CohortRow) -> None:
        self.workspace.navigate(Target("cohort", row.id))

    def _go_to_find(self) -> None:
        self.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_box.selectAll()


def _found(centre: "Centre", wanted: Wanted) -> Found:
    page = centre.read(cohorts, **asdict(wanted), rows=MOST_ROWS)
    names = {
        (field, item.code): item.names.text
        for field, list_name in LISTS.items()
        for item in centre.read(list_items, list_name)
    }
    return Found(page, names)


def _state_words(state: CohortState | None) -> str:
    return _("All") if state is None else cohort_state_name(state)
