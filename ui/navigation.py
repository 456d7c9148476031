"""The map of the window: its pages, one line each, and the way from anywhere to anywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from desktop_app.i18n import N_
from ui import rights


@dataclass(frozen=True)
class Target:
    """A place to go: a page by its name, and what to show there."""

    page: str
    argument: object = None


@dataclass(frozen=True)
class Hit:
    """One line of the search of everything; ``kind`` is the translated word for what it is."""

    title: str
    subtitle: str
    kind: str
    target: Target


@dataclass(frozen=True)
class PageSpec:
    """A page of the window. ``factory`` ("module:name") is imported when the page is first shown.

    A page ``under`` another is reached only by a Target and lights the other's line in the navigation, where a rule
    is drawn above a page that ``begins_group``. Whoever lacks the ``right`` (see ui/rights.py) does not find the page,
    nor one that ``is_wide``, of all cohorts, whoever has the right for their own alone; one ``is_for_accounts`` only is
    there where people sign in. One that ``stands_alone`` shows something without being told what.
    """

    name: str
    title: str
    icon: str
    factory: str
    shortcut: str = ""
    under: str = ""
    begins_group: bool = False
    right: str = ""
    is_wide: bool = False
    is_for_accounts: bool = False
    stands_alone: bool = False


@dataclass(frozen=True)
class StepSpec:
    """A step of a cohort's path; ``factory(workspace, cohort_id)`` makes its panel when it is first chosen."""

    name: str
    title: str
    factory: str
    right: str = ""
    is_wide: bool = False


