"""The tabs of the page of the plan, each made when it is asked for."""

from typing import TypeVar

from ui.pages.plan.fact_panel import FactPanel
from ui.pages.plan.figures_panel import FiguresPanel
from ui.pages.plan.lines_panel import LinesPanel
from ui.pages.plan.page import PlanPage
from ui.pages.plan.stated_panel import StatedPanel
from ui.pages.plan.year_panel import YearPanel

Tab = TypeVar("Tab", bound=YearPanel)


def fact(page: PlanPage) -> FactPanel:
    return _tab(page, "fact", FactPanel)


def lines(page: PlanPage) -> LinesPanel:
    return _tab(page, "lines", LinesPanel)


def figures(page: PlanPage) -> FiguresPanel:
    return _tab(page, "figures", FiguresPanel)


def stated(page: PlanPage) -> StatedPanel:
    return _tab(page, "stated", StatedPanel)


def _tab(page: PlanPage, name: str, kind: type[Tab]) -> Tab:
    panel = page.tabs.content(name)
    assert isinstance(panel, kind)
    return panel
