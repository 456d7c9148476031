"""The plan of a year by order, and the figures of other channels with their sources."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _, _n, language
from desktop_app.language.dates import month_title
from desktop_app.language.orders import order_text
from desktop_app.plan.figures import channel_figures, remove_channel_figure, save_channel_figure
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.records import Overlap
from desktop_app.plan.rules import count_lines, doubtful, overlap_text
from desktop_app.plan.service import plan_lines, planned_years, remove_plan_line, save_plan_line
from desktop_app.reference.records import OWN_CHANNEL
from ui import formats
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.plan.dialogs import FigureDialog, PlanLineDialog
from ui.pages.plan.words import PlanWords, plan_words
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.text import label
from ui.workspace import Workspace

YEARS_AHEAD = 1
MOST_WARNINGS = 3
NO_WORDS = PlanWords({}, {}, {}, {})


@dataclass(frozen=True)
class Shown:
    """A year as the page shows it, from one look."""

    years: list[int]
    lines: list[PlanEntry]
    figures: list[FigureEntry]
    words: PlanWords


def look(centre: Centre, year: int) -> Shown:
    """Runs in the worker."""
    return Shown(
        centre.read(planned_years),
        centre.read(plan_lines, year=year),
        centre.read(channel_figures, year=year),
        plan_words(centre),
    )


class PlanPage(Page):
    """``open(2025)`` goes to a year."""

    changes_that_matter = frozenset({"plan_line", "channel_figure", "reference_item", "territory"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Annual plan"))
        self._words = NO_WORDS
        self._lines: list[PlanEntry] = []
        self._doubled_ids: set[int] = set()
        this_year = workspace.centre.clock.today().year
        self.set_back(Target("returns"))
        self.set_primary(Action(_("New line"), self.add, icon="plus", key="Ctrl+N"))
        self.year_box = Chooser(_("Year"), [Choice(this_year, str(this_year))])
        self.year_box.chosen.connect(lambda _year: self.refresh())
        self.lines: RecordTable[PlanEntry] = RecordTable(
            workspace,
            "plan.lines",
            self._line_columns(),
            empty=EmptyState(
                _("No plan is entered for this year: returns have nothing to compare with."),
                Action(_("New line of the plan"), self.add_line, icon="plus"),
                "calendar",
            ),
        )
        self.figures: RecordTable[FigureEntry] = RecordTable(
            workspace,
            "plan.figures",
            self._figure_columns(),
            empty=EmptyState(
                _("No figures of other channels are entered for this year."),
                Action(_("New figure"), self.add_figure, icon="plus"),
                "chart",
            ),
        )
        for table, edit, remove in (
            (self.lines, self.edit_line, self.remove_line),
            (self.figures, self.edit_figure, self.remove_figure),
        ):
            table.opened.connect(edit)
            table.add_row_action(Action(_("Edit"), _on_current(table, edit), icon="edit", key="F2"))
            table.add_row_action(Action(_("Remove"), _on_current(table, remove), icon="delete", key="Del"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.lines, _("Plan by order"))
        self.tabs.addTab(self.figures, _("Figures of other channels"))
        self.tabs.setCornerWidget(self.year_box)
        self.doubled = label("", wrap=True, tone="warn")
        card = Card()
        card.body.addWidget(self.doubled)
        card.body.addWidget(self.tabs)
        self.body.addWidget(card, 1)

    @property
    def year(self) -> int:
        return int(self.year_box.value)

    def open(self, argument: object) -> None:
        if isinstance(argument, int):
            self._offer_years([argument])
            self.year_box.choose(argument)
            self.make_stale()

    def refresh(self) -> None:
        year = self.year
        run_query(self, lambda centre: look(centre, year), self._show, slot="refresh")

    def first_focus(self) -> QWidget | None:
        return self.lines.view

    def add(self) -> None:
        """A line or a figure, whichever tab is in front."""
        if self.tabs.currentWidget() is self.figures:
            self.add_figure()
        else:
            self.add_line()

    def add_line(self) -> None:
        last = self.lines.current() or next(iter(reversed(self._lines)), None)
        month = self.workspace.centre.clock.today().month
        new = PlanEntry(self.year, month, OWN_CHANNEL, "", 0)
        if last is not None:
            new = replace(last, id=0, version=1, people=0)
        self._tell_line(None, PlanLineDialog.ask(self, new, self._words))

    def edit_line(self, line: PlanEntry) -> None:
        self._tell_line(line, PlanLineDialog.ask(self, line, self._words))

    def remove_line(self, line: PlanEntry) -> None:
        def tell(_done: Outcome[None]) -> None:
            back = replace(line, id=0, version=1)
            self.banner.show_outcome(
                _n(
                    "The line of {n} person is removed from the plan.",
                    "The line of {n} people is removed from the plan.",
                    line.people,
                ),
                undo=lambda: self._write(save_plan_line, back),
            )

        run_command(self, lambda centre: centre.write(remove_plan_line, line_id=line.id, version=line.version), tell)

    def add_figure(self) -> None:
        new = FigureEntry(self.year, self.workspace.centre.clock.today().month, "", "", 0, "")
        self._tell_figure(None, FigureDialog.ask(self, new, self._words))

    def edit_figure(self, figure: FigureEntry) -> None:
        self._tell_figure(figure, FigureDialog.ask(self, figure, self._words))

    def remove_figure(self, figure: FigureEntry) -> None:
        def tell(_done: Outcome[None]) -> None:
            back = replace(figure, id=0, version=1)
            self.banner.show_outcome(_("The figure is removed."), undo=lambda: self._write(save_channel_figure, back))

        run_command(
            self,
            lambda centre: centre.write(remove_channel_figure, figure_id=figure.id, version=figure.version),
            tell,
        )

    def _tell_line(self, before: PlanEntry | None, after: PlanEntry | None) -> None:
        if after is None or after == before:
            return
        undo = (
            (lambda: self._remove(remove_plan_line, line_id=after.id, version=after.version))
            if before is None
            else (lambda: self._write(save_plan_line, replace(before, version=before.version + 1)))
        )
        self.banner.show_outcome(_("The plan is saved."), undo=undo)

    def _tell_figure(self, before: FigureEntry | None, after: FigureEntry | None) -> None:
        if after is None or after == before:
            return
        undo = (
            (lambda: self._remove(remove_channel_figure, figure_id=after.id, version=after.version))
            if before is None
            else (lambda: self._write(save_channel_figure, replace(before, version=before.version + 1)))
        )
        self.banner.show_outcome(_("The figure is saved."), undo=undo)

    def _write(self, save: Callable[..., int], entry: PlanEntry | FigureEntry) -> None:
        run_command(self, lambda centre: centre.write(save, entry))

    def _remove(self, remove: Callable[..., None], **which: int) -> None:
        run_command(self, lambda centre: centre.write(remove, **which))

    def _show(self, shown: Shown) -> None:
        self._words, self._lines = shown.words, shown.lines
        this_year = self.workspace.centre.clock.today().year
        self._offer_years([*shown.years, this_year + YEARS_AHEAD])
        doubled = doubtful(count_lines(shown.lines)[1])
        self._doubled_ids = {line.id for overlap in doubled for line in overlap.lines}
        self.lines.set_rows(shown.lines)
        self.figures.set_rows(shown.figures)
        self._warn_of(doubled)
        own = sum(line.people for line in shown.lines if line.channel_code == OWN_CHANNEL)
        whole = sum(line.people for line in shown.lines)
        self.set_context(
            _(
                "{year}: {own} people in the own channel, {whole} in all",
                year=self.year,
                own=formats.integer_text(own),
                whole=formats.integer_text(whole),
            )
        )

    def _warn_of(self, doubled: Sequence[Overlap]) -> None:
        """Name the lines whose people count double; where there are many, the first ones."""
        names = {**self._words.districts, **self._words.subjects}
        sentences = [overlap_text(overlap, names, formats.integer_text) for overlap in doubled[:MOST_WARNINGS]]
        if len(doubled) > MOST_WARNINGS:
            more = len(doubled) - MOST_WARNINGS
            sentences.append(_n("And {n} more such place.", "And {n} more such places.", more))
        self.doubled.setText("\n".join(sentences))
        self.doubled.setVisible(bool(sentences))

    def _offer_years(self, years: Sequence[int]) -> None:
        offered = sorted({self.year, *years}, reverse=True)
        self.year_box.set_choices([Choice(year, str(year)) for year in offered])

    # The names are looked up when a cell is painted, so the tables stand before the lists are read.
    def _line_columns(self) -> tuple[Column[PlanEntry], ...]:
        return (
            Column("month", N_("Month"), lambda line: line.month, shown=self._month, width=172, align=Align.LEFT),
            Column("channel", N_("Channel"), lambda line: self._words.channels.get(line.channel_code), width=190),
            Column("group", N_("Staff group"), lambda line: self._words.staff_groups.get(line.staff_group), width=130),
            Column("district", N_("District or city"), self._district, width=150),
            Column("subject", N_("Subject"), self._subject, is_stretched=True),
            Column("people", N_("People"), lambda line: line.people, width=90, tone=self._tone, align=Align.RIGHT),
            Column("order", N_("Order"), lambda line: order_text(line.order_number, line.order_date), width=172),
        )

    def _figure_columns(self) -> tuple[Column[FigureEntry], ...]:
        return (
            Column("month", N_("Month"), lambda figure: figure.month, shown=self._month, width=172, align=Align.LEFT),
            Column(
                "channel",
                N_("Channel"),
                lambda figure: self._words.channels.get(figure.channel_code),
                width=300,
                is_stretched=True,
            ),
            Column(
                "group", N_("Staff group"), lambda figure: self._words.staff_groups.get(figure.staff_group), width=150
            ),
            Column("people", N_("People"), lambda figure: figure.people, width=110),
            Column("source", N_("Source"), lambda figure: figure.source, width=240),
        )

    def _tone(self, line: PlanEntry) -> Tone | None:
        return Tone.WARN if line.id in self._doubled_ids else None

    def _month(self, month: int) -> str:
        return month_title(self.year, month, language())

    def _district(self, line: PlanEntry) -> str:
        return self._words.districts.get(line.district_code, line.district_code) if line.district_code else _("All")

    def _subject(self, line: PlanEntry) -> str:
        return self._words.subjects.get(line.subject_code, line.subject_code) if line.subject_code else _("All")


def _on_current(table: RecordTable[Any], act: Callable[[Any], None]) -> Callable[[], None]:
    """The act on the record that is current, if there is one."""

    def run() -> None:
        record = table.current()
        if record is not None:
            act(record)

    return run
