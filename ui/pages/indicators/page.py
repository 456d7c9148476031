"""The catalogue of indicators: what each counts and by whose words, and a figure of the chosen one to try."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop_app.centre import Centre
from desktop_app.i18n import _
from desktop_app.indicators.wordings import Worded, Wording, withdraw_wording, worded_on, wordings
from ui import formats
from ui.actions import Action
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.indicators.trial import TrialCard
from ui.pages.indicators.wording_dialog import WordingDialog
from ui.pages.indicators.words import COLUMNS
from ui.widgets.card import Card
from ui.widgets.confirm import confirm
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

# Heights that Qt scales to the window: the catalogue, and the figure below it.
PARTS = [380, 260]


class IndicatorsPage(Page):
    """Enter opens the wording of an indicator."""

    changes_that_matter = frozenset({"indicator_edition"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Indicators"))
        self._newest: Mapping[str, Wording] = {}
        self.set_back(Target("returns"))
        self.set_context(_("What the columns of returns count. A ministry's own words hold from their day on."))
        self.table: RecordTable[Worded] = RecordTable(
            workspace, "indicators", COLUMNS, filter_hint=_("Title, definition or code")
        )
        self.table.opened.connect(self.word)
        self.table.selection_changed.connect(self._try_chosen)
        self.table.add_row_action(
            Action(_("Withdraw the wording"), self.withdraw, icon="delete", key="Del", right="prepare_returns")
        )
        self.set_primary(
            Action(_("Change the wording"), self.word_chosen, icon="edit", key="Ctrl+Return", right="prepare_returns")
        )
        self.trial = TrialCard(workspace)
        card = Card()
        card.body.addWidget(self.table, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        for part in (card, self.trial):
            parts.addWidget(part)
        parts.setSizes(PARTS)
        parts.setChildrenCollapsible(False)
        self.body.addWidget(parts, 1)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        def look(centre: Centre) -> tuple[Sequence[Worded], Sequence[Wording]]:
            return [*centre.read(worded_on, centre.clock.today()).values()], centre.read(wordings)

        run_query(self, look, self._show, slot="refresh")

    def word_chosen(self) -> None:
        line = self.table.current()
        if line is not None:
            self.word(line)

    def word(self, line: Worded) -> None:
        if WordingDialog.ask(self, line, self._newest.get(line.indicator.code)):
            self.refresh()

    def withdraw(self) -> None:
        """The last wording goes; the one before it, or our own, holds again."""
        line = self.table.current()
        kept = self._newest.get(line.indicator.code) if line else None
        if line is None or kept is None:
            self.banner.show_warning(_("This indicator has no wording of a ministry."))
            return
        question = _(
            "Withdraw the wording of “{indicator}” from {day}?",
            indicator=line.title,
            day=formats.date_text(kept.valid_from),
        )
        if confirm(self, question, action=_("Withdraw the wording"), is_danger=True):
            run_command(
                self,
                lambda centre: centre.write(withdraw_wording, wording_id=kept.id, version=kept.version),
                lambda _outcome: self.refresh(),
            )

    def _show(self, found: tuple[Sequence[Worded], Sequence[Wording]]) -> None:
        lines, newest_first = found
        self._newest = {each.code: each for each in reversed(newest_first)}
        self.table.set_rows_by(lines, lambda line: line.indicator.code)
        self._try_chosen()

    def _try_chosen(self) -> None:
        line = self.table.current()
        if line is not None:
            self.trial.show_indicator(line)
