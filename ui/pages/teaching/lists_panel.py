"""The lists of trainers and of rooms: added, changed, their weeks looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout

from desktop_app.i18n import _, _n
from desktop_app.timetable.records import RoomRecord, TrainerRecord
from desktop_app.timetable.rooms import lessons_left_in, rooms
from desktop_app.timetable.trainers import lessons_left_with, trainers
from ui.actions import Action
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.teaching.columns import ROOM_COLUMNS, trainer_columns
from ui.pages.teaching.room_dialog import RoomDialog
from ui.pages.teaching.trainer_dialog import Lists, TrainerDialog, read_lists
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre


class _ListPanel(Panel):
    """A table with those who left or were closed behind a tick; Enter opens the form."""

    def __init__(self, workspace: Workspace, table: RecordTable[Any], *, everybody: str, kind: str) -> None:
        super().__init__(workspace)
        self.table = table
        self._kind = kind
        self.everybody = QCheckBox(everybody)
        self.everybody.clicked.connect(lambda _checked: self.make_stale())
        table.tools.addWidget(self.everybody)
        table.opened.connect(self.edit)
        week = Action(_("Show the week"), self.show_week, icon="calendar", key="Ctrl+G")
        table.add_row_action(week)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(table)
        self.setFocusProxy(table.view)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Fill the table; it takes the focus with its first rows, because an empty one could not."""
        was_empty = self.table.view.model().rowCount() == 0
        self.table.set_rows(rows)
        if was_empty and rows and not isinstance(self.window().focusWidget(), QLineEdit):
            self.table.select_place(0)
            self.table.view.setFocus()

    def edit(self, record: Any) -> None:
        """Open the form of a record; to be overridden."""

    def show_week(self) -> None:
        record = self.table.current()
        if record is not None:
            self.workspace.navigate(self.week_of(record.id))

    def week_of(self, record_id: int) -> Target:
        return Target("timetable", (self._kind, record_id))


class RoomsPanel(_ListPanel):
    changes_that_matter = frozenset({"room"})

    def __init__(self, workspace: Workspace) -> None:
        add = Action(_("New room"), self.add, icon="plus", right="edit_timetable")
        table: RecordTable[RoomRecord] = RecordTable(
            workspace,
            "teaching.rooms",
            ROOM_COLUMNS,
            filter_hint=_("Room or building"),
            empty=EmptyState(_("No room is entered yet."), add, "building"),
        )
        super().__init__(workspace, table, everybody=_("With closed rooms"), kind="room")

    def refresh(self) -> None:
        with_closed = self.everybody.isChecked()
        run_query(self, lambda centre: centre.read(rooms, with_closed=with_closed), self.show_rows, slot="refresh")

    def add(self) -> None:
        _show_saved(self, RoomDialog.ask(self), _left_in)

    def edit(self, record: RoomRecord) -> None:
        _show_saved(self, RoomDialog.ask(self, record), _left_in)


@dataclass(frozen=True)
class Teachers:
    """Trainers with what their form chooses from."""

    lists: Lists
    trainers: tuple[TrainerRecord, ...]


class TrainersPanel(_ListPanel):
    changes_that_matter = frozenset({"trainer", "staff", "reference_item"})

    def __init__(self, workspace: Workspace) -> None:
        self._names: dict[str, str] = {}
        self._lists = Lists((), ())
        add = Action(_("New trainer"), self.add, icon="plus", right="edit_timetable")
        table: RecordTable[TrainerRecord] = RecordTable(
            workspace,
            "teaching.trainers",
            trainer_columns(self._names),
            filter_hint=_("Name or position"),
            empty=EmptyState(_("No trainer is entered yet."), add, "people"),
        )
        super().__init__(workspace, table, everybody=_("With those who left"), kind="trainer")

    def refresh(self) -> None:
        with_leavers = self.everybody.isChecked()

        def ask(centre: "Centre") -> Teachers:
            found = tuple(centre.read(trainers, with_leavers=with_leavers))
            return Teachers(read_lists(centre), found)

        run_query(self, ask, self._show, slot="refresh")

    def add(self) -> None:
        _show_saved(self, TrainerDialog.ask(self, self._lists), _left_with)

    def edit(self, record: TrainerRecord) -> None:
        _show_saved(self, TrainerDialog.ask(self, self._lists, record), _left_with)

    def _show(self, found: Teachers) -> None:
        self._lists = found.lists
        # The columns were told once; they look the names up here.
        self._names.update(found.lists.subject_names())
        self.show_rows(found.trainers)


# What a closed room or somebody who left leaves behind: a sentence, empty where it is nothing.
LeftBehind = Callable[["Centre", int], str]


def _left_in(centre: "Centre", room_id: int) -> str:
    count = centre.read(lessons_left_in, room_id=room_id)
    if not count:
        return ""
    return _n(
        "Saved. {n} lesson is in this room after that day: give it another.",
        "Saved. {n} lessons are in this room after that day: give them another.",
        count,
    )


def _left_with(centre: "Centre", trainer_id: int) -> str:
    count = centre.read(lessons_left_with, trainer_id=trainer_id)
    if not count:
        return ""
    return _n(
        "Saved. {n} lesson is this trainer's after that day: give it to another.",
        "Saved. {n} lessons are this trainer's after that day: give them to others.",
        count,
    )


def _show_saved(panel: _ListPanel, saved_id: int | None, left_behind: LeftBehind) -> None:
    """The record that was saved becomes the current one, as soon as the list has it."""
    if saved_id is None:
        return

    def show(told: str) -> None:
        week = (_("Show the week"), lambda: panel.workspace.navigate(panel.week_of(saved_id)))
        panel.workspace.show_notice(told or _("Saved."), link=week if told else None)
        panel.table.select(lambda record: record.id == saved_id)

    # Asked after the list was, so answered after it.
    run_query(panel, lambda centre: left_behind(centre, saved_id), show, slot="saved")
