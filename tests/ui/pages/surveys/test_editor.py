"""The editor of questionnaires on a real centre, by the keys and clicks of who writes one."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.questionnaires.checking import definition_faults
from desktop_app.questionnaires.model import ItemKind, Questionnaire, Source
from desktop_app.surveys.records import QuestionnaireRow, QuestionnaireState
from desktop_app.surveys.shelf import put_in_use, questionnaires, save_draft
from tests.ui.looks import clipped_words, show_in_front
from tests.ui.pages.surveys.small_survey import SURVEY
from ui.pages.surveys import shelf_acts
from ui.pages.surveys.editor_condition import ConditionField
from ui.pages.surveys.editor_lines import LinesField
from ui.pages.surveys.editor_page import SHELF, EditorPage
from ui.pages.surveys.editor_scales import ScalesField
from ui.pages.surveys.editor_texts import TextBox
from ui.widgets.chooser import Chooser
from ui.workspace import Workspace

Settle = Callable[[], None]
Type = Callable[[QWidget, str], None]
FORM, MATRIX = (0, 1), (1, 0)
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, settle: Settle) -> EditorPage:
    return opened(qtbot, workspace, settle, SURVEY)


def opened(
    qtbot: QtBot, workspace: Workspace, settle: Settle, draft: Questionnaire, *, is_in_use: bool = False
) -> EditorPage:
    questionnaire_id = workspace.centre.write(save_draft, draft=draft).value
    if is_in_use:
        workspace.centre.write(put_in_use, questionnaire_id=questionnaire_id)
    page = EditorPage(workspace)
    qtbot.addWidget(page)
    page.resize(1166, 768)
    page.open(questionnaire_id)
    show_in_front(page)
    settle()
    return page


def found(page: EditorPage, kind: type[QWidget], name: str) -> QWidget:
    assert page.form is not None
    widget = page.form.findChild(kind, name)
    assert widget is not None, name
    return widget


def kept(workspace: Workspace, code: str = "small") -> list[QuestionnaireRow]:
    return [row for row in workspace.centre.read(questionnaires) if row.questionnaire.code == code]


def condition(page: EditorPage) -> ConditionField:
    assert page.form is not None
    field = page.form.findChild(ConditionField)
    assert isinstance(field, ConditionField)
    return field


def pause(page: EditorPage, settle: Settle) -> None:
    """The hands rest: what was typed is saved."""
    page._save_soon.stop()
    page._pause()
    settle()


def test_a_question_is_written_by_keys_alone(
    page: EditorPage, qtbot: QtBot, workspace: Workspace, settle: Settle, type_text: Type
) -> None:
    page.open((page._wanted[0], FORM))
    page.add_item(ItemKind.ONE)
    question = page.window().focusWidget()
    assert isinstance(question, TextBox)
    type_text(question, "Ishlaysizmi?")
    first = found(page, QLineEdit, "options.0.uz")
    first.setFocus()
    type_text(first, "ha")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    type_text(page.window().focusWidget(), "yoʻq")
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
    type_text(page.window().focusWidget(), "boshqa")
    qtbot.mouseClick(found(page, QCheckBox, "options.2.mark"), Qt.MouseButton.LeftButton)
    pause(page, settle)
    item = kept(workspace)[0].questionnaire.sections[0].items[2]
    assert (item.code, item.text) == ("Q1", {"uz": "Ishlaysizmi?"})
    assert [(option.code, option.text) for option in item.options] == [
        ("1", {"uz": "ha"}),
        ("2", {"uz": "yoʻq"}),
        ("3", {"uz": "boshqa"}),
    ]
    assert item.other == "3"


def test_questions_of_all_kinds_can_be_begun_one_after_another(
    page: EditorPage, workspace: Workspace, settle: Settle
) -> None:
    page.outline.setFocus()
    for kind in ItemKind:
        page.add_item(kind)
        page.outline.setFocus()
    pause(page, settle)
    begun = [item.kind for item in kept(workspace)[0].questionnaire.sections[-1].items]
    assert begun[-len(ItemKind) :] == list(ItemKind)


def test_everything_is_undone_to_the_beginning_and_done_again(page: EditorPage, qtbot: QtBot, type_text: Type) -> None:
    page.open((page._wanted[0], FORM))
    editor = found(page, TextBox, "text.en")
    editor.setFocus()
    type_text(editor, "And why? ")
    page.delete()
    page.add_section()
    written = page.questionnaire
    for _act in range(3):
        qtbot.keyClick(page.window().focusWidget() or page, Qt.Key.Key_Z, CONTROL)
    assert page.questionnaire == SURVEY
    for _act in range(3):
        qtbot.keyClick(page.window().focusWidget() or page, Qt.Key.Key_Y, CONTROL)
    assert page.questionnaire == written


def test_undoing_in_a_line_brings_the_words_back_and_stays_in_the_line(
    page: EditorPage, qtbot: QtBot, type_text: Type
) -> None:
    page.open((page._wanted[0], FORM))
    editor = found(page, TextBox, "text.ru")
    editor.setFocus()
    type_text(editor, "да ")
    qtbot.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    again = page.window().focusWidget()
    assert isinstance(again, TextBox)
    assert (again.objectName(), again.toPlainText()) == ("text.ru", "Which form? (ru)")


def test_alt_and_arrows_move_a_question_and_the_choice_goes_along(page: EditorPage, qtbot: QtBot) -> None:
    page.open((page._wanted[0], FORM))
    page.outline.setFocus()
    qtbot.keyClick(page.outline, Qt.Key.Key_Down, ALT)
    assert [item.code for item in page.questionnaire.sections[0].items] == ["hello", "bed", "form", "months"]
    assert page.outline.place == (0, 2)


def test_a_deleted_question_comes_back_from_the_banner(page: EditorPage, qtbot: QtBot) -> None:
    page.open((page._wanted[0], FORM))
    page.outline.setFocus()
    qtbot.keyClick(page.outline, Qt.Key.Key_Delete)
    assert "form" not in [item.code for item in page.questionnaire.items]
    assert page.banner.offers_undo
    page.undo()
    assert page.questionnaire == SURVEY


def test_a_list_copied_from_a_workbook_becomes_as_many_answers(page: EditorPage, qtbot: QtBot) -> None:
    page.open((page._wanted[0], FORM))
    QGuiApplication.clipboard().setText("Ertalab\nKunduzi\nKechqurun\nTunda\n")
    line = found(page, QLineEdit, "options.0.uz")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_V, CONTROL)
    options = page.questionnaire.item("form").options
    assert [option.text["uz"] for option in options] == ["Ertalab", "Kunduzi", "Kechqurun", "Tunda"]
    assert options[0].text["ru"] == "Day (ru)"
    assert len({option.code for option in options}) == 4


def test_cyrillic_that_nobody_wrote_is_shown_as_the_program_writes_it(page: EditorPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(found(page, QCheckBox, "languages.uz_Cyrl"), Qt.MouseButton.LeftButton)
    line = found(page, QLineEdit, "title.uz_Cyrl")
    assert isinstance(line, QLineEdit)
    assert (line.text(), line.placeholderText()) == ("", "А смалл сурвей (уз)")
    assert "uz_Cyrl" not in page.questionnaire.title


def test_the_last_language_cannot_be_taken_away(page: EditorPage, qtbot: QtBot) -> None:
    for code in ("uz", "ru", "en"):
        qtbot.mouseClick(found(page, QCheckBox, f"languages.{code}"), Qt.MouseButton.LeftButton)
    assert page.questionnaire.languages == ("en",)
    assert page.questionnaire.title == SURVEY.title


def test_conditions_are_put_together_from_the_questions_before(page: EditorPage, qtbot: QtBot) -> None:
    page.open((page._wanted[0], (2, 1)))
    condition(page)._add()
    question = found(page, Chooser, "relevant.0.question")
    assert isinstance(question, Chooser)
    assert [choice.value for choice in question.choices][:3] == ["form", "bed", "months"]
    question.choose("months")
    question.chosen.emit("months")
    assert page.questionnaire.item("years").relevant == "selected(${months}, 'may')"
    answer = found(page, Chooser, "relevant.0.answer")
    assert isinstance(answer, Chooser)
    answer.chosen.emit("june")
    assert page.questionnaire.item("years").relevant == "selected(${months}, 'june')"


def test_an_expression_that_cannot_be_read_is_said_below_it(page: EditorPage, qtbot: QtBot, type_text: Type) -> None:
    page.open((page._wanted[0], (2, 1)))
    line = found(page, QLineEdit, "constraint")
    line.setFocus()
    type_text(line, " and")
    wrong = line.parentWidget().wrong
    assert wrong.isVisible()
    assert wrong.text()


def test_a_question_takes_a_new_code_only_if_it_is_free(page: EditorPage, qtbot: QtBot) -> None:
    page.open((page._wanted[0], FORM))
    code = found(page, QLineEdit, "code")
    assert isinstance(code, QLineEdit)
    for typed in ("bed", "shakl"):
        code.setText(typed)
        code.editingFinished.emit()
    assert page.questionnaire.item("bed").relevant == "${shakl} = 'day'"


def test_answers_from_a_list_of_the_centre_need_no_lines(page: EditorPage, qtbot: QtBot) -> None:
    page.open((page._wanted[0], FORM))
    source = found(page, Chooser, "source")
    assert isinstance(source, Chooser)
    source.chosen.emit(Source.DISTRICTS)
    assert page.questionnaire.item("form").options == ()
    assert page.form is not None
    assert page.form.findChild(LinesField) is None


def test_a_table_asks_for_competences_with_one_click(page: EditorPage, qtbot: QtBot) -> None:
    page.open((page._wanted[0], (2, 0)))
    page.add_item(ItemKind.MATRIX)
    place = page.outline.place
    item = page.questionnaire.sections[place[0]].items[place[1]]
    assert not item.is_competences
    scales = page.form.findChild(ScalesField) if page.form is not None else None
    assert scales is not None
    link = next(button for button in scales.findChildren(QPushButton) if button.text().startswith("Importance"))
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    item = page.questionnaire.sections[place[0]].items[place[1]]
    assert item.is_competences


def test_what_is_in_use_stays_and_a_change_begins_a_draft(
    qtbot: QtBot, workspace: Workspace, settle: Settle, type_text: Type
) -> None:
    page = opened(qtbot, workspace, settle, SURVEY, is_in_use=True)
    assert "stays as it is" in page.banner.text
    line = found(page, QLineEdit, "title.en")
    line.setFocus()
    type_text(line, "!")
    pause(page, settle)
    states = [(row.questionnaire.edition, row.state, row.questionnaire.title["en"]) for row in kept(workspace)]
    assert states == [
        (2, QuestionnaireState.DRAFT, "!A small survey"),
        (1, QuestionnaireState.IN_USE, "A small survey"),
    ]
    type_text(line, "!")
    pause(page, settle)
    assert [row.questionnaire.edition for row in kept(workspace)] == [2, 1]


def test_looking_at_a_questionnaire_changes_nothing(page: EditorPage, workspace: Workspace, settle: Settle) -> None:
    for place in ((), (0,), FORM, MATRIX, (2, 0), (2, 1), (2, 3)):
        page.open((page._wanted[0], place))
    pause(page, settle)
    assert page.questionnaire == SURVEY
    assert [row.version for row in kept(workspace)] == [1]


def test_leaving_the_page_saves_what_was_typed_last(
    page: EditorPage, workspace: Workspace, settle: Settle, type_text: Type
) -> None:
    line = found(page, QLineEdit, "title.en")
    type_text(line, "?")
    page.hide()
    settle()
    assert kept(workspace)[0].questionnaire.title["en"] == "?A small survey"


def test_somebody_elses_change_is_not_written_over(
    page: EditorPage, workspace: Workspace, settle: Settle, type_text: Type
) -> None:
    row = kept(workspace)[0]
    other = replace(SURVEY, title={"uz": "Boshqa"})
    workspace.centre.write(save_draft, draft=other, questionnaire_id=row.id)
    type_text(found(page, QLineEdit, "title.en"), "?")
    pause(page, settle)
    assert page.banner.text
    assert kept(workspace)[0].questionnaire.title == {"uz": "Boshqa"}


def test_what_is_wrong_is_named_and_led_to_before_it_is_used(
    page: EditorPage, workspace: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open((page._wanted[0], FORM))
    page.add_item(ItemKind.ONE)
    asked = []

    def choose_first(dialog: shelf_acts.FaultsDialog) -> int:
        asked.append(dialog.list.count())
        dialog.save()
        return 1

    monkeypatch.setattr(shelf_acts.FaultsDialog, "exec", choose_first)
    targets = []
    workspace.navigation_requested.connect(targets.append)
    page._bring_into_use()
    settle()
    assert asked == [len(definition_faults(page.questionnaire))]
    assert [target.argument for target in targets] == [(page._wanted[0], (0, 2))]
    assert kept(workspace)[0].state is QuestionnaireState.DRAFT


def test_a_sound_draft_is_put_in_use_from_the_editor(page: EditorPage, workspace: Workspace, settle: Settle) -> None:
    targets = []
    workspace.navigation_requested.connect(targets.append)
    page._bring_into_use()
    settle()
    assert kept(workspace)[0].state is QuestionnaireState.IN_USE
    assert targets == [SHELF]


def test_f8_leads_from_remark_to_remark(page: EditorPage, qtbot: QtBot) -> None:
    page.open((page._wanted[0], (2, 0)))
    page.add_item(ItemKind.DATE)
    page.open((page._wanted[0], ()))
    page.outline.setFocus()
    qtbot.keyClick(page.outline, Qt.Key.Key_F8)
    assert page.outline.place == (2, 1)


@pytest.mark.parametrize("place", [(), (0,), FORM, MATRIX, (2, 1)])
def test_no_word_of_the_editor_is_cut(page: EditorPage, place: tuple[int, ...], settle: Settle) -> None:
    page.open((page._wanted[0], place))
    settle()
    assert clipped_words(page) == []


def test_the_line_with_the_cursor_is_moved_and_taken_out_by_keys_and_by_clicks(page: EditorPage, qtbot: QtBot) -> None:
    page.open((page._wanted[0], FORM))
    line = found(page, QLineEdit, "options.0.ru")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Down, ALT)
    assert [option.code for option in page.questionnaire.item("form").options] == ["online", "day", "other"]
    moved = page.window().focusWidget()
    assert moved.objectName() == "options.1.ru"
    lines = page.form.findChild(LinesField) if page.form is not None else None
    assert lines is not None
    for tool in lines.findChildren(QToolButton)[::2]:
        qtbot.mouseClick(tool, Qt.MouseButton.LeftButton)
    assert [option.code for option in page.questionnaire.item("form").options] == ["online", "other"]


def test_what_was_put_in_use_elsewhere_is_read_anew(
    page: EditorPage, workspace: Workspace, settle: Settle, type_text: Type
) -> None:
    page.open((page._wanted[0], FORM))
    workspace.broadcast(workspace.centre.write(put_in_use, questionnaire_id=page._wanted[0]).changes)
    settle()
    assert "stays as it is" in page.banner.text
    assert page.outline.place == FORM
    type_text(found(page, TextBox, "text.en"), "?")
    pause(page, settle)
    assert [row.state for row in kept(workspace)] == [QuestionnaireState.DRAFT, QuestionnaireState.IN_USE]


def test_without_a_title_it_is_said_and_what_is_written_next_is_kept_with_it(
    page: EditorPage, workspace: Workspace, settle: Settle, type_text: Type
) -> None:
    for code in ("uz", "ru", "en"):
        line = found(page, QLineEdit, f"title.{code}")
        assert isinstance(line, QLineEdit)
        line.selectAll()
        line.del_()
        line.textEdited.emit("")
    pause(page, settle)
    assert page.banner.text == "Give the questionnaire a title."
    assert kept(workspace)[0].questionnaire == SURVEY
    type_text(line, "Yangi")
    pause(page, settle)
    assert kept(workspace)[0].questionnaire.title == {"en": "Yangi"}
    assert page.banner.text == ""
