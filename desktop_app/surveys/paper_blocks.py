"""The questions of a printed sheet as blocks that know their height, so that pages can be filled with them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from desktop_app.documents.canvas import MM
from desktop_app.documents.fonts import Face, printable, text_width
from desktop_app.documents.pen import PADDING, SMALL, TEXT, TINY, Pen
from desktop_app.documents.primitives import Colour
from desktop_app.i18n import _
from desktop_app.questionnaires.layout import DONT_KNOW
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Section, Texts, text_in
from desktop_app.surveys.paper_fields import LONGEST_TICKED, FieldKind, PaperField, fields_of
from desktop_app.surveys.paper_parts import BOX, LINE, SLACK, Lines, box, grid_of

GUTTER = 6 * MM
NUMBER_WIDTH = 7 * MM
BOX_GAP = 1.3 * MM
OPTION_LINE = 5 * MM
LISTED_LINE = 3.3 * MM
PEN_WIDTH, PEN_HEIGHT = 6 * MM, 6.5 * MM
PEN_LINE = 7.5 * MM
PLACES_BESIDE, PLACES_A_LINE = 4, 6
SCALE_BOX, SCALE_GAP, SCALES_SHARE = 5.4 * MM, 4 * MM, 0.62
UNKNOWN_GAP = 1.6 * MM
END_SHARE = 0.3
ROW_HEIGHT, HEAD_HEIGHT, SECTION_HEIGHT = 6.1 * MM, 10 * MM, 6 * MM
BELOW = 1.6 * MM
_DIGITS_OF_A_NUMBER, _MOST_DIGITS = 4, 12
_DAY_PARTS = (2, 2, 4)


@dataclass(frozen=True)
class Block:
    """Drawn from ``y`` downwards in its ``height``; ``head`` is drawn again where a page begins with the block."""

    height: float
    draw: Callable[[Pen, float], None]
    head: "Block | None" = None
    is_with_next: bool = False


@dataclass(frozen=True)
class _Place:
    """A stretch of the page's width, and the language that questions are written in."""

    x: float
    width: float
    language: str

    def words(self, texts: Texts) -> str:
        return text_in(texts, self.language)

    def inside(self) -> "_Place":
        """What is left beside the number of the row."""
        return replace(self, x=self.x + NUMBER_WIDTH, width=self.width - NUMBER_WIDTH)


def blocks_of(questionnaire: Questionnaire, *, language: str, left: float, width: float) -> Iterator[Block]:
    """Every block in the order of the questionnaire, which must have the options of its lists in it."""
    fields = {code: list(group) for code, group in groupby(fields_of(questionnaire), lambda field: field.item.code)}
    place = _Place(left, width, language)
    for section in questionnaire.sections:
        if section.items:
            yield _section(section, place)
        yield from _side_by_side(section.items, fields, place)


def _section(section: Section, place: _Place) -> Block:
    note = Lines(place.words(section.note), place.width, size=SMALL)

    def draw(pen: Pen, y: float) -> None:
        pen.shade(place.x, y, place.width, SECTION_HEIGHT - 1 * MM)
        middle = y + (SECTION_HEIGHT - 1 * MM) / 2
        words = place.words(section.title)
        pen.text(place.x + 2 * MM, middle, words, size=TEXT + 0.5, face=Face.SANS_BOLD, width=place.width - 4 * MM)
        note.draw(pen, place.x, y + SECTION_HEIGHT, colour=Colour.MUTED)

    return Block(SECTION_HEIGHT + note.height + 1 * MM, draw, is_with_next=True)


def _side_by_side(items: Sequence[Item], fields: dict[str, list[PaperField]], place: _Place) -> Iterator[Block]:
    """Short questions stand in pairs where that saves room."""
    half = (place.width - GUTTER) / 2
    left, right = replace(place, width=half), replace(place, x=place.x + half + GUTTER, width=half)
    at = 0
    while at < len(items):
        pair = items[at : at + 2]
        if len(pair) > 1 and all(item.code in fields and _is_short(item) for item in pair):
            halves = [_question(item, fields[item.code], half) for item, half in zip(pair, (left, right), strict=True)]
            height = max(half.height for half in halves)
            if height < sum(_question(item, fields[item.code], place).height for item in pair):
                yield Block(height, _together(halves))
                at += 2
                continue
        yield from _blocks(items[at], fields.get(items[at].code, []), place)
        at += 1


def _is_short(item: Item) -> bool:
    is_ticked = item.kind is ItemKind.ONE and len(item.options) <= LONGEST_TICKED and not item.other
    return is_ticked or item.kind in (ItemKind.INTEGER, ItemKind.DECIMAL, ItemKind.DATE)


