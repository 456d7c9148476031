"""What a survey says, in tabs: needs as a picture and as figures, answers, break-downs, modules, before and after."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.surveys.charts import gap_chart, importance_and_level, level_chart
from desktop_app.surveys.document_content import CompetenceNeed, SurveyContent, survey_content
from desktop_app.surveys.records import SurveyPhase
from desktop_app.surveys.rounds import survey_form
from desktop_app.surveys.sorting import Where
from ui.actions import Action, make_action
from ui.files import PDF, PNG, WORKBOOK, FileKind, choose_target, show_saved
from ui.icons import icon
from ui.models.choices_model import Choice
from ui.operations import run_long, run_query
from ui.pages.surveys.comparison_view import ComparisonView
from ui.pages.surveys.decision_view import DecisionView
from ui.pages.surveys.result_area import scrolled
from ui.pages.surveys.result_breakdown import BreakdownView, Wanted
from ui.pages.surveys.result_columns import COMPETENCES
from ui.pages.surveys.result_words import AnswersView
from ui.theme import GAP_M, GAP_S, GAP_XS
from ui.widgets.chart_view import ChartView
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, flowing, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.centre import Centre

# Of a picture that is saved, in pixels to one of the screen: it is meant for slides and paper.
SHARPNESS = 3
PICTURE_WIDTH = 900


@dataclass(frozen=True)
class Asked:
    """Whose answers are shown: those of a round, or of a questionnaire over all its rounds."""

    code: str
    where: Where
    title: str = ""
    cohort_id: int | None = None
    phase: SurveyPhase | None = None


class ResultView(Panel):
    """Nothing is shown until ``show_round`` or ``show_questionnaire``."""

    changes_that_matter = frozenset({"survey_response", "survey_round", "questionnaire", "dated_rule"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._round_id: int | None = None
        self._asked: Asked | None = None
        self.content: SurveyContent | None = None
        self.state = label("", Role.MUTED)
        self.picture = Chooser(_("Kind of chart"), _pictures())
        self.picture.chosen.connect(lambda _value: self._draw())
        self.chart = ChartView(description=_("Need gap by competence"))
        self.competences: RecordTable[CompetenceNeed] = RecordTable(workspace, "survey_competences", COMPETENCES)
        self.answers = AnswersView()
        self.breakdown = BreakdownView(workspace)
        self.modules = DecisionView(workspace)
        self.comparison = ComparisonView(workspace)
        self.hidden = EmptyPlace(self)
        self.tabs = QTabWidget()
        self.save_button = QPushButton(_("Save"))
        self.save_button.setIcon(icon("download"))
        self._sheet_action = self._make_actions()
        self._lay_out()

    def show_round(self, round_id: int) -> None:
        if round_id != self._round_id:
            self._round_id = round_id
            self.make_stale()

    def show_questionnaire(self, code: str, *, year: int | None = None, phase: SurveyPhase | None = None) -> None:
        """All its editions, over all its rounds, or those that were opened in a year."""
        since, until = (None, None) if year is None else (date(year, 1, 1), date(year, 12, 31))
        self._round_id = None
        self._asked = Asked(code, Where(since=since, until=until, phase=phase))
        self.make_stale()

    def refresh(self) -> None:
        round_id, known = self._round_id, self._asked

        def read(centre: "Centre") -> tuple[Asked, SurveyContent]:
            asked = known if round_id is None else _asked_in(centre, round_id)
            assert asked is not None
            return asked, centre.read(survey_content, questionnaire_code=asked.code, where=asked.where)

        if round_id is not None or known is not None:
            run_query(self, read, self._show, slot="refresh")

    def save_report(self) -> None:
        self._save_result(PDF)

    def export(self) -> None:
        self._save_result(WORKBOOK)

    def save_trainer_sheet(self) -> None:
        def write(centre: "Centre", asked: Asked, out: Path) -> Path:
            # Here, as below: nobody should wait for what writes PDF and workbooks before it is wanted.
            from desktop_app.surveys.printing import save_trainer_sheet

            assert asked.cohort_id is not None
            return save_trainer_sheet(centre, cohort_id=asked.cohort_id, out=out)

        if self._asked is not None and self._asked.cohort_id is not None:
            self._save(_("What matters to this group"), PDF, write)

    def save_picture(self) -> None:
        """Of what is in front, as sharp as paper needs it."""
        if self.tabs.isHidden():
            return
        view = self.breakdown.chart if self.tabs.currentWidget() is self.breakdown else self.chart
        out = choose_target(self, _("Save the picture"), name=self.picture.currentText(), kind=PNG)
        if out is not None:
            view.picture(width=PICTURE_WIDTH, sharpness=SHARPNESS).save(str(out))
            show_saved(self.workspace, out)

    @property
    def _field(self) -> str | None:
        """What is broken down by, where that is what is looked at."""
        return self.breakdown.field or None if self.tabs.currentWidget() is self.breakdown else None

    def _save_result(self, kind: FileKind) -> None:
        by = self._field

        def write(centre: "Centre", asked: Asked, out: Path) -> Path:
            from desktop_app.surveys.printing import save_report, save_results

            save = save_report if kind is PDF else save_results
            return save(centre, questionnaire_code=asked.code, where=asked.where, about=asked.title, by=by, out=out)

        self._save(_("Result of the needs survey"), kind, write)

    def _save(self, title: str, kind: FileKind, write: "Callable[[Centre, Asked, Path], Path]") -> None:
        asked = self._asked
        if asked is None or self.tabs.isHidden():
            return
        out = choose_target(self, title, name=f"{title} {asked.title}".strip(), kind=kind)
        if out is not None:
            run_long(
                self,
                title,
                lambda centre, _progress: write(centre, asked, out),
                lambda written: show_saved(self.workspace, written),
            )

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for side, title in (
            (self._picture_side(), _("Need gap")),
            (self.competences, _("Figures")),
            (self.answers, _("Answers")),
            (self.breakdown, _("Break-down")),
            (self.modules, _("Modules")),
            (self.comparison, _("Before and after")),
        ):
            self.tabs.addTab(side, title)
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, GAP_XS)
        row.setSpacing(GAP_M)
        row.addWidget(self.state)
        row.addWidget(self.save_button)
        self.tabs.setCornerWidget(corner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_S, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addWidget(self.tabs, 1)
        outer.addWidget(self.hidden, 1)
        self.tabs.hide()
        self.hidden.hide()
        self.setFocusProxy(self.tabs)

    def _make_actions(self) -> QAction:
        """Fills the menu of what can be saved; gives back what is for cohorts before their course only."""
        menu = QMenu(self.save_button)
        report = Action(_("Report as PDF…"), self.save_report, icon="file-pdf", key="Ctrl+Shift+P")
        sheet = Action(_("Trainer's sheet as PDF…"), self.save_trainer_sheet, icon="file-pdf", key="Ctrl+Shift+R")
        figures = Action(_("Figures to Excel…"), self.export, icon="file-excel", key="Ctrl+Shift+X")
        picture = Action(_("Picture…"), self.save_picture, icon="download", key="Ctrl+Shift+G")
        group = _("Results")
        made = [make_action(self, each, group=group) for each in (report, sheet, figures, picture)]
        menu.addActions(made)
        self.save_button.setMenu(menu)
        return made[1]

    def _picture_side(self) -> QWidget:
        chooser = QWidget()
        row = QHBoxLayout(chooser)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.picture)
        row.addStretch(1)
        words = _(
            "The gap of an answer is its importance times (5 – present level), 0 to 20 points; the gap of a "
            "competence is the mean over those who gave both. n is the number of such answers."
        )
        return scrolled(chooser, self.chart, flowing(words, Role.SMALL))

    def _show(self, found: tuple[Asked, SurveyContent]) -> None:
        self._asked, self.content = found
        asked, content = found
        is_shown = content.figures.total is not None
        self.tabs.setVisible(is_shown)
        self.hidden.setVisible(not is_shown)
        self.hidden.show_state(EmptyState(hidden_text(content), icon="survey"))
        is_before = asked.cohort_id is not None and asked.phase is SurveyPhase.BEFORE
        self._sheet_action.setVisible(is_before)
        self.tabs.setTabVisible(self.tabs.indexOf(self.modules), is_before)
        self.state.setText(_state_text(content))
        if is_shown:
            self._fill(asked, content)

    def _fill(self, asked: Asked, content: SurveyContent) -> None:
        has_competences = bool(content.needs)
        for place in (0, self.tabs.indexOf(self.competences), self.tabs.indexOf(self.breakdown)):
            self.tabs.setTabVisible(place, has_competences)
        self._draw()
        self.competences.set_rows(content.needs)
        self.answers.show_content(content)
        items = tuple(item.code for item in content.questionnaire.items if item.is_competences)
        wanted = Wanted(asked.code, asked.where, items, is_large=asked.cohort_id is None)
        self.breakdown.show_survey(wanted, content.questionnaire)
        if asked.cohort_id is not None and asked.phase is SurveyPhase.BEFORE:
            self.modules.show_cohort(asked.cohort_id)
        cohorts = None if asked.cohort_id is None else frozenset({asked.cohort_id})
        compared = Where(since=asked.where.since, until=asked.where.until, cohort_ids=cohorts)
        self.comparison.show_survey(asked.code, compared)

    def _draw(self) -> None:
        if self.content is not None:
            self.chart.set_layout(self.picture.value(self.content.needs))


def hidden_text(content: SurveyContent) -> str:
    if not content.figures.people:
        return _("Nobody has answered yet. Let people answer on the screen, or type in their paper sheets.")
    return _(
        "Fewer than {least} people have answered. Figures are shown from {least} answers on, so that nobody can be "
        "recognised.",
        least=content.figures.least_shown,
    )


def _asked_in(centre: "Centre", round_id: int) -> Asked:
    form = centre.read(survey_form, round_id=round_id)
    where = Where(round_ids=frozenset({round_id}))
    return Asked(form.questionnaire.code, where, form.title, form.cohort_id, form.phase)


def _pictures() -> list[Choice]:
    return [
        Choice(gap_chart, _("Need gap")),
        Choice(importance_and_level, _("Importance and level")),
        Choice(level_chart, _("Levels people gave themselves")),
    ]


def _state_text(content: SurveyContent) -> str:
    said = [_("answers: {n}", n=content.figures.people)]
    if content.figures.set_aside:
        said.append(_("asked otherwise in older editions: {items}", items=", ".join(content.figures.set_aside)))
    return " · ".join(said)
