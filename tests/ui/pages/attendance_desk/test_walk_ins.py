"""Somebody who is not on the list, from the register to the person they are, by the dialogs and by keys."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.attendance.walk_ins import walk_ins
from desktop_app.centre import Centre
from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from tests import factories
from tests.attendance.walk_ins_made import NAME, Attended, attended
from tests.ui.looks import clipped_words, when_asked
from ui.navigation import Target
from ui.pages.attendance.actions import Spot
from ui.pages.attendance_desk.page import AttendanceDeskPage
from ui.pages.attendance_desk.walk_in_dialogs import (
    DismissDialog,
    RecogniseDialog,
    WalkInDialog,
    WhoDialog,
    ask_walk_in,
)
from ui.pages.attendance_desk.walk_ins import WalkInsPanel
from ui.pages.home.todo import todo_lines
from ui.pages.people.edit_dialog import PersonDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def lesson(centre: Centre) -> Attended:
    return attended(centre)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, lesson: Attended, settle: Settle) -> AttendanceDeskPage:
    made = AttendanceDeskPage(workspace)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    workspace.notice_requested.connect(lambda text, undo, link: made.banner.show_outcome(text, undo=undo, link=link))
    made.open("walk_ins")
    made.show()
    settle()
    return made


def panel_of(page: AttendanceDeskPage) -> WalkInsPanel:
    assert isinstance(page.panel, WalkInsPanel)
    return page.panel


def undo(page: AttendanceDeskPage, settle: Settle) -> None:
    next(each for each in page.banner.findChildren(QPushButton) if each.text().startswith("Undo")).click()
    settle()


def test_the_register_takes_a_name_and_the_desk_lists_it(
    page: AttendanceDeskPage, centre: Centre, lesson: Attended, settle: Settle
) -> None:
    def fill(dialog: Any) -> None:
        dialog.field("name").set_value("Yusupova Nargiza")
        dialog.field("note").set_value("5-maktab")
        dialog.save()

    when_asked(WalkInDialog, fill)
    ask_walk_in(panel_of(page), Spot(lesson.cohort.id, None, None))
    settle()
    assert [row.name for row in centre.read(walk_ins)] == [NAME, "Yusupova Nargiza"]
    assert page.banner.text == "Yusupova Nargiza stands in the register now."
    assert panel_of(page).table.view.model().rowCount() == 2


def test_f2_corrects_what_is_known(
    qtbot: QtBot, page: AttendanceDeskPage, centre: Centre, lesson: Attended, settle: Settle
) -> None:
    def correct(dialog: WalkInDialog) -> None:
        assert dialog.values() == {"name": NAME, "note": "12-maktabdan", "code": "B-77"}
        dialog.field("name").set_value("Toʻrayeva Mavluda")
        dialog.save()

    when_asked(WalkInDialog, correct)
    table = panel_of(page).table
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    settle()
    assert [row.name for row in centre.read(walk_ins)] == ["Toʻrayeva Mavluda"]
    assert table.current().name == "Toʻrayeva Mavluda"  # type: ignore[union-attr]


def test_enter_finds_the_person_shows_both_marks_and_moves_what_is_chosen(
    qtbot: QtBot, page: AttendanceDeskPage, centre: Centre, lesson: Attended, settle: Settle
) -> None:
    lesson.mark(lesson.listed, "KELMADI")
    lesson.mark(lesson.stranger, "KELDI", "KELDI")

    def find(dialog: WhoDialog) -> None:
        assert dialog.find_box.text() == NAME
        dialog.find_box.setText("Aliyeva")
        settle()
        dialog.submit()

    def choose(dialog: RecogniseDialog) -> None:
        assert [(clash.kept, clash.other) for clash in dialog._found.clashes] == [("Absent", "Present")]  # type: ignore[union-attr]
        qtbot.waitUntil(dialog.clashes.view.hasFocus)
        qtbot.keyClick(dialog.clashes.view, Qt.Key.Key_Space)
        assert dialog.clashes.columns[-1].text(dialog.clashes.current()) == "Present"  # type: ignore[arg-type]
        assert clipped_words(dialog) == []
        dialog.save()

    when_asked(WhoDialog, find)
    when_asked(RecogniseDialog, choose)
    table = panel_of(page).table
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    settle()
    assert lesson.codes_of(lesson.listed) == ["KELDI", "KELDI", None]
    assert centre.read(walk_ins) == []
    assert page.banner.text == f"2 marks of {NAME} have moved."
    undo(page, settle)
    assert [row.name for row in centre.read(walk_ins)] == [NAME]
    assert lesson.codes_of(lesson.listed) == ["KELMADI", None, None]
    assert table.view.model().rowCount() == 1


def test_who_has_no_card_gets_one_from_the_name(
    page: AttendanceDeskPage, centre: Centre, lesson: Attended, settle: Settle
) -> None:
    def add(dialog: WhoDialog) -> None:
        dialog.add_card()

    def save(dialog: PersonDialog) -> None:
        assert (dialog.field("surname").value, dialog.field("given_name").value) == ("Toʻrayeva", "Malika")
        dialog.save()

    when_asked(WhoDialog, add)
    when_asked(PersonDialog, save)
    when_asked(RecogniseDialog, lambda dialog: dialog.save())
    panel_of(page).say_who()
    settle()
    people = centre.read(enrolled_people, cohort_id=lesson.cohort.id)
    assert [person.name for person in people] == ["Aliyeva Zilola", "Toʻrayeva Malika"]


def test_whoever_is_in_another_cohort_is_told_before_anything_moves(
    page: AttendanceDeskPage, centre: Centre, lesson: Attended, settle: Settle
) -> None:
    draft = PersonDraft(surname="Yusupova", given_name="Nargiza")
    person_id = centre.write(save_person, draft).value
    other = factories.write(centre, factories.cohort(lesson.cohort.programme_id, code="MAT-26/12"))
    factories.write(centre, factories.enrolment(other.id, person_id))
    seen = []

    def look(dialog: RecogniseDialog) -> None:
        seen.append((dialog.save_button.isEnabled(), dialog.banner.text))
        dialog.done(0)

    when_asked(RecogniseDialog, look)
    RecogniseDialog.ask(page, centre.read(walk_ins)[0], person_id)
    ((is_enabled, told),) = seen
    assert not is_enabled
    assert "MAT-26/12" in told


def test_taking_out_wants_a_reason_and_says_what_goes(
    qtbot: QtBot, page: AttendanceDeskPage, centre: Centre, lesson: Attended, settle: Settle
) -> None:
    lesson.mark(lesson.stranger, "KELDI")
    errors = []

    def give(dialog: DismissDialog) -> None:
        dialog.save()
        errors.append(dialog.field("reason").error)
        dialog.field("reason").set_value("Boshqa guruhdan")
        dialog.save()

    when_asked(DismissDialog, give)
    panel_of(page).refresh()
    settle()
    table = panel_of(page).table
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Delete)
    settle()
    assert errors == ["This field must be filled in."]
    assert centre.read(walk_ins) == []
    undo(page, settle)
    (back,) = centre.read(walk_ins)
    assert (back.name, back.marks) == (NAME, 1)


def test_the_page_of_today_leads_to_them(centre: Centre, lesson: Attended) -> None:
    (line,) = [line for line in todo_lines(centre) if line.target == Target("attendance_desk", "walk_ins")]
    assert line.text == "MAT-26/11: 1 person not on the list waits to be recognised."


def test_nothing_is_clipped_with_and_without_people(page: AttendanceDeskPage, centre: Centre, settle: Settle) -> None:
    assert clipped_words(page) == []
