"""What binds a workbook to figures: rows and columns that each say a part of the figure, single cells, and words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from desktop_app.indicators.model import FigureKey, Span
from desktop_app.spreadsheets.grid_records import Place

EDITION = 1
# From here a recognised line is taken without a person's look.
SURE = 0.75
CERTAIN = 1.0


class Reckoning(StrEnum):
    """How a line follows from two others of its block: share of the one in the other, their difference, growth."""

    PERCENT = "percent"
    DIFFERENCE = "difference"
    GROWTH = "growth"


@dataclass(frozen=True)
class Reckoned:
    """``of`` and ``to`` are columns or rows of the same block, as the line itself is."""

    how: Reckoning
    of: int
    to: int


@dataclass(frozen=True)
class Part:
    """What a row, a column or a whole block says about the figures of its cells; the parts of a cell are put together.

    ``months_back``: of how many months before the reporting month. ``region`` names whose figure it is where a form has
    a line for every region: only our own is ours to fill. ``is_total`` sums up the other lines.
    """

    indicator: str = ""
    span: Span | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    months_back: int = 0
    region: str = ""
    is_total: bool = False
    reckoned: Reckoned | None = None

    @property
    def says_nothing(self) -> bool:
        return self == Part()

    def joined(self, other: "Part") -> "Part":
        """Both parts together; where both name an indicator or a span, the other one's holds."""
        return Part(
            other.indicator or self.indicator,
            other.span or self.span,
            {**self.filters, **other.filters},
            other.months_back or self.months_back,
            other.region or self.region,
            self.is_total or other.is_total,
            other.reckoned or self.reckoned,
        )

    def means_the_same(self, other: "Part", spans: Sequence[Span]) -> bool:
        """Whether both ask for the same, said in other words."""
        if bool(self.indicator) != bool(other.indicator):
            return False
        if not self.indicator:
            return self == other
        return self.key(spans) == other.key(spans) and replace(self, span=None) == replace(other, span=None)

    def key(self, spans: Sequence[Span]) -> FigureKey:
        """The key of the figure; of several spans the year's is meant where none is said."""
        usual = Span.YEAR if Span.YEAR in spans else spans[0]
        span = self.span if self.span is not None and self.span in spans else usual
        return FigureKey(self.indicator, span, dict(self.filters))


@dataclass(frozen=True)
class Line:
    """A row (as Excel counts) or a column (from 0) of a block with the words by which it is found again."""

    at: int
    words: str
    part: Part
    confidence: float = CERTAIN


@dataclass(frozen=True)
class Block:
    """A table of a sheet: ``label`` is the column that names its rows."""

    sheet: str
    label: int
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    part: Part = field(default_factory=Part)

    def row(self, number: int) -> Line | None:
        return next((line for line in self.rows if line.at == number), None)

    def column(self, number: int) -> Line | None:
        return next((line for line in self.columns if line.at == number), None)

    def holds(self, place: Place) -> bool:
        return self.row(place[0]) is not None and self.column(place[1]) is not None

    def part_at(self, row: Line, column: Line) -> Part:
        return self.part.joined(column.part).joined(row.part)


@dataclass(frozen=True)
class BoundCell:
    """A cell by itself: a figure, or ``text`` with names of facts in braces, written in ``language``.

    ``words`` are those of the cell, or those left of it.
    """

    sheet: str
    place: Place
    words: str
    part: Part = field(default_factory=Part)
    text: str = ""
    language: str = ""
    confidence: float = CERTAIN


@dataclass(frozen=True)
class Bindings:
    blocks: tuple[Block, ...] = ()
    cells: tuple[BoundCell, ...] = ()

    def block_at(self, sheet: str, place: Place) -> Block | None:
        return next((block for block in self.blocks if block.sheet == sheet and block.holds(place)), None)

    def cell_at(self, sheet: str, place: Place) -> BoundCell | None:
        return next((cell for cell in self.cells if cell.sheet == sheet and cell.place == place), None)

    def of_sheet(self, sheet: str) -> Iterator[Block]:
        return (block for block in self.blocks if block.sheet == sheet)


def surely(bindings: Bindings) -> Bindings:
    """Without what was only guessed."""
    blocks = (replace(block, rows=_sure(block.rows), columns=_sure(block.columns)) for block in bindings.blocks)
    cells = (cell for cell in bindings.cells if cell.confidence >= SURE)
    return Bindings(tuple(block for block in blocks if block.rows and block.columns), tuple(cells))


def _sure(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(
        line if line.confidence >= SURE or line.part.says_nothing else replace(line, part=Part()) for line in lines
    )


def as_document(bindings: Bindings) -> dict[str, Any]:
    """What is kept of them."""
    return {
        "edition": EDITION,
        "blocks": [
            {
                "sheet": block.sheet,
                "label": block.label,
                "part": _part_told(block.part),
                "rows": [_line_told(line) for line in block.rows],
                "columns": [_line_told(line) for line in block.columns],
            }
            for block in bindings.blocks
        ],
        "cells": [
            {
                "sheet": cell.sheet,
                "at": list(cell.place),
                "words": cell.words,
                "part": _part_told(cell.part),
                "text": cell.text,
                "language": cell.language,
            }
            for cell in bindings.cells
        ],
    }


def from_document(told: Mapping[str, Any]) -> Bindings:
    return Bindings(
        tuple(
            Block(
                block["sheet"],
                block["label"],
                tuple(map(_line, block["rows"])),
                tuple(map(_line, block["columns"])),
                _part(block["part"]),
            )
            for block in told["blocks"]
        ),
        tuple(
            BoundCell(
                cell["sheet"],
                (cell["at"][0], cell["at"][1]),
                cell["words"],
                _part(cell["part"]),
                cell["text"],
                cell["language"],
            )
            for cell in told["cells"]
        ),
    )


def _line_told(line: Line) -> dict[str, Any]:
    return {"at": line.at, "words": line.words, "part": _part_told(line.part)}


def _line(told: Mapping[str, Any]) -> Line:
    return Line(told["at"], told["words"], _part(told["part"]))


def _part_told(part: Part) -> dict[str, Any]:
    """Only what is said."""
    told: dict[str, Any] = {
        "indicator": part.indicator,
        "span": part.span.value if part.span else "",
        "filters": {name: list(values) for name, values in part.filters.items()},
        "months_back": part.months_back,
        "region": part.region,
        "is_total": part.is_total,
    }
    if part.reckoned:
        told["reckoned"] = [part.reckoned.how.value, part.reckoned.of, part.reckoned.to]
    return {name: value for name, value in told.items() if value}


def _part(told: Mapping[str, Any]) -> Part:
    reckoned = told.get("reckoned")
    return Part(
        told.get("indicator", ""),
        Span(told["span"]) if "span" in told else None,
        {name: tuple(values) for name, values in told.get("filters", {}).items()},
        told.get("months_back", 0),
        told.get("region", ""),
        told.get("is_total", False),
        Reckoned(Reckoning(reckoned[0]), reckoned[1], reckoned[2]) if reckoned else None,
    )
