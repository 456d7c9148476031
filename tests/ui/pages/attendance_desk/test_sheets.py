"""The tab of printed sheets: print, scan a code, take in, keep scans, give up."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop_app.attendance.evidence import evidence_content, evidence_of
from desktop_app.attendance.sheet_issue import day_of, journal_of, week_of
from desktop_app.attendance.sheet_printing import sheet_again
from desktop_app.attendance.sheet_records import SheetKind, SheetLook, SheetState
from desktop_app.attendance.sheets import SheetFilter, sheets
from desktop_app.clock import FixedClock
from tests.attendance.printed_sheets import DAYS, MONDAY, Printable, issued, printable
from tests.conftest import NOW
from tests.ui.looks import clipped_words, show_in_front
from ui.navigation import Target
from ui.pages.attendance_desk import print_form
from ui.pages.attendance_desk.page import AttendanceDeskPage
from ui.pages.attendance_desk.sheet_dialogs import GiveUpDialog, SheetBackDialog, TakeOffDialog
from ui.pages.attendance_desk.sheet_print_dialog import SheetPrintDialog, ask_sheets
from ui.pages.attendance_desk.sheet_search import find
from ui.pages.attendance_desk.sheets import SheetsPanel
from ui.workspace import Workspace

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20
Settle = Callable[[], None]


@pytest.fixture
def course(workspace: Workspace) -> Printable:
    workspace.centre.clock = FixedClock(NOW)
    return printable(workspace.centre)


@pytest.fixture
def panel(workspace: Workspace, course: Printable, qtbot: QtBot, settle: Settle) -> SheetsPanel:
    """Two sheets printed: of a day that is long over, and the journal."""
    issued(workspace.centre, day_of(course.cohort_id, MONDAY), journal_of(course.cohort_id))
    page = AttendanceDeskPage(workspace)
    qtbot.addWidget(page)
    page.open("sheets")
    page.resize(1166, 768)
    show_in_front(page)
    settle()
    assert isinstance(page.panel, SheetsPanel)
    # Python must keep the page as long as its tab is used.
    page.panel.page = page  # type: ignore[attr-defined]
    return page.panel


def shown_numbers(panel: SheetsPanel) -> list[str]:
    model = panel.table.view.model()
    return [model.index(place, 0).data() for place in range(model.rowCount())]


def state_of(panel: SheetsPanel, number: str) -> SheetState:
    rows = {row.number: row.state for row in panel.workspace.centre.read(sheets, SheetFilter())}
    return rows[number]


def answer(monkeypatch: pytest.MonkeyPatch, dialog: type[QDialog], act: Callable[[QDialog], object]) -> None:
    """Where the form would wait for a person, ``act`` is done in it."""

    def wait(form: QDialog) -> int:
        form.show()
        try:
            act(form)
        finally:
            form.hide()
        return 0

    monkeypatch.setattr(dialog, "exec", wait)


def targets_of(workspace: Workspace) -> list[Target]:
    gone_to: list[Target] = []
    workspace.navigation_requested.connect(gone_to.append)
    return gone_to


def test_the_newest_sheet_stands_first_and_beside_it_what_it_is(panel: SheetsPanel, settle: Settle) -> None:
    assert shown_numbers(panel) == ["DV-2026-000002", "DV-2026-000001"]
    assert panel.pane.shown is not None
    assert panel.pane.shown.record.kind is SheetKind.JOURNAL
    assert clipped_words(panel) == []


def test_not_returned_shows_only_sheets_that_should_be_back(panel: SheetsPanel, settle: Settle) -> None:
    panel.show_missing()
    settle()
    assert shown_numbers(panel) == ["DV-2026-000001"]


def test_a_scanned_code_takes_the_sheet_in_and_opens_its_lesson(
    panel: SheetsPanel, course: Printable, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone_to = targets_of(panel.workspace)

    def take_in(form: QDialog) -> None:
        assert isinstance(form, SheetBackDialog)
        assert clipped_words(form) == []
        QTest.keyClick(form, Qt.Key.Key_Return)
        settle()

    answer(monkeypatch, SheetBackDialog, take_in)
    panel.code_box.setFocus()
    panel.code_box.setText("dv-2026-000001")
    QTest.keyClick(panel.code_box, Qt.Key.Key_Return)
    settle()
    assert state_of(panel, "DV-2026-000001") is SheetState.RETURNED
    assert gone_to == [Target("cohort", (course.cohort_id, "attendance", course.lessons[0]))]
    assert panel.code_box.text() == ""


def test_a_sheet_can_be_taken_in_with_its_photo_without_going_anywhere(
    panel: SheetsPanel, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    photo = tmp_path / "varaq.jpg"
    photo.write_bytes(PHOTO)
    gone_to = targets_of(panel.workspace)
    told: list[str] = []
    panel.workspace.notice_requested.connect(lambda text, _undo, _link: told.append(text))

    def take_in(form: QDialog) -> None:
        assert isinstance(form, SheetBackDialog)
        form.field("file").set_value(photo)
        form.field("goes_on").set_value(False)
        form.save()
        settle()

    answer(monkeypatch, SheetBackDialog, take_in)
    panel.go_to("DV-2026-000002")
    settle()
    centre = panel.workspace.centre
    (kept,) = centre.read(evidence_of, sheet_id=2)
    assert centre.read(evidence_content, file_id=kept.id) == ("varaq.jpg", PHOTO)
    assert state_of(panel, "DV-2026-000002") is SheetState.RETURNED
    assert (gone_to, told) == ([], ["1 sheet came back."])


def test_a_file_that_is_no_scan_is_told_under_its_field_and_nothing_is_taken_in(
    panel: SheetsPanel, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    note = tmp_path / "xat.txt"
    note.write_bytes(b"salom")
    errors: list[str] = []

    def take_in(form: QDialog) -> None:
        assert isinstance(form, SheetBackDialog)
        form.field("file").set_value(note)
        form.save()
        settle()
        errors.append(form.field("file").error)

    answer(monkeypatch, SheetBackDialog, take_in)
    panel.go_to("2026-1")
    settle()
    assert "xat.txt" in errors[0]
    assert state_of(panel, "DV-2026-000001") is SheetState.MISSING


def test_a_code_that_is_none_is_marked_and_stays_to_be_typed_over(panel: SheetsPanel, settle: Settle) -> None:
    panel.code_box.setText("salom")
    QTest.keyClick(panel.code_box, Qt.Key.Key_Return)
    settle()
    assert panel.code_box.selectedText() == "salom"
    assert panel.code_box.hasFocus()


def test_returned_by_key_can_be_undone(panel: SheetsPanel, settle: Settle) -> None:
    undone: list[Callable[[], object]] = []
    panel.workspace.notice_requested.connect(lambda _text, undo, _link: undone.append(undo))
    panel.table.select(lambda row: row.number == "DV-2026-000001")
    panel.table.view.setFocus()
    QTest.keyClick(
        panel.table.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    settle()
    assert state_of(panel, "DV-2026-000001") is SheetState.RETURNED
    undone[0]()
    settle()
    assert state_of(panel, "DV-2026-000001") is SheetState.MISSING


def test_giving_up_asks_for_a_word(panel: SheetsPanel, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(form: QDialog) -> None:
        assert isinstance(form, GiveUpDialog)
        form.save()
        assert form.field("note").error
        form.field("note").set_value("yoʻqolgan")
        form.save()
        settle()

    answer(monkeypatch, GiveUpDialog, give_up)
    panel.table.select(lambda row: row.number == "DV-2026-000001")
    panel.give_up_chosen()
    settle()
    assert state_of(panel, "DV-2026-000001") is SheetState.GIVEN_UP


def test_several_scans_are_added_and_one_is_taken_off_with_a_reason(
    panel: SheetsPanel, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = [tmp_path / "bir.jpg", tmp_path / "ikki.jpg"]
    for place, file in enumerate(files):
        file.write_bytes(PHOTO + bytes([place]))
    panel.pane.add_scans(files)
    settle()
    assert [scan.file_name for scan in panel.pane.shown.scans] == ["bir.jpg", "ikki.jpg"]  # type: ignore[union-attr]

    def take_off(form: QDialog) -> None:
        assert isinstance(form, TakeOffDialog)
        form.field("reason").set_value("boshqa varaqaniki")
        form.save()
        settle()

    answer(monkeypatch, TakeOffDialog, take_off)
    panel.pane.scans.select(lambda scan: scan.file_name == "bir.jpg")
    panel.pane.take_off_chosen()
    settle()
    assert [scan.file_name for scan in panel.pane.shown.scans] == ["ikki.jpg"]  # type: ignore[union-attr]


def test_scans_find_their_sheets_and_the_register_shows_it(panel: SheetsPanel, settle: Settle, tmp_path: Path) -> None:
    told: list[str] = []
    panel.workspace.notice_requested.connect(lambda text, _undo, _link: told.append(text))
    scan, note = tmp_path / "skan.pdf", tmp_path / "xat.pdf"
    scan.write_bytes(sheet_again(panel.workspace.centre, sheet_id=1, look=SheetLook()))
    note.write_bytes(b"salom")
    panel.take_in_scans([scan, note])
    settle()
    assert told[0].startswith("1 sheet is taken in. 1 file has no readable code: xat.pdf. Type the number")
    assert state_of(panel, "DV-2026-000001") is SheetState.RETURNED
    panel.state_box.choose(SheetState.RETURNED)
    panel.refresh()
    settle()
    assert shown_numbers(panel) == ["DV-2026-000001"]


def test_the_search_of_everything_finds_a_sheet_by_its_code_alone(panel: SheetsPanel) -> None:
    centre = panel.workspace.centre
    (hit,) = find(centre, "ВМ-2026-000001")
    assert hit.target == Target("attendance_desk", ("sheets", "DV-2026-000001"))
    for typed in ("Azimova", "2026-1", "DV-2026-000999"):
        assert find(centre, typed) == []


def test_the_form_shows_the_first_sheet_and_writes_all_of_the_week(
    panel: SheetsPanel, course: Printable, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printable(panel.workspace.centre, code="FIZ-1")
    out = tmp_path / "hafta.pdf"
    monkeypatch.setattr(print_form, "choose_target", lambda *_args, **_kwargs: out)

    def write(form: QDialog) -> None:
        assert isinstance(form, SheetPrintDialog)
        settle()
        assert form.field("kind").value is SheetKind.WEEK
        assert form.field("cohort").value == 0
        assert clipped_words(form) == []
        form.field("columns").set_value(["workplace"])
        form.field("blank_rows").set_value(5)
        form.ask_file()

    answer(monkeypatch, SheetPrintDialog, write)
    SheetPrintDialog.ask(panel, day=MONDAY)
    settle()
    document = pypdfium2.PdfDocument(out)
    assert len(document) == 2
    document.close()
    settings = panel.workspace.settings
    assert (settings.sheet_columns, settings.sheet_blank_rows) == (["workplace"], 5)
    assert "DV-2026-000004" in shown_numbers(panel)


def test_from_the_register_only_its_cohort_and_its_day_are_offered(
    panel: SheetsPanel, course: Printable, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[object, object]] = []

    def look(form: QDialog) -> None:
        assert isinstance(form, SheetPrintDialog)
        settle()
        seen.append((form.field("cohort").value, form.field("day").value))

    class Here:
        cohort_id, enrolment_id, session_id = course.cohort_id, None, course.lessons[-1]

    answer(monkeypatch, SheetPrintDialog, look)
    ask_sheets(panel, Here())
    settle()
    assert seen == [(course.cohort_id, DAYS[2])]


def test_days_without_lessons_are_told_in_the_form(
    panel: SheetsPanel, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[str] = []

    def look(form: QDialog) -> None:
        assert isinstance(form, SheetPrintDialog)
        settle()
        errors.append(form.field("cohort").error)

    answer(monkeypatch, SheetPrintDialog, look)
    SheetPrintDialog.ask(panel, day=MONDAY.replace(year=2030))
    assert errors == ["No cohort has lessons then."]


def test_a_sheet_of_the_same_week_is_offered_as_the_copy_that_it_is(panel: SheetsPanel, course: Printable) -> None:
    first = issued(panel.workspace.centre, week_of(course.cohort_id, MONDAY))[0]
    again = issued(panel.workspace.centre, week_of(course.cohort_id, MONDAY))[0]
    assert (first.number, again.is_copy) == (again.number, True)
