"""The base of the plan's tabs: each shows a year as of a day, and has its own thing to add."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.i18n import _
from desktop_app.plan.words import NO_NAMES, PlanNames
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.navigation import Target
from ui.theme import GAP_S
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

PLAN_TABLES = frozenset({"plan_line", "channel_figure", "reference_item", "territory", "programme"})


class YearPanel(Panel):
    """Its focus proxy is where one begins."""

    changes_that_matter = PLAN_TABLES

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.year = workspace.centre.clock.today().year
        self.day = workspace.centre.clock.today()
        self.names: PlanNames = NO_NAMES
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, GAP_S, 0, 0)
        self.column.setSpacing(GAP_S)

    def show_year(self, year: int, day: date) -> None:
        if (year, day) != (self.year, self.day):
            self.year, self.day = year, day
            self.make_stale()

    def to_organisations(self) -> Action:
        """The way to the register behind the channel of organisations."""

        def go() -> None:
            self.workspace.navigate(Target("organisations", self.year))

        return Action(_("Training organisations"), go, icon="building", key="Ctrl+G")

    def actions_of_page(self) -> tuple[Action, ...]:
        """What the page offers while the tab is in front, the primary one first; to be overridden."""
        return ()


def on_current(table: RecordTable[Any], act: Callable[[Any], object]) -> Callable[[], None]:
    """The act on the record that is current, if there is one."""

    def run() -> None:
        record = table.current()
        if record is not None:
            act(record)

    return run


def year_choices(years: list[int]) -> list[Choice]:
    return [Choice(year, str(year)) for year in sorted(set(years), reverse=True)]
