"""The panel of the step "papers": what was issued, what can be issued now, how each looks; Word, PDF, printer."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.i18n import LANGUAGES, _, _n
from desktop_app.orders.templates import PAPER_LANGUAGES
from desktop_app.papers.printing import PaperFormat, note_papers, rendered, save_papers
from desktop_app.papers.records import Paper
from desktop_app.papers.service import CohortPapers, PaperDue, cohort_papers, proposed_number, sign
from ui.actions import Action, make_button
from ui.cancel_order_dialog import ask_to_cancel
from ui.files import PDF, WORD, choose_target, show_saved
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.papers.issue_dialog import IssueDialog
from ui.pages.papers.rows import PAPER_COLUMNS, PaperRow, Standing, rows_of
from ui.printing import ask_printer, print_pdf
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.page import Panel
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

LIST_WIDTH = 480


class PapersPanel(Panel):
    changes_that_matter = frozenset(
        {
            *("cohort", "enrolment", "person", "programme", "centre_profile", "dated_rule", "certificate"),
            *("order_register", "order_entry", "order_template"),
        }
    )

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self._cohort_id = cohort_id
        self._papers: CohortPapers | None = None
        self._just_issued: frozenset[int] = frozenset()
        self.table: RecordTable[PaperRow] = RecordTable(
            workspace, "cohort_papers", PAPER_COLUMNS, has_filter=False, is_sortable=False
        )
        self.table.selection_changed.connect(self._show_chosen)
        self.table.opened.connect(self._act)
        self.setFocusProxy(self.table.view)
        self.preview = PdfPreview(workspace)
        self.detail = label("", wrap=True)
        self.counts = label("", Role.STRONG, wrap=True)
        self.language = Chooser(_("Language of the paper"), [Choice(code, LANGUAGES[code]) for code in PAPER_LANGUAGES])
        self.language.chosen.connect(lambda _code: self._show_chosen())
        self.issue_button = make_button(
            self, Action(_("Issue…"), self.issue, icon="order", key="Ctrl+I", right="edit_papers"), is_primary=True
        )
        self.word_button = make_button(
            self, Action(_("Save for Word"), self.save_word, icon="file-word", key="Ctrl+Shift+S")
        )
        self.pdf_button = make_button(self, Action(_("Save as PDF"), self.save_pdf, icon="file-pdf", key="Ctrl+S"))
        self.print_button = make_button(self, Action(_("Print"), self.print, icon="print", key="Ctrl+P"))
        cancel = Action(_("Cancel the order…"), self.cancel, icon="cross", key="Ctrl+Delete", right="edit_papers")
        self._cancel_action = self.table.add_row_action(cancel)
        self._lay_out()

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: centre.read(cohort_papers, cohort_id=cohort_id), self._show, slot="refresh")

    def issue(self) -> None:
        """Ask for the number that comes next, then for the rest."""
        row = self.table.current()
        if row is None or not row.due:
            return
        due, today = row.due, self._today

        def ask(centre: "Centre") -> str:
            return centre.read(proposed_number, purpose=due[0].purpose, dated_on=today)

        run_query(self, ask, lambda number: self._ask(due, number), slot="number")

    def save_word(self) -> None:
        self._save(PaperFormat.WORD)

    def save_pdf(self) -> None:
        self._save(PaperFormat.PDF)

    def print(self) -> None:
        rows = self._chosen()
        if not rows:
            return
        title = rows[0].title
        printer = ask_printer(self, title=title, is_landscape=False)
        if printer is None:
            return
        cohort_id, language = self._cohort_id, self.language.value

        def make(centre: "Centre") -> bytes:
            papers = _kept(centre, rows, language)
            note_papers(centre, papers, cohort_id=cohort_id)
            return rendered(papers, PaperFormat.PDF)

        run_query(self, make, lambda content: print_pdf(self, content, printer=printer, title=title))

    def cancel(self) -> None:
        row = self.table.current()
        order = row.order if row is not None and row.standing is Standing.ISSUED else None
        if order is not None:
            ask_to_cancel(self, order)

    @property
    def _today(self) -> date:
        return self.workspace.centre.clock.today()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        top.addWidget(self.counts, 1)
        for part in (self.language, self.print_button, self.pdf_button, self.word_button, self.issue_button):
            top.addWidget(part)
        left = QVBoxLayout()
        left.setSpacing(GAP_S)
        # In a narrow window the preview gives way: what the papers are stays readable.
        self.table.setMinimumWidth(LIST_WIDTH)
        left.addWidget(self.table, 1)
        left.addWidget(self.detail)
        parts = QHBoxLayout()
        parts.setSpacing(GAP_M)
        parts.addLayout(left, 1)
        parts.addWidget(self.preview, 1)
        card = Card()
        card.body.addLayout(top)
        card.body.addLayout(parts, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _show(self, papers: CohortPapers) -> None:
        is_first = self._papers is None
        self._papers = papers
        if is_first:
            self.language.choose(papers.language)
        before = self.table.current()
        rows = rows_of(papers, self._today)
        # What is chosen is shown once, at the end: drawing a paper takes long.
        with QSignalBlocker(self.table):
            self.table.set_rows(rows)
            wanted = before.key if before is not None else ""
            is_issued = self.table.select_every(lambda row: row.order is not None and row.order.id in self._just_issued)
            if not is_issued and not self.table.select(lambda row: row.key == wanted):
                self.table.select(lambda _row: True)
        self._just_issued = frozenset()
        ready = sum(row.standing is Standing.READY for row in rows)
        issued = sum(row.standing is Standing.ISSUED for row in rows)
        self.counts.setText(_("Issued: {issued}. Can be issued now: {ready}.", issued=issued, ready=ready))
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.table.current()
        self.issue_button.setEnabled(row is not None and row.standing is Standing.READY)
        self._cancel_action.setEnabled(row is not None and row.standing is Standing.ISSUED)
        for button in (self.word_button, self.pdf_button, self.print_button):
            button.setEnabled(bool(self._chosen()))
        self.language.setEnabled(row is not None and (row.order is None or not row.order.is_signed))
        self.detail.setText(row.detail if row is not None else "")
        makes, language = [row.make for row in self._chosen() if row.make is not None], self.language.value
        if not makes:
            self.preview.clear()
            return

        def look(centre: "Centre") -> bytes:
            return rendered([paper for make in makes for paper in make(centre, language)], PaperFormat.PDF)

        run_query(self, look, self.preview.show_pdf, slot="preview")

    def _act(self, row: PaperRow) -> None:
        """Enter issues what can be issued, and prints what is there."""
        if row.standing is Standing.READY:
            self.issue()
        elif row.make is not None:
            self.print()

    def _ask(self, due: Sequence[PaperDue], proposed: str) -> None:
        order_ids = IssueDialog.ask(
            self, due, cohort_id=self._cohort_id, language=self.language.value, today=self._today, proposed=proposed
        )
        if order_ids is None:
            return
        self._just_issued = frozenset(order_ids)
        self.refresh()
        if len(order_ids) == 1:
            said = _("The paper is issued and stands in the register.")
        else:
            said = _n(
                "{n} letter is issued and chosen: saved or printed now, it makes one file.",
                "{n} letters are issued and chosen: saved or printed now, they make one file, each on its own page.",
                len(order_ids),
            )
        self.workspace.show_notice(said, link=(_("Save for Word"), self.save_word))

    def _chosen(self) -> list[PaperRow]:
        """The selected papers that can be laid out."""
        return [row for row in self.table.selected() if row.make is not None]

    def _save(self, form: PaperFormat) -> None:
        rows, papers = self._chosen(), self._papers
        if not rows or papers is None:
            return
        name = (
            f"{rows[0].title} {papers.record.code}"
            if len(rows) == 1
            else _("Papers of {code}", code=papers.record.code)
        )
        kind = WORD if form is PaperFormat.WORD else PDF
        out = choose_target(self, _("Save the paper"), name=name, kind=kind)
        if out is None:
            return
        cohort_id, language = self._cohort_id, self.language.value

        def work(centre: "Centre") -> Path:
            made = _kept(centre, rows, language)
            return save_papers(centre, made, cohort_id=cohort_id, form=form, out=out)

        run_query(self, work, self._saved)

    def _saved(self, file: Path) -> None:
        # What was saved for the first time is signed now.
        self.make_stale()
        show_saved(self.workspace, file)


def _kept(centre: "Centre", rows: Sequence[PaperRow], language: str) -> list[Paper]:
    """The papers to be put on paper: the text of a registered one is kept from this moment on."""
    papers: list[Paper] = []
    for row in rows:
        if row.order is not None and not row.order.is_signed:
            papers.append(centre.write(sign, order_id=row.order.id).value)
        elif row.make is not None:
            papers += row.make(centre, language)
    return papers