def _together(halves: Sequence[Block]) -> Callable[[Pen, float], None]:
    def draw(pen: Pen, y: float) -> None:
        for half in halves:
            half.draw(pen, y)

    return draw


def _blocks(item: Item, fields: Sequence[PaperField], place: _Place) -> Iterator[Block]:
    if item.kind is ItemKind.MATRIX:
        yield from _matrix(item, fields, place)
    elif item.kind is ItemKind.NOTE:
        yield _note(item, place)
    elif fields:
        yield _question(item, fields, place)


def _note(item: Item, place: _Place) -> Block:
    lines = Lines(place.words(item.text), place.width)
    return Block(lines.height + BELOW, lambda pen, y: lines.draw(pen, place.x, y))


def _question(item: Item, fields: Sequence[PaperField], place: _Place) -> Block:
    """The question over its answers; a short answer of numbers stands at the right of it."""
    first, inner = fields[0], place.inside()
    beside = _beside(fields)
    head = _heading(item, first.number, place, room=inner.width - beside.width, note=_how(first))
    below = [*_answers(item, fields, inner)]

    def draw(pen: Pen, y: float) -> None:
        head.draw(pen, y)
        beside.draw(pen, inner.x + inner.width - beside.width, y)
        y += max(head.height, beside.height)
        for block in below:
            block.draw(pen, y)
            y += block.height

    return Block(max(head.height, beside.height) + sum(block.height for block in below) + BELOW, draw)


def _how(field: PaperField) -> str:
    """What the person is told to do where a cross in one box is not all."""
    if field.kind is FieldKind.TICKS and field.item.most is None:
        return _("Several answers may be chosen.")
    if field.kind is FieldKind.PLACE:
        return _("Write the numbers of the answers in the boxes, the most important first.")
    if field.kind is FieldKind.CHOICE and field.scale is None and len(field.values) > LONGEST_TICKED:
        return _("Write the number of the answer in the boxes.")
    return ""


def _heading(item: Item, number: int, place: _Place, *, room: float, note: str = "") -> Block:
    """The number, the question, and what is said about it: on the same line where there is room."""
    words, hint = place.words(item.text), " ".join(filter(None, (place.words(item.hint), note)))
    question = Lines(words, room, face=Face.SANS_BOLD)
    taken = text_width(printable(words, Face.SANS_BOLD), Face.SANS_BOLD, TEXT) + 2 * MM
    is_beside = taken + text_width(printable(hint, Face.SANS), Face.SANS, SMALL) < room
    below = Lines("" if is_beside else hint, room, size=SMALL)

    def draw(pen: Pen, y: float) -> None:
        middle = y + TEXT * LINE / 2
        pen.text(place.x, middle, f"{number}.", face=Face.SANS_BOLD, colour=Colour.ACCENT)
        question.draw(pen, place.x + NUMBER_WIDTH, y)
        if is_beside:
            pen.text(place.x + NUMBER_WIDTH + taken, middle, hint, size=SMALL, colour=Colour.MUTED)
        below.draw(pen, place.x + NUMBER_WIDTH, y + question.height, colour=Colour.MUTED)

    return Block(question.height + below.height + 0.8 * MM, draw)


def _answers(item: Item, fields: Sequence[PaperField], place: _Place) -> Iterator[Block]:
    first = fields[0]
    if first.scale is not None:
        yield _rating(first, place)
    elif first.kind is FieldKind.PLACE or (first.kind is FieldKind.CHOICE and len(first.values) > LONGEST_TICKED):
        yield _listed(first, place)
        if first.kind is FieldKind.PLACE and len(fields) > PLACES_BESIDE:
            yield from _places_below(fields, place)
    elif first.values:
        yield _ticked(first, place)
    if first.kind is FieldKind.WORDS:
        yield _pen_lines(3 if item.is_long else 2, place)
    elif fields[-1].kind is FieldKind.WORDS:
        yield _other(item, place)


def _ticked(field: PaperField, place: _Place) -> Block:
    """A box with its number before each option, in as many columns as the longest option leaves."""
    words = [place.words(option.text) for option in field.item.options]
    grid = grid_of([text_width(text, Face.SANS, TEXT) + BOX + BOX_GAP for text in words], place.width)
    cells = [Lines(text, grid.room(at) - BOX - BOX_GAP + SLACK) for at, text in enumerate(words)]
    line = max(OPTION_LINE, *(cell.height + 1 * MM for cell in cells))

    def draw(pen: Pen, y: float) -> None:
        for at, (number, cell) in enumerate(zip(field.values, cells, strict=True)):
            x, top = grid.corner(at, place.x, y, line)
            box(pen, x, top + (OPTION_LINE - BOX) / 2, number)
            cell.draw(pen, x + BOX + BOX_GAP, top + (OPTION_LINE - TEXT * LINE) / 2)

    return Block(grid.rows * line, draw)


