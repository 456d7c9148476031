"""Series and numbers: how they are written, what comes next, what other PCs have, and what became of each number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.certificates.book import KINDS
from desktop_app.certificates.series import (
    Block,
    NumberFate,
    NumberLine,
    Series,
    all_series,
    change_pattern,
    missing_numbers,
    missing_of,
    numbers_of,
    open_series,
)
from desktop_app.i18n import N_, _, _n
from ui import formats
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.paged_model import Order, PagedModel
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.certificates.series_dialogs import GiveBackDialog, PatternDialog, SetAsideDialog
from ui.theme import GAP_M, Tone
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

LEFT_WIDTH = 468
FATES: dict[NumberFate, tuple[str, Tone]] = {
    NumberFate.VALID: (N_("Issued"), Tone.GOOD),
    NumberFate.ANNULLED: (N_("Annulled"), Tone.BAD),
    NumberFate.REPLACED: (N_("Replaced"), Tone.WARN),
    NumberFate.SET_ASIDE: (N_("Set aside"), Tone.ACCENT),
    NumberFate.USED_ELSEWHERE: (N_("Used elsewhere"), Tone.PLAIN),
    NumberFate.GIVEN_BACK: (N_("Came back"), Tone.MUTED),
    NumberFate.MISSING: (N_("Missing"), Tone.BAD),
}


def _blanks_of(row: NumberLine) -> str:
    spoiled = _("spoiled: {numbers}", numbers=row.spoiled) if row.spoiled else ""
    return "; ".join(filter(None, (row.blank, spoiled)))


SERIES_COLUMNS: tuple[Column[Series], ...] = (
    Column("kind", N_("Paper"), lambda row: _(KINDS[row.kind]), width=104, is_stretched=True),
    Column("prefix", N_("Letters"), lambda row: row.prefix, width=74),
    Column("year", N_("Year"), lambda row: row.year, shown=str, width=62),
    Column("next", N_("The next one"), lambda row: row.written(row.next_number), width=144),
)
BLOCK_COLUMNS: tuple[Column[Block], ...] = (
    Column("holder", N_("PC"), lambda row: row.holder, width=90, is_stretched=True, is_told_whole=True),
    Column("numbers", N_("Numbers"), lambda row: f"{row.first}–{row.last}", width=96, sort=lambda row: row.first),
    Column("since", N_("Set aside on"), lambda row: row.set_aside_on, width=108),
    Column(
        "state",
        N_("State"),
        lambda row: formats.date_text(row.given_back_on) if row.given_back_on else _("Set aside"),
        tone=lambda row: Tone.MUTED if row.given_back_on else Tone.ACCENT,
        hint=lambda row: _("The day on which the rest came back") if row.given_back_on else "",
        width=112,
    ),
)
NUMBER_COLUMNS: tuple[Column[NumberLine], ...] = (
    Column("number", N_("Number"), lambda row: row.full_number, width=135),
    Column(
        "fate",
        N_("What became of it"),
        lambda row: _(FATES[row.fate][0]),
        tone=lambda row: FATES[row.fate][1],
        width=140,
        align=Align.LEFT,
    ),
    Column("holder", N_("To whom"), lambda row: row.holder, width=180, is_stretched=True, is_told_whole=True),
    Column("blank", N_("Blank"), _blanks_of, width=100, is_told_whole=True),
)


class SeriesPage(Page):
    changes_that_matter = frozenset({"certificate_series", "number_block", "certificate", "blank"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Series and numbers"))
        self.set_back(Target("certificates"))
        self._series: Series | None = None
        # Read in the worker.
        self._is_of_missing = False
        begin = Action(
            _("Begin the series of this year"), self._begin, icon="plus", key="Ctrl+N", right="prepare_certificates"
        )
        self.series: RecordTable[Series] = RecordTable(
            workspace,
            "series",
            SERIES_COLUMNS,
            empty=EmptyState(
                _("No number was given yet. The letters of each kind of paper stand in the rules of the centre."),
                begin,
                "list",
            ),
            has_filter=False,
        )
        self.series.selection_changed.connect(self._show_chosen)
        self.series.opened.connect(lambda _row: self.change_pattern())
        self.series.add_row_action(
            Action(
                _("How numbers are written…"),
                self.change_pattern,
                icon="edit",
                key="Ctrl+E",
                right="prepare_certificates",
            )
        )
        self.blocks: RecordTable[Block] = RecordTable(
            workspace,
            "series.blocks",
            BLOCK_COLUMNS,
            empty=EmptyState(_("No number is set aside for another PC."), icon="copy"),
            has_filter=False,
        )
        self.blocks.opened.connect(lambda _row: self.give_back())
        self.blocks.add_row_action(
            Action(_("Take numbers back…"), self.give_back, icon="undo", key="Ctrl+R", right="prepare_certificates")
        )
        self.rows: PagedModel[NumberLine] = PagedModel(self, NUMBER_COLUMNS, count=self._count, fetch=self._fetch)
        self.numbers: RecordTable[NumberLine] = RecordTable(
            workspace,
            "series.numbers",
            NUMBER_COLUMNS,
            paged=self.rows,
            empty=EmptyState(_("No such number here."), icon="certificate"),
            filter_hint=_("A number"),
            is_sortable=False,
        )
        self.only = Chooser(_("Numbers"), [Choice(False, _("All numbers")), Choice(True, _("Missing ones"))])
        self.only.chosen.connect(self._choose_missing)
        self.numbers.tools.insertWidget(1, self.only)
        self.numbers.opened.connect(self._go_to_cohort)
        self.numbers.add_row_action(Action(_("Open the cohort"), lambda: self.numbers.with_current(self._go_to_cohort)))
        aside = Action(
            _("Set numbers aside…"), self.set_aside, icon="copy", key="Ctrl+Shift+N", right="prepare_certificates"
        )
        self.aside_button = self.set_primary(aside)
        write = Action(
            _("How numbers are written…"),
            self.change_pattern,
            icon="edit",
            key="Ctrl+Shift+P",
            right="prepare_certificates",
        )
        self.pattern_button = self.add_secondary(write)
        self.begin_button = self.add_secondary(begin)
        self._lay_out()

    def first_focus(self) -> QWidget | None:
        return self.series.view

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(all_series), self._show, slot="refresh")

    def change_pattern(self) -> None:
        if self._series is None:
            return
        before: Series | None = PatternDialog.ask(self, self._series)
        if before is not None:
            old = {"series_id": before.id, "pattern": before.pattern, "digits": before.digits}
            self.banner.show_outcome(
                _("The numbers to come are written so."),
                undo=lambda: run_command(self, lambda centre: centre.write(change_pattern, **old), self._changed),
            )
            self.refresh()

    def set_aside(self) -> None:
        count = SetAsideDialog.ask(self, self._series) if self._series is not None else None
        if count is not None:
            self.banner.show_outcome(_n("{n} number is set aside.", "{n} numbers are set aside.", count))
            self.refresh()

    def give_back(self) -> None:
        block = self.blocks.current()
        if self._series is None or block is None:
            return
        if block.given_back_on is not None:
            self.banner.show_warning(_("These numbers were given back already."))
            return
        count = GiveBackDialog.ask(self, self._series, block)
        if count is not None:
            self.banner.show_outcome(_n("{n} number came back.", "{n} numbers came back.", count))
            self.refresh()

    def _choose_missing(self, is_of_missing: bool) -> None:
        self._is_of_missing = is_of_missing
        self.rows.reload()

    def _begin(self) -> None:
        run_command(self, lambda centre: centre.write(open_series), self._changed)

    def _changed(self, _outcome: object) -> None:
        self.refresh()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GAP_M)
        for title, table, share in (
            (_("Series of numbers"), self.series, 3),
            (_("Set aside for other PCs"), self.blocks, 2),
        ):
            card = Card(title)
            card.setFixedWidth(LEFT_WIDTH)
            card.body.addWidget(table, 1)
            left.addWidget(card, share)
        numbers = Card()
        numbers.body.addWidget(self.numbers, 1)
        parts = QHBoxLayout()
        parts.setSpacing(GAP_M)
        parts.addLayout(left)
        parts.addWidget(numbers, 1)
        self.body.addLayout(parts, 1)

    def _show(self, found: Sequence[Series]) -> None:
        self._series = None
        self.series.set_rows_by(found, lambda row: row.id)
        today = self.workspace.centre.clock.today()
        self.begin_button.setVisible(bool(found) and len([row for row in found if row.year == today.year]) < len(KINDS))
        for button in (self.aside_button, self.pattern_button):
            button.setEnabled(bool(found))
        self._show_chosen()

    def _show_chosen(self) -> None:
        before, self._series = self._series, self.series.current()
        self.blocks.set_rows_by(self._series.blocks if self._series else (), lambda row: row.id)
        if self._series != before or self._series is None:
            self.rows.reload()
        series = self._series
        if series is None:
            self.set_context("")
            return
        run_query(
            self, lambda centre: centre.read(missing_numbers, series_id=series.id), self._tell_missing, slot="missing"
        )

    def _tell_missing(self, count: int) -> None:
        series = self._series
        if series is None:
            return
        told = _n("{n} number is missing", "{n} numbers are missing", count) if count else _("No number is missing")
        self.set_context(" · ".join((f"{_(KINDS[series.kind])}, {series.prefix} {series.year}", told)))

    def _count(self, centre: "Centre", text: str) -> int:
        series = self._series
        if series is None:
            return 0
        if self._is_of_missing:
            return len(centre.read(missing_of, series_id=series.id))
        number = _number_in(text)
        return series.last_number if number is None else int(1 <= number <= series.last_number)

    def _fetch(self, centre: "Centre", _order: Order, text: str, offset: int, limit: int) -> list[NumberLine]:
        series, number = self._series, _number_in(text)
        if series is None:
            return []
        if self._is_of_missing:
            return centre.read(missing_of, series_id=series.id)[offset : offset + limit]
        if number is not None:
            offset, limit = number - 1, 1
        return centre.read(numbers_of, series_id=series.id, offset=offset, limit=limit)

    def _go_to_cohort(self, row: NumberLine) -> None:
        if row.cohort_id:
            self.workspace.navigate(Target("cohort", (row.cohort_id, "certificates")))


def _number_in(text: str) -> int | None:
    """The last group of digits: 123 of PM-2026-000123."""
    groups = "".join(letter if letter.isdecimal() else " " for letter in text).split()
    return int(groups[-1]) if groups else None
