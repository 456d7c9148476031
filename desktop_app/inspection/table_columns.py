"""Columns of one table against each other, by what their headers say: ways of people, splits, days, sizes, copies."""

import re
from collections.abc import Iterator
from itertools import pairwise

from desktop_app.i18n import N_
from desktop_app.inspection.carrying import MONTH
from desktop_app.inspection.model import Finding, Table, TableRow, error, shown, warning
from desktop_app.inspection.shares import COPY_LEAST
from desktop_app.inspection.table_shares import ACTUAL, PLAN
from desktop_app.inspection.table_sums import additive_columns
from desktop_app.inspection.text_days import DAY_HOURS, WEEK_DAYS, WEEK_HOURS
from desktop_app.language.dates import short_date

# Sizes of a group; VMQ 149 and the centres' practice.
LEAST_GROUP, MOST_GROUP = 25, 30
_COPIED_ROWS = 5
# Where more rows than this go against a rule, its columns were misunderstood.
_MOST_AGAINST = 1 / 3

_NOT = r"(?!\w*(?:magan|maydigan))"
_STEPS = {
    "called": re.compile(rf"\b(?:chaqiril{_NOT}\w*|vyzvan\w*)\b"),
    "came": re.compile(rf"\b(?:kelgan\w*|keldi|qatnash{_NOT}\w*|yavil\w*)\b"),
    "admitted": re.compile(rf"\b(?:qabul qilin{_NOT}\w*|zachislen\w*)\b"),
    "completed": re.compile(rf"\b(?:tamomla{_NOT}\w*|tugat{_NOT}\w*|bitir{_NOT}(?!uv)\w*|okonchil\w*)\b"),
    "certificate": re.compile(r"\bsertifikat(?!\w*siz)(?!.*(?:magan|siz\b))\w*\b"),
}
_OPENING = re.compile(r"\b(?:oy|yil|davr|chorak)\w* boshi(?:da|ga)\b|\bboshidagi?\b(?=.*qoldi)|\bna nachalo\b")
_ORDERED = (
    ("called", "came"),
    ("called", "admitted"),
    ("came", "admitted"),
    ("admitted", "completed"),
    ("came", "completed"),
    ("completed", "certificate"),
)
_SPLITS = (
    (
        re.compile(r"\b(?:erkak\w*|ogil\w*|mujch\w*|malchik\w*|men|male|boys)\b"),
        re.compile(r"\b(?:ayol\w*|xotin\w*|qizlar\w*|jenshch?in\w*|devoch\w*|women|female|girls)\b"),
    ),
    (re.compile(r"\b(?:shahar\w*|gorod\w*)\b"), re.compile(r"\b(?:qishloq\w*|sel\w*)\b")),
)
_TOTAL = re.compile(r"\b(?:jami|hammasi|umumiy|itogo|vsego|total)\b")
_BOTH = re.compile(r"\b(?:both (?:sexes|genders)|ikkala jins)\b")
_START = re.compile(r"\b(?:boshlan\w*|dan|nachal\w*|start|kelgan sana)\b")
_END = re.compile(r"\b(?:tuga\w*|yakun\w*|gacha|okonch\w*|konets)\b")
_HOURS = re.compile(r"\b(?:soat\w*|chas\w*)\b")
_GROUP = re.compile(r"\bguruh\w*|\bgrupp\w*")
_SIZE = re.compile(r"\b(?:tinglovchi\w*|soni|kishi|slushatel\w*)\b")


def check_flows(table: Table) -> Iterator[Finding]:
    """FLOW: nobody comes who was not called, and there are no more certificates than have finished."""
    if any(_OPENING.search(table.header(column)) for column in table.columns):
        return  # who was there before finishes too
    steps = {name: found for name, pattern in _STEPS.items() if (found := _one_column(table, pattern)) is not None}
    for more, fewer in _ORDERED:
        if more not in steps or fewer not in steps or steps[more] == steps[fewer]:
            continue
        rows = [
            row
            for row in table.rows
            # Who came in one month may finish in the next.
            if not (MONTH.search(row.label) and not row.is_total)
            and row.value(steps[more]) is not None
            and row.value(steps[fewer]) is not None
        ]
        against = [row for row in rows if (row.value(steps[fewer]) or 0) > (row.value(steps[more]) or 0)]
        if len(rows) > 2 and len(against) > _MOST_AGAINST * len(rows):
            continue
        for row in against:
            said, true = shown(row.value(steps[fewer]) or 0), shown(row.value(steps[more]) or 0)
            message = N_("{row}: {said} under “{column}”, but only {true} under “{whole}”.")
            facts = {
                "row": table.name_of(row),
                "column": table.title(steps[fewer]),
                "whole": table.title(steps[more]),
            }
            yield error("FLOW", table.place(row, steps[fewer]), said, true, message, **facts)


def check_splits(table: Table) -> Iterator[Finding]:
    """SPLIT: men and women, town and country make up the total beside them."""
    for first, second in _SPLITS:
        one, other = _one_column(table, first), _one_column(table, second)
        if one is None or other is None:
            continue
        columns = additive_columns(table)
        before = [column for column in columns if column < min(one, other) and _TOTAL.search(table.header(column))]
        after = [column for column in columns if column > max(one, other) and _BOTH.search(table.header(column))]
        total = next((column for column in (*reversed(before), *after)), None)
        if total is None:
            continue
        for row in table.rows:
            whole, left, right = row.value(total), row.value(one), row.value(other)
            if whole is not None and left is not None and right is not None and whole != left + right:
                message = N_("{row}: {said} in all, but {one} and {other} are {true}.")
                facts = {"row": table.name_of(row), "one": shown(left), "other": shown(right)}
                yield error("SPLIT", table.place(row, total), shown(whole), shown(left + right), message, **facts)


