"""Scenes of blanks, print runs and handing over for ``tests.screens``."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop_app.blanks.stock import trays
from desktop_app.cohorts.service import cohorts
from desktop_app.print_runs.calibration import Calibration
from desktop_app.print_runs.handing import handings
from desktop_app.print_runs.service import mark_sent, run, runs, take_blanks
from ui.pages.blanks.calibration_dialog import CalibrationDialog
from ui.pages.blanks.handing_page import HandingDialog
from ui.pages.blanks.outcome_dialogs import JamDialog
from ui.pages.blanks.receipt_dialog import ReceiptDialog
from ui.pages.blanks.run_page import PrintRunPage
from ui.pages.blanks.write_off_dialog import WriteOffDialog

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget | None]


def _unprinted(stage: "Stage") -> tuple[int, tuple[int, ...]]:
    """The certificates of a cohort none of which was printed on a blank."""
    centre = stage.workspace.centre
    found = {each.id: centre.read(handings, cohort_id=each.id) for each in centre.read(cohorts, rows=None).rows}
    plain = {each: rows for each, rows in found.items() if rows and not any(row.blank for row in rows)}
    cohort_id = max(plain, key=lambda each: len(plain[each]))
    return cohort_id, tuple(row.certificate_id for row in plain[cohort_id])


def _tab(name: str) -> Scene:
    return lambda stage: stage.page("blanks", name) and None


def _jammed(stage: "Stage") -> int:
    """The made-up run whose paper jammed, gone on with: five more pages were sent."""
    centre = stage.workspace.centre
    run_id = centre.read(runs)[0].id
    found = centre.read(run, run_id=run_id)
    if not found.sent:
        tray = centre.read(trays)[0]
        centre.write(take_blanks, run_id=run_id, letters=tray.letters, first=tray.first)
        for page in found.to_print[:5]:
            centre.write(mark_sent, run_id=run_id, place=page.place)
    return run_id


def _handed_over(stage: "Stage") -> int:
    """The cohort of that run: most of its certificates stand on blanks."""
    centre = stage.workspace.centre
    cohort_id = centre.read(run, run_id=centre.read(runs)[0].id).cohort_id
    assert cohort_id is not None
    return cohort_id


def _new_run(stage: "Stage") -> None:
    cohort_id, ids = _unprinted(stage)
    page = stage.page("print_run", (cohort_id, ids))
    assert isinstance(page, PrintRunPage)
    counted = [choice.value for choice in page.setup.ground.choices if choice.value.tray is not None]
    if counted:
        page.setup.ground.choose(counted[0])
        page.setup.ground.chosen.emit(counted[0])
        stage.settle()


def _sent(stage: "Stage") -> None:
    stage.page("print_run", _jammed(stage))


def _jam_form(stage: "Stage") -> QWidget:
    run_id = _jammed(stage)
    return JamDialog(stage.page("print_run", run_id), stage.workspace.centre.read(run, run_id=run_id))


def _calibration(stage: "Stage") -> QWidget:
    page = stage.page("print_run", _jammed(stage))
    name = "HP LaserJet 1020"
    by = Calibration(-1.2, 0.4, 1.002)
    return CalibrationDialog(page, QPrinter(), name=name, page=(297.0, 210.0), applied=by)


def _handing(stage: "Stage") -> None:
    stage.page("handing", _handed_over(stage))


def _handing_form(stage: "Stage") -> QWidget:
    cohort_id = _handed_over(stage)
    return HandingDialog(stage.page("handing", cohort_id), stage.workspace.centre.read(handings, cohort_id=cohort_id))


SCENES: dict[str, Scene] = {
    "print-run-new": _new_run,
    "blanks-receipts": _tab("receipts"),
    "blanks-stock": _tab("stock"),
    "blanks-balance": _tab("balance"),
    "blanks-runs": _tab("runs"),
    "blanks-receipt-form": lambda stage: ReceiptDialog(stage.page("blanks")),
    "blanks-write-off-form": lambda stage: WriteOffDialog(stage.page("blanks", "stock"), []),
    "print-run-sent": _sent,
    "print-run-jam-form": _jam_form,
    "print-calibration-form": _calibration,
    "handing-list": _handing,
    "handing-form": _handing_form,
}
