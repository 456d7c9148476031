"""A print run: what goes on which sheet, sent page by page, and gone on with until every page is good."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.blanks.records import Tray
from desktop_app.blanks.stock import numbers_in_tray, trays
from desktop_app.certificates.printing import Written, write_papers
from desktop_app.errors import Cancelled, CentreError
from desktop_app.i18n import N_, _, _n
from desktop_app.print_runs.feeding import feed, preview
from desktop_app.print_runs.records import PageState, Run, RunPage
from desktop_app.print_runs.service import begin, end, planned, run, settle, take_blanks, unfinished_run
from desktop_app.print_runs.sheets import template_of
from desktop_app.progress import Progress
from ui.actions import Action, make_button
from ui.files import PDF, choose_target, show_saved
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.pages.blanks.outcome_dialogs import AgainDialog, JamDialog
from ui.pages.blanks.run_setup import Paper, RunSetup
from ui.printing import press
from ui.theme import GAP_M, GAP_S, Tone
from ui.widgets.card import Card
from ui.widgets.page import Page
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

LEFT_WIDTH = 640
STATES: dict[PageState, tuple[str, Tone]] = {
    PageState.WAITING: (N_("To print"), Tone.PLAIN),
    PageState.SENT: (N_("Sent"), Tone.ACCENT),
    PageState.PRINTED: (N_("Printed"), Tone.GOOD),
    PageState.FAILED: (N_("Again"), Tone.WARN),
}
PAGE_COLUMNS: tuple[Column[RunPage], ...] = (
    Column("place", N_("No."), lambda row: row.place, width=48),
    Column("number", N_("Certificate"), lambda row: row.full_number, width=132),
    Column("holder", N_("Holder"), lambda row: row.holder, width=170, is_stretched=True, is_told_whole=True),
    Column("blank", N_("Blank"), lambda row: row.blank, width=105),
    Column(
        "state",
        N_("State"),
        lambda row: _(STATES[row.state][0]),
        width=126,
        align=Align.LEFT,
        tone=lambda row: STATES[row.state][1],
    ),
)


@dataclass(frozen=True)
class Found:
    run: Run
    trays: list[Tray]
    paper: Paper


class PrintRunPage(Page):
    """``open((cohort_id, certificate_ids))`` is a run to be begun, ``open(run_id)`` one that was."""

    changes_that_matter = frozenset({"print_run", "print_item", "blank", "blank_receipt", "certificate"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Print certificates"))
        self._run: Run | None = None
        self._run_id = 0
        self._cohort_id: int | None = None
        self._certificate_ids: tuple[int, ...] = ()
        self.setup = RunSetup(workspace)
        self.setup.changed.connect(self._plan_blanks)
        self.table: RecordTable[RunPage] = RecordTable(
            workspace, "print_run", PAGE_COLUMNS, has_filter=False, is_sortable=False
        )
        self.table.selection_changed.connect(self._look)
        again = Action(_("Print again…"), self.print_again, icon="undo", key="Ctrl+R", right="prepare_certificates")
        self.table.add_row_action(again)
        self.preview = PdfPreview(workspace, is_whole=True)
        self.question = label("", Role.STRONG, wrap=True)
        good = Action(_("All are good"), self.all_good, icon="check", key="Ctrl+Return", right="prepare_certificates")
        self.good_button = make_button(self, good, is_primary=True)
        jam = Action(_("Not all…"), self.tell_jam, icon="warning", key="Ctrl+J", right="prepare_certificates")
        self.jam_button = make_button(self, jam)
        self.print_button = self.set_primary(
            Action(_("Print"), self.print, icon="print", key="Ctrl+P", right="prepare_certificates")
        )
        self.save_button = self.add_secondary(Action(_("Save as PDF"), self.save, icon="file-pdf", key="Ctrl+S"))
        leave = Action(_("Leave the rest"), self.leave, icon="close", hint=_("Finish this run without the rest"))
        self.leave_button = self.add_secondary(leave)
        self._lay_out()

    def open(self, argument: object) -> None:
        self._run, self._run_id, self._cohort_id, self._certificate_ids = None, 0, None, ()
        if isinstance(argument, int):
            self._run_id = argument
        elif isinstance(argument, tuple):
            self._cohort_id, self._certificate_ids = argument
        self.table.set_rows(())
        self.make_stale()

    def here(self) -> object:
        return self._run_id or (self._cohort_id, self._certificate_ids)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        run_id, ids, cohort_id = self._run_id, self._certificate_ids, self._cohort_id

        def look(centre: "Centre") -> Found:
            known = run_id or centre.read(unfinished_run, certificate_ids=ids)
            found = (
                centre.read(run, run_id=known)
                if known
                else centre.read(planned, certificate_ids=ids, cohort_id=cohort_id)
            )
            return Found(found, centre.read(trays), _paper(centre, found))

        if run_id or ids:
            run_query(self, look, self._show, slot="refresh")

    def print(self) -> None:
        """Begin the run, or go on with it; what is sent is on the disk before the printer has it."""
        found, setup = self._run, self.setup
        if found is None or not found.to_print or (setup.printer is None and not setup.choose()):
            return
        if setup.chosen.tray is not None and setup.tray is None:
            setup.show_taken((), _("Type the digits of the number as they stand on the blank."))
            return
        assert setup.printer is not None
        name, tray, with_background = setup.printer.printerName(), setup.tray, setup.chosen.with_background
        ids = [page.certificate_id for page in found.to_print]

        def prepare(centre: "Centre") -> int:
            if not found.id:
                begun = centre.write(
                    begin,
                    certificate_ids=ids,
                    printer=name,
                    with_background=with_background,
                    cohort_id=found.cohort_id,
                    tray=tray,
                )
                return begun.value
            if tray is not None:
                centre.write(take_blanks, run_id=found.id, letters=tray[0], first=tray[1])
            return found.id

        run_query(self, prepare, self._feed, self._refused)

    def all_good(self) -> None:
        found = self._run
        if found is not None and found.sent:
            run_command(
                self,
                lambda centre: centre.write(settle, run_id=found.id, last_good=found.sent[-1].place),
                self._settled,
            )

    def tell_jam(self) -> None:
        found = self._run
        if found is not None and found.sent:
            JamDialog.ask(self, found)

    def print_again(self) -> None:
        """Pages that were taken for good; those that were not looked at yet are told of first."""
        found = self._run
        chosen = [page for page in self.table.selected() if page.state is PageState.PRINTED]
        if found is not None and chosen:
            AgainDialog.ask(self, found, chosen)
        else:
            self.banner.show_warning(_("Choose pages that were printed."))

    def leave(self) -> None:
        found = self._run
        if found is not None and found.id:
            run_command(self, lambda centre: centre.write(end, run_id=found.id))

    def save(self) -> None:
        found = self._run
        if found is None:
            return
        out = choose_target(
            self, _("Save as PDF"), name=_("Certificates {code}", code=found.cohort_code).strip(), kind=PDF
        )
        if out is None:
            return
        ids, with_background = [page.certificate_id for page in found.pages], self.setup.chosen.with_background

        def work(centre: "Centre", progress: Progress) -> Written:
            return write_papers(
                centre, certificate_ids=ids, out=out, progress=progress, with_background=with_background
            )

        run_long(self, _("Saving the certificates"), work, self._saved)

    def _saved(self, written: Written) -> None:
        if written.left_out:
            self.banner.show_warning(written.told)
        elif written.file is not None:
            show_saved(self.workspace, written.file)

    def _feed(self, run_id: int) -> None:
        printer, calibration = self.setup.printer, self.setup.calibration
        assert printer is not None
        self._run_id = run_id
        self._show_printing(True)

        def work(centre: "Centre", progress: Progress) -> int:
            with press(printer) as at_work:
                return feed(centre, run_id=run_id, press=at_work, calibration=calibration, progress=progress)

        run_long(self, _("Printing certificates"), work, lambda _count: self._fed(), self._broken_off)

    def _fed(self) -> None:
        self._show_printing(False)

    def _broken_off(self, error: CentreError) -> None:
        """What was sent by then is asked about in any case."""
        if not isinstance(error, Cancelled):
            self.banner.show_error(error.text)
        self._fed()

    def _refused(self, error: CentreError) -> None:
        if getattr(error, "field", "") == "first":
            self.setup.show_taken((), error.text)
        else:
            self.banner.show_error(error.text)

    def _settled(self, _outcome: object) -> None:
        link = None
        if self._cohort_id is not None:
            cohort_id = self._cohort_id
            link = (_("Hand them over"), lambda: self.workspace.navigate(Target("handing", cohort_id)))
        self.banner.show_outcome(_("The pages are kept as printed."), link=link)

    def _show(self, found: Found) -> None:
        self._run = found.run
        self._run_id, self._cohort_id = found.run.id, found.run.cohort_id
        if found.run.cohort_id is not None:
            self.set_back(Target("cohort", (found.run.cohort_id, "certificates")))
        else:
            self.set_back(Target("blanks", "runs"))
        if not self.table.view.model().rowCount():
            self.table.set_rows(found.run.pages)
            self.table.select_place(0)
        else:
            self.table.update_rows(found.run.pages)
        to_print = len(found.run.to_print)
        code = found.run.cohort_code
        count = _n("{n} certificate", "{n} certificates", len(found.run.pages))
        self.set_context(" · ".join(filter(None, (code, count, found.run.printer))))
        self.print_button.setText(_n("Print {n} page", "Print {n} pages", to_print) if to_print else _("Print"))
        self._show_question(found.run)
        kept = found.run.with_background if found.run.id else None
        self.setup.setVisible(bool(to_print) and not found.run.sent)
        self.setup.show_trays(found.trays, found.paper, with_background=kept)

    def _show_question(self, found: Run) -> None:
        sent = found.sent
        for part in (self.good_button, self.jam_button):
            part.setVisible(bool(sent))
        self.print_button.setEnabled(bool(found.to_print) and not sent)
        self.leave_button.setVisible(bool(found.id and found.to_print) and not sent and not found.is_ended)
        if sent:
            text = _(
                "Pages {first} – {last} were sent. Did all come out well?", first=sent[0].place, last=sent[-1].place
            )
        elif found.to_print:
            text = ""
        else:
            text = _("Every page is printed. A bad one can be printed again from the list.")
        self.question.setText(text)
        self.question.setVisible(bool(text))

    def _show_printing(self, is_printing: bool) -> None:
        for part in (self.print_button, self.setup, self.leave_button, self.save_button):
            part.setEnabled(not is_printing)

    def _plan_blanks(self) -> None:
        """Show in the list which blank each page will go on, before the first one is printed."""
        found, tray = self._run, self.setup.tray
        if found is None:
            return
        if found.sent:
            self._look()
            return
        if tray is None:
            self._planned((), self.setup.problem)
            return
        count = len(found.to_print)
        run_query(
            self,
            lambda centre: centre.read(numbers_in_tray, letters=tray[0], first=tray[1], count=count),
            self._planned,
            lambda error: self._planned((), error.text),
            slot="plan",
        )

    def _planned(self, numbers: Sequence[str], problem: str = "") -> None:
        if self._run is None:
            return
        self.setup.show_taken(numbers, problem)
        coming = iter(numbers)
        pages = [replace(page, blank=next(coming, "")) if page.is_to_print else page for page in self._run.pages]
        self.table.update_rows(pages)
        self._look()

    def _look(self) -> None:
        page, with_background = self.table.current(), self.setup.chosen.with_background
        if page is None:
            return
        certificate_id = page.certificate_id
        run_query(
            self,
            lambda centre: centre.read(preview, certificate_ids=[certificate_id], with_background=with_background),
            self.preview.show_pdf,
            self._cannot_be_seen,
            slot="preview",
        )

    def _cannot_be_seen(self, error: CentreError) -> None:
        """A page that must not be printed leaves no other one's picture in its place."""
        self.preview.clear()
        self.banner.show_warning(error.text)

    def _lay_out(self) -> None:
        answers = QHBoxLayout()
        answers.setSpacing(GAP_S)
        answers.addWidget(self.question, 1)
        answers.addWidget(self.jam_button)
        answers.addWidget(self.good_button)
        left = QVBoxLayout()
        left.setSpacing(GAP_M)
        left.addWidget(self.setup)
        left.addLayout(answers)
        left.addWidget(self.table, 1)
        side = QWidget()
        left.setContentsMargins(0, 0, 0, 0)
        side.setLayout(left)
        side.setFixedWidth(LEFT_WIDTH)
        parts = QHBoxLayout()
        parts.setSpacing(GAP_M)
        parts.addWidget(side)
        parts.addWidget(self.preview, 1)
        card = Card()
        card.body.addLayout(parts, 1)
        self.body.addWidget(card, 1)


def _paper(centre: "Centre", found: Run) -> Paper:
    template = centre.read(template_of, certificate_ids=[page.certificate_id for page in found.pages])
    return Paper(template.paper.value, template.is_landscape, template.width, template.height)
