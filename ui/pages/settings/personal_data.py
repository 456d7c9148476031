"""Duties of the law on personal data: why each category is kept and how long, what is past it, what was given out."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.i18n import N_, _
from desktop_app.personal_data.disclosures import DisclosureRecord, register_of_disclosures
from desktop_app.personal_data.document import order_words, term_text
from desktop_app.personal_data.past_term import PastTerm, past_terms
from desktop_app.personal_data.printing import purposes_paper, register_paper
from desktop_app.whole_file import whole_bytes
from ui.actions import Action
from ui.files import PDF, choose_target, show_saved
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.operations import run_long, run_query
from ui.pages.settings.duty_dialogs import DisclosureDialog, PurposeDialog
from ui.pages.settings.past_term_dialog import PastTermDialog
from ui.pages.settings.section import Section
from ui.theme import Tone
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

PURPOSES_HEIGHT = 210
YEARS_OFFERED = 5

PURPOSE_COLUMNS: tuple[Column[PastTerm], ...] = (
    Column("name", N_("Category"), lambda line: line.purpose.name, width=230, is_told_whole=True),
    Column(
        "why", N_("Purpose"), lambda line: line.purpose.purpose.text, is_stretched=True, hint=lambda line: _why(line)
    ),
    Column("term", N_("Term"), lambda line: term_text(line.purpose.term_months), width=110),
    Column(
        "past",
        N_("Past the term"),
        lambda line: line.people or None,
        width=120,
        tone=lambda line: Tone.WARN if line.people else Tone.MUTED,
    ),
    Column(
        "order",
        N_("Order"),
        lambda line: order_words(line.purpose),
        width=120,
        tone=lambda line: Tone.WARN if line.purpose.is_draft else Tone.PLAIN,
    ),
)
DISCLOSURE_COLUMNS: tuple[Column[DisclosureRecord], ...] = (
    Column("on", N_("Date"), lambda line: line.given_on, width=100),
    Column(
        "to",
        N_("Given to"),
        lambda line: line.recipient or _("Nobody has said to whom"),
        width=185,
        hint=lambda line: line.recipient,
        tone=lambda line: Tone.PLAIN if line.recipient else Tone.WARN,
    ),
    Column("basis", N_("Ground"), lambda line: line.basis, width=140, is_told_whole=True),
    Column("what", N_("What was given"), lambda line: _given(line), is_stretched=True, is_told_whole=True),
    Column("people", N_("People"), lambda line: line.people, width=80),
    Column("by", N_("Noted by"), lambda line: line.noted_by, width=130, is_told_whole=True),
)


class PersonalDataSection(Section):
    changes_that_matter = frozenset({"data_purpose", "disclosure", "person", "absence", "survey_response"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Personal data"),
            intro=_(
                "What the law asks of the centre: why data are kept and how long, what is past its term, and to whom "
                "anything was given. The drafts are for the lawyer of the centre to confirm by an order."
            ),
        )
        self.add_action(Action(_("Print the purposes"), self.print_purposes, icon="file-pdf", key="Ctrl+Shift+P"))
        self.add_action(Action(_("Print the register"), self.print_register, icon="file-pdf", key="Ctrl+P"))
        self.add_action(Action(_("Note a disclosure"), self.add, icon="plus", key="Ctrl+N"), is_primary=True)
        self.purposes = RecordTable(workspace, "settings.purposes", PURPOSE_COLUMNS, has_filter=False)
        self.purposes.opened.connect(lambda _line: self.change())
        change = Action(_("Change the purpose and the term"), self.change, icon="edit", key="Ctrl+E")
        self.purposes.add_row_action(change)
        people = Action(_("Whose data are past their term"), self.show_past, icon="people", key="Ctrl+L")
        self.purposes.add_row_action(people)
        self.purposes.setFixedHeight(PURPOSES_HEIGHT)
        self.register = RecordTable(
            workspace,
            "settings.disclosures",
            DISCLOSURE_COLUMNS,
            empty=EmptyState(_("Nothing was given to anybody in this year."), icon="list"),
        )
        self.register.opened.connect(self._edit)
        today = workspace.centre.clock.today()
        years = [Choice(year, str(year)) for year in range(today.year, today.year - YEARS_OFFERED, -1)]
        self.year = Chooser(_("Year"), years)
        self.year.chosen.connect(lambda _value: self.refresh())
        self.register.tools.insertWidget(0, self.year)
        self.body.addWidget(self.purposes)
        self.body.addWidget(label(_("Register of disclosures"), Role.STRONG))
        self.body.addWidget(self.register, 1)

    def first_focus(self) -> QWidget | None:
        return self.purposes.view

    def refresh(self) -> None:
        first, last = self._days()
        run_query(self, lambda centre: centre.read(past_terms), self._show_purposes, slot="purposes")
        run_query(
            self,
            lambda centre: centre.read(register_of_disclosures, first=first, last=last),
            self.register.set_rows,
            slot="register",
        )

    def change(self) -> None:
        line = self.purposes.current()
        if line is not None and PurposeDialog.ask(self, line.purpose):
            self.workspace.show_notice(_("The purpose is changed: {name}.", name=line.purpose.name))

    def show_past(self) -> None:
        line = self.purposes.current()
        if line is not None and line.people:
            PastTermDialog(self, self.workspace, line).exec()

    def add(self) -> None:
        if DisclosureDialog.ask(self, None):
            self.workspace.show_notice(_("The disclosure is noted."))

    def _edit(self, line: DisclosureRecord) -> None:
        if DisclosureDialog.ask(self, line):
            self.workspace.show_notice(_("The disclosure is noted."))

    def print_register(self) -> None:
        first, last = self._days()
        name = _("Register of disclosures of personal data")
        self._save(f"{name} {first.year}", lambda centre: register_paper(centre, first=first, last=last))

    def print_purposes(self) -> None:
        self._save(_("Purposes and terms of keeping personal data"), purposes_paper)

    def _save(self, name: str, make: Callable[[Centre], bytes]) -> None:
        out = choose_target(self, name, name=name, kind=PDF)
        if out is not None:
            run_long(
                self,
                name,
                lambda centre, _progress: whole_bytes(out, make(centre)),
                lambda file: show_saved(self.workspace, file),
            )

    def _days(self) -> tuple[date, date]:
        year = self.year.value
        return date(year, 1, 1), date(year, 12, 31)

    def _show_purposes(self, lines: list[PastTerm]) -> None:
        self.purposes.set_rows(lines)
        self.purposes.select_place(0)


def _why(line: PastTerm) -> str:
    return f"{line.purpose.purpose.text}\n{line.purpose.basis.text}"


def _given(line: DisclosureRecord) -> str:
    return ": ".join(filter(None, (line.person, line.content)))
