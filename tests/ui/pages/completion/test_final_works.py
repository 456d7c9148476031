"""Final works and decisions on the panel of completion, and the dialogs over it, by keys and typed words."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.completion.records import CommissionRecord, CompletionRow, Score, ScoreKind, Work
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import completion_list
from tests.conftest import NOW
from tests.courses import ENDS_ON, Course, Taught, taught_course
from tests.ui.looks import clipped_words, when_asked
from ui.pages.completion.dialogs import CommissionDialog, OverrideDialog, SittingDialog, TopicsDialog, WorkDialog
from ui.pages.completion.panel import CompletionPanel
from ui.widgets.form_dialog import FormDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def course(workspace: Workspace) -> Course:
    workspace.centre.clock = FixedClock(NOW)
    return taught_course(workspace.centre, (Taught("Azimova", 80), Taught("Botirova", 40)), has_final_work=True)


@pytest.fixture
def panel(workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle) -> CompletionPanel:
    made = CompletionPanel(workspace, course.cohort_id)
    qtbot.addWidget(made)
    made.resize(1120, 520)
    made.show()
    settle()
    return made


def rows(workspace: Workspace, course: Course) -> list[CompletionRow]:
    return list(workspace.centre.read(completion_list, cohort_id=course.cohort_id).rows)


def typed(panel: CompletionPanel, place: int, column: str, text: str) -> bool:
    """What the cell says to a text typed into it."""
    edit = panel.table.columns[panel.place_of(column)].edit
    assert edit is not None
    assert panel.found is not None
    return edit(panel.found.rows[place], text)


def shown(dialog: FormDialog, qtbot: QtBot) -> FormDialog:
    qtbot.addWidget(dialog, before_close_func=lambda closing: closing.done(0))
    dialog.show()
    return dialog


def test_a_topic_and_a_defence_are_typed_into_the_list_and_taken_back(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    assert typed(panel, 0, "topic", " Baholash usullari ")
    settle()
    assert typed(panel, 0, "defence", "91,5")
    settle()
    assert rows(workspace, course)[0].work == Work(course.enrolment_ids["Azimova"], "Baholash usullari", score=91.5)
    assert "91.5" in panel.pane.facts["work"].text()
    qtbot.keyClick(panel.table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert rows(workspace, course)[0].work_score is None


def test_who_has_not_passed_the_test_gets_no_defence_and_the_line_says_why(
    panel: CompletionPanel, workspace: Workspace, course: Course, settle: Settle
) -> None:
    assert not typed(panel, 1, "defence", "90")
    settle()
    assert "Botirova" in panel.line.text()
    assert rows(workspace, course)[1].work is None


def test_all_about_the_chosen_person_stands_beside_the_list(
    panel: CompletionPanel, workspace: Workspace, course: Course, settle: Settle
) -> None:
    panel.keeping.keep_scores([Score(course.enrolment_ids["Botirova"], ScoreKind.FINAL, 45, 2, "B", ENDS_ON)])
    settle()
    panel.table.select_place(1)
    assert panel.pane.sentence.text() == rows(workspace, course)[1].decision.text
    assert [line.rpartition(" ")[2] for line in panel.pane.facts["sittings"].text().splitlines()] == ["40", "45"]
    assert clipped_words(panel) == []


def test_topics_are_pasted_from_the_chosen_person_on(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    dialog = shown(TopicsDialog(panel, tuple(rows(workspace, course))), qtbot)
    assert isinstance(dialog, TopicsDialog)
    dialog.topics.editor.setPlainText("Birinchi\tKarimov\nIkkinchi\nUchinchi")  # type: ignore[attr-defined]
    dialog.save()
    assert dialog.isVisible()
    dialog.topics.editor.setPlainText("Birinchi\tKarimov\nIkkinchi\n")  # type: ignore[attr-defined]
    dialog.save()
    panel.keeping.keep_works(dialog.outcome)
    settle()
    works = [row.work for row in rows(workspace, course)]
    assert [(work.topic, work.supervisor) for work in works if work] == [("Birinchi", "Karimov"), ("Ikkinchi", "")]


def test_a_sitting_is_corrected_in_its_own_form(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    enrolment_id = course.enrolment_ids["Azimova"]
    panel.keeping.keep_scores([Score(enrolment_id, ScoreKind.FINAL, 60, 1, "A", ENDS_ON)])
    settle()
    dialog = shown(SittingDialog(panel, rows(workspace, course)[0]), qtbot)
    assert dialog.field("attempt").value == 2
    dialog.field("attempt").set_value(1)
    dialog._show_standing()  # type: ignore[attr-defined]
    assert (dialog.field("score").value, dialog.field("form").value) == ("60", "A")
    dialog.field("score").set_value("130")
    dialog.save()
    assert dialog.isVisible()
    dialog.field("score").set_value("61,5")
    dialog.save()
    assert dialog.outcome == Score(enrolment_id, ScoreKind.FINAL, 61.5, 1, "A", ENDS_ON)


def test_an_outcome_is_decided_otherwise_and_withdrawn_again(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    panel.table.select_place(1)
    *_acts, withdraw = panel.pane.buttons
    assert not withdraw.isEnabled()
    dialog = shown(OverrideDialog(panel, rows(workspace, course)[1]), qtbot)
    dialog.field("order_number").set_value("31-M")
    dialog.save()
    assert dialog.isVisible()
    dialog.field("reason").set_value("Kasallik")
    dialog.save()
    settle()
    assert rows(workspace, course)[1].outcome is Outcome.CERTIFICATE
    assert "Kasallik" in panel.pane.facts["overrides"].text()
    withdraw.click()
    settle()
    assert rows(workspace, course)[1].outcome is Outcome.STATEMENT
    assert "Kasallik" in panel.pane.facts["overrides"].text()


def test_the_commission_is_kept_and_what_it_lacks_is_said_at_its_field(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    dialog = shown(CommissionDialog(panel, CommissionRecord(course.cohort_id)), qtbot)
    for name, value in {"chairperson": "Karimov", "members": "Aliyeva\nOlimov", "order_number": "12-M"}.items():
        dialog.field(name).set_value(value)
    dialog.save()
    settle()
    assert dialog.isVisible()
    dialog.field("order_date").set_value(ENDS_ON)
    dialog.save()
    settle()
    kept = workspace.centre.read(completion_list, cohort_id=course.cohort_id).commission
    assert kept == CommissionRecord(course.cohort_id, "12-M", ENDS_ON, "Karimov", ("Aliyeva", "Olimov"))


def test_a_final_work_keeps_its_defence_and_one_not_admitted_takes_none(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot
) -> None:
    admitted, failed = rows(workspace, course)
    dialog = shown(WorkDialog(panel, admitted), qtbot)
    for name, value in {"topic": "Mavzu", "score": "88", "defended_on": date(2026, 11, 20)}.items():
        dialog.field(name).set_value(value)
    dialog.save()
    assert dialog.outcome == Work(admitted.enrolment_id, "Mavzu", "", date(2026, 11, 20), 88)
    assert not shown(WorkDialog(panel, failed), qtbot).field("score").isEnabled()


def test_what_is_asked_is_kept_for_the_chosen_person(
    panel: CompletionPanel, workspace: Workspace, course: Course, qtbot: QtBot, settle: Settle
) -> None:
    def fill(dialog: FormDialog, **values: object) -> None:
        for name, value in values.items():
            dialog.field(name).set_value(value)
        dialog.save()

    def paste(dialog: TopicsDialog) -> None:
        dialog.topics.editor.setPlainText("Bir\nIkki")  # type: ignore[attr-defined]
        dialog.save()

    panel.table.select_place(0)
    when_asked(WorkDialog, lambda dialog: fill(dialog, topic="Mavzu", score="91"))
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(panel.table.view, Qt.Key.Key_W, control)
    settle()
    when_asked(SittingDialog, lambda dialog: fill(dialog, attempt=1, score="66"))
    panel.ask_sitting()
    settle()
    row = rows(workspace, course)[0]
    assert (row.final_score, row.work) == (66, Work(row.enrolment_id, "Mavzu", score=91))
    when_asked(TopicsDialog, paste)
    panel.ask_topics()
    settle()
    assert [each.work and each.work.topic for each in rows(workspace, course)] == ["Bir", "Ikki"]
