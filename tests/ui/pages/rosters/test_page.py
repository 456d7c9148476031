"""The import desk from the file to the people taken in, and back."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.records import EnrolmentState
from desktop_app.rosters.problems import RowState
from desktop_app.spreadsheets.reading import read_workbook
from tests import factories
from tests.factories import write
from tests.ui.looks import clipped_words
from tests.ui.pages.rosters.at_the_desk import (
    NO_NAME,
    OTHER_BIRTH,
    READY,
    Read,
    Settle,
    WriteRoster,
    enrolled,
    press,
    states,
)
from ui.navigation import Target
from ui.pages.rosters.files_out import write_form, write_returned
from ui.pages.rosters.import_panel import paper_of
from ui.pages.rosters.page import RosterPage
from ui.workspace import Workspace

SAMPLES = Path(__file__).parents[3] / "samples" / "rosters"


def test_every_row_of_the_file_is_shown_with_its_state(page: RosterPage, read: Read, write_roster: WriteRoster) -> None:
    read(write_roster(READY, NO_NAME, OTHER_BIRTH))
    assert states(page) == ["Ready", "Rejected", "To decide"]
    assert page.view.filters[None].text() == "All rows  3"
    assert page.view.filters[RowState.ASK].text() == "To decide  1"


def test_the_button_counts_nobody_while_nobody_is_ready(
    page: RosterPage, read: Read, write_roster: WriteRoster
) -> None:
    read(write_roster(NO_NAME))
    assert page.apply_button.text() == "Enrol in the cohort"
    assert not page.apply_button.isEnabled()


def test_taking_in_shows_what_became_of_every_row_and_leads_to_the_admission(
    page: RosterPage, read: Read, write_roster: WriteRoster, cohort_id: int, settle: Settle, qtbot: QtBot
) -> None:
    read(write_roster(READY, OTHER_BIRTH))
    press(page, qtbot, Qt.Key.Key_Return, ctrl=True)
    settle()
    assert enrolled(page, cohort_id) == ["Olimova Zilola Rustam qizi"]
    assert "1 person was enrolled" in page.banner.text
    assert "1 row was left out" in page.banner.text
    assert [row.number for row in page.panel.view.table.selected()] == [3]
    lead = next(button for button in page.banner.findChildren(QPushButton) if "admission" in button.text())
    with qtbot.waitSignal(page.workspace.navigation_requested) as led:
        lead.click()
    assert led.args == [Target("cohort", (cohort_id, "admission"))]


def test_an_import_is_undone_from_the_banner_and_its_file_lies_on_the_desk_again(
    page: RosterPage, read: Read, write_roster: WriteRoster, cohort_id: int, settle: Settle, qtbot: QtBot
) -> None:
    read(write_roster(READY))
    page.apply()
    settle()
    next(button for button in page.banner.findChildren(QPushButton) if button.text() == "Undo").click()
    settle()
    assert enrolled(page, cohort_id) == []
    assert "The import was undone" in page.banner.text
    page.open("desk")
    settle()
    assert states(page) == ["Ready"]


def test_an_import_on_which_something_rests_says_why_it_stays(
    page: RosterPage, read: Read, write_roster: WriteRoster, settle: Settle
) -> None:
    read(write_roster(READY))
    page.apply()
    settle()
    record = page.panel.record
    assert record is not None
    person_id = record.rows[0].person_id
    assert person_id is not None
    programme = write(page.workspace.centre, factories.programme(code="KIM-72"))
    other = write(page.workspace.centre, factories.cohort(programme.id, code="KIM-26/1"))
    write(page.workspace.centre, factories.enrolment(other.id, person_id))
    page.panel.make_stale()
    settle()
    assert not page.panel.undo_button.isEnabled()
    assert "Olimova Zilola Rustam qizi" in page.panel.view.obstacles.text()


def test_the_same_file_again_says_so_and_leads_to_that_import(
    page: RosterPage, read: Read, write_roster: WriteRoster, settle: Settle, qtbot: QtBot
) -> None:
    path = write_roster(READY)
    read(path)
    page.apply()
    settle()
    read(path.rename(path.with_name("renamed.csv")))
    assert states(page) == ["Ignored"]
    assert not page.apply_button.isEnabled()
    assert "taken in before" in page.apply_button.toolTip()
    assert "This very file was taken in" in page.banner.text
    lead = next(button for button in page.banner.findChildren(QPushButton) if "Open that import" in button.text())
    with qtbot.waitSignal(page.workspace.navigation_requested) as led:
        lead.click()
    assert led.args == [Target("roster", ("import", 1))]


def test_people_are_taken_into_the_list_alone(
    workspace: Workspace, write_roster: WriteRoster, settle: Settle, qtbot: QtBot
) -> None:
    page = RosterPage(workspace)
    qtbot.addWidget(page)
    page.show()
    settle()
    page.read_file(write_roster(READY))
    settle()
    assert page.apply_button.text() == "Take 1 person into the list"
    page.apply()
    settle()
    assert "1 person was taken in." in page.banner.text


def test_a_file_moves_to_a_cohort_with_what_was_decided(
    page: RosterPage, read: Read, write_roster: WriteRoster, settle: Settle, cohort_id: int
) -> None:
    read(write_roster(OTHER_BIRTH))
    page.view.pane.choose(1)
    settle()
    page.view.file_bar.destination.chosen.emit(None)
    settle()
    assert page.apply_button.text() == "Take 1 person into the list"
    assert states(page) == ["Decided"]


def test_a_file_that_is_no_workbook_is_refused_in_its_own_sentence(
    page: RosterPage, read: Read, tmp_path: Path
) -> None:
    path = tmp_path / "roster.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"0" * 500)
    read(path)
    assert "is a PDF document" in page.banner.text


def test_an_empty_file_is_refused_and_the_one_before_stays(
    page: RosterPage, read: Read, write_roster: WriteRoster, tmp_path: Path
) -> None:
    read(write_roster(READY))
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"")
    read(empty)
    assert "is empty" in page.banner.text
    assert states(page) == ["Ready"]


@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.iterdir()))
def test_every_sample_is_shown_row_by_row(page: RosterPage, read: Read, sample: str) -> None:
    read(SAMPLES / sample)
    work = page.desk.work
    assert work is not None
    assert work.preview is not None
    assert len(states(page)) == len(work.preview.rows)


def test_the_senders_file_comes_back_with_its_errors_marked(
    page: RosterPage, read: Read, write_roster: WriteRoster, settle: Settle, tmp_path: Path
) -> None:
    read(write_roster(READY, NO_NAME))
    work = page.desk.work
    assert work is not None
    write_returned(page, work, tmp_path / "returned.xlsx")
    settle()
    assert len(read_workbook(tmp_path / "returned.xlsx").sheets[0].rows) >= 3


def test_a_form_that_was_handed_out_leads_to_its_cohort(
    page: RosterPage, workspace: Workspace, settle: Settle, tmp_path: Path, qtbot: QtBot, cohort_id: int
) -> None:
    write_form(page, page._destination, tmp_path / "form.xlsx")
    settle()
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if sum(cell.value is not None for cell in row) > 5)
    name = next(cell for cell in header if "F.I" in str(cell.value) or "ism" in str(cell.value).lower())
    sheet.cell(name.row + 1, name.column).value = READY[0]
    book.save(tmp_path / "filled.xlsx")
    other = RosterPage(workspace)
    qtbot.addWidget(other)
    other.show()
    settle()
    other.read_file(tmp_path / "filled.xlsx")
    settle()
    assert other.desk.cohort_id == cohort_id
    assert "was handed out for cohort" in other.banner.text


def test_what_was_left_out_is_printed(page: RosterPage, read: Read, write_roster: WriteRoster, settle: Settle) -> None:
    read(write_roster(READY, NO_NAME))
    page.apply()
    settle()
    assert page.panel._looked is not None
    assert paper_of(page.panel._looked).startswith(b"%PDF")


def test_work_outlives_a_change_of_language_and_is_put_away_with_a_way_back(
    page: RosterPage, read: Read, write_roster: WriteRoster, workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    read(write_roster(OTHER_BIRTH))
    page.view.pane.choose(1)
    settle()
    again = RosterPage(workspace)
    qtbot.addWidget(again)
    again.show()
    settle()
    assert states(again) == ["Decided"]
    again.put_away()
    assert again.desk.work is None
    next(button for button in again.banner.findChildren(QPushButton) if button.text() == "Undo").click()
    assert states(again) == ["Decided"]


def test_a_file_that_is_read_while_the_page_is_made_anew_is_not_lost(
    write_roster: WriteRoster, workspace: Workspace, cohort_id: int, settle: Settle, qtbot: QtBot
) -> None:
    first = RosterPage(workspace)
    first.open(cohort_id)
    first.read_file(write_roster(READY))
    first.deleteLater()
    again = RosterPage(workspace)
    qtbot.addWidget(again)
    again.open(cohort_id)
    again.show()
    settle()
    assert states(again) == ["Ready"]


def test_each_cohort_has_a_desk_of_its_own(
    page: RosterPage, write_roster: WriteRoster, settle: Settle, cohort_id: int, read: Read
) -> None:
    programme = write(page.workspace.centre, factories.programme(code="KIM-72"))
    other = write(page.workspace.centre, factories.cohort(programme.id, code="KIM-26/1"))
    read(write_roster(READY))
    page.open(other.id)
    settle()
    assert page.desk.work is None
    waiting = [button.text() for button in page.start_view.findChildren(QPushButton)]
    assert any("is still on the desk" in text for text in waiting)
    page.open(cohort_id)
    settle()
    assert states(page) == ["Ready"]


def test_cancelling_the_reading_changes_nothing(
    page: RosterPage, write_roster: WriteRoster, settle: Settle, read: Read
) -> None:
    read(write_roster(READY))
    page.workspace.long_work_started.connect(lambda _title, progress: progress.cancel())
    page.read_file(write_roster(OTHER_BIRTH, name="second.csv"))
    settle()
    assert states(page) == ["Ready"]
    assert page.banner.text


def test_nothing_is_clipped(page: RosterPage, read: Read, write_roster: WriteRoster) -> None:
    read(write_roster(READY, NO_NAME, OTHER_BIRTH))
    assert clipped_words(page) == []


def test_whoever_has_a_course_that_holds_is_enrolled_for_a_written_reason(
    page: RosterPage, read: Read, write_roster: WriteRoster, cohort_id: int, settle: Settle, qtbot: QtBot
) -> None:
    centre = page.workspace.centre
    programme = write(centre, factories.programme(code="KIM-72"))
    before = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 28)}
    taken = write(centre, factories.cohort(programme.id, code="KIM-26/1", **before))
    rows = []
    for surname, number in (("Olimova", "41403850010011"), ("Salimova", "41403850010028")):
        row = (f"{surname} Zilola Rustam qizi", "14.03.1985", number)
        person = write(centre, factories.person(surname=surname, given_name="Zilola", jshshir=number))
        write(centre, factories.enrolment(taken.id, person.id, state=EnrolmentState.COMPLETED))
        rows.append(row)
    read(write_roster(*rows))
    pane = page.view.pane
    press(page, qtbot, Qt.Key.Key_1, alt=True)
    assert pane.reason.hasFocus()
    assert states(page) == ["To decide", "To decide"]
    assert clipped_words(page) == []
    qtbot.keyClicks(pane.reason, "Yangi fan")
    qtbot.keyClick(pane.reason, Qt.Key.Key_Return)
    settle()
    # The reason stays for the next row, and may be typed anew.
    assert states(page) == ["Decided", "To decide"]
    assert pane.reason.text() == "Yangi fan"
    pane.reason.setText("Yangi lavozim")
    press(page, qtbot, Qt.Key.Key_1, alt=True)
    settle()
    press(page, qtbot, Qt.Key.Key_Return, ctrl=True)
    settle()
    found = centre.read(enrolled_people, cohort_id=cohort_id)
    assert [person.repeat_reason for person in found] == ["Yangi fan", "Yangi lavozim"]
