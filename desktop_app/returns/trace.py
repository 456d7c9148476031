"""Marks of what a return shows beside its figures, by which one altered cell of the annex or of a heading is found."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from desktop_app.returns.carrier import column_carried, in_chunks, texts_of
from desktop_app.spreadsheets.records import Workbook
from desktop_app.spreadsheets.writing import ColumnPlan, SheetPlan

# They stand beside what is carried, where an earlier program does not look.
TRACE_MARK = "mahorat-trace/1"
_MARK_BYTES = 2
_MARK_LETTERS = 2 * _MARK_BYTES


@dataclass(frozen=True)
class Trace:
    """``rows`` and ``columns`` hold a mark for each of the annex; ``headings`` the lines over the table of a sheet.

    ``carried`` is the digest of all that is carried, the words too.
    """

    rows: str
    columns: str
    headings: Mapping[str, Sequence[str]]
    carried: str = ""


def trace_of(rows: Sequence[Sequence[object]], headings: Mapping[str, Sequence[str]]) -> Trace:
    return Trace("".join(row_marks(rows)), "".join(column_marks(rows)), headings)


def row_marks(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    return (_mark("\t".join(texts)) for texts in texts_of(rows))


def column_marks(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    return (_mark("\n".join(column)) for column in zip(*texts_of(rows), strict=True))


def differing(marks: str, found: Sequence[str]) -> list[int]:
    """The places at which the marks are others than those that were carried."""
    carried = [marks[at : at + _MARK_LETTERS] for at in range(0, len(marks), _MARK_LETTERS)]
    return [at for at, (one, other) in enumerate(zip(carried, found, strict=False)) if one != other]


def with_trace(sheet: SheetPlan, trace: Trace) -> SheetPlan:
    """The carrier's sheet with a second column."""
    whole = replace(trace, carried=_digest([str(row[0]) for row in sheet.rows]))
    beside = zip_longest((row[0] for row in sheet.rows), in_chunks(whole), fillvalue="")
    return SheetPlan(
        sheet.title,
        [*sheet.columns, ColumnPlan(TRACE_MARK)],
        list(beside),
        is_long_list=True,
        is_for_programs=True,
    )


def trace_in(workbook: Workbook) -> Trace | None:
    """None for a return of an earlier program, and where somebody was at it."""
    texts = column_carried(workbook, 1)
    if not texts or texts[0] != TRACE_MARK:
        return None
    try:
        told = json.loads("".join(texts[1:]))
        headings = {str(name): [str(line) for line in lines] for name, lines in told["headings"].items()}
        return Trace(str(told["rows"]), str(told["columns"]), headings, str(told["carried"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def is_carried_whole(workbook: Workbook, trace: Trace) -> bool:
    """Whether what is carried is, letter for letter, what the return was made with."""
    return _digest(column_carried(workbook, 0)[1:]) == trace.carried


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("".join(texts).encode()).hexdigest()


def _mark(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_MARK_BYTES).hexdigest()
