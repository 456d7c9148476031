"""Acts on many cells, figures, blocks and searches, by real keys."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from db.models.attendance import Absence
from desktop_app.marks.records import MarkValue
from tests.factories import write
from tests.ui.pages.attendance.conftest import Desk
from ui.pages.attendance.keys import key_map

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def minutes(desk: Desk) -> None:
    desk.press(Qt.Key.Key_D, CONTROL | SHIFT)
    assert desk.panel.workspace.settings.register_digits == "minutes"


def paste(desk: Desk, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    desk.press(Qt.Key.Key_V, CONTROL)


def test_shift_sets_all_from_here_down_and_says_how_many(desk: Desk) -> None:
    desk.put(1, 0)
    desk.type("s")
    desk.put(1, 0)
    desk.hold(" ")
    assert desk.kept == {(1, 0): "KELDI", (2, 0): "KELDI"}
    assert desk.panel.saved_line.text().startswith("2 marks set, 1 of them in place of others")


def test_from_here_down_is_taken_back_in_one_step(desk: Desk) -> None:
    desk.put(0, 0)
    desk.hold("S")
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.kept == {}


def test_a_selection_is_filled_where_marks_may_stand(desk: Desk) -> None:
    desk.put(0, 2)
    desk.press(Qt.Key.Key_Down, SHIFT)
    desk.press(Qt.Key.Key_Right, SHIFT)
    desk.type("-")
    assert desk.kept == {(0, 2): "KELMADI", (1, 2): "KELMADI"}
    assert "2 marks set" in desk.panel.saved_line.text()


def test_delete_clears_the_selection(desk: Desk) -> None:
    desk.type("+++")
    desk.put(0, 2)
    desk.press(Qt.Key.Key_Down, SHIFT)
    desk.press(Qt.Key.Key_Delete)
    assert desk.kept == {(2, 2): "KELDI"}


def test_a_digit_is_that_many_hours_missed_and_the_cursor_moves_on(desk: Desk) -> None:
    desk.type("1")
    assert desk.values() == {(0, 2): MarkValue("KELMADI", missed_hours=1)}
    assert desk.place == (1, 2)


def test_all_hours_missed_is_an_absence_and_none_is_presence(desk: Desk) -> None:
    desk.type("20")
    assert desk.values() == {(0, 2): MarkValue("KELMADI"), (1, 2): MarkValue("KELDI")}


def test_more_hours_than_the_lesson_has_are_refused_and_the_cursor_stays(desk: Desk) -> None:
    desk.type("3")
    assert desk.kept == {}
    assert desk.place == (0, 2)
    assert desk.page.banner.text == "Of this lesson, 1 to 2 academic hours can be missed."


def test_two_digits_are_minutes_late_where_the_pc_has_it_so(desk: Desk) -> None:
    minutes(desk)
    desk.type("1")
    assert desk.kept == {}
    desk.type("5")
    assert desk.values() == {(0, 2): MarkValue("KECH", late_minutes=15)}
    assert desk.place == (1, 2)


def test_one_digit_of_minutes_is_ended_by_enter_and_dropped_by_escape(desk: Desk) -> None:
    minutes(desk)
    desk.type("5")
    desk.press(Qt.Key.Key_Return)
    desk.type("7")
    desk.press(Qt.Key.Key_Escape)
    assert desk.values() == {(0, 2): MarkValue("KECH", late_minutes=5)}
    assert desk.place == (1, 2)


def test_minutes_are_meant_when_the_cursor_leaves_them(desk: Desk) -> None:
    minutes(desk)
    desk.type("5")
    desk.press(Qt.Key.Key_Down)
    assert desk.values() == {(0, 2): MarkValue("KECH", late_minutes=5)}
    assert desk.place == (1, 2)


def test_a_star_gives_those_who_announced_an_absence_its_mark(desk: Desk) -> None:
    write(
        desk.centre,
        Absence(
            cohort_id=desk.cohort_id,
            enrolment_id=desk.enrolments[1],
            starts_on=date(2026, 11, 4),
            ends_on=date(2026, 11, 4),
            kind_code="SABABLI",
            noted_at=datetime(2026, 11, 3, tzinfo=UTC),
            noted_by="Saidova",
        ),
    )
    desk.panel.refresh()
    desk.settle()
    desk.type("*")
    assert desk.kept == {(0, 2): "KELDI", (1, 2): "SABABLI", (2, 2): "KELDI"}


def test_a_letter_that_is_no_mark_begins_the_search_of_a_surname(desk: Desk) -> None:
    desk.type("g")
    assert desk.panel.find_box.hasFocus()
    assert desk.panel.find_box.text() == "g"
    assert desk.place == (1, 2)
    desk.qtbot.keyClick(desk.panel.find_box, Qt.Key.Key_Return)
    desk.type("-")
    assert desk.kept == {(1, 2): "KELMADI"}
    assert desk.panel.find_box.text() == ""


def test_another_mark_leaves_the_note(desk: Desk) -> None:
    desk.panel.pen.set_value((0, 2), MarkValue("KELMADI", note="telefon qildi"))
    desk.settle()
    desk.put(0, 2)
    desk.type("s")
    assert desk.values() == {(0, 2): MarkValue("SABABLI", note="telefon qildi")}


def test_a_block_is_copied_with_letters_and_hours(desk: Desk) -> None:
    desk.put(0, 0)
    desk.type("1s")
    desk.put(0, 0)
    desk.press(Qt.Key.Key_Down, SHIFT)
    desk.press(Qt.Key.Key_Right, SHIFT)
    desk.press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "-1\t\nS\t\n"


def test_a_block_from_excel_is_pasted_in_one_step_and_its_empty_cells_say_nothing(desk: Desk) -> None:
    desk.put(0, 0)
    desk.type("s")
    desk.put(0, 0)
    paste(desk, "\t+\r\n-1\tk 15\r\nк\t1\r\n")
    assert desk.values() == {
        (0, 0): MarkValue("SABABLI"),
        (0, 1): MarkValue("KELDI"),
        (1, 0): MarkValue("KELMADI", missed_hours=1),
        (1, 1): MarkValue("KECH", late_minutes=15),
        (2, 0): MarkValue("KECH"),
        (2, 1): MarkValue("KELMADI", missed_hours=1),
    }
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.kept == {(0, 0): "SABABLI"}


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (
            "+\n?\n",
            "Row 2, column 1 of the block: “?” is no mark of this register, or has more hours than the lesson. "
            "The marks are: +, K, S, -. Nothing was pasted.",
        ),
        (
            "+\n-7\n",
            "Row 2, column 1 of the block: “-7” is no mark of this register, or has more hours than the lesson. "
            "The marks are: +, K, S, -. Nothing was pasted.",
        ),
        (
            "+\t+\t+\t+\n",
            "Row 1, column 4 of the block: Abdullayeva Zilola Rustam qizi cannot be marked for 05.11.2026, lesson 1. "
            "Nothing was pasted.",
        ),
        (
            "+\n" * 4,
            "The block is too large for this place. Rows: 4, from this cell on there are 3; columns: 1, there are 4. "
            "Nothing was pasted.",
        ),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_pasted(desk: Desk, block: str, words: str) -> None:
    desk.put(0, 0)
    paste(desk, block)
    assert desk.kept == {}
    assert desk.page.banner.text == words


def test_a_block_is_read_in_the_words_of_both_scripts_as_a_file_would_be(desk: Desk) -> None:
    desk.put(0, 0)
    paste(desk, "Keldi\tн\r\nсабабли\tКечикди 15 дақ\r\n")
    assert desk.values() == {
        (0, 0): MarkValue("KELDI"),
        (0, 1): MarkValue("KELMADI"),
        (1, 0): MarkValue("SABABLI"),
        (1, 1): MarkValue("KECH", late_minutes=15),
    }


def test_a_copied_letter_is_that_mark_again_though_the_key_of_this_pc_means_another(desk: Desk) -> None:
    assert desk.panel.model.grid is not None
    desk.panel.pen.set_keys(key_map(desk.panel.model.grid, {"mark.KELMADI": "k"}), "hours")
    desk.put(0, 0)
    paste(desk, "K")
    assert desk.kept == {(0, 0): "KECH"}


def test_one_cell_fills_the_whole_selection(desk: Desk) -> None:
    desk.put(0, 0)
    desk.press(Qt.Key.Key_Down, SHIFT)
    paste(desk, "s")
    assert desk.kept == {(0, 0): "SABABLI", (1, 0): "SABABLI"}


def test_no_key_is_lost_however_fast_they_come(desk: Desk) -> None:
    """Nine keys without a pause: three lessons of three people, and the cursor finds its way by itself."""
    desk.put(0, 0)
    desk.type_text(desk.panel.register.view, "+-sk+-sk+")
    desk.settle()
    assert [desk.kept[row, column] for column in range(3) for row in range(3)] == [
        *("KELDI", "KELMADI", "SABABLI"),
        *("KECH", "KELDI", "KELMADI"),
        *("SABABLI", "KECH", "KELDI"),
    ]


def test_other_screens_are_told_once_when_the_hands_rest(desk: Desk) -> None:
    told: list[object] = []
    desk.panel.workspace.changed.connect(lambda changes, _initiator: told.append(changes.tables))
    desk.type("+-s")
    assert told == []
    desk.panel.marking.tell_now()
    assert told == [frozenset({"mark"})]


def test_leaving_the_register_tells_the_other_screens_at_once(desk: Desk) -> None:
    told: list[object] = []
    desk.panel.workspace.changed.connect(lambda changes, _initiator: told.append(changes.tables))
    desk.type("+")
    desk.panel.hide()
    assert told == [frozenset({"mark"})]
