"""The register by real keys: what is typed, where the cursor goes, what is kept in the centre."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.models.cohorts import Cohort, CohortState
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.leaving import expel
from desktop_app.timetable.moving import remove_session
from tests.ui.pages.attendance.conftest import Desk


def test_work_begins_at_the_first_person_of_todays_lesson(desk: Desk) -> None:
    assert desk.place == (0, 2)


def test_a_mark_is_kept_and_the_cursor_goes_to_the_next_person(desk: Desk) -> None:
    desk.type("-")
    assert desk.kept == {(0, 2): "KELMADI"}
    assert desk.place == (1, 2)


@pytest.mark.parametrize(
    ("letter", "kind"),
    [
        ("+", "KELDI"),
        (" ", "KELDI"),
        ("-", "KELMADI"),
        ("s", "SABABLI"),
        ("S", "SABABLI"),
        ("с", "SABABLI"),
        ("k", "KECH"),
        ("К", "KECH"),
    ],
)
def test_letters_of_both_layouts_set_the_mark(desk: Desk, letter: str, kind: str) -> None:
    desk.type(letter)
    assert desk.kept == {(0, 2): kind}


def test_the_end_of_a_column_leads_to_the_next_that_waits_for_marks(desk: Desk) -> None:
    desk.put(2, 0)
    desk.type("+")
    assert desk.place == (0, 1)


def test_a_star_makes_present_only_those_without_a_mark(desk: Desk) -> None:
    desk.type("s")
    desk.type("*")
    assert desk.kept == {(0, 2): "SABABLI", (1, 2): "KELDI", (2, 2): "KELDI"}


def test_undo_reaches_any_depth_and_redo_comes_back(desk: Desk) -> None:
    for letter in "+-sk":
        desk.put(0, 0)
        desk.type(letter)
    for _step in range(3):
        desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.kept == {(0, 0): "KELDI"}
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.kept == {}
    desk.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert desk.kept == {(0, 0): "KELDI"}
    assert desk.place == (0, 0)


def test_backspace_goes_back_to_the_mark_just_typed_and_clears_it(desk: Desk) -> None:
    desk.type("-")
    desk.press(Qt.Key.Key_Backspace)
    assert desk.kept == {}
    assert desk.place == (0, 2)


def test_the_screen_says_saved_only_when_the_mark_is_kept(desk: Desk) -> None:
    desk.type_text(desk.panel.register.marks, "+")
    assert desk.panel.saved_line.text() == "Saving…"
    desk.settle()
    assert desk.panel.saved_line.text() == "✓ Saved 10:42"


def test_a_lesson_to_come_is_refused_with_a_sentence_and_stays_empty(desk: Desk) -> None:
    desk.put(0, 3)
    desk.type("+")
    assert desk.page.banner.text == "The lesson of 05.11.2026 has not been held yet and cannot be marked."
    assert desk.panel.model.mark_at(0, 3) is None
    assert desk.panel.saved_line.text() == "Not saved"


def test_a_failed_mark_leaves_nothing_to_undo(desk: Desk) -> None:
    desk.put(0, 3)
    desk.type("+")
    assert not desk.panel.marking.can_undo


def test_who_left_is_skipped_and_the_others_are_marked(desk: Desk) -> None:
    desk.centre.write(expel, enrolment_id=desk.enrolments[1], reason="Oʻz xohishi", left_on=date(2026, 11, 4))
    desk.put(0, 1)
    desk.type("+")
    desk.panel.refresh()
    desk.settle()
    desk.put(0, 2)
    desk.type("*")
    assert desk.kept == {(0, 1): "KELDI", (0, 2): "KELDI", (2, 2): "KELDI"}


def test_a_lesson_taken_away_at_another_pc_is_refused_and_leaves_the_register(desk: Desk) -> None:
    desk.centre.write(remove_session, session_id=desk.sessions[1])
    desk.put(0, 1)
    desk.type("+")
    assert desk.page.banner.text == "There is no such lesson any more."
    assert [lesson.id for lesson in desk.panel.model.sessions] == [desk.sessions[0], *desk.sessions[2:]]


def test_a_surname_is_found_however_its_apostrophe_is_typed(desk: Desk) -> None:
    desk.type_text(desk.panel.find_box, "g'ulom")
    assert desk.place == (1, 2)
    desk.panel.find_box.selectAll()
    desk.type_text(desk.panel.find_box, "Кари")
    assert desk.place == (2, 2)


def test_the_sentence_of_the_person_follows_the_marks(desk: Desk) -> None:
    desk.put(0, 0)
    desk.type("+")
    desk.put(0, 1)
    desk.rest()
    assert desk.panel.sentence.text().startswith("2 of 72 hours attended")


def test_a_closed_cohort_shows_its_marks_and_takes_no_more(desk: Desk) -> None:
    def close(unit: UnitOfWork) -> None:
        unit.session.get_one(Cohort, desk.cohort_id).state = CohortState.COMPLETED

    desk.centre.write(close)
    desk.panel.refresh()
    desk.settle()
    desk.put(0, 0)
    desk.type("*")
    assert desk.kept == {}
