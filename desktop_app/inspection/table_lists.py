"""The rows of a table as a list: regions complete and in order, numbers without a gap, nobody twice."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from desktop_app.i18n import N_
from desktop_app.inspection.model import Finding, Table, TableRow, warning
from desktop_app.inspection.regions import official_order, region_named
from desktop_app.language.keys import search_key
from desktop_app.spreadsheets.value_looks import looks_like_full_name

# Fewer of the fourteen are a choice, not the country.
_LEAST_REGIONS = 10
# More gaps than this, and the column numbers something else.
_MOST_GAPS = 3
_NAME_HEADER = re.compile(r"\b(?:f\W?i\W?sh|f\W?i\W?o|familiya|ism sharifi|fish|fio)\b")
_IDENTITY = re.compile(r"\b(?:jshshir|pinfl|tugilgan|pasport|hujjat|rojdeniya)\b")
_LEAST_NAMES = 0.6
# More than so many, and the rows are not of persons but of their posts or their courses.
_MOST_REPEATED = 0.2


def check_regions(table: Table) -> Iterator[Finding]:
    """LISTPOP: each of the fourteen once and in the official order, unless the table is ranked by a figure."""
    found = [(row, region) for row in table.leaves if (region := region_named(row.label)) is not None]
    regions = [region for _row, region in found]
    if len(set(regions)) < _LEAST_REGIONS:
        return
    names = official_order()
    institute = any("institut" in row.label for row in table.leaves)
    missing = [name for at, name in enumerate(names) if at not in regions and not (institute and at == len(names) - 1)]
    first, last = found[0][0], found[-1][0]
    if missing:
        message = N_("{said} regions of {true} are listed. Missing: {missing}.")
        said, true = str(len(set(regions))), str(len(names))
        yield warning("LISTPOP", table.place(last, table.label), said, true, message, missing=", ".join(missing))
    for (row, region), earlier in zip(found, _earlier(regions), strict=True):
        if earlier:
            message = N_("{said} is in the list twice.")
            yield warning("LISTPOP", table.place(row, table.label), names[region], "", message)
    if (
        len(regions) == len(set(regions))
        and regions != sorted(regions)
        and not _is_ranked(table, [row for row, _ in found])
    ):
        at = next(at for at, (one, other) in enumerate(pairwise(regions), 1) if other < one)
        row, region = found[at]
        message = N_("{said} is not at its place: the regions are not in the official order, which begins with {true}.")
        yield warning("LISTPOP", table.place(row, table.label), names[region], names[0], message, first=first.number)


def check_order(table: Table) -> Iterator[Finding]:
    """NUMBERING: the column of numbers counts 1, 2, 3."""
    if table.order is None:
        return
    column = table.order
    numbered = [(row, value) for row in table.rows if (value := row.value(column)) is not None and not row.is_total]
    wrong = [
        (before, row)
        for (_first, before), (row, value) in pairwise(numbered)
        if value not in (before + 1, 1) and float(value).is_integer()
    ]
    if len(numbered) < _LEAST_REGIONS // 2 or len(wrong) > _MOST_GAPS or any(row.depth for row in table.rows):
        return
    for before, row in wrong:
        said, true = row.cell(column).text, str(int(before) + 1)
        message = N_("After number {before} comes {said}; it should be {true}.")
        yield warning("NUMBERING", table.place(row, column), said, true, message, before=int(before))


def check_people(table: Table) -> Iterator[Finding]:
    """DISJOINT: a name that stands in the list twice, and nothing shows that these are two people."""
    columns = range(max((len(row.cells) for row in table.rows), default=0))
    identities = [column for column in columns if _IDENTITY.search(table.header(column))]
    for column in columns:
        if not _is_of_names(table, column):
            continue
        repeated = list(_repeated(table, column, identities))
        if len(repeated) > _MOST_REPEATED * len(table.rows):
            continue
        for row, earlier in repeated:
            message = N_("{said} stands in the list already: {first}.")
            first = table.place(earlier, column)
            yield warning("DISJOINT", table.place(row, column), row.cell(column).text, "", message, first=first)


def _repeated(table: Table, column: int, identities: Sequence[int]) -> Iterator[tuple[TableRow, TableRow]]:
    """Rows of a name that stood above, each with the first row of it."""
    seen: dict[str, TableRow] = {}
    for row in table.leaves:
        name = row.cell(column).text
        if not looks_like_full_name(name):
            continue
        earlier = seen.setdefault(search_key(name), row)
        if earlier is not row and all(row.cell(one).text == earlier.cell(one).text for one in identities):
            yield row, earlier


def _is_of_names(table: Table, column: int) -> bool:
    texts = [row.cell(column).text for row in table.leaves if row.cell(column).text]
    if _NAME_HEADER.search(table.header(column)):
        return True
    return len(texts) > 2 and sum(map(looks_like_full_name, texts)) >= _LEAST_NAMES * len(texts)


def _earlier(regions: Sequence[int]) -> Iterator[bool]:
    for at, region in enumerate(regions):
        yield region in regions[:at]


def _is_ranked(table: Table, rows: Sequence[TableRow]) -> bool:
    for column in (*table.columns, table.label):
        values = [row.value(column) for row in rows]
        filled = [value for value in values if value is not None]
        if (
            len(filled) == len(rows)
            and filled in (sorted(filled), sorted(filled, reverse=True))
            and len(set(filled)) > 1
        ):
            return True
    return False
