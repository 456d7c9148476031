"""The tab of marks from files, and the export of registers: by the keyboard, with what may go wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.attendance.importing import marks_imports, preview_marks
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.clock import FixedClock
from desktop_app.marks.records import MarkValue
from tests.attendance.marks_made import Cohort, made_cohort, marks, saved
from tests.conftest import NOW
from tests.ui.looks import clipped_words
from ui.pages.attendance.actions import Spot
from ui.pages.attendance_desk import export_dialog
from ui.pages.attendance_desk.export_dialog import CSV, RegisterExportDialog, ask_export
from ui.pages.attendance_desk.import_dialogs import MarksFileDialog, WhoDialog, open_cohorts
from ui.pages.attendance_desk.imports import ImportsPanel
from ui.pages.attendance_desk.page import AttendanceDeskPage
from ui.workspace import Workspace

Settle = Callable[[], None]
ROWS = [
    ("F.I.Sh.", "19.11 / 1", "20.11 / 1"),
    ("Abdullayeva Zilola", "+", "-"),
    ("Karimov Anvar", "K5", "S"),
    ("Kimdir Notanish", "+", "+"),
]
KELDI, KELMADI, KECH = MarkValue("KELDI"), MarkValue("KELMADI"), MarkValue("KECH", late_minutes=5)


@pytest.fixture
def own(workspace: Workspace) -> Cohort:
    workspace.centre.clock = FixedClock(NOW)
    return made_cohort(workspace.centre)


@pytest.fixture
def panel(workspace: Workspace, own: Cohort, qtbot: QtBot, settle: Settle) -> ImportsPanel:
    page = AttendanceDeskPage(workspace)
    qtbot.addWidget(page)
    page.open("imports")
    page.resize(1166, 768)
    page.show()
    settle()
    assert isinstance(page.panel, ImportsPanel)
    # Python must keep the page as long as its tab is used.
    page.panel.page = page  # type: ignore[attr-defined]
    return page.panel


def look(panel: ImportsPanel, own: Cohort, path: Path) -> None:
    panel.look_at(preview_marks(panel.workspace.centre, path, cohort_id=own.id))


def shown(panel: ImportsPanel) -> list[tuple[str, str]]:
    model = panel.view.table.view.model()
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


def press(panel: ImportsPanel, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(panel.view.table.view, key, held)


def test_a_file_is_looked_at_decided_entered_and_taken_back_by_keys(
    panel: ImportsPanel, own: Cohort, tmp_path: Path, settle: Settle
) -> None:
    centre = panel.workspace.centre
    before = MarkChange(own.enrolments[0], own.lessons[4], KELDI)
    centre.write(set_marks, marks=[before])
    notices: list[Callable[[], object]] = []
    panel.workspace.show_notice = lambda text, undo=None, link=None: notices.append(undo)  # type: ignore[method-assign,assignment]
    look(panel, own, saved(tmp_path / "a.xlsx", ("D", ROWS)))
    settle()
    assert shown(panel) == [("C2", "Differs"), ("3", "Unclear"), ("B2", "New"), ("4", "Unknown person")]
    assert panel.view.enter_button.text() == "Enter 1 mark"
    assert clipped_words(panel.window()) == []
    press(panel, Qt.Key.Key_Space)
    assert shown(panel)[0] == ("C2", "From the file")
    assert panel.view.enter_button.text() == "Enter 2 marks"
    press(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert marks(centre, own) == {(0, 2): KELDI, (0, 4): KELMADI}
    assert panel.table.isVisible()
    assert panel.table.view.model().rowCount() == 1
    notices[-1]()
    settle()
    assert marks(centre, own) == {(0, 4): KELDI}
    (kept,) = centre.read(marks_imports)
    assert kept.taken_back is not None


def test_all_that_differs_is_taken_or_kept_with_one_key(
    panel: ImportsPanel, own: Cohort, tmp_path: Path, settle: Settle
) -> None:
    changes = [MarkChange(own.enrolments[0], own.lessons[place], KECH) for place in (2, 4)]
    panel.workspace.centre.write(set_marks, marks=changes)
    look(panel, own, saved(tmp_path / "a.xlsx", ("D", ROWS)))
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    assert not panel.view.enter_button.isEnabled()
    press(panel, Qt.Key.Key_A, held)
    assert panel.view.enter_button.text() == "Enter 2 marks"
    press(panel, Qt.Key.Key_A, held)
    assert not panel.view.enter_button.isEnabled()


def test_who_is_meant_by_an_unclear_row_is_asked(
    panel: ImportsPanel, own: Cohort, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[list[str]] = []

    def answer(dialog: WhoDialog) -> int:
        offered.append([choice.text for choice in dialog.likely])
        dialog.field("who").set_value(own.enrolments[2])
        dialog.save()
        return 1

    monkeypatch.setattr(WhoDialog, "exec", answer)
    look(panel, own, saved(tmp_path / "a.xlsx", ("D", ROWS)))
    press(panel, Qt.Key.Key_Space)
    settle()
    assert [name.split()[2] for name in offered[0]] == ["Botirovich", "Salimovich"]
    assert ("B3", "New") in shown(panel)
    panel.view.enter()
    settle()
    assert marks(panel.workspace.centre, own)[2, 2] == KECH


def test_locked_lessons_ask_for_a_reason_on_the_spot(
    panel: ImportsPanel, own: Cohort, tmp_path: Path, settle: Settle
) -> None:
    rows = [("F.I.Sh.", "05.11 / 1", "20.11 / 1"), ("Abdullayeva Zilola", "+", "+")]
    look(panel, own, saved(tmp_path / "a.xlsx", ("D", rows)))
    assert panel.view.reason.isVisible()
    press(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert marks(panel.workspace.centre, own) == {}
    assert panel.view.reason.isAncestorOf(panel.window().focusWidget())
    panel.view.reason.set_value("Qogʻoz jurnal kech keldi")
    panel.view.enter()
    settle()
    assert len(marks(panel.workspace.centre, own)) == 2


def test_escape_leaves_the_file_and_nothing_is_written(
    panel: ImportsPanel, own: Cohort, tmp_path: Path, settle: Settle
) -> None:
    look(panel, own, saved(tmp_path / "a.xlsx", ("D", ROWS)))
    press(panel, Qt.Key.Key_Escape)
    settle()
    assert panel.table.isVisible()
    assert marks(panel.workspace.centre, own) == {}


def test_a_number_alone_can_be_said_to_mean_presence(
    panel: ImportsPanel, own: Cohort, tmp_path: Path, settle: Settle
) -> None:
    look(panel, own, saved(tmp_path / "a.xlsx", ("D", [ROWS[0], ("Abdullayeva Zilola", 1, "+")])))
    assert panel.view.numbers.isVisible()
    panel.view.numbers.showPopup()
    panel.view.numbers.activated.emit(1)
    panel.view.numbers.setCurrentIndex(1)
    panel.view.numbers.chosen.emit(panel.view.numbers.value)
    settle()
    assert panel.view.preview is not None
    assert panel.view.preview.cells[0].value == KELDI


def test_a_file_without_marks_is_refused_in_its_form(
    panel: ImportsPanel, own: Cohort, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    dialog = MarksFileDialog(panel, cohort_id=own.id)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    dialog.save()
    assert dialog.field("file").problem()
    dialog.field("file").set_value(saved(tmp_path / "a.xlsx", ("D", [("Telefon",), ("1",)])))
    dialog.save()
    settle()
    assert dialog.outcome is None
    dialog.field("file").set_value(saved(tmp_path / "b.xlsx", ("D", ROWS)))
    dialog.save()
    settle()
    assert dialog.outcome.cohort_id == own.id


@pytest.mark.parametrize(("kind", "ending"), [("excel", ".xlsx"), ("csv", ".csv")])
def test_a_register_is_written_in_the_columns_that_are_ticked(
    panel: ImportsPanel,
    own: Cohort,
    tmp_path: Path,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    ending: str,
) -> None:
    def answer(dialog: RegisterExportDialog) -> int:
        assert dialog.cohorts.value == (own.id,)
        dialog.columns.set_value(["name", "marks"])
        dialog.save() if kind == "excel" else dialog.choose(CSV)
        return 1

    out = tmp_path / f"a{ending}"
    monkeypatch.setattr(RegisterExportDialog, "exec", answer)
    monkeypatch.setattr(export_dialog, "choose_target", lambda *_args, **_kwargs: out)
    ask_export(panel, Spot(own.id, None, None))
    settle()
    assert out.exists()
    assert preview_marks(panel.workspace.centre, out, cohort_id=own.id).cells


def test_nothing_ticked_and_several_registers_in_csv_are_said_in_the_form(
    panel: ImportsPanel, own: Cohort, qtbot: QtBot, settle: Settle
) -> None:
    made_cohort(panel.workspace.centre, code="FIZ-26/11")
    offered = open_cohorts(panel.workspace.centre)
    dialog = RegisterExportDialog(panel, offered)
    qtbot.addWidget(dialog)
    dialog.show()
    assert clipped_words(dialog) == []
    dialog.save()
    assert dialog.outcome is None
    dialog.cohorts.set_value([choice.value for choice in offered])
    dialog.choose(CSV)
    assert dialog.outcome is None
    dialog.columns.set_value([])
    dialog.save()
    assert dialog.outcome is None
