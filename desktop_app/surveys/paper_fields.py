"""The answer rows of a printed sheet: their numbers, and what each number written or ticked in them stands for.

The form and its typing read the same rows, so what is printed beside a box is what is typed for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.questionnaires.layout import DONT_KNOW, Value, other_code
from desktop_app.questionnaires.model import Item, ItemKind, Option, Questionnaire, Scale, cell_code, text_in

LONGEST_TICKED = 12
"""Options of one choice that still stand as boxes; of longer lists the number is written."""
NOTHING = "0"
TWO_MARKS = "."
_NINE = 9


class FieldKind(StrEnum):
    """How a row is answered, and so how it is typed."""

    CHOICE = "choice"
    TICKS = "ticks"
    PLACE = "place"
    NUMBER = "number"
    DAY = "day"
    WORDS = "words"


@dataclass(frozen=True)
class PaperField:
    """One answer to be given with a pen. ``number`` stands before its row, the same for the scales of a row.

    ``values`` tells what each number typed stands for, all of them ``width`` digits wide; ``place`` is that of a rank.
    """

    number: int
    code: str
    item: Item
    kind: FieldKind
    values: Mapping[str, Value] = field(default_factory=dict)
    width: int = 1
    scale: Scale | None = None
    row: int = -1
    place: int = 0

    @property
    def title(self) -> str:
        """What is asked, in the language in force."""
        return text_in(self.item.text) if self.row < 0 else text_in(self.item.rows[self.row].text)

    def words_of(self, typed: str) -> str:
        """What a number stands for, in the language in force: the option, the word of the scale, "" for a bare one."""
        value = self.values[typed]
        if self.scale is not None:
            return "" if value == DONT_KNOW else text_in(self.scale.ends.get(int(str(value)), {}))
        return next((text_in(option.text) for option in self.item.options if option.code == value), "")

    def typed_for(self, value: Value) -> str:
        """The number that stands for an answer, "" where none does."""
        return next((typed for typed, meant in self.values.items() if meant == value), "")


def fields_of(questionnaire: Questionnaire) -> tuple[PaperField, ...]:
    """Every answer row in the order of the form; notes and what is calculated have none.

    The questionnaire must have the options of its lists in it.
    """
    return tuple(_fields(questionnaire))


def option_numbers(options: tuple[Option, ...]) -> dict[str, Value]:
    """The codes of options by the numbers that stand before them, all of one width: "01" … "12"."""
    width = len(str(len(options)))
    return {str(place).zfill(width): option.code for place, option in enumerate(options, start=1)}


def scale_numbers(scale: Scale, *, has_dont_know: bool) -> dict[str, Value]:
    """The numbers of a scale as they are, counted from 1 where some are negative, and 9, or 99, for "bilmayman"."""
    shift = 1 - scale.low if scale.low < 0 else 0
    width = len(str(scale.high + shift))
    if has_dont_know and scale.high + shift >= int("9" * width):
        width += 1
    numbers: dict[str, Value] = {str(value + shift).zfill(width): value for value in scale.values}
    if has_dont_know:
        numbers[str(_NINE) * width] = DONT_KNOW
    return numbers


def _fields(questionnaire: Questionnaire) -> Iterator[PaperField]:
    number = 1
    for item in questionnaire.items:
        # An item whose list is empty, such as modules where there is no cohort, cannot be answered.
        if not item.kind.is_asked or (item.kind.has_options and not item.options):
            continue
        if item.kind is ItemKind.MATRIX:
            yield from _matrix(item, number)
            number += len(item.rows)
        else:
            yield from _of_item(item, number)
            number += 1


def _matrix(item: Item, number: int) -> Iterator[PaperField]:
    for place, row in enumerate(item.rows):
        for scale in item.scales:
            values = scale_numbers(scale, has_dont_know=item.has_dont_know)
            code = cell_code(row.code, scale.code)
            yield PaperField(
                number + place, code, item, FieldKind.CHOICE, values, _width(values), scale=scale, row=place
            )


def _of_item(item: Item, number: int) -> Iterator[PaperField]:
    values = option_numbers(item.options)
    width = _width(values)
    match item.kind:
        case ItemKind.RATING:
            values = scale_numbers(item.scales[0], has_dont_know=item.has_dont_know)
            yield PaperField(number, item.code, item, FieldKind.CHOICE, values, _width(values), scale=item.scales[0])
        case ItemKind.ONE:
            yield PaperField(number, item.code, item, FieldKind.CHOICE, values, width)
        case ItemKind.SEVERAL:
            yield PaperField(number, item.code, item, FieldKind.TICKS, values, width)
        case ItemKind.RANK:
            for place in range(1, min(item.places, len(item.options)) + 1):
                yield PaperField(number, item.code, item, FieldKind.PLACE, values, width, place=place)
        case ItemKind.INTEGER | ItemKind.DECIMAL:
            yield PaperField(number, item.code, item, FieldKind.NUMBER)
        case ItemKind.DATE:
            yield PaperField(number, item.code, item, FieldKind.DAY)
        case ItemKind.TEXT:
            yield PaperField(number, item.code, item, FieldKind.WORDS)
    if item.other:
        yield PaperField(number, other_code(item), item, FieldKind.WORDS)


def _width(values: Mapping[str, Value]) -> int:
    return len(next(iter(values), NOTHING))
