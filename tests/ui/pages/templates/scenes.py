"""Scenes of templates for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.certificate_templates.shelf import TemplateRow, copy_as, shelf
from ui.pages.templates.designer import DesignerPage
from ui.pages.templates.preview_dialog import PreviewDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage

DRAFT_TITLE = "Markazning namunasi"


def looked_at(stage: "Stage") -> QWidget:
    return stage.page("template", _built_in(stage, "state").id)


def designed(stage: "Stage") -> QWidget:
    return _designer(stage, "holder")


def several(stage: "Stage") -> QWidget:
    return _designer(stage, "number", "register_line", "issued_line")


def listed(stage: "Stage") -> QWidget:
    page = _designer(stage)
    page.desk.panel.setCurrentIndex(1)
    return page


def previewed(stage: "Stage") -> QWidget:
    page = stage.page("templates")
    dialog = PreviewDialog(page, _built_in(stage, "modern").template)
    stage.settle()
    return dialog


def _designer(stage: "Stage", *chosen: str) -> DesignerPage:
    centre = stage.workspace.centre
    drafts = (row.id for row in centre.read(shelf) if row.template.code == "state-2")
    state = _built_in(stage, "state").id
    draft = next(drafts, None) or centre.write(copy_as, template_id=state, title=DRAFT_TITLE).value
    page = stage.page("template", draft)
    assert isinstance(page, DesignerPage)
    page.desk.choose(chosen)
    page.desk.check()
    return page


def _built_in(stage: "Stage", code: str) -> TemplateRow:
    return next(row for row in stage.workspace.centre.read(shelf) if row.template.code == code)


SCENES: "dict[str, Callable[[Stage], QWidget]]" = {
    "template-looked-at": looked_at,
    "template-designed": designed,
    "template-several": several,
    "template-elements": listed,
    "template-previewed": previewed,
}
