"""A figure to try: an indicator over a month by districts, and the rows behind each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout

from desktop_app.centre import Centre
from desktop_app.i18n import N_, _
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import SPAN_TITLES, UNKNOWN, Behind, Figure, FigureKey, Span
from desktop_app.indicators.service import behind, figures, figures_by
from desktop_app.indicators.wordings import Worded
from desktop_app.plan.population import period_of
from desktop_app.plan.records import Period
from ui import formats
from ui.models.choices_model import Choice
from ui.models.table_model import Align, Column
from ui.navigation import FORMS, load
from ui.operations import run_query
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.list_window import FIRST_LINES
from ui.widgets.month_chooser import MonthChooser
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

_DISTRICT = "district"


@dataclass(frozen=True)
class _Place:
    """A district, or the centre where there is no ``key`` narrower than its indicator."""

    name: str
    key: FigureKey
    value: Figure


_COLUMNS: tuple[Column[_Place], ...] = (
    Column("place", N_("District or city"), lambda place: place.name, width=180, is_stretched=True),
    Column(
        "value",
        N_("Figure"),
        lambda place: place.value,
        shown=lambda value: formats.shown(value) or formats.NOTHING,
        width=110,
        align=Align.RIGHT,
    ),
)


class TrialCard(Card):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(_("A figure to try"))
        self.workspace = workspace
        self._line: Worded | None = None
        self.months = MonthChooser(self, workspace.centre.clock.today())
        self.months.chosen.connect(lambda _month: self._count())
        self.spans = Chooser(_("Time"))
        self.spans.chosen.connect(lambda _span: self._count())
        self.table: RecordTable[_Place] = RecordTable(
            workspace, "indicators.trial", _COLUMNS, has_filter=False, is_sortable=False
        )
        self.table.opened.connect(self._open)
        choosers = QHBoxLayout()
        choosers.setSpacing(GAP_S)
        for widget in (self.months, self.spans):
            choosers.addWidget(widget)
        choosers.addStretch(1)
        self.body.addLayout(choosers)
        self.body.addWidget(self.table, 1)

    def show_indicator(self, line: Worded) -> None:
        self._line = line
        self.set_title(line.title)
        self.spans.set_choices([Choice(span, _(SPAN_TITLES[span])) for span in line.indicator.spans])
        self._count()

    def _count(self) -> None:
        line, span, month = self._line, self.spans.value, self.months.month
        if line is None or span is None:
            return
        run_query(
            self,
            lambda centre: _places(centre, line, span, year=month.year, month=month.month),
            self.table.set_rows,
            slot="count",
            is_aside=True,
        )

    def _open(self, place: _Place) -> None:
        line, month = self._line, self.months.month
        assert line is not None

        def ask(centre: Centre, limit: int | None = None) -> Behind:
            return centre.read(behind, place.key, _period(centre, year=month.year, month=month.month), limit=limit)

        def show(found: Behind) -> None:
            title = " · ".join((line.title, place.name))
            dialog = load(FORMS["behind"])(self, self.workspace, title, found, ask)
            dialog.exec()
            dialog.deleteLater()

        run_query(self, lambda centre: ask(centre, FIRST_LINES), show, slot="behind")


def _period(centre: Centre, *, year: int, month: int) -> Period:
    return period_of(year, month, today=centre.clock.today())


def _places(centre: Centre, line: Worded, span: Span, *, year: int, month: int) -> Sequence[_Place]:
    """The whole first, then the districts that have a figure, and whoever has none."""
    period, whole = _period(centre, year=year, month=month), FigureKey(line.indicator.code, span)
    (value,) = centre.read(figures, [whole], period)
    found = [_Place(_("Total"), whole, value)]
    if _DISTRICT in line.indicator.dimensions:
        (table,) = centre.read(figures_by, [whole], period, by=_DISTRICT)
        names = {**centre.read(DIMENSIONS[_DISTRICT].values), UNKNOWN: _("Not known")}
        found += [
            _Place(name, FigureKey(line.indicator.code, span, {_DISTRICT: (code,)}), table[code])
            for code, name in names.items()
            if table.get(code)
        ]
    return found