def _listed(field: PaperField, place: _Place) -> Block:
    """Numbers and options in small columns, read downwards; the number is written elsewhere."""
    size = SMALL
    words = [
        f"{number} {place.words(option.text)}" for number, option in zip(field.values, field.item.options, strict=True)
    ]
    grid = grid_of([text_width(text, Face.SANS, size) for text in words], place.width)

    def draw(pen: Pen, y: float) -> None:
        for at, text in enumerate(words):
            x, top = grid.corner(at, place.x, y, LISTED_LINE)
            number, _space, name = text.partition(" ")
            taken = text_width(f"{number} ", Face.SANS_BOLD, size)
            pen.text(x, top + LISTED_LINE / 2, number, size=size, face=Face.SANS_BOLD)
            pen.text(x + taken, top + LISTED_LINE / 2, name, size=size, width=grid.room(at) - taken + SLACK)

    return Block(grid.rows * LISTED_LINE, draw)


def _rating(field: PaperField, place: _Place) -> Block:
    assert field.scale is not None
    scale = field.scale
    ends = [place.words(scale.ends.get(value, {})) for value in (scale.low, scale.high)]
    most = place.width * END_SHARE
    before, after = (min(text_width(words, Face.SANS, TEXT) + 2 * MM, most) if words else 0.0 for words in ends)
    has_dont_know = DONT_KNOW in field.values.values()
    known = (len(field.values) - has_dont_know) * SCALE_BOX

    def draw(pen: Pen, y: float) -> None:
        middle = y + OPTION_LINE / 2
        pen.text(place.x, middle, ends[0], width=before)
        x = _scale_boxes(pen, place.x + before, middle, field, SCALE_BOX, gap=after + UNKNOWN_GAP)
        pen.text(place.x + before + known + 1 * MM, middle, ends[1], width=after)
        if has_dont_know:
            pen.text(x + 1 * MM, middle, _("I do not know"), size=SMALL)

    return Block(OPTION_LINE + 0.5 * MM, draw)


def _other(item: Item, place: _Place) -> Block:
    """The line for the words of "boshqa"."""
    words = next((place.words(option.text) for option in item.options if option.code == item.other), "")
    taken = min(text_width(f"{words}: ", Face.SANS, SMALL), place.width / 2)

    def draw(pen: Pen, y: float) -> None:
        pen.text(place.x, y + PEN_LINE * 0.6, f"{words}:", size=SMALL, colour=Colour.MUTED, width=taken)
        pen.rule(place.x + taken + 1 * MM, y + PEN_LINE * 0.8, place.width - taken - 1 * MM)

    return Block(PEN_LINE * 0.9, draw)


def _places_below(fields: Sequence[PaperField], place: _Place) -> Iterator[Block]:
    for start in range(0, len(fields), PLACES_A_LINE):
        line = _places(fields[start : start + PLACES_A_LINE])
        yield Block(line.height, lambda pen, y, line=line: line.draw(pen, place.x, y))  # type: ignore[misc]


def _pen_lines(count: int, place: _Place) -> Block:
    def draw(pen: Pen, y: float) -> None:
        for line in range(1, count + 1):
            pen.rule(place.x, y + line * PEN_LINE, place.width, colour=Colour.MUTED)

    return Block(count * PEN_LINE + 1 * MM, draw)


@dataclass(frozen=True)
class _Beside:
    """Boxes for a pen at the right of a question: groups of them with a word before each."""

    groups: tuple[tuple[str, int], ...]

    @property
    def width(self) -> float:
        groups = sum(self._taken(words) + boxes * PEN_WIDTH + 2 * MM for words, boxes in self.groups)
        return groups + 2 * MM if self.groups else 0.0

    @property
    def height(self) -> float:
        return PEN_HEIGHT + 1 * MM if self.groups else 0.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        x += 2 * MM
        for words, boxes in self.groups:
            pen.text(x, y + PEN_HEIGHT / 2, words, size=SMALL, colour=Colour.MUTED)
            x += self._taken(words)
            pen.boxes(x, y, [PEN_WIDTH] * boxes, PEN_HEIGHT, weight=0.7)
            x += boxes * PEN_WIDTH + 2 * MM

    def _taken(self, words: str) -> float:
        return text_width(words, Face.SANS, SMALL) + 1 * MM if words else 0.0


