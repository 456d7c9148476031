"""The figures of indicators, many at once, and the rows behind each of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import N_
from desktop_app.indicators.catalogue import ALSO_CALLED, CATALOGUE, SOURCES
from desktop_app.indicators.laid import Laid, LaidSource
from desktop_app.indicators.model import Behind, BehindRow, Figure, FigureKey, Indicator, Measure
from desktop_app.indicators.sources import Cell, Filters, Found, GroundSource, Leaf, Source
from desktop_app.language.numbers import percent_value
from desktop_app.plan.records import Period
from desktop_app.remembered import remembered

_WHOLE = ""
"""What the figure that is not divided stands under."""


def indicator(code: str) -> Indicator:
    """By its code or by what else it is called. Raises NotFound, whose sentence lists those that there are."""
    found = CATALOGUE.get(ALSO_CALLED.get(code, code))
    if found is None:
        message = N_("There is no indicator {code}. Those that there are: {known}.")
        raise NotFound("no_such_indicator", message, code=code, known=", ".join(CATALOGUE))
    return found


def figures(unit: UnitOfWork, keys: Sequence[FigureKey], period: Period) -> list[Figure]:
    """One figure for each key, None where there are no data. Raises NotFound, Invalid."""
    return Tally(unit, period).figures(keys)


def figures_by(unit: UnitOfWork, keys: Sequence[FigureKey], period: Period, *, by: str) -> list[dict[str, Figure]]:
    """For each key its figures by the values of a dimension; UNKNOWN is one of them.

    A value that is not there has no data. Raises NotFound, Invalid.
    """
    return Tally(unit, period).figures_by(keys, by=by)


class Tally:
    """Figures of a period for whoever asks more than once.

    ``announced`` are keys that will be asked for, each with the dimension that it is divided by: all of them that are
    counted from the same rows are counted in one pass over those.
    """

    def __init__(
        self, unit: UnitOfWork, period: Period, announced: Iterable[tuple[FigureKey, str | None]] = ()
    ) -> None:
        self._unit = unit
        self._period = period
        self._announced = _passes(announced)
        self._counted: dict[Source, _Counted] = {}
        self._laid: dict[LaidSource, Laid] = {}

    def figures(self, keys: Sequence[FigureKey]) -> list[Figure]:
        """As the function of that name."""
        return [table.get(_WHOLE) for table in self.figures_by(keys, by=None)]

    def figures_by(self, keys: Sequence[FigureKey], *, by: str | None) -> list[dict[str, Figure]]:
        """As the function of that name."""
        asked = [_checked(key, by) for key in keys]
        passes = _passes((key, by) for key in keys)
        counted = {source: self._of(source, one) for source, one in passes.items()}
        tables = []
        for key, each in zip(keys, asked, strict=True):
            codes = each.parts or (each.code,)
            table = _added([counted[SOURCES[code]].table((code, key.span), key.filters, by) for code in codes])
            if each.denominator:
                below = counted[SOURCES[each.denominator]].table((each.denominator, key.span), key.filters, by)
                values = table.keys() | below.keys()
                table = {code: _share(each.unit, table.get(code), below.get(code)) for code in values}
            tables.append(table)
        return tables

    def _of(self, source: Source, asked: "_Pass") -> "_Counted":
        announced = self._announced.get(source)
        at_once = announced if announced is not None and announced.holds(asked) else asked
        if isinstance(source, LaidSource):
            # Fetched at once, they are summed up by no more than is asked: by everything nobody is like another.
            laid = source.holding(self._unit, self._period, at_once.dimensions, at_once.leaves, self._laid.get(source))
            self._laid[source] = laid
            return _Counted(asked, laid.cells([*asked.dimensions], [*asked.leaves]))
        if at_once is asked:
            return self._summed(source, asked)
        if source not in self._counted:
            self._counted[source] = self._summed(source, at_once)
        return self._counted[source]

    def _summed(self, source: Source, asked: "_Pass") -> "_Counted":
        return _Counted(asked, source.cells(self._unit, self._period, [*asked.dimensions], [*asked.leaves]))


def behind(unit: UnitOfWork, key: FigureKey, period: Period, *, offset: int = 0, limit: int | None = None) -> Behind:
    """The rows that a figure is made of, people in Uzbek order. Raises NotFound, Invalid.

    Behind a percentage stand the rows of its numerator, behind a mean those that have a value.
    """
    asked = _checked(key, None)
    left = limit
    rows: list[BehindRow] = []
    total, value = 0, None
    for code in asked.parts or (asked.code,):
        found = _found(unit, period, (code, key.span), _filters(key))
        ids, amounts = found.ids, found.amounts
        begin = max(offset - total, 0)
        end = len(ids) if left is None else begin + left
        page = SOURCES[code].rows(unit, period, (code, key.span), ids[begin:end])
        rows += [replace(row, amount=_tidy(amount)) for row, amount in zip(page, amounts[begin:end], strict=True)]
        left = None if left is None else left - len(page)
        total += len(ids)
        value = _tidy(sum(amounts) + (value or 0))
    if asked.denominator or not total:
        (value,) = figures(unit, [key], period)
    return Behind(total, value, tuple(rows))


def _found(unit: UnitOfWork, period: Period, leaf: Leaf, filters: Filters) -> Found:
    """The few rows of a list are found anew: some rest on lessons and answers, which nothing remembered may."""
    source = SOURCES[leaf[0]]
    if isinstance(source, GroundSource):
        return _found_among_many(unit, period, leaf=leaf, filters=filters)
    return source.found(unit, period, leaf, filters)


@remembered
def _found_among_many(unit: UnitOfWork, period: Period, *, leaf: Leaf, filters: Filters) -> Found:
    """Kept, so that any page of a long list is at hand."""
    return SOURCES[leaf[0]].found(unit, period, leaf, filters)


def _checked(key: FigureKey, by: str | None) -> Indicator:
    """The indicator of a key. Raises NotFound, Invalid for a span or a dimension that it does not have."""
    asked = indicator(key.indicator)
    if key.span not in asked.spans:
        message = N_("{indicator} has no figure over “{span}”; it has one over: {known}.")
        raise Invalid("no_such_span", message, indicator=key.indicator, span=key.span, known=", ".join(asked.spans))
    for name in (*key.filters, *filter(None, [by])):
        if name not in asked.dimensions:
            known = ", ".join(sorted(asked.dimensions))
            message = N_("{indicator} cannot be divided by {dimension}; it can be divided by: {known}.")
            raise Invalid("no_such_dimension", message, indicator=key.indicator, dimension=name, known=known)
    return asked


def _filters(key: FigureKey) -> Filters:
    return tuple(sorted((name, tuple(codes)) for name, codes in key.filters.items()))


def _passes(asked: Iterable[tuple[FigureKey, str | None]]) -> "dict[Source, _Pass]":
    """Everything that is counted from the same rows, together. Raises NotFound, Invalid."""
    found: dict[Source, _Pass] = {}
    for key, by in asked:
        for code in _leaves(_checked(key, by)):
            one = found.setdefault(SOURCES[code], _Pass())
            one.leaves.setdefault((code, key.span))
            one.dimensions |= dict.fromkeys((*key.filters, *filter(None, [by])))
    return found


def _leaves(asked: Indicator) -> Iterable[str]:
    return (*(asked.parts or (asked.code,)), *filter(None, [asked.denominator]))


@dataclass
class _Pass:
    """What is asked of one source at once, each once and in order."""

    leaves: dict[Leaf, None] = field(default_factory=dict)
    dimensions: dict[str, None] = field(default_factory=dict)

    def holds(self, other: "_Pass") -> bool:
        return other.leaves.keys() <= self.leaves.keys() and other.dimensions.keys() <= self.dimensions.keys()


class _Counted:
    """The rows of a source, summed up by the dimensions that are asked for."""

    def __init__(self, asked: _Pass, cells: Iterable[Cell]) -> None:
        self._places = {name: place for place, name in enumerate(asked.dimensions)}
        self._leaves = {leaf: place for place, leaf in enumerate(asked.leaves, len(asked.dimensions))}
        self._cells = list(cells)
        self._indexes: dict[tuple[tuple[str, ...], Leaf], dict[tuple[str, ...], int | float]] = {}

    def table(self, leaf: Leaf, filters: Mapping[str, Sequence[str]], by: str | None) -> dict[str, Figure]:
        """The sums by the values of a dimension, or the one sum of all; nothing where there is nobody to count."""
        names = (*filter(None, [by]), *(name for name in filters if name != by))
        index = self._index(names, leaf)
        chosen = [filters[name] for name in names if name != by]
        if by is None:
            values: Iterable[str] = (_WHOLE,)
        elif by in filters:
            values = filters[by]
        else:
            values = dict.fromkeys(key[0] for key in index)
        found: dict[str, Figure] = {}
        for value in values:
            front = () if by is None else (value,)
            sums = [index[key] for rest in product(*chosen) if (key := (*front, *rest)) in index]
            if sums:
                found[value] = _tidy(sum(sums))
        return found

    def _index(self, names: tuple[str, ...], leaf: Leaf) -> dict[tuple[str, ...], int | float]:
        found = self._indexes.get((names, leaf))
        if found is None:
            found = self._indexes[names, leaf] = defaultdict(int)
            places, place = [self._places[name] for name in names], self._leaves[leaf]
            for cell in self._cells:
                found[tuple(cell[at] for at in places)] += cell[place]
        return found


def _added(tables: Sequence[dict[str, Figure]]) -> dict[str, Figure]:
    if len(tables) == 1:
        return tables[0]
    values = dict.fromkeys(code for table in tables for code in table)
    return {code: _tidy(sum(table.get(code) or 0 for table in tables)) for code in values}


def _share(unit: Measure, above: Figure, below: Figure) -> Figure:
    """A percentage as it is printed, or a mean to the hundredth; None where there is nothing to divide by."""
    if above is None or not below:
        return None
    if unit is not Measure.PERCENT:
        return round(above / below, 2)
    if isinstance(above, int) and isinstance(below, int):
        return percent_value(above, below)
    return round(100 * above / below, 1)


def _tidy(number: int | float) -> int | float:
    """Whole where it is whole; hours and points to the hundredth."""
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded
