"""Plan and actual of the year: figures, lines that fold open down to the persons, and the months as columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from desktop_app.centre import Centre
from desktop_app.i18n import _
from desktop_app.plan.fact import plan_fact
from desktop_app.plan.figures import known_figures
from desktop_app.plan.finished import OwnFilter
from desktop_app.plan.parts import FactPart, lines_behind, parts_of
from desktop_app.plan.records import Cut, FigureEntry, PlanFact
from desktop_app.plan.rules import doubtful, overlap_text
from desktop_app.plan.words import PlanNames, plan_names
from desktop_app.reference.records import OWN_CHANNEL
from ui import formats
from ui.actions import Action
from ui.operations import run_query
from ui.pages.plan.behind_dialog import BehindDialog, Share, shares_of_figures, shares_of_plan
from ui.pages.plan.fact_rows import FactRow, Place, fact_columns, fact_rows
from ui.pages.plan.months_chart import MonthsChart
from ui.pages.plan.people_dialog import FinishedPeopleDialog
from ui.pages.plan.year_panel import PLAN_TABLES, YearPanel, on_current
from ui.theme import GAP_M, Tone
from ui.widgets.card import StatTile
from ui.widgets.record_table import RecordTable
from ui.widgets.text import label
from ui.workspace import Workspace

MOST_WARNINGS = 2


@dataclass(frozen=True)
class Found:
    fact: PlanFact
    names: PlanNames
    parts: dict[Place, Sequence[FactPart]]


class FactPanel(YearPanel):
    changes_that_matter = PLAN_TABLES | {"enrolment", "cohort"}

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._found: Found | None = None
        self._opened: set[Place] = {(OWN_CHANNEL, "", None)}
        self.plan_tile, self.actual_tile, self.difference_tile, self.forecast_tile = (
            StatTile(_("Plan of the year"), icon="calendar", on_click=lambda: self._from_total(self.show_lines)),
            StatTile(_("Done"), icon="check", on_click=lambda: self._from_total(self.show_people)),
            StatTile(_("Share of the plan"), icon="chart"),
            StatTile(_("Forecast to the end of the year"), icon="clock"),
        )
        self.table: RecordTable[FactRow] = RecordTable(
            workspace, "plan.fact", fact_columns(), has_filter=False, is_sortable=False, has_export_button=False
        )
        self.chart = MonthsChart()
        self.warnings: QLabel = label("", wrap=True, tone="warn")
        self._lay_out()
        self.table.opened.connect(self.go_down)
        for action in (
            Action(_("Unfold"), on_current(self.table, self.unfold), icon="chevron-down", key="Right"),
            Action(_("Fold"), on_current(self.table, self.fold), icon="chevron-right", key="Left"),
        ):
            self.table.add_row_action(action)
        self.setFocusProxy(self.table.view)

    def actions_of_page(self) -> tuple[Action, ...]:
        people, lines = on_current(self.table, self.show_people), on_current(self.table, self.show_lines)
        return (
            Action(_("People behind the figure"), people, icon="people", key="F3"),
            Action(_("Lines of the plan"), lines, icon="list", key="Shift+F3"),
            Action(_("To Excel"), self.table.export, icon="file-excel", key="Ctrl+E"),
        )

    def refresh(self) -> None:
        year, day, opened = self.year, self.day, frozenset(self._opened)

        def look(centre: Centre) -> Found:
            groups = [(channel, group) for channel, group, _cut in opened if group != ""]
            parts: dict[Place, Sequence[FactPart]] = {
                (channel, group, None): centre.read(parts_of, year=year, as_of=day, channel=channel, group=group)
                for channel, group in groups
            }
            return Found(centre.read(plan_fact, year=year, as_of=day), centre.read(plan_names), parts)

        run_query(self, look, self._show, slot="refresh")

    def go_down(self, row: FactRow) -> None:
        """One level down: open or fold the line, and from the last one to the persons."""
        if row.place in self._opened:
            self.fold(row)
        elif not row.is_total and (row.level == 0 or (row.level == 1 and self._parts_of(row) != [])):
            self.unfold(row)
        else:
            self.show_people(row)

    def unfold(self, row: FactRow) -> None:
        if row.is_total or row.level > 1 or row.place in self._opened:
            return
        self._opened.add(row.place)
        if row.level == 0 or self._parts_of(row) is not None:
            self._show_rows(row.place)
            return
        year, day, (channel, group, _cut) = self.year, self.day, row.place

        def show(parts: list[FactPart]) -> None:
            if self._found is None:
                return
            self._found.parts[row.place] = parts
            self._show_rows(row.place)
            if not parts:
                self._opened.discard(row.place)
                self.show_people(row)

        run_query(
            self,
            lambda centre: centre.read(parts_of, year=year, as_of=day, channel=channel, group=group),
            show,
            slot="parts",
        )

    def fold(self, row: FactRow) -> None:
        """Fold the line, or the one that it stands under."""
        channel, group, cut = row.place
        above: Place = (channel, group, None) if cut is not None else (channel, "", None)
        place = row.place if row.place in self._opened else above
        self._opened.discard(place)
        self._show_rows(place)

    def show_people(self, row: FactRow) -> None:
        """The persons of the own channel, the reports of the others; where no actual is known, what is planned."""
        channel, group, cut = row.place
        if row.actual is None:
            self.show_lines(row)
        elif not row.actual:
            self.workspace.show_notice(_("Nobody has finished yet."))
        elif channel == OWN_CHANNEL:
            wanted = OwnFilter(self.year, self.day, group, cut or Cut(), row.without)
            FinishedPeopleDialog(self, row.name, wanted).exec()
        else:
            year, day = self.year, self.day
            run_query(
                self,
                lambda centre: centre.read(known_figures, year=year, as_of=day),
                lambda found: self._show_reports(row, found),
                slot="behind",
            )

    def show_lines(self, row: FactRow) -> None:
        """The lines by order that the plan of the row is made of."""
        if not row.plan:
            self.workspace.show_notice(_("Nobody is planned here."))
            return
        year, day, (channel, group, cut) = self.year, self.day, row.place
        run_query(
            self,
            lambda centre: centre.read(lines_behind, year=year, as_of=day, channel=channel, group=group, cut=cut),
            lambda found: BehindDialog(self, row.name, shares_of_plan(found, self.names)).exec(),
            slot="behind",
        )

    def _show_reports(self, row: FactRow, figures: Sequence[FigureEntry]) -> None:
        """What the other channels report, and for all channels our own people of each staff group before it."""
        channel, group, _cut = row.place

        def is_meant(code: str, staff_group: str | None) -> bool:
            return channel in ("", code) and group in ("", staff_group)

        own = [
            Share(self.names.channels.get(line.channel, ""), self.names.group(line.group), line.actual, line.source)
            for line in (self._found.fact.groups if self._found is not None else ())
            if line.channel == OWN_CHANNEL and line.actual and is_meant(line.channel, line.group)
        ]
        reports = [each for each in figures if is_meant(each.channel_code, each.staff_group)]
        BehindDialog(self, row.name, [*own, *shares_of_figures(reports, self.names)]).exec()

    def _from_total(self, act: Callable[[FactRow], None]) -> None:
        if self.table.select(lambda row: row.is_total):
            on_current(self.table, act)()

    def _parts_of(self, row: FactRow) -> Sequence[FactPart] | None:
        return self._found.parts.get(row.place) if self._found is not None else None

    def _show(self, found: Found) -> None:
        self._found, self.names = found, found.names
        fact = found.fact
        self._show_tiles(fact)
        self._show_rows(None)
        self.chart.show_months(fact.months, fact.year, without_month=fact.without_month)
        doubts = doubtful(fact.overlaps)
        sentences = [overlap_text(each, found.names.cuts, formats.integer_text) for each in doubts[:MOST_WARNINGS]]
        self.warnings.setText("\n".join(sentences))
        self.warnings.setVisible(bool(sentences))

    def _show_rows(self, place: Place | None) -> None:
        if self._found is None:
            return
        current = self.table.current()
        wanted = place or (current.place if current is not None else None)
        rows = fact_rows(self._found.fact, self._found.names, opened=self._opened, parts=self._found.parts)
        self.table.set_rows(tuple(rows))
        if not self.table.select(lambda row: row.place == wanted):
            self.table.select_place(0)

    def _show_tiles(self, fact: PlanFact) -> None:
        total = fact.total

        def shown(number: int | None) -> str:
            return formats.NOTHING if number is None else formats.integer_text(number)

        self.plan_tile.set_figure(
            shown(total.plan),
            _("by {day}: {people}", day=formats.date_text(fact.as_of), people=shown(total.plan_to_date)),
        )
        self.actual_tile.set_figure(shown(total.actual), _("in all channels"))
        percent = formats.percent_text(total.actual, total.plan) if total.plan and total.actual is not None else None
        is_short = total.difference is not None and total.difference < 0
        said = _("{people} short of the plan", people=shown(-(total.difference or 0))) if is_short else ""
        self.difference_tile.set_figure(percent or formats.NOTHING, said, Tone.WARN if is_short else Tone.GOOD)
        own = next((line for line in fact.channels if line.channel == OWN_CHANNEL), None)
        coming = (own.forecast or 0) - (own.actual or 0) if own is not None else 0
        self.forecast_tile.set_figure(shown(total.forecast), _("{people} still to finish", people=shown(coming)))

    def _lay_out(self) -> None:
        tiles = QHBoxLayout()
        tiles.setSpacing(GAP_M)
        for tile in (self.plan_tile, self.actual_tile, self.difference_tile, self.forecast_tile):
            tiles.addWidget(tile, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        upper = QWidget()
        inside = QVBoxLayout(upper)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.warnings)
        inside.addWidget(self.table, 1)
        split.addWidget(upper)
        split.addWidget(self.chart)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self.column.addLayout(tiles)
        self.column.addWidget(split, 1)
        self.warnings.hide()
