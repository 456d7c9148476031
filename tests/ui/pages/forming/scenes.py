"""Scenes of forming cohorts for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.forming.applications import add_people, applications, save_application, withdraw
from desktop_app.forming.records import ApplicationDraft
from desktop_app.people.filters import people_page
from desktop_app.people.records import PeopleFilter
from ui.pages.forming.application_dialogs import AddPeopleDialog, ApplicationDialog

if TYPE_CHECKING:
    from tests.screens import Stage

PEOPLE = 12


def papers(stage: "Stage") -> QWidget:
    """Two applications; of the first somebody was taken back."""
    centre = stage.workspace.centre
    if not centre.read(applications)[0]:
        today = centre.clock.today()
        lines = centre.read(people_page, wanted=PeopleFilter(), offset=0, limit=PEOPLE)
        for number, applicant in (("01-15/203", "Chirchiq shahar boʻlimi"), ("44", "Angren shahar boʻlimi")):
            draft = ApplicationDraft(today, number, applicant=applicant, people_stated=PEOPLE)
            application_id = centre.write(save_application, draft).value
            wanted = {"application_id": application_id, "year": today.year, "month": 12}
            added = centre.write(add_people, person_ids=[line.id for line in lines[1:]], **wanted).value
            centre.write(withdraw, wish_id=added[0], reason="Taʼtilga chiqdi")
    return stage.page("applications")


def new_application(stage: "Stage") -> QWidget:
    return ApplicationDialog(stage.page("applications"))


def more_people(stage: "Stage") -> QWidget:
    page = papers(stage)
    dialog = AddPeopleDialog(page, stage.workspace.centre.read(applications)[0][0].id)
    dialog.find_box.setText("ab")
    return dialog


SCENES = {
    "applications-filled": papers,
    "application-new": new_application,
    "application-people": more_people,
}
