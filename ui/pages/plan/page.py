"""The plan of a year: plan and actual, the lines by order, figures of other channels, and counts that papers state."""

from datetime import date
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

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
from ui.widgets.late_tabs import LateTabs
from ui.widgets.page import Page
from ui.workspace import Workspace

# A year may be entered after it is over, from the papers that are left of it.
YEARS_BACK, YEARS_AHEAD = 5, 1
DAY_WIDTH = 190
TABS: dict[str, tuple[str, type[YearPanel]]] = {
    "fact": (N_("Plan and actual"), FactPanel),
    "lines": (N_("Plan by order"), LinesPanel),
    "figures": (N_("Figures of other channels"), FiguresPanel),
    "stated": (N_("Stated and proven"), StatedPanel),
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
        self.tabs: LateTabs[YearPanel] = LateTabs()
        for name, (title, panel) in TABS.items():
            self.tabs.add(name, _(title), partial(panel, workspace))
        self.tabs.setCornerWidget(self._corner())
        self.tabs.made.connect(lambda name: self.tabs.content(name).show_year(self.year, self.day))
        self.tabs.currentChanged.connect(lambda _place: self._offer_actions())
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
        if tab in TABS:
            self.tabs.choose(tab)
        for wanted in day:
            self.day_box.choose(wanted)
            self._show_year()

    def here(self) -> object:
        return self.year, self.tabs.name, self.day

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(planned_years), self._offer_years, slot="refresh")

    def first_focus(self) -> QWidget | None:
        return self.tabs.content().focusProxy()

    def showEvent(self, event: QShowEvent) -> None:
        self._offer_actions()
        super().showEvent(event)

    def _change_year(self) -> None:
        self._offer_days()
        self._show_year()

    def _show_year(self) -> None:
        for panel in self.tabs.contents.values():
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
        self.set_actions(self.tabs.content().actions_of_page())

    def _corner(self) -> QWidget:
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, GAP_S)
        row.setSpacing(GAP_S)
        row.addWidget(self.year_box)
        row.addWidget(self.day_box)
        return corner
