"""A roster on the screen, from the file to the enrolled people."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.rosters.problems import RowState
from desktop_app.spreadsheets.reading import read_workbook
from tests import factories
from tests.factories import write
from ui.navigation import Target
from ui.pages.rosters.page import RosterPage
from ui.workspace import Workspace

Settle = Callable[[], None]
WriteRoster = Callable[..., Path]
SAMPLES = Path(__file__).parents[3] / "samples" / "rosters"

READY = ("Olimova Zilola Rustam qizi", "14.03.1985", "41403850010011")
NO_NAME = ("", "14.03.1985", "41403850010011")
OTHER_BIRTH = ("Karimova Dilnoza Rustam qizi", "08.11.1990", "40711904150273")


@pytest.fixture
def read(page: RosterPage, settle: Settle) -> Callable[[Path], None]:
    def reading(path: Path) -> None:
        page.read_file(path)
        settle()

    return reading


def states(page: RosterPage) -> list[str]:
    model = page.view.table.view.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def enrolled(page: RosterPage, cohort_id: int) -> list[str]:
    return [person.name for person in page.workspace.centre.read(enrolled_people, cohort_id=cohort_id)]


def enrol_button(page: RosterPage) -> QPushButton:
    return next(button for button in page.findChildren(QPushButton) if button.text().startswith("Enrol"))


def test_every_row_of_the_file_is_shown_with_its_state(
    page: RosterPage, read: Callable[[Path], None], write_roster: WriteRoster
) -> None:
    read(write_roster(READY, NO_NAME, OTHER_BIRTH))
    assert states(page) == ["Ready", "Rejected", "To decide"]
    assert page.view.filters[None].text() == "All rows  3"


def test_a_count_filters_the_rows_of_its_state(
    page: RosterPage, read: Callable[[Path], None], write_roster: WriteRoster, qtbot: QtBot
) -> None:
    read(write_roster(READY, NO_NAME, OTHER_BIRTH))
    qtbot.mouseClick(page.view.filters[RowState.REJECTED], Qt.MouseButton.LeftButton)
    assert states(page) == ["Rejected"]


def test_enrolling_takes_the_ready_rows_and_leads_to_the_admission(
    page: RosterPage,
    read: Callable[[Path], None],
    write_roster: WriteRoster,
    cohort_id: int,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    read(write_roster(READY, OTHER_BIRTH))
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert enrolled(page, cohort_id) == ["Olimova Zilola Rustam qizi"]
    assert "1 person was enrolled" in page.banner.text
    assert "1 row still waits" in page.banner.text
    lead = next(button for button in page.banner.findChildren(QPushButton) if "admission" in button.text())
    with qtbot.waitSignal(page.workspace.navigation_requested) as led:
        lead.click()
    assert led.args == [Target("cohort", (cohort_id, "admission"))]


def test_a_question_is_answered_by_a_digit_in_the_list(
    page: RosterPage,
    read: Callable[[Path], None],
    write_roster: WriteRoster,
    cohort_id: int,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    read(write_roster(READY, OTHER_BIRTH))
    assert page.view.table.current().row.number == 3
    qtbot.keyClick(page.view.table.view, Qt.Key.Key_1)
    assert states(page) == ["Ready", "Decided"]
    assert enrol_button(page).text() == "Enrol 2 people"
    page.apply()
    settle()
    assert enrolled(page, cohort_id) == ["Karimova Dilnoza Rustam qizi", "Olimova Zilola Rustam qizi"]


def test_an_answer_is_taken_back(
    page: RosterPage, read: Callable[[Path], None], write_roster: WriteRoster, qtbot: QtBot
) -> None:
    read(write_roster(OTHER_BIRTH))
    qtbot.keyClick(page.view.table.view, Qt.Key.Key_2)
    assert states(page) == ["Left out"]
    qtbot.keyClick(page.view.table.view, Qt.Key.Key_Delete)
    assert states(page) == ["To decide"]


def test_one_answer_is_given_to_all_equal_cases(
    page: RosterPage, read: Callable[[Path], None], write_roster: WriteRoster, qtbot: QtBot
) -> None:
    read(write_roster(("Aliyev Ali", "nomaʼlum", ""), ("Valiyev Vali", "yoʻqolgan", ""), OTHER_BIRTH))
    assert states(page) == ["To decide"] * 3
    assert page.view.pane.for_all is not None
    page.view.pane.for_all.setChecked(True)
    qtbot.keyClick(page.view.table.view, Qt.Key.Key_1)
    assert states(page) == ["Decided", "Decided", "To decide"]


def test_a_namesake_is_decided_between_people(
    page: RosterPage, read: Callable[[Path], None], write_roster: WriteRoster, cohort_id: int, settle: Settle
) -> None:
    draft = PersonDraft(surname="Olimova", given_name="Zilola", patronymic="Rustam qizi")
    page.workspace.centre.write(save_person, draft)
    read(write_roster(("Olimova Zilola Rustam qizi", "", "")))
    assert [button.text().partition(":")[0] for button in page.view.pane.buttons] == [
        "1.  The same",
        "2.  Another person",
        "3.  Leave the row out",
    ]
    page.view.pane.choose(1)
    page.apply()
    settle()
    assert enrolled(page, cohort_id) == ["Olimova Zilola Rustam qizi"]
    assert "0 new cards" in page.banner.text


def test_the_same_file_again_enrols_nobody_and_says_so(
    page: RosterPage, read: Callable[[Path], None], write_roster: WriteRoster, settle: Settle
) -> None:
    path = write_roster(READY)
    read(path)
    page.apply()
    settle()
    read(path)
    assert states(page) == ["Ignored"]
    assert not enrol_button(page).isEnabled()
    assert "applied to this cohort before" in page.told_before.text()


def test_a_file_that_is_no_workbook_is_refused_in_its_own_sentence(
    page: RosterPage, read: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "roster.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"0" * 500)
    read(path)
    assert "is a PDF document" in page.banner.text


def test_a_list_without_a_header_is_read_by_chosen_columns(
    page: RosterPage, read: Callable[[Path], None], write_roster: WriteRoster, settle: Settle, qtbot: QtBot
) -> None:
    read(write_roster(("alfa", "Olimova Zilola Rustam qizi"), header="x;y;z"))
    assert page.banner.text
    assert page.reading is not None
    assert page.reading.preview is None
    dialog = page.columns_dialog()
    dialog.show()
    settle()
    dialog.header_row.set_value(1)
    dialog.boxes[2].setCurrentIndex(dialog.boxes[2].findData("full_name"))
    dialog.save()
    page.take_place(dialog.outcome)
    settle()
    assert states(page) == ["Ready"]


def test_a_cohort_is_asked_for_where_none_is_named(
    workspace: Workspace, cohort_id: int, qtbot: QtBot, settle: Settle, write_roster: WriteRoster
) -> None:
    page = RosterPage(workspace)
    qtbot.addWidget(page)
    page.show()
    settle()
    page.read_file(write_roster(READY))
    assert page.drop_area.cohort.error
    page.drop_area.cohort.set_value(cohort_id)
    page.drop_area.cohort.edited.emit()
    page.read_file(write_roster(READY))
    settle()
    assert states(page) == ["Ready"]


@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.iterdir()))
def test_every_sample_is_shown_row_by_row(page: RosterPage, read: Callable[[Path], None], sample: str) -> None:
    read(SAMPLES / sample)
    assert page.reading is not None
    assert page.reading.preview is not None
    assert len(states(page)) == len(page.reading.preview.rows)


def test_the_report_is_saved_as_a_workbook(
    page: RosterPage, read: Callable[[Path], None], write_roster: WriteRoster, settle: Settle, tmp_path: Path
) -> None:
    read(write_roster(READY, NO_NAME))
    page.write_report(tmp_path / "report.xlsx")
    settle()
    sheet = read_workbook(tmp_path / "report.xlsx").sheets[0]
    assert [row.cells[:2] for row in sheet.rows[-2:]] == [(2, "Ready"), (3, "Rejected")]


def test_another_file_begins_with_its_own_first_question(
    page: RosterPage, read: Callable[[Path], None], write_roster: WriteRoster
) -> None:
    read(write_roster(OTHER_BIRTH, name="first.csv"))
    page.view.pane.choose(1)
    read(write_roster(READY, OTHER_BIRTH, name="second.csv"))
    assert page.view.table.current().row.number == 3
    assert not page.view.answers


def test_a_file_read_for_another_cohort_is_not_shown_here(
    page: RosterPage, write_roster: WriteRoster, settle: Settle, cohort_id: int
) -> None:
    programme = write(page.workspace.centre, factories.programme(code="KIM-72"))
    other = write(page.workspace.centre, factories.cohort(programme.id, code="KIM-26/1"))
    page.read_file(write_roster(READY))
    page.open(other.id)
    settle()
    assert page.reading is None
