"""What has changed since the return was sent: the cells, and under them who came or went, and by whose entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.accounts.field_words import field_name, is_silent
from desktop_app.accounts.journal import JournalRecord
from desktop_app.accounts.record_words import action_name, table_name
from desktop_app.i18n import N_, _, _n
from desktop_app.plan.records import Standing
from desktop_app.returns.differences import Difference
from desktop_app.returns.drift import Moved, PeopleDrift
from desktop_app.returns.kept_people import KeptPerson
from ui.models.paged_model import NOT_YET
from ui.models.table_model import Align, Column
from ui.pages.returns.columns import STANDINGS, number_text
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace


def cell_columns(said: str = N_("Said"), now: str = N_("Would say now")) -> tuple[Column[Difference], ...]:
    """Of cells that say otherwise now; ``said`` and ``now`` are the titles over the two, marked texts."""
    return (
        Column("form", N_("Return form"), lambda cell: cell.form, width=90),
        Column("row", N_("Row"), lambda cell: cell.row_title, width=240, is_told_whole=True),
        Column("column", N_("Column"), lambda cell: cell.column_title, is_stretched=True),
        Column("said", said, lambda cell: cell.said, shown=number_text, width=130, align=Align.RIGHT),
        Column("now", now, lambda cell: cell.now, shown=number_text, width=150, align=Align.RIGHT),
    )


@dataclass(frozen=True)
class ReasonRow:
    """Somebody, or a record that the figures rest on, with one entry of the journal; ``moved`` None for a record."""

    who: str
    cohort: str
    before: str
    now: str
    at: datetime | None
    by: str
    what: str
    moved: Moved | None


REASON_COLUMNS: tuple[Column[ReasonRow], ...] = (
    Column("who", N_("Who or what"), lambda row: row.who, width=220, is_stretched=True, is_told_whole=True),
    Column("cohort", N_("Cohort"), lambda row: row.cohort, width=110),
    Column("before", N_("Counted as"), lambda row: row.before, width=130),
    Column("now", N_("Is now"), lambda row: row.now, width=130),
    Column("at", N_("Changed at"), lambda row: row.at, width=140),
    Column("by", N_("By whom"), lambda row: row.by, width=140),
    Column("what", N_("What was changed"), lambda row: row.what, width=220, is_told_whole=True),
)


class DriftView(Panel):
    person_opened = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        same = EmptyState(_("Every figure is as it was sent."), icon="success")
        self.cells = RecordTable(workspace, "returns.drift", cell_columns(), empty=same)
        self.people: RecordTable[ReasonRow] = RecordTable(
            workspace, "returns.drift.people", REASON_COLUMNS, has_filter=False
        )
        self.people.opened.connect(self._open)
        self._told = label("", Role.STRONG, wrap=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.cells, 1)
        outer.addWidget(self._told)
        outer.addWidget(self.people, 1)
        self.setFocusProxy(self.cells.view)

    def show_cells(self, cells: Sequence[Difference]) -> None:
        self.cells.set_rows(cells)
        self.people.setVisible(bool(cells))
        self._told.setText(NOT_YET if cells else "")

    def show_people(self, drift: PeopleDrift) -> None:
        self._told.setText(_sentence(drift))
        self.people.set_rows(
            [*(row for each in drift.people for row in _reasons(each)), *map(_of_record, drift.ground)]
        )

    def _open(self, row: ReasonRow) -> None:
        if row.moved is not None:
            self.person_opened.emit(row.moved.person_id)


def _sentence(drift: PeopleDrift) -> str:
    if not drift.is_known:
        return _("This return was made by an earlier edition that did not keep its people.")
    came = _n("{n} person came", "{n} people came", drift.came)
    went = _n("{n} person went", "{n} people went", drift.went)
    changed = _n("{n} is counted otherwise", "{n} are counted otherwise", drift.changed - drift.came - drift.went)
    return " · ".join((came, went, changed))


def _reasons(moved: Moved) -> list[ReasonRow]:
    """A line for each entry; one that says so for who has none: many were changed at once."""
    before, now = _standing(moved.before), _standing(moved.now)
    if not moved.entries:
        return [ReasonRow(moved.name, moved.cohort, before, now, None, "", _("Changed together with others"), moved)]
    return [
        ReasonRow(moved.name, moved.cohort, before, now, entry.at, entry.actor_name, _what(entry), moved)
        for entry in moved.entries
    ]


def _standing(person: KeptPerson | None) -> str:
    return _("not counted") if person is None else _(STANDINGS[Standing(person.standing)])


def _of_record(entry: JournalRecord) -> ReasonRow:
    return ReasonRow(table_name(entry.entity), "", "", "", entry.at, entry.actor_name, _what(entry), None)


def _what(entry: JournalRecord) -> str:
    names = [field_name(change.field) for change in entry.changes if not is_silent(entry.entity, change.field)]
    is_change = entry.action == "change"
    return f"{action_name(entry.action)}: {', '.join(names)}" if is_change and names else action_name(entry.action)
