"""The rows of a file under the hands: filtered, typed over, decided, their columns named."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.rosters.problems import RowState
from tests.ui.pages.rosters.at_the_desk import (
    DISTRICTS,
    IN_BUXORO,
    NO_NAME,
    OTHER_BIRTH,
    READY,
    Read,
    Settle,
    Type,
    WriteRoster,
    enrolled,
    press,
    shown,
    states,
    type_over,
)
from ui.pages.rosters.offers import Scope
from ui.pages.rosters.page import RosterPage


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
