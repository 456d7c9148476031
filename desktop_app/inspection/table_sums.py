"""SUM in tables: totals below, above and beside their parts, by the structure that most of the figures agree with."""

import re
from collections.abc import Iterator, Sequence

from desktop_app.i18n import N_
from desktop_app.inspection.model import Finding, Table, TableRow, error, shown

# Without a figure that agrees, several columns may all be wrong only if they are nearly right.
_NEAR = 0.2
# Where the table has other totals it must miss the rows above by less.
_CLOSE = 0.05
# Rows in which a total column must agree with its parts before the others are doubted.
_LEAST_AGREEING = 3
_AGREEING_SHARE = 0.6
# Sums of measured values with decimals may miss each other by this.
_SLACK = 0.011
# Rounded parts may miss their rounded total by so many of its last digits.
_MOST_ROUNDED = 3
# Below the first total there may be so much more: a tax and the total with it.
_MOST_AFTER = 3
# A smaller figure may agree by chance.
_TELLING = 30

_NOT_ADDED = re.compile(
    r"%|\b(?:foiz\w*|ulush\w*|protsent\w*|dolya|ortacha|sredn\w*|ball\w*|baho\w*|reyting|osish|temp|orin|orni|mesto|narx\w*"
    r"|stavka|nisbat\w*|koeffi\w*|indeks\w*|per|average|mean|rank|rate|ratio|score)\b|\b(?:na|har) 10+\b"
)
# Under such a word a figure between the least and the greatest of its parts is a wrong total and no mean.
_COUNTED = re.compile(r"\b(?:son[i]?|nafar|kishi|reja\w*|amalda|plan\w*|fakt\w*|kol\w*|chislo|chelovek)\b")
# What is missing of two figures cannot be added up: where one of them is blank there is no difference.
DIFFERENCE = re.compile(r"\b(?:farq\w*|tafovut\w*|raznits\w*|otkloneni\w*|ozgarish\w*)\b|\+/-")
TOTAL = re.compile(r"\b(?:jami|hammasi|umumiy|itogo|vsego|total)\b")
_OF_WHICH = re.compile(r"\b(?:shundan|shulardan|ulardan|jumladan|iz nix|tom chisle)\b")

Parts = Sequence[TableRow]


def additive_columns(table: Table) -> list[int]:
    """The columns of figures that may be added up: no shares, averages and places."""
    return [column for column in table.columns if not _is_never_added(table, column)]


def check_totals(table: Table) -> Iterator[Finding]:
    """Each row of totals against the rows that it is most likely the sum of."""
    columns = additive_columns(table)
    for at, total in enumerate(table.rows):
        if not total.is_total or any(total.value(column) is not None for column in columns) is False:
            continue
        parts = _parts_of(table, at, columns)
        if parts is not None:
            yield from _wrong_totals(table, total, parts, columns)


def check_levels(table: Table) -> Iterator[Finding]:
    """Rows numbered 1, 1.1, 1.2 or indented: a parent is the sum of its children where most parents are."""
    columns = additive_columns(table)
    families = [(row, _children(table.rows, at)) for at, row in enumerate(table.rows) if not row.is_total]
    families = [(row, children) for row, children in families if len(children) > 1]
    cells = [
        (row, column, sum(child.value(column) or 0 for child in children), children)
        for row, children in families
        for column in columns
        if row.value(column) is not None and any(child.value(column) is not None for child in children)
    ]
    right = [cell for cell in cells if _same(cell[0].value(cell[1]), cell[2])]
    if len(right) < 2 or len(right) < _AGREEING_SHARE * len(cells):
        return
    for row, column, true, children in cells:
        if not _same(row.value(column), true):
            yield _wrong_sum(table, row, column, true, children)


def check_total_columns(table: Table) -> Iterator[Finding]:
    """A column of totals against the columns beside it, where it agrees with them in most rows."""
    columns = additive_columns(table)
    for total in columns:
        if not TOTAL.search(table.header(total)):
            continue
        best: tuple[list[TableRow], list[TableRow], tuple[int, ...]] = [], [], ()
        for parts in _parts_beside(table, columns, total):
            rows = [
                row
                for row in table.rows
                if not _NOT_ADDED.search(row.label)
                and row.value(total) is not None
                and all(row.value(part) is not None for part in parts)
            ]
            right = [row for row in rows if _same(row.value(total), sum(row.value(part) or 0 for part in parts))]
            if len(right) > len(best[0]):
                best = right, rows, parts
        right, rows, parts = best
        is_short = len(right) == len(rows) - 1 > 1 and all((row.value(total) or 0) >= _TELLING for row in right)
        if (len(right) < _LEAST_AGREEING and not is_short) or len(right) < _AGREEING_SHARE * len(rows):
            continue
        for row in rows:
            true = sum(row.value(part) or 0 for part in parts)
            if not _same(row.value(total), true):
                said = row.cell(total).figure
                assert said is not None
                message = N_("{row}: {said} is stated in the total column, but the row adds up to {true}.")
                yield error("SUM", table.place(row, total), said.text, shown(true), message, row=table.name_of(row))


