"""Many cards changed at once from the list, taken back, and the list taken out to Excel."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.people.bulk import BulkField, bulk_edits
from desktop_app.people.consents import give_consent
from desktop_app.people.filters import chosen_ids
from desktop_app.people.records import PeopleFilter, PersonDraft
from desktop_app.people.service import save_person
from tests.ui.looks import clipped_words, when_asked
from ui import files
from ui.pages.people.bulk_dialog import BulkDialog
from ui.pages.people.bulk_ledger import BulkLedger
from ui.pages.people.consents_dialog import ConsentsDialog
from ui.pages.people.export_dialog import ExportDialog
from ui.pages.people.list_page import PeoplePage
from ui.workspace import Workspace

Settle = Callable[[], None]
JSHSHIR = "40711904150273"


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> PeoplePage:
    for surname, subject in (("Aliyev", "FIZ"), ("Boboyev", "KIM"), ("Davronov", "KIM")):
        jshshir = JSHSHIR if surname == "Aliyev" else ""
        draft = PersonDraft(surname=surname, given_name="Ali", subject_code=subject, jshshir=jshshir)
        workspace.centre.write(save_person, draft)
    made = PeoplePage(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    settle()
    return made


def with_subject(workspace: Workspace, code: str) -> int:
    return len(workspace.centre.read(chosen_ids, PeopleFilter(subject_code=code)))


def change_subject(qtbot: QtBot, settle: Settle, code: str, told: list[str]) -> Callable[[BulkDialog], None]:
    """Choose the subject, look at what would change, and do it: Enter twice."""

    def fill(dialog: BulkDialog) -> None:
        dialog.field("field").set_value(BulkField.SUBJECT)
        dialog.field("field").edited.emit()
        dialog.field("value").set_value(code)
        assert clipped_words(dialog) == []
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        settle()
        told.append(dialog.told.text())
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        settle()

    return fill


def test_all_whom_the_list_shows_are_changed_after_a_look_and_taken_back(
    page: PeoplePage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    undone: list[Callable[[], object]] = []
    workspace.notice_requested.connect(lambda _text, undo, _link: undone.append(undo))
    told: list[str] = []
    when_asked(BulkDialog, change_subject(qtbot, settle, "FIZ", told))
    qtbot.keyClick(page, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert told[0].splitlines() == [
        "2 cards will say: Physics (and astronomy).",
        "Now they say: Chemistry (2).",
        "1 card says so already.",
    ]
    assert with_subject(workspace, "FIZ") == 3
    undone[0]()
    settle()
    assert with_subject(workspace, "FIZ") == 1


def test_of_a_selection_only_the_selected_are_changed(
    page: PeoplePage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    page.table.view.clearSelection()
    for place in (0, 1):
        page.table.view.selectionModel().select(page.model.index(place, 0), rows)
    when_asked(BulkDialog, change_subject(qtbot, settle, "BIO", []))
    page.bulk.change()
    settle()
    assert (with_subject(workspace, "BIO"), with_subject(workspace, "KIM")) == (2, 1)


def test_an_earlier_change_is_taken_back_from_the_list_of_them(
    page: PeoplePage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    when_asked(BulkDialog, change_subject(qtbot, settle, "BIO", []))
    page.bulk.change()
    settle()

    def choose(dialog: BulkLedger) -> None:
        assert clipped_words(dialog) == []
        dialog.save_button.click()

    def go_to_ledger(dialog: BulkDialog) -> None:
        when_asked(BulkLedger, choose)
        qtbot.keyClick(dialog, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)

    notices: list[str] = []
    workspace.notice_requested.connect(lambda text, _undo, _link: notices.append(text))
    when_asked(BulkDialog, go_to_ledger)
    page.bulk.change()
    settle()
    assert notices == ["3 cards are as they were."]
    assert with_subject(workspace, "KIM") == 2
    assert workspace.centre.read(bulk_edits)[0].undone_at is not None


def test_forms_of_consent_are_made_for_those_who_gave_none(
    page: PeoplePage, workspace: Workspace, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "rozilik.pdf"
    # The system's own file dialog cannot be driven by a test.
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_arguments: (str(out), ""))
    (someone, *_rest) = workspace.centre.read(chosen_ids, PeopleFilter())
    workspace.centre.write(give_consent, person_id=someone, given_on=date(2026, 9, 1), form="paper")
    notices: list[str] = []
    workspace.notice_requested.connect(lambda text, _undo, _link: notices.append(text))

    def agree(dialog: ConsentsDialog) -> None:
        assert clipped_words(dialog) == []
        dialog.save()

    when_asked(ConsentsDialog, agree)
    page.bulk.print_forms()
    settle()
    assert out.read_bytes().startswith(b"%PDF")
    assert notices == ["The file has forms for 2 people. 1 person has given a consent that holds and needs none."]


@pytest.mark.parametrize("with_numbers", [False, True])
def test_the_list_goes_to_excel_with_codes_and_masked_numbers(
    page: PeoplePage,
    workspace: Workspace,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    with_numbers: bool,
) -> None:
    out = tmp_path / "people.xlsx"
    # The system's own file dialog cannot be driven by a test.
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_arguments: (str(out), ""))

    def agree(dialog: ExportDialog) -> None:
        dialog.field("with_numbers").set_value(with_numbers)
        dialog.save()

    page.filters.choose(PeopleFilter(subject_code="FIZ"))
    settle()
    when_asked(ExportDialog, agree)
    page.bulk.export()
    settle()
    with CalamineWorkbook.from_path(out) as book:
        titles, row = book.get_sheet_by_index(0).to_python()[3:]
    found = dict(zip(titles, row, strict=True))
    assert found["Full name"] == "Aliyev Ali"
    assert (found["Subject"], found["Code of the subject"]) == ("Physics (and astronomy)", "FIZ")
    assert (found["JShShIR"] == JSHSHIR) is with_numbers
    (entry,) = workspace.centre.read(journal_page, JournalFilter(entity="list"), offset=0, limit=5)
    facts = {change.field: change.after for change in entry.changes}
    assert (facts["rows"], facts["full_numbers"]) == (1, with_numbers)
