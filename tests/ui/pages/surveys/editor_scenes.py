"""Scenes of the page of surveys and of the editor for ``tests.screens``."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.questionnaires.built_in import PRESCHOOL
from desktop_app.questionnaires.checking import definition_faults
from desktop_app.questionnaires.editing import Place
from desktop_app.questionnaires.model import ItemKind
from desktop_app.questionnaires.xlsform_records import XlsForm
from desktop_app.surveys.records import QuestionnaireRow
from desktop_app.surveys.shelf import newest_in_use, questionnaires
from ui.pages.surveys.editor_page import EditorPage
from ui.pages.surveys.preview_dialog import PreviewDialog, with_lists
from ui.pages.surveys.rounds_dialog import RoundDialog
from ui.pages.surveys.shelf_acts import FaultsDialog
from ui.pages.surveys.xlsform_dialog import XlsFormDialog
from ui.widgets.growing_area import GrowingArea

if TYPE_CHECKING:
    from tests.screens import Stage


LAST_SECTION = 3


def tab(name: str) -> "Callable[[Stage], QWidget]":
    return lambda stage: stage.page("surveys", name)


def editor(place: Place) -> "Callable[[Stage], QWidget]":
    def scene(stage: "Stage") -> QWidget:
        page = stage.page("questionnaire", (_preschool(stage).id, place))
        assert isinstance(page, EditorPage)
        page.open((_preschool(stage).id, place))
        stage.settle()
        return page

    return scene


def new_question(kind: ItemKind) -> "Callable[[Stage], QWidget]":
    """A question that was just begun, with what is said of it."""

    def scene(stage: "Stage") -> QWidget:
        page = editor((0, 0))(stage)
        assert isinstance(page, EditorPage)
        page.add_item(kind)
        stage.settle()
        return page

    return scene


def conditions(stage: "Stage") -> QWidget:
    """A mark on a scale that is asked for on two conditions, one of them of a cell of the table."""
    page = new_question(ItemKind.RATING)(stage)
    assert isinstance(page, EditorPage)
    page.move(1)
    while page.outline.place[0] < LAST_SECTION:
        page.move(1)
    assert page.form is not None
    page.form.put(relevant="${A3} = 'rural' and ${P1.level} <= 2", is_required=True, is_made_anew=True)
    stage.settle()
    last = page.form.findChild(QWidget, "constraint")
    assert last is not None
    page.findChild(GrowingArea).ensureWidgetVisible(last)
    return page


def more_settings(stage: "Stage") -> QWidget:
    """A question whose answers depend on another one, with one of them filled in beforehand."""
    page = editor((0, 2))(stage)
    assert isinstance(page, EditorPage)
    assert page.form is not None
    page.form.put(choice_filter="region = ${A1}", default="rural", is_made_anew=True)
    stage.settle()
    last = page.form.findChild(QWidget, "choice_filter")
    assert last is not None
    page.findChild(GrowingArea).ensureWidgetVisible(last)
    return page


def preview(name: str) -> "Callable[[Stage], QWidget]":
    def scene(stage: "Stage") -> QWidget:
        asked = with_lists(stage.workspace.centre, _preschool(stage).questionnaire)
        dialog = PreviewDialog(tab("shelf")(stage), stage.workspace, asked)
        dialog.tabs.choose(name)
        return dialog

    return scene


def survey_dialog(stage: "Stage") -> QWidget:
    shelf = stage.workspace.centre.read(questionnaires)
    return RoundDialog(tab("rounds")(stage), questionnaires=shelf, cohorts=())


def faults(stage: "Stage") -> QWidget:
    asked = _preschool(stage).questionnaire
    first = asked.sections[0]
    items = (replace(first.items[0], text={}), *first.items[1:])
    broken = replace(asked, sections=(replace(first, items=items), *asked.sections[1:]))
    return FaultsDialog(tab("shelf")(stage), definition_faults(broken), broken)


def xlsform(stage: "Stage") -> QWidget:
    form = XlsForm(_preschool(stage).questionnaire, (), ())
    return XlsFormDialog(tab("shelf")(stage), stage.workspace, Path("soʻrovnoma.xlsx"), form, is_known=True)


def _preschool(stage: "Stage") -> QuestionnaireRow:
    return stage.workspace.centre.read(newest_in_use, code=PRESCHOOL)


SCENES: "dict[str, Callable[[Stage], QWidget]]" = {
    "surveys-rounds": tab("rounds"),
    "surveys-shelf": tab("shelf"),
    "surveys-new": survey_dialog,
    "editor-whole": editor(()),
    "editor-one": editor((0, 2)),
    "editor-table": editor((1, 0)),
    "editor-new": new_question(ItemKind.SEVERAL),
    "editor-conditions": conditions,
    "editor-more": more_settings,
    "editor-faults": faults,
    "editor-preview-screen": preview("screen"),
    "editor-preview-paper": preview("paper"),
    "editor-xlsform": xlsform,
}
