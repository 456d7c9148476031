"""The panel of the step "certificates": who gets which paper, how it looks, issuing, and what comes later."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout

from desktop_app.certificates.book import remark
from desktop_app.certificates.external import External, note_external
from desktop_app.certificates.printing import Written, write_certificates, write_each
from desktop_app.certificates.records import Candidate, CertificateRecord, IssueResult
from desktop_app.certificates.service import candidates
from desktop_app.i18n import _, _n
from ui import formats
from ui.actions import Action, make_action, make_button, open_under
from ui.files import PDF, choose_target, show_saved
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.pages.certificates.annul_dialog import AnnulDialog
from ui.pages.certificates.columns import CANDIDATES, ELSEWHERE, NOT_YET, READY, WITHHELD, state_of
from ui.pages.certificates.external_dialog import ExternalDialog
from ui.pages.certificates.issue_dialog import IssueDialog, issue_text, issued_text
from ui.pages.certificates.papers import preview
from ui.pages.certificates.replace_dialog import CorrectionDialog, DuplicateDialog
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
        self._in_force: list[CertificateRecord] = []
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
        self.facts = label("", Role.MUTED, wrap=True)
        issue = Action(
            _("Issue certificates"), self._issue, icon="certificate", key="Ctrl+I", right="issue_certificates"
        )
        self.issue_button = make_button(self, issue, is_primary=True)
        self.save_button = make_button(
            self,
            Action(
                _("Save as PDF"),
                self._save,
                icon="file-pdf",
                key="Ctrl+S",
                hint=_("All of the cohort"),
                right="prepare_certificates",
            ),
        )
        self.print_button = make_button(
            self,
            Action(
                _("Print"),
                self._print,
                icon="print",
                key="Ctrl+P",
                hint=_("All of the cohort"),
                right="prepare_certificates",
            ),
        )
        self._acts = {name: make_action(self, action) for name, action in self._more()}
        self.more_button = make_button(self, Action(_("More"), self._open_more, icon="more"))
        self._lay_out()

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: centre.read(candidates, cohort_id=cohort_id), self._show, slot="refresh")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        top.addWidget(self.counts, 1)
        for button in (self.more_button, self.print_button, self.save_button, self.issue_button):
            top.addWidget(button)
        people = QVBoxLayout()
        people.setSpacing(GAP_S)
        people.addWidget(self.table, 1)
        people.addWidget(self.reason)
        parts = QHBoxLayout()
        parts.setSpacing(GAP_M)
        parts.addLayout(people)
        paper = QVBoxLayout()
        paper.setSpacing(GAP_S)
        paper.addWidget(self.preview, 1)
        paper.addWidget(self.facts)
        parts.addLayout(paper, 1)
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
        self.table.set_rows_by(found, lambda row: row.enrolment_id)
        count = Counter(map(state_of, found))
        ready = [one.kind for one in found if state_of(one) == READY]
        in_force = [one.certificate for one in found if one.certificate and one.certificate.state == "valid"]
        self.issue_button.setText(issue_text(ready) if ready else _("Issue certificates"))
        self.issue_button.setEnabled(bool(ready))
        self.issue_button.setVisible(bool(ready) or not in_force)
        for button in (self.save_button, self.print_button):
            button.setEnabled(bool(in_force))
        self._in_force = in_force
        self._code = in_force[0].cohort_code if in_force else ""
        for name in ("hand", "each"):
            self._acts[name].setEnabled(bool(in_force))
        self.counts.setText(_counts_text(count))
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.table.current()
        certificate = chosen.certificate if chosen is not None else None
        is_in_force = certificate is not None and certificate.is_in_force
        for name in ("annul", "duplicate"):
            self._acts[name].setEnabled(is_in_force)
        self._acts["correct"].setEnabled(certificate is not None and certificate.may_be_corrected)
        self.facts.setText(_facts(certificate, chosen.earlier) if chosen is not None and certificate else "")
        if chosen is None:
            self.reason.setText("")
            self.preview.clear()
            return
        self.reason.setText(chosen.reason)
        run_query(self, lambda centre: preview(centre, candidate=chosen), self.preview.show_pdf, slot="preview")

    def _issue(self) -> None:
        answer = IssueDialog.ask(self, self._cohort_id)
        if isinstance(answer, Target):
            self.workspace.navigate(answer)
        elif answer is not None:
            self._issued(answer)

    def _issued(self, result: IssueResult) -> None:
        made = result.issued
        self.workspace.show_notice(
            issued_text([record.kind for record in made]), link=(_("Save as PDF"), self._save) if made else None
        )

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
        if written.left_out:
            self.banner.show_warning(written.told)
        elif written.file is not None:
            show_saved(self.workspace, written.file)

    def _save_each(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("A folder for one file per person"))
        if not chosen:
            return
        cohort_id, folder = self._cohort_id, Path(chosen)
        run_long(
            self,
            _("Saving the certificates"),
            lambda centre, progress: write_each(centre, cohort_id=cohort_id, folder=folder, progress=progress),
            self._saved,
        )

    def _print(self) -> None:
        """Papers of one kind: those of the chosen one's, which lie in one tray."""
        chosen = self._chosen()
        kind = chosen.kind if chosen is not None and chosen.is_in_force else self._in_force[0].kind
        ids = tuple(record.id for record in self._in_force if record.kind == kind)
        self.workspace.navigate(Target("print_run", (self._cohort_id, ids)))

    def _more(self) -> Iterator[tuple[str, Action]]:
        """What is done rarely: it stands in one menu, with its keys."""
        chosen = _("The chosen certificate")
        yield (
            "duplicate",
            Action(
                _("Duplicate…"), self._duplicate, icon="copy", key="Ctrl+D", hint=chosen, right="annul_certificates"
            ),
        )
        yield (
            "correct",
            Action(
                _("Correction…"),
                self._correct,
                icon="edit",
                key="Ctrl+Shift+D",
                hint=chosen,
                right="annul_certificates",
            ),
        )
        yield (
            "annul",
            Action(_("Annul…"), self._annul, icon="cross", key="Ctrl+Delete", hint=chosen, right="annul_certificates"),
        )
        hand = Target("handing", self._cohort_id)
        yield "hand", Action(_("Hand them over"), lambda: self.workspace.navigate(hand), icon="check", key="Ctrl+H")
        yield (
            "each",
            Action(
                _("One PDF per person…"),
                self._save_each,
                icon="file-pdf",
                hint=_("All of the cohort"),
                right="prepare_certificates",
            ),
        )
        external = _("Certificates of the platform…")
        yield "external", Action(external, self._note_external, icon="link", key="Ctrl+Shift+L")

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.addActions(list(self._acts.values()))
        open_under(self.more_button, menu)

    def _chosen(self) -> CertificateRecord | None:
        chosen = self.table.current()
        return chosen.certificate if chosen is not None else None

    def _annul(self) -> None:
        record = self._chosen()
        if record is not None and AnnulDialog.ask(self, record):
            self.workspace.show_notice(_("Certificate {number} is annulled.", number=record.full_number))

    def _duplicate(self) -> None:
        self._replace(DuplicateDialog.ask)

    def _correct(self) -> None:
        self._replace(CorrectionDialog.ask)

    def _replace(self, ask: "Callable[[CertificatePanel, CertificateRecord], int | None]") -> None:
        record = self._chosen()
        if record is not None and ask(self, record) is not None:
            self.workspace.show_notice(_("{number} is replaced by a new certificate.", number=record.full_number))

    def _note_external(self) -> None:
        before: list[External] | None = ExternalDialog.ask(self, self._cohort_id)
        if before is None:
            return
        text = _n("{n} certificate noted.", "{n} certificates noted.", len(before))
        self.workspace.show_notice(
            text,
            undo=lambda: run_command(self, lambda centre: centre.write(note_external, certificates=before)),
        )


def _facts(record: CertificateRecord, earlier: Sequence[CertificateRecord]) -> str:
    """Number, day, order and what it replaced: the line of its life under the paper."""
    parts = [
        _("No. {number}", number=record.full_number),
        _("issued on {day}", day=formats.date_text(record.issued_on)),
        _("handed over on {day}", day=formats.date_text(record.handed_on)) if record.handed_on else "",
        remark(record),
        *(f"{each.full_number}: {remark(each)}" for each in reversed(earlier)),
    ]
    return " · ".join(filter(None, parts))


def _counts_text(count: Counter[str]) -> str:
    """Nobody has a certificate or can get one now as long as the cohort is open."""
    if count[NOT_YET]:
        return _("Not yet: {not_yet}. Withheld: {withheld}.", not_yet=count[NOT_YET], withheld=count[WITHHELD])
    return _(
        "Issued: {issued}. Ready: {ready}. Withheld: {withheld}.",
        issued=count["valid"] + count[ELSEWHERE],
        ready=count[READY],
        withheld=count[WITHHELD],
    )
