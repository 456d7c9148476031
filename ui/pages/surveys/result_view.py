"""What a survey says, in tabs: the gaps as a chart and as figures, the modules, the choices and the open answers."""

from PySide6.QtWidgets import QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.surveys.charts import choice_chart, gap_chart
from desktop_app.surveys.records import ChoiceResult, SurveyResult
from ui.pages.surveys.columns import COMPETENCES, MODULES
from ui.theme import GAP_L, GAP_M, GAP_S
from ui.widgets.chart_view import ChartView
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, flowing
from ui.workspace import Workspace


class ResultView(QTabWidget):
    """Figures only from so many answers on as the rule asks for; below, one tab that says so."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.hidden = EmptyPlace()
        self.chart = ChartView(description=_("Need gap by competence"))
        self.competences = RecordTable(workspace, "survey_competences", COMPETENCES, has_filter=False)
        self.modules = RecordTable(workspace, "survey_modules", MODULES, has_filter=False)
        self._words = QVBoxLayout()
        self._figures = [
            self.addTab(_scrolled(self._chart_side()), _("Need gap")),
            self.addTab(self.competences, _("Competences")),
            self.addTab(self.modules, _("Modules")),
            self.addTab(_scrolled(self._words_side()), _("Choices and words")),
        ]
        self._nothing = self.insertTab(0, self.hidden, _("Result"))
        self._figures = [place + 1 for place in self._figures]

    def show_result(self, result: SurveyResult) -> None:
        for place in self._figures:
            self.setTabVisible(place, result.is_shown)
        self.setTabVisible(self._nothing, not result.is_shown)
        self.hidden.show_state(EmptyState(hidden_text(result), icon="survey"))
        if not result.is_shown:
            return
        self.chart.set_layout(
            lambda width, measure, style: gap_chart(result, width=width, text_width=measure, style=style)
        )
        self.competences.set_rows(result.competences)
        self.modules.set_rows(result.modules)
        self._show_words(result)

    def _chart_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, GAP_M, GAP_M, 0)
        column.addWidget(self.chart)
        column.addWidget(
            flowing(
                _(
                    "The gap of an answer is its importance times (5 – present level), 0 to 20 points; the gap of a "
                    "competence is the mean over those who gave both. n is the number of such answers."
                ),
                Role.SMALL,
            )
        )
        column.addStretch(1)
        return side

    def _words_side(self) -> QWidget:
        side = QWidget()
        self._words = QVBoxLayout(side)
        self._words.setContentsMargins(0, GAP_M, GAP_M, 0)
        self._words.setSpacing(GAP_S)
        return side

    def _show_words(self, result: SurveyResult) -> None:
        while (item := self._words.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        for found in result.choices:
            self._words.addWidget(flowing(found.choice.text.text, Role.STRONG))
            self._words.addWidget(_choice_view(found, result.responses))
            self._words.addSpacing(GAP_L)
        if result.open_answers:
            self._words.addWidget(flowing(result.questionnaire.open_text.text, Role.STRONG))
        for text in result.open_answers:
            self._words.addWidget(flowing(f"— {text}"))
        self._words.addStretch(1)


def hidden_text(result: SurveyResult) -> str:
    if not result.responses:
        return _("Nobody has answered yet. Let people answer on the screen, or type in their paper sheets.")
    return _(
        "Fewer than {least} people have answered. Figures are shown from {least} answers on, so that nobody can be "
        "recognised.",
        least=result.least_shown,
    )


def _choice_view(found: ChoiceResult, responses: int) -> ChartView:
    return ChartView(
        lambda width, measure, style: choice_chart(
            found, responses=responses, width=width, text_width=measure, style=style
        ),
        description=found.choice.text.text,
    )


def _scrolled(inside: QWidget) -> QScrollArea:
    inside.setProperty("role", "scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inside)
    return area