def check_days(table: Table) -> Iterator[Finding]:
    """DATE: nothing ends before it has begun. HOURS: what is taught fits into the days."""
    start = _day_column(table, _START)
    end = _day_column(table, _END)
    if start is None or end is None or start == end:
        return
    for row in table.rows:
        first, last = row.cell(start).day, row.cell(end).day
        if first and last and last < first:
            message = N_("{row}: the end, {said}, is before the start, {start}.")
            facts = {"row": table.name_of(row), "start": short_date(first)}
            yield error("DATE", table.place(row, end), short_date(last), "", message, **facts)
    yield from _check_hours(table, start, end)


def check_sizes(table: Table) -> Iterator[Finding]:
    """CAP: groups of 25 to 30."""
    sizes = [column for column in additive_columns(table) if _SIZE.search(table.header(column))]
    if not _GROUP.search(table.header(table.label)) or len(sizes) != 1:
        return
    for row in table.leaves:
        size = row.value(sizes[0])
        if size is not None and size > 0 and not LEAST_GROUP <= size <= MOST_GROUP:
            message = N_("{row}: {said} people; a group has {least} to {most}.")
            facts = {"row": table.name_of(row), "least": LEAST_GROUP, "most": MOST_GROUP}
            yield warning("CAP", table.place(row, sizes[0]), shown(size), "", message, **facts)


def check_copies(table: Table) -> Iterator[Finding]:
    """COPY: one figure in every row, a row like the one above, and the actual equal to the plan throughout."""
    rows = table.leaves
    for column in additive_columns(table):
        if ACTUAL.search(table.header(column)) and not PLAN.search(table.header(column)):
            yield from _copied_columns(table, rows, column)
    columns = additive_columns(table)
    for above, row in pairwise(rows):
        values = [row.value(column) for column in columns]
        is_large = any(value is not None and value >= COPY_LEAST for value in values)
        if (
            len([value for value in values if value]) > 2
            and is_large
            # A parent with one child has its child's figures.
            and row.depth <= above.depth
            and values == [above.value(column) for column in columns]
        ):
            message = N_("{said}: every figure equals those of the row above, {above}.")
            place = table.place(row, table.label)
            yield warning("COPY", place, table.name_of(row), "", message, above=table.name_of(above))


def check_empty(table: Table) -> Iterator[Finding]:
    """EMPTY: people were planned, and what became of it is left blank; that is not zero."""
    plan = _one_column(table, PLAN)
    actual = _one_column(table, ACTUAL)
    if plan is None or actual is None or plan == actual:
        return
    blank = [row for row in table.leaves if row.value(plan) and row.value(actual) is None]
    if len(blank) > _MOST_AGAINST * len(table.leaves):
        return
    for row in blank:
        said = row.cell(actual).text or "–"
        message = N_(
            "{row}: {plan} are planned, but nothing is stated as done. No data are not zero: write which it is."
        )
        facts = {"row": table.name_of(row), "plan": shown(row.value(plan) or 0)}
        yield warning("EMPTY", table.place(row, actual), said, "", message, **facts)


def _check_hours(table: Table, start: int, end: int) -> Iterator[Finding]:
    hours = _one_column(table, _HOURS)
    if hours is None:
        return
    for row in table.rows:
        total, first, last = row.value(hours), row.cell(start).day, row.cell(end).day
        if total is None or first is None or last is None or last < first:
            continue
        days = (last - first).days + 1
        if total > days * DAY_HOURS or (days <= WEEK_DAYS and total > WEEK_HOURS):
            message = N_("{row}: {said} hours in {days} days are {daily} hours a day.")
            facts = {"row": table.name_of(row), "days": days, "daily": shown(total / days)}
            yield warning("HOURS", table.place(row, hours), shown(total), "", message, **facts)


def _copied_columns(table: Table, rows: list[TableRow], column: int) -> Iterator[Finding]:
    values = [value for row in rows if (value := row.value(column)) is not None]
    if len(values) < _COPIED_ROWS or not values[0] or min(values) < COPY_LEAST:
        return
    place = table.place(rows[0], column)
    facts = {"column": table.title(column), "count": len(values)}
    if len(set(values)) == 1:
        message = N_("“{column}”: the same figure, {said}, in all {count} rows. Was it counted?")
        yield warning("COPY", place, shown(values[0]), "", message, **facts)
        return
    plan = _one_column(table, PLAN)
    if plan is not None and [row.value(plan) for row in rows] == [row.value(column) for row in rows]:
        message = N_("“{column}”: plan and actual are equal to the unit in all {count} rows. Was it counted?")
        yield warning("COPY", place, shown(sum(values)), "", message, **facts)


def _one_column(table: Table, pattern: re.Pattern[str]) -> int | None:
    """The one column of counts whose header says so; None for several, since nobody can tell which is meant."""
    found = [column for column in additive_columns(table) if pattern.search(table.header(column))]
    return found[0] if len(found) == 1 else None


def _day_column(table: Table, pattern: re.Pattern[str]) -> int | None:
    columns = range(len(table.headers))
    found = [
        column
        for column in columns
        if pattern.search(table.header(column)) and any(row.cell(column).day for row in table.rows)
    ]
    return found[0] if len(found) == 1 else None
