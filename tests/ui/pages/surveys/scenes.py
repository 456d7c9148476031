"""Scenes of the survey for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.surveys.service import survey_form
from ui.pages.surveys.answering_dialog import AnsweringDialog
from ui.pages.surveys.paper_dialog import PaperDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage


def survey(stage: "Stage") -> QWidget:
    return stage.page("cohort", (_surveyed(stage), "survey"))


def welcome(stage: "Stage") -> QWidget:
    return AnsweringDialog(survey(stage), stage.workspace.centre.read(survey_form, cohort_id=_surveyed(stage)))


def section(place: int) -> "Callable[[Stage], QWidget]":
    """The questionnaire at one of its sections, in the language of the window where it is offered."""

    def scene(stage: "Stage") -> QWidget:
        dialog = welcome(stage)
        assert isinstance(dialog, AnsweringDialog)
        dialog.start(stage.workspace.settings.language)
        for _section in range(place):
            dialog.next_button.click()
        return dialog

    return scene


def paper(stage: "Stage") -> QWidget:
    return PaperDialog(survey(stage), stage.workspace.centre.read(survey_form, cohort_id=_surveyed(stage)))


def _surveyed(stage: "Stage") -> int:
    """The cohort that began last and studies."""
    page = stage.workspace.centre.read(cohorts, states=[CohortState.STUDYING])
    return page.rows[0].id


SCENES: "dict[str, Callable[[Stage], QWidget]]" = {
    "cohort-survey": survey,
    "survey-language": welcome,
    "survey-competences": section(0),
    "survey-modules": section(3),
    "survey-choice": section(5),
    "survey-words": section(6),
    "survey-paper": paper,
}
