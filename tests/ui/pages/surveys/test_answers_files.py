"""Files of answers in the window: looked at row by row, decided on, taken in, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.rosters.problems import RowState
from desktop_app.surveys.answers_importing import judged
from desktop_app.surveys.answers_records import AnswersPreview, Wanted
from desktop_app.surveys.records import RoundDraft
from desktop_app.surveys.rounds import open_round
from desktop_app.surveys.taking import sheets
from tests.surveys.answers_made import answers_file, kept_answers, on_shelf
from tests.ui.looks import clipped_words
from ui.models.table_model import ROW_ROLE
from ui.pages.surveys.answers_button import AnswersButton
from ui.pages.surveys.answers_dialogs import AnswersExportDialog, AnswersFileDialog, ColumnDialog
from ui.pages.surveys.answers_preview import AnswersPreviewDialog
from ui.workspace import Workspace

Settle = Callable[[], None]
TABLE = """
    q1  | q3 | Baho
    yes | 4  | 5
    no  | 99 | 1
        |    |
"""


class Owner(QWidget):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace


@pytest.fixture
def round_id(workspace: Workspace) -> int:
    draft = RoundDraft(on_shelf(workspace.centre), title="Ochiq")
    return workspace.centre.write(open_round, draft=draft).value


@pytest.fixture
def owner(workspace: Workspace, qtbot: QtBot) -> Owner:
    made = Owner(workspace)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def preview(workspace: Workspace, round_id: int) -> AnswersPreview:
    return judged(workspace.centre, answers_file(TABLE), wanted=Wanted(round_id))


@pytest.fixture
def dialog(owner: Owner, preview: AnswersPreview, settle: Settle) -> AnswersPreviewDialog:
    made = AnswersPreviewDialog(owner, preview)
    made.show()
    settle()
    return made


def test_what_waits_for_somebody_stands_first_and_nothing_is_clipped(dialog: AnswersPreviewDialog) -> None:
    model = dialog.table.view.model()
    states = [model.index(place, 0).data(ROW_ROLE).state for place in range(model.rowCount())]
    assert states == [RowState.REJECTED, RowState.READY, RowState.IGNORED]
    assert dialog.save_button.isEnabled()
    assert clipped_words(dialog) == []
    dialog.close()


def test_a_refused_sheet_is_taken_in_without_its_wrong_answer_by_space(
    workspace: Workspace, dialog: AnswersPreviewDialog, round_id: int, qtbot: QtBot, settle: Settle
) -> None:
    dialog.table.select_place(0)
    dialog.table.view.setFocus()
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_Space)
    assert dialog.taken == {3}
    dialog.save()
    settle()
    assert dialog.outcome.answers == 2
    assert {"q1": "no"} in kept_answers(workspace.centre, round_id)


def test_a_column_is_given_its_question_and_the_file_is_read_again(
    dialog: AnswersPreviewDialog, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(asked: ColumnDialog) -> int:
        # The dialog waits for a person: here it is answered instead.
        assert asked.field("header").value == "Baho"
        asked.field("code").set_value("q4")
        asked.save()
        return int(asked.result())

    monkeypatch.setattr(ColumnDialog, "exec", choose)
    dialog.say_column()
    settle()
    assert dialog.preview.table.unknown == ()
    assert [row.answered for row in dialog.preview.rows if row.state is RowState.READY] == [3]
    dialog.close()


def test_a_file_is_chosen_taken_in_and_taken_back_from_the_banner(
    workspace: Workspace,
    owner: Owner,
    round_id: int,
    tmp_path: Path,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "javoblar.csv"
    path.write_text("q1;q3\nyes;4\n", encoding="utf-8")

    def give_file(asked: AnswersFileDialog) -> int:
        asked.field("file").set_value(path)
        asked.save()
        settle()
        return int(asked.result())

    def take_in(asked: AnswersPreviewDialog) -> int:
        asked.save()
        settle()
        return int(asked.result())

    monkeypatch.setattr(AnswersFileDialog, "exec", give_file)
    monkeypatch.setattr(AnswersPreviewDialog, "exec", take_in)
    undos: list[Callable[[], object]] = []
    workspace.notice_requested.connect(lambda _text, undo, _link: undos.append(undo))
    button = AnswersButton(owner, lambda: (round_id, "Ochiq"))
    menu = button.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    settle()
    assert len(workspace.centre.read(sheets, round_id=round_id)) == 1
    undos[0]()
    settle()
    assert workspace.centre.read(sheets, round_id=round_id) == []


def test_no_word_of_the_export_is_clipped(owner: Owner, settle: Settle) -> None:
    asked = AnswersExportDialog(owner)
    asked.show()
    settle()
    assert clipped_words(asked) == []
    asked.save()
    wishes, kind = asked.outcome
    assert (wishes.has_labels, wishes.is_split, kind.ending) == (True, True, ".xlsx")
