"""Applications of employers: the papers on the left, the people they name on the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from desktop_app.forming.applications import (
    add_wishes,
    applications,
    delete_application,
    remove_wishes,
    take_withdrawal_back,
    wishes,
)
from desktop_app.forming.records import ApplicationRecord, Wish, WishState
from desktop_app.i18n import _, _n, language
from desktop_app.language.dates import month_title
from ui.actions import Action
from ui.icons import icon
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.forming.application_dialogs import AddPeopleDialog, ApplicationDialog, WithdrawDialog
from ui.pages.forming.columns import APPLICATION_COLUMNS, wish_columns
from ui.pages.forming.lists import FormingLists, read_lists
from ui.widgets.card import Card
from ui.widgets.confirm import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

# Under this name the page keeps what is shown, while a new language makes it anew.
SEEN = "applications seen"
FIND_AFTER_MS = 150
FIND_WIDTH = 300
MOST_ROWS = 1_000


@dataclass(frozen=True)
class Answer:
    rows: tuple[ApplicationRecord, ...]
    total: int
    lists: FormingLists


class ApplicationsPage(Page):
    changes_that_matter = frozenset({"application", "application_person", "enrolment", "cohort"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Applications"))
        self._lists = FormingLists({}, {})
        self._wanted_id: int | None = None
        self.set_back(Target("cohorts"))
        self.set_primary(
            Action(_("New application for places"), self.add, icon="plus", key="Ctrl+N", right="edit_cohorts")
        )
        self.add_secondary(
            Action(
                _("Form cohorts"),
                lambda: workspace.navigate(Target("forming")),
                icon="cohort",
                key="Ctrl+Shift+G",
                right="edit_cohorts",
            )
        )
        self.find_box = QLineEdit()
        self.table: RecordTable[ApplicationRecord] = RecordTable(
            workspace, "applications", APPLICATION_COLUMNS, has_filter=False
        )
        self.people: RecordTable[Wish] = RecordTable(
            workspace,
            "application people",
            wish_columns(_month, lambda code: self._lists.name("shift_code", code)),
            filter_hint=_("Find a surname"),
        )
        self._add_acts()
        self._lay_out()
        if SEEN in workspace.drafts:
            text, self._wanted_id = workspace.drafts[SEEN]
            self.find_box.setText(text)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        row = self.table.current()
        self.workspace.drafts[SEEN] = self.find_box.text(), row.id if row is not None else None

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        text = self.find_box.text()
        run_query(self, lambda centre: _answer(centre, text), self._show, slot="refresh")

    def add(self) -> None:
        added = ApplicationDialog.ask(self)
        if added is not None:
            self._wanted_id = added
            self.refresh()

    def edit(self) -> None:
        row = self.table.current()
        if row is not None:
            ApplicationDialog.ask(self, row)

    def delete(self) -> None:
        row = self.table.current()
        if row is None:
            return
        question = _("Delete the application of {employer}?", employer=row.employer)
        if confirm(self, question, action=_("Delete the application"), is_danger=True):
            run_command(self, lambda centre: centre.write(delete_application, application_id=row.id))

    def add_people(self) -> None:
        row = self.table.current()
        added = AddPeopleDialog.ask(self, row.id, self.people.current()) if row is not None else None
        if added is not None:
            self.banner.show_outcome(_n("{n} person is added.", "{n} people are added.", added))

    def withdraw(self) -> None:
        """Take a person back for a reason, or take that back."""
        wish = self.people.current()
        if wish is None:
            return
        if wish.state is WishState.WITHDRAWN:
            run_command(self, lambda centre: centre.write(take_withdrawal_back, wish_id=wish.id))
        else:
            WithdrawDialog.ask(self, wish)

    def remove(self) -> None:
        row, chosen = self.table.current(), self.people.selected()
        if row is None or not chosen:
            return

        def put_back() -> None:
            run_command(self, lambda centre: centre.write(add_wishes, application_id=row.id, wanted=chosen))

        run_command(
            self,
            lambda centre: centre.write(remove_wishes, wish_ids=[wish.id for wish in chosen]),
            lambda _done: self.banner.show_outcome(
                _n("{n} person is taken off.", "{n} people are taken off.", len(chosen)), undo=put_back
            ),
        )

    def open_cohort(self) -> None:
        wish = self.people.current()
        if wish is not None and wish.cohort_id is not None:
            self.workspace.navigate(Target("cohort", (wish.cohort_id, "admission")))

    def _add_acts(self) -> None:
        self.table.opened.connect(lambda _row: self.edit())
        for action in (
            Action(_("Edit"), self.edit, icon="edit", key="Ctrl+E", right="edit_cohorts"),
            Action(_("Delete"), self.delete, icon="delete", key="Ctrl+Delete", right="edit_cohorts"),
        ):
            self.table.add_row_action(action)
        add = Action(_("Add people"), self.add_people, icon="plus", key="Ctrl+Shift+N", right="edit_cohorts")
        self.add_secondary(add)
        self.people.set_empty(EmptyState(_("Nobody stands in this application yet."), icon="people"))
        for action in (
            Action(_("Withdraw or take back"), self.withdraw, icon="cross", key="Ctrl+J", right="edit_cohorts"),
            Action(_("Take off: entered by mistake"), self.remove, icon="delete", key="Delete", right="edit_cohorts"),
            Action(_("Open the cohort"), self.open_cohort, icon="cohort", key="Ctrl+O"),
        ):
            self.people.add_row_action(action)
        self.table.selection_changed.connect(self._ask_people)

    def _lay_out(self) -> None:
        box = self.find_box
        box.setProperty("role", "quiet")
        box.setPlaceholderText(_("Number or who applies"))
        box.setAccessibleName(_("Find an application"))
        box.setClearButtonEnabled(True)
        box.setMaximumWidth(FIND_WIDTH)
        box.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        soon = QTimer(self, singleShot=True, interval=FIND_AFTER_MS)
        soon.timeout.connect(self.refresh)
        box.textChanged.connect(lambda _text: soon.start())
        self.table.tools.insertWidget(0, box, 100)
        papers, people = Card(), Card(_("People of the application"))
        papers.body.addWidget(self.table, 1)
        people.body.addWidget(self.people, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(papers)
        split.addWidget(people)
        self.body.addWidget(split, 1)

    def _show(self, answer: Answer) -> None:
        self._lists = answer.lists
        new = Action(_("New application for places"), self.add, icon="plus", right="edit_cohorts")
        nothing = _("No application fits.") if self.find_box.text().strip() else _("There are no applications yet.")
        self.table.set_empty(EmptyState(nothing, new, "list"))
        # Its counts change with every person: the application in hand stays so by its id.
        before = self.table.current()
        wanted = self._wanted_id or (before.id if before is not None else None)
        self._wanted_id = None
        self.table.set_rows(answer.rows)
        self.set_context(_n("{n} application", "{n} applications", answer.total))
        if not self.table.select(lambda row: row.id == wanted):
            self.table.select(lambda _row: True)
        self._ask_people()

    def _ask_people(self) -> None:
        row = self.table.current()
        if row is None:
            self.people.set_rows(())
            return
        run_query(self, lambda centre: centre.read(wishes, application_id=row.id), self._show_people, slot="people")

    def _show_people(self, found: Sequence[Wish]) -> None:
        self.people.set_rows(found)
        if self.people.current() is None:
            self.people.select(lambda _wish: True)


def _answer(centre: "Centre", text: str) -> Answer:
    rows, total = centre.read(applications, text=text, rows=MOST_ROWS)
    return Answer(tuple(rows), total, read_lists(centre))


def _month(wish: Wish) -> str:
    return str(wish.year) if wish.month is None else month_title(wish.year, wish.month, language())
