"""Who is due for a course in a year, held against the plan: people, and their totals to go down from."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.due.exporting import write_due_list
from desktop_app.due.records import DueFilter, DuePerson, DueTotal, DueTotals, SchoolTotal
from desktop_app.due.rules import FIRST_YEAR, LAST_YEAR
from desktop_app.due.service import NOT_SPLIT, due_totals, take_back
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
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.text import OneLine, Role
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

# The years around the present one that are offered; any other comes with a Target.
YEARS_BACK, YEARS_AHEAD = 1, 5


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
        self._totals: DueTotals | None = None
        self._listing = DueListing(DueFilter(this_year))
        columns = people_columns(lambda: self._listing.wanted.year)
        self.model: PagedModel[DuePerson] = PagedModel(
            self, columns, count=self._listing.count, fetch=self._listing.fetch
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
        self.districts = self._totals_table("due.districts", DISTRICT_COLUMNS, "district_code")
        self.schools = self._totals_table("due.schools", SCHOOL_COLUMNS, "institution_id")
        self.subjects = self._totals_table("due.subjects", SUBJECT_COLUMNS, "subject_code")
        self.into_cohort = Action(_("Put into a cohort"), self.put_into_cohort, icon="cohort", key="Ctrl+G")
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
            self.tabs.setCurrentIndex(0)
            self.banner.show_warning(_("Choose people in the list who are not in a cohort yet."))
            return
        placed: Placed | None = IntoCohortDialog.ask(self, [due.person.id for due in chosen])
        if placed is not None:
            self._tell_placed(placed)

    def export(self) -> None:
        wanted, people = self.filters.wanted, self._totals.whole.people if self._totals is not None else 0
        answer: tuple[bool] | None = ExportDialog.ask(self, people=people)
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
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        people = QWidget()
        column = QVBoxLayout(people)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.people, 1)
        column.addWidget(self.why)
        for table, title in (
            (people, _("People")),
            (self.districts, _("By district")),
            (self.schools, _("By school")),
            (self.subjects, _("By subject")),
        ):
            self.tabs.addTab(table, title)
        card = Card()
        card.body.addWidget(self.filters)
        card.body.addWidget(self.tabs, 1)
        self.body.addWidget(card, 1)
        self.model.counted.connect(self._show_count)

    def _totals_table(self, name: str, columns: Sequence[Column[Any]], field: str) -> RecordTable[Any]:
        table: RecordTable[Any] = RecordTable(
            self.workspace, name, columns, empty=EmptyState(_("Nobody is due."), icon="success")
        )
        table.opened.connect(partial(self._go_down, field))
        return table

    def _go_down(self, field: str, total: DueTotal) -> None:
        """From a total to the people behind it."""
        if total.key == NOT_SPLIT:
            return
        self.filters.narrow(**{field: total.key}, name=total.name)
        self.tabs.setCurrentIndex(0)
        self.people.view.setFocus()

    def _open_card(self, due: DuePerson) -> None:
        self.workspace.navigate(Target("person", due.person.id))

    def _look(self) -> None:
        self._listing.wanted = wanted = self.filters.wanted
        self.model.reload()
        if self.model.filter_text:
            run_query(self, lambda centre: centre.read(due_totals, wanted), self._show_totals, slot="totals")

    def _offer(self, lists: DueLists) -> None:
        self.filters.offer(lists)

    def _show_count(self, count: int) -> None:
        if self._listing.totals is not None:
            self._show_totals(self._listing.totals)
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

    def _show_totals(self, totals: DueTotals) -> None:
        self._totals = totals
        self.districts.set_rows(totals.districts)
        self.schools.set_rows(totals.schools)
        self.subjects.set_rows(totals.subjects)
        self.filters.offer_schools([school for school in totals.schools if isinstance(school, SchoolTotal)])
        self.set_context(" · ".join(_summary(self._listing.wanted.year, totals.whole)))

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


def _summary(year: int, whole: DueTotal) -> list[str]:
    parts = [_n("{year}: {n} person is due", "{year}: {n} people are due", whole.people, year=year)]
    if whole.overdue:
        parts.append(_n("{n} overdue", "{n} overdue", whole.overdue))
    if whole.in_cohort:
        parts.append(_n("{n} in a cohort", "{n} in a cohort", whole.in_cohort))
    if whole.planned is not None:
        parts.append(_("the plan takes {planned}", planned=formats.integer_text(whole.planned)))
    return parts
