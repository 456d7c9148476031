"""The panel of the step "survey": how many have answered, two ways in, the sheets, and what they say."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from desktop_app.changes import Outcome
from desktop_app.i18n import _
from desktop_app.surveys.printing import write_survey_report
from desktop_app.surveys.records import AnswerSheet, ResponseRecord, SurveyForm, SurveyResult
from desktop_app.surveys.service import remove_response, responses, save_response, survey_form, survey_result
from ui.actions import Action, make_button
from ui.files import PDF, choose_target, show_saved
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.pages.surveys.answering_dialog import AnsweringDialog
from ui.pages.surveys.columns import SHEETS
from ui.pages.surveys.paper_dialog import PaperDialog
from ui.pages.surveys.result_view import ResultView
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

LEAST_PROGRESS_WIDTH, PROGRESS_WIDTH = 60, 180


@dataclass(frozen=True)
class Survey:
    """All that the panel shows."""

    form: SurveyForm
    result: SurveyResult
    sheets: tuple[ResponseRecord, ...]


class SurveyPanel(Panel):
    changes_that_matter = frozenset({"survey_response", "cohort", "enrolment", "programme", "module", "dated_rule"})

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self.cohort_id = cohort_id
        self._survey: Survey | None = None
        self.counts = label("", Role.STRONG)
        self.locked = label(_("The cohort is closed: its answers stay as they are."), Role.MUTED)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setMinimumWidth(LEAST_PROGRESS_WIDTH)
        self.progress.setMaximumWidth(PROGRESS_WIDTH)
        self.result = ResultView(workspace)
        self.sheets = RecordTable(workspace, "survey_sheets", SHEETS, has_filter=False)
        self.take_back_button = make_button(
            self, Action(_("Take the sheet back"), self._take_back, icon="undo", key="Ctrl+Delete")
        )
        self.buttons = self._make_buttons()
        self._lay_out()

    def refresh(self) -> None:
        cohort_id = self.cohort_id
        run_query(self, lambda centre: _survey(centre, cohort_id), self._show, slot="refresh")

    def _make_buttons(self) -> tuple[QPushButton, ...]:
        save = Action(_("Save as PDF"), self._save, icon="file-pdf", key="Ctrl+S")
        paper = Action(_("Type from paper"), self._type_from_paper, icon="keyboard", key="Ctrl+T")
        screen = Action(_("Answer on the screen"), self._answer, icon="survey", key="Ctrl+N")
        return make_button(self, save), make_button(self, paper), make_button(self, screen, is_primary=True)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        top.addWidget(self.counts)
        top.addSpacing(GAP_M)
        top.addWidget(self.progress, 100)
        top.addWidget(self.locked)
        top.addStretch(1)
        for button in self.buttons:
            top.addWidget(button)
        self.sheets.tools.addWidget(self.take_back_button)
        self.result.addTab(self.sheets, _("Sheets"))
        self.sheets.selection_changed.connect(self._show_chosen)
        card = Card()
        card.body.addLayout(top)
        card.body.addWidget(self.result, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _show(self, survey: Survey) -> None:
        self._survey = survey
        result = survey.result
        self.counts.setText(
            _("{responses} of {enrolled} people have answered.", responses=result.responses, enrolled=result.enrolled)
        )
        self.progress.setRange(0, max(result.enrolled, 1))
        self.progress.setValue(min(result.responses, result.enrolled))
        self.progress.setVisible(survey.form.is_open)
        self.locked.setVisible(not survey.form.is_open)
        self.buttons[0].setEnabled(result.responses > 0)
        for button in self.buttons[1:]:
            button.setVisible(survey.form.is_open)
            button.setEnabled(result.enrolled > 0)
        self.take_back_button.setVisible(survey.form.is_open)
        self.sheets.set_empty(self._nothing_yet(survey))
        self.result.show_result(result)
        self.sheets.set_rows(survey.sheets)
        self._show_chosen()

    def _nothing_yet(self, survey: Survey) -> EmptyState:
        if not survey.form.is_open:
            return EmptyState(_("Nobody has answered."), icon="survey")
        if survey.result.enrolled:
            words = _("Nobody has answered yet. Let people answer on the screen, or type in their paper sheets.")
            return EmptyState(words, icon="survey")
        go = Target("cohort", (self.cohort_id, "admission"))
        lead = Action(_("Go to the admission"), lambda: self.workspace.navigate(go))
        return EmptyState(_("The survey waits for people."), lead, "survey")

    def _show_chosen(self) -> None:
        self.take_back_button.setEnabled(self.sheets.current() is not None)

    def _answer(self) -> None:
        if self._survey is not None:
            dialog = AnsweringDialog(self, self._survey.form)
            dialog.exec()
            dialog.deleteLater()

    def _type_from_paper(self) -> None:
        if self._survey is not None:
            dialog = PaperDialog(self, self._survey.form)
            dialog.exec()
            dialog.deleteLater()

    def _take_back(self) -> None:
        sheet = self.sheets.current()
        if sheet is None:
            return

        def taken(outcome: Outcome[AnswerSheet]) -> None:
            text = _("Sheet {slip} is taken back.", slip=sheet.slip_number)
            self.workspace.show_notice(text, undo=lambda: self._put_back(sheet, outcome.value))

        run_command(self, lambda centre: centre.write(remove_response, response_id=sheet.id), taken)

    def _put_back(self, record: ResponseRecord, answers: AnswerSheet) -> None:
        cohort_id = self.cohort_id
        run_command(
            self,
            lambda centre: centre.write(
                save_response,
                cohort_id=cohort_id,
                sheet=answers,
                is_from_paper=record.is_from_paper,
                slip_number=record.slip_number,
            ),
        )

    def _save(self) -> None:
        if self._survey is None:
            return
        name = _("Needs survey {code}", code=self._survey.result.cohort_code)
        out = choose_target(self, _("Save the report"), name=name, kind=PDF)
        if out is not None:
            cohort_id = self.cohort_id
            run_long(
                self,
                _("Saving the report"),
                lambda centre, _progress: write_survey_report(centre, cohort_id=cohort_id, out=out),
                lambda written: show_saved(self.workspace, written[0]),
            )


def _survey(centre: "Centre", cohort_id: int) -> Survey:
    return Survey(
        centre.read(survey_form, cohort_id=cohort_id),
        centre.read(survey_result, cohort_id=cohort_id),
        tuple(centre.read(responses, cohort_id=cohort_id)),
    )