def _parts_of(table: Table, at: int, columns: Sequence[int]) -> Parts | None:
    """The rows that the total at this place most likely adds up; None where nobody can tell."""
    best: Parts = ()
    most = 0
    total = table.rows[at]
    stated = [column for column in columns if total.value(column) is not None]
    for parts in _candidates(table, at):
        agreeing = sum(_agrees(total, parts, column) for column in stated)
        if agreeing > most:
            best, most = parts, agreeing
    added = [column for column in stated if not _is_of_another_kind(table, total, best, column)]
    if most and (most * 2 >= len(added) or _is_nearly(total, best, added)):
        return best
    return None if most else _only_candidate(table, at, stated) or _nearest_above(table, at, stated)


def _nearest_above(table: Table, at: int, stated: Sequence[int]) -> Parts | None:
    """The rows right above it, or the totals of the groups before: those that it misses by little."""
    rows = table.rows
    before = next((place for place in range(at - 1, -1, -1) if rows[place].is_total), -1)
    for parts in (rows[before + 1 : at], [row for row in rows[:at] if row.is_total]):
        is_list = len(parts) > 1 and not any(row.depth or _OF_WHICH.search(row.label) for row in parts)
        is_telling = is_list and all(_sum(parts, column) >= _TELLING for column in stated)
        if is_telling and _is_near(rows[at], parts, stated, within=_CLOSE):
            return parts
    return None


def _is_nearly(total: TableRow, parts: Parts, stated: Sequence[int]) -> bool:
    """Whether a figure too great to agree by chance is their sum, and no other is far from it."""
    telling = [column for column in stated if _agrees(total, parts, column) and _sum(parts, column) >= _TELLING]
    return bool(telling) and _is_near(total, parts, stated)


def _is_near(total: TableRow, parts: Parts, stated: Sequence[int], within: float = _NEAR) -> bool:
    sums = [(total.value(column) or 0, _sum(parts, column)) for column in stated]
    return all(abs(said - true) <= within * true for said, true in sums)


def _agrees(total: TableRow, parts: Parts, column: int) -> bool:
    """Whether it is their sum, be it that of the rows in sight alone."""
    said, visible = total.value(column), [row for row in parts if not row.is_hidden]
    return _same(said, _sum(parts, column)) or (len(visible) < len(parts) and _same(said, _sum(visible, column)))


def _candidates(table: Table, at: int) -> Iterator[Parts]:
    """Every set of rows that a total may be of, the nearest first."""
    rows = table.rows
    before = next((place for place in range(at - 1, -1, -1) if rows[place].is_total), -1)
    after = next((place for place in range(at + 1, len(rows)) if rows[place].is_total), len(rows))
    sets = (rows[before + 1 : at], rows[:at], rows[at + 1 : after], rows[at + 1 :], rows)
    for chosen in sets:
        leaves = [row for row in chosen if not row.is_total]
        tops = [row for row in leaves if row.depth == min((leaf.depth for leaf in leaves), default=0)]
        for parts in (tops, leaves, [row for row in tops if not _OF_WHICH.search(row.label)]):
            # One row with its parts may be all that there is.
            if len(parts) > 1 or (parts is tops and len(leaves) > 1):
                yield parts
    subtotals = [row for row in rows[:at] if row.is_total]
    if len(subtotals) > 1:
        yield subtotals
    later = [row for row in rows[at + 1 :] if row.is_total]
    if len(later) > 1:
        yield later


def _only_candidate(table: Table, at: int, stated: Sequence[int]) -> Parts | None:
    """Where not one figure agrees: the plain list with its one total, or its first, at the end or at the beginning."""
    rows = table.rows
    is_plain = not any(row.depth or _OF_WHICH.search(row.label) for row in rows)
    parts = [row for row in (rows if at == 0 else rows[:at]) if not row.is_total]
    totals = sum(row.is_total for row in rows)
    is_first = totals > 1 and at == len(parts) and len(rows) - at <= _MOST_AFTER
    if not is_plain or not (is_first or (totals == 1 and at in (0, len(rows) - 1))) or len(rows) < _LEAST_AGREEING:
        return None
    is_alone = len(stated) == 1 and totals == 1 and TOTAL.search(rows[at].label) is not None
    return parts if is_alone or (len(parts) > 1 and _is_near(rows[at], parts, stated)) else None


def _wrong_totals(table: Table, total: TableRow, parts: Parts, columns: Sequence[int]) -> Iterator[Finding]:
    for column in columns:
        said, values = total.value(column), [value for row in parts if (value := row.value(column)) is not None]
        if said is None or not values:
            continue
        true = sum(values)
        is_right = abs(said - true) <= _rounding(total, parts, column)
        if is_right or _is_of_another_kind(table, total, parts, column):
            continue
        if not _is_weighted_mean(said, column, columns, parts):
            yield _wrong_sum(table, total, column, true, parts)


