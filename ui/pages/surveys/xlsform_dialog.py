"""An XLSForm workbook looked at before anything of it is kept: what is in it, what is left out, what is wrong."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _, _n
from desktop_app.progress import Progress
from desktop_app.questionnaires.model import Item, text_in
from desktop_app.questionnaires.xlsform_reading import read_xlsform
from desktop_app.questionnaires.xlsform_records import Finding, XlsForm
from desktop_app.surveys.shelf import codes_taken, save_draft
from ui.actions import Action, make_button
from ui.files import WORKBOOK, choose_source
from ui.models.table_model import Column
from ui.operations import Owner, run_command, run_long
from ui.pages.surveys.editor_words import KINDS, language_name
from ui.pages.surveys.shelf_acts import edit
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.empty_state import EmptyState
from ui.widgets.late_tabs import LateTabs
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

WIDTH, HEIGHT = 1180, 620

QUESTIONS: tuple[Column[Item], ...] = (
    Column("code", N_("Name"), lambda item: item.code, width=110),
    Column("kind", N_("Kind of question"), lambda item: _(KINDS[item.kind]), width=150),
    Column("text", N_("Question"), lambda item: text_in(item.text), width=280, is_stretched=True),
    Column("required", N_("Must be answered"), lambda item: _("yes") if item.is_required else "", width=120),
    Column("relevant", N_("Shown only if"), lambda item: item.relevant, width=150),
    Column("constraint", N_("Right only if"), lambda item: item.constraint, width=120),
)
FINDINGS: tuple[Column[Finding], ...] = (
    Column("sheet", N_("Sheet"), lambda finding: finding.sheet, width=100),
    Column("row", N_("Row"), lambda finding: finding.row or None, width=70),
    Column("column", N_("Column"), lambda finding: finding.column, width=150),
    Column(
        "text",
        N_("What"),
        lambda finding: finding.text,
        is_told_whole=True,
        width=500,
        is_stretched=True,
    ),
)


class XlsFormDialog(QDialog):
    """``is_known``: a questionnaire of this name is on the shelf already."""

    def __init__(
        self, owner: QWidget, workspace: Workspace, path: Path, form: XlsForm, *, is_known: bool = False
    ) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self.form = form
        self.kept_id: int | None = None
        self.under_way: set[str] = set()
        self.setWindowTitle(path.name)
        self.tabs: LateTabs[QWidget] = LateTabs()
        self._add_tabs(form)
        keep = Action(_("Keep as a draft"), self._keep, icon="check", key="Ctrl+Return")
        self.keep_button = make_button(self, keep, is_primary=True)
        self.keep_button.setEnabled(form.questionnaire is not None)
        close = QPushButton(_("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_S)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.keep_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(label(self._title(path), Role.HEADING, wrap=True))
        self.summary = label(self._summary(is_known=is_known), Role.MUTED, wrap=True)
        outer.addWidget(self.summary)
        outer.addWidget(self.tabs, 1)
        outer.addLayout(foot)
        self.resize(WIDTH, HEIGHT)

    def _add_tabs(self, form: XlsForm) -> None:
        items = tuple(form.questionnaire.items) if form.questionnaire is not None else ()
        nothing = EmptyState(_("Everything in the workbook is supported."), icon="check")
        none_wrong = EmptyState(_("Nothing is wrong."), icon="check")
        unread = EmptyState(_("The questions can be shown when the errors are put right."), icon="survey")
        self.tabs.add(
            "questions",
            _("Questions: {n}", n=len(items)),
            lambda: RecordTable(self.workspace, "xlsform_items", QUESTIONS, rows=items, empty=unread),
        )
        self.tabs.add(
            "unsupported",
            _("Not supported: {n}", n=len(form.unsupported)),
            lambda: RecordTable(self.workspace, "xlsform_left", FINDINGS, rows=form.unsupported, empty=nothing),
        )
        self.tabs.add(
            "errors",
            _("Errors: {n}", n=len(form.errors)),
            lambda: RecordTable(self.workspace, "xlsform_errors", FINDINGS, rows=form.errors, empty=none_wrong),
        )
        self.tabs.choose("errors" if form.errors else "questions")

    def _title(self, path: Path) -> str:
        return path.name if self.form.questionnaire is None else text_in(self.form.questionnaire.title) or path.name

    def _summary(self, *, is_known: bool) -> str:
        asked = self.form.questionnaire
        if asked is None:
            return _n(
                "{n} error must be put right in the workbook before it can be kept.",
                "{n} errors must be put right in the workbook before it can be kept.",
                len(self.form.errors),
            )
        words = [_("Languages: {names}.", names=", ".join(language_name(code) for code in asked.languages))]
        if self.form.unsupported:
            words.append(_("What is not supported is left out, the rest is kept."))
        if is_known:
            words.append(_("A questionnaire {code} is there already: this will be its next edition.", code=asked.code))
        return " ".join(words)

    def _keep(self) -> None:
        asked = self.form.questionnaire
        if asked is not None:
            run_command(self, lambda centre: centre.write(save_draft, draft=asked), self._kept)

    def _kept(self, outcome: Outcome[int]) -> None:
        self.kept_id = outcome.value
        self.accept()


def open_xlsform(owner: Owner) -> None:
    """Choose a workbook, look at it, and go to the editor if it was kept."""
    assert isinstance(owner, QWidget)
    path = choose_source(owner, _("Open an XLSForm"), kind=WORKBOOK)
    if path is None:
        return

    def show(read: tuple[XlsForm, bool]) -> None:
        form, is_known = read
        dialog = XlsFormDialog(owner, owner.workspace, path, form, is_known=is_known)
        dialog.exec()
        if dialog.kept_id is not None:
            edit(owner, dialog.kept_id)
        dialog.deleteLater()

    run_long(
        owner,
        _("Reading {file}", file=path.name),
        lambda centre, progress: _read(centre, path, progress),
        show,
    )


def _read(centre: "Centre", path: Path, progress: Progress) -> tuple[XlsForm, bool]:
    form = read_xlsform(path, progress=progress)
    return form, form.questionnaire is not None and form.questionnaire.code in centre.read(codes_taken)
