"""The list of one lesson: the same keys, the same cursor, the same marks."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop_app.cohorts.leaving import expel
from desktop_app.settings import load_settings
from tests.ui.pages.attendance.conftest import Desk
from ui.pages.attendance.keys_dialog import KeysDialog
from ui.widgets.form_dialog import FormDialog

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def lesson(desk: Desk) -> Desk:
    desk.press(Qt.Key.Key_F4)
    assert desk.panel.register.is_one_lesson
    return desk


def test_one_key_changes_the_view_and_the_cursor_stays(desk: Desk) -> None:
    desk.put(1, 1)
    desk.press(Qt.Key.Key_F4)
    assert desk.panel.register.lesson.list.currentIndex().row() == 1
    desk.press(Qt.Key.Key_F4)
    assert desk.place == (1, 1)
    assert not desk.panel.register.is_one_lesson


def test_the_rule_is_in_sight_in_either_view(desk: Desk) -> None:
    for _view in range(2):
        assert desk.panel.rule_line.isVisible()
        assert desk.panel.rule_line.text().startswith("At least 80% of 72 academic hours must be attended.")
        desk.press(Qt.Key.Key_F4)


def test_this_pc_keeps_to_the_view(lesson: Desk) -> None:
    assert lesson.panel.workspace.settings.register_view == "lesson"


def test_a_roll_is_called_by_one_key_a_person(lesson: Desk) -> None:
    lesson.type("+-s")
    assert lesson.kept == {(0, 2): "KELDI", (1, 2): "KELMADI", (2, 2): "SABABLI"}
    assert [row.words for row in lesson.panel.register.lesson.list.rows.rows][:1] != [""] or lesson.place != (0, 2)


def test_the_progress_counts_those_who_are_marked(lesson: Desk) -> None:
    assert lesson.panel.register.lesson.progress == "0 of 3 marked"
    lesson.type("+-")
    assert lesson.panel.register.lesson.progress == "2 of 3 marked"


def test_each_mark_stands_with_its_word_and_what_it_comes_to(lesson: Desk) -> None:
    lesson.type("1")
    lesson.rest()
    row = lesson.panel.register.lesson.list.rows.rows[0]
    assert row.words == "Absent, 1 h"
    assert row.person.attendance.missed == 1


def test_of_who_has_left_the_list_says_when(lesson: Desk) -> None:
    lesson.put(1, 1)
    lesson.type("+")
    lesson.centre.write(expel, enrolment_id=lesson.enrolments[1], reason="Oʻz xohishi", left_on=date(2026, 11, 4))
    lesson.put(1, 2)
    lesson.type("+")
    row = lesson.panel.register.lesson.list.rows.rows[1]
    assert (row.remark, row.value) == ("Left the cohort on 04.11.2026", None)


def test_left_and_right_lead_to_the_lessons_beside(lesson: Desk) -> None:
    lesson.press(Qt.Key.Key_Left)
    assert lesson.place == (0, 1)
    lesson.type("-")
    assert lesson.kept == {(0, 1): "KELMADI"}
    lesson.press(Qt.Key.Key_Right)
    assert lesson.place == (1, 2)


def test_several_people_are_marked_at_once(lesson: Desk) -> None:
    lesson.press(Qt.Key.Key_Down, SHIFT)
    lesson.type("s")
    assert lesson.kept == {(0, 2): "SABABLI", (1, 2): "SABABLI"}
    lesson.press(Qt.Key.Key_Z, CONTROL)
    assert lesson.kept == {}


def test_a_lesson_may_be_asked_for_from_elsewhere(desk: Desk) -> None:
    desk.panel.go_to_lesson(desk.sessions[1])
    assert desk.place == (0, 1)


def test_another_key_is_chosen_by_pressing_it_and_works_at_once(desk: Desk, tmp_path: object) -> None:
    def choose(form: FormDialog) -> None:
        assert isinstance(form, KeysDialog)
        desk.qtbot.keyClick(form.field("mark.KELMADI").editor, Qt.Key.Key_N)
        form.save()

    desk.in_form(choose)
    desk.panel.show_keys()
    desk.type("n")
    assert desk.kept == {(0, 2): "KELMADI"}
    settings = desk.panel.workspace.settings
    assert settings.register_keys == {"mark.KELMADI": "n"}
    assert load_settings(desk.panel.workspace._settings_path) == settings


def test_a_key_that_stands_twice_is_refused_under_both_fields(desk: Desk) -> None:
    def choose(form: FormDialog) -> None:
        desk.qtbot.keyClick(form.field("mark.KELMADI").editor, Qt.Key.Key_S)
        form.save()
        errors = {name for name in form.values() if form.field(name).error}
        assert errors == {"mark.KELMADI", "mark.SABABLI"}
        form.field("mark.KELMADI").set_value("-")
        form.reject()

    desk.in_form(choose)
    desk.panel.show_keys()
    assert desk.panel.workspace.settings.register_keys == {}
