"""The page of lent work: what is out, taking back with a look first, both sides decided by keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.models.people import Person
from desktop_app.bootstrap import open_centre
from desktop_app.borrowed import borrowed
from desktop_app.lending.returning import give_back
from desktop_app.paths import CentrePaths
from desktop_app.protection import slots
from tests.lending.lending_office import PASSWORD, change, lent_file, office, other_pc
from tests.ui.looks import clipped_words, show_in_front
from ui.pages.lending.dialogs import LendDialog, TakeBackDialog
from ui.pages.lending.page import LendingPage
from ui.pages.welcome.lent_dialog import OpenLentDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "COST", (32, 1, 4))


def test_from_lending_to_the_last_decision(
    workspace: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = workspace.centre
    course = office(centre)
    lent = lent_file(centre, course, tmp_path)
    page = LendingPage(workspace)
    qtbot.addWidget(page)
    page.resize(1086, 740)
    page.show()
    settle()
    assert [row.title for row in page.lent.rows_in_sight()] == ["MAT-26/11"]
    assert not page.differences.isVisible()
    with other_pc(lent.file, tmp_path / "there") as there:
        change(there, Person, 2, phone="+998901112233")
        given = give_back(there, out=tmp_path)
        copy = Workspace(workspace.worker, workspace.settings, tmp_path / "copy.toml")
        copy.adopt(there)
        borrowed = LendingPage(copy)
        qtbot.addWidget(borrowed)
        borrowed.show()
        settle()
        assert borrowed.written.rows_in_sight() == [("person", 1)]
        assert not borrowed.lent.isVisible()
        borrowed.close()
    change(centre, Person, 2, phone="+998904445566")
    monkeypatch.setattr(TakeBackDialog, "exec", lambda dialog: (dialog.save(), settle()))
    page.look_at(Path(given.file))
    settle()
    assert page.banner.text.endswith("1 difference of lent work waits for a decision.")
    (row,) = page.differences.rows_in_sight()
    assert (row.field, row.ours, row.theirs) == ("Telephone", "+998904445566", "+998901112233")
    assert page.differences.isVisible()
    assert clipped_words(page) == []
    page.differences.select_place(0)
    show_in_front(page)
    page.differences.view.setFocus()
    QTest.keyClick(page.differences.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.differences.rows_in_sight() == []
    assert centre.read(lambda unit: unit.session.get_one(Person, 2).phone) == "+998901112233"


def test_two_passwords_that_differ_are_told_under_the_second(
    workspace: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    office(workspace.centre)
    page = LendingPage(workspace)
    qtbot.addWidget(page)
    page.show()
    settle()
    dialog = LendDialog(page, list(page._shown.lendable))
    qtbot.addWidget(dialog)
    first = page._shown.lendable[0]
    values = {"what": (first.kind, first.entity_id), "recipient": "Filial", "password": "dala-ishi-26"}
    for name, value in {**values, "again": "dala-ishi-27"}.items():
        dialog.field(name).set_value(value)
    dialog.save()
    assert dialog.field("again").error
    dialog.field("again").set_value("dala-ishi-26")
    dialog.write_to(tmp_path / "guruh.mahorat-parcel")
    settle()
    assert dialog.outcome.people == 3
    assert (tmp_path / "guruh.mahorat-parcel").exists()


def test_lent_work_is_opened_from_the_welcome_and_a_wrong_password_is_told(
    workspace: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    lent = lent_file(workspace.centre, office(workspace.centre), tmp_path)
    page = LendingPage(workspace)
    qtbot.addWidget(page)
    dialog = OpenLentDialog(page, folder=tmp_path / "there")
    qtbot.addWidget(dialog)
    dialog.field("file").set_value(Path(lent.file))
    dialog.field("password").set_value("boshqa-parol")
    dialog.save()
    settle()
    assert dialog.banner._notice is not None
    dialog.field("password").set_value(PASSWORD)
    dialog.save()
    settle()
    assert dialog.outcome == tmp_path / "there"
    opened = open_centre(CentrePaths(dialog.outcome))
    assert opened.read(borrowed) is not None
    opened.close()