PAGES: tuple[PageSpec, ...] = (
    PageSpec("home", N_("Today"), "home", "ui.pages.home.page:HomePage", "Ctrl+1", right="see_plan"),
    PageSpec(
        "people",
        N_("People"),
        "people",
        "ui.pages.people.list_page:PeoplePage",
        "Ctrl+2",
        begins_group=True,
        right="see_people",
        is_wide=True,
    ),
    PageSpec(
        "person", N_("Person"), "person", "ui.pages.people.card_page:PersonPage", under="people", right="see_people"
    ),
    PageSpec("doubles", N_("Doubles"), "copy", "ui.pages.doubles.page:DoublesPage", "Ctrl+8", right="merge_people"),
    PageSpec("due", N_("Due"), "clock", "ui.pages.due.page:DuePage", "Ctrl+7", right="see_plan"),
    PageSpec(
        "institutions",
        N_("Institutions"),
        "building",
        "ui.pages.institutions.list_page:InstitutionsPage",
        "Ctrl+0",
        right="see_people",
        is_wide=True,
    ),
    PageSpec(
        "institution",
        N_("Institution"),
        "building",
        "ui.pages.institutions.institution_page:InstitutionPage",
        under="institutions",
        right="see_people",
    ),
    PageSpec(
        "plan",
        N_("Annual plan"),
        "chart",
        "ui.pages.plan.page:PlanPage",
        "Ctrl+F5",
        begins_group=True,
        right="see_plan",
    ),
    PageSpec(
        "organisations",
        N_("Training organisations"),
        "building",
        "ui.pages.organisations.list_page:OrganisationsPage",
        under="plan",
        right="see_plan",
        stands_alone=True,
    ),
    PageSpec(
        "organisation",
        N_("Training organisation"),
        "building",
        "ui.pages.organisations.card_page:OrganisationPage",
        under="plan",
        right="see_plan",
    ),
    PageSpec(
        "programmes",
        N_("Programmes"),
        "programme",
        "ui.pages.programmes.page:ProgrammesPage",
        "Ctrl+3",
        right="see_cohorts",
        is_wide=True,
    ),
    PageSpec(
        "cohorts", N_("Cohorts"), "cohort", "ui.pages.cohorts.list_page:CohortsPage", "Ctrl+4", right="see_cohorts"
    ),
    PageSpec(
        "cohort", N_("Cohort"), "cohort", "ui.pages.cohorts.hub_page:CohortPage", under="cohorts", right="see_cohorts"
    ),
    PageSpec(
        "lending",
        N_("Lent work"),
        "upload",
        "ui.pages.lending.page:LendingPage",
        under="cohorts",
        right="lend",
        stands_alone=True,
    ),
    PageSpec(
        "participation",
        N_("Participation by region"),
        "place",
        "ui.pages.participation.page:ParticipationPage",
        under="cohorts",
        right="see_plan",
        stands_alone=True,
    ),
    PageSpec(
        "forming",
        N_("Forming cohorts"),
        "cohort",
        "ui.pages.forming.builder_page:FormingPage",
        under="cohorts",
        right="edit_cohorts",
    ),
    PageSpec(
        "applications",
        N_("Applications"),
        "list",
        "ui.pages.forming.applications_page:ApplicationsPage",
        under="cohorts",
        right="see_cohorts",
        is_wide=True,
        stands_alone=True,
    ),
    PageSpec(
        "roster", N_("Roster"), "file-excel", "ui.pages.rosters.page:RosterPage", under="cohorts", right="import_people"
    ),
    PageSpec(
        "timetable",
        N_("Timetable"),
        "calendar",
        "ui.pages.timetable.page:TimetablePage",
        "Ctrl+F3",
        right="see_timetable",
        is_wide=True,
    ),
    PageSpec(
        "teaching",
        N_("Rooms and trainers"),
        "people",
        "ui.pages.teaching.page:TeachingPage",
        under="timetable",
        right="see_timetable",
        is_wide=True,
        stands_alone=True,
    ),
    PageSpec(
        "attendance_desk",
        N_("Attendance"),
        "attendance",
        "ui.pages.attendance_desk.page:AttendanceDeskPage",
        "Ctrl+F8",
        right="see_attendance",
    ),
    PageSpec("surveys", N_("Surveys"), "survey", "ui.pages.surveys.page:SurveysPage", "Ctrl+F9", right="see_surveys"),
    PageSpec(
        "questionnaire",
        N_("Questionnaire"),
        "survey",
        "ui.pages.surveys.editor_page:EditorPage",
        under="surveys",
        right="see_surveys",
    ),
    PageSpec("events", N_("Events"), "event", "ui.pages.events.page:EventsPage", "Ctrl+F6", right="see_plan"),
    PageSpec("cascades", N_("Cascades"), "cascade", "ui.pages.cascades.page:CascadesPage", "Ctrl+F7", right="see_plan"),
    PageSpec(
        "certificates",
        N_("Certificates"),
        "certificate",
        "ui.pages.certificates.page:CertificatesPage",
        "Ctrl+5",
        begins_group=True,
        right="see_papers",
    ),
    PageSpec(
        "series",
        N_("Series and numbers"),
        "list",
        "ui.pages.certificates.series_page:SeriesPage",
        under="certificates",
        right="see_papers",
        stands_alone=True,
    ),
    PageSpec(
        "blanks",
        N_("Blanks"),
        "copy",
        "ui.pages.blanks.page:BlanksPage",
        under="certificates",
        right="see_papers",
        stands_alone=True,
    ),
    PageSpec(
        "print_run",
        N_("Print certificates"),
        "print",
        "ui.pages.blanks.run_page:PrintRunPage",
        under="certificates",
        right="see_papers",
    ),
    PageSpec(
        "handing",
        N_("Hand over certificates"),
        "certificate",
        "ui.pages.blanks.handing_page:HandingPage",
        under="certificates",
        right="see_papers",
    ),
    PageSpec(
        "templates",
        N_("Templates"),
        "certificate",
        "ui.pages.templates.page:TemplatesPage",
        under="certificates",
        right="see_papers",
        stands_alone=True,
    ),
    PageSpec(
        "template",
        N_("Template"),
        "certificate",
        "ui.pages.templates.designer:DesignerPage",
        under="certificates",
        right="see_papers",
    ),
    PageSpec("returns", N_("Returns"), "return", "ui.pages.returns.page:ReturnsPage", "Ctrl+6", right="see_returns"),
    PageSpec(
        "return",
        N_("Return"),
        "return",
        "ui.pages.returns.month_page:MonthPage",
        under="returns",
        right="see_returns",
        stands_alone=True,
    ),
    PageSpec(
        "bound_forms",
        N_("Forms of others"),
        "file-excel",
        "ui.pages.bound_forms.page:FormsPage",
        under="returns",
        right="see_returns",
        stands_alone=True,
    ),
    PageSpec(
        "bound_form",
        N_("Bind a workbook"),
        "file-excel",
        "ui.pages.bound_forms.binding_page:BindingPage",
        under="returns",
        right="see_returns",
    ),
    PageSpec(
        "indicators",
        N_("Indicators"),
        "list",
        "ui.pages.indicators.page:IndicatorsPage",
        under="returns",
        right="see_returns",
        stands_alone=True,
    ),
    PageSpec(
        "consolidation",
        N_("Country's table"),
        "return",
        "ui.pages.consolidation.page:ConsolidationPage",
        under="returns",
        right="see_returns",
        stands_alone=True,
    ),
    PageSpec(
        "narrative",
        N_("Reports in words"),
        "return",
        "ui.pages.narrative.page:NarrativePage",
        under="returns",
        right="see_returns",
        stands_alone=True,
    ),
    PageSpec("orders", N_("Orders"), "order", "ui.pages.orders.page:OrdersPage", "Ctrl+F2", right="see_papers"),
    PageSpec(
        "requests",
        N_("Requests"),
        "check",
        "ui.pages.accounts.requests_page:RequestsPage",
        "Ctrl+F10",
        is_for_accounts=True,
    ),
    PageSpec(
        "settings", N_("Settings"), "settings", "ui.pages.settings.page:SettingsPage", "Ctrl+9", begins_group=True
    ),
    PageSpec("roles", N_("Who may do what"), "grid", "ui.pages.accounts.roles_page:RolesPage", under="settings"),
    PageSpec(
        "accounts",
        N_("Accounts and protection"),
        "lock",
        "ui.pages.accounts.set_up_page:SetUpPage",
        under="settings",
        right="edit_accounts",
    ),
)

