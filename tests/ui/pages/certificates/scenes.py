"""Scenes of completion and certificates for ``tests.screens``."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.certificates.register import certificates_of, register
from desktop_app.certificates.service import candidates, sheets
from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.completion.service import completion_list
from ui.pages.certificates.annul_dialog import AnnulDialog
from ui.pages.certificates.check_dialog import CheckDialog
from ui.pages.completion.close_dialog import CloseDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage


def completion(stage: "Stage") -> QWidget:
    return stage.page("cohort", (_ended(stage), "completion"))


def closing(stage: "Stage") -> QWidget:
    return CloseDialog(completion(stage), stage.workspace.centre.read(completion_list, cohort_id=_ended(stage)))


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


def _ended(stage: "Stage") -> int:
    """A cohort that studies on paper only: its last day is over. The last one where none has ended."""
    rows = stage.workspace.centre.read(cohorts, states=[CohortState.STUDYING]).rows
    return next((row.id for row in rows if row.ends_on < _today(stage)), rows[-1].id)


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
    "cohort-completion": completion,
    "completion-close": closing,
    "cohort-certificates-ready": ready,
    "cohort-certificates-issued": issued,
    "certificate-annul": annulling,
    "certificate-check": checking,
}
