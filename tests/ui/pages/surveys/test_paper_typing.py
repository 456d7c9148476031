"""Typing sheets from paper: digits only, the next sheet ready, what is wrong named at once."""

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.surveys.board import awaited
from desktop_app.surveys.paper_check import paper_check
from desktop_app.surveys.paper_code import PaperCode
from desktop_app.surveys.records import RoundDraft, SheetRecord, SurveyChannel, SurveyForm, SurveyPhase
from desktop_app.surveys.rounds import open_round, rounds
from desktop_app.surveys.taking import save_sheet, sheet, sheets
from tests.conftest import NOW
from tests.ui.looks import clipped_words, show_in_front
from tests.ui.pages.surveys.small_survey import small_round
from ui.pages.surveys.paper_dialog import typing_ground
from ui.pages.surveys.paper_typing import PaperTyping, before_typing
from ui.pages.surveys.retyping_dialog import Drawn, Retyping
from ui.pages.surveys.sheets_correcting import Correcting, SheetCorrecting
from ui.widgets.page import Panel
from ui.workspace import Workspace

Settle = Callable[[], None]
KEY = Qt.Key
# The small survey from its first row to its last: a minute of typing may take no second of the machine.
WHOLE = "1⏎1" + "13⏎" + "54" * 7 + "12" + "7⏎" + "05032020" + "Time⏎"
LONGEST_S = 3.0


@pytest.fixture
def form(workspace: Workspace) -> SurveyForm:
    return begun(workspace)


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> Panel:
    made = Panel(workspace)
    made.resize(1366, 768)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def paper(panel: Panel, form: SurveyForm) -> Iterator[PaperTyping]:
    dialog = shown(PaperTyping(panel, before_typing(panel.workspace.centre, form.round_id)))
    yield dialog
    dialog.done(0)


def begun(workspace: Workspace, **values: object) -> SurveyForm:
    workspace.centre.clock = FixedClock(NOW)
    return small_round(workspace.centre, **values)[0]


def shown(dialog: QDialog) -> QDialog:
    show_in_front(dialog)
    QApplication.processEvents()
    return dialog


def press(qtbot: QtBot, keys: str) -> None:
    """Each key goes to whatever has the focus then."""
    names = {"⏎": KEY.Key_Return, "←": KEY.Key_Backspace}
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), names.get(key, key))


def go_to(paper: PaperTyping, code: str) -> None:
    fields = paper.pad.entry.fields
    paper.pad.rows.chosen.emit(next(place for place, field in enumerate(fields) if field.code == code))


def kept(workspace: Workspace, form: SurveyForm) -> list[SheetRecord]:
    return workspace.centre.read(sheets, round_id=form.round_id)


def typed_in(workspace: Workspace, form: SurveyForm, **answers: object) -> int:
    found = {"form": "day", "B1.level": 2, **answers}
    return workspace.centre.write(save_sheet, round_id=form.round_id, answers=found, channel=SurveyChannel.PAPER).value


