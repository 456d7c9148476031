"""Scenes of the register of orders, of the papers of a cohort and of their wording for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.orders.records import Purpose
from desktop_app.papers.service import cohort_papers
from ui.cancel_order_dialog import CancelOrderDialog
from ui.pages.orders.edit_dialog import CorrectDialog, OrderDialog
from ui.pages.orders.page import COMING, OWN, QUOTED, OrdersPage
from ui.pages.papers.issue_dialog import IssueDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage


def _page(stage: "Stage", tab: str = COMING) -> OrdersPage:
    page = stage.page("orders")
    assert isinstance(page, OrdersPage)
    page.tabs.choose(tab)
    stage.settle()
    return page


def own(stage: "Stage") -> QWidget:
    return _page(stage, OWN)


def quoted(stage: "Stage") -> QWidget:
    return _page(stage, QUOTED)


def adding(stage: "Stage") -> QWidget:
    page = _page(stage)
    return OrderDialog(page, page.kinds, today=stage.workspace.centre.clock.today())


def correcting(stage: "Stage") -> QWidget:
    page = _page(stage)
    assert page.pane.shown is not None
    return CorrectDialog(page, page.pane.shown.record, page.pane.shown.citations)


def cancelling(stage: "Stage") -> QWidget:
    page = _page(stage, OWN)
    assert page.pane.shown is not None
    return CancelOrderDialog(page, page.pane.shown.record)


def papers(stage: "Stage") -> QWidget:
    return stage.page("cohort", (_completed(stage), "papers"))


def issuing(stage: "Stage") -> QWidget:
    page, centre, cohort_id = papers(stage), stage.workspace.centre, _completed(stage)
    found = centre.read(cohort_papers, cohort_id=cohort_id)
    due = next(paper for paper in found.due if paper.is_ready)
    today = centre.clock.today()
    return IssueDialog(page, [due], cohort_id=cohort_id, language=found.language, today=today, proposed="01-1")


def letters(stage: "Stage") -> QWidget:
    page = stage.page("cohort", (_to_begin(stage), "papers"))
    stage.settle()
    return page


def issuing_letters(stage: "Stage") -> QWidget:
    page, centre, cohort_id = letters(stage), stage.workspace.centre, _to_begin(stage)
    found = centre.read(cohort_papers, cohort_id=cohort_id)
    due = [paper for paper in found.due if paper.purpose is Purpose.CALL_LETTER]
    today = centre.clock.today()
    return IssueDialog(page, due, cohort_id=cohort_id, language=found.language, today=today, proposed="01-1")


def wording(stage: "Stage") -> QWidget:
    return stage.page("settings", "wording")


def _completed(stage: "Stage") -> int:
    return stage.workspace.centre.read(cohorts, states=[CohortState.COMPLETED]).rows[0].id


def _to_begin(stage: "Stage") -> int:
    """The planned cohort that has most people."""
    planned = stage.workspace.centre.read(cohorts, states=[CohortState.PLANNED]).rows
    return max(planned, key=lambda row: row.people).id


SCENES: "dict[str, Callable[[Stage], QWidget | None]]" = {
    "orders-own": own,
    "orders-quoted": quoted,
    "order-new": adding,
    "order-correct": correcting,
    "order-cancel": cancelling,
    "cohort-papers": papers,
    "paper-issue": issuing,
    "cohort-letters": letters,
    "letters-issue": issuing_letters,
    "settings-wording": wording,
}
