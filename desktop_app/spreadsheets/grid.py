"""Reading an xlsx as a grid to be filled in: measured like every workbook from outside and parsed by the child."""

import hashlib
import json
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from desktop_app.progress import Progress
from desktop_app.spreadsheets.archive_check import check_archive
from desktop_app.spreadsheets.child import Task
from desktop_app.spreadsheets.child_process import Child, ChildDied
from desktop_app.spreadsheets.grid_records import (
    Grid,
    GridCell,
    GridColumns,
    GridRow,
    GridSheet,
    GridValue,
    Look,
    NumberLook,
    Place,
)
from desktop_app.spreadsheets.kinds import XLSM, XLSX, kind_of
from desktop_app.spreadsheets.limits import DEFAULT, Limits
from desktop_app.spreadsheets.reading import READING, content_of
from desktop_app.spreadsheets.records import CellError, MergedRange
from desktop_app.spreadsheets.refusals import refusal
from desktop_app.spreadsheets.unreadable import Unreadable


def read_grid_file(
    path: Path, *, limits: Limits = DEFAULT, progress: Progress | None = None, without: Collection[str] = ()
) -> Grid:
    """The grid of a file, but the sheets ``without``. Raises WorkbookRejected, or Cancelled through ``progress``."""
    try:
        content = content_of(path, limits)
    except Unreadable as error:
        raise refusal(error.reason, path.name, **error.facts) from error
    return read_grid(content, path.name, limits=limits, progress=progress, without=without)


def read_grid(
    content: bytes,
    name: str,
    *,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
    without: Collection[str] = (),
) -> Grid:
    """The grid of these bytes; an old .xls, an .ods or another kind is refused with the way out."""
    followed = progress or Progress()

    def tick() -> None:
        followed.step(READING, 0, 0)

    try:
        kind = kind_of(content)
        if kind.refused:
            raise Unreadable(kind.refused)
        if kind not in (XLSX, XLSM):
            raise Unreadable("only_xlsx")
        return _grid(content, name, limits, tick, sorted(without))
    except Unreadable as error:
        raise refusal(error.reason, name, **error.facts) from error


def _grid(content: bytes, name: str, limits: Limits, tick: Callable[[], None], without: list[str]) -> Grid:
    told = _Told()
    with Child(Task("grid", limits).as_argument(), seconds=limits.seconds) as child:
        check_archive(content, limits, tick=tick)
        try:
            for line in child.lines(without, content, tick=tick):
                if told.hear(json.loads(line)):
                    break
            else:
                raise child.death()
        except ChildDied as death:
            raise Unreadable(death.reason) from death
    part, prefix, calculation = told.workbook
    return Grid(
        name,
        hashlib.sha256(content).hexdigest(),
        content,
        tuple(_sheet(sheet, cells) for sheet, cells in told.sheets),
        tuple(Look(NumberLook(number), *rest) for number, *rest in told.looks),
        part,
        prefix,
        (calculation[0], calculation[1]),
    )


class _Told:
    """What the child has told so far."""

    def __init__(self) -> None:
        self.looks: list[list[Any]] = []
        self.workbook: tuple[str, str, list[int]] = ("", "", [0, 0])
        self.sheets: list[tuple[dict[str, Any], dict[Place, GridCell]]] = []

    def hear(self, line: Any) -> bool:
        """Take one line in; True when it was the last one. Raises Unreadable when the child refuses."""
        match line:
            case list():
                cells = self.sheets[-1][1]
                for row, column, value, formula, style, start, end, formula_at, is_array in line:
                    at = (formula_at[0], formula_at[1]) if formula_at else None
                    cells[row, column] = GridCell(_value(value), formula, style, (start, end), at, is_array)
            case {"looks": looks, "workbook": workbook}:
                self.looks, self.workbook = looks, tuple(workbook)
            case {"sheet": _}:
                self.sheets.append((line, {}))
            case {"refused": reason, "facts": facts}:
                raise Unreadable(reason, **facts)
            case {"end": True}:
                return True
        return False


def _value(told: Any) -> GridValue:
    return CellError(told["error"]) if isinstance(told, dict) else told


def _sheet(told: dict[str, Any], cells: dict[Place, GridCell]) -> GridSheet:
    rows = {
        number: GridRow((start, tag_end), end, style, height, is_hidden)
        for number, start, tag_end, end, style, height, is_hidden in told["rows"]
    }
    return GridSheet(
        name=told["sheet"],
        part=told["part"],
        prefix=told["prefix"],
        body=(told["body"][0], told["body"][1]),
        is_body_closed=told["is_body_closed"],
        cells=cells,
        rows=rows,
        columns=tuple(GridColumns(*one) for one in told["columns"]),
        merged=tuple(MergedRange(*one) for one in told["merged"]),
        dimension=tuple(told["dimension"]) if told["dimension"] else None,
        is_hidden=told["is_hidden"],
        is_protected=told["is_protected"],
        default_width=told["default_width"],
        order=sorted(rows),
    )