def _beside(fields: Sequence[PaperField]) -> _Beside:
    first = fields[0]
    match first.kind:
        case FieldKind.PLACE:
            return _places(fields if len(fields) <= PLACES_BESIDE else ())
        case FieldKind.DAY:
            return _Beside(tuple(("." if at else "", digits) for at, digits in enumerate(_DAY_PARTS)))
        case FieldKind.NUMBER:
            most = first.item.most
            digits = _DIGITS_OF_A_NUMBER if most is None else min(len(str(int(most))), _MOST_DIGITS)
            return _Beside((("", digits + 2 * (first.item.kind is ItemKind.DECIMAL)),))
        case FieldKind.CHOICE if first.scale is None and len(first.values) > LONGEST_TICKED:
            return _Beside((("", first.width),))
        case _:
            return _Beside(())


def _places(fields: Sequence[PaperField]) -> _Beside:
    return _Beside(tuple((_("Place {place}", place=each.place), each.width) for each in fields if each.place))


def _matrix(item: Item, fields: Sequence[PaperField], place: _Place) -> Iterator[Block]:
    """The question, then a row for each; the words over the boxes come again on every page."""
    scales = len(item.scales)
    firsts = fields[:scales]
    boxes = sum(len(field.values) for field in firsts)
    side = min(SCALE_BOX, (place.width * SCALES_SHARE - scales * (SCALE_GAP + UNKNOWN_GAP)) / boxes)
    widths = [len(field.values) * side + SCALE_GAP + UNKNOWN_GAP * item.has_dont_know for field in firsts]
    note = _("{number} – I do not know", number=list(fields[0].values)[-1]) if item.has_dont_know else ""
    text = replace(place, width=place.width - sum(widths))
    question = Lines(
        " ".join(filter(None, (place.words(item.text), note and f"({note})".replace(" ", "\u00a0")))),
        place.width,
        face=Face.SANS_BOLD,
    )
    yield Block(question.height + 1 * MM, lambda pen, y: question.draw(pen, place.x, y), is_with_next=True)
    head = Block(HEAD_HEIGHT, _scale_head(firsts, widths, text), is_with_next=True)
    yield head
    for start in range(0, len(fields), scales):
        yield replace(_row(fields[start : start + scales], widths, side, text), head=head)
    yield Block(BELOW, lambda pen, y: None)


def _scale_head(fields: Sequence[PaperField], widths: Sequence[float], text: _Place) -> Callable[[Pen, float], None]:
    def draw(pen: Pen, y: float) -> None:
        x = text.x + text.width
        for field, width in zip(fields, widths, strict=True):
            assert field.scale is not None
            name, inner = text.words(field.scale.text), width - SCALE_GAP / 2
            ends = [f"{value} – {text.words(words)}" for value, words in sorted(field.scale.ends.items())]
            pen.in_box(x, y, inner, 4 * MM, name, size=SMALL + 0.5, face=Face.SANS_BOLD, most_lines=1)
            if len(ends) <= 2:
                for middle, end in zip((5.2 * MM, 7.9 * MM), ends, strict=False):
                    pen.text(x + PADDING, y + middle, end, size=TINY, colour=Colour.MUTED, width=inner)
            else:
                words, room = ", ".join(ends), HEAD_HEIGHT - 4.5 * MM
                pen.in_box(x, y + 4 * MM, inner, room, words, size=TINY, colour=Colour.MUTED)
            x += width
        pen.rule(text.x, y + HEAD_HEIGHT, text.width + sum(widths), colour=Colour.MUTED)

    return draw


def _row(fields: Sequence[PaperField], widths: Sequence[float], side: float, text: _Place) -> Block:
    first = fields[0]
    lines = Lines(text.words(first.item.rows[first.row].text), text.width - NUMBER_WIDTH - 2 * MM)
    height = max(ROW_HEIGHT, lines.height + 1.6 * MM)

    def draw(pen: Pen, y: float) -> None:
        middle = y + height / 2
        pen.text(text.x, middle, f"{first.number}.", face=Face.SANS_BOLD, colour=Colour.ACCENT)
        lines.draw(pen, text.x + NUMBER_WIDTH, middle - lines.height / 2)
        x = text.x + text.width
        for field, width in zip(fields, widths, strict=True):
            _scale_boxes(pen, x, middle, field, side, gap=UNKNOWN_GAP)
            x += width
        pen.rule(text.x, y + height, text.width + sum(widths), colour=Colour.GRID)

    return Block(height, draw)


def _scale_boxes(pen: Pen, x: float, middle: float, field: PaperField, side: float, *, gap: float) -> float:
    """A box for each number, "bilmayman" a ``gap`` away from the others; gives back where they end."""
    inset = (side - BOX) / 2 if side > BOX else 0.0
    for number, value in field.values.items():
        if value == DONT_KNOW:
            x += gap
        box(pen, x + inset, middle - min(BOX, side) / 2, number, side=min(BOX, side))
        x += side
    return x
