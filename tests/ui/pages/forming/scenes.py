"""Scenes of forming cohorts for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.forming.applications import applications
from ui.pages.forming.application_dialogs import AddPeopleDialog, ApplicationDialog
from ui.pages.forming.builder_page import FormingPage

if TYPE_CHECKING:
    from tests.screens import Stage


def new_application(stage: "Stage") -> QWidget:
    return ApplicationDialog(stage.page("applications"))


def more_people(stage: "Stage") -> QWidget:
    page = stage.page("applications")
    dialog = AddPeopleDialog(page, stage.workspace.centre.read(applications)[0][0].id)
    dialog.find_box.setText("ab")
    return dialog


def of_applications(stage: "Stage") -> QWidget:
    page = stage.page("forming")
    assert isinstance(page, FormingPage)
    page.source.choose(True)
    page.refresh()
    return page


SCENES = {
    "application-new": new_application,
    "application-people": more_people,
    "forming-applications": of_applications,
}
