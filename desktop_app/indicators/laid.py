"""Rows of very many people laid down column by column: summed up here, and opened as lists without asking again."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, repeat
from operator import lt
from threading import Lock
from typing import Any

from sqlalchemy import CTE, ColumnElement, Label, Select, case, literal, select

from db.plain_query import plain_parts
from db.unit_of_work import UnitOfWork
from desktop_app.indicators.sources import ONE, Cell, Count, Filters, Found, Ground, Leaf, Told, code_of, known_codes
from desktop_app.plan.records import Period
from desktop_app.remembered import remembered


@dataclass
class Laid:
    """What was asked so far of the rows of a ground, in the order of their ids.

    The mask of a row has the bit of each leaf that counts it; ``weighed`` are those that count more than rows.
    """

    ids: Sequence[int] = ()
    keys: Sequence[Sequence[Any]] = ()
    codes: dict[str, list[str]] = field(default_factory=dict)
    bits: dict[Leaf, int] = field(default_factory=dict)
    mask: Sequence[int] = ()
    weighed: set[Leaf] = field(default_factory=set)
    amounts: dict[Leaf, Sequence[float | None]] = field(default_factory=dict)
    places: Sequence[int] = ()
    lock: Lock = field(default_factory=Lock)

    def cells(self, dimensions: Sequence[str], leaves: Sequence[Leaf]) -> list[Cell]:
        """As a source gives them: rows that are alike are summed up at once."""
        codes = [self.codes[name] for name in dimensions]
        counted = [(at, self.bits[leaf]) for at, leaf in enumerate(leaves) if leaf not in self.amounts]
        sums: dict[tuple[str, ...], list[int | float]] = {}
        for said, rows in Counter(zip(*codes, self.mask, strict=True)).items():
            row = sums.setdefault(said[:-1], [0] * len(leaves))
            for at, bit in counted:
                if said[-1] & bit:
                    row[at] += rows
        for at, leaf in enumerate(leaves):
            if leaf in self.amounts:
                groups = zip(*codes, strict=True) if codes else repeat((), len(self.ids))
                for group, amount in zip(groups, self.amounts[leaf], strict=True):
                    if amount:
                        sums[group][at] += amount
        return [(*group, *row) for group, row in sums.items()]

    def found(self, leaf: Leaf, filters: Filters) -> Found:
        """The rows that a leaf counts, in the order of a list."""
        bit, mask = self.bits[leaf], self.mask
        places = [place for place in self._in_order() if mask[place] & bit]
        for name, let_through in filters:
            column, wanted = self.codes[name], set(let_through)
            places = [place for place in places if column[place] in wanted]
        amounts = self.amounts.get(leaf)
        brought = repeat(1.0, len(places)) if amounts is None else (amounts[place] or 0.0 for place in places)
        return Found(array("q", (self.ids[place] for place in places)), array("d", brought))

    def _in_order(self) -> Sequence[int]:
        if len(self.places) != len(self.ids):
            places = list(range(len(self.ids)))
            # The last key first: what is sorted stays so where the next key is the same.
            for column in reversed(self.keys):
                places.sort(key=column.__getitem__)
            self.places = places
        return self.places


@dataclass(frozen=True)
class LaidSource:
    """Rows whose figures and lists are asked for many times: they are fetched once, and kept as what is remembered is.

    ``ground`` gets the dimensions wanted and gives an order. ``is_of_year``: the same rows whatever the month is.
    """

    dimensions: frozenset[str]
    ground: Callable[[UnitOfWork, Period, Collection[str]], Ground]
    rows: Told
    is_of_year: bool = False

    def cells(
        self, unit: UnitOfWork, period: Period, dimensions: Sequence[str], leaves: Sequence[Leaf]
    ) -> Sequence[Cell]:
        return self.holding(unit, period, dimensions, leaves).cells(dimensions, leaves)

    def found(self, unit: UnitOfWork, period: Period, leaf: Leaf, filters: Filters) -> Found:
        return self.holding(unit, period, [name for name, _codes in filters], [leaf]).found(leaf, filters)

    def holding(
        self,
        unit: UnitOfWork,
        period: Period,
        dimensions: Collection[str],
        leaves: Collection[Leaf],
        laid: Laid | None = None,
    ) -> Laid:
        """The rows with these columns; what of them is not there yet is added to those that are at hand, or given."""
        if laid is None:
            shelf = _of_year(unit, year=period.year) if self.is_of_year else _of_month(unit, period=period)
            laid = shelf.setdefault(self, Laid())
        with laid.lock:
            missing = [name for name in dimensions if name not in laid.codes]
            # One mean is seldom asked for alone.
            is_short = any(leaf in laid.weighed and leaf not in laid.amounts for leaf in leaves)
            unweighed = sorted(laid.weighed - laid.amounts.keys()) if is_short else []
            if not laid.bits:
                self._lay(unit, period, laid, missing, leaves)
            elif missing or unweighed:
                self._add(unit, period, laid, missing, unweighed)
        return laid

    def _lay(
        self, unit: UnitOfWork, period: Period, laid: Laid, dimensions: Sequence[str], leaves: Collection[Leaf]
    ) -> None:
        """What counts a row is asked of all leaves at once: each takes far less than to come again for it."""
        ground = self.ground(unit, period, dimensions)
        laid.weighed = {leaf for leaf, count in ground.counts.items() if count.amount is not ONE}
        weighed = [leaf for leaf in leaves if leaf in laid.weighed]
        keys = [key.label(f"key_{place}") for place, key in enumerate(ground.order)]
        columns = _columns(unit, ground, dimensions, weighed, _mask(ground.counts.values()), *keys)
        laid.ids, laid.mask, laid.keys = array("q", columns[0]), columns[1], columns[2 : 2 + len(keys)]
        _put(laid, dimensions, weighed, columns[2 + len(keys) :])
        laid.bits = {leaf: 1 << place for place, leaf in enumerate(ground.counts)}

    def _add(
        self, unit: UnitOfWork, period: Period, laid: Laid, dimensions: Sequence[str], weighed: Sequence[Leaf]
    ) -> None:
        ground = self.ground(unit, period, dimensions)
        _put(laid, dimensions, weighed, _columns(unit, ground, dimensions, weighed)[1:])


def _columns(
    unit: UnitOfWork, ground: Ground, dimensions: Sequence[str], weighed: Sequence[Leaf], *first: Label[Any]
) -> list[list[Any]]:
    """Of the rows in the order of their ids: the ids, these, the codes of the dimensions, and the amounts."""
    amounts = [ground.counts[leaf] for leaf in weighed]
    query = select(
        ground.row_id.label("row_id"),
        *first,
        *(ground.columns[name].label(f"of_{name}") for name in dimensions),
        *(case((each.condition, each.amount)).label(f"amount_{place}") for place, each in enumerate(amounts)),
    ).select_from(ground.rows)
    codes = {
        place: _Codes(known_codes(unit, name)).__getitem__ for place, name in enumerate(dimensions, 1 + len(first))
    }
    columns: list[list[Any]] = [[] for _column in query.selected_columns]
    for part in plain_parts(unit, query):
        for place, said in enumerate(zip(*part, strict=True)):
            columns[place].extend(map(codes[place], said) if place in codes else said)
    return _in_order_of(columns[0], columns)


def _in_order_of(ids: Sequence[int], columns: list[list[Any]]) -> list[list[Any]]:
    """Mostly they come in order already."""
    if all(map(lt, ids, islice(ids, 1, None))):
        return columns
    places = sorted(range(len(ids)), key=ids.__getitem__)
    return [list(map(column.__getitem__, places)) for column in columns]


def _put(laid: Laid, dimensions: Sequence[str], weighed: Sequence[Leaf], columns: Sequence[list[Any]]) -> None:
    laid.codes |= zip(dimensions, columns[: len(dimensions)], strict=True)
    laid.amounts |= zip(weighed, columns[len(dimensions) :], strict=True)


def laid_down(rows: Select[Any]) -> CTE:
    """The rows laid down before anything is joined to them, so that what they compute is computed once."""
    return rows.cte("ground").prefix_with("MATERIALIZED")


def _mask(counts: Iterable[Count]) -> Label[int]:
    """The bit of each that counts the row."""
    whole: ColumnElement[int] = literal(0)
    for place, count in enumerate(counts):
        whole = whole + case((count.condition, 1 << place), else_=0)
    return whole.label("mask")


class _Codes(dict[Any, str]):
    """The code by what a row says; of very many equal ones one is kept."""

    def __init__(self, known: Collection[str] | None) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, raw: Any) -> str:
        self[raw] = code = code_of(raw, self._known)
        return code


@remembered
def _of_month(_unit: UnitOfWork, *, period: Period) -> dict[LaidSource, Laid]:
    """Whatever is laid down from now on for this month; it grows, and says the same as long as it is remembered."""
    return {}


@remembered
def _of_year(_unit: UnitOfWork, *, year: int) -> dict[LaidSource, Laid]:
    """As above for a year."""
    return {}
