"""Reading a workbook from outside: told by content, measured, parsed in a child process, or refused with reason."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop_app.calm import collector_at_rest
from desktop_app.i18n import N_
from desktop_app.progress import Progress
from desktop_app.spreadsheets.archive_check import check_archive
from desktop_app.spreadsheets.child import Task
from desktop_app.spreadsheets.child_process import Child, ChildDied
from desktop_app.spreadsheets.kinds import LINES, TEXT, WORD, Kind, kind_of
from desktop_app.spreadsheets.limits import DEFAULT, MEBIBYTE, Limits
from desktop_app.spreadsheets.records import (
    Cell,
    CellError,
    LostLetters,
    MergedRange,
    Sheet,
    SheetRow,
    UncomputedFormula,
    Workbook,
)
from desktop_app.spreadsheets.refusals import refusal
from desktop_app.spreadsheets.unreadable import Unreadable

READING = N_("Reading the workbook")
_TABLE_SUFFIXES = frozenset({".csv", ".tsv"})
# Those of the child that are not the fast reader of workbooks.
_PARSERS = {kind.reader: kind.reader for kind in (TEXT, LINES, WORD)}


def read_workbook(
    path: Path, *, limits: Limits = DEFAULT, progress: Progress | None = None, takes_documents: bool = False
) -> Workbook:
    """All filled cells of the file. Raises WorkbookRejected, or Cancelled through ``progress``.

    ``takes_documents``: a Word document is read too, its paragraphs as the first sheet and its tables as the others,
    and a text that does not call itself a CSV is read as a sheet of lines.

    The child is given the very bytes whose SHA-256 is returned, so a file that changes meanwhile does no harm.
    Callable from any thread; needs no network and writes nothing.
    """
    followed = progress or Progress()

    def tick() -> None:
        followed.step(READING, 0, 0)

    try:
        content = content_of(path, limits)
        kind = kind_of(content)
        if takes_documents:
            kind = _as_document(kind, path)
        if kind.refused:
            raise Unreadable(kind.refused)
        with collector_at_rest():
            tables = _tables(content, kind, limits, tick)
        if not tables.has_rows():
            raise Unreadable("no_rows")
    except Unreadable as error:
        raise refusal(error.reason, path.name, **error.facts) from error
    return Workbook(
        path.name,
        hashlib.sha256(content).hexdigest(),
        kind.name,
        tables.sheets(path.stem),
        tables.lost_letters,
    )


def _as_document(kind: Kind, path: Path) -> Kind:
    if kind is WORD:
        return replace(WORD, refused="")
    if kind.refused == WORD.refused:
        raise Unreadable("old_document")
    return LINES if kind is TEXT and path.suffix.lower() not in _TABLE_SUFFIXES else kind


class _Tables:
    """What the child has told so far."""

    def __init__(self) -> None:
        self.lost_letters: tuple[LostLetters, ...] = ()
        self._sheets: list[tuple[dict[str, Any], list[SheetRow]]] = []

    def hear(self, told: Any) -> bool:
        """Take one line in; True when it was the last one. Raises Unreadable when the child refuses."""
        match told:
            case list():
                self._sheets[-1][1].extend([SheetRow(number, tuple(cells)) for number, cells in told])
            case {"sheet": _}:
                self._sheets.append((told, []))
            case {"lost_letters": places}:
                self.lost_letters = tuple(LostLetters(*place) for place in places)
            case {"refused": reason, "facts": facts}:
                raise Unreadable(reason, **facts)
            case {"end": True}:
                return True
        return False

    def has_rows(self) -> bool:
        return any(rows for _, rows in self._sheets)

    def sheets(self, name_of_nameless: str) -> tuple[Sheet, ...]:
        return tuple(
            Sheet(
                told["sheet"] or name_of_nameless,
                tuple(rows),
                told["is_hidden"],
                tuple(MergedRange(*merged) for merged in told["merged"]),
                frozenset(told["hidden_rows"]),
                told["is_mended"],
            )
            for told, rows in self._sheets
        )


def content_of(path: Path, limits: Limits) -> bytes:
    """The bytes of a file from outside; raises Unreadable."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Unreadable("is_folder")
        if size > limits.file_size:
            raise Unreadable("too_large", megabytes=size // MEBIBYTE + 1, limit=limits.file_size // MEBIBYTE)
        with path.open("rb") as source:
            content = source.read(limits.file_size)
    except FileNotFoundError as error:
        raise Unreadable("not_found") from error
    except PermissionError as error:
        raise Unreadable("no_permission") from error
    except OSError as error:
        raise Unreadable("cannot_be_opened") from error
    if not content:
        raise Unreadable("empty_file")
    return content


def _tables(content: bytes, kind: Kind, limits: Limits, tick: Callable[[], None]) -> _Tables:
    started = time.monotonic()
    # The child starts up while the archive is being looked through; it gets nothing that was refused.
    with Child(_task(_PARSERS.get(kind.reader, "calamine"), limits), seconds=limits.seconds) as child:
        marked = check_archive(content, limits, tick=tick) if kind.is_archive else frozenset()
        try:
            return _parsed(child, content, marked, tick)
        except ChildDied as death:
            if kind.reader != "xlsx":
                raise Unreadable(death.reason) from death
    seconds = limits.seconds - (time.monotonic() - started)
    with Child(_task("sparse", limits), seconds=seconds) as child:
        try:
            return _parsed(child, content, marked, tick)
        except ChildDied as death:
            raise Unreadable(death.reason) from death


def _task(reader: str, limits: Limits) -> str:
    return Task(reader, limits).as_argument()


def _parsed(child: Child, content: bytes, marked: frozenset[str], tick: Callable[[], None]) -> _Tables:
    tables, decoded = _Tables(), _decoder()
    for line in child.lines(sorted(marked), content, tick=tick):
        if tables.hear(decoded(line.decode("utf-8", "surrogatepass"))):
            return tables
    raise child.death()


class _Days(dict[str, date]):
    """What a day or a moment is by how it was told; most of a list stand in it many times."""

    def __missing__(self, text: str) -> date:
        self[text] = day = date.fromisoformat(text) if len(text) == len("YYYY-MM-DD") else datetime.fromisoformat(text)
        return day


def _decoder() -> Callable[[str], Any]:
    """Of the lines of one file."""
    days = _Days()

    def from_object(told: dict[str, Any]) -> Cell | dict[str, Any]:
        # Of a list of people a quarter of all cells are days.
        text = told.get("date")
        return days[text] if type(text) is str else _from_object(told)

    return json.JSONDecoder(object_hook=from_object).decode


def _from_object(told: dict[str, Any]) -> Cell | dict[str, Any]:
    match told:
        case {"formula": True}:
            return UncomputedFormula()
        case {"error": str(text)}:
            return CellError(text)
        case _:
            return told