def _is_of_another_kind(table: Table, total: TableRow, parts: Parts, column: int) -> bool:
    """A mean, the greatest, what there was at first or at last, and the number of rows are no sums."""
    said, values = total.value(column), [value for row in parts if (value := row.value(column)) is not None]
    if said is None or not values or abs(said - sum(values)) <= abs(sum(values)) / 2:
        return False
    others = (sum(values) / len(values), max(values), min(values), len(values), len(parts), values[0], values[-1])
    is_between = len(values) >= _LEAST_AGREEING and min(values) <= said <= max(values)
    is_mean = is_between and not _COUNTED.search(table.header(column))
    return is_mean or any(abs(said - other) < 0.5 for other in others)


def _rounding(total: TableRow, parts: Parts, column: int) -> float:
    """By how much the sum of rounded figures may miss the sum that was rounded itself."""
    decimals = [figure.decimals for row in (total, *parts) if (figure := row.cell(column).figure)]
    most = max(decimals)
    return _SLACK if not 0 < most <= 2 else min(len(parts) / 2, _MOST_ROUNDED) * 10.0**-most + 1e-9


def _is_weighted_mean(said: float, column: int, columns: Sequence[int], parts: Parts) -> bool:
    """Whether it is the mean of its parts by another column: the score of a centre by the people of its cohorts."""
    for weights in columns:
        pairs = [(row.value(weights) or 0, value) for row in parts if (value := row.value(column)) is not None]
        people = sum(weight for weight, _value in pairs)
        is_mean = people > 0 and _same(said, sum(weight * value for weight, value in pairs) / people)
        if weights != column and is_mean:
            return True
    return False


def _wrong_sum(table: Table, total: TableRow, column: int, true: float, parts: Parts) -> Finding:
    said = total.cell(column).figure
    assert said is not None
    first, last = table.place(parts[0], column), table.place(parts[-1], column)
    visible = sum(row.value(column) or 0 for row in parts if not row.is_hidden)
    place = table.place(total, column)
    if visible != true and _same(said.value, visible):
        message = N_("{row}: {said} leaves out the hidden rows; with them {first} to {last} add up to {true}.")
    else:
        message = N_("{row}: {said} is stated, but {first} to {last} add up to {true}.")
    return error("SUM", place, said.text, shown(true), message, row=table.name_of(total), first=first, last=last)


def _children(rows: Sequence[TableRow], at: int) -> list[TableRow]:
    """The rows one level below, up to the next of its own level or a total."""
    parent, children = rows[at], []
    for row in rows[at + 1 :]:
        if row.depth <= parent.depth or row.is_total:
            break
        if row.depth == parent.depth + 1:
            children.append(row)
    return children


def _parts_beside(table: Table, columns: Sequence[int], total: int) -> Iterator[tuple[int, ...]]:
    """Columns after it up to the next total, before it down to the last one, those of its own kind in each group."""
    at = columns.index(total)
    totals = [column for column in columns if TOTAL.search(table.header(column))]
    after = [
        column for column in columns[at + 1 :] if column < min((one for one in totals if one > total), default=1 << 30)
    ]
    before = [column for column in columns[:at] if column > max((one for one in totals if one < total), default=-1)]
    kind = table.header(total).rpartition(" | ")[2]
    alike = [column for column in columns if column not in totals and table.header(column).rpartition(" | ")[2] == kind]
    for parts in (after, before, alike, *(after[:n] for n in (2, 3, 4)), *(before[-n:] for n in (2, 3, 4))):
        if len(parts) > 1:
            yield tuple(parts)


def _is_never_added(table: Table, column: int) -> bool:
    """Its own header says so; that of its group counts for broken numbers only: "foiz" may stand over what it is of."""
    group, _bar, own = table.header(column).rpartition(" | ")
    is_broken = any(figure.decimals for row in table.rows if (figure := row.cell(column).figure))
    named = _NOT_ADDED.search(own) or (is_broken and _NOT_ADDED.search(group))
    return bool(named) or DIFFERENCE.search(own) is not None or _is_share(table, column)


def _is_share(table: Table, column: int) -> bool:
    figures = [figure for row in table.rows if (figure := row.cell(column).figure)]
    return any(figure.is_percent for figure in figures) or (
        len(figures) > 1
        and all(0 <= figure.value <= 1 for figure in figures)
        and any(figure.decimals for figure in figures)
    )


def _sum(rows: Parts, column: int) -> float:
    return sum(row.value(column) or 0 for row in rows)


def _same(first: float | None, second: float | None) -> bool:
    return first is not None and second is not None and abs(first - second) < _SLACK
