"""The register of certificates: a year at a time, searched, exported, and the way to check a code."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.certificates.book import KINDS
from desktop_app.certificates.printing import Written, write_register
from desktop_app.certificates.records import CertificateRecord
from desktop_app.certificates.register import (
    RegisterFilter,
    is_register_cut,
    register,
    register_count,
    register_rows,
    register_series,
    register_years,
)
from desktop_app.i18n import N_, _, _n
from ui.actions import Action, make_button
from ui.files import PDF, WORKBOOK, FileKind, choose_target, show_saved
from ui.models.paged_model import Order, PagedModel
from ui.navigation import Target
from ui.operations import run_long, run_query
from ui.pages.certificates.annul_dialog import AnnulDialog
from ui.pages.certificates.check_dialog import CheckDialog
from ui.pages.certificates.columns import REGISTER
from ui.pages.certificates.replace_dialog import CorrectionDialog, DuplicateDialog
from ui.theme import GAP_L, GAP_S, GAP_XL
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress


# A state, or an origin: what the column says, or why a paper was made.
STATES: tuple[tuple[tuple[str, str], str], ...] = (
    (("", ""), N_("All states")),
    (("valid", ""), N_("In force")),
    (("annulled", ""), N_("Annulled")),
    (("replaced", ""), N_("Replaced")),
    (("", "duplicate"), N_("Duplicates")),
    (("", "correction"), N_("Corrections")),
)

# Of the line over the list: the search, and what stands at both sides of it.
LEAST_SEARCH, MARGINS = 160, 2 * (GAP_XL + GAP_L)
# A kind of paper and no series; the series of the year are added.
KINDS_AND_SERIES: tuple[tuple[tuple[str, str], str], ...] = (
    (("", ""), N_("All papers")),
    *(((kind, ""), words) for kind, words in KINDS.items()),
)


class CertificatesPage(Page):
    changes_that_matter = frozenset({"certificate", "enrolment", "cohort", "person"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Certificates"))
        self._year = workspace.centre.clock.today().year
        self._kind = self._state = self._origin = self._series = ""
        self._is_cut = False
        self.rows = PagedModel(self, REGISTER, count=self._count, fetch=self._fetch, every=self._every)
        self._line_above = QHBoxLayout()
        self.table = RecordTable(
            workspace,
            "register",
            REGISTER,
            paged=self.rows,
            empty=EmptyState(
                _("No certificate was issued in this year. They are issued on the page of a cohort."),
                Action(_("To the list of cohorts"), lambda: workspace.navigate(Target("cohorts"))),
                "certificate",
            ),
            filter_hint=_("Number or name"),
        )
        self.years = ChoiceBox()
        self.years.setAccessibleName(_("Year"))
        self.years.activated.connect(self._choose_year)
        self.kinds = _choices(_("Paper"), KINDS_AND_SERIES, self._choose_kind)
        self.states = _choices(_("State"), STATES, self._choose_state)
        for place, box in enumerate((self.years, self.kinds, self.states)):
            self.table.tools.insertWidget(place, box)
        templates = Action(_("Templates"), lambda: workspace.navigate(Target("templates")), icon="edit", key="Ctrl+T")
        blanks = Action(_("Blanks"), lambda: workspace.navigate(Target("blanks")), icon="copy", key="Ctrl+L")
        numbers = Action(_("Numbers"), lambda: workspace.navigate(Target("series")), icon="list", key="Ctrl+Shift+S")
        ways = [make_button(self, there, group=self.title) for there in (templates, blanks, numbers)]
        self._ways = QWidget()
        row = QHBoxLayout(self._ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        for way in ways:
            row.addWidget(way)
        self.table.opened.connect(self._go_to_cohort)
        self.table.add_row_action(Action(_("Open the cohort"), lambda: self._go_to_cohort(self.table.current())))
        chosen = _("The chosen certificates")
        self.table.add_row_action(
            Action(
                _("Print…"), self._print, icon="print", key="Ctrl+Shift+P", hint=chosen, right="prepare_certificates"
            )
        )
        self.table.add_row_action(
            Action(_("Duplicate…"), self._duplicate, icon="copy", key="Ctrl+D", right="annul_certificates")
        )
        self.table.add_row_action(
            Action(_("Correction…"), self._correct, icon="edit", key="Ctrl+Shift+D", right="annul_certificates")
        )
        self.table.add_row_action(
            Action(_("Annul…"), self._annul, icon="cross", key="Ctrl+Delete", right="annul_certificates")
        )
        self.rows.counted.connect(self._show_count)
        card = Card()
        card.body.addLayout(self._line_above)
        card.body.addWidget(self.table, 1)
        self.body.addWidget(card, 1)
        hint = _("The year's register as a workbook to print and sign")
        self.add_secondary(Action(_("Register book"), self._save_book, icon="file-excel", key="Ctrl+E", hint=hint))
        hint = _("The year's register as a PDF to print and sign")
        self.add_secondary(Action(_("Print the book"), self._save_pdf, icon="print", key="Ctrl+P", hint=hint))
        self.set_primary(Action(_("Check a certificate"), self._check, icon="search", key="Ctrl+I"))

    def first_focus(self) -> QWidget | None:
        return self.table.filter_box

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_ways()

    def _place_ways(self) -> None:
        """Beside the choosers; in a narrow window on a line of their own above the list, not squeezed between them."""
        boxes = (self.years, self.kinds, self.states, self._ways, self.table.export_button)
        needed = sum(box.sizeHint().width() + GAP_S for box in boxes) + LEAST_SEARCH + MARGINS
        place = self.table.tools if needed <= self.width() else self._line_above
        if place.indexOf(self._ways) < 0:
            place.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(register_years), self._show_years, slot="refresh")
        self._ask_series()
        self.rows.reload()

    def _count(self, centre: "Centre", text: str) -> int:
        which = self._which(text)
        self._is_cut = centre.read(is_register_cut, which=which)
        return centre.read(register_count, which=which)

    def _fetch(self, centre: "Centre", order: Order, text: str, offset: int, limit: int) -> list[CertificateRecord]:
        return centre.read(
            register,
            which=self._which(text),
            order=order.column,
            is_descending=order.is_descending,
            offset=offset,
            limit=limit,
        )

    def _every(self, centre: "Centre", order: Order, text: str, progress: "Progress") -> list[CertificateRecord]:
        return centre.read(
            register_rows,
            which=self._which(text),
            order=order.column,
            is_descending=order.is_descending,
            progress=progress,
        )

    def _which(self, text: str = "") -> RegisterFilter:
        return RegisterFilter(self._year, self._kind, self._state, self._origin, text, self._series)

    def _choose_kind(self, _place: int) -> None:
        self._kind, self._series = self.kinds.currentData()
        self.rows.reload()

    def _choose_state(self, _place: int) -> None:
        self._state, self._origin = self.states.currentData()
        self.rows.reload()

    def _ask_series(self) -> None:
        year = self._year
        run_query(self, lambda centre: centre.read(register_series, year=year), self._show_series, slot="series")

    def _show_series(self, found: list[str]) -> None:
        """Those of the year below the kinds; letters that the year has not are no longer chosen."""
        while self.kinds.count() > len(KINDS_AND_SERIES):
            self.kinds.removeItem(len(KINDS_AND_SERIES))
        for prefix in found:
            self.kinds.addItem(_("Series {prefix}", prefix=prefix), ("", prefix))
        if self._series and self._series not in found:
            self._series = ""
            self.rows.reload()
        shown = [self.kinds.itemData(place) for place in range(self.kinds.count())]
        self.kinds.setCurrentIndex(shown.index((self._kind, self._series)))

    def _show_years(self, years: list[int]) -> None:
        self.years.clear()
        for year in years:
            self.years.addItem(str(year), year)
        self.years.setCurrentIndex(self.years.findData(self._year))

    def _choose_year(self, _place: int) -> None:
        self._year = self.years.currentData()
        self._ask_series()
        self.rows.reload()

    def _show_count(self, count: int) -> None:
        if self._is_cut:
            first = _n(
                "Of very many, the first {n} is shown: type more.",
                "Of very many, the first {n} are shown: type more.",
                count,
            )
            self.set_context(first)
            return
        self.set_context(
            _n("Register of {year} · {n} certificate", "Register of {year} · {n} certificates", count, year=self._year)
        )

    def _go_to_cohort(self, record: CertificateRecord | None) -> None:
        if record is not None:
            self.workspace.navigate(Target("cohort", (record.cohort_id, "certificates")))

    def _print(self) -> None:
        """Those chosen, in the run's own page: papers of one kind, which lie in one tray."""
        chosen = self.table.selected()
        if len(chosen) < len(self.table.view.selectionModel().selectedRows()):
            self.banner.show_warning(_("Not all that is chosen was read yet. Choose fewer certificates."))
        elif not chosen or not all(record.is_in_force for record in chosen):
            self.banner.show_warning(_("Choose certificates that are in force."))
        elif len({record.kind for record in chosen}) > 1:
            self.banner.show_warning(_("Choose papers of one kind: those of another lie in another tray."))
        else:
            cohorts = {record.cohort_id for record in chosen}
            cohort_id = cohorts.pop() if len(cohorts) == 1 else None
            ids = tuple(record.id for record in chosen)
            self.workspace.navigate(Target("print_run", (cohort_id, ids)))

    def _annul(self) -> None:
        record = self.table.current()
        if record is None or record.state != "valid":
            self.banner.show_warning(_("Choose a certificate that is in force."))
        elif AnnulDialog.ask(self, record):
            self.banner.show_outcome(_("Certificate {number} is annulled.", number=record.full_number))

    def _duplicate(self) -> None:
        self._replace(DuplicateDialog.ask, lambda record: record.is_in_force)

    def _correct(self) -> None:
        self._replace(CorrectionDialog.ask, lambda record: record.may_be_corrected)

    def _replace(
        self,
        ask: "Callable[[CertificatesPage, CertificateRecord], int | None]",
        may_be: Callable[[CertificateRecord], bool],
    ) -> None:
        record = self.table.current()
        if record is None or not may_be(record):
            self.banner.show_warning(_("Choose a certificate that is in force."))
        elif ask(self, record) is not None:
            self.banner.show_outcome(_("{number} is replaced by a new certificate.", number=record.full_number))

    def _check(self) -> None:
        dialog = CheckDialog(self)
        dialog.exec()
        dialog.deleteLater()

    def _save_book(self) -> None:
        self._save(WORKBOOK)

    def _save_pdf(self) -> None:
        self._save(PDF)

    def _save(self, kind: FileKind) -> None:
        """What the choosers leave, without what is searched for: a book has no holes."""
        which = self._which()
        name = _("Register of certificates, {year}", year=which.year)
        out = choose_target(self, _("Register book"), name=name, kind=kind)
        if out is not None:
            run_long(
                self,
                _("Writing the register book"),
                lambda centre, progress: write_register(centre, which=which, out=out, progress=progress),
                self._saved,
            )

    def _saved(self, written: Written) -> None:
        if written.file is not None:
            show_saved(self.workspace, written.file)


def _choices(name: str, choices: Sequence[tuple[Any, str]], choose: Callable[[int], None]) -> ChoiceBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    for value, words in choices:
        box.addItem(_(words), value)
    box.activated.connect(choose)
    return box
