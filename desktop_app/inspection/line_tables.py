"""Tables that stand in a text: cells parted by tabs, as Excel and Word paste them, and lists of "name – number"."""

import re
from collections.abc import Callable, Iterator, Sequence

from desktop_app.inspection.layout import GridRow, cell_of, tables_of
from desktop_app.inspection.model import Line, Table

# Lines with their places among all lines.
Run = list[tuple[int, Line]]

_LEAST_LISTED = 3
_LONGEST = 200
_LISTED = re.compile(
    r"\s*(?:(?P<order>\d{1,3})[.)]\s+)?(?P<name>[^\d\s][^\d:]{1,80}?)\s*[–—:-]"
    r"\s*(?P<figure>\d[\d \u00a0.,]*)\s*(?:nafar|ta|нафар|та)?\s*[.;,]?\s*"
)


def tables_in(lines: Sequence[Line]) -> tuple[list[Table], list[Line]]:
    """The tables, and the lines without those that were cells parted by tabs."""
    tables = [table for run in _tabbed(lines) for table in _table(run, [line.text.split("\t") for _, line in run])]
    of_tables = {number for run in _tabbed(lines) for number, _line in run}
    for run in _listed(lines):
        found = [_LISTED.fullmatch(line.text) for _, line in run]
        rows = [[one["order"] or "", one["name"].strip(), one["figure"]] for one in found if one]
        tables.extend(_table(run, rows))
    return tables, [line for number, line in enumerate(lines) if number not in of_tables]


def _table(run: Run, rows: Sequence[Sequence[str]]) -> Iterator[Table]:
    grid = [GridRow(number, tuple(map(cell_of, row))) for number, row in enumerate(rows, 1)]
    return tables_of("", grid, line_places={number: line.place for number, (_at, line) in enumerate(run, 1)})


def _tabbed(lines: Sequence[Line]) -> Iterator[Run]:
    return _runs(lines, 2, lambda text: "\t" in text.strip())


def _listed(lines: Sequence[Line]) -> Iterator[Run]:
    return _runs(lines, _LEAST_LISTED, lambda text: len(text) < _LONGEST and _LISTED.fullmatch(text) is not None)


def _runs(lines: Sequence[Line], least: int, belongs: Callable[[str], bool]) -> Iterator[Run]:
    """Lines of one manner in a row, blank ones between them not counted."""
    run: Run = []
    for at, line in enumerate(lines):
        if belongs(line.text):
            run.append((at, line))
        elif line.text.strip():
            if len(run) >= least:
                yield run
            run = []
    if len(run) >= least:
        yield run
