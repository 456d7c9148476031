"""The table of turns: which year's courses are for whom, line by line, and how many people each line takes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.due.records import Turn
from desktop_app.due.rules import TurnNames, turn_words
from desktop_app.due.turns import move_turn, people_by_turn, remove_turn, turn_names, turns
from desktop_app.i18n import N_, _
from desktop_app.language.orders import order_text
from ui.actions import Action
from ui.models.table_model import Align, Column
from ui.operations import run_command, run_query
from ui.pages.settings.section import Section
from ui.pages.settings.turn_dialog import TurnDialog, write_turn
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

TWO_LINES = 44
Loaded = tuple[list[Turn], TurnNames]


@dataclass(frozen=True)
class TurnLine:
    """``people`` is how many the line decides for; None while they are being counted."""

    turn: Turn
    who: str
    people: int | None = None


TURN_COLUMNS: tuple[Column[TurnLine], ...] = (
    Column("place", N_("No."), lambda line: line.turn.place, width=48),
    Column("year", N_("Year"), lambda line: line.turn.due_year, shown=str, width=64, align=Align.LEFT),
    Column("who", N_("For whom"), lambda line: line.who, is_stretched=True, is_told_whole=True),
    Column("people", N_("People"), lambda line: line.people, width=84, align=Align.RIGHT),
    Column("since", N_("Holds from"), lambda line: line.turn.valid_from, width=104),
    Column(
        "order",
        N_("Basis"),
        lambda line: order_text(line.turn.order_number, line.turn.order_date),
        width=176,
        hint=lambda line: line.turn.note,
    ),
)


class TurnsSection(Section):
    changes_that_matter = frozenset({"due_rule", "reference_item", "person"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Table of turns"),
            intro=_(
                "The first line that fits a person decides the year. For those whom no line fits the years since the"
                " last course decide. Compare the table with the order of your ministry."
            ),
        )
        self._lines: list[TurnLine] = []
        self._names = TurnNames({}, {}, {})
        self._wanted_id: int | None = None
        self.add_action(Action(_("New line"), self.add, icon="plus", key="Ctrl+N", right="edit_plan"), is_primary=True)
        self.table: RecordTable[TurnLine] = RecordTable(
            workspace,
            "settings.turns",
            TURN_COLUMNS,
            has_filter=False,
            is_sortable=False,
            empty=EmptyState(_("The table is empty: only the years since the last course decide."), icon="list"),
        )
        # For whom a line is, is read whole, on two lines where it is long.
        self.table.view.setWordWrap(True)
        self.table.view.verticalHeader().setDefaultSectionSize(TWO_LINES)
        self.table.opened.connect(self.edit)
        for action in (
            Action(_("Edit"), self._on_current(self.edit), icon="edit", key="F2", right="edit_plan"),
            Action(
                _("Move up"),
                self._on_current(lambda line: self.move(line, -1)),
                icon="chevron-up",
                key="Ctrl+Up",
                right="edit_plan",
            ),
            Action(
                _("Move down"),
                self._on_current(lambda line: self.move(line, 1)),
                icon="chevron-down",
                key="Ctrl+Down",
                right="edit_plan",
            ),
            Action(_("Remove"), self._on_current(self.remove), icon="delete", key="Del", right="edit_plan"),
        ):
            self.table.add_row_action(action)
        self.body.addWidget(self.table, 1)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        def load(centre: Centre) -> Loaded:
            return centre.read(turns), centre.read(turn_names)

        run_query(self, load, self._show, slot="refresh")
        run_query(self, lambda centre: centre.read(people_by_turn), self._show_counts, slot="counts")

    def add(self) -> None:
        """A new line after the one that is current, with its dates and order as a guess."""
        current = self.table.current()
        day = self.workspace.centre.clock.today()
        new = Turn(due_year=day.year + 1, valid_from=day)
        if current is not None:
            turn = current.turn
            new = replace(
                new,
                place=turn.place + 1,
                due_year=turn.due_year,
                valid_from=turn.valid_from,
                order_number=turn.order_number,
                order_date=turn.order_date,
            )
        saved: Turn | None = TurnDialog.ask(self, new, self._names)
        if saved is not None:
            self._tell(_("The line is added to the table of turns."), saved.id, lambda: self._remove(saved))

    def edit(self, line: TurnLine) -> None:
        saved: Turn | None = TurnDialog.ask(self, line.turn, self._names)
        if saved is not None and replace(saved, version=0) != replace(line.turn, version=0):
            before = replace(line.turn, version=saved.version)
            self._tell(_("The line is saved."), saved.id, lambda: self._write(before))

    def move(self, line: TurnLine, by: int) -> None:
        if not 1 <= line.turn.place + by <= len(self._lines):
            return

        def move_by(steps: int) -> None:
            self._wanted_id = line.turn.id
            run_command(
                self,
                lambda centre: centre.write(move_turn, turn_id=line.turn.id, by=steps),
                lambda _done: self.refresh(),
            )

        move_by(by)
        self._tell(_("The line is moved."), line.turn.id, lambda: move_by(-by))

    def remove(self, line: TurnLine) -> None:
        def tell(_done: Outcome[None]) -> None:
            back = replace(line.turn, id=0)
            self._tell(_("The line is removed from the table of turns."), None, lambda: self._write(back))

        self._remove(line.turn, tell)

    def _remove(self, turn: Turn, on_done: Callable[[Outcome[None]], None] | None = None) -> None:
        def done(outcome: Outcome[None]) -> None:
            self.refresh()
            if on_done is not None:
                on_done(outcome)

        run_command(self, lambda centre: centre.write(remove_turn, turn_id=turn.id, version=turn.version), done)

    def _write(self, turn: Turn) -> None:
        run_command(self, write_turn(turn), lambda done: self._tell_written(done.value))

    def _tell_written(self, turn: Turn) -> None:
        self._wanted_id = turn.id
        self.refresh()

    def _tell(self, words: str, wanted_id: int | None, undo: Callable[[], object]) -> None:
        self._wanted_id = wanted_id
        self.workspace.show_notice(words, undo=undo)

    def _show(self, loaded: Loaded) -> None:
        table, self._names = loaded
        counts = {line.turn.id: line.people for line in self._lines}
        current = self.table.current()
        wanted = self._wanted_id or (current.turn.id if current is not None else None)
        self._lines = [TurnLine(turn, turn_words(turn, self._names), counts.get(turn.id)) for turn in table]
        self.table.set_rows(self._lines)
        if not self.table.select(lambda line: line.turn.id == wanted):
            self.table.select_place(0)
        self._wanted_id = None

    def _show_counts(self, people: dict[int, int]) -> None:
        self._lines = [replace(line, people=people.get(line.turn.id)) for line in self._lines]
        self.table.update_rows(self._lines)

    def _on_current(self, act: Callable[[TurnLine], object]) -> Callable[[], object]:
        def run() -> None:
            line = self.table.current()
            if line is not None:
                act(line)

        return run
