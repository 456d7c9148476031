"""The panel of the step "certificates": who gets one, how it looks, issuing all in one go, printing."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.certificates.printing import Written, write_certificates
from desktop_app.certificates.records import Candidate, IssueResult
from desktop_app.certificates.service import candidates, issue_certificates
from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from ui.actions import Action, make_button
from ui.files import PDF, choose_target, show_saved
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.pages.certificates.annul_dialog import AnnulDialog
from ui.pages.certificates.columns import CANDIDATES, NOT_YET, READY, WITHHELD, state_of
from ui.pages.certificates.papers import pages_of_cohort, preview
from ui.printing import ask_printer, print_pdf
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

LIST_WIDTH = 400


class CertificatePanel(Panel):
    changes_that_matter = frozenset(
        {"cohort", "enrolment", "certificate", "person", "mark", "session", "programme", "centre_profile", "dated_rule"}
    )

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self._cohort_id = cohort_id
        self._code = ""
        go = Action(_("Go to the admission"), lambda: workspace.navigate(Target("cohort", (cohort_id, "admission"))))
        self.table = RecordTable(
            workspace,
            "candidates",
            CANDIDATES,
            empty=EmptyState(_("Nobody is enrolled yet."), go, "people"),
            filter_hint=_("Find a surname"),
        )
        self.table.selection_changed.connect(self._show_chosen)
        self.setFocusProxy(self.table.view)
        self.preview = PdfPreview(workspace, is_whole=True)
        self.reason = label("", wrap=True)
        self.counts = label("", Role.STRONG, wrap=True)
        issue = Action(_("Issue certificates"), self._issue, icon="certificate", key="Ctrl+I")
        self.issue_button = make_button(self, issue, is_primary=True)
        self.save_button = make_button(
            self, Action(_("Save as PDF"), self._save, icon="file-pdf", key="Ctrl+S", hint=_("All of the cohort"))
        )
        self.print_button = make_button(
            self, Action(_("Print"), self._print, icon="print", key="Ctrl+P", hint=_("All of the cohort"))
        )
        annul = Action(_("Annul…"), self._annul, icon="cross", key="Ctrl+Delete", hint=_("The chosen certificate"))
        self.annul_button = make_button(self, annul, is_danger=True)
        self._lay_out()

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: centre.read(candidates, cohort_id=cohort_id), self._show, slot="refresh")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        top.addWidget(self.counts, 1)
        for button in (self.annul_button, self.print_button, self.save_button, self.issue_button):
            top.addWidget(button)
        people = QVBoxLayout()
        people.setSpacing(GAP_S)
        people.addWidget(self.table, 1)
        people.addWidget(self.reason)
        parts = QHBoxLayout()
        parts.setSpacing(GAP_M)
        parts.addLayout(people)
        parts.addWidget(self.preview, 1)
        self.table.setFixedWidth(LIST_WIDTH)
        self.reason.setFixedWidth(LIST_WIDTH)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        card = Card()
        card.body.addLayout(top)
        card.body.addLayout(parts, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _show(self, found: Sequence[Candidate]) -> None:
        before = self.table.current()
        self.table.set_rows(found)
        wanted = before.enrolment_id if before is not None else 0
        if not self.table.select(lambda row: row.enrolment_id == wanted):
            self.table.select(lambda _row: True)
        count = Counter(map(state_of, found))
        ready = count[READY]
        in_force = [one.certificate for one in found if one.certificate and one.certificate.state == "valid"]
        self.issue_button.setText(
            _n("Issue {n} certificate", "Issue {n} certificates", ready) if ready else _("Issue certificates")
        )
        self.issue_button.setEnabled(ready > 0)
        self.issue_button.setVisible(ready > 0 or not in_force)
        for button in (self.save_button, self.print_button):
            button.setEnabled(bool(in_force))
        self._code = in_force[0].cohort_code if in_force else ""
        self.counts.setText(_counts_text(count))
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.table.current()
        certificate = chosen.certificate if chosen is not None else None
        self.annul_button.setEnabled(certificate is not None and certificate.state == "valid")
        if chosen is None:
            self.reason.setText("")
            self.preview.clear()
            return
        self.reason.setText(certificate.full_number if certificate is not None else chosen.reason)
        enrolment_id = chosen.enrolment_id
        run_query(
            self, lambda centre: preview(centre, enrolment_id=enrolment_id), self.preview.show_pdf, slot="preview"
        )

    def _issue(self) -> None:
        cohort_id = self._cohort_id
        run_command(self, lambda centre: centre.write(issue_certificates, cohort_id=cohort_id), self._issued)

    def _issued(self, outcome: Outcome[IssueResult]) -> None:
        made = outcome.value.issued
        text = _n("{n} certificate issued.", "{n} certificates issued.", len(made))
        self.workspace.show_notice(text, link=(_("Save as PDF"), self._save) if made else None)

    def _save(self) -> None:
        name = _("Certificates {code}", code=self._code)
        out = choose_target(self, _("Save the certificates"), name=name, kind=PDF)
        if out is None:
            return
        cohort_id = self._cohort_id
        run_long(
            self,
            _("Saving the certificates"),
            lambda centre, progress: write_certificates(centre, cohort_id=cohort_id, out=out, progress=progress),
            self._saved,
        )

    def _saved(self, written: Written) -> None:
        if written.file is not None:
            show_saved(self.workspace, written.file)

    def _print(self) -> None:
        title = _("Certificates {code}", code=self._code)
        printer = ask_printer(self, title=title, is_landscape=True)
        if printer is None:
            return
        cohort_id = self._cohort_id
        run_long(
            self,
            title,
            lambda centre, progress: pages_of_cohort(centre, progress, cohort_id=cohort_id),
            lambda content: print_pdf(self, content, printer=printer, title=title),
        )

    def _annul(self) -> None:
        chosen = self.table.current()
        if chosen is not None and chosen.certificate is not None and AnnulDialog.ask(self, chosen.certificate):
            self.workspace.show_notice(_("Certificate {number} is annulled.", number=chosen.certificate.full_number))


def _counts_text(count: Counter[str]) -> str:
    """Nobody has a certificate or can get one now as long as the cohort is open."""
    if count[NOT_YET]:
        return _("Not yet: {not_yet}. Withheld: {withheld}.", not_yet=count[NOT_YET], withheld=count[WITHHELD])
    return _(
        "Issued: {issued}. Ready: {ready}. Withheld: {withheld}.",
        issued=count["valid"],
        ready=count[READY],
        withheld=count[WITHHELD],
    )
