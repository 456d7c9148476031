"""The hub by clicks and keys: path, panels, admission."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.path import Step
from desktop_app.cohorts.service import cohort as read_cohort
from tests.factories import cohort, enrolment, person, programme, session, write
from tests.ui.looks import when_asked
from ui.navigation import COHORT_STEPS, Target
from ui.pages.cohorts.admission_panel import AdmissionPanel
from ui.pages.cohorts.admit_dialog import AdmitDialog
from ui.pages.cohorts.hub_page import CohortPage
from ui.workspace import Workspace

TODAY = datetime(2026, 11, 4, 5, 42, tzinfo=UTC)


@dataclass
class Desk:
    page: CohortPage
    centre: Centre
    cohort_id: int
    settle: Callable[[], None]
    qtbot: QtBot


@pytest.fixture
def desk(workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]) -> Desk:
    centre = workspace.centre
    centre.clock = FixedClock(TODAY)
    taught = write(centre, programme())
    studied = write(centre, cohort(taught.id, state=CohortState.PLANNED))
    for surname in ("Abdullayeva", "Karimova"):
        one = write(centre, person(surname=surname))
        write(centre, enrolment(studied.id, one.id, state=EnrolmentState.APPLIED))
    write(centre, session(studied.id))
    page = CohortPage(workspace)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.open((studied.id, "admission"))
    page.show()
    settle()
    return Desk(page, centre, studied.id, settle, qtbot)


def test_the_head_names_the_cohort_and_its_people(desk: Desk) -> None:
    assert desk.page.title == "MAT-26/11"
    assert desk.page.context == (
        "Matematika oʻqituvchilari malakasini oshirish · 02.11.2026 – 28.11.2026 · 2 people · Chirchiq shahri"
    )


def test_a_target_leads_to_its_step(desk: Desk) -> None:
    assert desk.page.path.current is not None
    assert desk.page.path.current.name == "admission"
    assert isinstance(desk.page.host.currentWidget(), AdmissionPanel)


def test_every_step_says_how_it_stands_and_opens_its_panel(desk: Desk) -> None:
    seen = set()
    desk.page.path.choose("plan")
    for _spec in COHORT_STEPS:
        seen.add(type(desk.page.host.currentWidget()))
        assert desk.page.sentence.text()
        desk.qtbot.keyClick(desk.page.path, Qt.Key.Key_Right)
        desk.settle()
    assert len(seen) == len(COHORT_STEPS)


def test_starting_the_cohort_is_offered_from_its_first_day_on(desk: Desk) -> None:
    assert desk.page.start_button.isVisible()
    desk.qtbot.mouseClick(desk.page.start_button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.centre.read(read_cohort, cohort_id=desk.cohort_id).state is CohortState.STUDYING
    assert desk.page.banner.text == "The cohort has begun."
    assert not desk.page.start_button.isVisible()


def test_admitting_by_order_after_the_first_day_lets_everyone_who_awaits_it_study(desk: Desk, qtbot: QtBot) -> None:
    panel = desk.page.host.currentWidget()
    assert isinstance(panel, AdmissionPanel)

    def fill(dialog: AdmitDialog) -> None:
        assert dialog.save_button.text() == "Admit 2 people"
        qtbot.keyClicks(dialog.field("order_number").editor, "12-T")
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    when_asked(AdmitDialog, fill)
    panel.admit()
    desk.settle()
    people = desk.centre.read(enrolled_people, cohort_id=desk.cohort_id)
    assert {one.state for one in people} == {EnrolmentState.STUDYING}
    assert desk.centre.read(read_cohort, cohort_id=desk.cohort_id).order_date == date(2026, 11, 4)


def test_someone_taken_out_can_be_put_back(desk: Desk, workspace: Workspace) -> None:
    panel = desk.page.host.currentWidget()
    assert isinstance(panel, AdmissionPanel)
    offers = []
    workspace.notice_requested.connect(lambda text, undo, _link: offers.append((text, undo)))
    panel.table.select(lambda one: one.name.startswith("Karimova"))
    panel.acts.remove()
    desk.settle()
    assert panel.table.view.model().rowCount() == 1
    text, undo = offers[0]
    assert text == "Karimova Zilola Rustam qizi is taken out of the cohort."
    undo()
    desk.settle()
    assert panel.table.view.model().rowCount() == 2


def test_the_roster_button_leads_to_the_roster_of_this_cohort(desk: Desk, workspace: Workspace) -> None:
    panel = desk.page.host.currentWidget()
    assert isinstance(panel, AdmissionPanel)
    targets: list[Target] = []
    workspace.navigation_requested.connect(targets.append)
    panel.open_roster()
    assert targets == [Target("roster", desk.cohort_id)]


def test_a_cohort_that_is_gone_leads_back_to_the_list(desk: Desk) -> None:
    desk.page.open(999_999)
    desk.settle()
    assert not desk.page.path.isVisible()


def test_the_steps_of_the_window_are_those_of_a_cohorts_path() -> None:
    assert [spec.name for spec in COHORT_STEPS] == list(Step)
