"""The week under real keys and a real mouse: chosen, carried, named clashes, exchanged, undone."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.centre import Centre
from tests import factories
from tests.timetable.ground import Course, course
from tests.ui.pages.timetable.conftest import CONTROL, MONDAY, TUESDAY, WEDNESDAY, Hands
from ui.pages.timetable.seen import Kind, Whose
from ui.pages.timetable.sheet import Spot
from ui.workspace import Workspace


def in_room(centre: Centre, *, code: str, room_id: int, starts_on: date) -> Course:
    return course(centre, code=code, room_id=room_id, starts_on=starts_on)


def test_arrows_choose_a_lesson_and_the_band_says_all_of_it(hands: Hands) -> None:
    assert hands.desk.view.lesson is not None
    hands.press(Qt.Key.Key_Right, Qt.Key.Key_Down)
    chosen = hands.desk.view.lesson
    assert chosen is not None
    assert (chosen.held_on, chosen.place_in_day) == (TUESDAY, 2)
    assert "Tuesday 03.11.2026 · 10:00–11:20 · MAT-26/11" in hands.said


def test_page_keys_leaf_through_weeks_and_home_comes_back(hands: Hands) -> None:
    hands.press(Qt.Key.Key_PageDown)
    assert hands.desk.monday == date(2026, 11, 9)
    hands.press(Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert hands.desk.monday == date(2026, 10, 26)
    hands.press(Qt.Key.Key_Home, held=CONTROL)
    assert hands.desk.monday == MONDAY


def test_control_with_arrows_carries_and_letting_go_puts_it_down(hands: Hands) -> None:
    first = hands.lessons[0].id
    hands.carry(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert "1-modul → Wednesday 04.11.2026, lesson 1, 08:30" in hands.said
    assert "Nothing stands in the way." in hands.said
    assert hands.where(first) == (MONDAY, 1)
    hands.let_go_of_control()
    assert hands.where(first) == (WEDNESDAY, 1)
    assert hands.desk.view.lesson is not None
    assert hands.desk.view.lesson.id == first


def test_control_z_takes_act_after_act_back(hands: Hands) -> None:
    first = hands.lessons[0].id
    hands.carry(Qt.Key.Key_Right, Qt.Key.Key_Right)
    hands.let_go_of_control()
    hands.carry(Qt.Key.Key_Down)
    hands.let_go_of_control()
    assert hands.where(first) == (WEDNESDAY, 2)
    hands.press(Qt.Key.Key_Z, held=CONTROL)
    assert hands.where(first) == (WEDNESDAY, 1)
    hands.press(Qt.Key.Key_Z, held=CONTROL)
    assert hands.where(first) == (MONDAY, 1)
    hands.press(Qt.Key.Key_Z, held=CONTROL)
    assert hands.page.banner.text == "There is nothing to undo here."


def test_escape_leaves_a_carried_lesson_where_it_stands(hands: Hands) -> None:
    first = hands.lessons[0].id
    hands.carry(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Escape)
    hands.let_go_of_control()
    assert hands.where(first) == (MONDAY, 1)
    assert hands.desk.view.target is None


def test_at_a_taken_place_lessons_of_a_cohort_are_exchanged(hands: Hands) -> None:
    first, fourth = hands.lessons[0].id, hands.lessons[3].id
    hands.carry(Qt.Key.Key_Right)
    assert "The lessons change places." in hands.said
    hands.let_go_of_control()
    assert (hands.where(first), hands.where(fourth)) == ((TUESDAY, 1), (MONDAY, 1))


def test_a_clash_is_named_before_and_only_meant_it_is_done(hands: Hands, workspace: Workspace) -> None:
    room = factories.write(workspace.centre, factories.room())
    made = course(workspace.centre, code="NEM-26/11", room_id=room.id)
    in_room(workspace.centre, code="ING-26/11", room_id=room.id, starts_on=WEDNESDAY)
    hands.made = made
    hands.look_at(Whose(Kind.COHORT, made.cohort_id))
    first = made.lessons[0].id
    hands.carry(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert "Room 204-xona is to hold cohorts NEM-26/11 and ING-26/11 at once: 04.11.2026, 08:30–09:50." in hands.said
    hands.let_go_of_control()
    assert hands.where(first) == (MONDAY, 1)
    hands.press(Qt.Key.Key_Return)
    assert hands.where(first) == (MONDAY, 1)
    hands.press(Qt.Key.Key_Return, held=CONTROL)
    assert hands.where(first) == (WEDNESDAY, 1)


def test_a_sunday_is_passed_over_and_a_week_goes_on_in_the_next(hands: Hands) -> None:
    first = hands.lessons[0].id
    hands.carry(*[Qt.Key.Key_Right] * 6)
    assert hands.desk.monday == date(2026, 11, 9)
    hands.let_go_of_control()
    assert hands.where(first) == (date(2026, 11, 9), 1)
    hands.press(Qt.Key.Key_Z, held=CONTROL)
    assert hands.desk.monday == MONDAY


def test_a_marked_lesson_says_that_it_stays(hands: Hands) -> None:
    hands.made.mark(0)
    hands.desk.make_stale()
    hands.settle()
    first = hands.lessons[0].id
    hands.carry(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert "This lesson has been marked and cannot be moved." in hands.said
    hands.let_go_of_control()
    hands.press(Qt.Key.Key_Return)
    assert hands.where(first) == (MONDAY, 1)


def test_delete_takes_a_lesson_out_and_the_banner_brings_it_back(hands: Hands) -> None:
    count = len(hands.lessons)
    hands.press(Qt.Key.Key_Delete)
    assert len(hands.lessons) == count - 1
    assert hands.page.banner.text == "The lesson of Monday 02.11.2026 is taken out."
    (undo,) = (button for button in hands.page.banner.findChildren(QPushButton) if button.text() == "Undo")
    hands.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    hands.settle()
    assert (len(hands.lessons), hands.lessons[0].place_in_day) == (count, 1)


def test_a_lesson_is_dragged_with_the_mouse(hands: Hands) -> None:
    first, viewport = hands.lessons[0].id, hands.desk.view.viewport()
    start, end = hands.point(first), hands.point_of(Spot(2, 1))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(viewport, start + (end - start) * (step / 5))
        QApplication.processEvents()
    hands.settle()
    assert "Wednesday 04.11.2026, lesson 2, 10:00" in hands.said
    assert hands.where(first) == (MONDAY, 1)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    hands.settle()
    assert hands.where(first) == (WEDNESDAY, 2)


def test_dropped_where_a_trainer_is_taken_it_hangs_there_until_told(hands: Hands, workspace: Workspace) -> None:
    trainer = factories.write(workspace.centre, factories.trainer())
    made = course(workspace.centre, code="NEM-26/11", trainer_id=trainer.id)
    course(workspace.centre, code="ING-26/11", trainer_id=trainer.id, starts_on=WEDNESDAY)
    hands.made = made
    hands.look_at(Whose(Kind.TRAINER, trainer.id))
    first, viewport = made.lessons[0].id, hands.desk.view.viewport()
    start, end = hands.point(first), hands.point_of(Spot(2, 0))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    hands.settle()
    assert "NEM-26/11 and ING-26/11" in hands.said
    assert hands.where(first) == (MONDAY, 1)
    hands.press(Qt.Key.Key_Escape)
    assert hands.desk.view.target is None


def test_lessons_that_share_a_cell_are_gone_through_one_by_one(hands: Hands, workspace: Workspace) -> None:
    room = factories.write(workspace.centre, factories.room())
    one = in_room(workspace.centre, code="NEM-26/11", room_id=room.id, starts_on=MONDAY)
    other = in_room(workspace.centre, code="ING-26/11", room_id=room.id, starts_on=MONDAY)
    hands.look_at(Whose(Kind.ROOM, room.id))
    seen = []
    for _step in range(3):
        assert hands.desk.view.lesson is not None
        seen.append((hands.desk.view.lesson.cohort, hands.desk.view.lesson.held_on))
        hands.press(Qt.Key.Key_Right)
    assert seen == [(other.code, MONDAY), (one.code, MONDAY), (other.code, TUESDAY)]
    assert "at once" in hands.said


def test_taps_in_a_hurry_are_all_put_down(hands: Hands) -> None:
    first = hands.lessons[0].id
    hands.press(Qt.Key.Key_Right, Qt.Key.Key_Right, held=CONTROL)
    hands.settle()
    assert hands.where(first) == (WEDNESDAY, 1)


def test_a_closed_cohort_is_only_looked_at(hands: Hands) -> None:
    hands.desk.view.can_carry = False
    hands.carry(Qt.Key.Key_Right)
    assert hands.desk.view.target is None
