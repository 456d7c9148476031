"""The figures of the report on 2024, typed into the forms by hand: the page shows what is arithmetically true."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.stated import StatedEntry, What
from desktop_app.plan.words import plan_names
from tests.report_of_2024 import (
    LEADERS_PLANNED,
    LEADERS_TRAINED,
    REPORT,
    TEACHERS_PLANNED,
    TEACHERS_REPORTED,
    YEAR,
    train_own_teachers,
)
from tests.ui.pages.plan import tabs
from ui.pages.plan.dialogs import FigureDialog, PlanLineDialog
from ui.pages.plan.page import PlanPage
from ui.pages.plan.stated_panel import StatedDialog
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> PlanPage:
    """The year is over for long, and nothing is known of it but its trained teachers: it is chosen all the same."""
    train_own_teachers(workspace.centre)
    made = PlanPage(workspace)
    qtbot.addWidget(made)
    made.show()
    settle()
    assert YEAR in [choice.value for choice in made.year_box.choices]
    made.open(YEAR)
    settle()
    return made


def test_what_is_typed_comes_out_true(page: PlanPage, workspace: Workspace, settle: Settle) -> None:
    names = workspace.centre.read(plan_names)
    planned = {
        **{(channel, "PEDAGOG"): n for channel, n in TEACHERS_PLANNED.items()},
        ("AMI", "RAHBAR"): LEADERS_PLANNED,
    }
    for (channel, group), people in planned.items():
        line = PlanLineDialog(tabs.lines(page), PlanEntry(YEAR, 12, channel, group, 0), names)
        typed(line, settle, people=f"{people:,}".replace(",", " "), order_number="577-sonli", order_date="28.12.2023")
    reported = {
        **{(channel, "PEDAGOG"): n for channel, n in TEACHERS_REPORTED.items()},
        ("AMI", "RAHBAR"): LEADERS_TRAINED,
    }
    for (channel, group), people in reported.items():
        figure = FigureDialog(tabs.figures(page), FigureEntry(YEAR, 12, channel, group, 0, ""), names)
        typed(figure, settle, people=str(people), source=REPORT)
    stated = StatedDialog(tabs.stated(page), StatedEntry(What.CHANNEL_TOTAL, ".PEDAGOG", YEAR, 0, ""), names)
    typed(stated, settle, count="488994", source=REPORT)
    tabs.fact(page).make_stale()
    settle()

    shown = {row[0].strip(" \u2002\u2003+–"): row[1:5] for row in rows_of(tabs.fact(page).table.view.model())}
    assert shown["Teaching staff"] == ("488 830", "488 588", "-242", "99.95%")
    assert shown["Leaders"] == ("9 729", "6 553", "-3 176", "67.4%")
    page.tabs.choose("stated")
    settle()
    ((_what, of_what, said, proven, difference, *_rest),) = rows_of(tabs.stated(page).table.view.model())
    assert (of_what, said, proven, difference) == ("All channels, Teaching staff", "488 994", "488 588", "+406")


def typed(dialog: FormDialog, settle: Settle, **texts: str) -> None:
    dialog.show()
    for name, text in texts.items():
        line = dialog.field(name).editor
        assert isinstance(line, QLineEdit)
        line.setText(text)
        line.textEdited.emit(text)
    dialog.save()
    settle()
    assert dialog.outcome is not None, [field.error for field in dialog.fields]
    dialog.hide()


def rows_of(model: object) -> list[tuple[str, ...]]:
    def text(row: int, column: int) -> str:
        return str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole) or "").replace("\u00a0", " ")  # type: ignore[attr-defined]

    return [tuple(text(row, column) for column in range(model.columnCount())) for row in range(model.rowCount())]  # type: ignore[attr-defined]
