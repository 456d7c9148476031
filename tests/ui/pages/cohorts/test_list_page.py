"""The list of cohorts: filters, counts, a new cohort by keyboard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.models.cohorts import Cohort, CohortState
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.cohorts.service import cohort_by_code
from tests.factories import cohort, programme, write
from tests.ui.looks import when_asked
from ui.navigation import Target
from ui.pages.cohorts.edit_dialog import CohortDialog
from ui.pages.cohorts.list_page import CohortsPage
from ui.workspace import Workspace

TODAY = datetime(2026, 11, 4, 5, 42, tzinfo=UTC)


@dataclass
class Desk:
    page: CohortsPage
    centre: Centre
    programme_id: int

    @property
    def codes(self) -> list[str]:
        model = self.page.table.view.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def desk(workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]) -> Desk:
    centre = workspace.centre
    centre.clock = FixedClock(TODAY)
    taught = write(centre, programme())
    write(centre, cohort(taught.id, code="TV-26-001", state=CohortState.STUDYING))
    write(centre, cohort(taught.id, code="TV-26-002", state=CohortState.CANCELLED, place="Angren"))
    write(centre, cohort(taught.id, code="TV-25-009", starts_on=date(2025, 3, 3), ends_on=date(2025, 3, 20)))
    page = CohortsPage(workspace)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle()
    return Desk(page, centre, taught.id)


def test_the_cohorts_of_this_year_are_shown_first(desk: Desk) -> None:
    assert desk.codes == ["TV-26-002", "TV-26-001"]
    assert desk.page.context == "2 cohorts"


def test_another_year_shows_its_own(desk: Desk, settle: Callable[[], None]) -> None:
    desk.page.year_box.setCurrentIndex(desk.page.year_box.findData(2025))
    settle()
    assert desk.codes == ["TV-25-009"]


def test_each_state_tells_its_count_and_shows_only_its_cohorts(desk: Desk, qtbot: QtBot) -> None:
    button = desk.page.state_buttons[CohortState.CANCELLED]
    assert button.text() == "Cancelled  1"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.codes == ["TV-26-002"]


def test_typing_a_place_finds_its_cohorts(desk: Desk, qtbot: QtBot, settle: Callable[[], None]) -> None:
    qtbot.keyClicks(desk.page.find_box, "angr")
    qtbot.waitUntil(lambda: desk.codes == ["TV-26-002"])
    settle()


def test_the_chosen_cohort_stays_chosen_when_it_is_written(desk: Desk, settle: Callable[[], None]) -> None:
    assert desk.page.table.select(lambda row: row.code == "TV-26-001")

    def rename(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Cohort).where(Cohort.code == "TV-26-001")).one().place = "Chirchiq"

    desk.page.workspace.broadcast(desk.centre.write(rename).changes)
    settle()
    chosen = desk.page.table.current()
    assert chosen is not None
    assert (chosen.code, chosen.place) == ("TV-26-001", "Chirchiq")


def test_enter_opens_the_cohort(desk: Desk, qtbot: QtBot, workspace: Workspace) -> None:
    targets: list[Target] = []
    workspace.navigation_requested.connect(targets.append)
    desk.page.table.select(lambda row: row.code == "TV-26-001")
    qtbot.keyClick(desk.page.table.view, Qt.Key.Key_Return)
    assert [target.page for target in targets] == ["cohort"]


def test_a_new_cohort_is_guessed_from_programme_and_first_day(
    desk: Desk, qtbot: QtBot, settle: Callable[[], None], workspace: Workspace
) -> None:
    targets: list[Target] = []
    workspace.navigation_requested.connect(targets.append)

    def fill(dialog: CohortDialog) -> None:
        settle()
        # The only programme is chosen already, as a guess.
        assert dialog.field("programme_id").value == desk.programme_id
        qtbot.keyClicks(dialog.field("starts_on").editor, "1.12")
        settle()
        assert dialog.field("code").is_guess
        assert dialog.field("ends_on").value is not None
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    when_asked(CohortDialog, fill)
    desk.page.add_cohort()
    settle()
    made = desk.centre.read(cohort_by_code, code="PMM-26-001")
    assert made.starts_on == date(2026, 12, 1)
    assert targets == [Target("cohort", made.id)]


def test_a_code_in_use_is_refused_in_the_form(desk: Desk, qtbot: QtBot, settle: Callable[[], None]) -> None:
    said = []

    def fill(dialog: CohortDialog) -> None:
        settle()
        qtbot.keyClicks(dialog.field("starts_on").editor, "1.12")
        settle()
        dialog.field("code").set_value("TV-26-001")
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        settle()
        said.append(dialog.field("code").error)
        dialog.finish(None)

    when_asked(CohortDialog, fill)
    desk.page.add_cohort()
    assert said == ["There is a cohort TV-26-001 already."]
