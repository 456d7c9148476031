"""Handing over the certificates of a cohort: the list to be signed, and the day for all or for some."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import LANGUAGES, N_, _, _n
from desktop_app.orders.templates import PAPER_LANGUAGES
from desktop_app.papers.records import Paper
from desktop_app.print_runs.handing import Handing, hand_over, handing_list, handings, restore_days
from desktop_app.reference.service import profile
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.blanks.paper_actions import PaperActions
from ui.theme import GAP_M
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

# So many of the chosen are named before they are handed over.
SHOWN = 6
HANDING_COLUMNS: tuple[Column[Handing], ...] = (
    Column("number", N_("Certificate"), lambda row: row.full_number, width=136),
    Column("holder", N_("Holder"), lambda row: row.holder, width=200, is_stretched=True, is_told_whole=True),
    Column("blank", N_("Blank"), lambda row: row.blank, width=96),
    Column("day", N_("Handed over"), lambda row: row.handed_on, width=104),
)


class HandingPage(Page):
    """``open(cohort_id)`` shows the certificates of a cohort that are in force."""

    changes_that_matter = frozenset({"certificate", "blank", "cohort", "centre_profile"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Handing over"))
        self._cohort_id = 0
        self._rows: list[Handing] = []
        self.table: RecordTable[Handing] = RecordTable(
            workspace,
            "handing",
            HANDING_COLUMNS,
            empty=EmptyState(_("This cohort has no certificates in force."), icon="certificate"),
            filter_hint=_("Number or name"),
        )
        self.table.opened.connect(lambda _row: self.hand_over())
        self.table.add_row_action(
            Action(_("Not handed over yet"), self.take_back, icon="undo", key="Del", right="keep_blanks")
        )
        self.language = Chooser(_("Language of the paper"), [Choice(code, LANGUAGES[code]) for code in PAPER_LANGUAGES])
        self.language.chosen.connect(lambda _code: self._show_list())
        self.table.tools.addWidget(self.language)
        self.paper = PaperActions(workspace, name=_("Certificates handed over"), entity="cohort")
        primary = Action(_("Handed over…"), self.hand_over, icon="check", key="Ctrl+D", right="keep_blanks")
        self.set_actions([primary, *self.paper.actions()])
        parts = QHBoxLayout()
        parts.setSpacing(GAP_M)
        parts.addWidget(self.table, 4)
        parts.addWidget(self.paper.preview, 3)
        card = Card()
        card.body.addLayout(parts, 1)
        self.body.addWidget(card, 1)

    def open(self, argument: object) -> None:
        if isinstance(argument, int):
            self._cohort_id = argument
            self.set_back(Target("cohort", (argument, "certificates")))
            run_query(self, lambda centre: centre.read(profile).document_language, self._begin_in, slot="language")
            self.make_stale()

    def here(self) -> object:
        return self._cohort_id

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        if cohort_id:
            run_query(self, lambda centre: centre.read(handings, cohort_id=cohort_id), self._show, slot="refresh")

    def hand_over(self) -> None:
        """The chosen ones; with only one chosen and nothing to change about it, all that wait."""
        chosen = self.table.selected() or self._rows
        if len(chosen) == 1 and chosen[0].handed_on is not None:
            chosen = [row for row in self._rows if row.handed_on is None]
        if chosen:
            self._tell(HandingDialog.ask(self, chosen))

    def take_back(self) -> None:
        ids = [row.certificate_id for row in self.table.selected() if row.handed_on is not None]
        if ids:
            run_command(self, lambda centre: centre.write(hand_over, certificate_ids=ids, day=None), self._tell)

    def _begin_in(self, language: str) -> None:
        self.language.choose(language)
        self._show_list()

    def _show(self, rows: list[Handing]) -> None:
        self._rows = rows
        self.table.set_rows(rows)
        given = sum(row.handed_on is not None for row in rows)
        self.set_context(_("Handed over: {given} of {all}", given=given, all=len(rows)))
        self._show_list()

    def _show_list(self) -> None:
        cohort_id, language = self._cohort_id, self.language.value

        def make(centre: "Centre") -> Paper:
            return centre.read(handing_list, cohort_id=cohort_id, paper_language=language)

        self.paper.show_paper(make, entity_id=cohort_id)

    def _tell(self, outcome: "Outcome[dict[int, date | None]] | None") -> None:
        if outcome is None:
            return
        before = outcome.value
        self.banner.show_outcome(
            _n("{n} certificate is changed.", "{n} certificates are changed.", len(before)),
            undo=lambda: run_command(self, lambda centre: centre.write(restore_days, days=before)),
        )


class HandingDialog(FormDialog):
    """Finishes with the outcome of handing over: the days that stood before."""

    def __init__(self, owner: QWidget, chosen: list[Handing]) -> None:
        super().__init__(
            owner,
            title=_n("Hand over {n} certificate", "Hand over {n} certificates", len(chosen)),
            save_text=_("Hand over"),
            intro="\n".join(f"{row.full_number} {row.holder}" for row in chosen[:SHOWN])
            + ("\n…" if len(chosen) > SHOWN else ""),
        )
        self._ids = [row.certificate_id for row in chosen]
        self.add(DateField("day", _("Day"), is_required=True))
        self.field("day").set_value(self.workspace.centre.clock.today(), is_guess=True)

    def submit(self) -> None:
        day, ids = self.field("day").value, self._ids
        run_command(self, lambda centre: centre.write(hand_over, certificate_ids=ids, day=day), self.finish)