# In the order of a cohort's life; the names are those of desktop_app.cohorts.path.Step.
COHORT_STEPS: tuple[StepSpec, ...] = (
    StepSpec("plan", N_("Plan"), "ui.pages.cohorts.plan_panel:PlanPanel", right="see_timetable", is_wide=True),
    StepSpec("admission", N_("Admission"), "ui.pages.cohorts.admission_panel:AdmissionPanel", right="see_people"),
    StepSpec("survey", N_("Needs survey"), "ui.pages.surveys.panel:SurveyPanel", right="see_surveys"),
    StepSpec(
        "timetable", N_("Timetable"), "ui.pages.timetable.panel:TimetablePanel", right="see_timetable", is_wide=True
    ),
    StepSpec("attendance", N_("Attendance"), "ui.pages.attendance.panel:AttendancePanel", right="see_attendance"),
    StepSpec("completion", N_("Completion"), "ui.pages.completion.panel:CompletionPanel", right="see_results"),
    StepSpec("certificates", N_("Certificates"), "ui.pages.certificates.panel:CertificatePanel", right="see_papers"),
    StepSpec("return", N_("Return"), "ui.pages.returns.panel:ReturnPanel", right="see_returns"),
    StepSpec("papers", N_("Documents"), "ui.pages.papers.panel:PapersPanel", right="see_papers"),
)

# Forms that pages of other capabilities ask for: ``load(FORMS["cohort"]).ask(owner)`` gives the id of a new cohort.
# ``load(FORMS["behind"])(owner, workspace, title, behind)`` lists what a figure is made of.
FORMS: dict[str, str] = {
    "cohort": "ui.pages.cohorts.edit_dialog:CohortDialog",
    "behind": "ui.pages.returns.behind_dialog:BehindDialog",
}

# Each is called in the worker as ``find(centre, text)`` and returns at most a handful of hits, best first.
SEARCHES: tuple[str, ...] = (
    "ui.pages.attendance_desk.sheet_search:find",
    "ui.page_search:find",
    "ui.pages.people.search:find",
    "ui.pages.institutions.search:find",
)

# The right without which a search would find nothing but a refusal.
SEARCH_RIGHTS: dict[str, str] = {
    "ui.pages.attendance_desk.sheet_search:find": "see_attendance",
    "ui.pages.people.search:find": "see_people",
    "ui.pages.institutions.search:find": "see_people",
}


def is_open_to_me(spec: PageSpec | StepSpec) -> bool:
    """Whether whoever is signed in may see the page or the step."""
    return rights.may_for_all(spec.right) if spec.is_wide else rights.may(spec.right)


def load(place: str) -> Callable[..., Any]:
    """What stands at "module:name"."""
    module, _colon, name = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
