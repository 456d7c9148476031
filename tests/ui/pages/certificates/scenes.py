"""Scenes of certificates for ``tests.screens``."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.certificates.papers import in_force_of, issued_papers
from desktop_app.certificates.register import RegisterFilter, certificates_of, register
from desktop_app.certificates.series import Block, all_series
from desktop_app.certificates.service import candidates
from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from ui.pages.certificates.annul_dialog import AnnulDialog
from ui.pages.certificates.check_dialog import CheckDialog
from ui.pages.certificates.external_dialog import ExternalDialog
from ui.pages.certificates.issue_dialog import IssueDialog
from ui.pages.certificates.replace_dialog import DuplicateDialog
from ui.pages.certificates.series_dialogs import GiveBackDialog, PatternDialog, SetAsideDialog
from ui.pages.certificates.trust_dialog import TrustDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage


def ready(stage: "Stage") -> QWidget:
    return stage.page("cohort", (_completed(stage, is_issued=False), "certificates"))


def issued(stage: "Stage") -> QWidget:
    return stage.page("cohort", (_completed(stage, is_issued=True), "certificates"))


def annulling(stage: "Stage") -> QWidget:
    page = stage.page("certificates")
    return AnnulDialog(page, stage.workspace.centre.read(register, which=RegisterFilter(_today(stage).year))[0])


def checking(stage: "Stage") -> QWidget:
    dialog = CheckDialog(stage.page("certificates"))
    centre = stage.workspace.centre
    ids = centre.read(in_force_of, cohort_id=_completed(stage, is_issued=True))
    code = centre.read(issued_papers, certificate_ids=ids[:1]).sheets[0].code
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


def before_issue(stage: "Stage") -> QWidget:
    dialog = IssueDialog(ready(stage), _completed(stage, is_issued=False))
    stage.settle()
    return dialog


def duplicating(stage: "Stage") -> QWidget:
    page = stage.page("certificates")
    return DuplicateDialog(page, stage.workspace.centre.read(register, which=RegisterFilter(_today(stage).year))[0])


def pasting(stage: "Stage") -> QWidget:
    return ExternalDialog(issued(stage), _completed(stage, is_issued=True))


def the_register(stage: "Stage") -> QWidget:
    return stage.page("certificates")


def trusting(stage: "Stage") -> QWidget:
    dialog = TrustDialog(stage.page("certificates"))
    stage.settle()
    return dialog


def the_series(stage: "Stage") -> QWidget:
    return stage.page("series")


def pattern_of_series(stage: "Stage") -> QWidget:
    return PatternDialog(the_series(stage), stage.workspace.centre.read(all_series)[0])


def setting_aside(stage: "Stage") -> QWidget:
    dialog = SetAsideDialog(the_series(stage), stage.workspace.centre.read(all_series)[0])
    dialog.field("holder").set_value("Chortoq")
    dialog.field("count").set_value(50)
    return dialog


def giving_back(stage: "Stage") -> QWidget:
    page, series = the_series(stage), stage.workspace.centre.read(all_series)[0]
    block = Block(1, "Chortoq", 501, 550, _today(stage), None, 50)
    return GiveBackDialog(page, series, block)


SCENES: "dict[str, Callable[[Stage], QWidget]]" = {
    "cohort-certificates-ready": ready,
    "cohort-certificates-issued": issued,
    "certificate-annul": annulling,
    "certificate-issue": before_issue,
    "certificate-duplicate": duplicating,
    "certificates-pasted": pasting,
    "certificate-register": the_register,
    "certificate-series": the_series,
    "certificate-series-pattern": pattern_of_series,
    "certificate-series-aside": setting_aside,
    "certificate-series-back": giving_back,
    "certificate-check": checking,
    "certificate-trust": trusting,
}
