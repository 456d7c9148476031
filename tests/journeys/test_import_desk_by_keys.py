"""The import desk without a mouse, by an office worker who sees it for the first time."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFileDialog, QMenu

from desktop_app.people.filters import people_milestones
from desktop_app.people.records import PeopleFilter
from tests.journeys.hands import Answer, Hands
from ui.app import Shell
from ui.navigation import Target
from ui.pages.rosters.offers import Scope
from ui.pages.rosters.page import RosterPage
from ui.widgets.confirm import ConfirmDialog

HEADER = "№;F.I.Sh.;Tugʻilgan sana;Tuman;Ish joyi;Lavozimi;Aloqa"
IN_ORDER = "1;Olimova Zilola Rustam qizi;14.03.1985;Chirchiq shahri;12-sonli maktab;Oʻqituvchi;901234501"
IN_BUXORO = [
    f"{number};{surname} Nodira Rustam qizi;0{number}.04.1986;Buxoro;5-sonli maktab;Oʻqituvchi;90123450{number}"
    for number, surname in ((2, "Aliyeva"), (3, "Valiyeva"), (4, "Soliyeva"))
]
NO_SUCH_DAY = "5;Yusupov Jasur Baxtiyor oʻgʻli;31.02.1984;Chirchiq shahri;7-sonli maktab;Oʻqituvchi;901234505"
A_CLEANER = "6;Mirzayeva Nilufar Shavkatovna;17.05.1986;Chirchiq shahri;9-sonli maktab;Farrosh;901234506"
DAY_ROW, CLEANER_ROW = 6, 7
# The signature and the directory of a workbook that Excel has encrypted.
LOCKED = bytes.fromhex("D0CF11E0A1B11AE1") + "Root Entry\0EncryptedPackage\0".encode("utf-16-le")


@pytest.fixture
def data_folder(demonstration: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demonstration, tmp_path / "centre"))


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "chirchiq.csv"
    path.write_text("\n".join([HEADER, IN_ORDER, *IN_BUXORO, NO_SUCH_DAY, A_CLEANER]), encoding="utf-8")
    return path


def people(shell: Shell) -> int:
    return shell.workspace.centre.read(people_milestones, wanted=PeopleFilter()).total


def choose(hands: Hands, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialog of files belongs to the desktop; only its answer is ours."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    hands.press("Ctrl+O")
    hands.settle()


def open_desk(hands: Hands) -> RosterPage:
    hands.press("Ctrl+2")
    hands.settle()
    hands.press("Ctrl+I")
    hands.settle()
    return hands.find(RosterPage)


def state(page: RosterPage, number: int) -> str:
    model = page.view.model
    line = model.line(model.numbers.index(number))
    assert line is not None
    return line.state


def test_a_roster_is_taken_in_and_taken_back_by_keys_alone(
    shell: Shell, hands: Hands, roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = people(shell)
    page = open_desk(hands)
    choose(hands, roster, monkeypatch)

    for field in ("", "phone"):
        take_column(hands, page, field)
    correct_the_day(hands, page)
    decide_for_all_equal_cases(hands, page)
    refuse_the_cleaner(hands, page)

    hands.press("Ctrl+Return")
    hands.settle()
    assert people(shell) == before + 5
    assert page.panel.record is not None
    assert page.panel.record.line.created == 5

    # To the desk, into the list of files taken in, and back into this one.
    hands.press("Alt+Left")
    hands.settle()
    for _step in range(8):
        if page.start_view.imports.view.hasFocus():
            break
        hands.press("Tab")
    hands.press("Return")
    hands.settle()
    assert shell.window.target == Target("roster", ("import", page.panel.import_id))

    hands.answer(lambda: hands.press("Ctrl+U"), agree(hands))
    assert people(shell) == before


def test_a_locked_workbook_says_what_to_do_and_another_is_chosen_by_the_same_key(
    hands: Hands, roster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(LOCKED)
    page = open_desk(hands)
    choose(hands, locked, monkeypatch)
    assert "parol" in page.banner.text
    assert page.desk.work is None
    choose(hands, roster, monkeypatch)
    assert page.banner.text == ""
    assert page.view.view.hasFocus()


def take_column(hands: Hands, page: RosterPage, field: str) -> None:
    """Say in the menu of the last column what it is; an empty field: nothing."""
    model = page.view.model

    def pick(menu: QMenu) -> None:
        for _action in menu.actions():
            if menu.activeAction() is not None and menu.activeAction().data() == field:
                break
            hands.press("Down")
        hands.press("Return")

    hands.press("End")
    hands.pick(lambda: hands.press("Ctrl+L"), pick)
    assert model.columns[-1].field == field


def correct_the_day(hands: Hands, page: RosterPage) -> None:
    """F8 goes from problem to problem; what is typed replaces the cell, as in Excel."""
    go_to_row(hands, page, DAY_ROW)
    assert state(page, DAY_ROW) == "Rad etilgan"
    hands.write("28.02.1984")
    hands.press("Return")
    # Qt hands the text over a moment after the key.
    hands.wait(lambda: page.view.view.state() != QAbstractItemView.State.EditingState)
    hands.settle()
    assert state(page, DAY_ROW) == "Tayyor"


def decide_for_all_equal_cases(hands: Hands, page: RosterPage) -> None:
    go_to_row(hands, page, 3)
    reach(hands, page, Scope.TEXT)
    assert "3 ta" in page.view.pane.scope.currentText()
    hands.press("Alt+1")
    hands.settle()
    assert {state(page, number) for number in (3, 4, 5)} == {"Tayyor"}


def refuse_the_cleaner(hands: Hands, page: RosterPage) -> None:
    go_to_row(hands, page, CLEANER_ROW)
    reach(hands, page, Scope.ROW)
    refusing = len(page.view.pane.offered)
    hands.press("Return")
    hands.write(str(refusing))
    hands.settle()
    assert page.view.work is not None
    assert not page.view.work.answers[CLEANER_ROW].decision.is_accepted


def reach(hands: Hands, page: RosterPage, scope: Scope) -> None:
    """How far the answer reaches stays from the row before."""
    for _scope in Scope:
        if page.view.pane.scope.value is scope:
            return
        hands.press("Alt+0")
    raise AssertionError(f"the answer never reached {scope}")


def go_to_row(hands: Hands, page: RosterPage, number: int) -> None:
    for _problem in range(page.view.model.rowCount()):
        line = page.view.view.line
        if line is not None and line.row.number == number:
            return
        hands.press("F8")
    raise AssertionError(f"F8 never came to row {number}")


def agree(hands: Hands) -> Answer:
    """Enter says no to what cannot be taken back; the other button is a Tab away."""

    def answer(question: QDialog) -> None:
        assert isinstance(question, ConfirmDialog)
        hands.press("Tab")
        assert question.yes_button.hasFocus()
        hands.press("Space")

    return answer
