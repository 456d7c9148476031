"""Printing certificates on blanks: seen before, sent, looked at, gone on with after a jam."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from db.models.certificates import Certificate
from desktop_app.blanks.records import BlankState
from desktop_app.blanks.stock import blank_count
from desktop_app.clock import FixedClock
from desktop_app.print_runs.feeding import preview
from desktop_app.print_runs.service import runs
from tests.conftest import NOW
from tests.print_runs.printed import certified, received
from tests.ui.looks import clipped_words, when_asked
from ui import files
from ui.navigation import Target
from ui.pages.blanks.calibration_dialog import CalibrationDialog
from ui.pages.blanks.handing_page import HandingDialog, HandingPage
from ui.pages.blanks.outcome_dialogs import AgainDialog, JamDialog
from ui.pages.blanks.run_page import PrintRunPage
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path) -> PrintRunPage:
    """Three certificates to be printed, thirty blanks from MO 000831 on, and a printer that writes a PDF."""
    workspace.centre.clock = FixedClock(NOW)
    received(workspace.centre)
    cohort_id, ids = certified(workspace.centre, people=3)
    page = PrintRunPage(workspace)
    qtbot.addWidget(page)
    page.resize(1280, 640)
    printer = QPrinter()
    printer.setFullPage(True)
    printer.setOutputFileName(str(tmp_path / "bosma.pdf"))
    page.setup.printer = printer
    page.open((cohort_id, tuple(ids)))
    page.show()
    settle()
    return page


def cells(page: PrintRunPage, column: int) -> list[str]:
    model = page.table.view.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def on_blanks(page: PrintRunPage, settle: Settle) -> None:
    ground = next(choice.value for choice in page.setup.ground.choices if choice.value.tray is not None)
    page.setup.ground.choose(ground)
    page.setup.ground.chosen.emit(ground)
    settle()


def test_the_list_tells_which_blank_each_page_goes_on_before_the_first_is_printed(
    page: PrintRunPage, settle: Settle
) -> None:
    on_blanks(page, settle)
    assert cells(page, 3) == ["MO 000831", "MO 000832", "MO 000833"]
    page.setup.uppermost.set_value("000840")
    page.setup.changed.emit()
    settle()
    assert cells(page, 3) == ["MO 000840", "MO 000841", "MO 000842"]
    page.setup.uppermost.set_value("000859")
    page.setup.changed.emit()
    settle()
    assert "000859" in page.setup.uppermost.error
    page.setup.uppermost.set_value("MO 84")
    page.setup.changed.emit()
    settle()
    assert page.setup.uppermost.error == "Type the digits of the number as they stand on the blank."
    assert cells(page, 3) == ["", "", ""]
    assert clipped_words(page) == []


def test_printed_and_found_good_the_run_is_finished(page: PrintRunPage, qtbot: QtBot, settle: Settle) -> None:
    on_blanks(page, settle)
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.good_button.isVisible()
    qtbot.mouseClick(page.good_button, Qt.MouseButton.LeftButton)
    settle()
    assert not page.good_button.isVisible()
    centre = page.workspace.centre
    assert centre.read(blank_count, state=BlankState.USED) == 3
    assert [(line.is_ended, line.printed) for line in centre.read(runs)] == [(True, 3)]
    printer = page.setup.printer
    assert printer is not None
    with pypdfium2.PdfDocument(printer.outputFileName()) as printed:
        assert len(printed) == 3


def test_after_a_jam_the_run_goes_on_with_what_is_left(page: PrintRunPage, settle: Settle) -> None:
    on_blanks(page, settle)
    page.print()
    settle()

    def jammed(dialog: JamDialog) -> None:
        dialog.field("last_good").set_value(1)
        dialog.save()

    when_asked(JamDialog, jammed)
    page.tell_jam()
    settle()
    assert cells(page, 3) == ["MO 000831", "MO 000833", "MO 000834"]
    page.print()
    settle()
    page.all_good()
    settle()
    centre = page.workspace.centre
    assert (centre.read(blank_count, state=BlankState.USED), centre.read(blank_count, state=BlankState.SPOILED)) == (
        3,
        1,
    )


def test_a_page_found_bad_later_is_printed_again_alone(page: PrintRunPage, settle: Settle) -> None:
    on_blanks(page, settle)
    page.print()
    settle()
    page.all_good()
    settle()
    page.table.select_place(1)

    def smeared(dialog: AgainDialog) -> None:
        dialog.field("reason").set_value("Surkalgan")
        dialog.save()

    when_asked(AgainDialog, smeared)
    page.print_again()
    settle()
    assert cells(page, 3) == ["MO 000831", "MO 000834", "MO 000833"]
    assert page.print_button.isEnabled()


def test_the_run_that_was_not_finished_is_gone_on_with(
    page: PrintRunPage, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    on_blanks(page, settle)
    page.print()
    settle()
    later = PrintRunPage(workspace)
    qtbot.addWidget(later)
    later.open((page._cohort_id, tuple(page._certificate_ids)))
    later.show()
    settle()
    assert later.good_button.isVisible()
    assert len(workspace.centre.read(runs)) == 1
    # What is seen is what went onto the blank: without the background.
    first = page._certificate_ids[:1]
    assert later.preview._content == workspace.centre.read(preview, certificate_ids=first, with_background=False)


def test_a_page_that_was_altered_is_left_out_by_its_number_and_not_shown(
    page: PrintRunPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = update(Certificate).where(Certificate.full_number == cells(page, 1)[1]).values(page_digest="0" * 64)
    page.workspace.centre.write(lambda unit: unit.execute_bulk(second, reason="test"))
    page.table.select_place(1)
    settle()
    assert page.banner.isVisible()
    out = tmp_path / "sahifalar.pdf"
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_arguments: (str(out), ""))
    page.save()
    settle()
    with pypdfium2.PdfDocument(out) as saved:
        assert len(saved) == 2
    assert cells(page, 1)[1] in page.banner.text


def test_what_was_measured_is_kept_for_this_printer_and_tray(page: PrintRunPage, settle: Settle) -> None:
    def shifted(dialog: CalibrationDialog) -> None:
        dialog.field("from_left").set_value("22,5")
        dialog.save()

    when_asked(CalibrationDialog, shifted)
    page.setup.calibrate()
    settle()
    assert page.setup.calibration.right == -2.5
    assert list(page.workspace.settings.calibrations.values()) == [[-2.5, 0.0, 1.0]]


def test_handed_over_today_and_undone(page: PrintRunPage, workspace: Workspace, qtbot: QtBot, settle: Settle) -> None:
    handing = HandingPage(workspace)
    qtbot.addWidget(handing)
    handing.resize(1280, 640)
    handing.open(page._cohort_id)
    handing.show()
    settle()
    when_asked(HandingDialog, lambda dialog: dialog.save())
    handing.table.view.selectAll()
    handing.hand_over()
    settle()
    assert {row.handed_on for row in handing._rows} == {date(2026, 11, 21)}
    assert clipped_words(handing) == []


def test_the_way_back_leads_to_the_cohort(page: PrintRunPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.workspace.way_back_requested) as told:
        qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert told.args == [Target("cohort", (page._cohort_id, "certificates"))]
