"""Scenes of the results of surveys, of the choice of modules and of the matrix, for ``tests.screens``."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.surveys.decisions import decision_ground
from desktop_app.surveys.records import SurveyPhase
from ui.pages.surveys.decision_dialog import DecisionDialog
from ui.pages.surveys.matrix_dialog import MatrixDialog, matrix_ground
from ui.pages.surveys.panel import RESULTS, SurveyPanel
from ui.pages.surveys.result_view import ResultView
from ui.pages.surveys.results_panel import ResultsPanel

if TYPE_CHECKING:
    from tests.screens import Stage

NEEDS, FIGURES, ANSWERS, BREAKDOWN, MODULES, COMPARISON = range(6)


def _cohort_results(stage: "Stage", tab: int) -> QWidget:
    page, panel = _survey(stage)
    panel.tabs.choose(RESULTS)
    stage.settle()
    results = panel.tabs.content()
    assert isinstance(results, ResultView)
    results.tabs.setCurrentIndex(tab)
    stage.settle()
    return page


def _all_results(stage: "Stage", tab: int) -> QWidget:
    page = stage.page("surveys", "results")
    panel = page.findChild(ResultsPanel)
    assert panel is not None
    panel.results.tabs.setCurrentIndex(tab)
    stage.settle()
    return page


def _decide(stage: "Stage") -> QWidget:
    _page, panel = _survey(stage)
    centre = stage.workspace.centre
    ground = centre.read(decision_ground, cohort_id=panel.cohort_id)
    return DecisionDialog(panel, ground, today=centre.clock.today())


def _matrix(stage: "Stage") -> QWidget:
    _page, panel = _survey(stage)
    return MatrixDialog(panel, matrix_ground(stage.workspace.centre, panel.cohort_id))


def _survey(stage: "Stage") -> tuple[QWidget, SurveyPanel]:
    """Of the first cohort that studies and has modules to choose from, its survey before the course."""
    centre = stage.workspace.centre
    rows = centre.read(cohorts, states=[CohortState.STUDYING]).rows
    cohort_id = next(row.id for row in rows if centre.read(decision_ground, cohort_id=row.id).electives)
    page = stage.page("cohort", (cohort_id, "survey"))
    panel = page.findChild(SurveyPanel)
    assert panel is not None
    assert panel.surveys is not None
    before = next(row for row in panel.surveys.rows if row.phase is SurveyPhase.BEFORE)
    panel.chooser.choose(before.id)
    panel.chooser.chosen.emit(before.id)
    stage.settle()
    return page, panel


SCENES: "dict[str, Callable[[Stage], QWidget]]" = {
    "survey-results": partial(_cohort_results, tab=NEEDS),
    "survey-modules": partial(_cohort_results, tab=MODULES),
    "survey-answers": partial(_cohort_results, tab=ANSWERS),
    "survey-figures": partial(_all_results, tab=FIGURES),
    "survey-breakdown": partial(_all_results, tab=BREAKDOWN),
    "survey-comparison": partial(_all_results, tab=COMPARISON),
    "survey-decide": _decide,
    "survey-matrix": _matrix,
}
