"""Groups in the making: seen before anything is written, moved by hand or keys, and made into cohorts at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from desktop_app.errors import CentreError
from desktop_app.forming.builder import make_cohorts, preview_groups, unmake_cohorts
from desktop_app.forming.records import Formed, FormingPreview, FormingWish
from desktop_app.i18n import N_, _, _n
from desktop_app.language.dates import parse_date
from desktop_app.people.lines import person_lines
from desktop_app.people.records import PersonLine
from ui import formats
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.paged_model import NOT_YET
from ui.models.table_model import ROW_ROLE
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.pages.forming.board import Board, GroupRow
from ui.pages.forming.columns import group_columns, people_columns
from ui.pages.forming.dragging import let_people_be_dragged
from ui.pages.forming.lists import FormingLists, read_lists
from ui.pages.forming.needs import GroupNeeds
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.changes import Outcome
    from desktop_app.progress import Progress

# More names than anyone reads of the leftovers; the whole of them is in the list of who is due.
MOST_NAMES = 500
# The column that only the leftovers fill.
WHY = 3
PLACE_WIDTH, DAY_WIDTH = 180, 110
# Under this name the page keeps what lies on the table, while a new language makes it anew.
ON_THE_TABLE = "forming"
BETWEEN = {"is_by_language": N_("By language"), "is_by_shift": N_("By shift"), "is_by_profile": N_("By category")}


@dataclass(frozen=True)
class Answer:
    preview: FormingPreview
    lists: FormingLists


class FormingPage(Page):
    changes_that_matter = frozenset({"application_person", "due_rule", "dated_rule", "programme"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Forming cohorts"))
        self.board: Board | None = None
        self._lists = FormingLists({}, {})
        self.set_back(Target("cohorts"))
        self.make_button = self.set_primary(
            Action(_("Make the cohorts"), self.make, icon="check", key="Ctrl+Return", right="edit_cohorts")
        )
        self.undo_button = self.add_secondary(
            Action(_("Undo"), self.undo_move, icon="undo", key="Ctrl+Z", right="edit_cohorts")
        )
        self.groups: RecordTable[GroupRow] = RecordTable(
            workspace,
            "forming groups",
            group_columns(lambda: self.board, lambda: self._lists),
            has_filter=False,
            is_sortable=False,
            empty=EmptyState(NOT_YET),
        )
        self.people: RecordTable[PersonLine] = RecordTable(
            workspace, "forming people", people_columns(self._why), filter_hint=_("Name, workplace or district")
        )
        self.needs = GroupNeeds(workspace)
        self._whole = label("", Role.STRONG, wrap=True)
        self._add_choosers()
        self._add_keys()
        self._lay_out()
        self._show_board()
        if ON_THE_TABLE in workspace.drafts:
            self._take_up(*workspace.drafts[ON_THE_TABLE])

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.workspace.drafts[ON_THE_TABLE] = self.wish, self.place_held.text(), self.board

    def first_focus(self) -> QWidget | None:
        return self.groups.view if self.groups.current() is not None else self.source

    def refresh(self) -> None:
        wish = self.wish
        run_query(
            self,
            lambda centre: Answer(centre.read(preview_groups, wish), read_lists(centre)),
            self._show,
            slot="refresh",
        )

    @property
    def wish(self) -> FormingWish:
        between = {name: box.isChecked() for name, box in self.between.items()}
        return FormingWish(
            self.year.value,
            self._starts_on,
            from_applications=self.source.value,
            subject_code=self.subject.value,
            **between,
        )

    def make(self) -> None:
        """Make cohorts of the groups chosen, or of all where fewer than two are."""
        if self.board is None:
            return
        if parse_date(self.first_day.text()).date != self._starts_on:
            # The groups in sight are of another day, or of none.
            self.first_day.setFocus(Qt.FocusReason.OtherFocusReason)
            self._read_day()
            return
        chosen = [row.place for row in self.groups.selected() if row.place is not None]
        places = chosen if len(chosen) > 1 else range(len(self.board.grouping.groups))
        wanted = self.board.to_make(places, self.place_held.text())
        if not wanted:
            self.banner.show_error(_("There is no group with people and a programme."))
            return

        def work(centre: "Centre", progress: "Progress") -> "Outcome[Formed]":
            return centre.write(make_cohorts, wanted=wanted, progress=progress)

        run_long(self, _("Making the cohorts"), work, self._say_made)

    def undo_move(self) -> None:
        if self.board is not None:
            self.board.undo()
            self._show_board()

    def move_beside(self, step: int) -> None:
        """Into the next group up or down that takes the people chosen."""
        row, ids = self.groups.current(), self._chosen_ids()
        if self.board is None or row is None or not ids:
            return
        to = self.board.beside(row.place, ids, step)
        if to is None:
            self.banner.show_warning(_("No other group of the kind has room."))
        else:
            self._move(ids, to)

    def take_out(self) -> None:
        ids = self._chosen_ids()
        if ids:
            self._move(ids, None)

    def _add_choosers(self) -> None:
        today = self.workspace.centre.clock.today()
        sources = [Choice(False, _("Those who are due")), Choice(True, _("Applications"))]
        self.source = Chooser(_("From whom"), sources)
        self.year = Chooser(_("Year"), [Choice(year, _("Year {year}", year=year)) for year in _years(today)])
        self.year.choose(today.year)
        self.subject = Chooser(_("Subject"), [Choice(None, _("All subjects"))])
        for box in (self.source, self.year, self.subject):
            box.chosen.connect(lambda _value: self.refresh())
        self.first_day = QLineEdit(formats.date_text(_next_monday(today)))
        self.first_day.setToolTip(_("First day of the cohorts"))
        self.first_day.setAccessibleName(_("First day of the cohorts"))
        self.first_day.setFixedWidth(DAY_WIDTH)
        self.first_day.editingFinished.connect(self._read_day)
        self._starts_on = _next_monday(today)
        self.between = {name: QCheckBox(_(text)) for name, text in BETWEEN.items()}
        for check in self.between.values():
            check.setChecked(True)
            check.toggled.connect(lambda _is_on: self.refresh())
        self.place_held = QLineEdit()
        self.place_held.setPlaceholderText(_("Held at"))
        self.place_held.setAccessibleName(_("Held at"))
        self.place_held.setMinimumWidth(PLACE_WIDTH)
        self.programme = Chooser(_("Programme of the groups of this kind"))
        self.programme.chosen.connect(self._choose_programme)

    def _add_keys(self) -> None:
        acts = (
            Action(_("Into the group above"), lambda: self.move_beside(-1), icon="arrow-left", key="Alt+Up"),
            Action(_("Into the group below"), lambda: self.move_beside(1), icon="arrow-right", key="Alt+Down"),
            Action(_("Out of the group"), self.take_out, icon="cross", key="Delete"),
        )
        for act in acts:
            self.people.add_row_action(act)
        self.groups.selection_changed.connect(self._show_people)
        let_people_be_dragged(self.people.view, self.groups.view, taken=self._chosen_ids, dropped=self._drop)

    def _lay_out(self) -> None:
        chosen = QHBoxLayout()
        chosen.setSpacing(GAP_S)
        for widget in (self.source, self.year, self.first_day, self.subject, self.place_held):
            chosen.addWidget(widget)
        chosen.addStretch(1)
        alike = QHBoxLayout()
        alike.setSpacing(GAP_M)
        for check in self.between.values():
            alike.addWidget(check)
        alike.addWidget(self._whole, 1)
        self.body.addLayout(chosen)
        self.body.addLayout(alike)
        left, right = Card(_("Groups")), Card(_("People of the group"))
        left.body.addWidget(self.groups, 1)
        tools = QVBoxLayout()
        tools.addWidget(self.programme)
        right.body.addLayout(tools)
        right.body.addWidget(self.people, 1)
        right.body.addWidget(self.needs)
        hint = _(
            "Alt with the arrow up or down moves who is chosen to another group, Delete takes them out; or drag them."
        )
        right.body.addWidget(label(hint, Role.SMALL, wrap=True))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([2_700, 2_300])
        self.body.addWidget(split, 1)

    def _take_up(self, wish: FormingWish, place_held: str, board: Board | None) -> None:
        """What lay on the table of the page of another language, with all that was moved by hand."""
        self.source.choose(wish.from_applications)
        self.year.choose(wish.year)
        # Its name comes with the answer.
        self.subject.set_choices([*self.subject.choices, Choice(wish.subject_code, "")])
        self.subject.choose(wish.subject_code)
        self._starts_on = wish.starts_on
        self.first_day.setText(formats.date_text(wish.starts_on))
        for name, box in self.between.items():
            box.blockSignals(True)
            box.setChecked(getattr(wish, name))
            box.blockSignals(False)
        self.place_held.setText(place_held)
        self.board = board

    def _read_day(self) -> None:
        day = parse_date(self.first_day.text()).date
        if day is None:
            value = self.first_day.text()
            self.banner.show_error(
                _("No such date: {value}. Write the day, the month and the year: 28.12.2024.", value=value)
            )
            return
        self.first_day.setText(formats.date_text(day))
        if day != self._starts_on:
            self._starts_on = day
            self.banner.clear()
            self.refresh()

    def _show(self, answer: Answer) -> None:
        self._lists = answer.lists
        every = [Choice(None, _("All subjects"))]
        names = answer.lists.names["subject_code"]
        self.subject.set_choices([*every, *(Choice(code, text) for code, text in names.items())])
        self.board = self.board.renewed(answer.preview) if self.board is not None else Board(answer.preview)
        self.groups.set_empty(EmptyState(_("Nobody is to be put into a group."), icon="people"))
        self._show_board()

    def _show_board(self) -> None:
        board = self.board
        self.undo_button.setEnabled(board is not None and board.can_undo)
        self.make_button.setEnabled(board is not None and bool(board.grouping.groups))
        if board is None:
            return
        row = self.groups.current()
        place = row.place if row is not None else 0
        self.groups.set_rows(board.rows)
        if not self.groups.select(lambda each: each.place == place):
            self.groups.select(lambda _each: True)
        groups, left = len(board.grouping.groups), len(board.grouping.leftovers)
        placed = _n("{n} person", "{n} people", board.grouping.placed)
        self._whole.setText(
            _n(
                "{n} group, {people}; left over: {left}.",
                "{n} groups, {people}; left over: {left}.",
                groups,
                people=placed,
                left=formats.integer_text(left),
            )
        )
        self._show_people()

    def _show_people(self) -> None:
        row, board = self.groups.current(), self.board
        if board is None or row is None:
            self.people.set_rows(())
            self.needs.show_people(())
            return
        group = row.group
        self._offer_programmes(row)
        self.people.view.setColumnHidden(WHY, group is not None)
        if group is not None:
            ids = [person.person_id for person in group.people]
        else:
            ids = [leftover.person.person_id for leftover in board.grouping.leftovers][:MOST_NAMES]
        run_query(self, lambda centre: centre.read(person_lines, ids), self._show_lines, slot="people")
        self.needs.show_people(ids if group is not None else ())

    def _show_lines(self, lines: Sequence[PersonLine]) -> None:
        self.people.set_rows(lines)
        if self.people.current() is None:
            self.people.select_place(0)

    def _offer_programmes(self, row: GroupRow) -> None:
        board = self.board
        self.programme.setVisible(row.group is not None)
        if board is None or row.group is None:
            return
        choices = board.preview.programmes_for(row.group.kind)
        self.programme.set_choices(
            [Choice(each.id, f"{each.code} · {each.title}") for each in choices]
            or [Choice(None, _("No programme fits"))]
        )
        self.programme.choose(board.programme_id(row.group.kind))

    def _choose_programme(self, programme_id: object) -> None:
        row = self.groups.current()
        if self.board is not None and row is not None and row.group is not None:
            self.board.choose_programme(row.group.kind, programme_id if isinstance(programme_id, int) else None)
            self.groups.update_rows(self.board.rows)

    def _why(self, person_id: int) -> str:
        leftover = self.board.leftovers.get(person_id) if self.board is not None else None
        return leftover.text if leftover is not None else ""

    def _chosen_ids(self) -> list[int]:
        return [line.id for line in self.people.selected()]

    def _drop(self, person_ids: Sequence[int], line: int) -> None:
        target: GroupRow | None = self.groups.view.model().index(line, 0).data(ROW_ROLE)
        if target is not None:
            self._move(person_ids, target.place)

    def _move(self, person_ids: Sequence[int], to: int | None) -> None:
        if self.board is None:
            return
        self.banner.clear()
        try:
            self.board.move(person_ids, to)
        except CentreError as error:
            self.banner.show_error(error.text)
        else:
            self._show_board()

    def _say_made(self, outcome: "Outcome[Formed]") -> None:
        formed = outcome.value
        text = _n(
            "{n} cohort is made: {first} – {last}, {people}.",
            "{n} cohorts are made: {first} – {last}, {people}.",
            len(formed.codes),
            first=formed.codes[0],
            last=formed.codes[-1],
            people=_n("{n} person", "{n} people", formed.people),
        )

        def take_back() -> None:
            run_command(
                self,
                lambda centre: centre.write(unmake_cohorts, cohort_ids=formed.cohort_ids),
                lambda _outcome: self.refresh(),
            )

        self.refresh()
        self.banner.show_outcome(
            text, undo=take_back, link=(_("To the list of cohorts"), lambda: self.workspace.navigate(Target("cohorts")))
        )


def _years(today: date) -> range:
    return range(today.year, today.year + 3)


def _next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())
