"""A file of results in its window: states, what differs decided by keys, kept and taken back."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.completion.result_records import ResultsWish
from desktop_app.completion.results import judged
from desktop_app.completion.service import completion_list
from desktop_app.spreadsheets.records import Cell, Sheet, SheetRow, Workbook
from tests.conftest import NOW
from tests.courses import Course, Taught, taught_course
from tests.ui.looks import clipped_words
from ui.pages.completion.panel import CompletionPanel
from ui.pages.completion.results_dialogs import ResultsDialog, WhoDialog
from ui.workspace import Workspace

Settle = Callable[[], None]
PEOPLE = (Taught("Azimova", None), Taught("Botirova", 40), Taught("Karimova", None, given_name="Anora"))


@pytest.fixture
def course(workspace: Workspace) -> Course:
    workspace.centre.clock = FixedClock(NOW)
    return taught_course(workspace.centre, (*PEOPLE, Taught("Karimova ", None, given_name="Aziza")))


@pytest.fixture
def dialog(workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle) -> ResultsDialog:
    told: list[tuple[Cell, ...]] = [
        ("F.I.Sh.", "Ball (50)"),
        ("Azimova Zilola", 40),
        ("Botirova Zilola", 25),
        ("Karimova A.", 30),
    ]
    rows = tuple(SheetRow(number, row) for number, row in enumerate(told, 1))
    workbook = Workbook("natija.xlsx", "", "xlsx", (Sheet("1", rows),))
    seen = workspace.centre.read(judged, workbook, cohort_id=course.cohort_id, wish=ResultsWish())
    panel = CompletionPanel(workspace, course.cohort_id)
    qtbot.addWidget(panel)
    made = ResultsDialog(panel, workspace, seen)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def scores(workspace: Workspace, course: Course) -> list[float | None]:
    return [row.final_score for row in workspace.centre.read(completion_list, cohort_id=course.cohort_id).rows]


def test_what_waits_for_somebody_stands_first_and_nothing_is_clipped(dialog: ResultsDialog) -> None:
    row = dialog.table.current()
    assert row is not None
    assert row.person.startswith("Botirova")
    assert clipped_words(dialog) == []


def test_what_is_new_is_kept_and_what_differs_once_it_was_decided(
    dialog: ResultsDialog, workspace: Workspace, course: Course, settle: Settle
) -> None:
    dialog.decide()
    assert "2" in dialog.enter_button.text()
    dialog.decide()
    dialog.decide_all()
    dialog.enter()
    settle()
    assert dialog.applied is not None
    assert dialog.applied.scores == 2
    assert scores(workspace, course)[:2] == [80, 50]


def test_who_is_meant_by_an_unclear_row_is_said_and_counts(
    dialog: ResultsDialog, workspace: Workspace, course: Course, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = course.enrolment_ids["Karimova"]
    monkeypatch.setattr(WhoDialog, "ask", classmethod(lambda _cls, _owner, row, _preview: min(row.people)))
    dialog.table.select(lambda row: bool(row.people))
    dialog.decide()
    settle()
    dialog.enter()
    settle()
    assert scores(workspace, course).count(60) == 1
    assert workspace.centre.read(completion_list, cohort_id=course.cohort_id).rows[2].enrolment_id == wanted
