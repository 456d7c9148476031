"""Binding by hand: what a cell is now, and the bindings after a person has said what a line or a cell counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from db.unit_of_work import UnitOfWork
from desktop_app.bound_forms.layout import Words, header_words
from desktop_app.bound_forms.model import CERTAIN, SURE, Bindings, Block, BoundCell, Line, Part
from desktop_app.bound_forms.texts import pattern_of
from desktop_app.i18n import _
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import UNKNOWN, Span
from desktop_app.indicators.wordings import worded_on
from desktop_app.remembered import remembered
from desktop_app.spreadsheets.grid_records import GridSheet, Place

# Of longer lists nobody chooses one value from a box.
_LONGEST_LIST = 400


class CellState(StrEnum):
    """What becomes of a cell: ``RECKONED`` gets our formula, ``FORMULA`` has its own, ``WAITING`` gets nothing."""

    NONE = "none"
    BOUND = "bound"
    DOUBTFUL = "doubtful"
    RECKONED = "reckoned"
    FORMULA = "formula"
    WORDS = "words"
    WAITING = "waiting"


@dataclass(frozen=True)
class Counted:
    """An indicator to choose: its title, and in which spans and divisions it is counted."""

    code: str
    title: str
    definition: str
    spans: tuple[Span, ...]
    dimensions: frozenset[str]


@dataclass(frozen=True)
class Offered:
    """All that a cell may be bound to, in the language in force; ``values`` by dimension."""

    indicators: tuple[Counted, ...]
    dimensions: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]


@remembered
def offered(unit: UnitOfWork) -> Offered:
    values = {
        code: {**found, UNKNOWN: _("Not known")}
        for code, dimension in DIMENSIONS.items()
        if len(found := dimension.values(unit)) <= _LONGEST_LIST
    }
    return Offered(
        tuple(
            Counted(code, each.title, each.cited, each.indicator.spans, each.indicator.dimensions)
            for code, each in worded_on(unit, unit.today).items()
        ),
        {code: _(dimension.title) for code, dimension in DIMENSIONS.items() if code in values},
        values,
    )


def state_of(bindings: Bindings, sheet: GridSheet, place: Place) -> CellState:
    cell = sheet.cells.get(place)
    has_formula = cell is not None and cell.formula_at is not None
    single = bindings.cell_at(sheet.name, place)
    if single is not None:
        if single.confidence < SURE:
            return CellState.DOUBTFUL
        return CellState.WORDS if single.text else (CellState.FORMULA if has_formula else CellState.BOUND)
    if has_formula:
        return CellState.FORMULA
    block = bindings.block_at(sheet.name, place)
    if block is None:
        return CellState.NONE
    row, column = block.row(place[0]), block.column(place[1])
    assert row is not None
    assert column is not None
    part = block.part_at(row, column)
    if not (part.indicator or part.reckoned):
        return CellState.WAITING
    if min(row.confidence if not row.part.says_nothing else CERTAIN, column.confidence) < SURE:
        return CellState.DOUBTFUL
    if row.part.says_nothing and column.part.indicator and not row.part.is_total:
        return CellState.DOUBTFUL
    return CellState.RECKONED if part.reckoned else CellState.BOUND


def with_column(bindings: Bindings, block: Block, column: int, part: Part) -> Bindings:
    """The column says this from now on."""
    return _with_block(bindings, block, replace(block, columns=_with_part(block.columns, column, part)))


def with_row(bindings: Bindings, block: Block, row: int, part: Part) -> Bindings:
    return _with_block(bindings, block, replace(block, rows=_with_part(block.rows, row, part)))


def with_cell(
    bindings: Bindings, sheet: GridSheet, place: Place, *, part: Part | None = None, text: str = ""
) -> Bindings:
    """The cell by itself is a figure, or words; with neither it is bound no more."""
    others = tuple(cell for cell in bindings.cells if (cell.sheet, cell.place) != (sheet.name, place))
    if part is None and not text:
        return replace(bindings, cells=others)
    before = bindings.cell_at(sheet.name, place)
    found = pattern_of(sheet.text(place))
    language = before.language if before and before.language else (found[1] if found else "uz_Latn")
    bound = BoundCell(sheet.name, place, _words_of(sheet, place, text), part or Part(), text, language)
    return replace(bindings, cells=(*others, bound))


def with_table(bindings: Bindings, sheet: GridSheet, first: Place, last: Place) -> Bindings:
    """A table of these cells, nothing said yet; its rows are named by the nearest words left of it.

    Tables that stood in the same rows and columns make room.
    """
    words = Words(sheet)
    label = _label_left_of(sheet, first, last)
    header = words.header_rows(first[0], label)
    rows = tuple(Line(row, words.seen((row, label)), Part()) for row in range(first[0], last[0] + 1))
    columns = tuple(
        Line(column, header_words(words.path(column, header)) if header else "", Part())
        for column in range(first[1], last[1] + 1)
    )
    made = Block(sheet.name, label, rows, columns)
    kept = tuple(block for block in bindings.blocks if block.sheet != sheet.name or not _overlap(block, made))
    return replace(bindings, blocks=(*kept, made))


def without_table(bindings: Bindings, block: Block) -> Bindings:
    return replace(bindings, blocks=tuple(one for one in bindings.blocks if one != block))


def counts(bindings: Bindings) -> tuple[int, int]:
    """How many lines and cells are bound, and how many of the lines say nothing yet."""
    columns = [line for block in bindings.blocks for line in block.columns]
    rows_count = [line for block in bindings.blocks for line in block.rows if any(r.part.indicator for r in block.rows)]
    lines = [*columns, *rows_count]
    bound = sum(not line.part.says_nothing for line in lines) + len(bindings.cells)
    return bound, sum(line.part.says_nothing for line in columns)


def _with_block(bindings: Bindings, before: Block, now: Block) -> Bindings:
    return replace(bindings, blocks=tuple(now if block == before else block for block in bindings.blocks))


def _with_part(lines: Sequence[Line], at: int, part: Part) -> tuple[Line, ...]:
    return tuple(replace(line, part=part, confidence=CERTAIN) if line.at == at else line for line in lines)


def _words_of(sheet: GridSheet, place: Place, text: str) -> str:
    own = sheet.text(place)
    if text and own:
        return own
    return next((words for column in range(place[1] - 1, -1, -1) if (words := sheet.text((place[0], column)))), "")


def _label_left_of(sheet: GridSheet, first: Place, last: Place) -> int:
    """The nearest column with words in most of the rows."""
    rows = range(first[0], last[0] + 1)
    for column in range(first[1] - 1, -1, -1):
        if sum(bool(sheet.text((row, column))) for row in rows) * 2 > len(rows):
            return column
    return max(first[1] - 1, 0)


def _overlap(one: Block, other: Block) -> bool:
    rows = {line.at for line in one.rows} & {line.at for line in other.rows}
    return bool(rows) and bool({line.at for line in one.columns} & {line.at for line in other.columns})