def test_a_sheet_is_typed_without_looking_up_and_the_next_one_is_ready(
    paper: PaperTyping, form: SurveyForm, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    before = time.process_time()
    press(qtbot, "⏎" + WHOLE)
    assert paper.pad.entry.field is None
    press(qtbot, "⏎")
    settle()
    assert time.process_time() - before < LONGEST_S
    (record,) = kept(workspace, form)
    answers = workspace.centre.read(sheet, response_id=record.id).answers
    assert (record.slip_number, record.channel) == (1, SurveyChannel.PAPER)
    assert answers["months"] == ("may", "july")
    assert answers["ranked"] == ("tests", "games")
    assert (answers["years"], answers["day"], answers["words"]) == (7, "2020-03-05", "Time")
    assert (answers["B7.importance"], answers["B7.level"]) == (5, 4)
    assert (paper.slip.text(), paper.pad.is_empty) == ("2", True)
    assert paper.slip.hasFocus()
    assert "Sheet 1 is saved" in paper.saved_line.text()


def test_what_is_no_answer_is_said_beside_the_question_and_the_typist_stays(paper: PaperTyping, qtbot: QtBot) -> None:
    press(qtbot, "⏎7")
    assert "“7” is no answer" in paper.pad.question.said.text()
    assert paper.pad.entry.at == 0
    press(qtbot, "1")
    assert paper.pad.question.said.text() == ""
    assert paper.pad.question.line.hasFocus()


def test_backspace_leads_back_through_words_to_the_number_of_the_sheet(paper: PaperTyping, qtbot: QtBot) -> None:
    press(qtbot, "⏎1")
    press(qtbot, "←")
    assert paper.pad.entry.at == 0
    press(qtbot, "←←")
    assert paper.slip.hasFocus()


def test_rows_with_two_marks_are_counted_where_the_sheet_is_saved(
    paper: PaperTyping, form: SurveyForm, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, "⏎.⏎⏎1+")
    settle()
    (record,) = kept(workspace, form)
    assert workspace.centre.read(sheet, response_id=record.id).answers == {"months": ("may",)}
    assert "1 row with two marks is kept as not answered" in paper.saved_line.text()


def test_an_answer_to_a_question_that_was_to_be_passed_over_is_left_out_and_said(
    paper: PaperTyping, form: SurveyForm, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, "⏎2⏎1+")
    settle()
    (record,) = kept(workspace, form)
    assert workspace.centre.read(sheet, response_id=record.id).answers == {"form": "online"}
    assert "1 answer to a question that was to be passed over is left out" in paper.saved_line.text()


def test_a_number_half_typed_is_kept_when_the_sheet_is_saved(
    paper: PaperTyping, form: SurveyForm, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, "⏎")
    go_to(paper, "years")
    press(qtbot, "42+")
    settle()
    (record,) = kept(workspace, form)
    assert workspace.centre.read(sheet, response_id=record.id).answers == {"years": 42}


def test_the_key_that_saves_does_so_at_an_open_answer_too(
    paper: PaperTyping, form: SurveyForm, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, "⏎2")
    assert paper.pad.question.line.hasFocus()
    press(qtbot, "+")
    settle()
    assert len(kept(workspace, form)) == 1


def test_a_half_typed_number_that_cannot_be_right_stops_the_saving(
    paper: PaperTyping, form: SurveyForm, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, "⏎1")
    go_to(paper, "years")
    press(qtbot, "99+")
    settle()
    assert kept(workspace, form) == []
    assert "99 is more than 60" in paper.pad.question.said.text()
    assert not paper.pad.is_empty


def test_what_the_numbers_of_a_list_stand_for_is_shown(paper: PaperTyping, qtbot: QtBot) -> None:
    press(qtbot, "⏎")
    go_to(paper, "months")
    assert paper.pad.question.meanings.lines == [("1", "May"), ("2", "June"), ("3", "July")]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1", "typed in already"),
        ("x", "not the number"),
        ("0", "not the number"),
        ("9" * 30, "not the number"),
        (PaperCode(99, 4, 1).text, "another survey"),
    ],
)
def test_a_wrong_sheet_is_named_before_anything_is_typed(
    workspace: Workspace, panel: Panel, form: SurveyForm, qtbot: QtBot, number: str, said: str
) -> None:
    typed_in(workspace, form)
    dialog = PaperTyping(panel, before_typing(workspace.centre, form.round_id))
    shown(dialog)
    dialog.slip.setText(number)
    press(qtbot, "⏎")
    assert said in dialog.pad.question.said.text()
    assert dialog.slip.hasFocus()
    dialog.done(0)


