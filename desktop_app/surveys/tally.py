"""Counting packed answer sheets: how often each value stands in each cell, of hundreds of thousands at a time.

The sheets of one layout stand end to end, so that a cell of all of them is one slice, and how often a value stands in
it is one call of C. They are taken some thousands at a time, which stay in the processor's cache over all the slices.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop_app.questionnaires.layout import DONT_KNOW, DONT_KNOW_BYTE, ID_BYTES, NO_ANSWER, TICKED, Cell, Layout
from desktop_app.questionnaires.model import ItemKind

Value = int | str
"""A number of a scale, DONT_KNOW, or the code of an option."""

Pair = tuple[int, int]
"""The importance of a competence and the present level, given by the same person."""

SHEETS_AT_ONCE = 4_096
_BYTES = 256
# "Bilmayman" makes no pair.
_ONLY_NUMBERS = bytes(range(DONT_KNOW_BYTE)) + bytes([NO_ANSWER])


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
    sheets = 0
    values: defaultdict[str, Counter[Value]] = defaultdict(Counter)
    pairs: defaultdict[str, Counter[Pair]] = defaultdict(Counter)
    chosen: Counter[str] = Counter()
    for each in tallies:
        sheets += each.sheets
        chosen.update(each.chosen)
        for code, counts in each.values.items():
            values[code].update(counts)
        for code, counted in each.pairs.items():
            pairs[code].update(counted)
    return Tally(sheets, values, pairs, chosen)


class SheetCounter:
    """Counts the sheets of one layout; what each byte stands for is worked out once."""

    def __init__(self, layout: Layout) -> None:
        self._width = layout.width
        self._single = [(cell, meanings(cell)) for cell in layout.cells if cell.width == 1]
        self._wide = [cell for cell in layout.cells if cell.width == ID_BYTES]
        self._competences = list(_competences(layout))
        many = [cell for cell, _meanings in self._single if cell.option or cell.place == 1]
        self._many = [(code, list(cells)) for code, cells in groupby(many, lambda cell: cell.item.code)]

    def count(self, sheets: bytes) -> Tally:
        """Count sheets that stand end to end."""
        values: defaultdict[str, Counter[Value]] = defaultdict(Counter)
        pairs: defaultdict[str, Counter[Pair]] = defaultdict(Counter)
        chosen: Counter[str] = Counter()
        for block in self._blocks(sheets):
            columns = {cell.at: block[cell.at :: self._width] for cell, _meanings in self._single}
            for cell, meanings in self._single:
                counts, column = values[_counted_as(cell)], columns[cell.at]
                for byte, value in meanings:
                    counts[value] += column.count(byte)
            for row, first, second in self._competences:
                _count_pairs(pairs[row], columns, first, second)
            for code, cells in self._many:
                chosen[code] += _filled(columns[cell.at] for cell in cells)
            for cell in self._wide:
                self._count_wide(block, cell, values[_counted_as(cell)], chosen)
        return Tally(len(sheets) // self._width if self._width else 0, values, pairs, chosen)

    def _blocks(self, sheets: bytes) -> Iterator[bytes]:
        step = self._width * SHEETS_AT_ONCE
        return (sheets[at : at + step] for at in range(0, len(sheets), step)) if step else iter(())

    def _count_wide(self, block: bytes, cell: Cell, counts: Counter[Value], chosen: Counter[str]) -> None:
        column = bytearray(len(block) // self._width * ID_BYTES)
        for place in range(ID_BYTES):
            # As this machine reads its numbers.
            own = place if sys.byteorder == "big" else ID_BYTES - 1 - place
            column[own::ID_BYTES] = block[cell.at + place :: self._width]
        found = Counter(memoryview(column).cast("I"))
        found.pop(NO_ANSWER, None)
        for number, count in found.items():
            counts[str(number)] += count
        if cell.place == 1:
            chosen[cell.item.code] += found.total()


@dataclass(frozen=True)
class _Half:
    """One of the two cells of a competence: ``numbers`` are what its bytes stand for, from 1 on."""

    at: int
    numbers: Sequence[int]


def meanings(cell: Cell) -> list[tuple[int, Value]]:
    """The bytes that may stand in a cell of one byte, with what they are counted as."""
    if cell.option:
        return [(TICKED, cell.option)]
    if cell.scale is None:
        return [(byte, option.code) for byte, option in enumerate(cell.item.options, start=1)]
    known: list[tuple[int, Value]] = list(enumerate(_numbers(cell), start=1))
    return [*known, (DONT_KNOW_BYTE, DONT_KNOW)] if cell.item.has_dont_know else known


def _numbers(cell: Cell) -> Sequence[int]:
    """Of a scale; from its other end where the cell says the opposite of what is measured."""
    assert cell.scale is not None
    return cell.scale.values[::-1] if cell.is_reversed else cell.scale.values


def _counted_as(cell: Cell) -> str:
    """The places of a rank are counted one by one; ticks, and places of "several", which have no order, by item."""
    return cell.item.code if cell.item.kind is ItemKind.SEVERAL else cell.code


def _competences(layout: Layout) -> Iterator[tuple[str, _Half, _Half]]:
    """The code of each competence with the cells of its importance and its level, which stand side by side."""
    cells = [cell for cell in layout.cells if cell.item.is_competences]
    for first, second in zip(cells[::2], cells[1::2], strict=True):
        row = first.code.rpartition(".")[0]
        yield row, _Half(first.at, _numbers(first)), _Half(second.at, _numbers(second))


def _count_pairs(pairs: Counter[Pair], columns: Mapping[int, bytes], first: _Half, second: _Half) -> None:
    """How often each importance stands with each level, among those who gave both.

    The two columns are made one, as a number of two digits, by arithmetic on whole columns: counting pairs one by one
    takes three times as long. It is done so where the scales are too long for a byte to hold both.
    """
    one, other = columns[first.at].translate(_ONLY_NUMBERS), columns[second.at].translate(_ONLY_NUMBERS)
    base = len(second.numbers) + 1
    if (len(first.numbers) + 1) * base > _BYTES:
        for (left, right), count in Counter(zip(one, other, strict=True)).items():
            if left and right:
                pairs[first.numbers[left - 1], second.numbers[right - 1]] += count
        return
    column = (int.from_bytes(one, "little") * base + int.from_bytes(other, "little")).to_bytes(len(one), "little")
    for left, importance in enumerate(first.numbers, start=1):
        for right, level in enumerate(second.numbers, start=1):
            if count := column.count(left * base + right):
                pairs[importance, level] += count


def _filled(columns: Iterable[bytes]) -> int:
    """On how many sheets any of the cells is."""
    first, *others = columns
    union = int.from_bytes(first, "little")
    for column in others:
        union |= int.from_bytes(column, "little")
    return len(first) - union.to_bytes(len(first), "little").count(NO_ANSWER)
