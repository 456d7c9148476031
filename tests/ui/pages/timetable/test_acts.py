"""What is done to lessons by their keys: rooms, trainers, substitutions, shifts, new lessons; each can be undone."""

from PySide6.QtCore import Qt

from tests import factories
from tests.timetable.ground import course
from tests.ui.pages.timetable.conftest import CONTROL, MONDAY, TUESDAY, Hands
from ui.pages.timetable.add_dialog import AddLessonDialog
from ui.pages.timetable.assign_dialog import AssignDialog
from ui.pages.timetable.move_dialog import MoveLessonDialog
from ui.pages.timetable.seen import Kind, Whose
from ui.pages.timetable.sheet import Spot
from ui.pages.timetable.shift_dialog import ShiftDialog
from ui.pages.timetable.substitute_dialog import SubstituteDialog
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace


def test_r_gives_a_lesson_a_room_and_control_z_takes_it_away(hands: Hands, workspace: Workspace) -> None:
    room = factories.write(workspace.centre, factories.room())

    def answer(dialog: FormDialog) -> None:
        assert isinstance(dialog, AssignDialog)
        assert dialog.focusWidget() is dialog.field("room").editor
        hands.qtbot.keyClicks(dialog.focusWidget(), "204")
        dialog.field("room").set_value(room.id)
        hands.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    hands.press_and_answer(Qt.Key.Key_R, answer)
    assert [lesson.room for lesson in hands.lessons[:2]] == ["204-xona", ""]
    assert hands.page.banner.text == "Room and trainer of 1 lesson are changed."
    hands.press(Qt.Key.Key_Z, held=CONTROL)
    assert hands.lessons[0].room == ""


def test_a_trainer_who_is_busy_then_is_named_before_saving(hands: Hands, workspace: Workspace) -> None:
    trainer = factories.write(workspace.centre, factories.trainer(full_name="Aliyev Ali"))
    course(workspace.centre, code="ING-26/11", trainer_id=trainer.id)

    def answer(dialog: FormDialog) -> None:
        assert isinstance(dialog, AssignDialog)
        dialog.field("trainer").set_value(trainer.id)
        dialog.look_now()
        hands.settle()
        assert "Aliyev Ali is to teach cohorts MAT-26/11 and ING-26/11 at once" in dialog.verdict.text()
        assert dialog.save_button.text() == "Save nevertheless"

    hands.press_and_answer(Qt.Key.Key_T, answer)
    assert hands.lessons[0].trainer == ""


def test_a_substitution_keeps_its_reason_and_can_be_taken_back(hands: Hands, workspace: Workspace) -> None:
    one, other = (factories.write(workspace.centre, factories.trainer(full_name=name)) for name in ("Ali", "Vali"))
    made = course(workspace.centre, code="NEM-26/11", trainer_id=one.id)
    hands.made = made
    hands.look_at(Whose(Kind.COHORT, made.cohort_id))

    def answer(dialog: FormDialog) -> None:
        assert isinstance(dialog, SubstituteDialog)
        dialog.field("trainer_id").set_value(other.id)
        hands.qtbot.keyClick(dialog, Qt.Key.Key_Return)
        assert dialog.field("reason").error == "This field must be filled in."
        dialog.field("reason").set_value("Kasallik")
        hands.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    hands.press_and_answer(Qt.Key.Key_S, answer)
    assert hands.lessons[0].trainer == "Vali"
    assert hands.desk.view.lesson is not None
    assert hands.desk.view.lesson.is_substituted
    assert hands.desk.band.text.endswith("Instead of Ali: Kasallik")
    hands.press(Qt.Key.Key_Z, held=CONTROL)
    assert hands.lessons[0].trainer == "Ali"


def test_the_rest_is_shifted_as_it_was_shown_and_back(hands: Hands) -> None:
    hands.desk.view.go_to(Spot(1, 0))

    def answer(dialog: FormDialog) -> None:
        assert isinstance(dialog, ShiftDialog)
        dialog.field("days").set_value(2)
        dialog.look_now()
        hands.settle()
        assert dialog.coming.text() == "3 lessons move; the last one is held on 05.11.2026."
        dialog.field("reason").set_value("Taʼtil")
        hands.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    hands.press_and_answer(Qt.Key.Key_M, answer, held=Qt.KeyboardModifier.ShiftModifier)
    assert [lesson.held_on.day for lesson in hands.lessons] == [2, 2, 2, 5, 5, 5]
    hands.press(Qt.Key.Key_Z, held=CONTROL)
    assert [lesson.held_on.day for lesson in hands.lessons] == [2, 2, 2, 3, 3, 3]


def test_enter_on_a_lesson_moves_it_by_day_and_place(hands: Hands) -> None:
    first = hands.lessons[0].id

    def answer(dialog: FormDialog) -> None:
        assert isinstance(dialog, MoveLessonDialog)
        dialog.field("held_on").set_value(TUESDAY)
        dialog.field("place_in_day").set_value(4)
        hands.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    hands.press_and_answer(Qt.Key.Key_Return, answer)
    assert hands.where(first) == (TUESDAY, 4)


def test_enter_on_a_free_place_adds_a_lesson(hands: Hands) -> None:
    hands.desk.view.go_to(Spot(0, 3))

    def answer(dialog: FormDialog) -> None:
        assert isinstance(dialog, AddLessonDialog)
        hands.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    hands.press_and_answer(Qt.Key.Key_Return, answer)
    added = next(lesson for lesson in hands.lessons if lesson.place_in_day == 4)
    assert (added.held_on, added.hours) == (MONDAY, 2)
    hands.press(Qt.Key.Key_Z, held=CONTROL)
    assert len(hands.lessons) == 6
