"""Scenes of open answers and of the need over a year for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.pages.surveys.page import SurveysPage
from ui.pages.surveys.themes import ThemesPanel
from ui.pages.surveys.themes_dialog import ThemeDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage


def open_answers(stage: "Stage") -> QWidget:
    """With the program's themes, a part of the answers put under what their words suggest."""
    page = stage.page("surveys", "themes")
    panel = _panel(page)
    if panel.found is not None and not panel.found.answers.frame:
        panel.frame.begin()
        stage.settle()
    for place in range(min(8, panel.answers.view.model().rowCount())):
        panel.answers.select_place(place)
        panel.take_proposed()
    stage.settle()
    return page


def theme(stage: "Stage") -> QWidget:
    panel = _panel(open_answers(stage))
    assert panel.found is not None
    question = panel.found.question
    return ThemeDialog(
        panel,
        questionnaire_code=question.questionnaire_code,
        item=question.item,
        theme=panel.found.answers.frame[0],
    )


def trends(stage: "Stage") -> QWidget:
    return stage.page("surveys", "trends")


def _panel(page: QWidget) -> ThemesPanel:
    assert isinstance(page, SurveysPage)
    assert isinstance(page.panel, ThemesPanel)
    return page.panel


SCENES: "dict[str, Callable[[Stage], QWidget]]" = {
    "surveys-open-answers": open_answers,
    "surveys-theme": theme,
    "surveys-trends": trends,
}
