"""What was chosen and typed on the pages of programmes, cohorts and forming outlives a change of language."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from db.models.cohorts import CohortState
from desktop_app.clock import FixedClock
from desktop_app.cohorts.path import Step
from desktop_app.forming.applications import save_application
from desktop_app.forming.records import ApplicationDraft
from desktop_app.programmes.service import archive_programme
from tests.factories import cohort, person, programme, write
from ui.main_window import MainWindow
from ui.navigation import Target
from ui.pages.cohorts.hub_page import CohortPage
from ui.pages.cohorts.list_page import CohortsPage
from ui.pages.forming.applications_page import ApplicationsPage
from ui.pages.forming.builder_page import FormingPage
from ui.pages.programmes.page import ProgrammesPage
from ui.widgets.page import Page
from ui.workspace import Workspace

Go = Callable[[Target], Page]


@pytest.fixture
def window(workspace: Workspace) -> Iterator[MainWindow]:
    workspace.centre.clock = FixedClock(datetime(2026, 11, 4, 5, 42, tzinfo=UTC))
    made = MainWindow(workspace)
    made.resize(1366, 768)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
def go(window: MainWindow, settle: Callable[[], None]) -> Go:
    def going(target: Target) -> Page:
        window.navigate(target)
        settle()
        assert window.page is not None
        return window.page

    return going


@pytest.fixture
def made_anew(window: MainWindow, settle: Callable[[], None]) -> Callable[[], Page]:
    def again() -> Page:
        before = window.page
        window.rebuild()
        settle()
        assert window.page is not None
        assert window.page is not before
        return window.page

    return again


def test_the_list_of_cohorts_shows_what_it_showed(workspace: Workspace, go: Go, made_anew: Callable[[], Page]) -> None:
    taught = write(workspace.centre, programme())
    write(workspace.centre, cohort(taught.id, code="TV-25-1", starts_on=date(2025, 3, 3), ends_on=date(2025, 3, 20)))
    page = go(Target("cohorts"))
    assert isinstance(page, CohortsPage)
    page.year_box.setCurrentIndex(page.year_box.findData(2025))
    page.find_box.setText("TV")
    page.state_buttons[CohortState.STUDYING].click()
    assert page.kind_box.choose(("shift_code", "2"))
    again = made_anew()
    assert isinstance(again, CohortsPage)
    assert (again.year_box.currentData(), again.find_box.text()) == (2025, "TV")
    assert again.state_buttons[CohortState.STUDYING].isChecked()
    assert again.kind_box.value == ("shift_code", "2")
    assert again.kind_box.currentText() == "Shift 2"


def test_a_cohort_stays_at_the_step_that_was_gone_to(
    workspace: Workspace, window: MainWindow, go: Go, made_anew: Callable[[], Page]
) -> None:
    taught = write(workspace.centre, programme())
    studied = write(workspace.centre, cohort(taught.id))
    page = go(Target("cohort", (studied.id, "admission")))
    assert isinstance(page, CohortPage)
    page.path.choose(Step.PLAN)
    again = made_anew()
    assert isinstance(again, CohortPage)
    assert again.path.current is not None
    assert again.path.current.name == "plan"
    assert window.target == Target("cohort", (studied.id, "plan"))


def test_groups_moved_by_hand_stay_moved(workspace: Workspace, go: Go, made_anew: Callable[[], Page]) -> None:
    write(workspace.centre, programme(subject_code="MAT"))
    facts = {"staff_group": "PEDAGOG", "subject_code": "MAT", "language_code": "uz", "category_code": "II"}
    for number in range(30):
        write(workspace.centre, person(surname=f"Karimov{number:02}", service_since=date(2015, 9, 1), **facts))
    page = go(Target("forming"))
    assert isinstance(page, FormingPage)
    page.place_held.setText("Chirchiq")
    page.between["is_by_shift"].click()
    again = made_anew()
    assert isinstance(again, FormingPage)
    again.people.select_place(0)
    again.take_out()
    assert again.board is not None
    assert [row.people for row in again.board.rows] == [29, 1]
    third = made_anew()
    assert isinstance(third, FormingPage)
    assert third.board is not None
    assert [row.people for row in third.board.rows] == [29, 1]
    assert (third.place_held.text(), third.wish.is_by_shift) == ("Chirchiq", False)
    third.undo_move()
    assert [row.people for row in third.board.rows] == [30]


def test_applications_and_programmes_keep_what_was_looked_for(
    workspace: Workspace, go: Go, made_anew: Callable[[], Page]
) -> None:
    for number in ("44", "45"):
        workspace.centre.write(save_application, ApplicationDraft(date(2026, 11, 2), number, applicant="Angren"))
    page = go(Target("applications"))
    assert isinstance(page, ApplicationsPage)
    page.find_box.setText("Angren")
    assert page.table.select(lambda row: row.number == "44")
    again = made_anew()
    assert isinstance(again, ApplicationsPage)
    chosen = again.table.current()
    assert chosen is not None
    assert (again.find_box.text(), chosen.number) == ("Angren", "44")
    old = write(workspace.centre, programme())
    workspace.centre.write(archive_programme, programme_id=old.id)
    listed = go(Target("programmes", old.id))
    made = made_anew()
    assert isinstance(listed, ProgrammesPage)
    assert isinstance(made, ProgrammesPage)
    line = made.table.current()
    assert line is not None
    assert (line.row.id, line.is_archived) == (old.id, True)
