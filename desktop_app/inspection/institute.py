"""LISTPOP: the centre of the capital is a part of the Institute, which then needs a row of its own (PQ-231, 2024)."""

import re
from collections.abc import Iterator

from desktop_app.i18n import N_
from desktop_app.inspection.model import Document, Finding, Table, warning
from desktop_app.inspection.prose import passages_of
from desktop_app.inspection.regions import official_order, region_named

_BOTH = re.compile(
    r"\binstitut\w*\b.{0,80}\bmarkaz(?:lar)?\w*dan\b|\bmarkaz\w*\b.{0,80}\binstitut\w*dan\b", re.IGNORECASE
)


def check_institute(document: Document) -> Iterator[Finding]:
    """A total "of the Institute and the centres" over a list that has a row for the city and none for the Institute."""
    capital = len(official_order()) - 1
    sentences = [sentence for passage in passages_of(document.lines) for sentence in passage.sentences]
    totals = {mention.value for one in sentences if _BOTH.search(one.text) for mention in one.mentions}
    for table in document.tables if totals else ():
        rows = [row for row in table.leaves if region_named(row.label) == capital]
        if rows and _total_of(table) in totals and not any("institut" in row.label for row in table.leaves):
            said = table.name_of(rows[0])
            message = N_("The total is of the Institute and the centres, but the Institute has no row: is it “{said}”?")
            yield warning("LISTPOP", table.place(rows[0], table.label), said, "", message)


def _total_of(table: Table) -> float | None:
    """What the one column of the list adds up to."""
    if len(table.columns) != 1:
        return None
    return sum(row.value(table.columns[0]) or 0 for row in table.leaves)
