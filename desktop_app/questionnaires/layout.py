"""Where each closed answer of a questionnaire stands in the packed bytes of an answer sheet.

A year brings hundreds of thousands of sheets, and any break-down of them is asked for in half a second: so the closed
answers of a sheet are one short string of bytes, always of the same length, in which every cell has its place. The
same cell of many sheets is then a slice, and counting its values is one pass of C.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Scale, Source, cell_code

NO_ANSWER = 0
TICKED = 1
DONT_KNOW_BYTE = 255
OPTIONS_MAX = 250
"""Of an item with one byte a choice, and the numbers of a scale."""
ID_BYTES = 4
DONT_KNOW = "?"
"""The value of a cell of a scale that was answered with "bilmayman"."""

Value = int | float | str | tuple[str, ...]
Answers = Mapping[str, Value]
"""Answers by code: of a matrix by the code of the cell ("B1.level"), of "boshqa" by ``other_code``, else by the item's.

A number for a scale, the code of the option for "one", their codes for "several" and, in order, for "rank", a number,
a text, a day as "2026-11-22". Options of a list of the centre have the number of the row in the database as code.
"""


@dataclass(frozen=True)
class Cell:
    """``width`` bytes at ``at``; ``option`` is set on ticks of "several", ``place``, 1 first, where there are any."""

    code: str
    item: Item
    scale: Scale | None = None
    option: str = ""
    place: int = 0
    width: int = 1
    at: int = 0
    is_reversed: bool = False

    def value(self, byte: int) -> int | None:
        """What a byte of a scale's cell stands for; None for no answer and for "bilmayman"."""
        assert self.scale is not None
        return None if byte in (NO_ANSWER, DONT_KNOW_BYTE) else byte - 1 + self.scale.low


@dataclass(frozen=True)
class Layout:
    """The cells in their order, and the bytes of a whole sheet."""

    cells: tuple[Cell, ...]
    width: int

    def scales(self) -> dict[str, Cell]:
        """The cells of ratings and matrices by their codes."""
        return {cell.code: cell for cell in self.cells if cell.scale is not None}


def layout_of(questionnaire: Questionnaire) -> Layout:
    """The same for a questionnaire as it is kept and with the options of its lists filled in.

    Raises ValueError for an item with more than OPTIONS_MAX options or numbers.
    """
    cells: list[Cell] = []
    at = 0
    for item in questionnaire.items:
        for cell in _cells(item):
            cells.append(replace(cell, at=at))
            at += cell.width
    return Layout(tuple(cells), at)


def other_code(item: Item) -> str:
    """Under which the words of "boshqa" are kept."""
    return f"{item.code}.{item.other}"


def pack(layout: Layout, answers: Answers) -> bytes:
    """The closed answers as bytes. They must have been checked: raises ValueError for what has no place."""
    sheet = bytearray(layout.width)
    for cell in layout.cells:
        number = _number(cell, answers)
        sheet[cell.at : cell.at + cell.width] = number.to_bytes(cell.width, "big")
    return bytes(sheet)


def open_answers(questionnaire: Questionnaire, answers: Answers) -> dict[str, str | int | float]:
    """What has no place in the bytes: numbers, days and words."""
    kept: dict[str, str | int | float] = {}
    for item in questionnaire.items:
        code = other_code(item) if item.other else item.code
        value = answers.get(code)
        if value is not None and (item.other or item.kind in _OPEN) and not isinstance(value, tuple):
            kept[code] = value
    return kept


def unpack(layout: Layout, sheet: bytes) -> dict[str, Value]:
    """The closed answers again."""
    answers: dict[str, Value] = {}
    for cell in layout.cells:
        number = int.from_bytes(sheet[cell.at : cell.at + cell.width], "big")
        if number == NO_ANSWER:
            continue
        if cell.scale is not None:
            answers[cell.code] = DONT_KNOW if number == DONT_KNOW_BYTE else number - 1 + cell.scale.low
        elif cell.option or cell.place:
            before = answers.get(cell.item.code, ())
            assert isinstance(before, tuple)
            answers[cell.item.code] = (*before, cell.option or _option(cell.item, number))
        else:
            answers[cell.item.code] = _option(cell.item, number)
    return answers


_OPEN = (ItemKind.INTEGER, ItemKind.DECIMAL, ItemKind.TEXT, ItemKind.DATE, ItemKind.CALCULATED)


def _cells(item: Item) -> Iterator[Cell]:
    width = 1 if item.source is Source.OWN else ID_BYTES
    _check_size(item)
    if item.kind is ItemKind.MATRIX:
        for row in item.rows:
            for scale in item.scales:
                yield Cell(cell_code(row.code, scale.code), item, scale, is_reversed=row.is_reversed)
    elif item.kind is ItemKind.RATING:
        yield Cell(item.code, item, item.scales[0], is_reversed=item.is_reversed)
    elif item.kind is ItemKind.ONE:
        yield Cell(item.code, item, width=width)
    elif item.kind is ItemKind.SEVERAL and item.source is Source.OWN:
        for option in item.options:
            yield Cell(f"{item.code}.{option.code}", item, option=option.code)
    elif item.kind in (ItemKind.SEVERAL, ItemKind.RANK):
        for place in range(1, item.places + 1):
            yield Cell(f"{item.code}.{place}", item, place=place, width=width)


def _check_size(item: Item) -> None:
    scales = max((len(scale.values) for scale in item.scales), default=0)
    options = len(item.options) if item.source is Source.OWN and item.kind is not ItemKind.SEVERAL else 0
    if max(scales, options) > OPTIONS_MAX:
        raise ValueError(f"{item.code} has more than {OPTIONS_MAX} options or numbers")


def _number(cell: Cell, answers: Answers) -> int:
    value = answers.get(cell.code if cell.scale is not None else cell.item.code)
    if value is None or value in ("", ()):
        return NO_ANSWER
    if cell.scale is not None:
        return DONT_KNOW_BYTE if value == DONT_KNOW else _scale_number(cell.scale, value)
    if cell.option:
        return TICKED if cell.option in _chosen(cell.item, value) else NO_ANSWER
    if cell.place:
        chosen = _chosen(cell.item, value)
        return _option_number(cell.item, chosen[cell.place - 1]) if cell.place <= len(chosen) else NO_ANSWER
    return _option_number(cell.item, str(value))


def _scale_number(scale: Scale, value: Value) -> int:
    # A workbook gives 3 as 3.0.
    if not isinstance(value, (int, float)) or value not in scale.values:
        raise ValueError(f"not on the scale {scale.code}: {value!r}")
    return int(value) - scale.low + 1


def _chosen(item: Item, value: Value) -> tuple[str, ...]:
    if not isinstance(value, tuple) or len(value) > item.places:
        raise ValueError(f"not a choice of at most {item.places}: {value!r}")
    for code in value:
        _option_number(item, code)
    return value


def _option_number(item: Item, code: str) -> int:
    if item.source is Source.OWN:
        return [option.code for option in item.options].index(code) + 1
    number = int(code)
    if not 0 < number < 256**ID_BYTES:
        raise ValueError(f"not the number of an option of {item.code}: {code}")
    return number


def _option(item: Item, number: int) -> str:
    return str(number) if item.source is not Source.OWN else item.options[number - 1].code
