"""The tab "Results": what the answers to a questionnaire say over all its surveys, or those of a year."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.i18n import _
from desktop_app.questionnaires.model import Questionnaire, text_in
from desktop_app.surveys.records import SurveyPhase
from desktop_app.surveys.trends import newest_editions, years_asked
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.surveys.result_view import ResultView
from ui.theme import GAP_M, GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.tab_page import TabPanel
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre


@dataclass(frozen=True)
class Offered:
    questionnaires: list[Questionnaire]
    years: list[int]


class ResultsPanel(TabPanel):
    """``go_to`` takes the code of a questionnaire."""

    changes_that_matter = frozenset({"questionnaire", "survey_round"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._wanted = ""
        self.questionnaire = Chooser(_("Questionnaire"))
        self.year = Chooser(_("Year"))
        self.phase = Chooser(
            _("Phase"),
            [
                Choice(None, _("Before and after the course")),
                Choice(SurveyPhase.BEFORE, _("Before the course")),
                Choice(SurveyPhase.AFTER, _("After the course")),
            ],
        )
        self.results = ResultView(workspace)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        for chooser in (self.questionnaire, self.year, self.phase):
            chooser.chosen.connect(lambda _value: self._show_results())
            row.addWidget(chooser)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_M, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addLayout(row)
        outer.addWidget(self.results, 1)
        self.setFocusProxy(self.questionnaire)

    def go_to(self, place: object) -> None:
        self._wanted = str(place)
        self.make_stale()

    def refresh(self) -> None:
        def read(centre: "Centre") -> Offered:
            return Offered(centre.read(newest_editions), centre.read(years_asked))

        run_query(self, read, self._offer, slot="refresh")

    def _offer(self, offered: Offered) -> None:
        self.questionnaire.set_choices([Choice(each.code, text_in(each.title)) for each in offered.questionnaires])
        years = [Choice(year, _("Year {year}", year=year)) for year in offered.years]
        self.year.set_choices([Choice(None, _("All years")), *years])
        if self._wanted:
            self.questionnaire.choose(self._wanted)
            self._wanted = ""
        self._show_results()

    def _show_results(self) -> None:
        if self.questionnaire.value is not None:
            self.results.show_questionnaire(self.questionnaire.value, year=self.year.value, phase=self.phase.value)
