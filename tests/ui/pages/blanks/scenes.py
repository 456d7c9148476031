"""Scenes of blanks, print runs and handing over for ``tests.screens``."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop_app.blanks.receipts import receipts, receive
from desktop_app.blanks.records import BlankState
from desktop_app.blanks.stock import trays, write_off
from desktop_app.cohorts.service import cohorts
from desktop_app.print_runs.calibration import Calibration
from desktop_app.print_runs.handing import handings
from desktop_app.print_runs.service import begin, mark_sent, run, unfinished_run
from ui.pages.blanks.calibration_dialog import CalibrationDialog
from ui.pages.blanks.handing_page import HandingDialog
from ui.pages.blanks.outcome_dialogs import JamDialog
from ui.pages.blanks.receipt_dialog import ReceiptDialog
from ui.pages.blanks.run_page import PrintRunPage
from ui.pages.blanks.write_off_dialog import WriteOffDialog

if TYPE_CHECKING:
    from tests.screens import Stage

SEEN_WHOLE = 30
Scene = Callable[["Stage"], QWidget | None]


def _stocked(stage: "Stage") -> None:
    """Two series in the safe, three of the first spoiled; once for all scenes of a window."""
    centre = stage.workspace.centre
    if not centre.read(receipts):
        for letters, first, last, document in (
            ("MO", "000831", "001830", "Yuk xati № 12"),
            ("QT", "004001", "004200", "Yuk xati № 15"),
        ):
            on = date(2026, 10, 12)
            centre.write(receive, letters=letters, first=first, last=last, received_on=on, document=document)
        said = {"state": BlankState.SPOILED, "reason": "Boʻyoq surkalgan", "act_number": "3"}
        centre.write(write_off, letters="MO", first=831, last=833, **said)


def _certificates(stage: "Stage") -> tuple[int, tuple[int, ...]]:
    """Those of the cohort that has the most of few, so that much of the list is seen."""
    centre = stage.workspace.centre
    found = {each.id: centre.read(handings, cohort_id=each.id) for each in centre.read(cohorts, rows=None).rows}
    cohort_id = max(found, key=lambda each: (0 < len(found[each]) <= SEEN_WHOLE, len(found[each])))
    return cohort_id, tuple(row.certificate_id for row in found[cohort_id])


def _tab(name: str) -> Scene:
    def show(stage: "Stage") -> None:
        _stocked(stage)
        if name == "runs":
            _jammed(stage)
        stage.page("blanks", name)

    return show


def _jammed(stage: "Stage") -> int:
    """A run of which the first five pages were sent."""
    centre = stage.workspace.centre
    _stocked(stage)
    cohort_id, ids = _certificates(stage)
    known = centre.read(unfinished_run, certificate_ids=ids)
    if known is not None:
        return known
    tray = centre.read(trays)[0]
    where = {"cohort_id": cohort_id, "tray": (tray.letters, tray.first)}
    made = centre.write(begin, certificate_ids=ids, printer="HP LaserJet 1020", with_background=False, **where).value
    for place in range(1, 6):
        centre.write(mark_sent, run_id=made, place=place)
    return made


def _new_run(stage: "Stage") -> None:
    _stocked(stage)
    cohort_id, ids = _certificates(stage)
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
    stage.page("handing", _certificates(stage)[0])


def _handing_form(stage: "Stage") -> QWidget:
    cohort_id, _ids = _certificates(stage)
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
