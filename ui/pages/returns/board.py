"""The twelve months of a year: when each return is due, how far it has come, what it lacks and where to mend that."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout

from desktop_app.i18n import N_, _, _n, language
from desktop_app.language.dates import month_name
from desktop_app.returns.board import BoardMonth, Gaps, board_of, gaps_of
from ui import formats
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.models.paged_model import NOT_YET
from ui.models.table_model import ROW_ROLE, Align, Column
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.returns.inspect_dialog import InspectDialog
from ui.pages.returns.state_words import STATES, state_text
from ui.theme import Tone
from ui.widgets.chooser import Chooser
from ui.widgets.record_table import RecordTable
from ui.widgets.tab_page import TabPanel
from ui.widgets.text import Role, label
from ui.workspace import Workspace

YEARS_OFFERED = 5
SOON_DAYS = 5
TITLE_LETTERS = 11


@dataclass(frozen=True)
class MonthRow:
    """``gaps`` is None while they are being counted, and for a month to come."""

    month: BoardMonth
    gaps: Gaps | None

    @property
    def title(self) -> str:
        return month_name(self.month.month, language())


def _days(row: MonthRow) -> str:
    days = row.month.days_left
    if days is None:
        return ""
    if days < 0:
        return _n("{n} day late", "{n} days late", -days)
    if days == 0:
        return _("Due today")
    return _n("{n} day left", "{n} days left", days)


def _days_tone(row: MonthRow) -> Tone | None:
    days = row.month.days_left
    if days is None:
        return None
    return Tone.BAD if days < 0 else Tone.WARN if days <= SOON_DAYS else Tone.MUTED


def _state(row: MonthRow) -> str:
    if row.month.state is None:
        return _("Not made yet") if row.month.has_begun else ""
    return state_text(row.month.state)


def _gap(name: str) -> dict[str, Any]:
    """A column of what is lacking: nothing is a dash, and what is not counted yet three dots."""

    def count(row: MonthRow) -> int | None:
        return getattr(row.gaps, name) if row.gaps is not None else None

    def shown(row: MonthRow) -> str:
        if not row.month.has_begun:
            return ""
        return NOT_YET if row.gaps is None else formats.integer_text(count(row) or 0)

    return {
        "value": shown,
        "align": Align.RIGHT,
        "tone": lambda row: Tone.WARN if count(row) else None,
        "hint": lambda _row: _("Enter or a double click goes to where it is mended."),
    }


def _sent_as(row: MonthRow) -> str:
    sent = row.month.sent
    if sent is None:
        return ""
    day = formats.date_text(sent.sent_at.date()) if sent.sent_at is not None else formats.NOTHING
    return _("No. {number}, {day}", number=sent.number, day=day)


def _columns() -> tuple[Column[MonthRow], ...]:
    """In the language in force: the titles of the narrow ones are broken into lines."""

    def narrow(title: str) -> str:
        return "\n".join(textwrap.wrap(title, TITLE_LETTERS, break_long_words=False))

    return (
        Column("month", N_("Month"), lambda row: row.title, width=100, is_stretched=True),
        Column("due", narrow(_("Due by")), lambda row: row.month.due_on, width=100),
        Column("days", N_("Time left"), _days, width=166, tone=_days_tone),
        Column(
            "state",
            N_("State"),
            _state,
            width=146,
            tone=lambda row: STATES[row.month.state][1] if row.month.state is not None else None,
        ),
        Column("sent", narrow(_("Sent as")), _sent_as, width=136),
        Column("errors", N_("Errors"), lambda row: row.month.errors, width=72, align=Align.RIGHT),
        Column("unexplained", narrow(_("To explain")), lambda row: row.month.unexplained, width=78, align=Align.RIGHT),
        *(
            Column(name, narrow(title), width=92, **_gap(name))
            for name, title in (
                ("cohorts", _("Cohorts not closed")),
                ("lessons", _("Lessons not marked")),
                ("figures", _("Figures missing")),
            )
        ),
    )


def place_of(row: MonthRow, column: str) -> Target:
    """Where a cell leads: what is lacking to where it is mended, all else to the month."""
    gaps = row.gaps
    if gaps is not None:
        match column:
            case "cohorts" if gaps.open_cohort_id is not None:
                return Target("cohort", (gaps.open_cohort_id, "completion"))
            case "lessons" if gaps.unmarked_cohort_id is not None:
                return Target("cohort", (gaps.unmarked_cohort_id, "attendance"))
            case "figures" if gaps.figures:
                return Target("plan", (row.month.year, "figures"))
            case _:
                pass
    return Target("return", (row.month.year, row.month.month))


class BoardPanel(TabPanel):
    changes_that_matter = frozenset(
        {"return_snapshot", "finding_note", "cohort", "channel_figure", "plan_line", "mark", "session", "dated_rule"}
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        this_year = workspace.centre.clock.today().year
        years = [Choice(year, str(year)) for year in range(this_year, this_year - YEARS_OFFERED, -1)]
        self.year_box = Chooser(_("Year"), years)
        self.year_box.chosen.connect(lambda _year: self.refresh())
        self.table: RecordTable[MonthRow] = RecordTable(
            workspace, "returns.months", _columns(), has_filter=False, has_export_button=True, is_sortable=False
        )
        self.table.tools.insertWidget(0, self.year_box)
        inspect = Action(_("Check somebody's return"), self.inspect, icon="check", key="Ctrl+Shift+O")
        self.table.tools.insertWidget(1, make_button(self, inspect))
        view = self.table.view
        # What is lacking is a cell with a place of its own.
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        view.row_opened.connect(self._open)
        hint = _("Enter or a double click opens the month, or goes to where what it lacks is mended.")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.table, 1)
        outer.addWidget(label(hint, Role.SMALL))
        self.setFocusProxy(view)

    @property
    def year(self) -> int:
        value: int = self.year_box.value
        return value

    def actions_of_page(self) -> Sequence[Action]:
        return (Action(_("Open the return"), self.open_month, icon="return", key="Ctrl+Return"),)

    def go_to(self, place: object) -> None:
        if isinstance(place, int) and self.year_box.choose(place):
            self.make_stale()

    def refresh(self) -> None:
        """The states at once; what is lacking, which takes longer, when they are in sight."""
        year = self.year

        def count(months: Sequence[BoardMonth]) -> None:
            self._show(months, {})
            run_query(
                self,
                lambda centre: centre.read(gaps_of, year=year),
                lambda gaps: self._show(months, gaps),
                slot="gaps",
            )

        run_query(self, lambda centre: centre.read(board_of, year=year), count, slot="refresh")

    def open_month(self) -> None:
        """Go to the month that is chosen."""
        self.table.with_current(lambda row: self.workspace.navigate(place_of(row, "month")))

    def inspect(self) -> None:
        """Look through a return of anybody's for what does not add up."""
        dialog = InspectDialog(self, self.workspace)
        dialog.exec()
        dialog.deleteLater()

    def _show(self, months: Sequence[BoardMonth], gaps: Mapping[int, Gaps]) -> None:
        place = self.table.view.currentIndex()
        self.table.set_rows([MonthRow(each, gaps.get(each.month)) for each in months])
        if place.isValid():
            self.table.view.setCurrentIndex(self.table.view.model().index(place.row(), place.column()))
        else:
            self._choose_due(months)

    def _choose_due(self, months: Sequence[BoardMonth]) -> None:
        """The last month that is over is the one whose return is worked at."""
        today = self.workspace.centre.clock.today()
        last = today.month - 1 if self.year == today.year else len(months)
        self.table.view.setCurrentIndex(self.table.view.model().index(max(last - 1, 0), 0))

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if row is not None:
            self.workspace.navigate(place_of(row, self.table.columns[index.column()].name))
