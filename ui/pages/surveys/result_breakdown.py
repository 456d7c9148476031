"""The tab "Break-down": the need gaps by a field, or of one competence where two fields meet, as a heat map."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.i18n import _
from desktop_app.questionnaires.model import Questionnaire, text_in
from desktop_app.surveys.charts import Layout, competences_by_group, cross_table
from desktop_app.surveys.field_titles import field_titles
from desktop_app.surveys.results import SurveyFigures, survey_figures
from desktop_app.surveys.sorting import Where
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.surveys.result_area import scrolled
from ui.theme import GAP_M, GAP_S
from ui.widgets.chart_view import ChartView
from ui.widgets.chooser import Chooser
from ui.widgets.page import Panel
from ui.widgets.text import Role, flowing
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

CHOOSER_LETTERS = 34
# Codes of questions of the program's own questionnaires.
DISTRICT, YEARS_OF_SERVICE = "A1", "A7"


@dataclass(frozen=True)
class Wanted:
    """Whose answers to which items are broken down; ``is_large``: more than those of a cohort."""

    code: str
    where: Where
    items: tuple[str, ...]
    is_large: bool


class BreakdownView(Panel):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._wanted: Wanted | None = None
        self._figures: SurveyFigures | None = None
        self.by = Chooser(_("By"))
        self.across = Chooser(_("And by"))
        self.competence = Chooser(_("Competence"))
        for chooser in (self.by, self.across, self.competence):
            chooser.setMinimumContentsLength(CHOOSER_LETTERS)
            chooser.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.by.chosen.connect(lambda _value: self.refresh())
        self.across.chosen.connect(lambda _value: self.refresh())
        self.competence.chosen.connect(lambda _value: self._draw())
        self.chart = ChartView(description=_("Break-down"))
        self.legend = flowing("", Role.SMALL)
        self._lay_out()

    @property
    def field(self) -> str:
        return self.by.value or ""

    def show_survey(self, wanted: Wanted, questionnaire: Questionnaire) -> None:
        self._wanted = wanted
        titles = field_titles(questionnaire)
        fields = [Choice(name, title) for name, title in titles.items()]
        self.by.set_choices(fields)
        if self._figures is None:
            # Of a single cohort the districts would all be hidden.
            fitting = DISTRICT if wanted.is_large else YEARS_OF_SERVICE
            self.by.choose(fitting if fitting in titles else None)
        self.across.set_choices(
            [Choice("", _("no second field")), *(each for each in fields if each.value != "trainer")]
        )
        self.competence.set_choices([Choice(row.code, text_in(row.text)) for row in questionnaire.competences])
        self.make_stale()

    def refresh(self) -> None:
        wanted, by, across = self._wanted, self.by.value, self.across.value or None
        if wanted is None or by is None:
            return
        self.competence.setVisible(across is not None)

        def read(centre: "Centre") -> SurveyFigures:
            second = across if across != by else None
            return centre.read(survey_figures, questionnaire_code=wanted.code, where=wanted.where, by=by, across=second)

        run_query(self, read, self._show, slot="refresh")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        for chooser in (self.by, self.across, self.competence):
            top.addWidget(chooser)
        top.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_M, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addLayout(top)
        outer.addWidget(scrolled(self.chart, self.legend), 1)

    def _show(self, figures: SurveyFigures) -> None:
        self._figures = figures
        self._draw()

    def _draw(self) -> None:
        figures = self._figures
        if figures is None:
            return
        self.chart.set_layout(self._layout(figures))
        lines = [_("Need gap, 0 to 20 points; under it the number of people.")]
        if not figures.columns:
            lines += [f"{row.code} – {text_in(row.text)}" for row in figures.questionnaire.competences]
        if figures.left_out:
            lines.append(_("Groups left out, because a table has no room for them: {n}", n=figures.left_out))
        self.legend.setText("\n".join(lines))

    def _layout(self, figures: SurveyFigures) -> Layout:
        if figures.columns and self.competence.value is not None:
            return cross_table(figures, code=self.competence.value)
        return competences_by_group(figures)
