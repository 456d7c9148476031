"""Scenes of certificates for ``tests.screens``."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.certificates.register import certificates_of, register
from desktop_app.certificates.service import candidates, sheets
from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from ui.pages.certificates.annul_dialog import AnnulDialog
from ui.pages.certificates.check_dialog import CheckDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage


def ready(stage: "Stage") -> QWidget:
    return stage.page("cohort", (_completed(stage, is_issued=False), "certificates"))


def issued(stage: "Stage") -> QWidget:
    return stage.page("cohort", (_completed(stage, is_issued=True), "certificates"))


def annulling(stage: "Stage") -> QWidget:
    page = stage.page("certificates")
    return AnnulDialog(page, stage.workspace.centre.read(register, year=_today(stage).year)[0])


def checking(stage: "Stage") -> QWidget:
    dialog = CheckDialog(stage.page("certificates"))
    code = stage.workspace.centre.read(sheets, cohort_id=_completed(stage, is_issued=True))[0].code
    dialog.check(code)
    stage.settle()
    return dialog


def _completed(stage: "Stage", *, is_issued: bool) -> int:
    """A closed cohort with certificates, or with somebody who waits for one."""
    centre = stage.workspace.centre
    for row in centre.read(cohorts, states=[CohortState.COMPLETED]).rows:
        is_fitting = (
            bool(centre.read(certificates_of, cohort_id=row.id))
            if is_issued
            else any(one.is_ready for one in centre.read(candidates, cohort_id=row.id))
        )
        if is_fitting:
            return row.id
    raise LookupError("the demonstration has no such cohort")


def _today(stage: "Stage") -> date:
    return stage.workspace.centre.clock.today()


SCENES: "dict[str, Callable[[Stage], QWidget]]" = {
    "cohort-certificates-ready": ready,
    "cohort-certificates-issued": issued,
    "certificate-annul": annulling,
    "certificate-check": checking,
}
