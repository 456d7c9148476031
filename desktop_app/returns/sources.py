"""What the forms of a month are made from: the plan, the lists of the centre, the figures of indicators."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from sqlalchemy import select

from db.models.plan import ChannelFigure
from db.unit_of_work import UnitOfWork
from desktop_app.indicators.model import UNKNOWN, Figure, FigureKey, Span
from desktop_app.indicators.service import Tally
from desktop_app.language.orders import order_text
from desktop_app.plan.records import CountedLine, Overlap, Period
from desktop_app.plan.service import counted_plan
from desktop_app.reference.records import OWN_CHANNEL, ListItem, TerritoryRecord
from desktop_app.reference.service import districts, list_items, profile
from desktop_app.returns.records import CellKind, Column

Values = dict[str, int | float | None]
Tables = Mapping[str, Mapping[str, Figure]]
"""Figures by column and by the value of a dimension; a value that is not there has no data."""


class Sources:
    """Looked up when a form asks for it: one form alone needs little of it."""

    def __init__(
        self, unit: UnitOfWork, period: Period, announced: Iterable[tuple[FigureKey, str | None]] = ()
    ) -> None:
        """``announced`` as the tally of indicators takes it."""
        self.unit = unit
        self.period = period
        self._tally = Tally(unit, period, announced)

    @cached_property
    def orders(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """What the plan rests on, by channel and staff group.

        A total that its parts make up has no orders of its own; those of a line that was withdrawn are told.
        """
        found: dict[tuple[str, str], list[str]] = {}
        for each in self._counted_plan[0]:
            line = each.line
            if each.people or not line.people:
                order = order_text(line.order_number, line.order_date)
                found.setdefault((line.channel_code, line.staff_group), []).append(order)
        return found

    @property
    def overlaps(self) -> Sequence[Overlap]:
        return self._counted_plan[1]

    @cached_property
    def papers(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """By which papers other channels report up to the month, by channel and staff group."""
        rows = select(ChannelFigure.channel_code, ChannelFigure.staff_group, ChannelFigure.source).where(
            ChannelFigure.year == self.period.year,
            ChannelFigure.month <= self.period.month,
            ChannelFigure.channel_code != OWN_CHANNEL,
        )
        found: dict[tuple[str, str], list[str]] = {}
        for channel, group, source in self.unit.session.execute(rows):
            found.setdefault((channel, group), []).append(source)
        return found

    @cached_property
    def channels(self) -> list[ListItem]:
        return list_items(self.unit, "channel", on=self.period.last_day)

    @cached_property
    def staff_groups(self) -> list[ListItem]:
        return list_items(self.unit, "staff_group", on=self.period.last_day)

    @cached_property
    def subjects(self) -> list[ListItem]:
        return list_items(self.unit, "subject")

    @cached_property
    def districts(self) -> list[TerritoryRecord]:
        """Of the centre's own region."""
        return districts(self.unit, region_code=profile(self.unit).region_code)

    def tables(self, columns: Iterable[Column], by: str) -> Tables:
        """The figures of the columns that have an indicator, by the values of a dimension."""
        return self.tables_of({column.code: column.key for column in columns if column.key is not None}, by)

    def tables_of(self, keys: Mapping[str, FigureKey], by: str) -> Tables:
        return dict(zip(keys, self._tally.figures_by(list(keys.values()), by=by), strict=True))

    def due(self, by: str) -> Mapping[str, Figure]:
        """Who is due, by district or by subject: looked up once for both, which takes as long as for one."""
        place = ("district", "subject").index(by)
        found: dict[str, list[Figure]] = {}
        for codes, people in self._due.items():
            found.setdefault(codes[place], []).append(people)
        return {code: added(people) for code, people in found.items()}

    @cached_property
    def _due(self) -> Mapping[tuple[str, str], Figure]:
        subjects = [*(subject.code for subject in self.subjects), UNKNOWN]
        keys = {code: FigureKey("due", Span.YEAR, {"subject": (code,)}) for code in subjects}
        tables = self.tables_of(keys, "district")
        return {(district, code): people for code, table in tables.items() for district, people in table.items()}

    def whole(self, columns: Iterable[Column]) -> Values:
        """The figures of the columns that have an indicator, not divided."""
        keys = {column.code: column.key for column in columns if column.key is not None}
        return dict(zip(keys, self._tally.figures(list(keys.values())), strict=True))

    @cached_property
    def _counted_plan(self) -> tuple[Sequence[CountedLine], Sequence[Overlap]]:
        return counted_plan(self.unit, year=self.period.year, day=self.period.last_day)


def added(numbers: Iterable[Figure]) -> Figure:
    """None for nothing to add: no data is not zero."""
    found = [number for number in numbers if number is not None]
    return sum(found) if found else None


def values_of(tables: Tables, codes: Collection[str]) -> Values:
    """The figures of the values of a dimension together, of every column."""
    return {column: added(table.get(code) for code in codes) for column, table in tables.items()}


def values_of_all(tables: Tables) -> Values:
    """Everybody's, whatever row they stand in: were a row missing, the check of sums would see it."""
    return {column: added(table.values()) for column, table in tables.items()}


def completed(values: Values, columns: Sequence[Column]) -> Values:
    """With the columns that repeat or subtract others."""
    for column in columns:
        if column.copy_of:
            values[column.code] = values[column.copy_of]
        elif column.difference_of:
            first, second = (values[code] for code in column.difference_of)
            values[column.code] = None if first is None or second is None else first - second
    return {
        column.code: values[column.code] for column in columns if column.kind not in (CellKind.TEXT, CellKind.SHARE)
    }
