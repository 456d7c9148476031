"""The need over the months of a year: the table, the line of the competence chosen, the workbook, and few people."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.questionnaires.built_in import built_in
from desktop_app.questionnaires.model import text_in
from tests.conftest import NOW
from tests.surveys.forms import answered_round
from tests.ui.looks import clipped_words
from ui import files
from ui.pages.surveys.trends import TrendsPanel
from ui.workspace import Workspace

Settle = Callable[[], None]

FIRST, SECOND = (text_in(row.text, "en") for row in built_in()[0].competences[:2])


def answered(centre: Centre, month: int, *, people: int, level: int, year: int = 2026) -> None:
    sheet = {"B1.importance": 5, "B1.level": level, "B2.importance": 4, "B2.level": 4}
    answered_round(centre, *[sheet] * people, questionnaire=built_in()[0], opens_on=date(year, month, 2))


def shown(workspace: Workspace, qtbot: QtBot, settle: Settle) -> TrendsPanel:
    workspace.centre.clock = FixedClock(NOW)
    panel = TrendsPanel(workspace)
    qtbot.addWidget(panel)
    panel.resize(1100, 600)
    panel.show()
    settle()
    return panel


def months(panel: TrendsPanel) -> dict[str, str]:
    """What the columns in sight say of the competence chosen."""
    view = panel.table.view
    row = view.currentIndex().row()
    return {
        str(column.title): view.model().index(row, place).data()
        for place, column in enumerate(panel.table.columns)
        if not view.isColumnHidden(place)
    }


def test_the_months_in_which_people_were_asked_stand_side_by_side(
    workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    answered(workspace.centre, 3, people=6, level=4)
    answered(workspace.centre, 10, people=5, level=1)
    panel = shown(workspace, qtbot, settle)
    assert months(panel) == {
        "Competence": FIRST,
        "March": "5.0",
        "October": "20.0",
        "Over the year": "+15.0",
    }
    assert panel.name.text() == FIRST
    assert panel.chart.sizeHint().height() > 100
    assert clipped_words(panel) == []


def test_another_competence_draws_another_line(workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    answered(workspace.centre, 3, people=6, level=4)
    panel = shown(workspace, qtbot, settle)
    panel.table.select_place(1)
    assert panel.name.text() == SECOND
    assert months(panel)["Over the year"] == "–"


def test_another_year_is_another_table(workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    answered(workspace.centre, 3, people=6, level=4)
    answered(workspace.centre, 9, people=6, level=2, year=2025)
    panel = shown(workspace, qtbot, settle)
    panel.year.choose(2025)
    panel.year.chosen.emit(2025)
    settle()
    assert months(panel)["September"] == "15.0"


@pytest.mark.parametrize("people", [0, 4])
def test_too_few_people_are_no_table(workspace: Workspace, qtbot: QtBot, settle: Settle, people: int) -> None:
    if people:
        answered(workspace.centre, 3, people=people, level=4)
    panel = shown(workspace, qtbot, settle)
    assert panel.table.isHidden()
    assert panel.nothing.isVisible()
    assert not panel.export_button.isEnabled()


def test_the_figures_go_into_a_workbook(
    workspace: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(workspace.centre, 3, people=6, level=4)
    panel = shown(workspace, qtbot, settle)
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_each: (str(tmp_path / "need.xlsx"), ""))
    panel.export_button.click()
    settle()
    book = load_workbook(tmp_path / "need.xlsx")
    assert [cell.value for cell in book.worksheets[0][5]] == [FIRST, 5]
    assert [cell.value for cell in book.worksheets[1][5]] == [FIRST, 6]
    book.close()
