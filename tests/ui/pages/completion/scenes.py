"""Scenes of completion for ``tests.screens``."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.completion.commissions import set_commission
from desktop_app.completion.overrides import override_outcome
from desktop_app.completion.records import CompletionList, CompletionRow, Score, ScoreKind
from desktop_app.completion.result_records import ResultsWish
from desktop_app.completion.results import judged
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import completion_list
from desktop_app.completion.sittings import set_scores
from desktop_app.spreadsheets.records import Sheet, SheetRow, Workbook
from ui.pages.completion.close_dialog import CloseDialog
from ui.pages.completion.dialogs import (
    CommissionDialog,
    OverrideDialog,
    SittingDialog,
    TopicsDialog,
    TypingDialog,
    WorkDialog,
)
from ui.pages.completion.keeping import Typing
from ui.pages.completion.panel import CompletionPanel
from ui.pages.completion.results_dialogs import ResultsDialog, ResultsFileDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage

TOPICS = ("Boshlangʻich sinfda oʻyin orqali taʼlim texnologiyalari", "Formativ baholash usullari", "Raqamli vositalar")


def completion(stage: "Stage") -> QWidget:
    return stage.page("cohort", (_ended(stage), "completion"))


def defence(stage: "Stage") -> QWidget:
    """The same with final works, a resit and a decision against the rule; the person of the decision is chosen."""
    found = _with_works(stage)
    page = stage.page("cohort", (found.cohort_id, "completion"))
    stage.settle()
    decided = next(place for place, row in enumerate(found.rows) if row.overrides)
    panel = page.findChild(CompletionPanel)
    panel.refresh()
    stage.settle()
    panel.table.select_place(decided)
    return page


def closing(stage: "Stage") -> QWidget:
    return CloseDialog(completion(stage), _list(stage, _ended(stage)))


def typing(stage: "Stage") -> QWidget:
    return TypingDialog(completion(stage), Typing(2, "B", _today(stage)))


def sitting(stage: "Stage") -> QWidget:
    return SittingDialog(completion(stage), _decided(stage))


def work(stage: "Stage") -> QWidget:
    row = _with_works(stage).rows[0]
    return WorkDialog(completion(stage), row)


def topics(stage: "Stage") -> QWidget:
    rows = _with_works(stage).rows
    dialog = TopicsDialog(completion(stage), rows)
    dialog.topics.editor.setPlainText("\n".join(f"{topic}\tKarimova Dilnoza" for topic in TOPICS))
    return dialog


def commission(stage: "Stage") -> QWidget:
    record = _with_works(stage).commission
    assert record is not None
    return CommissionDialog(completion(stage), record)


def override(stage: "Stage") -> QWidget:
    return OverrideDialog(completion(stage), _decided(stage))


def results_file(stage: "Stage") -> QWidget:
    return ResultsFileDialog(completion(stage), cohort_id=_ended(stage))


def results(stage: "Stage") -> QWidget:
    cohort_id = _ended(stage)
    names = [row.name for row in _list(stage, cohort_id).rows]
    told = [*zip(names, (24, 27, "besh", 41, 18, 22), strict=False), ("Nomaʼlumov Nomaʼlum", 20), (names[6], "")]
    rows = tuple(SheetRow(number, row) for number, row in enumerate([("F.I.Sh.", "Ball (30)"), *told], 1))
    workbook = Workbook("yakuniy-test.xlsx", "", "xlsx", (Sheet("1", rows),))
    seen = stage.workspace.centre.read(judged, workbook, cohort_id=cohort_id, wish=ResultsWish())
    return ResultsDialog(completion(stage), stage.workspace, seen)


def _with_works(stage: "Stage") -> CompletionList:
    """The ended cohort with its final works, minutes, a resit and a decision against the rule, once."""
    centre, cohort_id = stage.workspace.centre, _ended(stage)
    found = _list(stage, cohort_id)
    if any(row.overrides for row in found.rows):
        return found
    day = found.ends_on - timedelta(days=1)
    # Of the last ones nobody has heard the defence yet.
    failed = [row for row in found.rows if row.outcome is not Outcome.LEFT][-1]
    sittings = [
        Score(failed.enrolment_id, ScoreKind.FINAL, 38, 1, "A", day - timedelta(days=2)),
        Score(failed.enrolment_id, ScoreKind.FINAL, 51.5, 2, "B", day),
    ]
    centre.write(set_scores, cohort_id=cohort_id, scores=sittings)
    assert found.commission is not None
    centre.write(set_commission, draft=replace(found.commission, minutes_number="3", minutes_date=day))
    grounds = {"reason": "Uzrli sabab bilan qatnashmagan", "order_number": "32-M", "order_date": day}
    centre.write(override_outcome, enrolment_id=failed.enrolment_id, outcome=Outcome.CERTIFICATE, **grounds)
    return _list(stage, cohort_id)


def _decided(stage: "Stage") -> CompletionRow:
    return next(row for row in _with_works(stage).rows if row.overrides)


def _list(stage: "Stage", cohort_id: int) -> CompletionList:
    return stage.workspace.centre.read(completion_list, cohort_id=cohort_id)


def _ended(stage: "Stage") -> int:
    """A cohort that studies on paper only: its last day is over. The last one where none has ended."""
    rows = stage.workspace.centre.read(cohorts, states=[CohortState.STUDYING]).rows
    return next((row.id for row in rows if row.ends_on < _today(stage)), rows[-1].id)


def _today(stage: "Stage") -> date:
    return stage.workspace.centre.clock.today()


SCENES: "dict[str, Callable[[Stage], QWidget]]" = {
    "cohort-completion": completion,
    "completion-close": closing,
    "completion-typing": typing,
    "completion-results-file": results_file,
    "completion-results": results,
    "completion-defence": defence,
    "completion-sitting": sitting,
    "completion-work": work,
    "completion-topics": topics,
    "completion-commission": commission,
    "completion-override": override,
}
