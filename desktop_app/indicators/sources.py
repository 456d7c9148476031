"""Where figures come from: rows of the database summed up in it, or the few lines of a plan summed up here."""

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import ColumnElement, FromClause, case, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from db.plain_query import plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import UNKNOWN, BehindRow, Names, Span
from desktop_app.plan.records import Period
from desktop_app.remembered import resting_on

ONE: ColumnElement[int] = literal(1)

Leaf = tuple[str, Span]
"""The code of something that is added up, and the span over which."""

Filters = tuple[tuple[str, tuple[str, ...]], ...]
"""The values let through of each dimension named."""

Cell = tuple[Any, ...]
"""The codes of the dimensions asked for, then the sum of each leaf."""

Told = Callable[[UnitOfWork, Period, Leaf, Sequence[int]], list[BehindRow]]
"""Rows by their ids and in their order, each with the reason why it is counted; the amounts are the caller's."""


@dataclass(frozen=True)
class Found:
    """The ids of the rows behind a figure in order, and what each brings: sixteen bytes a row."""

    ids: "array[int]"
    amounts: "array[float]"


class Source(Protocol):
    """One kind of rows: summed up, looked for, and told one by one."""

    @property
    def dimensions(self) -> frozenset[str]: ...

    @property
    def rows(self) -> Told: ...

    def cells(
        self, unit: UnitOfWork, period: Period, dimensions: Sequence[str], leaves: Sequence[Leaf]
    ) -> Iterable[Cell]:
        """The sums of the leaves by the codes of the dimensions; no cell where there is nothing at all."""

    def found(self, unit: UnitOfWork, period: Period, leaf: Leaf, filters: Filters) -> Found: ...


@dataclass(frozen=True)
class Count:
    """Which rows of a ground are counted, and what each of them brings; 1 where nothing else is said."""

    condition: ColumnElement[bool]
    amount: ColumnElement[Any] | InstrumentedAttribute[Any] = ONE


@dataclass(frozen=True)
class Ground:
    """Rows with a column for each dimension that was asked for, and what is counted of them.

    No rows at all mean that there are no data. ``row_id`` is what a row is known by; ``order`` that of a list, only
    where one was asked for.
    """

    rows: FromClause
    row_id: ColumnElement[int] | InstrumentedAttribute[int]
    columns: Mapping[str, Any]
    counts: Mapping[Leaf, Count]
    order: Sequence[Any] = ()


@dataclass(frozen=True)
class GroundSource:
    """Rows that the database sums up; ``ground`` gets the dimensions wanted, and of which leaf a list is asked for."""

    dimensions: frozenset[str]
    ground: Callable[[UnitOfWork, Period, Collection[str], Leaf | None], Ground]
    rows: Told

    def cells(
        self, unit: UnitOfWork, period: Period, dimensions: Sequence[str], leaves: Sequence[Leaf]
    ) -> Iterable[Cell]:
        ground = self.ground(unit, period, dimensions, None)
        columns = [ground.columns[name] for name in dimensions]
        sums = [_sum(ground.counts[leaf]) for leaf in leaves]
        query = select(*columns, func.count(), *sums).select_from(ground.rows).group_by(*columns)
        known, width = [known_codes(unit, name) for name in dimensions], len(dimensions)
        return [(*map(code_of, row[:width], known), *row[width + 1 :]) for row in plain_rows(unit, query) if row[width]]

    def found(self, unit: UnitOfWork, period: Period, leaf: Leaf, filters: Filters) -> Found:
        ground = self.ground(unit, period, [name for name, _codes in filters], leaf)
        count = ground.counts[leaf]
        matching = [_matches(ground.columns[name], codes, known_codes(unit, name)) for name, codes in filters]
        query = select(ground.row_id, count.amount).select_from(ground.rows).where(count.condition, *matching)
        rows = plain_rows(unit, query.order_by(*ground.order))
        return Found(array("q", (row[0] for row in rows)), array("d", (row[1] for row in rows)))


@dataclass(frozen=True)
class Item:
    """A row that is there already: the codes of its dimensions, and what it brings to each leaf that counts it."""

    id: int
    codes: Mapping[str, str | None]
    amounts: Mapping[Leaf, int | float] = field(default_factory=dict)


@dataclass(frozen=True)
class ListedSource:
    """Rows that are few enough to be summed up here; ``items`` gets the leaves that are asked for."""

    dimensions: frozenset[str]
    items: Callable[[UnitOfWork, Period, Collection[Leaf]], Sequence[Item]]
    rows: Told

    def cells(
        self, unit: UnitOfWork, period: Period, dimensions: Sequence[str], leaves: Sequence[Leaf]
    ) -> Iterable[Cell]:
        known = [known_codes(unit, name) for name in dimensions]
        sums: dict[tuple[str, ...], list[int | float]] = {}
        for item in self.items(unit, period, leaves):
            codes = tuple(map(code_of, map(item.codes.get, dimensions), known))
            row = sums.setdefault(codes, [0] * len(leaves))
            for place, leaf in enumerate(leaves):
                row[place] += item.amounts.get(leaf, 0)
        return [(*codes, *row) for codes, row in sums.items()]

    def found(self, unit: UnitOfWork, period: Period, leaf: Leaf, filters: Filters) -> Found:
        known = {name: known_codes(unit, name) for name, _codes in filters}
        matching = [
            (item.id, item.amounts[leaf])
            for item in self.items(unit, period, [leaf])
            if leaf in item.amounts
            and all(code_of(item.codes.get(name), known[name]) in codes for name, codes in filters)
        ]
        return Found(array("q", (row[0] for row in matching)), array("d", (row[1] for row in matching)))


def spans(period: Period) -> tuple[tuple[Span, Any], ...]:
    """The two spans that end with the month, each with its first day."""
    return (Span.MONTH, period.first_day), (Span.YEAR, period.year_start)


def _sum(count: Count) -> ColumnElement[Any]:
    return func.sum(case((count.condition, count.amount), else_=0))


def known_codes(unit: UnitOfWork, name: str) -> Names | None:
    """The names of a dimension's values; None where any code is one."""
    return _names(unit, name) if DIMENSIONS[name].has_list else None


@resting_on(kept_answers=len(DIMENSIONS))
def _names(unit: UnitOfWork, name: str) -> Names:
    return DIMENSIONS[name].values(unit)


def code_of(raw: Any, known: Collection[str] | None) -> str:
    return UNKNOWN if not raw or (known is not None and raw not in known) else raw


def _matches(column: Any, codes: Sequence[str], known: Names | None) -> ColumnElement[bool]:
    """The condition that agrees with ``code_of``."""
    is_meant: ColumnElement[bool] = column.in_([code for code in codes if code != UNKNOWN])
    if UNKNOWN not in codes:
        return is_meant
    strange = [column.not_in(list(known))] if known is not None else []
    return or_(is_meant, column.is_(None), column == "", *strange)
