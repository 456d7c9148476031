"""The tab "Trends": the need for every competence by the months of a year, and the one chosen as a line."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.i18n import _
from desktop_app.questionnaires.model import Questionnaire, text_in
from desktop_app.surveys.trends import CompetenceTrend, NeedTrend, need_questionnaires, need_trend, years_asked
from desktop_app.surveys.trends_chart import trend_chart
from ui import formats
from ui.actions import Action, make_button
from ui.files import WORKBOOK, choose_target, show_saved
from ui.models.choices_model import Choice
from ui.operations import run_long, run_query
from ui.pages.surveys.trends_columns import FIRST_MONTH, MONTHS, trend_columns
from ui.theme import GAP_M, GAP_S
from ui.widgets.chart_view import ChartView
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.tab_page import TabPanel
from ui.widgets.text import OneLine, Role, flowing
from ui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

CHART_HEIGHT = 210


@dataclass(frozen=True)
class Answer:
    questionnaires: list[Questionnaire]
    years: list[int]
    trend: NeedTrend | None


class TrendsPanel(TabPanel):
    changes_that_matter = frozenset({"questionnaire", "survey_round", "survey_response", "dated_rule"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.trend: NeedTrend | None = None
        self.asked = Chooser(_("Questionnaire"))
        self.year = Chooser(_("Year"))
        for chooser in (self.asked, self.year):
            chooser.chosen.connect(lambda _value: self.refresh())
        self.export_button = make_button(
            self, Action(_("Export to Excel"), self.export, icon="file-excel", key="Ctrl+E"), group=_("Trends")
        )
        self.table: RecordTable[CompetenceTrend] = RecordTable(
            workspace, "survey_trends", trend_columns(), has_filter=False
        )
        self.table.selection_changed.connect(self._draw)
        self.name = OneLine(Role.STRONG)
        self.chart = ChartView(description=_("Need gap by month"), least_height=CHART_HEIGHT)
        self.chart.setMaximumHeight(CHART_HEIGHT)
        self.note = flowing(
            _(
                "Need gap: importance times what is missing to the highest level, 0 to 20 points, as a mean. n is the "
                "number of people who gave both marks. Answers before the course and of surveys without a cohort count."
            ),
            Role.SMALL,
        )
        self.nothing = EmptyPlace()
        self._lay_out()
        self.setFocusProxy(self.table.view)

    def refresh(self) -> None:
        wanted, year = self.asked.value, self.year.value

        def read(centre: "Centre") -> Answer:
            offered = centre.read(need_questionnaires)
            years = centre.read(years_asked) or [centre.clock.today().year]
            if not offered:
                return Answer(offered, years, None)
            code = wanted if wanted in [each.code for each in offered] else offered[0].code
            of_year = year if year in years else years[0]
            return Answer(offered, years, centre.read(need_trend, questionnaire_code=code, year=of_year))

        run_query(self, read, self._show, slot="refresh")

    def export(self) -> None:
        trend = self.trend
        if trend is None:
            return
        name = _("Need over the year {year}: {questionnaire}", year=trend.year, questionnaire=text_in(trend.title))
        out = choose_target(self, _("Export to Excel"), name=name.replace(":", " —"), kind=WORKBOOK)
        if out is None:
            return

        def write(centre: "Centre", _progress: "Progress") -> "Path":
            # Here, because nobody should wait for what writes workbooks before it is wanted.
            from desktop_app.surveys.trends_workbook import write_trend

            return write_trend(centre, trend=trend, out=out)

        run_long(self, _("Exporting to Excel"), write, lambda written: show_saved(self.workspace, written))

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(GAP_S)
        tools.addWidget(self.asked)
        tools.addWidget(self.year)
        tools.addStretch(1)
        tools.addWidget(self.export_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_M, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addLayout(tools)
        outer.addWidget(self.nothing, 1)
        for widget, stretch in ((self.table, 1), (self.name, 0), (self.chart, 0), (self.note, 0)):
            outer.addWidget(widget, stretch)

    def _show(self, answer: Answer) -> None:
        self.trend = answer.trend
        self.asked.set_choices([Choice(each.code, text_in(each.title)) for each in answer.questionnaires])
        self.year.set_choices([Choice(year, _("Year {year}", year=year)) for year in answer.years])
        has_figures = answer.trend is not None and any(row.latest is not None for row in answer.trend.competences)
        for widget in (self.table, self.name, self.chart, self.note):
            widget.setVisible(has_figures)
        self.nothing.setVisible(not has_figures)
        self.export_button.setEnabled(has_figures)
        if answer.trend is None or not has_figures:
            self.nothing.show_state(EmptyState(_nothing_text(answer.trend), icon="chart"))
            return
        for month in MONTHS:
            self.table.view.setColumnHidden(FIRST_MONTH + month - 1, month not in answer.trend.people)
        row = self.table.current()
        self.table.set_rows(sorted(answer.trend.competences, key=lambda each: -(each.latest or 0.0)))
        if row is None or not self.table.select(lambda each: each.code == row.code):
            self.table.select_place(0)
        self._draw()

    def _draw(self) -> None:
        row = self.table.current()
        if row is not None:
            self.name.setText(row.text)
            self.chart.set_layout(
                lambda width, measure, style: trend_chart(
                    row, width=width, height=float(CHART_HEIGHT - 1), text_width=measure, style=style
                )
            )


def _nothing_text(trend: NeedTrend | None) -> str:
    if trend is None:
        return _("No questionnaire asks for competences.")
    if trend.people:
        return _(
            "In no month of {year} enough people have answered. Figures are shown from {least} answers a month on, so "
            "that nobody can be recognised.",
            year=trend.year,
            least=formats.integer_text(trend.least_shown),
        )
    return _("In {year} nobody has answered this questionnaire before a course.", year=trend.year)
