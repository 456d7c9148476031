"""Scenes of a cohort's survey for ``tests.screens``."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.surveys.board import awaited, note_handed_in
from desktop_app.surveys.paper_check import paper_check
from desktop_app.surveys.records import RoundDraft, SurveyChannel, SurveyPhase
from desktop_app.surveys.rounds import open_round, rounds, suited_questionnaire
from desktop_app.surveys.taking import save_sheet, sheet, sheets
from ui.pages.surveys.panel import SHEETS, SurveyPanel
from ui.pages.surveys.paper_dialog import typing_ground
from ui.pages.surveys.paper_print_dialog import PaperPrintDialog
from ui.pages.surveys.paper_typing import PaperTyping, before_typing
from ui.pages.surveys.retyping_dialog import Drawn, Retyping
from ui.pages.surveys.rounds_dialog import RoundDialog
from ui.pages.surveys.sheets_correcting import Correcting, SheetCorrecting
from ui.pages.surveys.sheets_table import SheetsTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage

ANSWERS = {"B1.importance": 5, "B1.level": 2, "B2.level": "?", "D1": "1", "D2": ("1", "2"), "F1": "Vaqt yetmaydi"}
PAPERS, HANDED_IN = 12, 7
TYPED = "1323134253545434544455"


def survey(stage: "Stage") -> QWidget:
    return stage.page("cohort", (_asked(stage)[0], "survey"))


def answer_sheets(stage: "Stage") -> QWidget:
    page = survey(stage)
    panel = _panel(page)
    panel.tabs.choose(SHEETS)
    sheets = panel.tabs.content()
    assert isinstance(sheets, SheetsTable)
    sheets.select_place(0)
    return page


def begin(stage: "Stage") -> QWidget:
    panel = _panel(survey(stage))
    surveys = panel.surveys
    assert surveys is not None
    return RoundDialog(
        panel,
        cohort_id=panel.cohort_id,
        questionnaires=surveys.shelf,
        proposed=surveys.proposed,
    )


def print_dialog(stage: "Stage") -> QWidget:
    panel = _panel(survey(stage))
    return PaperPrintDialog(panel, panel.asked.form, waiting=25)


def paper(stage: "Stage") -> QWidget:
    """Some rows are typed, and the last key was none of those that there are."""
    dialog = PaperTyping(survey(stage), before_typing(stage.workspace.centre, _asked(stage)[1]))
    for key in TYPED:
        dialog.pad.entry.press(key)
    dialog.pad.say(dialog.pad.entry.press("7"))
    return dialog


def correcting(stage: "Stage") -> QWidget:
    page, centre, round_id = survey(stage), stage.workspace.centre, _asked(stage)[1]
    record = centre.read(sheets, round_id=round_id)[0]
    return SheetCorrecting(page, Correcting(typing_ground(centre, round_id), centre.read(sheet, response_id=record.id)))


def differences(stage: "Stage") -> QWidget:
    page, centre, round_id = survey(stage), stage.workspace.centre, _asked(stage)[1]
    record = centre.read(sheets, round_id=round_id)[0]
    drawn = Drawn(centre.read(paper_check, round_id=round_id), centre.read(sheet, response_id=record.id))
    dialog = Retyping(page, typing_ground(centre, round_id), drawn)
    dialog.pad.begin({**ANSWERS, "B1.level": 3, "D1": "2"})
    dialog.go_on()
    stage.settle()
    return dialog


def _asked(stage: "Stage") -> tuple[int, int]:
    """The cohort that began last and studies, and its survey after the course, with some paper in."""
    centre = stage.workspace.centre
    cohort_id = centre.read(cohorts, states=[CohortState.STUDYING]).rows[0].id
    there = [row for row in centre.read(rounds, cohort_id=cohort_id) if row.phase is SurveyPhase.AFTER]
    if there:
        return cohort_id, there[0].id
    suited = centre.read(suited_questionnaire, cohort_id=cohort_id)
    round_id = centre.write(open_round, draft=RoundDraft(suited.id, cohort_id, SurveyPhase.AFTER)).value
    for _paper in range(PAPERS):
        centre.write(save_sheet, round_id=round_id, answers=ANSWERS, channel=SurveyChannel.PAPER)
    people = [each.enrolment_id for each in centre.read(awaited, round_id=round_id)]
    centre.write(note_handed_in, round_id=round_id, enrolment_ids=people[:HANDED_IN])
    return cohort_id, round_id


def _panel(page: QWidget) -> SurveyPanel:
    panel = page.findChild(SurveyPanel)
    assert panel is not None
    return panel


SCENES: "dict[str, Callable[[Stage], QWidget]]" = {
    "cohort-survey": survey,
    "survey-sheets": answer_sheets,
    "survey-begin": begin,
    "survey-print": print_dialog,
    "survey-paper": paper,
    "survey-correct": correcting,
    "survey-differences": differences,
}
