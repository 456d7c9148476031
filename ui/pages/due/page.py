"""Who is due for a course in a year, held against the plan: people, and their totals to go down from."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.due.exporting import write_due_list
from desktop_app.due.records import DueFilter, DueOverview, DuePerson, DueTotal, DueTotals
from desktop_app.due.rules import FIRST_YEAR, LAST_YEAR
from desktop_app.due.service import NOT_SPLIT, due_overview, due_totals, take_back
from desktop_app.i18n import _, _n
from ui import formats
from ui.actions import Action
from ui.files import WORKBOOK, choose_target, show_saved
from ui.models.paged_model import PagedModel
from ui.models.table_model import Column
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.pages.due.cohort_dialog import IntoCohortDialog, Placed
from ui.pages.due.columns import DISTRICT_COLUMNS, SCHOOL_COLUMNS, SUBJECT_COLUMNS, people_columns
from ui.pages.due.export_dialog import ExportDialog
from ui.pages.due.filters import DueFilters
from ui.pages.due.listing import DueListing
from ui.pages.due.lists import DueLists, read_lists
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.late_tabs import LateTabs
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.text import OneLine, Role
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

# The years around the present one that are offered; any other comes with a Target.
YEARS_BACK, YEARS_AHEAD = 1, 5
# Why each person is due takes longer to tell than who they are.
PAGE_SIZE = 100
PEOPLE, DISTRICTS, SCHOOLS, SUBJECTS = "people", "districts", "schools", "subjects"
# Of each tab of totals its columns, and the field of the filter by which one goes down to the people.
TOTALS: dict[str, tuple[Sequence[Column[Any]], str]] = {
    DISTRICTS: (DISTRICT_COLUMNS, "district_code"),
    SCHOOLS: (SCHOOL_COLUMNS, "institution_id"),
    SUBJECTS: (SUBJECT_COLUMNS, "subject_code"),
}


class DuePage(Page):
    """``open(2027)`` shows that year."""

    changes_that_matter = frozenset(
        {
            *("person", "institution", "outside_course", "enrolment", "cohort", "certificate"),
            *("due_rule", "dated_rule", "plan_line", "reference_item", "territory"),
        }
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Due for a course"))
        this_year = workspace.centre.clock.today().year
        self.filters = DueFilters(this_year, range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1))
        self.filters.changed.connect(self._look)
        self._people_due = 0
        self._totals: DueTotals | None = None
        self._listing = DueListing(DueFilter(this_year))
        columns = people_columns(lambda: self._listing.wanted.year)
        self.model: PagedModel[DuePerson] = PagedModel(
            self, columns, count=self._listing.count, fetch=self._listing.fetch, page_size=PAGE_SIZE
        )
        self.people: RecordTable[DuePerson] = RecordTable(
            workspace,
            "due.people",
            columns,
            paged=self.model,
            filter_hint=_("Name, JShShIR, document or phone"),
            has_export_button=False,
            is_sortable=False,
        )
        self.people.opened.connect(self._open_card)
        self.people.selection_changed.connect(self._show_why)
        self.why = OneLine(Role.MUTED)
        self.into_cohort = Action(
            _("Put into a cohort"), self.put_into_cohort, icon="cohort", key="Ctrl+G", right="edit_cohorts"
        )
        self.set_primary(self.into_cohort)
        self.add_secondary(Action(_("Export to Excel"), self.export, icon="file-excel", key="Ctrl+E"))
        self._lay_out()

    def open(self, argument: object) -> None:
        if isinstance(argument, int) and FIRST_YEAR <= argument <= LAST_YEAR:
            self.filters.choose_year(argument)
            self.make_stale()

    def first_focus(self) -> QWidget | None:
        return self.people.view

    def refresh(self) -> None:
        run_query(self, read_lists, self._offer, slot="lists")
        self._look()

    def put_into_cohort(self) -> None:
        chosen = [due for due in self.people.selected() if due.cohort_id is None]
        if not chosen:
            self.tabs.choose(PEOPLE)
            self.banner.show_warning(_("Choose people in the list who are not in a cohort yet."))
            return
        placed: Placed | None = IntoCohortDialog.ask(self, [due.person.id for due in chosen])
        if placed is not None:
            self._tell_placed(placed)

    def export(self) -> None:
        wanted = self.filters.wanted
        answer: tuple[bool] | None = ExportDialog.ask(self, people=self._people_due)
        if answer is None:
            return
        (with_numbers,) = answer
        name = _("Due for a course in {year}", year=wanted.year)
        out = choose_target(self, _("Export to Excel"), name=name, kind=WORKBOOK)
        if out is not None:
            run_long(
                self,
                _("Exporting to Excel"),
                lambda centre, _progress: write_due_list(centre, wanted, out=out, with_numbers=with_numbers),
                lambda written: show_saved(self.workspace, written),
            )

    def _lay_out(self) -> None:
        self.tabs: LateTabs[QWidget] = LateTabs()
        self.tabs.add(PEOPLE, _("People"), self._people_tab)
        for name, title in ((DISTRICTS, _("By district")), (SCHOOLS, _("By school")), (SUBJECTS, _("By subject"))):
            self.tabs.add(name, title, partial(self._totals_tab, name))
        self.tabs.made.connect(self._fill)
        self.tabs.currentChanged.connect(lambda _place: self._ask_for_totals())
        card = Card()
        card.body.addWidget(self.filters)
        card.body.addWidget(self.tabs, 1)
        self.body.addWidget(card, 1)
        self.model.counted.connect(self._show_count)

    def _people_tab(self) -> QWidget:
        people = QWidget()
        column = QVBoxLayout(people)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.people, 1)
        column.addWidget(self.why)
        return people

    def _totals_tab(self, name: str) -> RecordTable[Any]:
        columns, field = TOTALS[name]
        table: RecordTable[Any] = RecordTable(self.workspace, f"due.{name}", columns)
        table.opened.connect(partial(self._go_down, field))
        return table

    def _fill(self, name: str) -> None:
        table = self.tabs.content(name)
        if isinstance(table, RecordTable) and self._totals is not None:
            table.set_empty(EmptyState(_("Nobody is due."), icon="success"))
            table.set_rows(getattr(self._totals, name))

    def _go_down(self, field: str, total: DueTotal) -> None:
        """From a total to the people behind it."""
        if total.key == NOT_SPLIT:
            return
        self.filters.narrow(**{field: total.key}, name=total.name)
        self.tabs.choose(PEOPLE)
        self.people.view.setFocus()

    def _open_card(self, due: DuePerson) -> None:
        self.workspace.navigate(Target("person", due.person.id))

    def _look(self) -> None:
        self._listing.wanted = wanted = self.filters.wanted
        self.model.reload()
        if self.model.filter_text:
            run_query(self, lambda centre: centre.read(due_overview, wanted), self._show_overview, slot="overview")
        self._totals = None
        self._ask_for_totals()

    def _ask_for_totals(self) -> None:
        """Where they are seen; and the schools of a district are offered by them."""
        wanted = self._listing.wanted
        if self._totals is None and (self.tabs.name != PEOPLE or wanted.district_code is not None):
            run_query(
                self, lambda centre: centre.read(due_totals, wanted), partial(self._show_totals, wanted), slot="totals"
            )

    def _offer(self, lists: DueLists) -> None:
        self.filters.offer(lists)

    def _show_count(self, count: int) -> None:
        if self._listing.overview is not None:
            self._show_overview(self._listing.overview)
        if self.filters.is_narrowed:
            everybody = Action(_("Show everybody"), self.filters.clear)
            self.people.set_empty(EmptyState(_("Nobody who is due fits what is chosen."), everybody, "filter"))
        else:
            self.people.set_empty(EmptyState(_("Nobody is due."), icon="success"))
        if count and not self.people.view.currentIndex().isValid():
            self.people.select_place(0)

    def _show_why(self) -> None:
        """The whole sentence of the person that is current; a cell shows its beginning."""
        due = self.people.current()
        self.why.setText("" if due is None else f"{due.person.full_name}: {due.why}")

    def _show_overview(self, overview: DueOverview) -> None:
        self._people_due = overview.people
        self.set_context(" · ".join(_summary(self._listing.wanted.year, overview)))

    def _show_totals(self, wanted: DueFilter, totals: DueTotals) -> None:
        if wanted is not self._listing.wanted:
            return
        self._totals = totals
        for name in self.tabs.contents:
            self._fill(name)
        self.filters.offer_schools(totals.schools)

    def _tell_placed(self, placed: Placed) -> None:
        count = len(placed.enrolment_ids)
        self.banner.show_outcome(
            _n(
                "{n} person is enrolled in cohort {cohort}.",
                "{n} people are enrolled in cohort {cohort}.",
                count,
                cohort=placed.cohort_code,
            ),
            undo=lambda: self._take_back(placed),
            link=(
                _("Open the cohort"),
                lambda: self.workspace.navigate(Target("cohort", (placed.cohort_id, "admission"))),
            ),
        )

    def _take_back(self, placed: Placed) -> None:
        def write(centre: "Centre") -> Outcome[None]:
            return centre.write(take_back, enrolment_ids=placed.enrolment_ids)

        run_command(self, write, lambda _done: self._look())


def _summary(year: int, whole: DueOverview) -> list[str]:
    parts = [_n("{year}: {n} person is due", "{year}: {n} people are due", whole.people, year=year)]
    if whole.overdue:
        parts.append(_n("{n} overdue", "{n} overdue", whole.overdue))
    if whole.in_cohort:
        parts.append(_n("{n} in a cohort", "{n} in a cohort", whole.in_cohort))
    if whole.planned is not None:
        parts.append(_("the plan takes {planned}", planned=formats.integer_text(whole.planned)))
    return parts
