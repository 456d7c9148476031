"""The plan of a year: plan and actual, the lines by order, figures of other channels, and counts that papers state."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from desktop_app.i18n import N_, _
from desktop_app.plan.rules import usual_day
from desktop_app.plan.service import planned_years
from ui import formats
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.plan.fact_panel import FactPanel
from ui.pages.plan.figures_panel import FiguresPanel
from ui.pages.plan.lines_panel import LinesPanel
from ui.pages.plan.stated_panel import StatedPanel
from ui.pages.plan.year_panel import YearPanel, year_choices
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.page import Page
from ui.workspace import Workspace

# A year may be entered after it is over, from the papers that are left of it.
YEARS_BACK, YEARS_AHEAD = 5, 1
DAY_WIDTH = 190
TABS = {
    "fact": N_("Plan and actual"),
    "lines": N_("Plan by order"),
    "figures": N_("Figures of other channels"),
    "stated": N_("Stated and proven"),
}


class PlanPage(Page):
    """``open(2025)`` goes to a year, ``open((2025, "stated"))`` to a tab of it, with a third part as of a day."""

    changes_that_matter = frozenset({"plan_line", "channel_figure"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Annual plan"))
        today = workspace.centre.clock.today()
        self.year_box = Chooser(_("Year"), [Choice(today.year, str(today.year))])
        self.day_box = Chooser(_("As of the day"))
        self.day_box.setMinimumWidth(DAY_WIDTH)
        self._offer_days()
        self.year_box.chosen.connect(lambda _year: self._change_year())
        self.day_box.chosen.connect(lambda _day: self._show_year())
        self.fact, self.lines = FactPanel(workspace), LinesPanel(workspace)
        self.figures, self.stated = FiguresPanel(workspace), StatedPanel(workspace)
        self._panels: dict[str, YearPanel] = dict(
            zip(TABS, (self.fact, self.lines, self.figures, self.stated), strict=True)
        )
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for name, panel in self._panels.items():
            self.tabs.addTab(panel, _(TABS[name]))
        self.tabs.setCornerWidget(self._corner())
        self.tabs.currentChanged.connect(lambda _place: self._offer_actions())
        self._offer_actions()
        card = Card()
        card.body.addWidget(self.tabs)
        self.body.addWidget(card, 1)

    @property
    def year(self) -> int:
        return int(self.year_box.value)

    @property
    def day(self) -> date:
        day = self.day_box.value
        return day if isinstance(day, date) else usual_day(self.year, self.workspace.centre.clock.today())

    def open(self, argument: object) -> None:
        year, tab, *day = argument if isinstance(argument, tuple) else (argument, "")
        if isinstance(year, int):
            self.year_box.set_choices(year_choices([*(choice.value for choice in self.year_box.choices), year]))
            self.year_box.choose(year)
            self._change_year()
        if tab in self._panels:
            self.tabs.setCurrentWidget(self._panels[tab])
        for wanted in day:
            self.day_box.choose(wanted)
            self._show_year()

    def here(self) -> object:
        tab = next(name for name, panel in self._panels.items() if panel is self.tabs.currentWidget())
        return self.year, tab, self.day

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(planned_years), self._offer_years, slot="refresh")

    def first_focus(self) -> QWidget | None:
        panel = self.tabs.currentWidget()
        if isinstance(panel, (LinesPanel, FiguresPanel, StatedPanel)):
            # Their lists are hidden until there is something in them.
            return panel.table.filter_box
        return self.fact.table.view

    def _change_year(self) -> None:
        self._offer_days()
        self._show_year()

    def _show_year(self) -> None:
        for panel in self._panels.values():
            panel.show_year(self.year, self.day)
        self.set_context(_("{year}, as of {day}", year=self.year, day=formats.date_text(self.day)))

    def _offer_years(self, years: list[int]) -> None:
        this_year = self.workspace.centre.clock.today().year
        usual = range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1)
        self.year_box.set_choices(year_choices([self.year, *usual, *years]))
        self._show_year()

    def _offer_days(self) -> None:
        """The usual day of the year, and the first of each month: the plan as it was then in force."""
        year = self.year
        usual = usual_day(year, self.workspace.centre.clock.today())
        offered = [Choice(usual, _("as of {day}", day=formats.date_text(usual)))]
        firsts = [date(year, month, 1) for month in range(1, 13)]
        offered += [Choice(day, _("as of {day}", day=formats.date_text(day))) for day in firsts if day != usual]
        if usual != date(year, 12, 31):
            last = date(year, 12, 31)
            offered.append(Choice(last, _("as of {day}", day=formats.date_text(last))))
        self.day_box.set_choices(offered)
        self.day_box.choose(usual)

    def _offer_actions(self) -> None:
        """What can be done is that of the tab in front."""
        panel = self.tabs.currentWidget()
        self.set_actions(panel.actions_of_page() if isinstance(panel, YearPanel) else ())

    def _corner(self) -> QWidget:
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, GAP_S)
        row.setSpacing(GAP_S)
        row.addWidget(self.year_box)
        row.addWidget(self.day_box)
        return corner
