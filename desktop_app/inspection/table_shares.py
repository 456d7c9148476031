"""PCT, ROUND and OUTLIER in tables: what a percentage is of, told by the rows in which it is right."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from desktop_app.i18n import N_
from desktop_app.inspection.model import Figure, Finding, Table, TableRow, error, shown, warning
from desktop_app.inspection.shares import (
    GOOD_HIGH,
    GOOD_LOW,
    OUTLIER_HIGH,
    OUTLIER_LOW,
    agrees,
    base_text,
    share_text,
    true_share,
)
from desktop_app.inspection.table_sums import additive_columns

SHARE = re.compile(r"%|\b(?:foiz\w*|protsent\w*|ulush\w*|dolya)\b")
_OTHER_SHARE = re.compile(r"\b(?:osish|osgan|ortgan|otgan|farq\w*|rost|prirost|stavka|otlich\w*|sifat)\b")
PLAN = re.compile(r"\b(?:reja\w*|plan\w*|kvota|belgilangan)\b")
ACTUAL = re.compile(
    r"\b(?:amalda\w*|bajaril\w*|oqitil\w*|oqidi|fakt\w*|tamomla\w*|qatnash\w*|ishtirok\w*|qamrab|qamrov\w*|obucheno|vypolneno)\b"
)
_LEAST_AGREEING = 2
_AGREEING_SHARE = 0.6
# Shares of another build than one column over another, in as many rows at least.
_LEAST_OF_OTHERS = 4
# Pairs of columns to try for one percentage; a wider table is looked at near to it.
_NEAREST = 12


@dataclass(frozen=True)
class Share:
    """``column`` is 100 or 1 times the parts over the whole, as its figures are kept; ``total`` where the whole is its.

    ``is_change``: it tells by how much the part is more than the whole.
    """

    column: int
    parts: tuple[int, ...]
    whole: int
    times: int
    total: TableRow | None = None
    is_change: bool = False

    def said(self, row: TableRow) -> Figure | None:
        figure = row.cell(self.column).figure
        if figure is None or self.times == 1 or figure.is_percent:
            return figure
        return Figure(figure.value * self.times, max(figure.decimals - 2, 0), is_percent=True)

    def of(self, row: TableRow) -> tuple[float, float] | None:
        values = [value for part in self.parts if (value := row.value(part)) is not None]
        whole = (self.total or row).value(self.whole)
        if len(values) < len(self.parts) or whole is None or whole <= 0:
            return None
        return sum(values) - (whole if self.is_change else 0), whole


def check_shares(table: Table) -> Iterator[Finding]:
    for share in _shares(table):
        for row in table.rows:
            said, figures = share.said(row), share.of(row)
            if said is not None and figures is not None:
                yield from _check_share(table, row, share, said, figures)
        yield from _check_outliers(table, share)


def _shares(table: Table) -> Iterator[Share]:
    counts = additive_columns(table)
    for column in table.columns:
        header = table.header(column)
        if column not in counts:
            is_named = SHARE.search(header) or any(
                (cell := row.cell(column).figure) and cell.is_percent for row in table.rows
            )
            share = _best_share(table, column, counts) if is_named else None
            if share is not None:
                yield share


def _best_share(table: Table, column: int, counts: Sequence[int]) -> Share | None:
    near = sorted(counts, key=lambda count: abs(count - column))[:_NEAREST]
    is_other = _OTHER_SHARE.search(table.header(column)) is not None
    best, agreeing, asked = _most_agreeing(table, _of_two_columns(column, near))
    least = _LEAST_OF_OTHERS if is_other else _LEAST_AGREEING
    if best and agreeing >= least and agreeing >= _AGREEING_SHARE * asked:
        return best
    others = (*_of_several_columns(column, near), *_of_the_total(table, column, near), *_changes(column, near))
    other, fitting, all_of_other = _most_agreeing(table, others)
    if other and fitting >= _LEAST_OF_OTHERS and fitting >= _AGREEING_SHARE * all_of_other:
        return other
    is_open = not is_other and (not agreeing or asked <= _LEAST_AGREEING)
    return _named_share(table, column, counts) if is_open else None


def _most_agreeing(table: Table, shares: Iterable[Share]) -> tuple[Share | None, int, int]:
    """That which most of the rows agree with, in how many they do, and of how many."""
    best, most, asked = None, 0, 0
    for share in shares:
        said = [(figure, of) for row in table.rows if (figure := share.said(row)) and (of := share.of(row))]
        agreeing = sum(agrees(figure, *of) for figure, of in said)
        if agreeing > most:
            best, most, asked = share, agreeing, len(said)
    return best, most, asked


def _of_two_columns(column: int, near: Sequence[int]) -> Iterator[Share]:
    for times, part, whole in product((1, 100), near, near):
        if part != whole:
            yield Share(column, (part,), whole, times)


def _of_several_columns(column: int, near: Sequence[int]) -> Iterator[Share]:
    """Those with a five or a four among all: columns beside each other over one of the others."""
    ordered = sorted(near)
    runs = [tuple(ordered[at : at + length]) for length in (2, 3, 4) for at in range(len(ordered) - length + 1)]
    for times, run, whole in product((1, 100), runs, near):
        if whole not in run:
            yield Share(column, run, whole, times)


def _of_the_total(table: Table, column: int, near: Sequence[int]) -> Iterator[Share]:
    """The share of a row in the total of its column."""
    totals = [row for row in table.rows if row.is_total]
    for times, part, total in product((1, 100), near, (*totals[:1], *totals[1:][-1:])):
        yield Share(column, (part,), part, times, total)


def _changes(column: int, near: Sequence[int]) -> Iterator[Share]:
    for times, part, whole in product((1, 100), near, near):
        if part != whole:
            yield Share(column, (part,), whole, times, is_change=True)


def _named_share(table: Table, column: int, counts: Sequence[int]) -> Share | None:
    """The plan and the actual by their names, where there are too few rows to tell."""
    plans = [count for count in counts if PLAN.search(table.header(count)) and not ACTUAL.search(table.header(count))]
    actuals = [count for count in counts if ACTUAL.search(table.header(count)) and not PLAN.search(table.header(count))]
    if len(plans) != 1 or len(actuals) != 1 or len(table.rows) > _LEAST_AGREEING:
        return None
    figures = [figure for row in table.rows if (figure := row.cell(column).figure)]
    times = 100 if all(figure.value <= 2 and not figure.is_percent for figure in figures) else 1
    return Share(column, (actuals[0],), plans[0], times)


def _check_share(
    table: Table, row: TableRow, share: Share, said: Figure, figures: tuple[float, float]
) -> Iterator[Finding]:
    part, whole = figures
    text = said.text if said.is_percent else f"{said.text}%"
    place, true = table.place(row, share.column), share_text(part, whole)
    facts = {"row": table.name_of(row), "counted": shown(part), "base": shown(whole)}
    if agrees(said, part, whole):
        if said.value >= 100 and part < whole:
            message = N_("{row}: {said} is stated, but the plan is not met: {counted} of {base} is {true}.")
            yield error("ROUND", place, text, true, message, **facts)
    elif share.is_change or said.value <= 0 or part <= 0:
        message = N_("{row}: {said} is stated, but {counted} of {base} is {true}.")
        yield error("PCT", place, text, true, message, **facts)
    else:
        message = N_(
            "{row}: {said} is stated, but {counted} of {base} is {true}. It would be {said} only of {fitting}."
        )
        yield error("PCT", place, text, true, message, **facts, fitting=base_text(said, part))


def _check_outliers(table: Table, share: Share) -> Iterator[Finding]:
    if share.is_change or not PLAN.search(table.header(share.whole)):
        return
    totals = [figures for row in table.rows if row.is_total and (figures := share.of(row))]
    good = [true_share(*figures) for figures in totals if GOOD_LOW <= true_share(*figures) <= GOOD_HIGH]
    for row in table.leaves if good else ():
        figures = share.of(row)
        if figures and not OUTLIER_LOW <= true_share(*figures) <= OUTLIER_HIGH:
            said = share_text(*figures)
            message = N_("{row}: {said} of the plan, while the total of {total} looks good. Explain it.")
            facts = {"row": table.name_of(row), "total": f"{shown(good[0])}%"}
            yield warning("OUTLIER", table.place(row, share.column), said, "", message, **facts)
