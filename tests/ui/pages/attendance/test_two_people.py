"""Two people on one register, locked lessons, details and history of a mark, what can no longer be reached."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop_app.marks.records import MarkValue
from desktop_app.reference.service import set_rule
from tests.ui.looks import clipped_words
from tests.ui.pages.attendance.conftest import Desk
from ui.pages.attendance.details_dialog import DetailsDialog
from ui.widgets.form_dialog import FormDialog

CONTROL = Qt.KeyboardModifier.ControlModifier


def give_reason(form: FormDialog) -> None:
    form.field("reason").set_value("Varaqda boshqacha")
    form.save()


def test_a_mark_of_somebody_else_stands_until_it_is_decided_and_the_rest_is_kept(desk: Desk) -> None:
    desk.elsewhere(0, 2, MarkValue("KELMADI"))
    desk.type_text(desk.panel.register.view, "+s-")
    desk.settle()
    assert desk.kept == {(0, 2): "KELMADI", (1, 2): "SABABLI", (2, 2): "KELMADI"}
    assert desk.panel.model.mark_at(0, 2) == MarkValue("KELMADI")
    assert desk.panel.disputes.words.text() == (
        "Abdullayeva Zilola Rustam qizi, 04.11.2026, lesson 1: somebody else has marked “Absent” meanwhile, "
        "you “Present”."
    )
    assert desk.panel.model.is_disputed_at(0, 2)


def test_my_mark_is_set_after_all_when_i_say_so(desk: Desk) -> None:
    desk.elsewhere(0, 2, MarkValue("KELMADI"))
    desk.type("+")
    QTest.keyClick(desk.panel, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert desk.kept == {(0, 2): "KELDI"}
    assert desk.panel.disputes.isHidden()


def test_their_mark_is_kept_and_undo_does_not_touch_it(desk: Desk) -> None:
    desk.elsewhere(0, 2, MarkValue("KELMADI"))
    desk.type("+s")
    QTest.keyClick(desk.panel, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.kept == {(0, 2): "KELMADI"}
    assert not desk.panel.model.is_disputed_at(0, 2)


def test_of_a_whole_lesson_only_what_somebody_else_has_marked_is_asked_about(desk: Desk) -> None:
    desk.elsewhere(0, 2, MarkValue("SABABLI"))
    desk.elsewhere(1, 2, MarkValue("KECH"))
    desk.type("*")
    assert desk.kept == {(0, 2): "SABABLI", (1, 2): "KECH", (2, 2): "KELDI"}
    assert desk.panel.disputes.words.text().endswith("And 1 more cell like this.")


def test_the_same_mark_by_two_people_is_no_dispute(desk: Desk) -> None:
    desk.elsewhere(0, 2, MarkValue("KELDI"))
    desk.type("+")
    assert desk.panel.disputes.isHidden()


def test_a_mark_that_only_confirms_what_is_shown_is_disputed_as_well(desk: Desk) -> None:
    desk.put(0, 2)
    desk.type("+")
    desk.elsewhere(0, 2, MarkValue("KELMADI"))
    desk.put(0, 2)
    desk.type("+")
    assert "“Absent” meanwhile, you “Present”" in desk.panel.disputes.words.text()
    QTest.keyClick(desk.panel, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert desk.kept == {(0, 2): "KELDI"}


def test_a_mark_corrected_twice_in_a_hurry_is_no_dispute_with_oneself(desk: Desk) -> None:
    """The first of three saves is refused because of a colleague; the later ones build on what is known then."""
    desk.elsewhere(0, 2, MarkValue("KELMADI"))
    view = desk.panel.register.view
    desk.type_text(view, "+")
    desk.panel.register.go_to((0, 2))
    desk.type_text(view, "s")
    desk.settle()
    desk.panel.disputes.buttons[1].click()
    desk.settle()
    assert desk.kept[0, 2] == "SABABLI"


def test_a_locked_lesson_asks_once_why_and_the_reason_is_journaled(desk: Desk) -> None:
    desk.on(2026, 11, 12)
    desk.put(0, 0)
    desk.in_form(give_reason)
    desk.type("-")
    desk.type("s")
    assert desk.kept == {(0, 0): "KELMADI", (1, 0): "SABABLI"}
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.kept == {(0, 0): "KELMADI"}


def test_the_reason_holds_until_the_lesson_is_left(desk: Desk) -> None:
    desk.on(2026, 11, 12)
    desk.put(0, 0)
    desk.in_form(give_reason)
    desk.type("-")
    desk.put(0, 1)
    desk.put(1, 0)
    desk.in_form(lambda form: form.reject())
    desk.type("-")
    assert desk.kept == {(0, 0): "KELMADI"}
    assert desk.place == (1, 0)


def test_an_open_lesson_asks_nothing(desk: Desk) -> None:
    desk.on(2026, 11, 12)
    desk.put(0, 3)
    desk.type("-")
    assert desk.kept == {(0, 3): "KELMADI"}


def test_the_details_set_all_that_a_mark_says(desk: Desk) -> None:
    def fill(form: FormDialog) -> None:
        form.field("kind_code").set_value("KELMADI")
        form.field("kind_code").edited.emit()
        form.field("missed_hours").set_value(1)
        form.field("note").set_value("poyezd")
        assert clipped_words(form) == []
        form.save()

    desk.in_form(fill)
    desk.press(Qt.Key.Key_F2)
    assert desk.values() == {(0, 2): MarkValue("KELMADI", missed_hours=1, note="poyezd")}
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.kept == {}


def test_the_details_tell_the_history_newest_first(desk: Desk) -> None:
    for letter in "+-":
        desk.put(0, 2)
        desk.type(letter)
    desk.put(0, 2)
    told: list[str] = []

    def read(form: FormDialog) -> None:
        assert isinstance(form, DetailsDialog)
        places = range(form.history.count())
        told.extend(item.text() for at in places if isinstance(item := form.history.itemAt(at).widget(), QLabel))
        form.reject()

    desk.in_form(read)
    desk.press(Qt.Key.Key_F2)
    assert [text for text in told if "resent" in text] == ["Present → Absent", "Present"]


def test_the_day_on_which_the_threshold_is_out_of_reach_the_banner_names_the_person(desk: Desk) -> None:
    desk.centre.write(
        set_rule,
        name="attendance_max_missed_hours",
        value="3",
        valid_from=date(2026, 1, 1),
    )
    desk.panel.refresh()
    desk.settle()
    desk.put(0, 0)
    desk.type("-")
    desk.rest()
    assert desk.page.banner.text == ""
    desk.put(0, 1)
    desk.type("-")
    desk.rest()
    assert desk.page.banner.text.startswith("Abdullayeva Zilola Rustam qizi can no longer reach the threshold: 0 of 72")
    assert desk.panel.register.totals.people.rows[0].attendance.missed == 4


@pytest.mark.parametrize("width", [1000, 1500])
def test_nothing_is_clipped_in_either_view(desk: Desk, width: int) -> None:
    desk.page.resize(width, 700)
    desk.settle()
    assert clipped_words(desk.page) == []
    desk.press(Qt.Key.Key_F4)
    assert clipped_words(desk.page) == []
