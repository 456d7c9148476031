"""Surveys of all cohorts and of anybody, and the questionnaires that they are made with."""

from desktop_app.i18n import N_, _
from ui.widgets.tab_page import TabPage, TabSpec
from ui.workspace import Workspace

TABS: tuple[TabSpec, ...] = (
    TabSpec("rounds", N_("Being asked"), "ui.pages.surveys.rounds_panel:RoundsPanel"),
    TabSpec("shelf", N_("Questionnaires"), "ui.pages.surveys.shelf_panel:ShelfPanel"),
    TabSpec("results", N_("Results"), "ui.pages.surveys.results_panel:ResultsPanel"),
    TabSpec("themes", N_("Open answers"), "ui.pages.surveys.themes:ThemesPanel"),
    TabSpec("trends", N_("Trends"), "ui.pages.surveys.trends:TrendsPanel"),
)


class SurveysPage(TabPage):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Surveys"), tabs=TABS)
