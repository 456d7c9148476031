"""Counting packed answer sheets: how often each value stands in each cell, of hundreds of thousands at a time.

The sheets of one layout stand end to end, so that a cell of all of them is one slice. How often each byte stands in a
slice is what Pillow calls the histogram of a grey picture: it passes over the slice once, where ``bytes.count`` passes
once for every value and takes twenty times as long; only a tick, which has one value, is looked for so. The sheets are
taken some thousands at a time, which stay in the processor's cache over all the slices.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, groupby, product
from typing import Any, TypeVar

from PIL import Image

from desktop_app.questionnaires.layout import DONT_KNOW, DONT_KNOW_BYTE, ID_BYTES, NO_ANSWER, TICKED, Cell, Layout
from desktop_app.questionnaires.model import ItemKind

Value = int | str
"""A number of a scale, DONT_KNOW, or the code of an option."""

Counted = TypeVar("Counted")

Pair = tuple[int, int]
"""The importance of a competence and the present level, given by the same person."""

SHEETS_AT_ONCE = 16_384
_BYTES = 256
# What the numbers that fit into a byte are counted as.
_TEXTS = tuple(map(str, range(_BYTES)))


@dataclass(frozen=True)
class Tally:
    """What so many sheets say. Reversed cells are flipped already; who gave no answer is in no count.

    ``values`` are by the code of the cell for scales and for the places of a rank, by that of the item for choices.
    ``pairs`` are by the code of the competence. ``chosen`` is by the code of an item with several options or places: on
    how many sheets there is any.
    """

    sheets: int
    values: Mapping[str, Mapping[Value, int]]
    pairs: Mapping[str, Mapping[Pair, int]]
    chosen: Mapping[str, int]


def together(tallies: Collection[Tally]) -> Tally:
    """Sheets of several editions, or of several groups, as one: equal codes are equal questions."""
    if len(tallies) == 1:
        return next(iter(tallies))
    values: defaultdict[str, defaultdict[Value, int]] = defaultdict(_counts)
    pairs: defaultdict[str, defaultdict[Pair, int]] = defaultdict(_counts)
    chosen: defaultdict[str, int] = _counts()
    for each in tallies:
        _add(chosen, each.chosen)
        for code, counts in each.values.items():
            _add(values[code], counts)
        for code, counted in each.pairs.items():
            _add(pairs[code], counted)
    return Tally(sum(each.sheets for each in tallies), values, pairs, chosen)


def _add(sums: dict[Counted, int], counts: Mapping[Counted, int]) -> None:
    """What ``Counter.update`` does, which looks at what it was given for longer than these few take to add."""
    for each, count in counts.items():
        sums[each] += count


class SheetCounter:
    """Counts the sheets of one layout; what each byte stands for is worked out once."""

    def __init__(self, layout: Layout) -> None:
        self._width = layout.width
        self._competences = list(_competences(layout))
        narrow = [cell for cell in layout.cells if cell.width == 1 and not cell.item.is_competences]
        self._single = [(cell, meanings(cell)) for cell in narrow if not cell.option]
        ticks = (cell for cell in narrow if cell.option)
        self._ticks = {code: list(cells) for code, cells in groupby(ticks, lambda cell: cell.item.code)}
        wide = (cell for cell in layout.cells if cell.width == ID_BYTES)
        self._wide = {code: list(cells) for code, cells in groupby(wide, _counted_as)}

    def count(self, sheets: bytes) -> Tally:
        """Count sheets that stand end to end."""
        return together([self._of_block(block) for block in self._blocks(sheets)])

    def _blocks(self, sheets: bytes) -> Iterator["_Block"]:
        step = self._width * SHEETS_AT_ONCE
        return (_Block(sheets[at : at + step], self._width) for at in range(0, len(sheets), step)) if step else iter(())

    def _of_block(self, block: "_Block") -> Tally:
        values: dict[str, dict[Value, int]] = {}
        pairs: dict[str, dict[Pair, int]] = {}
        chosen: dict[str, int] = {}
        for competence in self._competences:
            both = _both(competence, block)
            values[competence.importance.code], values[competence.level.code] = competence.of_each(both)
            pairs[competence.code] = {pair: n for pair, n in zip(competence.pairs, both, strict=True) if pair and n}
        for cell, meant in self._single:
            histogram = block.histogram(block.column(cell.at))
            values[cell.code] = {value: histogram[byte] for byte, value in meant}
            if cell.place == 1:
                chosen[cell.item.code] = sum(values[cell.code].values())
        for code, cells in self._ticks.items():
            columns = [block.column(cell.at) for cell in cells]
            values[code] = {cell.option: column.count(TICKED) for cell, column in zip(cells, columns, strict=True)}
            chosen[code] = _filled(columns)
        for code, cells in self._wide.items():
            first, *others = (_numbers(block, cell.at) for cell in cells)
            if cells[0].place == 1:
                chosen[cells[0].item.code] = sum(first.values())
            for numbers in others:
                _add(first, numbers)
            values[code] = first
        return Tally(block.sheets, values, pairs, chosen)


class _Block:
    """Sheets end to end, and the picture that the columns of all of their cells go through."""

    def __init__(self, content: bytes, width: int) -> None:
        self.sheets = len(content) // width
        self._content = content
        self._width = width
        self._picture = Image.new("L", (self.sheets, 1))

    def column(self, at: int) -> bytes:
        return self._content[at :: self._width]

    def histogram(self, column: bytes) -> list[int]:
        """How often each of the 256 bytes stands in a column."""
        self._picture.frombytes(column)
        return self._picture.histogram()


def meanings(cell: Cell) -> list[tuple[int, Value]]:
    """The bytes that may stand in a cell of one byte, with what they are counted as."""
    if cell.option:
        return [(TICKED, cell.option)]
    if cell.scale is None:
        return [(byte, option.code) for byte, option in enumerate(cell.item.options, start=1)]
    # From its other end where the cell says the opposite of what is measured.
    numbers = cell.scale.values[::-1] if cell.is_reversed else cell.scale.values
    known: list[tuple[int, Value]] = list(enumerate(numbers, start=1))
    return [*known, (DONT_KNOW_BYTE, DONT_KNOW)] if cell.item.has_dont_know else known


def _counted_as(cell: Cell) -> str:
    """The places of a rank are counted one by one; ticks, and places of "several", which have no order, by item."""
    return cell.item.code if cell.item.kind is ItemKind.SEVERAL else cell.code


@dataclass(frozen=True)
class _Half:
    """One of the two cells of a competence: ``digits`` puts its bytes next to each other, ``values`` are theirs.

    The first value, None, is that of no answer.
    """

    code: str
    at: int
    digits: bytes
    values: tuple[Value | None, ...]

    @classmethod
    def of(cls, cell: Cell) -> "_Half":
        digits = bytearray(_BYTES)
        known = meanings(cell)
        for digit, (byte, _value) in enumerate(known, start=1):
            digits[byte] = digit
        return cls(cell.code, cell.at, bytes(digits), (None, *(value for _byte, value in known)))

    def column(self, block: _Block) -> bytes:
        return block.column(self.at).translate(self.digits)

    def counts(self, numbers: Iterable[int]) -> dict[Value, int]:
        """How often each value stands, from how often each digit does."""
        return {value: n for value, n in zip(self.values, numbers, strict=True) if value is not None}


@dataclass(frozen=True)
class _Competence:
    """``pairs`` are, for each number of two digits, the importance and the level, where both are numbers."""

    code: str
    importance: _Half
    level: _Half
    pairs: Sequence[Pair | None]

    @property
    def base(self) -> int:
        return len(self.level.values)

    def of_each(self, both: Sequence[int]) -> tuple[dict[Value, int], dict[Value, int]]:
        """How often each importance and each level stands at all, from how often each stands with each."""
        rows = [both[start : start + self.base] for start in range(0, len(both), self.base)]
        return self.importance.counts(map(sum, rows)), self.level.counts(map(sum, zip(*rows, strict=True)))


def _competences(layout: Layout) -> Iterator[_Competence]:
    """Of each competence the cells of its importance and its level stand side by side."""
    cells = [cell for cell in layout.cells if cell.item.is_competences]
    for cell, next_cell in zip(cells[::2], cells[1::2], strict=True):
        first, second = _Half.of(cell), _Half.of(next_cell)
        pairs = [_pair(*both) for both in product(first.values, second.values)]
        yield _Competence(cell.code.rpartition(".")[0], first, second, pairs)


def _pair(importance: Value | None, level: Value | None) -> Pair | None:
    """None where there is no answer or "bilmayman"."""
    return (importance, level) if isinstance(importance, int) and isinstance(level, int) else None


def _both(competence: _Competence, block: _Block) -> Sequence[int]:
    """How often each number of two digits stands in a column made of those of the importance and of the level.

    The two are made one by arithmetic on whole columns, where a byte has room for both digits.
    """
    base, numbers = competence.base, len(competence.pairs)
    one, other = competence.importance.column(block), competence.level.column(block)
    if numbers > _BYTES:
        found = Counter(left * base + right for left, right in zip(one, other, strict=True))
        return [found[number] for number in range(numbers)]
    column = int.from_bytes(one, "little") * base + int.from_bytes(other, "little")
    return block.histogram(column.to_bytes(len(one), "little"))[:numbers]


def _numbers(block: _Block, at: int) -> defaultdict[Value, int]:
    """The numbers of options in a cell of several bytes, as text, each with how often it stands there."""
    parts = [block.column(at + place) for place in range(ID_BYTES)]
    nothing = bytes(block.sheets)
    if all(part == nothing for part in parts[:-1]):
        # Most lists are short, and one byte says it all.
        histogram = block.histogram(parts[-1])
        histogram[NO_ANSWER] = 0
        return _counts(zip(compress(_TEXTS, histogram), filter(None, histogram), strict=True))
    column = bytearray(block.sheets * ID_BYTES)
    for place, part in enumerate(parts if sys.byteorder == "big" else reversed(parts)):
        column[place::ID_BYTES] = part
    counted = Counter(memoryview(column).cast("I"))
    return _counts((str(number), n) for number, n in counted.items() if number != NO_ANSWER)


def _filled(columns: Iterable[bytes]) -> int:
    """On how many sheets there is something in any of the columns."""
    first, *others = columns
    union = int.from_bytes(first, "little")
    for column in others:
        union |= int.from_bytes(column, "little")
    return len(first) - union.to_bytes(len(first), "little").count(NO_ANSWER)


def _counts(known: Iterable[tuple[Any, int]] = ()) -> defaultdict[Any, int]:
    return defaultdict(int, known)
