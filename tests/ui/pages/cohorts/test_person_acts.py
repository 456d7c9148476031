"""Calling, absence, transfer and its way back, hours by module: from the table of a cohort's people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from db.models.cohorts import EnrolmentState
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.records import EnrolledPerson
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from tests.factories import cohort, enrolment, person, programme, session, write
from tests.ui.looks import show_in_front, when_asked
from ui.pages.cohorts.absence_dialog import AbsenceDialog
from ui.pages.cohorts.admission_panel import AdmissionPanel
from ui.pages.cohorts.call_dialog import CallDialog
from ui.pages.cohorts.checklist_dialog import ChecklistDialog
from ui.pages.cohorts.enrol_dialog import EnrolDialog
from ui.pages.cohorts.hub_page import CohortPage
from ui.pages.cohorts.standing_dialog import StandingDialog
from ui.pages.cohorts.transfer_dialog import TransferDialog
from ui.workspace import Workspace

TODAY = datetime(2026, 11, 4, 5, 42, tzinfo=UTC)


@dataclass
class Desk:
    page: CohortPage
    centre: Centre
    cohort_id: int
    next_id: int
    settle: Callable[[], None]
    qtbot: QtBot

    @property
    def panel(self) -> AdmissionPanel:
        panel = self.page.host.currentWidget()
        assert isinstance(panel, AdmissionPanel)
        return panel

    def people(self, cohort_id: int | None = None) -> dict[str, EnrolledPerson]:
        found = self.centre.read(enrolled_people, cohort_id=cohort_id or self.cohort_id)
        return {each.name.split()[0]: each for each in found}

    def choose(self, surname: str) -> None:
        assert self.panel.table.select(lambda row: row.name.startswith(surname))
        self.panel.acts.show_what_can_be_done(is_open=True)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> None:
        # A dialog that closed leaves no window active for a moment, and no key fires then.
        show_in_front(self.page)
        self.panel.table.view.setFocus()
        self.qtbot.waitUntil(self.panel.table.view.hasFocus)
        self.qtbot.keyClick(self.panel.table.view, key, modifier)
        self.settle()


@pytest.fixture
def desk(workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]) -> Desk:
    centre = workspace.centre
    centre.clock = FixedClock(TODAY)
    taught = write(centre, programme())
    studied = write(centre, cohort(taught.id))
    later = write(centre, cohort(taught.id, code="KEYINGI", starts_on=date(2026, 11, 4), ends_on=date(2026, 12, 1)))
    for surname, state in (("Aliyeva", EnrolmentState.STUDYING), ("Karimova", EnrolmentState.APPLIED)):
        write(centre, enrolment(studied.id, write(centre, person(surname=surname)).id, state=state))
    write(centre, session(studied.id))
    page = CohortPage(workspace)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.open((studied.id, "admission"))
    page.show()
    settle()
    return Desk(page, centre, studied.id, later.id, settle, qtbot)


def test_an_applicant_is_called_by_key(desk: Desk) -> None:
    desk.choose("Karimova")
    when_asked(CallDialog, lambda dialog: dialog.save())
    desk.press(Qt.Key.Key_L)
    called = desk.people()["Karimova"]
    assert (called.state, called.called_on) == (EnrolmentState.CALLED, date(2026, 11, 4))


def test_who_did_not_come_gets_the_reason_of_the_list_and_the_next_course(desk: Desk) -> None:
    desk.choose("Karimova")

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, AbsenceDialog)
        dialog.field("reason_code").set_value("KASAL")
        dialog.field("reason_code").edited.emit()
        dialog.field("next_id").set_value(desk.next_id)
        dialog.save()

    when_asked(AbsenceDialog, fill)
    desk.press(Qt.Key.Key_J)
    absent = desk.people()["Karimova"]
    assert (absent.state, absent.absence_reason_code) == (EnrolmentState.ABSENT, "KASAL")
    assert "Karimova" in desk.people(desk.next_id)


def test_a_transfer_by_key_proposes_the_number_and_is_taken_back(desk: Desk) -> None:
    desk.choose("Aliyeva")

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, TransferDialog)
        assert dialog.field("order_number").value == "1-M"
        assert dialog.field("to_cohort_id").value == desk.next_id
        dialog.field("reason").set_value("Kasallik")
        dialog.save()

    when_asked(TransferDialog, fill)
    desk.press(Qt.Key.Key_T)
    assert desk.people()["Aliyeva"].state is EnrolmentState.TRANSFERRED
    assert desk.people(desk.next_id)["Aliyeva"].came_from == "MAT-26/11"
    desk.page.open((desk.next_id, "admission"))
    desk.page.refresh()
    desk.settle()
    desk.choose("Aliyeva")
    desk.press(Qt.Key.Key_U)
    assert desk.people()["Aliyeva"].state is EnrolmentState.STUDYING


def test_only_what_fits_the_state_is_offered(desk: Desk) -> None:
    desk.choose("Aliyeva")
    offered = {name for name, action in desk.panel.acts.actions.items() if action.isEnabled()}
    assert offered == {"open", "hours", "transfer", "expel"}
    desk.choose("Karimova")
    offered = {name for name, action in desk.panel.acts.actions.items() if action.isEnabled()}
    assert offered == {"open", "hours", "call", "absent", "expel", "remove"}


def test_hours_by_module_are_shown(desk: Desk) -> None:
    desk.choose("Aliyeva")
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, StandingDialog)
        seen.append(dialog.whole.text())
        dialog.reject()

    when_asked(StandingDialog, look)
    desk.press(Qt.Key.Key_H)
    assert seen
    assert seen[0]


def test_a_second_course_asks_for_its_reason(desk: Desk) -> None:
    taken = write(desk.centre, cohort(1, code="OLDIN", starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 28)))
    trained_id = desk.centre.write(save_person, PersonDraft("Zokirova", "Zilola")).value
    write(desk.centre, enrolment(taken.id, trained_id, state=EnrolmentState.COMPLETED, finished_on=date(2026, 3, 28)))
    dialog = EnrolDialog(desk.page, desk.cohort_id)
    desk.qtbot.addWidget(dialog)
    dialog.find_box.setText("Zokir")
    desk.settle()
    assert dialog.reason.isHidden()
    dialog.save()
    desk.settle()
    assert not dialog.reason.isHidden()
    dialog.reason.set_value("Vazirlik topshirigʻi")
    dialog.save()
    desk.settle()
    assert desk.people()["Zokirova"].repeat_reason == "Vazirlik topshirigʻi"


def test_the_checklist_leads_to_the_step(desk: Desk) -> None:
    chosen: list[str] = []

    def go(dialog: QDialog) -> None:
        assert isinstance(dialog, ChecklistDialog)
        dialog.table.select(lambda line: line.matter == "timetable")
        dialog.submit()

    when_asked(ChecklistDialog, go)
    desk.page.path.chosen.connect(chosen.append)
    desk.page.show_checklist()
    desk.settle()
    assert desk.page.path.current is not None
    assert desk.page.path.current.name == "timetable"
