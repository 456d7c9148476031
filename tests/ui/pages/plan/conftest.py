"""The page of the annual plan on a year with one line of the plan and one figure of another channel."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.plan.figures import save_channel_figure
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.service import save_plan_line
from tests.ui.looks import show_in_front
from ui.pages.plan.page import PlanPage
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def year(workspace: Workspace) -> int:
    return workspace.centre.clock.today().year


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle, year: int) -> Iterator[PlanPage]:
    order = {"order_number": "577", "order_date": date(year - 1, 12, 28)}
    workspace.centre.write(save_plan_line, PlanEntry(year, 3, "PMM", "PEDAGOG", 120, **order))
    workspace.centre.write(save_channel_figure, FigureEntry(year, 1, "UKT", "PEDAGOG", 900, "12-xat"))
    made = PlanPage(workspace)
    qtbot.addWidget(made)
    made.resize(1166, 768)
    show_in_front(made)
    settle()
    yield made
    for dialog in made.findChildren(FormDialog):
        dialog.hide()
