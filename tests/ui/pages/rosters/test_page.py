"""The import desk by real keys, from the file to the people taken in and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.rosters.problems import RowState
from desktop_app.spreadsheets.reading import read_workbook
from tests import factories
from tests.factories import write
from tests.ui.looks import clipped_words
from ui.navigation import Target
from ui.pages.rosters.import_panel import paper_of
from ui.pages.rosters.offers import Scope
from ui.pages.rosters.page import RosterPage
from ui.workspace import Workspace

Settle = Callable[[], None]
Read = Callable[[Path], None]
Type = Callable[[object, str], None]
WriteRoster = Callable[..., Path]
SAMPLES = Path(__file__).parents[3] / "samples" / "rosters"

READY = ("Olimova Zilola Rustam qizi", "14.03.1985", "41403850010011")
NO_NAME = ("", "14.03.1985", "41403850010011")
OTHER_BIRTH = ("Karimova Dilnoza Rustam qizi", "08.11.1990", "40711904150273")
DISTRICTS = "№;F.I.Sh.;Tugʻilgan sana;Tuman"
IN_BUXORO = [(f"{name} Nodira Rustam qizi", "14.03.1985", "Buxoro") for name in ("Aliyeva", "Valiyeva", "Soliyeva")]


@pytest.fixture
def read(page: RosterPage, settle: Settle) -> Read:
    def reading(path: Path) -> None:
        page.read_file(path)
        settle()

    return reading


def states(page: RosterPage) -> list[str]:
    """The words beside the rows in sight."""
    lines = [page.view.model.line(place) for place in range(page.view.model.rowCount())]
    return [line.state for line in lines if line is not None]


def shown(page: RosterPage, row: int, field: str) -> str:
    model = page.view.model
    return str(model.index(row, model.place_of_field(field)).data())


def enrolled(page: RosterPage, cohort_id: int) -> list[str]:
    return [person.name for person in page.workspace.centre.read(enrolled_people, cohort_id=cohort_id)]


def press(page: RosterPage, qtbot: QtBot, key: Qt.Key, *, ctrl: bool = False, alt: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    if ctrl:
        modifiers |= Qt.KeyboardModifier.ControlModifier
    if alt:
        modifiers |= Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(page.view.view, key, modifiers)


def type_over(page: RosterPage, qtbot: QtBot, type_text: Type, text: str) -> None:
    """Into the current cell, as in Excel: F2, select all, type, Enter."""
    press(page, qtbot, Qt.Key.Key_F2)
    editor = page.view.view.findChild(QLineEdit)
    editor.selectAll()
    type_text(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    # Qt hands the text over a moment after the key.
    qtbot.waitUntil(lambda: page.view.view.state() != QAbstractItemView.State.EditingState)


def test_every_row_of_the_file_is_shown_with_its_state(page: RosterPage, read: Read, write_roster: WriteRoster) -> None:
    read(write_roster(READY, NO_NAME, OTHER_BIRTH))
    assert states(page) == ["Ready", "Rejected", "To decide"]
    assert page.view.filters[None].text() == "All rows  3"
    assert page.view.filters[RowState.ASK].text() == "To decide  1"


def test_a_count_filters_the_rows_of_its_state(
    page: RosterPage, read: Read, write_roster: WriteRoster, qtbot: QtBot
) -> None:
    read(write_roster(READY, NO_NAME, OTHER_BIRTH))
    qtbot.mouseClick(page.view.filters[RowState.REJECTED], Qt.MouseButton.LeftButton)
    assert states(page) == ["Rejected"]
    press(page, qtbot, Qt.Key.Key_F6)
    assert page.view.filters[RowState.IGNORED].isChecked()


def test_f8_goes_from_problem_to_problem_at_the_wrong_cell(
    page: RosterPage, read: Read, write_roster: WriteRoster, qtbot: QtBot
) -> None:
    read(write_roster(READY, NO_NAME, (READY[0], "31.02.1985", ""), OTHER_BIRTH))
    places = []
    for _press in range(3):
        index = page.view.view.currentIndex()
        places.append((index.row(), page.view.model.columns[index.column()].field))
        press(page, qtbot, Qt.Key.Key_F8)
    assert places == [(1, "full_name"), (2, "birth_date"), (3, "birth_date")]


def test_what_is_typed_into_a_cell_is_checked_at_once(
    page: RosterPage, read: Read, write_roster: WriteRoster, qtbot: QtBot, settle: Settle, type_text: Type
) -> None:
    read(write_roster(READY, ("Yusupov Jasur Baxtiyor oʻgʻli", "31.02.1984", "")))
    assert page.view.view.currentIndex().row() == 1
    type_over(page, qtbot, type_text, "28.02.1984")
    settle()
    assert states(page) == ["Ready", "Ready"]
    assert shown(page, 1, "birth_date") == "28.02.1984"
    assert page.apply_button.text() == "Enrol 2 people in the cohort"


def test_ctrl_z_takes_back_what_was_typed_and_what_was_decided(
    page: RosterPage, read: Read, write_roster: WriteRoster, qtbot: QtBot, settle: Settle, type_text: Type
) -> None:
    read(write_roster(OTHER_BIRTH, ("Yusupov Jasur Baxtiyor oʻgʻli", "31.02.1984", "")))
    page.view.view.go_to_number(3, page.view.model.place_of_field("birth_date"))
    type_over(page, qtbot, type_text, "28.02.1984")
    settle()
    page.view.view.go_to_number(2)
    press(page, qtbot, Qt.Key.Key_1, alt=True)
    settle()
    assert states(page) == ["Decided", "Ready"]
    press(page, qtbot, Qt.Key.Key_Z, ctrl=True)
    settle()
    assert states(page) == ["To decide", "Ready"]
    press(page, qtbot, Qt.Key.Key_Z, ctrl=True)
    settle()
    assert states(page) == ["To decide", "Rejected"]
    assert shown(page, 1, "birth_date") == "31.02.1984"


def test_a_question_is_answered_with_the_keyboard_alone(
    page: RosterPage, read: Read, write_roster: WriteRoster, cohort_id: int, settle: Settle, qtbot: QtBot
) -> None:
    read(write_roster(READY, OTHER_BIRTH))
    press(page, qtbot, Qt.Key.Key_Return)
    assert page.focusWidget() is page.view.pane.buttons[0]
    qtbot.keyClick(page.view.pane.buttons[0], Qt.Key.Key_1)
    settle()
    assert states(page) == ["Ready", "Decided"]
    press(page, qtbot, Qt.Key.Key_Return, ctrl=True)
    settle()
    assert enrolled(page, cohort_id) == ["Karimova Dilnoza Rustam qizi", "Olimova Zilola Rustam qizi"]


def test_an_answer_is_taken_back(
    page: RosterPage, read: Read, write_roster: WriteRoster, qtbot: QtBot, settle: Settle
) -> None:
    read(write_roster(OTHER_BIRTH))
    press(page, qtbot, Qt.Key.Key_2, alt=True)
    settle()
    assert states(page) == ["Left out"]
    press(page, qtbot, Qt.Key.Key_Delete, ctrl=True)
    settle()
    assert states(page) == ["To decide"]


def test_one_answer_is_given_to_all_rows_with_the_same_text(
    page: RosterPage, read: Read, write_roster: WriteRoster, settle: Settle
) -> None:
    read(write_roster(*IN_BUXORO, header=DISTRICTS))
    assert states(page) == ["To decide"] * 3
    pane = page.view.pane
    assert "For all 3 rows with “Buxoro”" in [pane.scope.itemText(place) for place in range(pane.scope.count())]
    pane.scope.choose(Scope.TEXT)
    pane.scope.chosen.emit(Scope.TEXT)
    pane.choose(1)
    settle()
    assert states(page) == ["Ready"] * 3
    page.step_back()
    settle()
    assert states(page) == ["To decide"] * 3


def test_one_answer_is_given_to_all_rows_that_ask_the_same(
    page: RosterPage, read: Read, write_roster: WriteRoster, settle: Settle
) -> None:
    read(write_roster(("Aliyev Ali", "nomaʼlum", ""), ("Valiyev Vali", "yoʻqolgan", ""), OTHER_BIRTH))
    pane = page.view.pane
    pane.scope.choose(Scope.CASES)
    pane.scope.chosen.emit(Scope.CASES)
    pane.choose(1)
    settle()
    assert states(page) == ["Decided", "Decided", "To decide"]


def test_a_namesake_is_decided_between_people(
    page: RosterPage, read: Read, write_roster: WriteRoster, cohort_id: int, settle: Settle
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
    settle()
    page.apply()
    settle()
    assert enrolled(page, cohort_id) == ["Olimova Zilola Rustam qizi"]
    assert "0 new cards" in page.banner.text


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


def test_a_list_without_a_header_is_read_by_the_column_that_was_chosen(
    page: RosterPage, read: Read, write_roster: WriteRoster, settle: Settle
) -> None:
    read(write_roster(("alfa", "Olimova Zilola Rustam qizi"), header="x;y;z"))
    assert page.view.sheet_bar.words == "Choose the column with the names of the people."
    assert not page.apply_button.isEnabled()
    page.view.view.field_chosen.emit(2, "full_name")
    settle()
    assert states(page) == ["Ready"]


def test_a_field_chosen_for_one_column_is_given_up_by_the_other(
    page: RosterPage, read: Read, write_roster: WriteRoster, settle: Settle
) -> None:
    read(write_roster((*READY, "01.02.1990"), header="№;F.I.Sh.;Tugʻilgan sana;JShShIR;Boshqa sana"))
    page.view.take_field(4, "birth_date")
    settle()
    fields = [column.field for column in page.view.model.columns]
    assert (fields[2], fields[4]) == ("", "birth_date")
    assert page.view.model.columns[4].note == "Your choice"


def test_the_menu_of_a_column_says_where_a_field_stands_now(
    page: RosterPage, read: Read, write_roster: WriteRoster
) -> None:
    read(write_roster(READY))
    texts = [action.text() for action in page.view.view.field_menu(1).actions()]
    assert "Birth date (now column C)" in texts
    assert "Not taken" in texts


def test_the_columns_of_a_sender_are_as_last_time(
    page: RosterPage, write_roster: WriteRoster, settle: Settle, read: Read
) -> None:
    header = "№;F.I.Sh.;Tugʻilgan sana;JShShIR;Qayerdan"
    page.start_view.sender.given.emit("Chirchiq XTB")
    read(write_roster((*READY, "5-maktab"), header=header))
    page.view.take_field(4, "workplace")
    settle()
    page.apply()
    settle()
    page.open("desk")
    read(write_roster((*OTHER_BIRTH, "6-maktab"), header=header, name="second.csv"))
    assert [column.note for column in page.view.model.columns if column.field == "workplace"] == ["As last time"]


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
    page.write_returned(tmp_path / "returned.xlsx")
    settle()
    assert len(read_workbook(tmp_path / "returned.xlsx").sheets[0].rows) >= 3


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


def test_a_click_on_a_column_asks_what_it_is(
    page: RosterPage, read: Read, write_roster: WriteRoster, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    read(write_roster(READY))
    asked: list[int] = []
    monkeypatch.setattr(page.view.view, "field_menu", lambda place: asked.append(place) or _NoMenu())
    fields = page.view.view.fields
    middle = QPoint(fields.sectionViewportPosition(1) + 20, fields.height() // 2)
    qtbot.mouseClick(fields.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    press(page, qtbot, Qt.Key.Key_Down, alt=True)
    assert asked == [1, page.view.view.currentIndex().column()]


class _NoMenu:
    """A menu that is left at once."""

    def exec(self, _place: QPoint) -> None: ...

    def deleteLater(self) -> None: ...