def test_a_sheet_of_another_survey_is_named_by_its_cohort(
    workspace: Workspace, panel: Panel, form: SurveyForm, qtbot: QtBot, settle: Settle
) -> None:
    asked = workspace.centre.read(rounds)[0]
    draft = RoundDraft(asked.questionnaire_id, asked.cohort_id, SurveyPhase.AFTER)
    other = workspace.centre.write(open_round, draft=draft).value
    dialog = PaperTyping(panel, before_typing(workspace.centre, form.round_id))
    shown(dialog)
    dialog.slip.setText(PaperCode(other, 5, 1).text)
    press(qtbot, "⏎")
    settle()
    assert dialog.pad.question.said.text() == "Sheet 5 belongs to MAT-26/11, “A small survey”. Put it aside."
    dialog.done(0)


def test_a_scanned_code_is_the_number_of_the_sheet(paper: PaperTyping, form: SurveyForm, qtbot: QtBot) -> None:
    press(qtbot, PaperCode(form.round_id, 12, 2).text + "⏎")
    assert paper.slip.text() == "12"
    assert paper.pad.hasFocus()


def test_who_handed_it_in_is_ticked_and_no_longer_offered(
    paper: PaperTyping, form: SurveyForm, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    paper.who.setFocus()
    press(qtbot, "2⏎")
    assert paper.pad.hasFocus()
    press(qtbot, "2⏎+")
    settle()
    answered = [each.number for each in workspace.centre.read(awaited, round_id=form.round_id) if each.has_answered]
    assert answered == [2]
    assert paper.who.value is None
    assert kept(workspace, form)[0].name == ""


def test_in_a_named_survey_the_name_comes_before_the_answers(
    workspace: Workspace, panel: Panel, qtbot: QtBot, settle: Settle
) -> None:
    form = begun(workspace, is_anonymous=False)
    dialog = PaperTyping(panel, before_typing(workspace.centre, form.round_id))
    shown(dialog)
    press(qtbot, "⏎")
    assert not dialog.pad.hasFocus()
    dialog.pad.take_focus()
    press(qtbot, "2⏎+")
    settle()
    assert "Say who answers" in dialog.pad.question.said.text()
    press(qtbot, "3⏎")
    press(qtbot, "+")
    settle()
    assert kept(workspace, form)[0].name.startswith("Gʻulomova")
    dialog.done(0)


def test_nothing_is_clipped(paper: PaperTyping) -> None:
    assert clipped_words(paper) == []


def test_a_sheet_is_corrected_on_the_same_pad(
    workspace: Workspace, panel: Panel, form: SurveyForm, qtbot: QtBot, settle: Settle
) -> None:
    response_id = typed_in(workspace, form)
    ground = typing_ground(workspace.centre, form.round_id)
    dialog = SheetCorrecting(panel, Correcting(ground, workspace.centre.read(sheet, response_id=response_id)))
    shown(dialog)
    press(qtbot, "2⏎+")
    settle()
    assert workspace.centre.read(sheet, response_id=response_id).answers == {"form": "online", "B1.level": 2}
    assert dialog.result() == QDialog.DialogCode.Accepted


@pytest.mark.parametrize(("choice", "level"), [("1", 2), ("2", 3)])
def test_two_typings_are_compared_and_the_right_one_is_kept(
    workspace: Workspace, panel: Panel, form: SurveyForm, qtbot: QtBot, settle: Settle, choice: str, level: int
) -> None:
    response_id = typed_in(workspace, form)
    centre = workspace.centre
    drawn = Drawn(centre.read(paper_check, round_id=form.round_id), centre.read(sheet, response_id=response_id))
    dialog = Retyping(panel, typing_ground(centre, form.round_id), drawn)
    shown(dialog)
    assert "sheet 1" in dialog.heading.text()
    press(qtbot, "1⏎⏎⏎⏎3+")
    settle()
    (line,) = dialog.differences.typings
    assert (line.first, line.second) == ("2", "3")
    press(qtbot, f"{choice}⏎")
    settle()
    assert centre.read(sheet, response_id=response_id).answers["B1.level"] == level
    check = centre.read(paper_check, round_id=form.round_id)
    assert (check.retyped, check.differing) == (1, 1)
    assert dialog.result() == QDialog.DialogCode.Accepted
