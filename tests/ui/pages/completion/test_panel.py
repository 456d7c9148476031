"""The completion panel by its keys: scores typed down a column, refused, taken back, and the cohort closed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import completion_list
from tests.conftest import NOW
from tests.courses import ENDS_ON, Course, Taught, taught_course
from tests.ui.looks import clipped_words
from ui.pages.completion.close_dialog import CloseDialog
from ui.pages.completion.keeping import Typing
from ui.pages.completion.panel import FIRST_TYPED, CompletionPanel
from ui.workspace import Workspace

Settle = Callable[[], None]
PEOPLE = (Taught("Azimova", None), Taught("Botirova", None), Taught("Davronova", 40))


@pytest.fixture
def course(workspace: Workspace) -> Course:
    workspace.centre.clock = FixedClock(NOW)
    return taught_course(workspace.centre, PEOPLE)


@pytest.fixture
def panel(workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle) -> CompletionPanel:
    made = CompletionPanel(workspace, course.cohort_id)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    settle()
    return made


def type_score(panel: CompletionPanel, qtbot: QtBot, text: str) -> None:
    """Type into the cell that has the cursor, and Enter."""
    view = panel.table.view
    view.edit(view.currentIndex())
    editor = view.findChild(QLineEdit)
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    # Qt keeps what was typed only after the key has been worked off.
    qtbot.waitUntil(lambda: view.state() != view.State.EditingState)


def close_dialog(panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot) -> CloseDialog:
    """The dialog with the order typed in; closed at the end of the test without its question."""
    dialog = CloseDialog(panel, workspace.centre.read(completion_list, cohort_id=course.cohort_id))
    qtbot.addWidget(dialog, before_close_func=lambda closing: closing.done(0))
    dialog.show()
    dialog.field("order_number").set_value("45-T/T")
    return dialog


def scores(workspace: Workspace, course: Course) -> list[float | None]:
    return [row.final_score for row in workspace.centre.read(completion_list, cohort_id=course.cohort_id).rows]


def test_the_cursor_waits_on_the_first_final_score(panel: CompletionPanel) -> None:
    place = panel.table.view.currentIndex()
    assert (place.row(), place.column()) == (0, panel.place_of(FIRST_TYPED))
    assert panel.pills[Outcome.UNDECIDED].text.endswith("2")


def test_scores_are_typed_down_the_column_with_enter(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    type_score(panel, qtbot, "81,5")
    type_score(panel, qtbot, "60")
    settle()
    assert scores(workspace, course) == [81.5, 60, 40]
    assert panel.table.view.currentIndex().row() == 2
    assert panel.pills[Outcome.CERTIFICATE].text.endswith("2")


def test_a_verdict_that_is_still_open_says_not_yet(panel: CompletionPanel) -> None:
    assert panel.pills[Outcome.UNDECIDED].text == "Not yet: 2"


@pytest.mark.parametrize("text", ["101", "-1", "besh", "1e9", "nan"])
def test_what_is_no_score_is_refused_in_a_sentence_and_the_cursor_stays(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle, text: str
) -> None:
    type_score(panel, qtbot, text)
    settle()
    assert text in panel.line.text()
    assert panel.line.property("tone") == "bad"
    assert scores(workspace, course) == [None, None, 40]
    assert panel.table.view.currentIndex().row() == 0


def test_a_score_is_taken_back_with_ctrl_z(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    assert not panel.undo_button.isEnabled()
    type_score(panel, qtbot, "70")
    type_score(panel, qtbot, "71")
    settle()
    qtbot.keyClick(panel.table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert scores(workspace, course) == [70, None, 40]
    panel.undo_button.click()
    settle()
    assert scores(workspace, course) == [None, None, 40]
    assert not panel.undo_button.isEnabled()


def test_an_empty_cell_takes_the_score_away(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    panel.table.view.setCurrentIndex(panel.table.view.model().index(2, panel.place_of(FIRST_TYPED)))
    type_score(panel, qtbot, " ")
    settle()
    assert scores(workspace, course) == [None, None, None]


def test_the_sentence_of_the_chosen_person_is_shown_whole(panel: CompletionPanel) -> None:
    panel.table.view.setCurrentIndex(panel.table.view.model().index(2, 0))
    row = panel.table.current()
    assert row is not None
    assert panel.pane.sentence.text() == row.decision.text


def test_closing_is_refused_while_someone_is_undecided_and_says_who(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    dialog = close_dialog(panel, workspace, course, qtbot)
    dialog.save()
    settle()
    assert dialog.isVisible()
    assert "Azimova" in dialog.banner.text


def test_a_closed_cohort_shows_its_order_and_takes_no_more_scores(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    type_score(panel, qtbot, "70")
    type_score(panel, qtbot, "71")
    settle()
    dialog = close_dialog(panel, workspace, course, qtbot)
    qtbot.keyClick(dialog.field("order_number").editor, Qt.Key.Key_Return)
    settle()
    assert not dialog.isVisible()
    assert not panel.close_button.isVisible()
    panel.table.view.setCurrentIndex(panel.table.view.model().index(0, panel.place_of(FIRST_TYPED)))
    type_score(panel, qtbot, "99")
    settle()
    assert scores(workspace, course) == [70, 71, 40]


def test_of_several_sittings_the_one_that_is_typed_is_chosen_first(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    type_score(panel, qtbot, "40")
    settle()
    panel.type_as(Typing(2, "B", ENDS_ON))
    panel.table.select_place(0)
    panel.table.view.setCurrentIndex(panel.table.view.model().index(0, panel.place_of(FIRST_TYPED)))
    type_score(panel, qtbot, "70")
    settle()
    (row, *_others) = workspace.centre.read(completion_list, cohort_id=course.cohort_id).rows
    assert [(each.attempt, each.form, each.taken_on, each.value) for each in row.sittings] == [
        (1, "", None, 40),
        (2, "B", ENDS_ON, 70),
    ]
    assert row.final_score == 70
    panel.type_as(Typing())
    panel.table.view.setCurrentIndex(panel.table.view.model().index(0, panel.place_of(FIRST_TYPED)))
    type_score(panel, qtbot, "90")
    settle()
    assert "Azimova" in panel.line.text()
    assert scores(workspace, course)[0] == 70


def test_without_final_works_nothing_speaks_of_them(panel: CompletionPanel) -> None:
    assert panel.table.view.isColumnHidden(panel.place_of("topic"))
    assert not panel.acts["topics"].isVisible()
    assert clipped_words(panel) == []


@pytest.mark.parametrize(
    ("copied", "kept", "said"),
    [
        ("61\n\n72,5\n", [61, None, 72.5], "Saved"),
        ("61\nbesh\n63", [None, None, 40], "besh"),
        ("61\t5\n62", [None, None, 40], "not a score"),
        ("61\n62\n63\n64", [None, None, 40], "3 people"),
    ],
    ids=["an empty line leaves a score", "no score", "two columns", "more than people"],
)
def test_a_column_of_scores_is_pasted_whole_or_not_at_all(  # type: ignore[no-untyped-def]
    panel, workspace, course, qtbot, settle, copied, kept, said
) -> None:
    QApplication.clipboard().setText(copied)
    panel.table.view.setFocus()
    panel.paste_scores()
    settle()
    assert scores(workspace, course) == kept
    assert said in panel.line.text()
    if panel.keeping.can_undo:
        panel.keeping.undo()
        settle()
        assert scores(workspace, course) == [None, None, 40]
